package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// A desk that starts while a command has the vault open waits for it, and not for
// another desk.
func TestADeskWaitsForACommand(t *testing.T) {
	dir, key := t.TempDir(), keys.New()
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: dosedesk.ID{1}, Centre: centre}, key))
	for name, test := range map[string]struct {
		held time.Duration
		want dosedesk.ErrorCode
	}{
		"a command":    {time.Second, ""},
		"another desk": {time.Hour, dosedesk.EInUse},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				held, err := store.Open(dir, key, store.Options{})
				must(t, err)
				time.AfterFunc(test.held, func() { must(t, held.Close()) })
				c, err := takeSoon(t.Context(), dir)
				if dosedesk.CodeOf(err) != test.want {
					t.Errorf("opening: %v", err)
				}
				if err == nil {
					must(t, c.Close())
				}
				time.Sleep(test.held)
				synctest.Wait()
			})
		})
	}
}

// A folder that cannot be written to, where a file of it alone shows that: root
// may write anywhere.
func TestAFolderThatTakesNothingSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: dosedesk.ID{1}, Centre: centre}, keys.New()))
	must(t, os.Mkdir(filepath.Join(dir, "dosedesk.log"), 0o700))
	err := (&Main{Dir: dir, Lang: "en"}).Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "Run dosedesk doctor") {
		t.Errorf("the desk says %v", err)
	}
}
