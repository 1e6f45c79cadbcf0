package state

import (
	"net"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// trusted reports whether the folder's owner, or root, is who answers: a folder
// that others can write to may hold a socket of theirs, which waits for a
// vault's key or a PIN.
func trusted(c net.Conn, dir string) bool {
	folder, err := os.Stat(dir)
	if err != nil {
		return false
	}
	owner, ok := folder.Sys().(*syscall.Stat_t)
	socket, isUnix := c.(*net.UnixConn)
	if !ok || !isUnix {
		return false
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return false
	}
	var peer *unix.Ucred
	if controlErr := raw.Control(func(fd uintptr) {
		peer, err = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED) //nolint:gosec // a descriptor is small
	}); controlErr != nil || err != nil {
		return false
	}
	return peer.Uid == 0 || peer.Uid == owner.Uid
}
