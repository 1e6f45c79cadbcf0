//go:build ignore

// Generate makes up the bookings of one centre on one day and writes them,
// compressed, to bookings.csv.gz. Nobody in them exists. It draws from a fixed
// seed, so that the same program writes the same rows. This file writes them
// down, people.go makes them up; go generate runs both.
package main

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"strconv"
	"time"
)

const (
	rows   = 2000
	centre = "603425"
)

var sessionDay = time.Date(2021, time.May, 13, 0, 0, 0, 0, time.UTC)

func main() {
	out := flag.String("o", "bookings.csv.gz", "the `file` to write")
	flag.Parse()
	if err := run(*out); err != nil {
		log.Fatal(err)
	}
}

func run(out string) error {
	g, err := newGenerator()
	if err != nil {
		return err
	}
	var compressed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&compressed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := g.write(csv.NewWriter(zip), g.people()); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	return os.WriteFile(out, compressed.Bytes(), 0o644)
}

// A generator makes people up.
type generator struct {
	*rand.Rand
	names map[string][]name // by community and part: "sikh woman", "plains family", "plains own"
	taken map[string]bool   // numbers given out
}

//go:embed names.csv
var namesCSV []byte

func newGenerator() (*generator, error) {
	records, err := csv.NewReader(bytes.NewReader(namesCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("names.csv: %w", err)
	}
	g := &generator{Rand: rand.New(rand.NewPCG(2021, 5)), names: map[string][]name{}, taken: map[string]bool{}}
	for _, r := range records[1:] {
		list := r[0] + " " + r[1]
		g.names[list] = append(g.names[list], name{latin: r[2], hindi: r[3]})
	}
	return g, nil
}

// write writes the people as bookings, in the form a booking portal exports.
func (g *generator) write(w *csv.Writer, people []person) error {
	w.UseCRLF = true
	err := w.Write([]string{
		"beneficiary_reference_id", "name", "name_hi", "gender", "birth_year", "mobile_number",
		"photo_id_type", "photo_id_last4", "appointment_id", "center_id", "session_id", "date", "slot",
		"vaccine", "dose", "dose1_date", "dose1_vaccine", "booking",
	})
	if err != nil {
		return err
	}
	sessions := map[string]string{covishield: g.uuid(), covaxin: g.uuid()}
	for _, p := range people {
		dose, firstDay := "1", ""
		if p.interval > 0 {
			dose, firstDay = "2", sessionDay.AddDate(0, 0, -p.interval).Format(time.DateOnly)
		}
		err := w.Write([]string{
			g.referenceID(), p.given.latin + " " + p.surname.latin, p.given.hindi + " " + p.surname.hindi,
			p.gender, strconv.Itoa(p.born), p.mobile, p.photoID, p.lastFour,
			g.uuid(), centre, sessions[p.vaccine], sessionDay.Format(time.DateOnly), p.slot,
			p.vaccine, dose, firstDay, p.firstVaccine, p.booking,
		})
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func (g *generator) mobile() string {
	return g.unique(func() string { return strconv.Itoa(6+g.IntN(4)) + g.digits(9) })
}

func (g *generator) referenceID() string {
	return g.unique(func() string { return strconv.Itoa(1+g.IntN(9)) + g.digits(13) })
}

// uuid returns what looks like a random UUID, version 4.
func (g *generator) uuid() string {
	var b [16]byte
	for i := range b {
		b[i] = byte(g.IntN(256))
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	s := hex.EncodeToString(b[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// unique draws until it gets what was not given out before.
func (g *generator) unique(next func() string) string {
	s := next()
	for g.taken[s] {
		s = next()
	}
	g.taken[s] = true
	return s
}

func (g *generator) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + g.IntN(10))
	}
	return string(b)
}

func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

func (g *generator) between(first, last int) int { return first + g.IntN(last-first+1) }

func pick[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

// A weighted value comes up so many times as often as one of weight 1.
type weighted[T any] struct {
	weight int
	value  T
}

func draw[T any](g *generator, from []weighted[T]) T {
	total := 0
	for _, w := range from {
		total += w.weight
	}
	n, i := g.IntN(total), 0
	for n >= from[i].weight {
		n -= from[i].weight
		i++
	}
	return from[i].value
}
