package wire

import (
	"strings"

	"dosedesk"
)

// nameColumns hold the citizens' names by their words, for the same few hundred
// come again and again: each word once, in both scripts, and for every name the
// places of its words.
type nameColumns struct {
	Step  []int    `json:"step,omitempty"` // see nested
	At    digits   `json:"at,omitempty"`   // of each word of each name, its place
	Name  []string `json:"name,omitempty"`
	Hindi []string `json:"hi,omitempty"`
}

// A word is a part of a name in both scripts.
type word struct{ name, hindi string }

// A named citizen is one by the words of his name.
type named struct{ words []word }

func (t *nameColumns) move(c *codec, rows []dosedesk.Entry) {
	people := make([]named, len(rows))
	if !c.reading {
		for i := range rows {
			people[i].words = wordsOf(rows[i].Citizen)
		}
	}
	nested(c, people, &t.Step, func(n *named) *[]word { return &n.words }, func(words []word) { t.moveWords(c, words) })
	for i := range rows {
		if c.reading {
			people[i].name(&rows[i].Citizen)
		}
	}
}

// moveWords moves the words through a table that is itself of columns.
func (t *nameColumns) moveWords(c *codec, words []word) {
	var different table[word]
	if !c.reading {
		different = enter(words, func(w *word) *word { return w })
	} else {
		different = table[word]{Of: make([]word, max(len(t.Name), len(t.Hindi))), At: t.At}
	}
	column(c, different.Of, &t.Name, func(w *word) *string { return &w.name })
	column(c, different.Of, &t.Hindi, func(w *word) *string { return &w.hindi })
	t.At = different.At
	if c.reading {
		lookup(c, words, &different, func(w *word) *word { return w })
	}
}

// wordsOf splits a name. Where the scripts have unequal numbers of words, or
// spaces that joining would not bring back, the whole name is one word.
func wordsOf(z dosedesk.Citizen) []word {
	whole := []word{{z.Name, z.NameHindi}}
	latin, hindi := strings.Split(z.Name, " "), strings.Split(z.NameHindi, " ")
	if z.NameHindi == "" {
		hindi = make([]string, len(latin))
	}
	if len(latin) != len(hindi) {
		return whole
	}
	words := make([]word, len(latin))
	for i := range words {
		words[i] = word{latin[i], hindi[i]}
	}
	var again dosedesk.Citizen
	if (&named{words}).name(&again); again.Name != z.Name || again.NameHindi != z.NameHindi {
		return whole
	}
	return words
}

// name gives a citizen the name that the words make; no Hindi word, no Hindi
// name.
func (n *named) name(z *dosedesk.Citizen) {
	latin, hindi, some := make([]string, len(n.words)), make([]string, len(n.words)), false
	for i, w := range n.words {
		latin[i], hindi[i] = w.name, w.hindi
		some = some || w.hindi != ""
	}
	z.Name = strings.Join(latin, " ")
	if some {
		z.NameHindi = strings.Join(hindi, " ")
	}
}
