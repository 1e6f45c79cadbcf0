// Package bookings is the demo's centre on one day: 2,000 bookings of people
// whom nobody has met, in the form in which a booking portal exports them.
//
// They are what a desk meets: families of up to four on one mobile, namesakes,
// some too young, second doses too early by the rule of 13 May 2021 and not by
// that of the day before, a few of another vaccine than the first, walk-ins,
// and four Lakshmis who spell themselves in two ways.
package bookings

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"

	"dosedesk"
)

//go:generate go run generate.go people.go

// Centre is the number of the one centre in the bookings.
const Centre dosedesk.CentreID = 603425

//go:embed bookings.csv.gz
var compressed []byte

// sessionDay is the day of the sessions, as written. Nobody's first dose was on
// that day, so that it stands nowhere else.
const sessionDay = ",2021-05-13,"

// Open returns the bookings as a CSV file with a header, in UTF-8 and with
// CRLF. Their sessions are on the given day; first doses stay where they are,
// so that another day brings other verdicts. It fails only where the program's
// own file is damaged.
func Open(on dosedesk.Day) (io.Reader, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, fmt.Errorf("the demo's bookings: %w", err)
	}
	rows, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, fmt.Errorf("the demo's bookings: %w", err)
	}
	return bytes.NewReader(bytes.ReplaceAll(rows, []byte(sessionDay), []byte(","+on.String()+","))), nil
}
