package sync

import (
	"math"

	"dosedesk"
	"dosedesk/sync/wire"
)

// Outbox is what an export reads.
type Outbox interface {
	Enrolment() dosedesk.Enrolment
	Pending(limit int) ([]dosedesk.Event, error)
	ServerKey() (key dosedesk.SealKey, ok bool) // false before the first sync
}

// Export seals the events that the server has not acknowledged into one file for
// it, signed as pushes are, and tells how many there are; where there are none,
// there is no file. Nothing in the outbox changes: they stay unsent until the
// server's own verdicts come. It fails with EConflict where the terminal does not
// know its server's key.
func Export(o Outbox) (sealed []byte, events int, err error) { return export(o, false) }

// ExportLast is Export for a terminal that is gone, of all that is left of its
// events: what is missing before or between them comes from nowhere any more, and
// the pushes say so. Who took it for lost too early loses nothing: an event that
// turns up later is in review.
func ExportLast(o Outbox) (sealed []byte, events int, err error) { return export(o, true) }

func export(o Outbox, gone bool) (sealed []byte, events int, err error) {
	pending, err := o.Pending(math.MaxInt)
	if err != nil || len(pending) == 0 {
		return nil, 0, err
	}
	key, ok := o.ServerKey()
	if !ok {
		return nil, 0, dosedesk.Errorf(dosedesk.EConflict, "the server's key came not yet, or was lost with the roster: "+
			"nothing can be sealed before the next sync. Nothing is lost; keep this machine as it is")
	}
	enrolment := o.Enrolment()
	var parcels []wire.Parcel
	for rest := pending; len(rest) > 0; {
		push, sent, err := packedSmall(unbroken(rest[:min(len(rest), wire.MaxPushEvents)]), enrolment, gone && behind(pending, rest))
		if err != nil {
			return nil, 0, err
		}
		parcels = append(parcels, wire.Parcel{Terminal: enrolment.Terminal, Push: push})
		rest = rest[len(sent):]
	}
	sealed, err = wire.SealParcels(parcels, key)
	return sealed, len(pending), err
}

// behind reports whether what is left of some events begins behind a gap.
func behind(all, rest []dosedesk.Event) bool {
	i := len(all) - len(rest)
	return i == 0 || all[i-1].Number+1 < rest[0].Number
}

// packedSmall is packed for a parcel, which another terminal may have to carry.
func packedSmall(events []dosedesk.Event, by dosedesk.Enrolment, eldest bool) (push []byte, sent []dosedesk.Event, err error) {
	push, sent, err = packed(events, by, beside{eldest: eldest})
	if err == nil && len(push) > wire.MaxParcelPush && len(sent) > 1 {
		return packedSmall(sent[:len(sent)/2], by, eldest)
	}
	return push, sent, err
}
