package bookings_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/cmd/dosedesk-demo/bookings"
)

var thatDay = dosedesk.Day{Year: 2021, Month: 5, Day: 13}

const header = "beneficiary_reference_id,name,name_hi,gender,birth_year,mobile_number,photo_id_type," +
	"photo_id_last4,appointment_id,center_id,session_id,date,slot,vaccine,dose,dose1_date,dose1_vaccine,booking"

// row is a booking by the names of its columns.
type row map[string]string

func (r row) number(column string) int {
	n, err := strconv.Atoi(r[column])
	if err != nil {
		return -1
	}
	return n
}

// days returns how many days the first dose is past.
func (r row) days(t *testing.T) int {
	t.Helper()
	first, err := dosedesk.ParseDay(r["dose1_date"])
	if err != nil {
		t.Fatalf("dose1_date %q: %v", r["dose1_date"], err)
	}
	return thatDay.DaysSince(first)
}

func text(t *testing.T, on dosedesk.Day) string {
	t.Helper()
	file, err := bookings.Open(on)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func open(t *testing.T) []row {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text(t, thatDay))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]row, 0, len(records))
	for _, record := range records[1:] {
		r := row{}
		for i, column := range records[0] {
			r[column] = record[i]
		}
		rows = append(rows, r)
	}
	return rows
}

func count(rows []row, is func(row) bool) int {
	n := 0
	for _, r := range rows {
		if is(r) {
			n++
		}
	}
	return n
}

func distinct(rows []row, columns ...string) map[string]int {
	values := map[string]int{}
	for _, r := range rows {
		var value []string
		for _, column := range columns {
			value = append(value, r[column])
		}
		values[strings.Join(value, ",")]++
	}
	return values
}

func TestFileIsOneCentresDay(t *testing.T) {
	if first, _, _ := strings.Cut(text(t, thatDay), "\r\n"); first != header {
		t.Errorf("header is %q", first)
	}
	rows := open(t)
	for column, want := range map[string]int{
		"beneficiary_reference_id": 2000, "appointment_id": 2000, "center_id": 1, "date": 1, "slot": 4, "vaccine": 2,
	} {
		if got := len(distinct(rows, column)); got != want {
			t.Errorf("%d values of %s, want %d", got, column, want)
		}
	}
	if got := len(distinct(rows, "session_id", "vaccine")); got != 2 {
		t.Errorf("%d sessions, want one for each of two vaccines", got)
	}
	if centre := rows[0].number("center_id"); centre != int(bookings.Centre) {
		t.Errorf("centre %d", centre)
	}
}

func TestRowsAreWellFormed(t *testing.T) {
	for i, r := range open(t) {
		_, err := dosedesk.ParseID(r["appointment_id"])
		second, born := r["dose"] == "2", r.number("birth_year")
		switch {
		case err != nil:
			t.Errorf("row %d: appointment id: %v", i, err)
		case len(r["beneficiary_reference_id"]) != 14 || r["beneficiary_reference_id"][0] == '0':
			t.Errorf("row %d: not a reference id", i)
		case len(r["mobile_number"]) != 10 || !strings.Contains("6789", r["mobile_number"][:1]):
			t.Errorf("row %d: not a mobile", i)
		case len(r["photo_id_last4"]) != 4 || !slices.Contains(dosedesk.PhotoIDs, r["photo_id_type"]):
			t.Errorf("row %d: not a photo ID", i)
		case born < 1920 || born > 2006:
			t.Errorf("row %d: born in %d", i, born)
		case second != (r["dose1_date"] != "") || second != (r["dose1_vaccine"] != ""):
			t.Errorf("row %d: dose %s and the first dose do not agree", i, r["dose"])
		case second && r.days(t) < 10:
			t.Errorf("row %d: first dose %d days ago", i, r.days(t))
		case len(strings.Fields(r["name"])) != 2 || len(strings.Fields(r["name_hi"])) != 2:
			t.Errorf("row %d: a name of other than two words", i)
		}
	}
}

