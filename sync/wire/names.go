package wire

import (
	"strings"

	"dosedesk"
)

// nameColumns hold the citizens' names in two parts, before their last space and
// behind it, for the same few hundred come again and again: each part once, in
// both scripts, and for every citizen the places of his.
type nameColumns struct {
	Name   []string `json:"name,omitempty"`
	Hindi  []string `json:"name_hi,omitempty"`
	Given  digits   `json:"given,omitempty"`
	Family digits   `json:"family,omitempty"`
}

// A part is a part of a name in both scripts.
type part struct{ name, hindi string }

func (t *nameColumns) move(c *codec, rows []dosedesk.Entry) {
	parts := make([]part, 2*len(rows)) // all the given ones, then all the family names
	if !c.reading {
		for i := range rows {
			parts[i], parts[len(rows)+i] = partsOf(rows[i].Citizen)
		}
	}
	t.moveParts(c, parts)
	if c.reading {
		for i := range rows {
			rows[i].Citizen.Name, rows[i].Citizen.NameHindi = whole(parts[i], parts[len(rows)+i])
		}
	}
}

// moveParts moves the parts through a table that is itself of columns.
func (t *nameColumns) moveParts(c *codec, parts []part) {
	self := func(p *part) *part { return p }
	different := table[part]{Of: make([]part, max(len(t.Name), len(t.Hindi)))}
	if !c.reading {
		different = enter(parts, self)
	}
	column(c, different.Of, &t.Name, func(p *part) *string { return &p.name })
	column(c, different.Of, &t.Hindi, func(p *part) *string { return &p.hindi })
	if !c.reading {
		half := len(different.At) / 2
		t.Given, t.Family = different.At[:half], different.At[half:]
		return
	}
	different.At = t.Given + t.Family
	lookup(c, parts, &different, self)
}

// partsOf parts a name. One that cannot be put together again is all given: one
// word, or more in one script than in the other.
func partsOf(z dosedesk.Citizen) (given, family part) {
	given.name, family.name = cut(z.Name)
	given.hindi, family.hindi = cut(z.NameHindi)
	if name, hindi := whole(given, family); name != z.Name || hindi != z.NameHindi {
		return part{z.Name, z.NameHindi}, part{}
	}
	return given, family
}

func cut(name string) (before, behind string) {
	at := strings.LastIndexByte(name, ' ')
	if at < 0 {
		return name, ""
	}
	return name[:at], name[at+1:]
}

func whole(given, family part) (name, hindi string) {
	return join(given.name, family.name), join(given.hindi, family.hindi)
}

func join(before, behind string) string {
	if behind == "" {
		return before
	}
	return before + " " + behind
}
