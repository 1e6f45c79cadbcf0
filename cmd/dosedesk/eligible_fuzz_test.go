package main

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dosedesk"
	"dosedesk/tui/lang"
)

// Whatever comes in, the rows that were judged come out, as they were and with a
// verdict, and what is wrong is said in one line.
func FuzzEligibleCSV(f *testing.F) {
	f.Add(string(readBoundaries(f)))
	f.Add(goodHeader + goodRow)
	f.Add("\ufeff" + strings.ReplaceAll("note,"+goodHeader+"\"a \"\"b\"\"\r\nc\","+goodRow, "\n", "\r\n"))
	for _, c := range badFiles {
		f.Add(spoilt(c.old, c.new))
	}
	f.Fuzz(func(t *testing.T, in string) {
		var out bytes.Buffer
		judged, err := caseJudge{dosedesk.DefaultSchedule(), lang.For(lang.English)}.judge(strings.NewReader(in), &out)
		if err != nil && !isSentence(err.Error()) {
			t.Errorf("the error is %q", err)
		}
		rows := readTable(t, out.String(), -1)
		if len(rows) == 0 && err != nil && judged == 0 {
			return // the header was bad
		}
		if len(rows) != judged+1 {
			t.Fatalf("%d rows judged, %d lines written", judged, len(rows))
		}
		for i, row := range readTable(t, in, len(rows)) {
			own := len(row)
			if !slices.Equal(row, rows[i][:own]) || len(rows[i]) != own+len(verdictColumns) {
				t.Errorf("line %d: %q became %q", i+1, row, rows[i])
			}
		}
	})
}

func isSentence(s string) bool {
	return s != "" && len(s) < 300 && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// readTable reads so many rows, or all. The CSV reader takes a return before a
// line's end for a part of it, so returns do not count.
func readTable(t *testing.T, text string, rows int) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.FieldsPerRecord = -1
	var table [][]string
	for len(table) != rows {
		row, err := r.Read()
		if err != nil && rows < 0 {
			return table
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range row {
			row[i] = strings.ReplaceAll(row[i], "\r", "")
		}
		table = append(table, row)
	}
	return table
}
