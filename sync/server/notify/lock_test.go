package notify

import (
	"testing"

	"dosedesk"
)

// Two processes that send by one spool would send each message twice.
func TestOneProcessSends(t *testing.T) {
	folder := t.TempDir()
	first, err := openSpool(folder)
	must(t, err)
	if _, err := openSpool(folder); dosedesk.CodeOf(err) != dosedesk.EInUse {
		t.Errorf("a second one: %v", err)
	}
	must(t, first.close())
	again, err := openSpool(folder)
	must(t, err)
	must(t, again.close())
}
