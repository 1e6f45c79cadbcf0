package wire

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"dosedesk"
)

// ids travel as one text: 22 characters of base64 each take 16.1 bytes once
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

// texts of about one length, such as reference ids, travel as one text, each
// filled up with spaces in front; where they are of another kind, as a list.
type texts struct {
	joined string
	list   []string
}

func joinTexts(list []string) texts {
	width, all := 0, 0
	for _, text := range list {
		if strings.HasPrefix(text, " ") || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
			return texts{list: list}
		}
		width, all = max(width, len(text)), all+len(text)
	}
	if all == 0 || width*len(list) > 2*all {
		return texts{list: list}
	}
	var joined strings.Builder
	for _, text := range list {
		fmt.Fprintf(&joined, "%*s", width, text)
	}
	return texts{joined: joined.String()}
}

func (t texts) split(c *codec, n int) []string {
	if t.joined == "" {
		return t.list
	}
	list := even(c, t.joined, n)
	for i := range list {
		list[i] = strings.TrimLeft(list[i], " ")
	}
	return list
}

// MarshalJSON implements json.Marshaler.
func (t texts) MarshalJSON() ([]byte, error) {
	if t.joined == "" {
		return json.Marshal(t.list)
	}
	return json.Marshal(t.joined)
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *texts) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &t.joined)
	}
	return json.Unmarshal(b, &t.list)
}

// evenly moves a field of texts that are of about one length.
func evenly[R any](c *codec, rows []R, values *texts, field func(*R) *string) {
	var list []string
	if c.reading {
		list = values.split(c, len(rows))
	}
	column(c, rows, &list, field)
	if !c.reading {
		*values = joinTexts(list)
	}
}

// even cuts a text into n of equal length.
func even(c *codec, text string, n int) []string {
	if n == 0 || len(text)%n != 0 {
		c.fail("unequal lengths")
		return nil
	}
	width := len(text) / n
	parts := make([]string, n)
	for i := range parts {
		parts[i] = text[i*width : (i+1)*width]
	}
	return parts
}
