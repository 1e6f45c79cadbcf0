package store

import (
	"errors"
	"slices"
	"time"

	"dosedesk"
)

// The bucket of roster.db that is no shelf; its values are kept under hidden names.
const facts = "facts"

// The facts that a roster comes with.
const (
	factCentre    = "centre"
	factOperators = "operators"
	factSealKey   = "seal key"
	factTokenKeys = "token keys"
	factSchedule  = "schedule"
	factPosition  = "position"
	factForm      = "form"
	factShelves   = "shelves"
)

// rosterForm is how entries lie in roster.db: a file of another form is made
// anew, and fetched.
const rosterForm = 2

var errOtherForm = dosedesk.Errorf(dosedesk.EDamaged, "%s is of another version", rosterFile)

// position is how far the roster is read.
type position struct {
	Cursor dosedesk.Cursor `json:"cursor"`
	AsOf   time.Time       `json:"as_of"`
	Wall   time.Time       `json:"wall,omitzero"` // the wall clock then; see veil
}

// rosterMemory is roster.db, opened into memory.
type rosterMemory struct {
	position
	kept      time.Time // AsOf, as the file has it
	centre    dosedesk.Centre
	operators []dosedesk.Operator
	sealKey   *dosedesk.SealKey
	tokenKeys []dosedesk.TokenKey
	signed    *dosedesk.SignedSchedule // the server's last
	schedule  *dosedesk.Schedule       // the same, verified and read
	entries   map[dosedesk.ID]*line
	served    map[dosedesk.ID]bool            // of the entries, those with a dose or an override
	shelves   map[dosedesk.Day]*shelf         // the review's under no day
	review    map[dosedesk.ID]bool            // what lies on the review's
	tallies   map[dosedesk.Day]dosedesk.Tally // of the others
}

func newRosterMemory() *rosterMemory {
	return &rosterMemory{
		entries: map[dosedesk.ID]*line{}, served: map[dosedesk.ID]bool{}, shelves: map[dosedesk.Day]*shelf{},
		review: map[dosedesk.ID]bool{}, tallies: map[dosedesk.Day]dosedesk.Tally{},
	}
}

func fillRoster(t tx) error {
	if _, err := t.CreateBucketIfNotExists([]byte(facts)); err != nil {
		return err
	}
	return t.putJSON(facts, factForm, rosterForm)
}

// openRoster opens roster.db into memory. Everything in it can be fetched again,
// so one that is damaged or missing is begun anew; in silence where it is only of
// another version. Keys that nothing is sealed with any more die.
func (v *Vault) openRoster(signedBy []byte) (m *rosterMemory, err error) {
	path, b := v.path(rosterFile), v.box.of(rosterSchema)
	if v.keys, err = openDayKeys(v.path(keysFile), b); err != nil {
		return nil, err
	}
	v.roster, m, err = readRoster(path, b, v.keys)
	if damaged(err) {
		if err := v.beginRoster(err); err != nil {
			return nil, err
		}
		v.roster, m, err = readRoster(path, b, v.keys)
	}
	if err != nil {
		return nil, err
	}
	m.openSchedule(signedBy, v.options.Log)
	if err := v.keys.keepOnly(m.keys()); err != nil { // a desk opens all the same, and the next page tries
		v.options.Log.Warn(keysLeft, "error", err)
	}
	return m, nil
}

// reloadRoster looks at what a failed commit to the roster left: the page may be
// there or not.
func (v *Vault) reloadRoster() error {
	m := newRosterMemory()
	if err := v.roster.view(func(t tx) error { return m.load(t, v.keys) }); err != nil {
		return err
	}
	m.openSchedule(v.Enrolment().SignedBy, v.options.Log)
	v.indexing.Lock()
	defer v.indexing.Unlock()
	v.mu.Lock()
	own := v.own
	own.forget(m)
	v.mu.Unlock()
	v.place(m, own)
	v.killKeys()
	return nil
}

func (v *Vault) beginRoster(cause error) error {
	path := v.path(rosterFile)
	if err := fillFile(path, v.box.of(rosterSchema), fillRoster); err != nil {
		return err
	}
	if errors.Is(cause, errOtherForm) {
		return rename(path+newSuffix, path)
	}
	return v.replace(rosterFile, dosedesk.RepairRoster, cause)
}

// readRoster fails with EDamaged where a key that it needs is not among these.
func readRoster(path string, b box, keys *dayKeys) (*file, *rosterMemory, error) {
	f, err := openFile(path, b)
	if err != nil {
		return nil, nil, err
	}
	m := newRosterMemory()
	if err := f.view(func(t tx) error { return m.load(t, keys) }); err != nil {
		_ = f.close() // the first error counts
		return nil, nil, err
	}
	return f, m, nil
}

func (m *rosterMemory) load(t tx, keys *dayKeys) error {
	var form int
	var shelves []*shelf
	for name, value := range map[string]any{
		factCentre: &m.centre, factOperators: &m.operators, factSealKey: &m.sealKey, factForm: &form,
		factTokenKeys: &m.tokenKeys, factSchedule: &m.signed, factPosition: &m.position, factShelves: &shelves,
	} {
		if _, err := t.getJSON(facts, name, value); err != nil {
			return err
		}
	}
	if form != rosterForm {
		return errOtherForm
	}
	m.kept = m.AsOf
	return m.loadShelves(t, shelves, keys)
}

// keys returns those that the roster is sealed with.
func (m *rosterMemory) keys() map[keyID]bool {
	used := map[keyID]bool{}
	for _, s := range m.shelves {
		used[s.Key] = true
	}
	return used
}

// writeFacts keeps what a page brings besides entries, the cursor with it.
func (t tx) writeFacts(p page, wall time.Time) error {
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
	return t.putJSON(facts, factPosition, position{p.Cursor, p.AsOf, wall})
}

// takeFacts brings memory to where writeFacts has brought the file.
func (m *rosterMemory) takeFacts(p page, wall time.Time) {
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
	m.position, m.kept = position{p.Cursor, p.AsOf, wall}, p.AsOf
}

// set puts a line in memory.
func (m *rosterMemory) set(l *line) {
	m.entries[l.ID] = l
	if delete(m.served, l.ID); len(l.Doses) > 0 || l.Override != nil {
		m.served[l.ID] = true
	}
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
	return o.Answer == dosedesk.Refused || m.holds(o)
}

// lacks reports whether the roster has an event's appointment, and not yet what
// the event did: it has to be laid over the entry.
func (m *rosterMemory) lacks(o own) bool {
	return m.entries[o.event.Body.About()] != nil && !m.reflects(o)
}

// holds reports whether the roster has the dose, or the walk-in, that an event
// recorded; or has it no more, because its day is dead.
func (m *rosterMemory) holds(o own) bool {
	entry, day := m.entries[o.event.Body.About()], dosedesk.DayOf(o.At)
	switch body := o.event.Body.(type) {
	case *dosedesk.WalkinRegistered:
		day = body.Appointment.Session.Day
	case *dosedesk.DoseRecorded:
		if entry != nil {
			return slices.ContainsFunc(entry.Doses, func(d dosedesk.Dose) bool { return d.ID == o.event.ID })
		}
	default:
		return true
	}
	return entry != nil || day.Before(dosedesk.FirstLiving(m.AsOf))
}
