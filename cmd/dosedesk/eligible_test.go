package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"os"
	"strings"
	"testing"

	"dosedesk/cmd/internal/cli"
)

// boundaries are cases on each side of every change, with the verdict that the
// rules as published ask for.
const boundaries = "testdata/boundaries.csv"

// eligible runs the command on standard input.
func eligible(ctx context.Context, in io.Reader, args ...string) (status int, out, report string) {
	var stdout, stderr bytes.Buffer
	c := NewMain().Command()
	c.SetArgs(append([]string{"eligible"}, args...))
	c.SetIn(in)
	c.SetOut(&stdout)
	c.SetErr(&stderr)
	status = cli.Execute(ctx, c)
	return status, stdout.String(), stderr.String()
}

func TestBoundaries(t *testing.T) {
	status, out, report := eligible(t.Context(), nil, boundaries)
	if status != cli.Done {
		t.Fatal(report)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := make(map[string]int)
	for i, column := range rows[0] {
		at[column] = i
	}
	for n, row := range rows[1:] {
		field := func(column string) string { return row[at[column]] }
		if field("verdict") != field("expected") || field("from") != field("expected_from") {
			t.Errorf("line %d, %s: %s from %q, expected %s from %q: %s", n+2, field("note"),
				field("verdict"), field("from"), field("expected"), field("expected_from"), field("reasons"))
		}
	}
}

const (
	goodHeader = "on,dose,vaccine,birth_year,birth_date,category,comorbidity,booking,centre,previous,answers\n"
	goodRow    = "2021-05-13,2,COVISHIELD,1962,1962-07-01,HCW,Y,online,private,COVISHIELD@2021-03-28,recovered=2021-01-31\n"
)

// A file that a spreadsheet saved: a mark of the byte order, other line ends.
func TestFileFromASpreadsheet(t *testing.T) {
	in := "\ufeff" + strings.ReplaceAll(goodHeader+goodRow, "\n", "\r\n")
	status, out, report := eligible(t.Context(), strings.NewReader(in), "-")
	if status != cli.Done || !strings.HasPrefix(out, "on,dose") || strings.Contains(out, "\r") || strings.Count(out, "\n") != 2 {
		t.Errorf("%d: %s%s", status, report, out)
	}
}

// All rows before a bad one are judged and written, and no other.
func TestManyRowsBeforeABadOne(t *testing.T) {
	const rows = 5000
	bad := strings.Replace(goodRow, "HCW", "VIP", 1)
	in := goodHeader + strings.Repeat(goodRow, rows) + bad + goodRow
	status, out, report := eligible(t.Context(), strings.NewReader(in), "-")
	want := "dosedesk: standard input: line 5002, category: expected HCW, FLW or nothing; rows judged before that: 5000\n"
	if status != cli.Failure || report != want {
		t.Errorf("%d, %q; want %q", status, report, want)
	}
	if n := strings.Count(out, strings.TrimSpace(goodRow)+",not_yet,2021-06-20,"); n != rows || strings.Count(out, "\n") != rows+1 {
		t.Errorf("%d rows were written", n)
	}
}

// badFiles are a good file each, spoilt in one place, and what is said of it.
var badFiles = map[string]struct{ old, new, want string }{
	"nothing at all":       {goodHeader + goodRow, "", "the file is empty; its first line must name the columns"},
	"a mark alone":         {goodHeader + goodRow, "\ufeff", "the file is empty"},
	"a column is missing":  {"birth_year,", "", "line 1 names the columns; missing: birth_year"},
	"columns are missing":  {",", ";", "line 1 names the columns; missing: on, dose, vaccine"},
	"a column twice":       {"birth_date", "dose", "line 1: there are two columns dose"},
	"a verdict already":    {"answers", "answers,verdict", "line 1: column verdict is there already; it is to be added"},
	"a header in UTF-16":   {goodHeader, "\xff\xfeo\x00n\x00,\x00\n\x00", "line 1 is not UTF-8"},
	"a row in Latin-1":     {"HCW", "\xe9", "line 2 is not UTF-8"},
	"a field too few":      {",private", "", "line 2 has 10 fields; expected 11"},
	"a field too many":     {"private", "private,private", "line 2 has 12 fields; expected 11"},
	"a quote in a field":   {"HCW", `H"CW`, `line 2, character 42: bare " in non-quoted-field`},
	"a quote left open":    {"HCW", `"HCW`, "line 2: a field in quotes does not end as it must"},
	"no day":               {"\n2021-05-13", "\n", "line 2, on: expected a day as 2021-05-13"},
	"a day that is none":   {"\n2021-05-13", "\n2021-02-30", "line 2, on: expected a day"},
	"a day of another way": {"\n2021-05-13", "\n13-05-2021", "line 2, on: expected a day"},
	"no dose":              {",2,", ",,", "line 2, dose: expected a number from 1 to 9"},
	"dose 0":               {",2,", ",0,", "line 2, dose: expected a number"},
	"dose 10":              {",2,", ",10,", "line 2, dose: expected a number"},
	"a vaccine":            {",COVISHIELD,", ",COVISHELD,", "line 2, vaccine: expected COVISHIELD, COVAXIN, SPUTNIK V, CORBEVAX or ZYCOV-D"},
	"a year":               {",1962,", ",62,", "line 2, birth_year: expected a year from 1890 to 2100, or nothing where there is a birth_date"},
	"no birth":             {",1962,1962-07-01,", ",,,", "line 2, birth_year: expected a year"},
	"a birth date":         {"1962-07-01", "July", "line 2, birth_date: expected a day"},
	"an early birth date":  {"1962,1962-07-01", ",0962-07-01", "line 2, birth_date: expected a day as 2021-05-13 from 1890"},
	"two births":           {"1962-07-01", "1963-07-01", "line 2, birth_date: expected a day in the birth_year"},
	"a category":           {"HCW", "VIP", "line 2, category: expected HCW, FLW or nothing"},
	"a comorbidity":        {",Y,", ",yes,", "line 2, comorbidity: expected Y, N or nothing"},
	"a booking":            {"online", "phone", "line 2, booking: expected online or walkin"},
	"no booking":           {"online", "", "line 2, booking: expected online or walkin"},
	"a centre":             {"private", "mall", "line 2, centre: expected government, government+walkin or private"},
	"no day of a dose":     {"COVISHIELD@2021-03-28", "COVISHIELD", "line 2, previous: expected nothing, or the doses before as COVISHIELD@2021-03-28;"},
	"no vaccine of a dose": {"COVISHIELD@2021-03-28", "@2021-03-28", "line 2, previous: expected nothing, or the doses"},
	"a dose of nothing":    {"COVISHIELD@2021-03-28", "COVISHIELD@2021-03-28;", "line 2, previous: expected nothing, or the doses"},
	"doses out of order":   {"COVISHIELD@2021-03-28", "COVISHIELD@2021-03-28;COVISHIELD@2021-03-01", "line 2, previous: expected the doses before in their order"},
	"a dose still to come": {"COVISHIELD@2021-03-28", "COVISHIELD@2021-05-14", "line 2, previous: expected no dose after the day of on"},
	"a question":           {"recovered=", "headache=", "line 2, answers: expected question=value;... of allergy, pregnant"},
	"a question alone":     {"recovered=2021-01-31", "pregnant", "line 2, answers: expected pregnant=yes or pregnant=no"},
	"a question twice":     {"recovered=2021-01-31", "acute=no;acute=yes", "line 2, answers: expected each question once"},
	"yes for a day":        {"recovered=2021-01-31", "recovered=yes", "line 2, answers: expected a day as 2021-05-13 after recovered="},
	"a day for yes":        {"recovered=2021-01-31", "acute=2021-01-31", "line 2, answers: expected acute=yes or acute=no"},
	"well tomorrow":        {"recovered=2021-01-31", "recovered=2021-05-14", "line 2, answers: expected no day after that of on, for recovered"},
}

func spoilt(old, new string) string { return strings.ReplaceAll(goodHeader+goodRow, old, new) }

func TestBadFiles(t *testing.T) {
	for name, c := range badFiles {
		t.Run(name, func(t *testing.T) {
			status, out, report := eligible(t.Context(), strings.NewReader(spoilt(c.old, c.new)), "-")
			want := "dosedesk: standard input: " + c.want
			if status != cli.Failure || !strings.HasPrefix(report, want) || !strings.HasSuffix(report, "; rows judged before that: 0\n") {
				t.Errorf("%d, %q; want %q", status, report, want)
			}
			if strings.Count(out, "\n") > 1 {
				t.Errorf("it judged all the same: %s", out)
			}
		})
	}
}

// A person who types the cases may stop.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, typing := io.Pipe()
	go func() {
		_, _ = typing.Write([]byte(goodHeader))
		cancel()
	}()
	if status, _, report := eligible(ctx, in, "-"); status != cli.Failure || !strings.Contains(report, "interrupted") {
		t.Errorf("%d, %q", status, report)
	}
	_ = typing.Close()
}

func readBoundaries(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile(boundaries)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}
