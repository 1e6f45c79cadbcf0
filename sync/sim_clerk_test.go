package sync_test

import (
	"fmt"
	"time"

	"dosedesk"
	"dosedesk/sync"
)

// work is one sitting of a clerk: some visits at his terminal, in no hurry, with
// whatever the clock, the disk and the electricity do to him.
func (t *terminal) work() {
	for range 6 + t.chance.IntN(8) {
		time.Sleep(t.some(5 * time.Second))
		if t.power.gone() {
			t.restart()
		}
		t.suffer()
		act := acts[t.chance.IntN(len(acts))]
		if err := t.act(act.name, act.does); err != nil {
			t.note("%d %s: %v", t.n, act.name, err)
		}
		if !t.power.gone() {
			t.look()
		}
	}
}

// suffer has something go wrong with the machine, now or soon.
func (t *terminal) suffer() {
	if t.chance.IntN(100) < t.harsh.crash {
		t.power.after(1 + t.chance.IntN(12))
	}
	if t.chance.IntN(100) < t.harsh.disk {
		how := trouble(t.chance.IntN(3))
		t.met("disk fault")
		t.note("%d its disk fails (%d)", t.n, how)
		t.disk.fails(1+t.chance.IntN(4), how)
	}
	if t.chance.IntN(100) < t.harsh.clock {
		t.met("clock jump")
		t.skew.Store(int64(t.some(96*time.Hour) - 48*time.Hour))
	}
}

// act has the clerk do one thing. What the vault did not say is recorded may be
// there all the same.
func (t *terminal) act(name string, does func(*terminal, dosedesk.Visit) (dosedesk.Event, error)) (err error) {
	visit, known := t.pick()
	if !known {
		return nil
	}
	begun, ids := t.now(), t.ids
	var event dosedesk.Event
	if done := t.do(func() { event, err = does(t, visit) }); done && err == nil && !event.ID.IsZero() {
		t.keeps(event)
		t.history.called(event.ID, begun)
		t.note("%d %s: number %d about %v", t.n, name, event.Number, event.Body.About())
		t.engine.Wake()
		return nil
	}
	if t.ids > ids {
		t.mu.Lock()
		t.maybe++
		t.mu.Unlock()
		t.history.called(t.lastID(), begun)
	}
	return err
}

// pick returns a visit of the roster, or a walk-in's; the same few again and
// again, at every terminal.
func (t *terminal) pick() (dosedesk.Visit, bool) {
	n := t.chance.IntN(simBookings + 2)
	if n < simBookings {
		return t.vault.Visit(simAppointment(n))
	}
	return t.vault.Visit(walkinID(t.n, t.chance.IntN(3)))
}

func walkinID(terminal, n int) dosedesk.ID { return dosedesk.ID{0x77, byte(terminal), 15: byte(n)} }

type act func(*terminal, dosedesk.Visit) (dosedesk.Event, error)

// acts are what a clerk does, the frequent ones more than once.
var acts = []struct {
	name string
	does act
}{
	{"right code", (*terminal).rightCode},
	{"right code", (*terminal).rightCode},
	{"wrong code", (*terminal).wrongCode},
	{"slip", (*terminal).slip},
	{"dose", (*terminal).dose},
	{"dose", (*terminal).dose},
	{"dose", (*terminal).dose},
	{"re-issue", (*terminal).reissue},
	{"deferral", (*terminal).deferral},
	{"walk-in", (*terminal).walkin},
	{"override", (*terminal).override},
	{"correction", (*terminal).correction},
	{"stick", (*terminal).stick},
}

func (t *terminal) rightCode(v dosedesk.Visit) (dosedesk.Event, error) {
	return t.enter(v, dosedesk.ChannelTyped, 0, t.site.keys.Code.Code(v.ID, max(1, v.Code.Issue)))
}

func (t *terminal) wrongCode(v dosedesk.Visit) (dosedesk.Event, error) {
	code, err := dosedesk.ParseCode(fmt.Sprintf("%04d", t.chance.IntN(10_000)))
	if err != nil {
		return dosedesk.Event{}, err
	}
	return t.enter(v, dosedesk.ChannelTyped, 0, code)
}

