package server_test

import (
	"strings"
	gosync "sync"
	"testing"
	"time"

	"dosedesk"
)

// withBookings is a bench with n more bookings, numbered from 100.
func withBookings(t *testing.T, n int) *bench {
	t.Helper()
	b := withInCharge(t)
	var file strings.Builder
	file.WriteString(header)
	for i := range n {
		file.WriteString(rowOf(100 + i))
	}
	b.take(file.String())
	return b
}

// The operator of nine wrong codes in a day is signalled at the fifth and
// stopped at the ninth: then right and wrong get the same answer and cost
// nothing. Others at the centre go on.
func TestWrongCodesRaiseASignalThenAStop(t *testing.T) {
	d := withBookings(t, 40).desk()
	watch := func() dosedesk.Watch {
		page, _ := d.pull("")
		for _, o := range page.Operators {
			if o.ID == "sunita" {
				return o.Watch
			}
		}
		t.Fatal("no such operator in the feed")
		return dosedesk.Watch{}
	}
	for n := range 9 {
		if v := d.verdict(d.code(100+n, d.wrong(100+n))); v.Code != dosedesk.CodeWrong {
			t.Fatalf("wrong code %d: %+v", n+1, v)
		}
		want := dosedesk.NoAlarm
		if n+1 >= 5 {
			want = dosedesk.AlarmWarn
		}
		if n+1 >= 9 {
			want = dosedesk.AlarmStop
		}
		if got := watch(); got.Alarm != want {
			t.Fatalf("after %d wrong codes: %+v, want %q", n+1, got, want)
		}
		d.pass(time.Minute)
	}
	wrong, right := d.verdict(d.code(120, d.wrong(120))), d.verdict(d.code(121, d.right(121, 1)))
	if wrong.Reason != dosedesk.ReasonTooManyWrong || wrong.Code != "" || right != wrong {
		t.Errorf("once stopped, wrong gets %+v and right %+v", wrong, right)
	}
	if e := d.entry(appointment(120)); e.Code != dosedesk.NewCodeState() {
		t.Errorf("a code that was not tested cost a try: %+v", e.Code)
	}
	if v := d.verdict(d.slip(130, 1)); v.Code != dosedesk.CodeRight {
		t.Errorf("a scanned slip, which is no guess: %+v", v)
	}
	if v := d.verdict(d.sealedBy(anil, 131, d.right(131, 1))); v.Reason == dosedesk.ReasonTooManyWrong {
		t.Errorf("the in-charge, who did nothing: %+v", v)
	}
	code := d.code(122, d.right(122, 1))
	d.push(code)
	if v := d.verdict(d.dose(122, code.ID)); v.Reason != dosedesk.ReasonTooManyWrong {
		t.Errorf("a dose after it: %+v", v)
	}
	d.pass(dosedesk.WatchWindow - 9*time.Minute + time.Second)
	if v := d.verdict(d.code(123, d.right(123, 1))); v.Code != dosedesk.CodeRight {
		t.Errorf("a day after the first wrong one: %+v", v)
	}
}

// What several do stops the centre.
func TestWrongCodesOfManyStopTheCentre(t *testing.T) {
	d := withBookings(t, 40).desk()
	for n := range 9 {
		who := anil
		if n%2 == 0 {
			who = dosedesk.Signature{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}
		}
		d.push(d.sealedBy(who, 100+n, d.wrong(100+n)))
	}
	for _, who := range []dosedesk.Signature{anil, {ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}} {
		if v := d.verdict(d.sealedBy(who, 120, d.right(120, 1))); v.Reason != dosedesk.ReasonTooManyWrong {
			t.Errorf("%s: %+v", who.ID, v)
		}
	}
}

// A repeat of an event is no further wrong code.
func TestARepeatRaisesNoAlarm(t *testing.T) {
	d := withBookings(t, 1).desk()
	e := d.code(100, d.wrong(100))
	for range 20 {
		d.push(e)
	}
	page, _ := d.pull("")
	if w := page.Centre.Watch; w != (dosedesk.Watch{}) {
		t.Errorf("the centre's watch: %+v", w)
	}
}

// Two days running are the district's.
func TestSignalsOfTwoDays(t *testing.T) {
	d := withBookings(t, 20).desk()
	for day := range 2 {
		for n := range 5 {
			d.push(d.code(100+10*day+n, d.wrong(100+10*day+n)))
		}
		d.pass(25 * time.Hour)
	}
	signals, err := d.Signals(t.Context(), dosedesk.Day{Year: 2021, Month: 5, Day: 13})
	must(t, err)
	var told []string
	for _, s := range signals {
		who := s.Day.String() + " " + s.Operator + " " + string(s.Alarm)
		if s.District {
			who += " district"
		}
		told = append(told, who)
	}
	want := "2021-05-14  warn district, 2021-05-14 sunita warn district, 2021-05-13  warn, 2021-05-13 sunita warn"
	if got := strings.Join(told, ", "); got != want {
		t.Errorf("the signals are %q, want %q", got, want)
	}
}

// Fifty terminals guess one code at once: exactly three guesses are tested.
func TestFiftyTerminalsGuessAtOnce(t *testing.T) {
	b := newBench(t)
	desks := make([]*desk, 50)
	for i := range desks {
		desks[i] = b.desk()
	}
	answers := make([]dosedesk.Verdict, len(desks))
	var wait gosync.WaitGroup
	for i, d := range desks {
		e := d.code(1, b.wrong(1))
		wait.Go(func() { answers[i] = d.push(e).Receipts[0].Verdict })
	}
	wait.Wait()
	count := map[dosedesk.CodeAnswer]int{}
	for _, v := range answers {
		count[v.Code]++
	}
	if count[dosedesk.CodeWrong] != 3 || count[dosedesk.CodeLocked] != 47 {
		t.Errorf("of 50 guesses %v", count)
	}
}

// sealedBy is a code that another operator entered: the seal is bound to him.
func (d *desk) sealedBy(who dosedesk.Signature, n int, code dosedesk.Code) dosedesk.Event {
	e := d.code(n, code)
	e.By = who
	key := d.Keys.Open.SealKey()
	sealed, err := key.Seal(code, e.Header, appointment(n))
	must(d.t, err)
	e.Body = &dosedesk.CodeEntered{Appointment: appointment(n), Channel: dosedesk.ChannelTyped, Key: key.ID, Sealed: sealed}
	d.previous = e.Hash()
	return e
}
