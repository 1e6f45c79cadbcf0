package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/sync/server"
)

func openSite(t *testing.T) *site {
	t.Helper()
	s, err := newSite(t.Context(), t.TempDir())
	must(t, err)
	t.Cleanup(s.close)
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// enrol has a folder become a terminal that the tests' identity opens.
func (s *site) enrol(dir string) *Enrol {
	return &Enrol{Server: "https://" + s.host, Dir: dir, First: Newcomer{Name: "sunita", Recipient: opener.Recipient().String()}}
}

// states returns where the centre's terminals stand.
func (s *site) states(t *testing.T) (states []server.TerminalState) {
	t.Helper()
	listed, err := s.Terminals(t.Context(), centre)
	must(t, err)
	for _, l := range listed {
		states = append(states, l.State)
	}
	return states
}

// TestEnrolUsesNoStringUpForNothing has folders in which no vault can be made.
func TestEnrolUsesNoStringUpForNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	for name, test := range map[string]struct {
		dir  string
		want server.TerminalState
	}{
		"a new folder":                {filepath.Join(t.TempDir(), "new", "vault"), server.TerminalAdmitted},
		"a file in its place":         {file, server.TerminalAwaited},
		"a folder that takes no file": {"/proc/self", server.TerminalAwaited},
	} {
		t.Run(name, func(t *testing.T) {
			s := openSite(t)
			enrolment, err := s.AddTerminal(t.Context(), centre)
			must(t, err)
			e := s.enrol(test.dir)
			err = e.Run(t.Context(), enrolment, io.Discard)
			enrolled := test.want == server.TerminalAdmitted
			if states := s.states(t); len(states) != 1 || states[0] != test.want || err == nil != enrolled || store.Exists(e.Dir) != enrolled {
				t.Errorf("the terminals are %v, the folder is a vault: %v; error %v", states, store.Exists(e.Dir), err)
			}
			if files, _ := filepath.Glob(filepath.Join(e.Dir, "try*")); len(files) > 0 {
				t.Errorf("left behind: %v", files)
			}
		})
	}
}

// The server took the string, and no answer came: the command fails, and done
// again with the same string it makes the same terminal.
func TestEnrolAfterLostAnswers(t *testing.T) {
	s := openSite(t)
	enrolment, err := s.AddTerminal(t.Context(), centre)
	must(t, err)
	e := s.enrol(filepath.Join(t.TempDir(), "vault"))
	s.lose.Store(100)
	if err := e.Run(t.Context(), enrolment, io.Discard); dosedesk.CodeOf(err) != dosedesk.EUnreachable {
		t.Fatalf("without an answer: %v", err)
	}
	if states := s.states(t); states[0] != server.TerminalAdmitted || store.Exists(e.Dir) {
		t.Fatalf("the terminal is %v", states)
	}
	s.lose.Store(0)
	must(t, e.Run(t.Context(), enrolment, io.Discard))
	v := opened(t, e.Dir)
	listed, err := s.Terminals(t.Context(), centre)
	must(t, err)
	if len(listed) != 1 || v.Enrolment().Terminal != listed[0].ID || v.Enrolment().Centre != centre {
		t.Errorf("the vault is of another terminal than %v", listed)
	}
}
