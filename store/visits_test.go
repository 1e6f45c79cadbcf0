package store_test

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
)

// TestOwnEventsLieOverTheRosterUntilItReflectsThem follows one citizen whose
// code, typed offline, turns out to be wrong.
func TestOwnEventsLieOverTheRosterUntilItReflectsThem(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, c := mustSync(t, booked)
	entered, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelTyped, 0, code(t))
	must(t, err)
	want(t, v, booked.ID, dosedesk.VisitCleared, dosedesk.ClearedSealed, 1)

	wrong := dosedesk.Receipt{Event: entered.ID, Verdict: dosedesk.Verdict{
		Answer: dosedesk.Accepted, Code: dosedesk.CodeWrong, TriesLeft: 2, Change: 11,
	}}
	must(t, v.Acknowledge([]dosedesk.Receipt{wrong}))
	visit := want(t, v, booked.ID, dosedesk.VisitDue, dosedesk.NotCleared, 0)
	if visit.Code.TriesLeft != 2 {
		t.Errorf("%d tries left before the roster says so, want 2", visit.Code.TriesLeft)
	}
	v = reopen(t, v, dir, c.Now)
	want(t, v, booked.ID, dosedesk.VisitDue, dosedesk.NotCleared, 0)

	entered, err = v.EnterCode(verifier, booked.ID, dosedesk.ChannelTyped, 0, code(t))
	must(t, err)
	given, err := v.Record(verifier, dose(booked, entered.ID, c.Now()))
	must(t, err)
	want(t, v, booked.ID, dosedesk.VisitGiven, dosedesk.ClearedSealed, 2)
	right := wrong
	right.Event, right.Code, right.Change = entered.ID, dosedesk.CodeRight, 12
	must(t, v.Acknowledge([]dosedesk.Receipt{right, accepted(given, 13)}))
	want(t, v, booked.ID, dosedesk.VisitGiven, dosedesk.ClearedRight, 0)

	confirmed := booked
	confirmed.Code = dosedesk.CodeState{Issue: 1, TriesLeft: 2, Right: true, RightBy: entered.ID}
	confirmed.Doses = []dosedesk.Dose{{ID: given.ID, State: dosedesk.DoseConfirmed, Certificate: "C1"}}
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 13}, Entries: []dosedesk.Entry{confirmed}}))
	for range 2 {
		visit = want(t, v, booked.ID, dosedesk.VisitConfirmed, dosedesk.ClearedRight, 0)
		if len(visit.Doses) != 1 || visit.ClearedBy != entered.ID {
			t.Errorf("%d doses, cleared by %v", len(visit.Doses), visit.ClearedBy)
		}
		v = reopen(t, v, dir, c.Now)
	}
}

// TestAPageThatOvertakesTheReceiptDoublesNoDose is the answer to a push that
// was lost, while the next pull brought its effect.
func TestAPageThatOvertakesTheReceiptDoublesNoDose(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, c := mustSync(t, booked)
	given, err := v.Record(verifier, dose(booked, dosedesk.ID{}, c.Now()))
	must(t, err)
	confirmed := booked
	confirmed.Doses = []dosedesk.Dose{{ID: given.ID, State: dosedesk.DoseConfirmed}}
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 12}, Entries: []dosedesk.Entry{confirmed}}))
	visit, _ := v.Visit(booked.ID)
	if len(visit.Doses) != 1 || visit.State(today) != dosedesk.VisitConfirmed {
		t.Errorf("%d doses, %s", len(visit.Doses), visit.State(today))
	}
	if v.Unsent().Count != 1 {
		t.Error("the event counts as sent without a verdict")
	}
}

func TestAWalkinIsAVisitAtOnce(t *testing.T) {
	v, dir, c := mustSync(t, entry(1, "Farida Ansari", ""))
	walkin := dosedesk.Entry{Appointment: entry(2, "Zakir Gill", "ज़ाकिर गिल").Appointment}
	walkin.Booking = dosedesk.Walkin
	registered, err := v.Record(verifier, &dosedesk.WalkinRegistered{Appointment: walkin.Appointment})
	must(t, err)
	for range 2 {
		if found, total := v.Search("zak", 10); total != 1 || found[0].ID != walkin.ID || found[0].Unsent != 1 {
			t.Fatalf("%d found", total)
		}
		v = reopen(t, v, dir, c.Now)
	}
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(registered, 11)}))
	if _, ok := v.Visit(walkin.ID); !ok {
		t.Fatal("the walk-in is gone before the roster has him")
	}
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}, Entries: []dosedesk.Entry{walkin}}))
	if found, total := v.Search("zak", 10); total != 1 || found[0].Unsent != 0 {
		t.Errorf("%d found once the roster has him", total)
	}
}

