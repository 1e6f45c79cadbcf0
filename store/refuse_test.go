package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/store"
)

func TestCreateMakesNothingAnew(t *testing.T) {
	dir := mustCreate(t)
	wantCode(t, store.Create(dir, dosedesk.Enrolment{}, store.Options{}), dosedesk.EConflict)
	must(t, os.Remove(filepath.Join(dir, "outbox.db")))
	if store.Exists(dir) {
		t.Error("a folder with nothing but a key counts as a vault")
	}
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9001)}, store.Options{}))
	v := mustOpen(t, dir, nil)
	if v.Enrolment().Terminal != id(9001) || v.Centre().ID != 0 {
		t.Errorf("enrolment %+v", v.Enrolment())
	}
	must(t, v.Close())
	must(t, os.Remove(filepath.Join(dir, "outbox.db")))
	wantCode(t, store.Create(dir, dosedesk.Enrolment{}, store.Options{}), dosedesk.EConflict)
}

func TestFilesAreTheOwnersOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vault")
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000)}, store.Options{}))
	mustOpen(t, dir, nil)
	files, err := os.ReadDir(dir)
	must(t, err)
	if len(files) != 3 {
		t.Errorf("%d files, want 3", len(files))
	}
	for _, file := range files {
		info, err := file.Info()
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v", file.Name(), info.Mode())
		}
	}
	info, err := os.Stat(dir)
	must(t, err)
	if info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v", info.Mode())
	}
}

func TestASecondProcessIsRefused(t *testing.T) {
	_, dir, _ := mustSync(t)
	_, err := store.Open(dir, store.Options{})
	wantCode(t, err, dosedesk.EInUse)
}

func TestADamagedOutboxIsRefusedAndLeftAlone(t *testing.T) {
	foreign := mustCreate(t)
	for name, damage := range map[string]func(dir string) error{
		"empty":         func(dir string) error { return cut(dir, "outbox.db", 0) },
		"cut":           func(dir string) error { return cut(dir, "outbox.db", 4) },
		"missing":       func(dir string) error { return os.Remove(filepath.Join(dir, "outbox.db")) },
		"no database":   func(dir string) error { return change(dir, func(b []byte) { clear(b[:16<<10]) }) },
		"a flipped bit": func(dir string) error { return change(dir, flipLast) },
		"no key":        func(dir string) error { return os.Remove(filepath.Join(dir, "vault.key")) },
		"a cut key":     func(dir string) error { return cut(dir, "vault.key", 2) },
		"another key": func(dir string) error {
			return os.Rename(filepath.Join(foreign, "vault.key"), filepath.Join(dir, "vault.key"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			v, dir, c := mustSync(t, entry(1, "Farida Ansari", ""))
			for n := range 40 {
				_, err := v.Record(verifier, dose(entry(n, "", ""), dosedesk.ID{}, c.Now()))
				must(t, err)
			}
			must(t, v.Close())
			must(t, damage(dir))
			before := contents(t, dir)
			_, err := store.Open(dir, store.Options{})
			wantCode(t, err, dosedesk.EDamaged)
			if !bytes.Equal(before, contents(t, dir)) {
				t.Error("the refused files were changed")
			}
		})
	}
}

func TestADamagedRosterIsPutAside(t *testing.T) {
	for name, fraction := range map[string]int64{"empty": 0, "cut": 2} {
		t.Run(name, func(t *testing.T) {
			booked := entry(1, "Farida Ansari", "")
			v, dir, c := mustSync(t, booked)
			event, err := v.Record(verifier, dose(booked, dosedesk.ID{}, c.Now()))
			must(t, err)
			must(t, v.Close())
			must(t, cut(dir, "roster.db", fraction))
			v = mustOpen(t, dir, c.Now)
			if v.Cursor() != (dosedesk.Cursor{}) || len(v.Visits()) != 0 {
				t.Error("something is left of a damaged roster")
			}
			if last, _ := v.LastEvent(); last.ID != event.ID {
				t.Error("the event is gone")
			}
			if _, err := os.Stat(filepath.Join(dir, "roster.db.damaged")); err != nil {
				t.Error(err)
			}
			must(t, v.Apply(firstPage(t, booked)))
			if visit, _ := v.Visit(booked.ID); len(visit.Doses) != 1 {
				t.Error("the fetched roster lacks the own dose")
			}
		})
	}
}

// TestNothingReadableOnTheDisk looks for all that is known of a citizen, and
// the code, in every byte of the folder, after changes and deletions too.
func TestNothingReadableOnTheDisk(t *testing.T) {
	booked := entry(1, "Farida Ansari", "फरीदा अंसारी")
	v, dir, c := mustSync(t, booked)
	entered, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelTyped, 0, code(t))
	must(t, err)
	given, err := v.Record(verifier, dose(booked, entered.ID, c.Now()))
	must(t, err)
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(entered, 11), accepted(given, 12)}))
	walkin := booked.Appointment
	walkin.ID, walkin.Booking = id(2), dosedesk.Walkin
	_, err = v.Record(verifier, &dosedesk.WalkinRegistered{Appointment: walkin})
	must(t, err)
	_, err = v.SignIn(t.Context(), verifier.ID, "482913")
	wantCode(t, err, dosedesk.EUnauthorized)
	must(t, v.SetStock(dosedesk.Stock{Vaccine: dosedesk.Covishield, Batch: "4121Z025"}))
	must(t, v.Reset())
	must(t, v.Close())

	disk := contents(t, dir)
	person := booked.Citizen
	for _, secret := range []string{
		"Farida", "Ansari", "फरीदा", person.ReferenceID, person.Mobile, person.Mobile[4:], person.PhotoID.Type, "4821", "482913",
		booked.ID.String(), string(booked.ID[:]), string(given.ID[:]), given.ID.String(), "4121Z025", "sunita", "Sunita", "COVISHIELD", "127.0.0.1",
	} {
		if bytes.Contains(disk, []byte(secret)) {
			t.Errorf("%q stands in a file", secret)
		}
	}
	if !bytes.Contains(disk, []byte("events")) {
		t.Error("the search finds nothing at all, not even a bucket's name")
	}
}

func contents(t *testing.T, dir string) []byte {
	t.Helper()
	var all bytes.Buffer
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, file := range files {
		if strings.HasSuffix(file.Name(), ".db") {
			content, err := os.ReadFile(filepath.Join(dir, file.Name()))
			must(t, err)
			all.Write(content)
		}
	}
	return all.Bytes()
}

// cut shortens a file to a fraction of its size, or to nothing.
func cut(dir, name string, fraction int64) error {
	path := filepath.Join(dir, name)
	info, err := os.Stat(path)
	if err != nil || fraction == 0 {
		return errors.Join(err, os.Truncate(path, 0))
	}
	return os.Truncate(path, info.Size()/fraction)
}

func change(dir string, how func([]byte)) error {
	path := filepath.Join(dir, "outbox.db")
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	how(content)
	return os.WriteFile(path, content, 0o600)
}

// flipLast changes one bit of the last event's value: bbolt does not notice it.
func flipLast(content []byte) {
	at := bytes.LastIndex(content, []byte{0, 0, 0, 0, 0, 0, 0, 40}) // its number
	content[at+100] ^= 1
}
