package store

import (
	"slices"
	"time"

	"dosedesk"
)

// The buckets of roster.db; both are kept under hidden names.
const (
	entries = "entries" // by appointment
	facts   = "facts"
)

// The facts that a roster comes with.
const (
	factCentre    = "centre"
	factOperators = "operators"
	factSealKey   = "seal key"
	factTokenKeys = "token keys"
	factSchedule  = "schedule"
	factPosition  = "position"
)

// position is how far the roster is read.
type position struct {
	Cursor dosedesk.Cursor `json:"cursor"`
	AsOf   time.Time       `json:"as_of"`
}

// rosterMemory is roster.db, opened into memory. Entries are never changed in
// place: a new one replaces the old.
type rosterMemory struct {
	position
	centre    dosedesk.Centre
	operators []dosedesk.Operator
	sealKey   *dosedesk.SealKey
	tokenKeys []dosedesk.TokenKey
	signed    *dosedesk.SignedSchedule // the server's last
	schedule  *dosedesk.Schedule       // the same, verified and read
	entries   map[dosedesk.ID]*dosedesk.Entry
}

func fillRoster(t tx) error {
	for _, bucket := range []string{entries, facts} {
		if _, err := t.CreateBucketIfNotExists([]byte(bucket)); err != nil {
			return err
		}
	}
	return nil
}

// openRoster opens roster.db into memory. Everything in it can be fetched
// again, so one that is damaged or missing is begun anew.
func (v *Vault) openRoster(signedBy []byte) (m *rosterMemory, err error) {
	path, b := v.path(rosterFile), v.box.of(rosterSchema)
	v.roster, m, err = readRoster(path, b)
	if damaged(err) {
		cause := err
		if err := fillFile(path, b, fillRoster); err != nil {
			return nil, err
		}
		if err := v.replace(rosterFile, dosedesk.RepairRoster, cause); err != nil {
			return nil, err
		}
		v.roster, m, err = readRoster(path, b)
	}
	if err == nil {
		m.openSchedule(signedBy, v.options.Log)
	}
	return m, err
}

func readRoster(path string, b box) (*file, *rosterMemory, error) {
	f, err := openFile(path, b)
	if err != nil {
		return nil, nil, err
	}
	m := &rosterMemory{entries: map[dosedesk.ID]*dosedesk.Entry{}}
	if err := f.view(m.load); err != nil {
		_ = f.close() // the first error counts
		return nil, nil, err
	}
	return f, m, nil
}

func (m *rosterMemory) load(t tx) error {
	for name, value := range map[string]any{
		factCentre: &m.centre, factOperators: &m.operators, factSealKey: &m.sealKey,
		factTokenKeys: &m.tokenKeys, factSchedule: &m.signed, factPosition: &m.position,
	} {
		if _, err := t.getJSON(facts, name, value); err != nil {
			return err
		}
	}
	return t.each(entries, nil, func(_, value []byte) (bool, error) {
		var entry dosedesk.Entry
		if err := decode(value, &entry); err != nil {
			return false, err
		}
		m.entries[entry.ID] = &entry
		return true, nil
	})
}

// write keeps a page of changes, the cursor with it.
func (t tx) write(p page) error {
	for name, fact := range map[string]struct {
		came  bool
		value any
	}{
		factCentre: {p.Centre != nil, p.Centre}, factOperators: {p.Operators != nil, p.Operators},
		factSealKey: {p.SealKey != nil, p.SealKey}, factTokenKeys: {p.TokenKeys != nil, p.TokenKeys},
		factSchedule: {p.Schedule != nil, p.Schedule},
	} {
		if !fact.came {
			continue
		}
		if err := t.putJSON(facts, name, fact.value); err != nil {
			return err
		}
	}
	for _, entry := range p.Entries {
		if err := t.putJSON(entries, string(entry.ID[:]), entry); err != nil {
			return err
		}
	}
	return t.putJSON(facts, factPosition, position{p.Cursor, p.AsOf})
}

// take brings memory to where write has brought the file. It reports whether
// the index still serves: whether nothing it is made from has changed.
func (m *rosterMemory) take(p page) (indexed bool) {
	if p.Centre != nil {
		m.centre = *p.Centre
	}
	if p.Operators != nil {
		m.operators = p.Operators
	}
	if p.SealKey != nil {
		m.sealKey = p.SealKey
	}
	if p.TokenKeys != nil {
		m.tokenKeys = p.TokenKeys
	}
	if p.Schedule != nil {
		m.signed, m.schedule = p.Schedule, p.schedule
	}
	indexed = true
	for _, entry := range p.Entries {
		had := m.entries[entry.ID]
		indexed = indexed && had != nil && sameTerms(&had.Appointment, &entry.Appointment)
		m.entries[entry.ID] = &entry
	}
	m.position = position{p.Cursor, p.AsOf}
	return indexed
}

// reflects reports whether the roster holds an own event's effect. The numbers
// of changes count within their epoch. A verdict of another one is older than
// the roster, which was fetched anew after it; except where it came while this
// roster was shown, and another was on its way already. A dose and a walk-in
// must be seen here, whatever the numbers say: a server restored from a backup
// may have lost them.
func (m *rosterMemory) reflects(o own) bool {
	switch {
	case o.judgement == nil || m.Cursor.Epoch == "":
		return false
	case o.Epoch == m.Cursor.Epoch && o.Change > m.Cursor.Seq, o.Epoch != m.Cursor.Epoch && o.Shown == m.Cursor.Epoch:
		return false
	}
	return o.Answer == dosedesk.Refused || m.holds(o.event)
}

// lacks reports whether the roster has an event's appointment, and not yet what
// the event did: it has to be laid over the entry.
func (m *rosterMemory) lacks(o own) bool {
	return m.entries[o.event.Body.About()] != nil && !m.reflects(o)
}

// holds reports whether the roster has the dose, or the walk-in, that an event
// recorded.
func (m *rosterMemory) holds(event dosedesk.Event) bool {
	entry := m.entries[event.Body.About()]
	switch event.Body.(type) {
	case *dosedesk.WalkinRegistered:
		return entry != nil
	case *dosedesk.DoseRecorded:
		return entry != nil && slices.ContainsFunc(entry.Doses, func(d dosedesk.Dose) bool { return d.ID == event.ID })
	}
	return true
}
