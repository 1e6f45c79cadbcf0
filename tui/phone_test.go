package tui

import (
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
)

type fakePhone struct {
	messages []Message
	slip     string
	said     []dosedesk.Said
	err      error
}

func (p *fakePhone) Messages(dosedesk.ID) ([]Message, error) { return p.messages, p.err }

func (p *fakePhone) Slip(dosedesk.ID) (string, error) { return p.slip, p.err }

func (p *fakePhone) Reply(_ dosedesk.ID, said dosedesk.Said) error {
	if p.err == nil {
		p.said = append(p.said, said)
	}
	return p.err
}

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

func TestTheSlipIsHeldToTheScanner(t *testing.T) {
	phone := &fakePhone{}
	f := phoneDesk(t, phone)
	phone.slip = f.slip(0)
	f.open("lak")
	f.Press("f12", "s")
	f.Expect(t, "Lakshmi Kushwaha", "from the slip, right")
	f.pass(quiet)
	f.Press("f12")
	phone.err = dosedesk.Errorf(dosedesk.EConflict, "no slip")
	f.Press("s")
	f.Expect(t, "The citizen's phone", "no slip with a code that holds")
	phone.err = dosedesk.Errorf(dosedesk.EInternal, "broken")
	f.Press("s")
	f.Expect(t, "The phone could not be read")
	f.entered(t, 0)
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

func TestTheCitizenAnswersFromThePhone(t *testing.T) {
	phone := &fakePhone{}
	f := phoneDesk(t, phone)
	f.open("lak")
	f.Press("f12", "y")
	f.Expect(t, "answer is on its way")
	f.Press("n")
	if len(phone.said) != 2 || phone.said[0] != dosedesk.SaidYes || phone.said[1] != dosedesk.SaidNo {
		t.Errorf("the phone sent %v", phone.said)
	}
	phone.err = dosedesk.Errorf(dosedesk.ENotFound, "nothing was asked")
	f.Press("y")
	f.Expect(t, "was not asked anything")
}
