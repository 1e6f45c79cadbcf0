package store

import (
	"errors"
	"path/filepath"
	"slices"

	"dosedesk"
	"dosedesk/store/keys"
)

// A rekeying gives a vault a new key, while nobody has it open. Its steps stand
// in an order in which the power may go after each, and within: every file is
// made aside and takes its name when it is on the disk. First every age file
// holds both keys; then each file of the vault is sealed with the new one; then
// the age files hold that alone. Whoever opens the vault in between has both
// keys, and takes all the steps again: each leaves alone what is done. Before
// the first step is done with, somebody may have the old key alone; nothing is
// sealed with the new one yet.
type rekeying struct {
	dir       string
	ring      keys.Ring // the new key, and the one before
	fresh     box
	old       box
	deed      deed
	operators []dosedesk.Operator // whose names hide their tries
	options   Options
}

// Rekey gives the vault a new key and seals everything anew; the claim stays. It
// fails with EInvalid, and changes nothing, where the key cannot be given to
// everybody who is entitled, and with EConflict while a damaged file is kept
// aside: without the old key nobody could read it again.
func (c *Claim) Rekey(key keys.Ring, o Options) error {
	v, err := c.open(key, o) // so all is whole, and an earlier rekeying finished
	if err != nil {
		return err
	}
	ring := append(keys.New(), v.ring...)
	r, err := newRekeying(c.dir, ring, v.options)
	if err == nil {
		r.deed, r.operators = v.deed(), v.shown().operators
		err = r.check()
	}
	if err := errors.Join(err, v.Close()); err != nil {
		return err
	}
	return r.run()
}

func newRekeying(dir string, ring keys.Ring, o Options) (r rekeying, err error) {
	r = rekeying{dir: dir, ring: ring, options: o}
	if r.fresh, err = newBox(ring[0][:]); err != nil {
		return r, err
	}
	r.old, err = newBox(ring[1][:])
	return r, err
}

func (r rekeying) check() error {
	if before := named(r.dir, outboxFile+beforeMark+"*"); len(before) > 0 {
		return dosedesk.Errorf(dosedesk.EConflict, "%s is kept until the server has answered one more event, and could not be read any more: rekey after that", filepath.Base(before[0]))
	}
	if aside := PutAside(r.dir); len(aside) > 0 {
		return dosedesk.Errorf(dosedesk.EConflict, "%s is kept aside, and could not be read any more: tell the district, and move it out of the folder first", aside[0])
	}
	for _, g := range r.deed.Grants {
		if _, err := keys.Seal(r.ring, g.Recipient); err != nil {
			return dosedesk.Errorf(dosedesk.EInvalid, "the new key cannot be given to %s: %w", g.Name, err)
		}
	}
	return nil
}

// finishRekey takes up a rekeying that was cut off, in a vault that is not open.
// Where neither key reads anything it leaves that to be said by who opens it.
func finishRekey(dir string, ring keys.Ring, o Options) error {
	r, err := newRekeying(dir, ring, o)
	if err != nil {
		return err
	}
	known, err := r.readDeed()
	if err != nil || !known {
		return err
	}
	o.Log.Warn("giving the vault its new key had been cut off, and is finished now")
	return r.run()
}

func (r rekeying) run() error {
	for _, step := range r.steps() {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (r rekeying) steps() (steps []func() error) {
	steps = append(steps, r.give(r.ring)...)
	steps = append(steps, r.sealOutbox, r.sealJournal, r.sealRoster)
	steps = append(steps, r.give(r.ring[:1])...)
	return append(steps, r.dismissOthers)
}

// give is a step for everybody who is entitled. Who cannot be given the key, now
// that it is half done, must not keep everybody else from the desk.
func (r rekeying) give(ring keys.Ring) (steps []func() error) {
	for _, g := range r.deed.Grants {
		steps = append(steps, func() error {
			err := keepRing(r.dir, g, ring)
			if dosedesk.CodeOf(err) == dosedesk.EInvalid {
				r.options.Log.Warn("somebody who may open the vault could not be given its new key", "error", err)
				return nil
			}
			return err
		})
	}
	return steps
}

// dismissOthers removes the files of who is not entitled any more.
func (r rekeying) dismissOthers() error {
	for _, name := range keys.People(r.dir) {
		if slices.ContainsFunc(r.deed.Grants, func(g keys.Grant) bool { return g.Name == name }) {
			continue
		}
		if err := dismiss(r.dir, name); err != nil {
			return err
		}
	}
	return nil
}

// readDeed finds who is entitled, and the operators, in what either key reads.
func (r *rekeying) readDeed() (known bool, err error) {
	for _, b := range []box{r.fresh, r.old} {
		if m, err := viewRoster(r.dir, b); err == nil && len(m.operators) > 0 {
			r.operators = m.operators
		}
	}
	for _, b := range []box{r.fresh, r.old} {
		err := viewOutbox(r.dir, b, func(t tx) (err error) {
			r.deed, err = t.deed()
			return err
		})
		if err == nil {
			return true, nil
		}
		if !damaged(err) {
			return false, err
		}
	}
	for _, b := range []box{r.fresh, r.old} {
		j, held, err := openAnyJournal(filepath.Join(r.dir, journalFile), b)
		if err == nil {
			r.deed = held.deed
			return true, j.close()
		}
		if !damaged(err) {
			return false, err
		}
	}
	return false, nil
}
