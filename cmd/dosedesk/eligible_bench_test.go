package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
)

// BenchmarkEligible judges a file of 100,000 rows, beside what takes the same
// file in and out without judging it.
func BenchmarkEligible(b *testing.B) {
	header, rows, _ := bytes.Cut(readBoundaries(b), []byte("\n"))
	copies := 100_000/bytes.Count(rows, []byte("\n")) + 1
	file := append(append(header, '\n'), bytes.Repeat(rows, copies)...)
	count := copies * bytes.Count(rows, []byte("\n"))

	measure := func(b *testing.B, work func(io.Reader, io.Writer) error) {
		b.Helper()
		for b.Loop() {
			if err := work(bytes.NewReader(file), io.Discard); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(count*b.N)/b.Elapsed().Seconds(), "rows/s")
	}
	for _, l := range lang.Languages {
		b.Run("judged-"+l.String(), func(b *testing.B) {
			measure(b, func(in io.Reader, out io.Writer) error {
				_, err := caseJudge{dosedesk.DefaultSchedule(), lang.For(l)}.judge(in, out)
				return err
			})
		})
	}
	b.Run("floor", func(b *testing.B) { measure(b, inAndOut) })
}

// inAndOut reads a table and writes it.
func inAndOut(in io.Reader, out io.Writer) error {
	from, to := csv.NewReader(in), csv.NewWriter(out)
	for {
		row, err := from.Read()
		if errors.Is(err, io.EOF) {
			to.Flush()
			return to.Error()
		}
		if err != nil {
			return err
		}
		_ = to.Write(row) // Error tells
	}
}
