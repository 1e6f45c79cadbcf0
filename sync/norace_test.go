//go:build !race

package sync_test

// few is how many seeds run where nobody asked for more.
const few = 50
