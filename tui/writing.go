package tui

import (
	"fmt"

	"dosedesk"
)

// A write is something on its way to the disk: an event about a citizen, or who
// gives a vaccine and from which batch.
type write struct {
	kind        dosedesk.Kind // none: the stock
	appointment dosedesk.ID
	citizen     dosedesk.Citizen
	vaccine     dosedesk.Vaccine
	failed      error
}

// begin notes that an event is being written.
func (d *desk) begin(t task, body dosedesk.Body) {
	w := write{kind: body.Kind(), appointment: body.About()}
	if v, ok := d.Vault.Visit(w.appointment); ok {
		w.citizen, w.vaccine = v.Citizen, v.Session.Vaccine
	}
	if b, ok := body.(*dosedesk.WalkinRegistered); ok {
		w.citizen, w.vaccine = b.Appointment.Citizen, b.Appointment.Session.Vaccine
	}
	d.writing[t] = w
}

// givingTo reports whether a dose of a visit is being written: no second one is
// recorded meanwhile, whatever screen asks for it.
func (d *desk) givingTo(appointment dosedesk.ID) bool {
	for _, w := range d.writing {
		if w.kind == dosedesk.KindDoseRecorded && w.appointment == appointment {
			return true
		}
	}
	return false
}

// written ends a write. One that failed is told by the screen that waits for it
// where that is seen; else the App says so until somebody takes note.
func (a *App) written(t task, err error) {
	w, ok := a.writing[t]
	delete(a.writing, t)
	screen, waits := a.top().(writer)
	switch {
	case !ok:
	case err == nil:
		a.settle(w)
	case !waits || !screen.awaits(t):
		w.failed = err
		a.alarms = append(a.alarms, w)
	}
}

// settle drops the alarms about what has been written after all.
func (a *App) settle(w write) {
	var left []write
	for _, alarm := range a.alarms {
		if alarm.kind != w.kind || alarm.appointment != w.appointment || alarm.vaccine != w.vaccine {
			left = append(left, alarm)
		}
	}
	a.alarms = left
}

// alarm is what the App says of the first write that failed unseen.
func (a *App) alarm() string {
	if len(a.alarms) == 0 {
		return ""
	}
	f, w := a.words.Frame, a.alarms[0]
	if w.kind == "" {
		return fmt.Sprintf(f.StockLost, w.vaccine)
	}
	return fmt.Sprintf(f.WriteLost, a.name(w.citizen), f.Writes[w.kind], a.whyNot(w.failed))
}

// notRecorded says that something was not, and what to do.
func (d *desk) notRecorded(err error) string {
	return d.words.Frame.NotRecorded + " " + d.whyNot(err)
}

// whyNot tells a disk that fails from a vault that refuses, because the event
// may be there.
func (d *desk) whyNot(err error) string {
	if dosedesk.CodeOf(err) == dosedesk.EConflict {
		return d.words.Frame.LookAgain
	}
	return d.words.Frame.Disk
}

func (s *confirm) awaits(t task) bool     { return t == s.saving }
func (s *paper) awaits(t task) bool       { return t == s.saving }
func (s *deferral) awaits(t task) bool    { return t == s.saving }
func (s *walkin) awaits(t task) bool      { return t == s.saving }
func (s *stock) awaits(t task) bool       { return t == s.saving }
func (s *reviewEntry) awaits(t task) bool { return t == s.asking }
func (s *override) awaits(t task) bool    { return t == s.saving }
func (s *code) awaits(t task) bool        { return t == s.sending || t == s.reissuing }
