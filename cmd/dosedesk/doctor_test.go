package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/internal/state"
)

var noon = time.Date(2021, 5, 13, 12, 0, 0, 0, dosedesk.Kolkata)

// healthy is a terminal with nothing wrong.
func healthy() state.State {
	return state.State{
		RosterAsOf: noon.Add(-3 * time.Second), CertificateUntil: noon.AddDate(0, 0, 20),
		Link: &state.Link{Up: true, Since: noon.Add(-time.Hour)},
	}
}

// Each thing that can be wrong is found, and nothing else is.
func TestDoctorOnAState(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*state.State)
		wrong  string // what is looked at, and what to do; empty where all is well
		next   string
	}{
		"all is well":                {func(*state.State) {}, "", ""},
		"no desk is running":         {func(s *state.State) { s.Link = nil }, "", ""},
		"unsent since the morning":   {func(s *state.State) { s.Unsent, s.UnsentFor = 9, 4*3600 }, "", ""},
		"unsent since yesterday":     {func(s *state.State) { s.Unsent, s.UnsentFor = 9, 25*3600 }, "outbox", "outbox export"},
		"clock behind":               {func(s *state.State) { s.RosterAsOf = noon.Add(11 * time.Minute) }, "clock", "Set date"},
		"clock ahead, with a link":   {func(s *state.State) { s.RosterAsOf = noon.Add(-12 * time.Minute) }, "clock", "Set date"},
		"an old roster is no clock":  {func(s *state.State) { s.Link, s.RosterAsOf = nil, noon.Add(-12*time.Minute) }, "", ""},
		"certificate ends":           {func(s *state.State) { s.CertificateUntil = noon.AddDate(0, 0, 6) }, "certificate", "renews itself"},
		"certificate ended":          {func(s *state.State) { s.CertificateUntil = noon.AddDate(0, 0, -59) }, "certificate", "renews itself"},
		"certificate ended long ago": {func(s *state.State) { s.CertificateUntil = noon.AddDate(0, 0, -61) }, "certificate", "too long ago"},
		"no certificate":             {func(s *state.State) { s.CertificateUntil = time.Time{} }, "certificate", "outbox export"},
		"roster of the day before":   {func(s *state.State) { s.Link, s.RosterAsOf = nil, noon.Add(-25*time.Hour) }, "roster", "with a link"},
		"no roster yet":              {func(s *state.State) { s.Link, s.RosterAsOf = nil, time.Time{} }, "roster", "with a link"},
		"no answer of the server":    {func(s *state.State) { s.Link = &state.Link{Problem: dosedesk.EUnreachable} }, "link", "Check the cable"},
		"terminal not admitted":      {func(s *state.State) { s.Link = &state.Link{Problem: dosedesk.EUnauthorized} }, "link", "Call the district"},
		"something was made anew":    {func(s *state.State) { s.Repaired = []dosedesk.Repair{dosedesk.RepairLast} }, "repair", "call the in-charge"},
		"carried, not sent":          {func(s *state.State) { s.Carried = 2 }, "", ""},
		"carried, and damaged":       {refused(dosedesk.EDamaged), "carried", "exported anew"},
		"carried, of a stranger":     {refused(dosedesk.EUnauthorized), "carried", "Tell the district"},
		"carried, behind a gap":      {refused(dosedesk.EConflict), "carried", "again: dosedesk outbox import"},
		"carried, and too large":     {refused(dosedesk.ETooLarge), "carried", "kept in the folder carried"},
		"seven days are enough":      {func(s *state.State) { s.Link, s.CertificateUntil = nil, noon.AddDate(0, 0, 7) }, "", ""},
	} {
		s := healthy()
		c.change(&s)
		var wrong []string
		for _, f := range checkState(s, noon) {
			if f.next != "" {
				wrong = append(wrong, f.String())
			}
		}
		switch {
		case c.wrong == "" && len(wrong) > 0, c.wrong != "" && len(wrong) != 1:
			t.Errorf("%s: found %q", name, wrong)
		case c.wrong != "" && (!strings.HasPrefix(wrong[0], "WRONG  "+c.wrong+": ") || !strings.Contains(wrong[0], c.next)):
			t.Errorf("%s: found %q", name, wrong[0])
		}
	}
}

