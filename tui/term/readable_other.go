//go:build !unix

package term

import (
	"os"
	"time"
)

// readable never waits: where keys come as records, as from the Windows
// console, none comes in pieces.
func readable(*os.File, time.Duration) bool { return false }
