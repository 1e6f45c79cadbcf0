package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"dosedesk"
)

var (
	// caseColumns are the columns that make a case, in any order.
	caseColumns = []string{
		"on", "dose", "vaccine", "birth_year", "birth_date", "category", "comorbidity", "booking", "centre", "previous", "answers",
	}
	// verdictColumns are those that the command adds.
	verdictColumns = []string{"verdict", "from", "reasons"}
)

// A caseFile is a file of cases that is being read: comma-separated, UTF-8, the
// first line naming the columns.
type caseFile struct {
	table   *csv.Reader
	header  []string
	columns map[string]int // where each of caseColumns stands
}

// openCases reads the header. It fails with EInvalid where that is not one.
func openCases(r io.Reader) (*caseFile, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	if mark, err := in.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(3) // just peeked at
	}
	table := csv.NewReader(in)
	table.FieldsPerRecord = -1
	header, err := table.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "the file is empty; its first line must name the columns")
	case err != nil:
		return nil, unreadable(err)
	case !isUTF8(header):
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "line 1 is not UTF-8")
	}
	table.ReuseRecord = true // from the second row on; the header stays
	columns, err := findColumns(header)
	return &caseFile{table, header, columns}, err
}

func isUTF8(fields []string) bool {
	return !slices.ContainsFunc(fields, func(f string) bool { return !utf8.ValidString(f) })
}

// findColumns returns where each column of a case stands.
func findColumns(header []string) (map[string]int, error) {
	columns := make(map[string]int)
	for i, name := range header {
		switch _, twice := columns[name]; {
		case slices.Contains(verdictColumns, name):
			return nil, dosedesk.Errorf(dosedesk.EInvalid, "line 1: column %s is there already; it is to be added", name)
		case twice:
			return nil, dosedesk.Errorf(dosedesk.EInvalid, "line 1: there are two columns %s", name)
		case slices.Contains(caseColumns, name):
			columns[name] = i
		}
	}
	missing := slices.DeleteFunc(slices.Clone(caseColumns), func(name string) bool {
		_, ok := columns[name]
		return ok
	})
	if len(missing) > 0 {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "line 1 names the columns; missing: %s", strings.Join(missing, ", "))
	}
	return columns, nil
}

// next returns the next row, as it stands there and as the case it makes; io.EOF
// after the last. It fails with EInvalid, naming the place and what is expected
// there, and never what was found. The fields hold until the row after.
func (f *caseFile) next() ([]string, dosedesk.Case, error) {
	fields, err := f.table.Read()
	if err != nil {
		return nil, dosedesk.Case{}, unreadable(err)
	}
	line, _ := f.table.FieldPos(0)
	if len(fields) != len(f.header) {
		return nil, dosedesk.Case{}, dosedesk.Errorf(dosedesk.EInvalid, "line %d has %d fields; expected %d", line, len(fields), len(f.header))
	}
	if !isUTF8(fields) {
		return nil, dosedesk.Case{}, dosedesk.Errorf(dosedesk.EInvalid, "line %d is not UTF-8", line)
	}
	r := caseRow{columns: f.columns, fields: fields}
	c := r.read()
	if r.problem != "" {
		return nil, dosedesk.Case{}, dosedesk.Errorf(dosedesk.EInvalid, "line %d, %s", line, r.problem)
	}
	return fields, c, nil
}

// unreadable keeps the place of a CSV error, and nothing of the line.
func unreadable(err error) error {
	var place *csv.ParseError
	switch {
	case !errors.As(err, &place):
		return err
	case errors.Is(err, csv.ErrQuote): // it may be noticed many lines later
		return dosedesk.Errorf(dosedesk.EInvalid, "line %d: a field in quotes does not end as it must", place.StartLine)
	}
	return dosedesk.Errorf(dosedesk.EInvalid, "line %d, character %d: %w", place.Line, place.Column, place.Err)
}
