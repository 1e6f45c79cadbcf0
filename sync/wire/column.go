package wire

import "dosedesk"

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

// table is a column of few different values: each once, and for every row its
// place among them.
type table[T comparable] struct {
	Of []T    `json:"of"`
	At digits `json:"at,omitempty"`
}

// lookup moves one field of every row through a table.
func lookup[R any, T comparable](c *codec, rows []R, t *table[T], field func(*R) *T) {
	if !c.reading {
		*t = enter(rows, field)
		return
	}
	if len(t.Of) == 0 && t.At == "" {
		return
	}
	for i, place := range t.At.split(c, len(rows)) {
		if place < 0 || place >= len(t.Of) {
			c.fail("a place that its table does not have")
			return
		}
		*field(&rows[i]) = t.Of[place]
	}
}

func enter[R any, T comparable](rows []R, field func(*R) *T) table[T] {
	if gather(rows, field) == nil {
		return table[T]{}
	}
	var t table[T]
	known, places := map[T]int{}, make([]int, len(rows))
	for i := range rows {
		v := *field(&rows[i])
		if _, ok := known[v]; !ok {
			known[v] = len(known)
			t.Of = append(t.Of, v)
		}
		places[i] = known[v]
	}
	t.At = joinDigits(places)
	return t
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
