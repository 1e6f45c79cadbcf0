package sync_test

import (
	"cmp"
	"database/sql"
	"slices"

	"github.com/anishathalye/porcupine"

	"dosedesk"
)

// proves keeps that the right code of an appointment was entered, by whatever
// way: of any issue, for the server alone knows which one holds.
func (w *world) proves(appointment dosedesk.ID, code dosedesk.Code) {
	for issue := range dosedesk.CodeReissues + 1 {
		if code.Equal(w.site.keys.Code.Code(appointment, issue+1)) {
			w.mu.Lock()
			w.proved[appointment] = true
			w.mu.Unlock()
		}
	}
}

// promised checks the promise itself: no online booking is certified without the
// citizen's code, or his own yes.
func (w *world) promised(e dosedesk.Entry) {
	w.mu.Lock()
	fair := w.deaf || w.proved[e.ID] || w.said[e.Citizen.Mobile]
	w.mu.Unlock()
	for _, dose := range e.Doses {
		if dose.State == dosedesk.DoseConfirmed && e.Booking == dosedesk.Online && !fair {
			w.violated("PROMISE: %v is certified; nobody entered its code, and its citizen did not say yes", e.ID)
		}
	}
}

// An answer is what the server made of a reply.
type answer struct {
	dose dosedesk.ID
	said string
	code dosedesk.CodeAnswer
}

// answers returns what the server made of each reply, by its place in the inbox.
func (w *world) answers(db *sql.DB) map[int64]answer {
	made := map[int64]answer{}
	rows, err := db.Query(`SELECT position, dose, said, code FROM replies`) //nolint:noctx // a file in memory
	if err != nil {
		w.violated("the replies: %v", err)
		return nil
	}
	defer rows.Close() //nolint:errcheck // they were read
	for rows.Next() {
		var at int64
		var dose string
		var a answer
		err := rows.Scan(&at, &dose, &a.said, &a.code)
		if err == nil {
			a.dose, err = dosedesk.ParseID(dose)
		}
		if _, twice := made[at]; twice || err != nil {
			w.violated("REPLY: one counts twice, %v", err)
		}
		made[at] = a
	}
	if err := rows.Err(); err != nil {
		w.violated("the replies: %v", err)
	}
	return made
}

// checkReplies compares what citizens sent with what the server made of it. A
// restored server has not all of it.
func (w *world) checkReplies(made map[int64]answer, entries map[dosedesk.ID]dosedesk.Entry) {
	if w.phones == nil {
		return
	}
	asked := w.phones.asked
	last := map[dosedesk.ID]string{} // yes or no, by dose
	there := map[dosedesk.ID]bool{}  // others a backup lacks, and their terminals after a month
	for _, e := range entries {
		for _, dose := range e.Doses {
			there[dose.ID] = true
		}
	}
	for _, r := range w.phones.replies {
		got, taken := made[r.at]
		several := asked[r.To] > 1
		unsaid := several && r.number == 1 || r.said == "code" && entries[r.Appointment].Booking == dosedesk.Walkin
		switch {
		case !taken && !there[r.Subject]:
		case !taken:
			w.violated("REPLY: a %s was not taken", r.said)
		case got.dose != r.Subject && (r.number > 1 || !several) && r.said != "unclear":
			w.violated("REPLY: a %s counts for another dose", r.said)
		case got.said != r.said && (got.said != "unclear" || !unsaid):
			w.violated("REPLY: a %s was taken as %s", r.said, got.said)
		}
		if got.said == string(dosedesk.SaidYes) || got.said == string(dosedesk.SaidNo) {
			last[got.dose] = got.said
		}
	}
	for _, e := range entries {
		for _, dose := range e.Doses {
			w.checkSaid(dose, dosedesk.Said(last[dose.ID]))
		}
	}
}

// codesSent are the codes that citizens sent, as calls of the history, by
// appointment.
func (w *world) codesSent(made map[int64]answer, entries map[dosedesk.ID]dosedesk.Entry) map[dosedesk.ID][]porcupine.Operation {
	of := map[dosedesk.ID]dosedesk.ID{} // appointments by their doses
	for _, e := range entries {
		for _, dose := range e.Doses {
			of[dose.ID] = e.ID
		}
	}
	sent := map[dosedesk.ID][]porcupine.Operation{}
	for _, r := range w.replies() {
		if got := made[r.at]; got.code != "" {
			about := of[got.dose]
			sent[about] = append(sent[about], porcupine.Operation{
				Input: done{code: r.code}, Output: dosedesk.Verdict{Code: got.code},
				Call: r.sent.UnixNano(), Return: cmp.Or(r.taken, w.now()).UnixNano(),
			})
		}
	}
	return sent
}

// checkSaid checks that the citizen's last word counts.
func (w *world) checkSaid(dose dosedesk.Dose, last dosedesk.Said) {
	about := slices.Contains([]dosedesk.Reason{dosedesk.ReasonDisputed, dosedesk.ReasonAlreadyGiven}, dose.Reason)
	switch {
	case dose.Said != last:
		w.violated("REPLY: the last word on a dose was %q, the server has %q", last, dose.Said)
	case last == dosedesk.SaidNo && !about:
		w.violated("REPLY: NO, and the dose is %s(%s)", dose.State, dose.Reason)
	case last == dosedesk.SaidYes && (dose.Reason.AboutCode() || dose.Reason == dosedesk.ReasonDisputed):
		w.violated("REPLY: YES, and the dose is %s(%s)", dose.State, dose.Reason)
	}
}
