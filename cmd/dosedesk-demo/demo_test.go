package main_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/dosedesk-demo/bookings"
	"dosedesk/tui/lang"
)

var today = dosedesk.Day{Year: 2021, Month: time.May, Day: 13}

// inEach runs a test in English and in Hindi.
func inEach(t *testing.T, test func(t *testing.T, l lang.Language)) {
	t.Helper()
	t.Parallel()
	for _, l := range []lang.Language{lang.English, lang.Hindi} {
		t.Run(l.String(), func(t *testing.T) {
			t.Parallel()
			test(t, l)
		})
	}
}

// theBuiltIn returns the first of the built-in bookings that is as wanted.
func theBuiltIn(t *testing.T, is func(row map[string]string) bool) (booking, map[string]string) {
	t.Helper()
	file, err := bookings.Open(today)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, fields := range rows[1:] {
		row := map[string]string{}
		for i, column := range rows[0] {
			row[column] = fields[i]
		}
		if is(row) {
			return booking{
				reference: row["beneficiary_reference_id"], name: row["name"], hindi: row["name_hi"], born: row["birth_year"],
				mobile: row["mobile_number"], lastFour: row["photo_id_last4"], appointment: row["appointment_id"],
			}, row
		}
	}
	t.Fatal("none of the built-in bookings is as wanted")
	return booking{}, nil
}

