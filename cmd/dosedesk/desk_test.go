package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
)

// deskCommands are the script commands for what runs beside others: `desk DIR
// FLAGS...` starts the desk on a terminal of its own, `undesk` ends it.
var deskCommands = map[string]func(*testscript.TestScript, bool, []string){"desk": openDesk, "undesk": endDesk}

// runningDesk names, in a script's values, the desk that it opened.
type runningDesk struct{}

type openedDesk struct{ end func() error }

func openDesk(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	program, err := exec.LookPath("dosedesk")
	ts.Check(err)
	c := exec.Command(program, append([]string{"--dir", dir}, args[1:]...)...) //nolint:gosec,noctx // our own; it ends with the script
	screen, err := pty.Start(c)
	ts.Check(err)
	ended := make(chan error, 1)
	go func() {
		_, _ = io.Copy(io.Discard, screen) // until it ends
		ended <- c.Wait()
	}()
	ts.Defer(func() { _, _ = c.Process.Kill(), screen.Close() })
	deskOf(ts).end = func() error {
		_ = c.Process.Signal(syscall.SIGTERM) // it may have ended by itself
		return <-ended
	}
	deadline := time.Now().Add(20 * time.Second)
	for socket := filepath.Join(dir, "desk.sock"); ; {
		if _, err := os.Lstat(socket); err == nil {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("the desk did not open")
		}
		time.Sleep(10 * time.Millisecond) // another process can only be polled
	}
}

func endDesk(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Check(deskOf(ts).end())
}

func deskOf(ts *testscript.TestScript) *openedDesk {
	return ts.Value(runningDesk{}).(*openedDesk) //nolint:forcetypeassert // as every script is set up
}
