package sync_test

import (
	"os"
	"reflect"
	"runtime"
	gosync "sync"
	"syscall"
	"unsafe"

	"go.etcd.io/bbolt"

	"dosedesk/store"
)

// power is a terminal's electricity. Once it is gone, whoever reaches a step
// stops there, as he stood.
type power struct {
	mu    gosync.Mutex
	steps int // until it goes; 0: it stays
	dark  bool
	kills bool // it takes the whole process with it, as SIGKILL does
}

func (p *power) on() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dark, p.steps = false, 0
}

func (p *power) off() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dark = true
}

// after lets the power go after so many steps more; 0 lets it stay.
func (p *power) after(steps int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steps = steps
}

func (p *power) gone() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dark
}

// step ends the goroutine where the power is gone.
func (p *power) step() {
	if p.count() {
		runtime.Goexit()
	}
}

// count counts a step, and reports whether the power is gone.
func (p *power) count() (dark bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.steps > 0 {
		p.steps--
		p.dark = p.dark || p.steps == 0
	}
	if p.dark && p.kills {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // it comes before this is over
	}
	return p.dark
}

// A trouble is what a disk does to one write.
type trouble int

const (
	full   trouble = iota // nothing is written
	torn                  // half of it is
	unsure                // all of it is, but the disk says no
)

// A disk lies under a vault's files, and fails as disks do.
type disk struct {
	power *power
	mu    gosync.Mutex
	fail  int // writes that fail from now on
	how   trouble
	seen  map[*bbolt.DB]bool
}

func (d *disk) fails(writes int, how trouble) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail, d.how = writes, how
}

func (d *disk) mend() { d.fails(0, full) }

func (d *disk) next() (how trouble, fails bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail == 0 {
		return 0, false
	}
	d.fail--
	return d.how, true
}

// under puts the disk under a vault's files, those that were opened anew since
// included. bbolt has a place for it, out of reach: the tests reach in, so that
// the vault needs no switch for them.
func (d *disk) under(v *store.Vault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.seen == nil {
		d.seen = map[*bbolt.DB]bool{}
	}
	vault := reflect.ValueOf(v).Elem()
	for _, name := range []string{"outbox", "roster"} {
		d.file(vault.FieldByName(name).Elem())
	}
}

// comes puts the disk under a roster that is on its way, too; for who brings it.
func (d *disk) comes(v *store.Vault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if coming := reflect.ValueOf(v).Elem().FieldByName("coming"); !coming.IsNil() {
		d.file(coming.Elem().FieldByName("file").Elem())
	}
}

func (d *disk) file(file reflect.Value) {
	db := (*bbolt.DB)(file.FieldByName("db").UnsafePointer())
	if d.seen[db] {
		return
	}
	d.seen[db] = true
	place := reflect.ValueOf(db).Elem().FieldByName("ops").FieldByName("writeAt")
	write := (*func([]byte, int64) (int, error))(unsafe.Pointer(place.UnsafeAddr()))
	if real := *write; real != nil {
		*write = func(b []byte, at int64) (int, error) { return d.write(real, b, at) }
	}
}

func (d *disk) write(real func([]byte, int64) (int, error), b []byte, at int64) (int, error) {
	if d.power.count() {
		return 0, syscall.EIO // and the program ends at its next step: bbolt holds a lock here
	}
	how, fails := d.next()
	if !fails {
		return real(b, at)
	}
	n := 0
	switch how {
	case torn:
		n, _ = real(b[:len(b)/2], at)
	case unsure:
		n, _ = real(b, at)
	case full:
	}
	return n, syscall.ENOSPC
}