func TestOpenBooking(t *testing.T) {
	booked := entry(1, "Lakshmi Srivastava", "लक्ष्मी श्रीवास्तव")
	cancelled := entry(2, "Zakir Gill", "")
	cancelled.Cancelled = true
	used, given, doubted := entry(3, "Seema Nair", ""), entry(5, "Gopal Das", ""), entry(6, "Zeenat Soni", "")
	used.Doses = []dosedesk.Dose{{ID: id(91), State: dosedesk.DoseConfirmed}}
	doubted.Doses = []dosedesk.Dose{{ID: id(92), State: dosedesk.DoseUnconfirmed, Reason: dosedesk.ReasonCodeWrong}}
	walkin := entry(4, "Uma Das", "")
	walkin.Booking = dosedesk.Walkin
	v, _, c := mustSync(t, booked, cancelled, used, given, doubted, walkin)
	_, err := v.Record(verifier, dose(given, dosedesk.ID{}, c.Now()))
	must(t, err)
	citizen := booked.Citizen
	for name, test := range map[string]struct {
		citizen dosedesk.Citizen
		want    bool
	}{
		"the same reference id":         {dosedesk.Citizen{ReferenceID: citizen.ReferenceID}, true},
		"the same photo ID":             {dosedesk.Citizen{BirthYear: citizen.BirthYear, PhotoID: citizen.PhotoID}, true},
		"the mobile, another spelling":  {dosedesk.Citizen{Mobile: citizen.Mobile, Name: "Laxmi Shrivastav"}, true},
		"the mobile, the name in Hindi": {dosedesk.Citizen{Mobile: citizen.Mobile, NameHindi: "लक्ष्मी श्रीवास्तव"}, true},
		"the mobile of the family":      {dosedesk.Citizen{Mobile: citizen.Mobile, Name: "Rani Srivastava"}, false},
		"a namesake":                    {dosedesk.Citizen{Mobile: "6127000000", Name: citizen.Name}, false},
		"nobody":                        {dosedesk.Citizen{}, false},
		"a cancelled booking":           {cancelled.Citizen, false},
		"a confirmed dose":              {used.Citizen, false},
		"a dose not yet judged":         {given.Citizen, true},
		"an unconfirmed dose":           {doubted.Citizen, true},
		"a walk-in":                     {walkin.Citizen, false},
	} {
		t.Run(name, func(t *testing.T) {
			if _, ok := v.OpenBooking(test.citizen); ok != test.want {
				t.Errorf("found %v, want %v", ok, test.want)
			}
		})
	}
}

func TestStockIsChosenOnce(t *testing.T) {
	v, dir, c := mustSync(t)
	if _, ok := v.Stock(dosedesk.Covishield); ok {
		t.Error("a stock before it was chosen")
	}
	chosen := dosedesk.Stock{Vaccine: dosedesk.Covishield, Batch: "4121Z025", Expires: today}
	must(t, v.SetStock(dosedesk.Stock{Vaccine: dosedesk.Covaxin, Batch: "37F21"}))
	must(t, v.SetStock(chosen))
	v = reopen(t, v, dir, c.Now)
	if got, ok := v.Stock(dosedesk.Covishield); !ok || got != chosen {
		t.Errorf("after a restart: %+v", got)
	}
}

func want(t *testing.T, v *store.Vault, id dosedesk.ID, state dosedesk.VisitState, clearance dosedesk.Clearance, unsent int) dosedesk.Visit {
	t.Helper()
	visit, ok := v.Visit(id)
	if !ok || visit.State(today) != state || visit.Clearance != clearance || visit.Unsent != unsent {
		t.Fatalf("the visit is %s, clearance %q, %d unsent; want %s, %q, %d",
			visit.State(today), visit.Clearance, visit.Unsent, state, clearance, unsent)
	}
	return visit
}

// TestTheFewOfManyAreThoseOfAll compares what a screen asks for at each key with
// all that there is, through a day, its end, and a clock that is wrong meanwhile.
func TestTheFewOfManyAreThoseOfAll(t *testing.T) {
	asked, given, doubted, allowed := entry(1, "Farida Ansari", ""), entry(2, "Zakir Gill", ""), entry(3, "Uma Das", ""), entry(4, "Hema Lal", "")
	v, dir, c := mustSync(t, asked, given, doubted, allowed)
	served, inReview := 0, 0
	check := func(what string, wantServed, wantInReview int) {
		t.Helper()
		served, inReview = 0, 0
		for _, visit := range v.Visits() {
			if len(visit.Doses) > 0 || visit.Override != nil {
				served++
			}
			if visit.InReview() {
				inReview++
			}
		}
		if served != wantServed || inReview != wantInReview {
			t.Fatalf("%s: %d are served and %d in review, want %d and %d", what, served, inReview, wantServed, wantInReview)
		}
		if n := v.Count(); n != len(v.Visits()) {
			t.Errorf("%s: %d are counted, of %d", what, n, len(v.Visits()))
		}
		if n := len(v.Served()); n != served {
			t.Errorf("%s: %d are served, want %d", what, n, served)
		}
		if n := len(v.InReview()); n != inReview {
			t.Errorf("%s: %d are in review, want %d", what, n, inReview)
		}
	}
	check("booked", 0, 0)
	event := mustRecord(t, v, dose(given, dosedesk.ID{}, c.Now()))
	check("a dose of its own", 1, 0)
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(event, 11)}))
	given.Doses = []dosedesk.Dose{{ID: event.ID, State: dosedesk.DoseConfirmed}}
	doubted.Doses = []dosedesk.Dose{{ID: dosedesk.ID{9}, State: dosedesk.DoseUnconfirmed}}
	allowed.Override = &dosedesk.Override{Event: dosedesk.ID{8}}
	page := dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 14}, AsOf: c.Now(), Entries: []dosedesk.Entry{given, doubted, allowed}}
	must(t, v.Apply(page))
	check("of others", 3, 1)
	v = reopen(t, v, dir, c.Now)
	check("opened again", 3, 1)
	c.Move(5 * 24 * time.Hour)
	check("veiled", 1, 1)
	page.AsOf, page.Entries, page.Cursor.Seq = c.Now(), nil, 15
	must(t, v.Apply(page))
	check("dead", 1, 1)
	doubted.Doses[0].State = dosedesk.DoseConfirmed
	page.Entries, page.Cursor.Seq = []dosedesk.Entry{doubted}, 16
	must(t, v.Apply(page))
	check("settled", 0, 0)
}
