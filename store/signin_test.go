package store_test

import (
	"context"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/pin"
)

const rightPIN, wrongPIN = "482913", "482914"

// mustStaff opens a vault with two operators, one of them disabled.
func mustStaff(t *testing.T) (*store.Vault, string, *clock) {
	t.Helper()
	v, dir, c := mustSync(t)
	must(t, v.Apply(dosedesk.Changes{Operators: staff()}))
	return v, dir, c
}

func staff() []dosedesk.Operator {
	active, gone := verifier, dosedesk.Operator{ID: "gone", Name: "Renu Bisht", Role: dosedesk.Verifier, Disabled: true}
	active.PINHash, gone.PINHash = pin.Hash(rightPIN), pin.Hash(rightPIN)
	return []dosedesk.Operator{active, gone}
}

func TestSignIn(t *testing.T) {
	v, _, _ := mustStaff(t)
	operator, err := v.SignIn(t.Context(), verifier.ID, rightPIN)
	must(t, err)
	if operator != verifier {
		t.Errorf("signed in: %+v", operator)
	}
	_, wrong := v.SignIn(t.Context(), verifier.ID, wrongPIN)
	_, unknown := v.SignIn(t.Context(), "nobody", rightPIN)
	_, disabled := v.SignIn(t.Context(), "gone", rightPIN)
	for _, err := range []error{wrong, unknown, disabled} {
		wantCode(t, err, dosedesk.EUnauthorized)
		if err.Error() != wrong.Error() {
			t.Errorf("%q tells it from %q", err, wrong)
		}
	}
	if operators := v.Operators(); len(operators) != 1 || operators[0] != verifier {
		t.Errorf("may sign in: %+v", operators)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := v.SignIn(ended, verifier.ID, rightPIN); err == nil {
		t.Error("signed in after giving up")
	}
}

func TestWrongPINsRunOut(t *testing.T) {
	v, dir, c := mustStaff(t)
	fail := func(times int) {
		t.Helper()
		for range times {
			_, err := v.SignIn(t.Context(), verifier.ID, wrongPIN)
			wantCode(t, err, dosedesk.EUnauthorized)
		}
	}
	refused := func() {
		t.Helper()
		_, err := v.SignIn(t.Context(), verifier.ID, rightPIN)
		wantCode(t, err, dosedesk.ETooMany)
	}
	fail(4)
	_, err := v.SignIn(t.Context(), verifier.ID, rightPIN)
	must(t, err) // begins anew
	fail(3)
	v = reopen(t, v, dir, c.Now)
	fail(2)
	refused()
	v = reopen(t, v, dir, c.Now)
	c.Move(15*time.Minute - time.Second)
	refused()
	c.Move(time.Second)
	fail(5)
	c.Move(48 * time.Hour)
	refused()

	renewed := staff()
	renewed[0].PINHash = pin.Hash(rightPIN)
	must(t, v.Apply(dosedesk.Changes{Operators: renewed}))
	_, err = v.SignIn(t.Context(), verifier.ID, rightPIN)
	must(t, err)
}

func TestAClockSetBackWaitsNoLonger(t *testing.T) {
	v, _, c := mustStaff(t)
	for range 5 {
		_, err := v.SignIn(t.Context(), verifier.ID, wrongPIN)
		wantCode(t, err, dosedesk.EUnauthorized)
	}
	c.Move(-48 * time.Hour)
	_, err := v.SignIn(t.Context(), verifier.ID, rightPIN)
	wantCode(t, err, dosedesk.ETooMany)
	c.Move(15 * time.Minute)
	_, err = v.SignIn(t.Context(), verifier.ID, rightPIN)
	must(t, err)
}

// TestUnknownOperatorCostsTheSame compares by a wide margin: without the decoy
// an unknown operator is some thousand times quicker.
func TestUnknownOperatorCostsTheSame(t *testing.T) {
	v, _, _ := mustStaff(t)
	took := func(operator string) time.Duration {
		begun := time.Now()
		_, err := v.SignIn(t.Context(), operator, wrongPIN)
		wantCode(t, err, dosedesk.EUnauthorized)
		return time.Since(begun)
	}
	if known, unknown := took(verifier.ID), took("nobody"); unknown < known/10 {
		t.Errorf("unknown %v, known %v", unknown, known)
	}
}
