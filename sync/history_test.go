package sync_test

import (
	gosync "sync"
	"time"

	"github.com/anishathalye/porcupine"

	"dosedesk"
)

// A history is what the clerks did and what they were told, and when.
type history struct {
	mu    gosync.Mutex
	calls map[dosedesk.ID]time.Time
	heard map[dosedesk.ID]time.Time
	codes map[dosedesk.ID]dosedesk.Code
}

func put[T any](h *history, m *map[dosedesk.ID]T, id dosedesk.ID, value T) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if *m == nil {
		*m = map[dosedesk.ID]T{}
	}
	if _, had := (*m)[id]; !had {
		(*m)[id] = value
	}
}

// called keeps when an event's call began.
func (h *history) called(event dosedesk.ID, at time.Time) { put(h, &h.calls, event, at) }

// typed keeps which code an event carries: the terminal itself cannot tell.
func (h *history) typed(event dosedesk.ID, code dosedesk.Code) { put(h, &h.codes, event, code) }

// answered keeps when verdicts were on the terminal's disk.
func (h *history) answered(receipts []dosedesk.Receipt, at time.Time) {
	for _, r := range receipts {
		put(h, &h.heard, r.Event, at)
	}
}

// A register is one appointment as a plain, sequential machine: what the server
// must look like to all terminals together, whatever the network did.
type register struct {
	issue, tries int
	right        bool
	doses        int
}

type done struct {
	event dosedesk.Event // none: a citizen's SMS
	code  dosedesk.Code
}

// checkHistory asks porcupine whether each appointment's history is one that a
// register could have, one call at a time, between the moment it was made and
// the moment its verdict was known. What came to a restored server before another
// terminal brought back what it had forgotten is explained by no order, so such
// seeds are left out.
func (w *world) checkHistory(made map[int64]answer, entries map[dosedesk.ID]dosedesk.Entry) {
	if w.site.lost > 0 || w.deaf {
		return
	}
	byAppointment := map[dosedesk.ID][]porcupine.Operation{}
	for _, t := range w.terminals {
		events, err := t.vault.EventsFrom(1, 1<<20)
		if err != nil {
			w.violated("terminal %d: its events: %v", t.n, err)
		}
		if len(events) > 0 && events[0].Number > 1 {
			return // some of the calls are forgotten
		}
		for _, e := range events {
			verdict, _ := t.vault.Verdict(e.ID)
			heard, known := w.history.heard[e.ID]
			if !known {
				heard = w.now()
			}
			about := e.Body.About()
			byAppointment[about] = append(byAppointment[about], porcupine.Operation{
				ClientId: t.n, Input: done{e, w.history.codes[e.ID]}, Output: verdict,
				Call: w.history.calls[e.ID].UnixNano(), Return: heard.UnixNano(),
			})
		}
	}
	for about, operations := range w.codesSent(made, entries) {
		byAppointment[about] = append(byAppointment[about], operations...)
	}
	for about, operations := range byAppointment {
		entry, known := entries[about]
		if known && !porcupine.CheckOperations(w.model(entry.Appointment), operations) {
			w.violated("HISTORY: of %v, no order of the calls explains the verdicts", about)
		}
	}
}

func (w *world) model(a dosedesk.Appointment) porcupine.Model {
	return porcupine.Model{
		Init: func() any {
			if a.Booking == dosedesk.Walkin {
				return register{right: true}
			}
			return register{issue: 1, tries: dosedesk.CodeTries}
		},
		Step: func(state, input, output any) (bool, any) {
			r, in, verdict := state.(register), input.(done), output.(dosedesk.Verdict)
			want := w.site.keys.Code.Code(a.ID, r.issue)
			switch in.event.Kind {
			case "":
				ok := r.test(in.code, want, verdict.Code)
				return ok, r
			case dosedesk.KindCodeEntered:
				ok := r.enter(in.code, want, verdict)
				return ok, r
			case dosedesk.KindReissueAsked:
				ok := r.reissue(verdict)
				return ok, r
			case dosedesk.KindDoseRecorded:
				ok := r.dose(a, verdict)
				return ok, r
			case dosedesk.KindVisitDeferred, dosedesk.KindWalkin, dosedesk.KindOverride, dosedesk.KindDoseCorrected:
			}
			return true, r
		},
	}
}

// enter takes an entered code, and reports whether the verdict is right.
func (r *register) enter(typed, want dosedesk.Code, v dosedesk.Verdict) bool {
	if v.Code == "" {
		return v.Answer != dosedesk.Accepted // it was not tested, and the verdict says why
	}
	return r.test(typed, want, v.Code) && v.TriesLeft == max(r.tries, 0)
}

// test takes a code, from wherever it came, and reports whether the answer is
// right.
func (r *register) test(typed, want dosedesk.Code, a dosedesk.CodeAnswer) bool {
	switch a {
	case dosedesk.CodeRight:
		r.right = true
		return r.tries > 0 && typed.Equal(want)
	case dosedesk.CodeWrong:
		r.tries--
		return r.tries >= 0 && !typed.Equal(want)
	case dosedesk.CodeLocked:
		return r.tries <= 0
	}
	return false
}

func (r *register) reissue(v dosedesk.Verdict) bool {
	switch {
	case v.Answer == dosedesk.Refused:
		return r.issue == 0 || r.issue > dosedesk.CodeReissues && !r.right
	case r.right:
		return true
	}
	r.issue++
	r.tries++
	return r.issue <= dosedesk.CodeReissues+1 && v.TriesLeft == r.tries
}

// dose takes a dose: the first is judged by the code, any further one is one too
// many.
func (r *register) dose(a dosedesk.Appointment, v dosedesk.Verdict) bool {
	first := r.doses == 0
	r.doses++
	switch {
	case v.Answer == dosedesk.Accepted:
		return first && r.right
	case v.Reason == dosedesk.ReasonAlreadyGiven:
		return !first
	case v.Reason.AboutCode():
		return first && !r.right && a.Booking == dosedesk.Online
	}
	return first
}
