package tui

import (
	"slices"

	"dosedesk/tui/text"
)

// help tells every key of the screen under it, and why one is off, and the keys
// that mean the same everywhere. It is made from the bindings alone.
type help struct {
	under  screen
	scroll scroll
}

func newHelp(under screen) *help { return &help{under: under} }

func (h *help) press(_ *desk, k key) action {
	if k.name() == "esc" || k.name() == "enter" {
		return pop()
	}
	h.scroll.press(k)
	return stay()
}

func (h *help) lines(d *desk, height int) []string {
	w := d.words.Help
	here := h.under.bindings(d)
	lines := []string{" " + bold(w.Here)}
	for _, b := range here {
		lines = append(lines, helpLines(b)...)
	}
	lines = append(lines, "", " "+bold(w.Everywhere))
	rest := without(everywhere(d), here)
	lines = append(lines, inTwo(rest)...)
	for _, b := range rest {
		if b.off != "" {
			lines = append(lines, paragraph(keyCap(b.key)+": "+b.off)...)
		}
	}
	lines = append(lines, "")
	return h.scroll.window(append(lines, paragraph(w.Twins)...), height)
}

// columnKeys are where the labels of keys begin, in the first and in the second
// column of the map.
const (
	columnLabel  = 12
	columnSecond = 41
)

func helpLines(b binding) []string {
	lines := []string{text.Row(text.Cell{At: 3, Text: keyCap(b.key)}, text.Cell{At: columnLabel, Text: b.label})}
	if b.off != "" {
		for _, l := range text.Wrap(b.off, lineWidth-columnLabel-1) {
			lines = append(lines, text.Row(text.Cell{At: columnLabel + 2, Text: faint(l)}))
		}
	}
	return lines
}

// inTwo draws keys in two columns, read down.
func inTwo(keys []binding) []string {
	half := (len(keys) + 1) / 2
	var lines []string
	for i, left := range keys[:half] {
		cells := []text.Cell{{At: 3, Text: keyCap(left.key)}, {At: columnLabel, Text: left.label}}
		if half+i < len(keys) {
			right := keys[half+i]
			cells = append(cells, text.Cell{At: columnSecond, Text: keyCap(right.key)},
				text.Cell{At: columnSecond + columnLabel - 3, Text: right.label})
		}
		lines = append(lines, text.Row(cells...))
	}
	return lines
}

// everywhere is the map of the keys that every screen shares. Before anyone has
// signed in, few of them do anything.
func everywhere(d *desk) []binding {
	w := d.words.Frame
	keys := []binding{{key: "f1", label: w.Help}, {key: "f2", label: w.Language}}
	if d.operator.ID == "" {
		return keys
	}
	keys = append(keys, binding{key: "f3", label: w.Search}, reviewBinding(d), binding{key: "f5", label: w.Board},
		binding{key: "f6", label: w.Stock}, binding{key: "f7", label: w.Link}, binding{key: "f8", label: w.Walkin},
		binding{key: "f9", label: w.Lock}, binding{key: "f10", label: d.words.Help.Confirm})
	return append(keys, demoBindings(d)...)
}

// without drops the keys that were named before.
func without(keys, named []binding) []binding {
	return slices.DeleteFunc(keys, func(k binding) bool {
		return slices.ContainsFunc(named, func(n binding) bool { return n.key == k.key })
	})
}

func (h *help) bindings(d *desk) []binding {
	return []binding{{key: "esc", label: d.words.Frame.Back}, {key: "updown", label: d.words.Frame.Move}}
}
