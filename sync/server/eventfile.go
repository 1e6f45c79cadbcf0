package server

import (
	"bytes"
	"context"
	"io"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// EventReport says what became of a file of events.
type EventReport struct {
	Terminal dosedesk.ID // whose they are
	Taken    int         // new, and kept with their verdicts
	Known    int         // taken before, from a file or a push
	Refused  int         // new, and kept without an effect
}

// ImportEvents takes in what a terminal exported, exactly as if it pushed that
// itself: when it does so later, it gets the verdicts given now. Every signature
// is checked before anything is taken. It fails as wire.OpenParcel does, with
// EUnauthorized for what its terminal has not signed, and with EConflict where
// events before it are missing; what was taken until then stands.
func (s *Server) ImportEvents(ctx context.Context, file io.Reader) (report EventReport, err error) {
	sealed, err := io.ReadAll(io.LimitReader(file, wire.MaxParcel+1))
	if err != nil {
		return report, dosedesk.Errorf(dosedesk.EInternal, "reading the file: %w", err)
	}
	parcel, err := wire.OpenParcel(s.Keys.Open, sealed)
	if err != nil {
		return report, err
	}
	report.Terminal = parcel.Terminal
	pushes, err := s.vouchedPushes(ctx, parcel)
	if err != nil {
		return report, err
	}
	for _, push := range pushes {
		answer, err := s.take(ctx, parcel.Terminal, push)
		if err != nil {
			return report, err
		}
		report.add(answer.Receipts)
		if len(answer.Receipts) < len(push.arrivals) {
			return report, dosedesk.Errorf(dosedesk.EConflict, "this terminal's events from number %d on are missing here: "+
				"they come when it syncs, and then the file can be imported again", answer.Next)
		}
	}
	return report, nil
}

// vouchedPushes reads a parcel's pushes, each signed by the parcel's terminal.
func (s *Server) vouchedPushes(ctx context.Context, parcel wire.Parcel) (pushes []sent, err error) {
	var terminal registry.Terminal
	err = s.Registry.View(ctx, func(tx *registry.Tx) (err error) {
		terminal, _, err = tx.Terminal(parcel.Terminal) // one that is not known has no key
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(terminal.Key) == 0 {
		return nil, dosedesk.Errorf(dosedesk.EUnauthorized, "the file is of a terminal that this server does not know")
	}
	for _, packed := range parcel.Pushes {
		push, err := readPush(bytes.NewReader(packed), "gzip")
		if err != nil {
			return nil, err
		}
		if err := push.vouchedFor(terminal); err != nil {
			return nil, err
		}
		pushes = append(pushes, push)
	}
	return pushes, nil
}

func (r *EventReport) add(receipts []dosedesk.Receipt) {
	for _, receipt := range receipts {
		switch {
		case receipt.Duplicate:
			r.Known++
		case receipt.Answer == dosedesk.Refused:
			r.Refused++
		default:
			r.Taken++
		}
	}
}
