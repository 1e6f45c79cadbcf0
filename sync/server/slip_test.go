package server_test

import (
	"testing"

	"dosedesk"
)

// slip makes the event of a scanned slip, as a terminal records it.
func (d *desk) slip(n, issue int) dosedesk.Event {
	return d.record(dosedesk.KindCodeEntered, func(h dosedesk.Header) dosedesk.Body {
		key := d.Keys.Open.SealKey()
		sealed, err := key.Seal(d.right(n, issue), h, appointment(n))
		must(d.t, err)
		return &dosedesk.CodeEntered{Appointment: appointment(n), Channel: dosedesk.ChannelSlip, Issue: issue, Key: key.ID, Sealed: sealed}
	})
}

// The token that the server makes is taken by the keys that its terminals fetch.
func TestTokenAndItsKeysTravel(t *testing.T) {
	d := newBench(t).desk()
	text, err := d.Token(t.Context(), appointment(1))
	must(t, err)
	page, _ := d.pull("")
	token, fault := dosedesk.ReadToken(text, page.TokenKeys)
	if fault != "" {
		t.Fatalf("the token is not taken: %s", fault)
	}
	if fault := token.Against(d.entry(appointment(1))); fault != "" || !token.Code.Equal(d.right(1, 1)) {
		t.Errorf("the token is of another booking: %s", fault)
	}
	if again, _ := d.pull(page.Cursor); again.TokenKeys != nil || again.Schedule != nil {
		t.Error("the keys are sent again and again")
	}
	if _, err := d.Token(t.Context(), appointment(99)); dosedesk.CodeOf(err) != dosedesk.ENotFound {
		t.Errorf("of no appointment: %v", err)
	}
}

func TestSlip(t *testing.T) {
	d := newBench(t).desk()
	code := d.slip(1, 1)
	if v := d.verdict(code); v.Code != dosedesk.CodeRight {
		t.Fatalf("a scanned slip: %+v", v)
	}
	if v := d.verdict(d.dose(1, code.ID)); v.Answer != dosedesk.Accepted {
		t.Errorf("the dose: %+v", v)
	}
	if by := d.entry(appointment(1)).Code.RightBy; by != code.ID {
		t.Errorf("the feed names %v", by)
	}
}

// A slip of a code that was replaced meanwhile is no try, and confirms nothing.
func TestAReplacedSlip(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(1)}))
	code := d.slip(1, 1)
	if v := d.verdict(code); v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonTokenReplaced || v.Code != "" {
		t.Fatalf("a replaced slip: %+v", v)
	}
	if v := d.verdict(d.dose(1, code.ID)); v.Reason != dosedesk.ReasonTokenReplaced {
		t.Errorf("the dose: %+v", v)
	}
	if left := d.entry(appointment(1)).Code.TriesLeft; left != dosedesk.CodeTries+1 {
		t.Errorf("%d tries left", left)
	}
	d.push(d.slip(1, 2))
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	page, _ := d.pull("")
	text, err := d.Token(t.Context(), appointment(1))
	must(t, err)
	if token, fault := dosedesk.ReadToken(text, page.TokenKeys); fault != "" || token.Issue != 2 {
		t.Errorf("the newest slip is of issue %d, %s", token.Issue, fault)
	}
}

// The schedule travels signed, by the key that a terminal learned when it enrolled.
func TestScheduleTravelsSigned(t *testing.T) {
	b := newBench(t)
	must(t, b.Announce(t.Context()))
	d := b.desk()
	page, _ := d.pull("")
	if page.Schedule == nil {
		t.Fatal("no schedule in the first page")
	}
	s, err := page.Schedule.Open(d.signedBy)
	must(t, err)
	if s.Version != dosedesk.DefaultSchedule().Version {
		t.Errorf("version %s", s.Version)
	}
}
