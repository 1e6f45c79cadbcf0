package state_test

import (
	"bufio"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"

	"dosedesk/cmd/internal/state"
)

// In a folder that others can write to, nobody but its owner is told the key.
func TestAKeyGoesToNobodyElsesSocket(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	dir := newVault(t)
	for _, open := range []string{filepath.Dir(dir), dir} {
		must(t, os.Chmod(open, 0o777)) //nolint:gosec // that is the mistake
	}
	told := make(chan string, 1)
	listener := listenAs(t, 12345, filepath.Join(dir, "desk.sock"))
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			if r, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
				told <- r.URL.Path
			}
			_ = c.Close()
		}
	}()
	if waited, err := state.Unlock(t.Context(), dir, key); waited || err != nil {
		t.Errorf("a desk is said to wait: %v, %v", waited, err)
	}
	must(t, listener.Close())
	select {
	case path := <-told:
		t.Errorf("a stranger was asked for %s", path)
	default:
	}
}

// listenAs listens as another user: on a thread of its own, which ends with it.
func listenAs(t *testing.T, user int, path string) (l *net.UnixListener) {
	t.Helper()
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread goes
		_, _, errno := unix.RawSyscall(unix.SYS_SETRESUID, ^uintptr(0), uintptr(user), ^uintptr(0))
		if errno != 0 {
			done <- errno
			return
		}
		var err error
		l, err = net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
		done <- err
	}()
	must(t, <-done)
	return l
}
