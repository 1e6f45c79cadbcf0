package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dosedeskd": main})
}

func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"await": await, "listed": listed},
	})
}

// listed is the script command `listed`: $TERMINAL is the first terminal that
// the command before has listed.
func listed(ts *testscript.TestScript, _ bool, _ []string) {
	lines := strings.Split(ts.ReadFile("stdout"), "\n")
	if len(lines) < 2 {
		ts.Fatalf("no terminal is listed")
	}
	ts.Setenv("TERMINAL", strings.Fields(lines[1])[0])
}

// await is the script command `await FILE LINES`: it waits until another process
// has written as many lines.
func await(ts *testscript.TestScript, _ bool, args []string) {
	deadline := time.Now().Add(20 * time.Second)
	for {
		text, err := os.ReadFile(ts.MkAbs(args[0]))
		if err == nil && strings.Count(string(text), "\n") == len(args[1]) {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s never got its %d lines", args[0], len(args[1]))
		}
		time.Sleep(10 * time.Millisecond) // another process's file can only be polled
	}
}
