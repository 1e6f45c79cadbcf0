//go:build !linux

package state

import "net"

// trusted leaves it to the modes of the folder who can answer there.
func trusted(net.Conn, string) bool { return true }
