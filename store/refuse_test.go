package store_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"dosedesk"
	"dosedesk/store"
)

func TestCreateMakesNothingAnew(t *testing.T) {
	dir := mustCreate(t)
	wantCode(t, store.Create(dir, dosedesk.Enrolment{}, key), dosedesk.EConflict)
	for _, name := range []string{"roster.db", "outbox.journal", "outbox.db"} {
		if !store.Exists(dir) {
			t.Errorf("without %s and what came after it, the folder counts as no vault", name)
		}
		must(t, os.Remove(filepath.Join(dir, name)))
	}
	if store.Exists(dir) {
		t.Error("an empty folder counts as a vault")
	}
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9001)}, key))
	v := mustOpen(t, dir, nil)
	if v.Enrolment().Terminal != id(9001) || v.Centre().ID != 0 {
		t.Errorf("enrolment %+v", v.Enrolment())
	}
	must(t, v.Close())
	must(t, os.Remove(filepath.Join(dir, "outbox.db")))
	wantCode(t, store.Create(dir, dosedesk.Enrolment{}, key), dosedesk.EConflict)
}

func TestFilesAreTheOwnersOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vault")
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000)}, key))
	mustOpen(t, dir, nil)
	files, err := os.ReadDir(dir)
	must(t, err)
	if len(files) != 5 {
		t.Errorf("%d files, want 5", len(files))
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
	must(t, os.Remove(filepath.Join(dir, "outbox.db"))) // not even to repair it
	before := folder(t, dir)
	_, err := store.Open(dir, key, store.Options{})
	wantCode(t, err, dosedesk.EInUse)
	if !maps.Equal(before, folder(t, dir)) {
		t.Error("the second process changed something")
	}
}

// TestNothingReadableOnTheDisk looks for all that is known of a citizen, and
// the code, in every byte of the folder, after changes, deletions and repairs too.
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
	noneStands(t, dir, booked, given)

	bothMetas(t, filepath.Join(dir, "outbox.db"))
	bitInHead(t, filepath.Join(dir, "roster.db"))
	must(t, mustOpen(t, dir, c.Now).Close())
	noneStands(t, dir, booked, given) // in what was made anew, and in what was put aside
}

func noneStands(t *testing.T, dir string, booked dosedesk.Entry, given dosedesk.Event) {
	t.Helper()
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

// contents returns every byte of the folder.
func contents(t *testing.T, dir string) []byte {
	t.Helper()
	var all bytes.Buffer
	for _, content := range folder(t, dir) {
		all.WriteString(content)
	}
	return all.Bytes()
}

// folder returns the files of a folder, by their names.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := os.ReadDir(dir)
	must(t, err)
	all := map[string]string{}
	for _, file := range files {
		if file.IsDir() {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, file.Name()))
		must(t, err)
		all[file.Name()] = string(content)
	}
	return all
}
