package server

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"slices"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// Report says what became of the rows of a bookings file.
type Report struct {
	Taken    int                 // new appointments, walk-ins included
	Walkins  int                 // of those taken: booked without a code
	Known    int                 // there already, with the same content
	Refused  []RowRefusal        // readable, but against what is known
	In       []dosedesk.CentreID // the centres that the rows name
	Centres  int                 // made, for the appointments taken
	Sessions int                 // made, for the appointments taken
}

// RowRefusal is why one row was not taken.
type RowRefusal struct {
	Line   int
	Reason string // in English, without anybody's data
}

// ImportBookings takes a CSV file of bookings in one transaction: each row is
// taken, known already, or refused by itself. Online bookings get a code and a
// message. It fails with EInvalid for a damaged file, naming up to ten places,
// and then takes nothing.
func (s *Server) ImportBookings(ctx context.Context, r io.Reader) (Report, error) {
	rows, err := readBookings(r)
	if err != nil {
		return Report{}, err
	}
	var report Report
	err = s.Registry.Update(ctx, func(tx *registry.Tx) error {
		report = Report{} // it may be done again
		in := intake{Server: s, tx: tx, report: &report}
		for _, row := range rows {
			if err := in.row(row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Report{}, err
	}
	s.messages.Wake()
	return report, nil
}

// An intake is the transaction of one import.
type intake struct {
	*Server
	tx     *registry.Tx
	report *Report
}

func (in *intake) row(b booking) error {
	if centre := b.Session.Centre; !slices.Contains(in.report.In, centre) {
		in.report.In = append(in.report.In, centre)
	}
	known, reason, err := in.compare(b.Appointment)
	switch {
	case err != nil:
		return err
	case reason != "":
		in.report.Refused = append(in.report.Refused, RowRefusal{b.line, reason})
		return nil
	case known:
		in.report.Known++
		return nil
	}
	return in.add(b.Appointment)
}

// compare looks for what is known of a booking, and for what contradicts it.
func (in *intake) compare(a dosedesk.Appointment) (known bool, reason string, err error) {
	entry, known, err := in.tx.Entry(a.ID)
	if err != nil {
		return false, "", err
	}
	if known {
		entry.Cancelled = a.Cancelled
		if !reflect.DeepEqual(entry.Appointment, a) {
			reason = "this appointment is known with other content"
		}
		return true, reason, nil
	}
	session, ok, err := in.tx.Session(a.Session.ID)
	if err != nil {
		return false, "", err
	}
	if ok && session != a.Session {
		return false, "this session is known with another centre, day or vaccine", nil
	}
	others, err := in.tx.Booked(a.Citizen.ReferenceID, a.Dose)
	if len(others) > 0 {
		reason = fmt.Sprintf("this citizen has another appointment for dose %d", a.Dose)
	}
	return false, reason, err
}

func (in *intake) add(a dosedesk.Appointment) error {
	made, err := in.tx.EnsureCentre(a.Session.Centre)
	if err != nil {
		return err
	}
	in.report.Centres += count(made)
	if made, err = in.tx.EnsureSession(a.Session); err != nil {
		return err
	}
	in.report.Sessions += count(made)
	in.report.Taken++
	if a.Booking == dosedesk.Walkin {
		in.report.Walkins++
		_, err := in.tx.AddAppointment(a, dosedesk.CodeState{})
		return err
	}
	if _, err := in.tx.AddAppointment(a, dosedesk.NewCodeState()); err != nil {
		return err
	}
	if err := in.tx.Queue(registry.Message{
		Centre: a.Session.Centre, Subject: a.ID, Kind: registry.BookingMessage, Appointment: a.ID, QueuedAt: in.Now(),
	}); err != nil {
		return err
	}
	d := in.decide(in.tx)
	return d.remake(a.ID)
}

func count(made bool) int {
	if made {
		return 1
	}
	return 0
}
