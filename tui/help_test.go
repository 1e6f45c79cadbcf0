package tui

import (
	"testing"

	"dosedesk/tui/lang"
)

func TestHelpNamesTheKeysOfTheScreenBelow(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f8", "f1")
	f.Expect(t, "Keys of this screen", "Enter", "next", "Keys of every screen", "F9", "lock")
	f.Press("f1")
	f.Press("esc")
	f.Expect(t, "Walk-in: a citizen without a booking")
}

func TestHelpSaysWhyAKeyIsOff(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f5", "f1")
	f.Expect(t, "F4: Only the in-charge opens the review")
}

func TestHelpBeforeSignInPromisesNothingThatNeedsOne(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.Press("f1")
	f.Expect(t, "sign in", "F1       help")
	f.ExpectNot(t, "walk-in", "F9 ")
}
