// Package store is the vault: what a terminal keeps on its disk, and the memory
// that the screens read.
//
// A vault is a folder of four files. outbox.db holds the terminal's own events
// with the server's verdicts, and its settings: it is precious, and nothing here
// deletes an event before 30 days after its verdict. outbox.journal has each event
// before outbox.db does, so that either can be made anew from the other. roster.db
// holds the server's copy of the centre's appointments: it can be fetched again at
// any time, and while a whole new one comes it lies beside the old, in
// roster.coming.db.
//
// Every value in them is sealed (XChaCha20-Poly1305) with a key that the folder
// keys holds in age files, one for each who may open the vault: see package keys.
// Each day's appointments have a key of their own, in roster.keys, which is
// overwritten when the day is dead. Names under which values are kept are hidden
// (HMAC-SHA256), numbers excepted: bbolt leaves deleted pages in its file, so
// nothing readable ever goes in.
//
// Opening a vault reads both files into memory. The screens read from there and
// wait for no disk; who writes commits to the disk first and changes memory
// then. A visit is the server's entry with the terminal's own events laid over
// it, as long as the roster does not reflect them: see dosedesk.NewVisit.
//
// A damaged file is put aside and made anew, and the operator told, or refused
// where that cannot be; none is ever overwritten, deleted, or made anew in
// silence. The wall clock destroys nothing: events are ordered by their numbers,
// what may be forgotten, and what must be, is told by the server's time.
//
// The folder carried, beside these files, has what goes to the server for others.
package store

import (
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"dosedesk"
	"dosedesk/store/keys"
)

// Options are what a vault needs of the outside. The zero Options will do.
type Options struct {
	Now      func() time.Time   // the wall clock; time.Now
	NewID    func() dosedesk.ID // UUIDv7
	Schedule *dosedesk.Schedule // before the server's first; dosedesk.DefaultSchedule
	Log      *slog.Logger       // what to say of what is put aside or not taken; slog.Default
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = newID
	}
	if o.Schedule == nil {
		o.Schedule = dosedesk.DefaultSchedule()
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

func newID() dosedesk.ID { return dosedesk.ID(uuid.Must(uuid.NewV7())) }

// Vault is an open vault. Its methods may be called from any goroutine.
type Vault struct {
	options Options
	boot    dosedesk.ID // this run
	started time.Time   // with its monotonic reading

	dir      string
	claim    *Claim // that ends with the vault; nil where who opened it keeps it
	ring     keys.Ring
	box      box
	repaired []dosedesk.Repair

	// Writers take these in the order they stand here, and mu last and briefly:
	// a reader never waits for a disk.
	signing  sync.Mutex // one PIN at a time
	syncing  sync.Mutex // roster.db and its keys
	writing  sync.Mutex // outbox.db and its journal
	indexing sync.Mutex
	carrying sync.Mutex // the files of others
	outbox   *file
	journal  *journal
	roster   *file
	keys     *dayKeys // of the roster
	found    bool     // guarded by writing: an event is there that nobody was told of; see lookAgain

	mu       sync.RWMutex // guards what follows
	own      *outboxMemory
	booked   *rosterMemory // what is shown
	coming   *coming       // nil, or what is to be shown next
	index    *index
	carried  []carried
	onChange func()

	indexed chan struct{} // closed once there is an index
}

func newVault(dir string, key keys.Ring, o Options) (*Vault, error) {
	b, err := newBox(key[0][:])
	return &Vault{options: o, boot: o.NewID(), started: time.Now(), dir: dir, ring: key, box: b}, err
}

// load reads the outbox first: it knows whether this is its key, and a roster
// that another key sealed is damaged to us.
func (v *Vault) load() error {
	own, err := v.openOutbox()
	if err == nil {
		own, err = v.migrate(own)
	}
	if err != nil {
		return err
	}
	if err := discard(v.dir); err != nil {
		v.options.Log.Warn("half a roster is left", "error", err)
	}
	booked, err := v.openRoster(own.enrolment.SignedBy)
	if err != nil {
		return err
	}
	if own, err = v.tidyOutbox(own, booked); err != nil {
		return err
	}
	v.openIndex(booked, own)
	if err := v.loadCarried(); err != nil {
		v.options.Log.Warn("not all is read of what is carried for others", "error", err)
	}
	if err := v.tidyJournal(); err != nil {
		v.options.Log.Warn("the journal stays as it is", "error", err)
	}
	return nil
}

func (v *Vault) readOutbox() (own *outboxMemory, err error) {
	err = v.outbox.view(func(t tx) error {
		own, err = loadOutbox(t)
		return err
	})
	return own, err
}

// reload looks at what a failed commit to the outbox left: the event may be
// there or not, but none that was recorded may be gone. One that is not there
// must not come back from the journal: it was not recorded.
func (v *Vault) reload() error {
	fresh, err := v.readOutbox()
	if err != nil {
		return err
	}
	known, _ := v.LastEvent()
	if fresh.last.Number < known.Number {
		return dosedesk.Errorf(dosedesk.EDamaged, "%s ends with event %d, but event %d was recorded", outboxFile, fresh.last.Number, known.Number)
	}
	if v.journal.last > fresh.last.Number {
		if err := v.journal.takeBack(); err != nil {
			return err
		}
	}
	v.found = v.found || fresh.last.Number > known.Number
	v.show(v.booked, fresh)
	return nil
}

// Close closes the files. Everything recorded is on the disk already.
func (v *Vault) Close() error {
	v.syncing.Lock()
	defer v.syncing.Unlock()
	var err error
	if v.outbox != nil {
		err = v.outbox.close()
	}
	if v.journal != nil {
		err = errors.Join(err, v.journal.close())
	}
	if v.roster != nil {
		err = errors.Join(err, v.roster.close())
	}
	if v.coming != nil {
		err = errors.Join(err, v.coming.file.close())
	}
	if v.keys != nil {
		err = errors.Join(err, v.keys.close())
	}
	if v.claim != nil {
		err = errors.Join(err, v.claim.Close())
	}
	return err
}

// OnChange has f called after every change of what the vault holds, from the
// goroutine that made it, with no lock held.
func (v *Vault) OnChange(f func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.onChange = f
}

func (v *Vault) changed() {
	v.mu.RLock()
	f := v.onChange
	v.mu.RUnlock()
	if f != nil {
		f()
	}
}

// Enrolment returns what made the folder a terminal.
func (v *Vault) Enrolment() dosedesk.Enrolment {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.own.enrolment
}

// Centre returns the terminal's centre; before the first sync, its number only.
func (v *Vault) Centre() dosedesk.Centre {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.booked.centre.ID == 0 {
		return dosedesk.Centre{ID: v.own.enrolment.Centre}
	}
	return v.booked.centre
}

// Operators returns those who may sign in, without their PINs' hashes.
func (v *Vault) Operators() []dosedesk.Operator {
	v.mu.RLock()
	defer v.mu.RUnlock()
	var active []dosedesk.Operator
	for _, operator := range v.booked.operators {
		if !operator.Disabled {
			operator.PINHash = ""
			active = append(active, operator)
		}
	}
	return active
}

// SealKey reports whether codes can be sealed: not before the first sync.
func (v *Vault) SealKey() bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.booked.sealKey != nil
}
