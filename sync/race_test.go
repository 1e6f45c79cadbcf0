//go:build race

package sync_test

// few is how many seeds run where nobody asked for more; the race detector makes
// each some ten times as slow.
const few = 6