// Point 1.
func TestADoseIsConfirmedOnline(t *testing.T) {
	inEach(t, func(t *testing.T, l lang.Language) {
		nair, _ := theBuiltIn(t, func(row map[string]string) bool {
			return row["name"] == "Laxmi Nair" && row["mobile_number"] == "9847120912"
		})
		d := start(t, t.TempDir(), l)
		d.signIn("meera", "2468")

		d.find("lax", d.name(nair))
		some, of := d.found()
		if of != "2000" {
			t.Errorf("there are %s bookings", of)
		}
		d.Type("mi nair")
		d.see(d.Words.Search.Find+" laxmi nair", d.name(nair))
		if fewer, _ := d.found(); number(t, fewer) >= number(t, some) || number(t, some) >= 2000 {
			t.Errorf("the list does not narrow: lax %s, laxmi nair %s", some, fewer)
		}
		d.look("0912", d.name(nair))
		d.visit(nair)
		d.Send("Tab")
		d.see(d.Questions.Title)
		d.Send("y")
		d.see(d.Questions.Yes)
		d.Send("n", "Enter", "Enter", "Enter", "Enter", "Enter", "Enter", "Enter", "Enter")
		d.see(d.Eligibility.Eligible, "+", d.Citizen.NoToAll)
		d.askCode()
		code := d.code(nair)
		d.Send("F12")
		d.see(code)
		d.Send("Escape")
		d.see(d.Code.Ask)
		d.enterOnline(code)
		d.see(d.Confirm.Cleared, "4121Z004", "Meera")
		d.seeNot(code)
		d.press("F10", d.Done.Confirmed)
		d.see(d.Done.Certificate, d.Done.Wait, d.Frame.AllSent)
		d.confirmed(nair, soon)
		d.press("F12", d.phone(nair, "confirmation")[0].Text[:20])
	})
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Point 2.
func TestADoseIsConfirmedAfterTheCableWasPulled(t *testing.T) {
	inEach(t, func(t *testing.T, l lang.Language) {
		d := open(t, l, asha, ravi)
		code := d.code(asha)
		d.visit(asha)
		d.pullCable()
		d.askCode()
		d.enterOffline(code)
		d.press("F10", d.Done.Recorded)
		d.see(d.Done.CheckedLater, d.notSent(2), d.Frame.NoLink)
		d.seeNot(d.Frame.AllSent)
		d.confirmations(asha, 0)

		plugged := time.Now()
		d.press("F11", d.Frame.LinkUp)
		d.see(d.Done.Confirmed, d.Frame.AllSent)
		d.confirmed(asha, soon)
		if took := time.Since(plugged); took > 10*time.Second {
			t.Errorf("the dose was confirmed after %v", took)
		}
		d.seeNot(d.notSent(1), d.notSent(2))
	})
}

// A slip needs no server to be known for right.
func TestASlipIsScannedWithTheCablePulled(t *testing.T) {
	inEach(t, func(t *testing.T, l lang.Language) {
		d := open(t, l, asha, ravi)
		d.visit(asha)
		d.pullCable()
		d.Send("F12")
		d.see(d.Phone.Title)
		d.press("s", d.Slip.InHand)
		d.press("Enter", d.Confirm.Cleared)
		d.see(d.Slip.Right, d.notSent(1))
		d.press("F10", d.Done.Recorded)
		d.see(d.Slip.Right, d.notSent(2))
		d.press("F11", d.Frame.LinkUp)
		d.see(d.Done.Confirmed, d.Frame.AllSent)
		d.confirmed(asha, soon)
		d.visit(asha)
		d.Send("F12")
		d.press("s", d.Slip.NotTaken)
		d.see(d.Slip.Faults[dosedesk.SlipUsed].Next)
	})
}

// Point 3.
func TestThreeWrongCodesLockTheCode(t *testing.T) {
	inEach(t, func(t *testing.T, l lang.Language) {
		d := open(t, l, asha)
		code := d.code(asha)
		d.visit(asha)
		d.askCode()
		for left := 2; left > 0; left-- {
			d.enterOnline(wrong(code))
			d.see(fmt.Sprintf(d.Code.Wrong[:strings.Index(d.Code.Wrong, "%d")+2], left), d.Frame.AllSent)
		}
		d.enterOnline(wrong(code))
		d.see(d.Code.Locked, d.Code.LockedNext, d.Code.PressN)
		d.Type(code)
		d.Send("Enter", "F10")
		d.look(asha.reference, d.name(asha))
		d.see(d.Words.Search.Locked, d.Frame.AllSent)
		d.seeNot(d.Words.Search.Given, d.Words.Search.Confirmed)
		d.confirmations(asha, 0)
	})
}

// Point 4.
func TestAWrongCodeOfflineIsSettledInTheReview(t *testing.T) {
	inEach(t, func(t *testing.T, l lang.Language) {
		d := open(t, l, asha)
		code := d.code(asha)
		d.visit(asha)
		d.pullCable()
		d.askCode()
		d.enterOffline(wrong(code))
		d.press("F10", d.Done.Recorded)
		d.press("F11", d.Frame.LinkUp)
		reason, _ := d.Reason(dosedesk.ReasonCodeWrong)
		d.see(d.Done.Unconfirmed, reason, d.Done.InReview, d.Frame.AllSent)
		d.confirmations(asha, 0)

		d.press("F4", d.Frame.OnlyInCharge)
		d.Send("F9")
		d.signIn("anil", "9753")
		d.press("F4", d.Review.Title)
		d.see(d.name(asha), reason, fmt.Sprintf(d.Frame.Minutes, 0))
		d.Send("Enter")
		d.see(d.Review.Unconfirmed, d.Review.TriesLeft, reason)
		d.Send("Enter")
		d.see(d.Code.Ask)
		d.enterOnline(code)
		d.see(d.Review.Confirmed, d.Review.Certificate)
		d.confirmed(asha, soon)
	})
}

// Point 5.
func TestASecondDoseThatIsNotDueIsDeferred(t *testing.T) {
	t.Parallel()
	early, row := theBuiltIn(t, func(row map[string]string) bool {
		first, err := dosedesk.ParseDay(row["dose1_date"])
		days := today.DaysSince(first)
		return err == nil && row["dose"] == "2" && row["vaccine"] == "COVISHIELD" && row["dose1_vaccine"] == "COVISHIELD" &&
			row["booking"] == "online" && 28 <= days && days < 84
	})
	d := start(t, t.TempDir(), lang.English)
	d.signIn("meera", "2468")
	d.visit(early)
	first, err := dosedesk.ParseDay(row["dose1_date"])
	if err != nil {
		t.Fatal(err)
	}
	from := d.Calendar.Day(first.AddDays(84))
	d.see("NOT YET: from "+from, fmt.Sprintf("only %d days since the dose before; 84 needed", today.DaysSince(first)))
	d.Send("Enter")
	d.see(d.Citizen.NotAdmitted)
	d.seeNot(d.Code.Ask)
	d.Send("DC")
	d.see(d.Defer.Title, "> not due", "he may come from "+from)
	d.Send("Enter")
	d.see(d.Defer.Saved, "the dose may be given from "+from)
	d.see(d.Frame.AllSent)
	d.look(early.reference, early.name)
	d.see(d.Words.Search.Deferred)
}

// register types a walk-in: whoever has this booking, but for the words.
func (d *demo) register(b booking) {
	d.t.Helper()
	d.press("F8", d.Walkin.Title)
	d.see(d.Walkin.NoCode)
	d.Type(b.name)
	d.Send("Enter", "f", "Enter", b.born, "Enter", b.mobile, "Enter", "v", "Enter", b.lastFour, "Enter", "Enter", "Enter")
}

// Point 6.
func TestWalkins(t *testing.T) {
	t.Parallel()
	d := open(t, lang.English, asha)
	d.find("", asha.name)
	d.register(asha)
	d.see(d.Walkin.Booked, d.Walkin.MustGiveCode, asha.name)
	d.Send("Enter")
	d.see(d.Citizen.PhotoID, "online, 09:00-11:00")
	d.seeNot(d.Citizen.Walkin)
	d.look("", asha.name)
	if shown, of := d.found(); shown != "1" || of != "1" {
		t.Errorf("a walk-in with an open booking is on the list: %s of %s", shown, of)
	}

	d.register(ravi)
	d.see(d.Walkin.ReadOut, ravi.name, ravi.mobile)
	d.Send("Enter")
	d.see(ravi.name, d.Citizen.Walkin, d.Eligibility.Eligible)
	d.press("Enter", d.Confirm.Cleared)
	d.seeNot(d.Code.Ask)
	d.press("F10", d.Done.Confirmed)
	d.see(ravi.name, d.Frame.AllSent)
	d.look("ravi", "done")
	if shown, of := d.found(); shown != "1" || of != "2" {
		t.Errorf("the walk-in is on the list: %s of %s", shown, of)
	}
	var kinds []string
	eventually(soon, func() bool {
		kinds = nil
		for _, m := range spool(t, d.dir) {
			if strings.Contains(m.Text, ravi.name) {
				kinds = append(kinds, m.Kind)
			}
		}
		return len(kinds) > 1
	})
	if slices.Sort(kinds); !slices.Equal(kinds, []string{"confirmation", "question"}) {
		t.Errorf("the walk-in was sent %v", kinds)
	}
}

// Point 7.
func TestADoseOutlivesSIGKILL(t *testing.T) {
	t.Parallel()
	d := open(t, lang.English, asha)
	code := d.code(asha)
	d.visit(asha)
	d.pullCable()
	d.askCode()
	d.enterOffline(code)
	d.press("F10", d.Done.Recorded)
	pid := d.PID()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	d.ended(pid)
	d.confirmations(asha, 0)

	d = start(t, d.dir, lang.English)
	d.signIn("meera", "2468")
	d.confirmed(asha, soon)
	d.find(asha.reference, "done")
	d.see(d.Frame.AllSent)
	d.Send("Enter")
	d.see(d.Citizen.Confirmed)
	d.seeNot(d.Code.Ask)
	d.confirmations(asha, 1)
}

// Point 8.
func TestMistakesAreAnsweredWithASentence(t *testing.T) {
	t.Parallel()
	d := start(t, t.TempDir(), lang.English, "--bookings", write(t, asha))
	d.see(d.SignIn.Title)
	d.Send("meera", "Enter", "0000", "Enter")
	d.see(d.SignIn.Wrong)
	d.Send("F10")
	d.Send("Escape")
	d.signIn("meera", "2468")
	d.find("99999999999999", d.Words.Search.NoneNumber)
	d.Send("Enter")
	d.see(d.Words.Search.NoneNumber)
	d.look("qqqq", d.Words.Search.None)
	d.Send("Enter")
	d.see(d.Words.Search.None)
	d.look("", asha.name)
}

// Point 8.
func TestADamagedBookingsFileIsNotTaken(t *testing.T) {
	t.Parallel()
	damaged := ravi
	damaged.mobile = "60000002"
	dir := t.TempDir()
	out, err := exec.Command(program, "--dir", dir, "--bookings", write(t, asha, damaged)).CombinedOutput() //nolint:gosec,noctx // ends at once
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 {                                     //nolint:errorlint // as Output returns it
		t.Errorf("the exit status is not 1: %v", err)
	}
	for _, want := range []string{"nothing was taken", "line 3, mobile_number: expected 10 digits"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the program does not say %q: %s", want, out)
		}
	}
	if strings.Contains(string(out), damaged.mobile) {
		t.Errorf("a citizen's data is repeated: %s", out)
	}
	if _, err := os.Stat(filepath.Join(dir, "vault")); err == nil {
		t.Error("there is a vault")
	}

	d := start(t, dir, lang.English, "--bookings", write(t, ravi))
	d.signIn("meera", "2468")
	d.find("", ravi.name)
	if shown, of := d.found(); shown != "1" || of != "1" {
		t.Errorf("half of the damaged file was taken: %s of %s", shown, of)
	}
	d.seeNot(asha.name)
}