func (t *terminal) slip(v dosedesk.Visit) (dosedesk.Event, error) {
	return t.enter(v, dosedesk.ChannelSlip, 1, t.site.keys.Code.Code(v.ID, 1))
}

func (t *terminal) enter(v dosedesk.Visit, channel dosedesk.Channel, issue int, code dosedesk.Code) (dosedesk.Event, error) {
	t.proves(v.ID, code)
	event, err := t.vault.EnterCode(sunita, v.ID, channel, issue, code)
	t.history.typed(t.lastID(), code)
	return event, err
}

// dose records a dose unless the clerk sees one: he looks first, as at the desk.
func (t *terminal) dose(v dosedesk.Visit) (dosedesk.Event, error) {
	if _, given := v.Dose(); given {
		return dosedesk.Event{}, nil
	}
	return t.vault.Record(sunita, &dosedesk.DoseRecorded{
		Appointment: v.ID, Citizen: v.Citizen.ReferenceID, Dose: v.Appointment.Dose, Vaccine: v.Session.Vaccine,
		Batch: "4121Z004", Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31}, Vaccinator: meera.Signature(),
		GivenAt: t.clock(), ClearedBy: v.ClearedBy,
	})
}

func (t *terminal) reissue(v dosedesk.Visit) (dosedesk.Event, error) {
	return t.vault.Record(sunita, &dosedesk.ReissueAsked{Appointment: v.ID})
}

func (t *terminal) deferral(v dosedesk.Visit) (dosedesk.Event, error) {
	return t.vault.Record(sunita, &dosedesk.VisitDeferred{Appointment: v.ID, Reason: dosedesk.DeferredHealth, Outcome: dosedesk.NotYet})
}

// walkin registers somebody new, or somebody who has a booking after all.
func (t *terminal) walkin(v dosedesk.Visit) (dosedesk.Event, error) {
	id := walkinID(t.n, t.chance.IntN(3))
	if _, known := t.vault.Visit(id); known {
		return dosedesk.Event{}, nil
	}
	a := dosedesk.Appointment{
		ID: id, Session: simSession(0), Slot: "09:00-11:00", Dose: 1, Booking: dosedesk.Walkin,
		Citizen: dosedesk.Citizen{
			Name: "Ram Lal", Gender: dosedesk.Male, BirthYear: 1950 + t.n, Mobile: fmt.Sprintf("70000000%02d", t.n),
			PhotoID: dosedesk.PhotoID{Type: "PAN Card", LastFour: fmt.Sprintf("%04d", id[15])},
		},
	}
	if t.chance.IntN(3) == 0 {
		a.Citizen, a.Citizen.ReferenceID = v.Citizen, ""
	}
	return t.vault.Record(sunita, &dosedesk.WalkinRegistered{Appointment: a})
}

func (t *terminal) override(v dosedesk.Visit) (dosedesk.Event, error) {
	return t.vault.Record(anil, &dosedesk.OverrideRecorded{
		Appointment: v.ID, Desk: sunita.Signature(), Reason: dosedesk.OverrideNoPhone, Seen: v.Citizen.PhotoID,
	})
}

func (t *terminal) correction(v dosedesk.Visit) (dosedesk.Event, error) {
	dose, given := v.Dose()
	if !given {
		return dosedesk.Event{}, nil
	}
	return t.vault.Record(anil, &dosedesk.DoseCorrected{
		Appointment: v.ID, Dose: dose.ID, Vaccine: dose.Vaccine, Batch: "4121Z005", Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31},
		Vaccinator: dose.Vaccinator, GivenAt: dose.GivenAt,
	})
}

// stick has the terminal take in what is on the stick that goes round, and put
// there what it has not sent itself. It records nothing.
func (t *terminal) stick(dosedesk.Visit) (none dosedesk.Event, err error) {
	file, n, err := sync.Export(t.vault)
	if err != nil {
		return none, err
	}
	if n > 0 {
		pending, err := t.vault.Pending(n)
		if err != nil {
			return none, err
		}
		for _, e := range pending {
			t.exported[e.ID] = true
		}
	}
	t.mu.Lock()
	found := t.onStick
	if n > 0 {
		t.onStick = file
	}
	t.mu.Unlock()
	if found != nil {
		_, err = sync.Carry(t.vault, found)
	}
	return none, err
}
