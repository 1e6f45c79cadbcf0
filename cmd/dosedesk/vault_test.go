package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// A vault whose key lies in the open says what to run, and that gives the key to a
// person.
func TestAKeyInTheOpenIsGivenToAPerson(t *testing.T) {
	dir, key := t.TempDir(), keys.New()
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: dosedesk.ID{1}, Centre: centre}, key))
	must(t, os.WriteFile(filepath.Join(dir, "vault.key"), key.Bytes(), 0o600))
	m := &Main{Dir: dir, Lang: "en"}
	if err := m.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "Run dosedesk vault init NAME") {
		t.Errorf("the desk says %v", err)
	}
	v := &Vault{Dir: dir, Newcomer: Newcomer{Name: "sunita", Recipient: opener.Recipient().String()}}
	var out strings.Builder
	must(t, v.run(t.Context(), &out, v.Init))
	if !strings.Contains(out.String(), "sunita opens this terminal now") {
		t.Errorf("it says %q", out.String())
	}
	if e := opened(t, dir).Enrolment(); e.Centre != centre {
		t.Errorf("it opened centre %d", e.Centre)
	}
	if _, err := os.Stat(filepath.Join(dir, "vault.key")); !os.IsNotExist(err) {
		t.Errorf("the open key is still there: %v", err)
	}
}
