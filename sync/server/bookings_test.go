package server_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/cmd/dosedesk-demo/bookings"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

func TestImportTwiceDoublesNothing(t *testing.T) {
	b := newBench(t)
	file := header + rowOf(6) + strings.Replace(rowOf(7), "online", "walkin", 1)
	first := b.take(file)
	if first.Taken != 2 || first.Walkins != 1 || first.Known != 0 || len(first.Refused) != 0 {
		t.Fatalf("the first time: %+v", first)
	}
	if n := b.queued(registry.BookingMessage); n != 6 {
		t.Errorf("%d booking messages for six online bookings", n)
	}
	again := b.take("\xef\xbb\xbf" + strings.ReplaceAll(file, "\n", "\r\n"))
	if again.Taken != 0 || again.Known != 2 || again.Centres+again.Sessions != 0 {
		t.Errorf("again, with a byte order mark and CRLF: %+v", again)
	}
	if n := b.queued(registry.BookingMessage); n != 6 {
		t.Errorf("%d booking messages after importing twice", n)
	}
}

// A third dose needs both doses before it; whose columns most files do not have.
func TestImportOfAThirdDose(t *testing.T) {
	b := newBench(t)
	third := strings.Replace(rowOf(6), ",1,,,online", ",3,2020-05-13,COVISHIELD,online", 1)
	if _, err := b.ImportBookings(t.Context(), strings.NewReader(header+third)); err == nil ||
		!strings.Contains(err.Error(), "line 2, dose2_date: expected") {
		t.Errorf("without the second dose: %v", err)
	}
	wide := strings.TrimSuffix(header, "\n") + ",dose2_date,dose2_vaccine,category,comorbidity_ind\n"
	b.take(wide + strings.TrimSuffix(third, "\n") + ",2020-08-20,COVISHIELD,FLW,Y\n" + strings.TrimSuffix(rowOf(7), "\n") + ",,,,\n")
	e := b.desk().entry(appointment(6))
	if len(e.Previous) != 2 || e.Previous[1].On.String() != "2020-08-20" || e.Citizen.Category != dosedesk.FrontLineWorker || !e.Citizen.Comorbidity {
		t.Errorf("the third dose's booking: %+v", e.Appointment)
	}
}

func TestImportMakesCentresAndSessions(t *testing.T) {
	b := newBench(t)
	row := strings.NewReplacer("603425", "77", firstSession, "00000000-0000-4000-8000-0000000000b1").Replace(rowOf(6))
	if report := b.take(header + row); report.Centres != 1 || report.Sessions != 1 {
		t.Fatalf("made: %+v", report)
	}
	made, err := b.Centre(t.Context(), 77)
	if err != nil || made.Name != "Centre 77" {
		t.Errorf("the centre is %+v, %v", made, err)
	}
}

func TestImportRefusesContradictions(t *testing.T) {
	b := newBench(t)
	changed := strings.Replace(rowOf(1), "1962", "1963", 1)
	secondBooking := strings.Replace(rowOf(2), appointment(2).String(), appointment(90).String(), 1)
	otherDay := strings.Replace(rowOf(8), "2021-05-13", "2021-05-14", 1)
	report := b.take(header + changed + secondBooking + otherDay + rowOf(9))
	if report.Taken != 1 || len(report.Refused) != 3 {
		t.Fatalf("report: %+v", report)
	}
	for i, what := range []string{"other content", "another appointment", "session"} {
		if r := report.Refused[i]; r.Line != i+2 || !strings.Contains(r.Reason, what) {
			t.Errorf("refusal %+v; want line %d, %s", r, i+2, what)
		}
	}
}

