package server

import (
	"bytes"
	"context"
	"io"
	"net/http"

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
	sealed, err := io.ReadAll(io.LimitReader(file, wire.MaxParcels+1))
	if err != nil {
		return report, dosedesk.Errorf(dosedesk.EInternal, "reading the file: %w", err)
	}
	parcels, err := wire.SplitParcels(sealed, s.Keys.Open.SealKey())
	if err != nil {
		return report, err
	}
	pushes := make([]sent, len(parcels))
	for i, parcel := range parcels {
		terminal, push, err := s.vouchedPush(ctx, parcel)
		if err != nil {
			return EventReport{}, err
		}
		if i > 0 && terminal != report.Terminal {
			return EventReport{}, dosedesk.Errorf(dosedesk.EInvalid, "the file has events of two terminals")
		}
		report.Terminal, pushes[i] = terminal, push
	}
	for _, push := range pushes {
		if err := s.bring(ctx, push, &report); err != nil {
			return report, err
		}
	}
	return report, nil
}

// parcel takes in what another terminal carries: whose it is does not matter, nor
// of which centre, as long as it is admitted. What vouches for the events is in
// the parcel. What is wrong with that is an answer, which ends the parcel's
// journey; all else fails, and the parcel comes again.
func (s *Server) parcel(r *http.Request) (any, error) {
	if _, err := s.admitted(r); err != nil {
		return nil, err
	}
	var request wire.ParcelRequest
	if err := wire.ReadRequest(r, &request); err != nil {
		return nil, err
	}
	terminal, push, err := s.vouchedPush(r.Context(), request.Sealed)
	report := EventReport{Terminal: terminal}
	if err == nil {
		err = s.bring(r.Context(), push, &report)
	}
	answer := wire.ParcelAnswer{Taken: report.Taken, Known: report.Known, Refused: report.Refused}
	switch code := dosedesk.CodeOf(err); code {
	case dosedesk.EInvalid, dosedesk.EUnauthorized, dosedesk.EDamaged, dosedesk.ETooLarge, dosedesk.EConflict:
		answer.Problem = &wire.Problem{Code: code, Message: err.Error()}
		return answer, nil
	default:
		return answer, err
	}
}

// vouchedPush opens a parcel, and sees that its terminal signed the push in it.
func (s *Server) vouchedPush(ctx context.Context, sealed []byte) (id dosedesk.ID, push sent, err error) {
	parcel, err := wire.OpenParcel(s.Keys.Open, sealed)
	if err != nil {
		return id, push, err
	}
	var terminal registry.Terminal
	err = s.Registry.View(ctx, func(tx *registry.Tx) (err error) {
		terminal, _, err = tx.Terminal(parcel.Terminal) // one that is not known has no key
		return err
	})
	if err != nil {
		return id, push, err
	}
	if len(terminal.Key) == 0 {
		return id, push, dosedesk.Errorf(dosedesk.EUnauthorized, "the file is of a terminal that this server does not know")
	}
	if push, err = readPush(bytes.NewReader(parcel.Push), "gzip"); err != nil {
		return id, push, err
	}
	push.epoch = "" // whoever carries it here cannot have it judged by another registry
	return terminal.ID, push, push.vouchedFor(terminal)
}

// bring takes in a push of the report's terminal. It fails with EConflict where
// events before it are missing.
func (s *Server) bring(ctx context.Context, push sent, report *EventReport) error {
	answer, err := s.take(ctx, report.Terminal, push)
	if err != nil {
		return err
	}
	report.add(answer.Receipts)
	if len(answer.Receipts) < len(push.arrivals) {
		return dosedesk.Errorf(dosedesk.EConflict, "this terminal's events from number %d on are missing here: "+
			"they come when it syncs, and then the file can be imported again", answer.Next)
	}
	return nil
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
