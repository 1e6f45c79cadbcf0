package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/store"
)

func TestCreateMakesNothingAnew(t *testing.T) {
	dir := mustCreate(t)
	wantCode(t, store.Create(dir, dosedesk.Enrolment{}), dosedesk.EConflict)
	must(t, os.Remove(filepath.Join(dir, "outbox.db")))
	if store.Exists(dir) {
		t.Error("a folder with nothing but a key counts as a vault")
	}
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9001)}))
	v := mustOpen(t, dir, nil)
	if v.Enrolment().Terminal != id(9001) || v.Centre().ID != 0 {
		t.Errorf("enrolment %+v", v.Enrolment())
	}
	must(t, v.Close())
	must(t, os.Remove(filepath.Join(dir, "outbox.db")))
	wantCode(t, store.Create(dir, dosedesk.Enrolment{}), dosedesk.EConflict)
}

func TestFilesAreTheOwnersOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vault")
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000)}))
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
	for name, damage := range map[string]func(t *testing.T, dir string){
		"empty":         func(t *testing.T, dir string) { truncate(t, dir, "outbox.db", 0) },
		"cut":           func(t *testing.T, dir string) { truncate(t, dir, "outbox.db", 2) },
		"missing":       func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "outbox.db"))) },
		"no database":   func(t *testing.T, dir string) { overwrite(t, dir, 0, 16<<10) },
		"a flipped bit": flipBit,
		"no key":        func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "vault.key"))) },
		"a cut key":     func(t *testing.T, dir string) { truncate(t, dir, "vault.key", 2) },
		"another key": func(t *testing.T, dir string) {
			key, err := os.ReadFile(filepath.Join(foreign, "vault.key"))
			must(t, err)
			must(t, os.WriteFile(filepath.Join(dir, "vault.key"), key, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			booked := entry(1, "Farida Ansari", "")
			v, dir, c := mustSync(t, booked)
			for range 40 {
				_, err := v.Record(verifier, dose(booked, dosedesk.ID{}, c.Now()))
				must(t, err)
			}
			must(t, v.Close())
			damage(t, dir)
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
	for name, size := range map[string]int64{"empty": 0, "cut": 2} {
		t.Run(name, func(t *testing.T) {
			booked := entry(1, "Farida Ansari", "")
			v, dir, c := mustSync(t, booked)
			event, err := v.Record(verifier, dose(booked, dosedesk.ID{}, c.Now()))
			must(t, err)
			must(t, v.Close())
			truncate(t, dir, "roster.db", size)
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
	entered, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelTyped, code(t))
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

// truncate cuts a file to nothing, or to a fraction of its size.
func truncate(t *testing.T, dir, name string, fraction int64) {
	t.Helper()
	path := filepath.Join(dir, name)
	info, err := os.Stat(path)
	must(t, err)
	size := int64(0)
	if fraction > 0 {
		size = info.Size() / fraction
	}
	must(t, os.Truncate(path, size))
}

func overwrite(t *testing.T, dir string, from, n int) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "outbox.db"), os.O_WRONLY, 0)
	must(t, err)
	_, err = f.WriteAt(bytes.Repeat([]byte{0xa5}, n), int64(from))
	must(t, err)
	must(t, f.Close())
}

// flipBit changes one bit of the last event: bbolt does not notice it.
func flipBit(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, "outbox.db")
	content, err := os.ReadFile(path)
	must(t, err)
	at := bytes.LastIndex(content, []byte{0, 0, 0, 0, 0, 0, 0, 40}) + 100
	content[at] ^= 1
	must(t, os.WriteFile(path, content, 0o600))
}
