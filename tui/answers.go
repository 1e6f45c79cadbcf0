package tui

import "dosedesk"

// dayAnswers are what citizens said to the health questions on a day, by
// appointment: who waits for the dose, or was deferred, is not asked again.
type dayAnswers struct {
	day dosedesk.Day
	of  map[dosedesk.ID]*dosedesk.Answers
}

// answers returns what the citizen of an appointment said today; no to all until
// he said otherwise.
func (d *desk) answers(appointment dosedesk.ID) *dosedesk.Answers {
	kept := &d.answered
	if kept.of == nil || kept.day != d.today() {
		*kept = dayAnswers{d.today(), make(map[dosedesk.ID]*dosedesk.Answers)}
	}
	if kept.of[appointment] == nil {
		kept.of[appointment] = &dosedesk.Answers{}
	}
	return kept.of[appointment]
}
