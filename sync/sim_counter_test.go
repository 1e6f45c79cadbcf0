package sync_test

import "dosedesk"

// keeps keeps that the vault called an event recorded.
func (t *terminal) keeps(event dosedesk.Event) {
	t.mu.Lock()
	t.recorded = append(t.recorded, event)
	t.mu.Unlock()
	t.glance()
}

// settles keeps that the vault called verdicts kept, or could not say.
func (t *terminal) settles(receipts []dosedesk.Receipt, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.doubt = t.doubt || err != nil
	for _, r := range receipts {
		t.settled[r.Event] = t.settled[r.Event] || err == nil
	}
}

// glance is how the header looks, at every step of desk and engine: it counts
// all that the server has not answered for, and nothing that has its verdict, and
// tells the age of the oldest.
func (t *terminal) glance() {
	if t.deaf {
		return
	}
	unsent := t.vault.Unsent()
	t.mu.Lock()
	defer t.mu.Unlock()
	var oldest *dosedesk.Event
	least, most := 0, t.maybe
	for i, e := range t.recorded {
		if !t.received[e.ID] {
			least++
		}
		if !t.settled[e.ID] {
			most++
		}
		if oldest == nil && !t.settled[e.ID] {
			oldest = &t.recorded[i]
		}
	}
	if unsent.Count < least || unsent.Count > most {
		t.broke("COUNTER: terminal %d says %d unsent; the server did not answer for %d, and %d have no verdict", t.n, unsent.Count, least, most)
	}
	if oldest != nil && !t.doubt && t.maybe == 0 && !unsent.Oldest.Equal(oldest.At.Wall) {
		t.broke("COUNTER: terminal %d says that the oldest unsent is of %v; it is of %v", t.n, unsent.Oldest, oldest.At.Wall)
	}
}