func refused(code dosedesk.ErrorCode) func(*state.State) {
	return func(s *state.State) { s.CarriedRefused = []dosedesk.ErrorCode{code} }
}

// examined runs the command on a folder, on a disk with room.
func examined(t *testing.T, dir string, change func(*Doctor)) (string, error) {
	t.Helper()
	d := NewDoctor()
	d.Who.Identity = identityFile(t)
	d.Dir, d.Disk = dir, func(string) (uint64, string, error) { return 1 << 40, "", nil }
	change(d)
	var out strings.Builder
	err := d.Run(t.Context(), &out)
	return out.String(), err
}

func TestDoctorOnAFolder(t *testing.T) {
	s := openSite(t)
	for name, c := range map[string]struct {
		harm   func(dir string, d *Doctor)
		expect string // empty: all is well
	}{
		"a terminal":  {func(string, *Doctor) {}, ""},
		"no terminal": {func(dir string, d *Doctor) { d.Dir = filepath.Join(dir, "none") }, "WRONG  terminal: this folder is none"},
		"a full disk": {func(_ string, d *Doctor) { d.Disk = func(string) (uint64, string, error) { return 1 << 20, "", nil } }, "WRONG  disk: 1 MB are free"},
		"a disk elsewhere": {func(_ string, d *Doctor) {
			d.Disk = func(string) (uint64, string, error) { return 1 << 40, "NFS", nil }
		}, "WRONG  disk: the folder is on NFS"},
		"no disk": {func(_ string, d *Doctor) {
			d.Disk = func(string) (uint64, string, error) { return 0, "", errors.New("gone") }
		}, "WRONG  disk: nothing can be said"},
		"a file for all":   {func(dir string, _ *Doctor) { must(t, os.Chmod(filepath.Join(dir, "keys", "sunita.age"), 0o644)) }, "WRONG  permissions: others get at sunita.age"},
		"a folder for all": {func(dir string, _ *Doctor) { must(t, os.Chmod(dir, 0o755)) }, "WRONG  permissions: others get at vault"},
		"a damaged file": {func(dir string, _ *Doctor) {
			must(t, os.WriteFile(filepath.Join(dir, "outbox.db"), []byte("rubbish"), 0o600))
		}, "WRONG  repair: a damaged file was made anew"},
		"one from before": {func(dir string, _ *Doctor) {
			must(t, os.WriteFile(filepath.Join(dir, "outbox.db.damaged-1"), nil, 0o600))
		}, "WRONG  damage: outbox.db.damaged-1 is kept"},
		"a key in the open": {func(dir string, _ *Doctor) {
			must(t, os.WriteFile(filepath.Join(dir, "vault.key"), make([]byte, 32), 0o600))
		}, "Run dosedesk vault init NAME"},
		"keys that are gone": {func(dir string, _ *Doctor) { must(t, os.RemoveAll(filepath.Join(dir, "keys"))) }, "WRONG  keys: nobody here has a file"},
		"no key of the district's": {func(dir string, d *Doctor) {
			must(t, os.Remove(filepath.Join(dir, "keys", "_recovery.age")))
			d.Who = Who{}
		}, "WRONG  recovery: the vault does not open for the district"},
		"only the district's": {func(dir string, _ *Doctor) { must(t, os.Remove(filepath.Join(dir, "keys", "sunita.age"))) }, "Tell the district: its recovery key opens"},
		"nobody to open it":   {func(_ string, d *Doctor) { d.Who = Who{} }, "WRONG  vault: what is inside was not looked at"},
		"who does not answer": {func(dir string, _ *Doctor) { hold(t, dir) }, "WRONG  vault: another process has it open"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := s.enrolled(t)
			said, err := examined(t, dir, func(d *Doctor) { c.harm(dir, d) })
			if (err == nil) != (c.expect == "") || strings.Contains(said, "WRONG") != (c.expect != "") || !strings.Contains(said, c.expect) {
				t.Errorf("error %v; it says\n%s", err, said)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "doctor.*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// hold keeps a vault open and answers nothing.
func hold(t *testing.T, dir string) {
	t.Helper()
	opened(t, dir)
}

func TestDoctorInAFolderThatTakesNoFile(t *testing.T) {
	if f := checkWritable("/proc/self"); f.next == "" {
		t.Errorf("it says %q", f)
	}
}
