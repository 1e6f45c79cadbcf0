package main

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"
)

func TestWrongCommandLineIsTwo(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "r.db")
	for name, c := range map[string]struct {
		args []string
		want int
	}{
		"nothing after a group": {[]string{"bookings"}, 2},
		"unknown command":       {[]string{"dance"}, 2},
		"unknown flag":          {[]string{"serve", "--dance"}, 2},
		"no registry":           {[]string{"terminal", "add", "--centre", "1"}, 2},
		"registry of no kind":   {[]string{"terminal", "add", "--centre", "1", "--registry", "paper:1"}, 2},
		"no centre":             {[]string{"terminal", "add", "--registry", dsn}, 2},
		"no spool":              {[]string{"serve", "--registry", dsn}, 2},
		"no keys":               {[]string{"serve", "--registry", "postgres://nobody@localhost:1/none"}, 2},
		"nobody there":          {[]string{"serve", "--registry", "postgres://nobody@localhost:1/none", "--keys", "k"}, 1},
		"language":              {[]string{"serve", "--registry", dsn, "--spool", "s", "--sms-lang", "fr"}, 2},
		"role":                  {[]string{"operator", "add", "--registry", dsn, "--centre", "1", "--id", "a", "--name", "A", "--role", "king"}, 2},
		"kind":                  {[]string{"centre", "set", "1", "--registry", dsn, "--kind", "large"}, 2},
		"appointment":           {[]string{"slip", "show", "1", "--registry", dsn}, 2},
		"no address":            {[]string{"slip", "link", "00000000-0000-4000-8000-000000000001", "--registry", dsn}, 2},
		"an open address":       {[]string{"serve", "--registry", dsn, "--spool", "s", "--public-url", "http://example.org"}, 2},
		"a failure":             {[]string{"terminal", "add", "--registry", dsn, "--centre", "2"}, 1},
		"all well":              {[]string{"centre", "set", "1", "--registry", dsn}, 0},
		"help":                  {[]string{"--help"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var out, problems bytes.Buffer
			m := Main{Stdout: &out, Stderr: &problems, Now: time.Now}
			if got := m.Run(t.Context(), c.args); got != c.want {
				t.Errorf("exit status %d, want %d: %s", got, c.want, problems.String())
			}
			if c.want != 0 && (problems.Len() == 0 || out.Len() != 0) {
				t.Errorf("a failure must speak on standard error alone: %q, %q", out.String(), problems.String())
			}
		})
	}
}