// The cases that a desk must tell apart are all there, in about the shares that
// a centre met in May 2021.
func TestSharesOfTheCases(t *testing.T) {
	rows := open(t)
	second := func(r row) bool { return r["dose"] == "2" }
	covishield := func(r row) bool { return second(r) && r["vaccine"] == "COVISHIELD" }
	days := func(r row) int { return r.days(t) }
	for _, c := range []struct {
		name        string
		least, most int
		is          func(row) bool
	}{
		{"COVISHIELD", 1600, 1800, func(r row) bool { return r["vaccine"] == "COVISHIELD" }},
		{"walk-in", 140, 180, func(r row) bool { return r["booking"] == "walkin" }},
		{"too young", 10, 40, func(r row) bool { return r.number("birth_year") > 2003 }},
		{"18 to 44, online", 400, 700, func(r row) bool {
			return r.number("birth_year") > 1976 && r.number("birth_year") <= 2003 && r["booking"] == "online"
		}},
		{"second dose", 600, 800, second},
		{"second COVISHIELD dose, due", 300, 500, func(r row) bool { return covishield(r) && days(r) >= 84 }},
		{"due by the rule of the day before", 100, 200, func(r row) bool {
			return covishield(r) && days(r) >= 29 && days(r) < 84
		}},
		{"too early by any rule", 20, 60, func(r row) bool { return second(r) && days(r) < 28 }},
		{"of another vaccine than the first", 6, 16, func(r row) bool {
			return second(r) && r["dose1_vaccine"] != r["vaccine"]
		}},
		{"neither man nor woman", 10, 40, func(r row) bool { return r["gender"] == "Other" }},
		{"Aadhaar", 1300, 1500, func(r row) bool { return r["photo_id_type"] == "Aadhaar Card" }},
	} {
		if got := count(rows, c.is); got < c.least || got > c.most {
			t.Errorf("%s: %d rows, want %d to %d", c.name, got, c.least, c.most)
		}
	}
}

func TestFamiliesShareAMobile(t *testing.T) {
	bySize := map[int]int{}
	for _, members := range distinct(open(t), "mobile_number") {
		bySize[members]++
	}
	for size := 1; size <= 4; size++ {
		if bySize[size] < 40 {
			t.Errorf("%d families of %d", bySize[size], size)
		}
	}
	if len(bySize) != 4 {
		t.Errorf("families by size: %v, want none above 4", bySize)
	}
}

func TestNamesakes(t *testing.T) {
	rows := open(t)
	namesakes := func(columns ...string) int {
		people, years := distinct(rows, columns...), distinct(rows, append(columns, "birth_year")...)
		return len(years) - len(people)
	}
	within, all := namesakes("name", "mobile_number"), namesakes("name")
	if within < 10 {
		t.Errorf("%d namesakes of other years within families", within)
	}
	if all-within < 200 {
		t.Errorf("%d namesakes of other years in all, %d of them within families", all, within)
	}
}

func TestFourLakshmis(t *testing.T) {
	want := []string{
		"Lakshmi Kushwaha लक्ष्मी कुशवाहा 1962 7735 2", "Lakshmi Kushwaha लक्ष्मी कुशवाहा 1988 4410 1",
		"Laxmi Devi लक्ष्मी देवी 1949 6624 2", "Laxmi Nair लक्ष्मी नायर 1971 0912 1",
	}
	var got []string
	for _, r := range open(t) {
		if strings.HasPrefix(r["name_hi"], "लक्ष्मी") {
			got = append(got, strings.Join([]string{
				r["name"], r["name_hi"], r["birth_year"], r["mobile_number"][6:], r["dose"],
			}, " "))
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// Another day is the same people with the same first doses: a second dose that
// is too early on one may be due on another.
func TestDayMovesTheSessionsAlone(t *testing.T) {
	before := text(t, dosedesk.Day{Year: 2021, Month: 5, Day: 12})
	if n := strings.Count(before, ",2021-05-12,"); n != 2000 {
		t.Errorf("%d rows on the other day", n)
	}
	if back := strings.ReplaceAll(before, ",2021-05-12,", ",2021-05-13,"); back != text(t, thatDay) {
		t.Error("more than the day has changed")
	}
}

func TestFileIsWhatTheGeneratorMakes(t *testing.T) {
	made := filepath.Join(t.TempDir(), "bookings.csv.gz")
	generate := exec.CommandContext(t.Context(), "go", "run", "generate.go", "people.go", "-o", made)
	if out, err := generate.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if !bytes.Equal(unpack(t, made), unpack(t, "bookings.csv.gz")) {
		t.Error("bookings.csv.gz is not what the generator makes: run go generate")
	}
}

func unpack(t *testing.T, path string) []byte {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
