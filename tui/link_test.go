package tui

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

func TestTheLinkScreenTellsTheTruth(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f7")
	f.Expect(t, "up since 10:42", "all sent", "11:41")
	f.unplug()
	if _, err := f.vault.Record(f.app.operator, &dosedesk.ReissueAsked{Appointment: testID(1)}); err != nil {
		t.Fatal(err)
	}
	f.vault.waiting = 22 * time.Minute
	f.Update(Changed{})
	f.Expect(t, "no link since 11:42", "1 not sent, oldest 22 min", "The server does not answer")
	f.ExpectNot(t, "all sent")
}

func TestEnterTriesTheLinkNow(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f7", "enter")
	f.Expect(t, "Trying now")
	if f.link.woken != 1 {
		t.Errorf("the link was woken %d times", f.link.woken)
	}
}

func TestALinkFromYesterdayShowsTheDay(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.link.status = dosedesk.Link{Since: f.now.Add(-20 * time.Hour), Problem: dosedesk.EUnauthorized}
	f.Press("f7")
	f.Expect(t, "no link since 12 May 15:42", "has to be enrolled again", "no roster yet")
}

// What is carried for others is not sent either, and is counted beside what is
// this terminal's own.
func TestTheLinkScreenCountsWhatIsCarried(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.carried = dosedesk.Carried{Waiting: 2}
	f.Press("f7")
	f.Expect(t, "link up   carried files: 2", "all sent", "files not sent: 2")
	f.unplug()
	if _, err := f.vault.Record(f.app.operator, &dosedesk.ReissueAsked{Appointment: testID(1)}); err != nil {
		t.Fatal(err)
	}
	f.vault.carried = dosedesk.Carried{Waiting: 1, Refused: []dosedesk.ErrorCode{dosedesk.EDamaged}}
	f.Update(Changed{})
	f.Expect(t, "1 not sent   carried files: 1   roster as of 11:41", "that the server refused: 1")
	f.ExpectNot(t, "all sent")
}