func TestDamagedFileIsNotTakenAtAll(t *testing.T) {
	b := newBench(t)
	replace := func(old, with string) string { return header + rowOf(6) + strings.Replace(rowOf(7), old, with, 1) }
	for name, c := range map[string]struct{ file, says string }{
		"empty":            {"", "empty"},
		"missing column":   {strings.Replace(header, ",slot", "", 1) + rowOf(6), "slot is missing"},
		"unknown column":   {strings.Replace(header, "slot", "when", 1) + rowOf(6), "column 13"},
		"fields":           {replace(",online", ""), "line 3 has 17 fields; expected 18"},
		"quote":            {replace("Voter ID", `"Voter`), "line 3"},
		"not UTF-8":        {replace("Asha", "\xff\xfe"), "line 3 is not UTF-8"},
		"id":               {replace(appointment(7).String(), "7"), "line 3, appointment_id"},
		"vaccine":          {replace("COVISHIELD", "COVISHEILD"), "line 3, vaccine"},
		"gender":           {replace("Female", "F"), "line 3, gender"},
		"booking":          {replace("online", "phone"), "line 3, booking"},
		"date":             {replace("2021-05-13", "2021-02-30"), "line 3, date"},
		"slot":             {replace("09:00-11:00", "11:00-09:00"), "line 3, slot"},
		"mobile":           {replace("6000000007", "600000000"), "line 3, mobile_number"},
		"reference id":     {replace("10000000000007", "100000000007"), "line 3, beneficiary_reference_id"},
		"centre":           {replace("603425", "main"), "line 3, center_id"},
		"birth year":       {replace("1962", "62"), "line 3, birth_year"},
		"second, no first": {replace(",1,,,", ",2,,,"), "line 3, dose1_date"},
		"first, with date": {replace(",1,,,", ",1,2021-02-01,COVISHIELD,"), "line 3, dose1_date"},
		"first afterwards": {replace(",1,,,", ",2,2021-06-01,COVISHIELD,"), "line 3, dose1_date"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.ImportBookings(t.Context(), strings.NewReader(c.file))
			if dosedesk.CodeOf(err) != dosedesk.EInvalid || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("error %v; want one that says %q", err, c.says)
			}
			if strings.Contains(err.Error(), "Asha") || strings.Contains(err.Error(), "600000") {
				t.Errorf("the error repeats somebody's data: %v", err)
			}
		})
	}
	if report := b.take(header + rowOf(6)); report.Taken != 1 {
		t.Errorf("the good row of a damaged file had been taken: %+v", report)
	}
}

func TestDamageIsNamedTenTimes(t *testing.T) {
	var file strings.Builder
	file.WriteString(header)
	for n := range 12 {
		file.WriteString(strings.Replace(rowOf(n), "Female", "?", 1))
	}
	_, err := newBench(t).ImportBookings(t.Context(), strings.NewReader(file.String()))
	if err == nil || strings.Count(err.Error(), "gender") != 10 || !strings.Contains(err.Error(), "and 2 more") {
		t.Errorf("twelve bad rows: %v", err)
	}
}

func BenchmarkImport(b *testing.B) {
	var file strings.Builder
	file.WriteString(header)
	for n := range 2000 {
		file.WriteString(rowOf(n))
	}
	for b.Loop() {
		b.StopTimer()
		reg, err := registry.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "registry.db"))
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		_, err = server.New(server.Config{Registry: reg}).ImportBookings(b.Context(), strings.NewReader(file.String()))
		if err = errors.Join(err, reg.Close()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPage prints what a row of the demo's bookings takes in a full page that
// holds nothing else, as a terminal fetches it.
func BenchmarkPage(b *testing.B) {
	d := newBench(b).desk()
	file, err := bookings.Open(dosedesk.Day{Year: 2021, Month: 5, Day: 13})
	must(b, err)
	_, err = d.ImportBookings(b.Context(), file)
	must(b, err)
	first, _ := d.pull("")
	var packed []byte
	for b.Loop() {
		page, _ := d.pull(first.Cursor)
		if packed, err = wire.Pack(page); err != nil || len(page.Entries) != 1000 {
			b.Fatalf("a page of %d rows: %v", len(page.Entries), err)
		}
	}
	b.ReportMetric(float64(len(packed))/1000, "B/row")
}
