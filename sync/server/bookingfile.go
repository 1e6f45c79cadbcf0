package server

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"dosedesk"
)

// mostProblems is how many places of a damaged file are named.
const mostProblems = 10

// A booking is a row of a bookings file that could be read.
type booking struct {
	dosedesk.Appointment
	line int
}

// bookingColumns are the columns that every bookings file has, in any order.
func bookingColumns() []string {
	return []string{
		"beneficiary_reference_id", "name", "name_hi", "gender", "birth_year", "mobile_number",
		"photo_id_type", "photo_id_last4", "appointment_id", "center_id", "session_id", "date", "slot",
		"vaccine", "dose", "dose1_date", "dose1_vaccine", "booking",
	}
}

// optionalColumns may be left out: few bookings have anything in them. Third
// doses need the second one's.
func optionalColumns() []string {
	return []string{"dose2_date", "dose2_vaccine", "category", "comorbidity_ind"}
}

// readBookings reads a whole bookings file: comma-separated, UTF-8, the first
// line naming the columns. It fails with EInvalid, naming places and what is
// expected there, and never what was found.
func readBookings(r io.Reader) ([]booking, error) {
	in := bufio.NewReader(r)
	if mark, err := in.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(3) // just peeked at
	}
	table := csv.NewReader(in)
	table.FieldsPerRecord = -1
	header, err := table.Read()
	if err != nil {
		return nil, unreadable(err)
	}
	columns, err := findColumns(header)
	if err != nil {
		return nil, err
	}
	f := bookingFile{table: table, columns: columns}
	for {
		fields, err := table.Read()
		if errors.Is(err, io.EOF) {
			return f.rows, f.damage()
		}
		if err != nil {
			return nil, unreadable(err)
		}
		f.take(fields)
	}
}

// unreadable keeps the place of a CSV error, and nothing of the line.
func unreadable(err error) error {
	var place *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return dosedesk.Errorf(dosedesk.EInvalid, "the file is empty; its first line must name the columns")
	case errors.As(err, &place):
		return dosedesk.Errorf(dosedesk.EInvalid, "line %d, character %d: %w", place.Line, place.Column, place.Err)
	}
	return dosedesk.Errorf(dosedesk.EInternal, "reading the bookings: %w", err)
}

// findColumns returns where each column stands.
func findColumns(header []string) (map[string]int, error) {
	wanted, columns := bookingColumns(), map[string]int{}
	var problems []string
	for i, name := range header {
		switch _, twice := columns[name]; {
		case !slices.Contains(wanted, name) && !slices.Contains(optionalColumns(), name):
			problems = append(problems, fmt.Sprintf("line 1: column %d has a name that is none of a bookings file", i+1))
		case twice:
			problems = append(problems, "line 1: there are two columns "+name)
		}
		columns[name] = i
	}
	for _, name := range wanted {
		if _, ok := columns[name]; !ok {
			problems = append(problems, "line 1: column "+name+" is missing")
		}
	}
	return columns, damaged(problems)
}

// damaged makes one error of the places found, or none.
func damaged(problems []string) error {
	if len(problems) == 0 {
		return nil
	}
	shown := problems[:min(len(problems), mostProblems)]
	if more := len(problems) - len(shown); more > 0 {
		shown = append(slices.Clone(shown), fmt.Sprintf("and %d more", more))
	}
	return dosedesk.Errorf(dosedesk.EInvalid, "the file is damaged; nothing was taken\n%s", strings.Join(shown, "\n"))
}

// A bookingFile is a file as far as it was read.
type bookingFile struct {
	table    *csv.Reader
	columns  map[string]int
	rows     []booking
	problems []string
}

func (f *bookingFile) damage() error { return damaged(f.problems) }

func (f *bookingFile) take(fields []string) {
	line, _ := f.table.FieldPos(0)
	if len(fields) != len(f.columns) {
		f.problems = append(f.problems, fmt.Sprintf("line %d has %d fields; expected %d", line, len(fields), len(f.columns)))
		return
	}
	if !utf8.ValidString(strings.Join(fields, "")) {
		f.problems = append(f.problems, fmt.Sprintf("line %d is not UTF-8", line))
		return
	}
	row := bookingRow{columns: f.columns, fields: fields}
	a := row.appointment()
	for _, problem := range row.problems {
		f.problems = append(f.problems, fmt.Sprintf("line %d, %s", line, problem))
	}
	f.rows = append(f.rows, booking{a, line})
}
