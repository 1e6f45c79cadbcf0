package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"dosedesk"
)

// coming is the roster of a new epoch, while its pages come. The one that is
// shown stays what it is until this one is whole. It lies in a file of its own,
// which then takes the other's name: whenever the program ends, a whole roster
// is there. Half a one is begun anew.
type coming struct {
	file *file
	*rosterMemory
}

// begin makes the file of a coming roster. Centre, operators, keys and schedule
// are those of the shown one until a page brings others.
func (v *Vault) begin() (*coming, error) {
	path := filepath.Join(filepath.Dir(v.roster.path), comingFile)
	shown := v.shown()
	err := createFile(path, v.roster.box, func(t tx) error {
		if err := fillRoster(t); err != nil {
			return err
		}
		return t.writeFacts(page{Changes: dosedesk.Changes{
			Centre: &shown.centre, Operators: shown.operators, SealKey: shown.sealKey, TokenKeys: shown.tokenKeys, Schedule: shown.signed,
		}}, time.Time{})
	})
	if err != nil {
		return nil, err
	}
	f, m, err := readRoster(path, v.roster.box, v.keys)
	if err != nil {
		return nil, err
	}
	m.schedule = shown.schedule
	return &coming{f, m}, nil
}

// discard forgets what an earlier run left of a coming roster.
func discard(dir string) error {
	if err := os.Remove(filepath.Join(dir, comingFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return dosedesk.Errorf(dosedesk.EInternal, "removing half a roster: %w", err)
	}
	return nil
}

// abandon gives a coming roster up, if there is one.
func (v *Vault) abandon() {
	if v.coming == nil {
		return
	}
	_ = v.coming.file.close() // nobody reads it again
	v.mu.Lock()
	v.coming = nil
	v.mu.Unlock()
	v.killKeys()
}

// build takes a page into the coming roster, which is shown with the last one.
// One that fails is given up: the cursor is the old one then, and the server
// has it begun anew.
func (v *Vault) build(c dosedesk.Changes) error {
	p := v.vet(c, v.coming.schedule)
	if !p.More {
		p.Entries = append(slices.Clone(p.Entries), v.unsentOf(p)...)
	}
	t := v.plan(v.coming.rosterMemory, p, dosedesk.FirstLiving(p.AsOf), v.stays)
	err := v.writeTurn(v.coming.file, v.coming.rosterMemory, t)
	if err == nil {
		v.mu.Lock()
		v.coming.take(t)
		v.mu.Unlock()
	}
	if err == nil && !p.More {
		err = v.swap()
	}
	if err != nil {
		v.abandon()
	}
	return err
}

// unsentOf returns what has to stay besides a last page.
func (v *Vault) unsentOf(last page) []dosedesk.Entry {
	came := map[dosedesk.ID]bool{}
	for _, e := range last.Entries {
		came[e.ID] = true
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.unsentBefore(dosedesk.FirstLiving(last.AsOf), func(id dosedesk.ID) bool { return came[id] || v.coming.entries[id] != nil })
}

// unsentBefore returns the entries of the days before one, and so of no page, about
// which this terminal has something to send: as they were booked. What the server
// said of their doses it may know no more.
func (v *Vault) unsentBefore(first dosedesk.Day, came func(dosedesk.ID) bool) (list []dosedesk.Entry) {
	for id := range v.own.own {
		l := v.booked.entries[id]
		if l != nil && !came(id) && l.Session.Day.Before(first) && v.unsentAbout(l) {
			list = append(list, dosedesk.Entry{Appointment: l.Appointment, Code: l.Code})
		}
	}
	return list
}

// swap shows the coming roster, which is whole on the disk. The own events are
// read anew, all of them, for the server may have lost some that the roster
// before this one reflected.
func (v *Vault) swap() error {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.outbox.ready(); err != nil {
		return err
	}
	own, err := v.readOutbox()
	if err != nil {
		return err
	}
	fresh, before := v.coming, v.roster
	if err := rename(fresh.file.path, before.path); err != nil {
		return err
	}
	fresh.file.path, fresh.file.reopened = before.path, v.reloadRoster
	v.roster = fresh.file
	_ = before.close() // its file has no name any more
	v.show(fresh.rosterMemory, own)
	v.mu.Lock()
	v.coming = nil
	v.mu.Unlock()
	v.killKeys()
	return nil
}
