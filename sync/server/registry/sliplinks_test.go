package registry_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A link opens what it was made for, however it is typed, and is in no file.
func TestSlipLink(t *testing.T) {
	file := filepath.Join(t.TempDir(), "r.db")
	r, err := registry.Open(t.Context(), "sqlite:"+file)
	must(t, err)
	defer func() { must(t, r.Close()) }()
	a := dosedesk.Appointment{ID: dosedesk.ID{3}, Session: dosedesk.Session{Centre: 7}}
	link, kept := registry.NewSlipLink(a, 2, time.UnixMilli(1))
	if !regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{26}$`).MatchString(link) {
		t.Error("the link has other letters, or not 128 bits of them")
	}
	must(t, r.Update(t.Context(), func(tx *registry.Tx) error { return tx.AddSlipLink(kept) }))
	must(t, r.View(t.Context(), func(tx *registry.Tx) error {
		for _, typed := range []string{
			link, strings.ToUpper(link), strings.NewReplacer("0", "O", "1", "l").Replace(link),
		} {
			got, known, err := tx.SlipLink(typed)
			if err != nil || !known || got.Appointment != a.ID || got.Centre != 7 || got.Issue != 2 {
				t.Errorf("the link opens %+v, %v, %v", got, known, err)
			}
		}
		for _, wrong := range []string{"", link[:25], link + "0", a.ID.String()} {
			if _, known, err := tx.SlipLink(wrong); err != nil || known {
				t.Errorf("another text opens a slip: %v, %v", known, err)
			}
		}
		return nil
	}))
	for _, name := range []string{file, file + "-wal"} {
		text, err := os.ReadFile(name)
		must(t, err)
		if bytes.Contains(bytes.ToLower(text), []byte(link)) {
			t.Errorf("%s holds the link", filepath.Base(name))
		}
	}
}

func TestNoTwoSlipLinksAreTheSame(t *testing.T) {
	a := dosedesk.Appointment{ID: dosedesk.ID{3}}
	first, _ := registry.NewSlipLink(a, 1, time.UnixMilli(1))
	if second, _ := registry.NewSlipLink(a, 1, time.UnixMilli(1)); first == second {
		t.Error("one appointment got the same link twice")
	}
}
