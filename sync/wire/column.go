package wire

import (
	"encoding/base64"

	"dosedesk"
)

// A codec moves values between rows and columns. Each column is named once, and
// the same list serves both ways, so that they cannot drift apart. A column
// whose values are all zero stays at home.
type codec struct {
	reading bool
	err     error
}

func (c *codec) fail(what string) {
	if c.err == nil {
		c.err = dosedesk.Errorf(dosedesk.EInvalid, "columns that do not fit together: %s", what)
	}
}

// column moves one field of every row.
func column[R any, T comparable](c *codec, rows []R, values *[]T, field func(*R) *T) {
	if !c.reading {
		*values = gather(rows, field)
		return
	}
	if len(*values) == 0 {
		return
	}
	if len(*values) != len(rows) {
		c.fail("unequal lengths")
		return
	}
	for i := range rows {
		*field(&rows[i]) = (*values)[i]
	}
}

func gather[R any, T comparable](rows []R, field func(*R) *T) []T {
	var zero T
	some := false
	values := make([]T, len(rows))
	for i := range rows {
		values[i] = *field(&rows[i])
		some = some || values[i] != zero
	}
	if !some {
		return nil
	}
	return values
}

// table moves a field that has few different values: each once, and for every
// row its place among them. Several fields may share a table.
func table[R any, T comparable](c *codec, rows []R, values *[]T, places *[]int, field func(*R) *T) {
	place := make([]int, len(rows))
	if !c.reading {
		enter(rows, values, place, field)
	}
	column(c, place, places, func(n *int) *int { return n })
	if !c.reading {
		return
	}
	for i := range rows {
		if place[i] < 0 || place[i] >= len(*values) {
			c.fail("a place that its table does not have")
			return
		}
		*field(&rows[i]) = (*values)[place[i]]
	}
}

func enter[R any, T comparable](rows []R, values *[]T, place []int, field func(*R) *T) {
	known := map[T]int{}
	for i, v := range *values {
		known[v] = i
	}
	for i := range rows {
		v := *field(&rows[i])
		if _, ok := known[v]; !ok {
			known[v] = len(known)
			*values = append(*values, v)
		}
		place[i] = known[v]
	}
}

// nested moves the rows' lists as one list of their items, which fields then
// moves by columns of its own. Each item says how many rows lie between the one
// it belongs to and that of the item before it.
func nested[R, T any](c *codec, rows []R, steps *[]int, list func(*R) *[]T, fields func(items []T)) {
	if c.reading {
		items := make([]T, len(*steps))
		fields(items)
		spread(c, rows, *steps, list, items)
		return
	}
	var items []T
	last := 0
	for i := range rows {
		for _, item := range *list(&rows[i]) {
			items, *steps = append(items, item), append(*steps, i-last)
			last = i
		}
	}
	fields(items)
}

func spread[R, T any](c *codec, rows []R, steps []int, list func(*R) *[]T, items []T) {
	row := 0
	for i, step := range steps {
		if step < 0 || step >= len(rows)-row {
			c.fail("an item of no row")
			return
		}
		row += step
		to := list(&rows[row])
		*to = append(*to, items[i])
	}
}

// ids travel as one text: 22 characters of base64 each take 16.2 bytes once
// gzipped, of the 15.3 that are random; written as UUIDs they take 22.
type ids []dosedesk.ID

// MarshalText implements encoding.TextMarshaler.
func (l ids) MarshalText() ([]byte, error) {
	raw := make([]byte, 0, len(l)*len(dosedesk.ID{}))
	for _, id := range l {
		raw = append(raw, id[:]...)
	}
	return base64.RawStdEncoding.AppendEncode(nil, raw), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *ids) UnmarshalText(text []byte) error {
	raw, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err != nil || len(raw)%len(dosedesk.ID{}) != 0 {
		return dosedesk.Errorf(dosedesk.EInvalid, "ids travel as base64 of 16 bytes each")
	}
	*l = make(ids, len(raw)/len(dosedesk.ID{}))
	for i := range *l {
		copy((*l)[i][:], raw[i*len(dosedesk.ID{}):])
	}
	return nil
}
