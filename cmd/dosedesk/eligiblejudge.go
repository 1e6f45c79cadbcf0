package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"dosedesk"
	"dosedesk/tui/lang"
)

// A caseJudge judges a file of cases, row by row.
type caseJudge struct {
	schedule *dosedesk.Schedule
	words    *lang.Words
}

// judge writes the file with its verdicts. It returns how many rows it judged:
// where it fails at a bad one, those before it, which are written.
func (j caseJudge) judge(in io.Reader, out io.Writer) (int, error) {
	file, err := openCases(in)
	if err != nil {
		return 0, err
	}
	table := csv.NewWriter(out)
	_ = table.Write(slices.Concat(file.header, verdictColumns)) // Error tells
	judged, err := j.rows(file, table)
	if table.Flush(); table.Error() != nil {
		return judged, fmt.Errorf("the verdicts could not all be written: %w", table.Error())
	}
	return judged, err
}

// rows judges row after row, up to the first bad one or one that cannot be written.
func (j caseJudge) rows(file *caseFile, table *csv.Writer) (judged int, err error) {
	var row []string
	for table.Error() == nil {
		fields, c, err := file.next()
		if errors.Is(err, io.EOF) {
			return judged, nil
		}
		if err != nil {
			return judged, err
		}
		e := j.schedule.Judge(c)
		row = append(append(row[:0], fields...), string(e.Outcome), e.From.String(), j.reasons(e.Findings))
		_ = table.Write(row) // Error tells
		judged++
	}
	return judged, nil
}

// reasons are all rules that spoke, in words.
func (j caseJudge) reasons(findings []dosedesk.Finding) string {
	said := make([]string, len(findings))
	for i, f := range findings {
		said[i] = j.words.Marked(f)
	}
	return strings.Join(said, "; ")
}
