package wire

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dosedesk"
)

// numbers are long numbers, such as mobiles, written as texts. Each travels as
// the difference from the one before: in their order that takes four digits
// fewer, and a family has but zeros. What is no number travels as it is.
type numbers []string

// MarshalJSON implements json.Marshaler.
func (l numbers) MarshalJSON() ([]byte, error) {
	var mixed []any
	last := int64(0)
	for _, text := range l {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
			mixed = append(mixed, text)
			continue
		}
		mixed = append(mixed, n-last)
		last = n
	}
	return json.Marshal(mixed)
}

// UnmarshalJSON implements json.Unmarshaler.
func (l *numbers) UnmarshalJSON(b []byte) error {
	var mixed []json.RawMessage
	if err := json.Unmarshal(b, &mixed); err != nil {
		return err
	}
	*l = make(numbers, len(mixed))
	last := int64(0)
	for i, raw := range mixed {
		if len(raw) > 0 && raw[0] == '"' {
			if err := json.Unmarshal(raw, &(*l)[i]); err != nil {
				return err
			}
			continue
		}
		n, err := strconv.ParseInt(string(raw), 10, 64)
		if last += n; err != nil || last < 0 {
			return dosedesk.Errorf(dosedesk.EInvalid, "numbers travel as differences")
		}
		(*l)[i] = strconv.FormatInt(last, 10)
	}
	return nil
}

// digits are small numbers as one text, each with as many digits as the largest
// has: what would part them costs as much as a digit.
type digits string

func joinDigits(numbers []int) digits {
	if !slices.ContainsFunc(numbers, func(n int) bool { return n != 0 }) {
		return ""
	}
	width := 0
	for _, n := range numbers {
		width = max(width, len(strconv.Itoa(n)))
	}
	var text strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&text, "%0*d", width, n)
	}
	return digits(text.String())
}

// split returns the n numbers; all are zero where there is no text.
func (d digits) split(c *codec, n int) []int {
	numbers := make([]int, n)
	if d == "" {
		return numbers
	}
	for i, text := range even(c, string(d), n) {
		var err error
		if numbers[i], err = strconv.Atoi(text); err != nil {
			c.fail("a number that is none")
		}
	}
	return numbers
}

// count moves a field of small numbers.
func count[R any](c *codec, rows []R, values *digits, field func(*R) *int) {
	var numbers []int
	if c.reading {
		numbers = values.split(c, len(rows))
	}
	column(c, rows, &numbers, field)
	if !c.reading {
		*values = joinDigits(numbers)
	}
}
