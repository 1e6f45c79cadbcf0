package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dosedesk": main})
}

// The scripts have a server at $SERVER, and at it a terminal is awaited that
// enrols with $STRING. A passphrase stands in a file.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", Cmds: deskCommands, Setup: func(env *testscript.Env) error {
		s, err := newSite(t.Context(), env.Getenv("TMPDIR"))
		if err != nil {
			return err
		}
		env.Defer(s.close)
		env.Values[runningDesk{}] = &openedDesk{}
		enrolment, err := s.AddTerminal(t.Context(), centre)
		env.Setenv("SERVER", s.host)
		env.Setenv("STRING", enrolment)
		return errors.Join(err, os.WriteFile(filepath.Join(env.WorkDir, "passphrase"), []byte("four words for sunita\n"), 0o600))
	}})
}
