package tui

import (
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
)

type fakePhone struct {
	messages []Message
	err      error
}

func (p *fakePhone) Messages(dosedesk.ID) ([]Message, error) { return p.messages, p.err }

// phoneDesk is a demo's desk, signed in.
func phoneDesk(t *testing.T, phone *fakePhone) *fakeDesk {
	t.Helper()
	f := newFakeDesk(t, lang.English, func(c *Config) { c.Phone = phone })
	f.signIn("sunita")
	return f
}

func TestThePhoneShowsTheNewestMessageFirst(t *testing.T) {
	phone := &fakePhone{messages: []Message{{"09:31", "You are booked."}}}
	f := phoneDesk(t, phone)
	f.Press("down", "f12")
	f.Expect(t, "A desk never sees it", "09:31")
	phone.messages = append(phone.messages, Message{"11:44", "You have been vaccinated."})
	f.Update(Changed{})
	if screen := f.Screen(); strings.Index(screen, "11:44") > strings.Index(screen, "09:31") {
		t.Errorf("the newest message is not the first:\n%s", screen)
	}
}

func TestALockedScreenHoldsNoMessages(t *testing.T) {
	f := phoneDesk(t, &fakePhone{messages: []Message{{"09:31", "You are booked."}}})
	f.Press("down", "f12")
	shown := f.app.top().(*phone)
	f.Press("f9")
	if len(shown.messages) != 0 {
		t.Errorf("it holds %v", shown.messages)
	}
	f.signIn("sunita")
	f.Expect(t, "You are booked.")
}

func TestAPhoneThatCannotBeRead(t *testing.T) {
	f := phoneDesk(t, &fakePhone{err: dosedesk.Errorf(dosedesk.EInternal, "broken")})
	f.Press("down", "f12")
	f.Expect(t, "The phone could not be read")
}

func TestThePhoneIsTheDemosAlone(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("down", "f12")
	f.Expect(t, "Find:")
}
