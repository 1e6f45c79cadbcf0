package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/sync/wire"
)

// TestEnrolUsesNoStringUpForNothing has folders in which no vault can be made.
func TestEnrolUsesNoStringUpForNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		dir  string
		want bool
	}{
		"a new folder":                {filepath.Join(t.TempDir(), "new", "vault"), true},
		"a file in its place":         {file, false},
		"a folder that takes no file": {"/proc/self", false},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked++
				_ = wire.WriteAnswer(w, r, wire.EnrolAnswer{Terminal: dosedesk.ID{9}, Centre: 7})
			}))
			defer server.Close()
			m := &Main{Server: server.URL, Enrol: "made-up", Dir: test.dir}
			err := m.enrol(t.Context())
			if enrolled := err == nil; enrolled != test.want || asked == 1 != test.want || store.Exists(m.Dir) != test.want {
				t.Errorf("the server was asked %d times, the folder is a vault: %v; error %v", asked, store.Exists(m.Dir), err)
			}
			if files, _ := filepath.Glob(filepath.Join(m.Dir, "try*")); len(files) > 0 {
				t.Errorf("left behind: %v", files)
			}
		})
	}
}
