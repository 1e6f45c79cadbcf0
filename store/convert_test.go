package store_test

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// lying is the key that lies in the open: nothing looks like it by chance.
var lying = keys.Ring{sha256.Sum256([]byte("the key in the open"))}

// inTheOpen makes a vault as an older dosedesk left it.
func inTheOpen(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000), Centre: 603425}, lying))
	must(t, os.WriteFile(filepath.Join(dir, "vault.key"), lying[0][:], 0o600))
	return dir
}

func TestAKeyInTheOpenIsPutIntoAgeFiles(t *testing.T) {
	sunita := newPerson(t, "sunita")
	dir := inTheOpen(t)
	before := folder(t, dir)
	_, err := store.Open(dir, lying, store.Options{})
	wantCode(t, err, dosedesk.EConflict)
	if !strings.Contains(err.Error(), "dosedesk vault init NAME") {
		t.Errorf("it does not say what to run: %v", err)
	}
	delete(before, "vault.lock")
	after := folder(t, dir)
	delete(after, "vault.lock")
	if !maps.Equal(before, after) {
		t.Error("the refused folder was changed")
	}
	must(t, store.Convert(dir, []keys.Holder{sunita.Holder}, store.Options{}))
	for name, content := range folder(t, dir) {
		if strings.Contains(content, string(lying[0][:])) || name == "vault.key" {
			t.Errorf("the key lies open in %s", name)
		}
	}
	v := mustOpenAs(t, dir, sunita)
	if !slices.Equal(names(v), []string{"sunita"}) {
		t.Errorf("granted to %v", names(v))
	}
	must(t, v.Close())
	wantCode(t, store.Convert(dir, []keys.Holder{sunita.Holder}, store.Options{}), dosedesk.ENotFound)
}

// A conversion that was cut off is begun anew, or was as good as done.
func TestAConversionThatWasCutOff(t *testing.T) {
	sunita := newPerson(t, "sunita")
	for name, left := range map[string]string{"the key still there": "vault.key", "the key not quite destroyed": "vault.key.spent"} {
		t.Run(name, func(t *testing.T) {
			dir := inTheOpen(t)
			must(t, store.Convert(dir, []keys.Holder{sunita.Holder}, store.Options{}))
			must(t, os.WriteFile(filepath.Join(dir, left), lying[0][:], 0o600))
			if left == "vault.key" {
				sunita = newPerson(t, "sunita") // who chose another identity now
				must(t, store.Convert(dir, []keys.Holder{sunita.Holder}, store.Options{}))
			}
			must(t, mustOpenAs(t, dir, sunita).Close())
			if _, there := folder(t, dir)[left]; there {
				t.Error("the open key is still there")
			}
		})
	}
}

func TestAnOpenKeyThatIsNone(t *testing.T) {
	dir := inTheOpen(t)
	must(t, os.WriteFile(filepath.Join(dir, "vault.key"), bytes.Repeat([]byte{1}, 31), 0o600))
	wantCode(t, store.Convert(dir, nil, store.Options{}), dosedesk.EDamaged)
	must(t, os.WriteFile(filepath.Join(dir, "vault.key"), bytes.Repeat([]byte{2}, 32), 0o600))
	wantCode(t, store.Convert(dir, []keys.Holder{newPerson(t, "sunita").Holder}, store.Options{}), dosedesk.EDamaged)
	if len(keys.People(dir)) > 0 {
		t.Error("somebody got a key that opens nothing")
	}
}
