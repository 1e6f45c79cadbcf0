package tui

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
	"dosedesk/tui/text"
)

// The smallest terminal the desk works on, and the columns it writes to: the
// last one stays free, because terminals differ in what they do after it.
const (
	frameWidth  = 80
	frameHeight = 24
	lineWidth   = 79
)

// Three lines above every screen, two below.
const (
	headerHeight = 3
	footerHeight = 2
)

var rule = strings.Repeat("-", lineWidth)

// header tells where, who, and the truth about the link.
func (a *App) header() []string {
	if a.closed() {
		return a.closedHeader()
	}
	w, now := a.words, a.Now()
	place := a.centreName() + "  " + w.Calendar.Today(a.today())
	if stock, ok := a.Vault.Stock(a.vaccine); ok {
		place += "  " + fmt.Sprintf(w.Frame.Batch, stock.Vaccine, stock.Batch)
	}
	who := w.Calendar.Time(now)
	if a.operator.ID != "" {
		who = a.operator.Name + ", " + w.Frame.Role(string(a.operator.Role)) + " " + who
	}
	return []string{text.Row(text.Cell{At: 2, Text: bold(text.Truncate(place, lineWidth-text.Width(who)-2))}, text.Right(who, lineWidth)), a.linkLine(now), rule}
}

func (d *desk) centreName() string {
	centre := d.Vault.Centre()
	if d.words.Language == lang.Hindi && centre.NameHindi != "" {
		return centre.NameHindi
	}
	return centre.Name
}

// linkLine never says that all is sent while anything is not.
func (a *App) linkLine(now time.Time) string {
	w := a.words
	status := a.Link.Status()
	link, roster := good("* "+w.Frame.LinkUp), w.Frame.RosterNone
	switch {
	case status.Up:
	case status.Problem == dosedesk.EUnauthorized:
		link = bad("! " + w.Frame.Refused)
	case status.Since.IsZero():
		link = warn("! " + w.Frame.NoLink)
	default:
		link = warn("! " + fmt.Sprintf(w.Frame.NoLinkSince, w.Calendar.Time(status.Since)))
	}
	switch hidden := a.Vault.Hidden(); {
	case hidden != dosedesk.HidesNothing:
		roster = warn("! " + w.Frame.Hidden[hidden])
	case !status.AsOf.IsZero():
		roster = fmt.Sprintf(w.Frame.RosterAsOf, w.Calendar.Time(status.AsOf))
	}
	return " " + link + "   " + a.sentWords(now) + "   " + roster
}

// sentWords leaves no room for an age where files of others wait too.
func (a *App) sentWords(now time.Time) string {
	f, unsent, carried := a.words.Frame, a.Vault.Unsent(), a.Vault.Carried().Waiting
	switch {
	case unsent.Count == 0 && carried == 0:
		return f.AllSent
	case carried == 0:
		return warn(a.unsentWords(unsent, now))
	case unsent.Count == 0:
		return warn(fmt.Sprintf(f.Carried, carried))
	}
	return warn(fmt.Sprintf(f.NotSentNew+"   "+f.Carried, unsent.Count, carried))
}

func (d *desk) unsentWords(u dosedesk.Unsent, now time.Time) string {
	age := now.Sub(u.Oldest)
	if age < time.Minute {
		return fmt.Sprintf(d.words.Frame.NotSentNew, u.Count)
	}
	return fmt.Sprintf(d.words.Frame.NotSent, u.Count, d.age(age))
}

// age writes how old something is, in its largest unit.
func (d *desk) age(age time.Duration) string {
	f := d.words.Frame
	switch {
	case age < time.Hour:
		return fmt.Sprintf(f.Minutes, int(age.Minutes()))
	case age < 2*time.Hour:
		return f.Hour
	case age < 48*time.Hour:
		return fmt.Sprintf(f.Hours, int(age.Hours()))
	}
	return fmt.Sprintf(f.Days, int(age.Hours()/24))
}

// footer tells the keys that work now, as many as fit; help knows them all. The
// demo's two stand in the rule above, whatever the screen.
func (a *App) footer(bindings []binding) []string {
	last := helpBinding(&a.desk)
	line, used := "", text.Width(bindingText(last))+1
	for _, b := range bindings {
		if b.off != "" || b.key == "f11" || b.key == "f12" {
			continue
		}
		t := bindingText(b) + "   "
		if used+text.Width(t) > lineWidth {
			break
		}
		line += t
		used += text.Width(t)
	}
	return []string{a.demoRule(), " " + line + bindingText(last)}
}

func (a *App) demoRule() string {
	said := ""
	for _, b := range demoBindings(&a.desk) {
		if b.key == "f11" || a.operator.ID != "" {
			said += " " + bindingText(b) + " --"
		}
	}
	return rule[:lineWidth-text.Width(said)] + said
}

func bindingText(b binding) string { return strings.TrimSpace(keyCap(b.key) + " " + b.label) }

func helpBinding(d *desk) binding { return binding{key: "f1", label: d.words.Frame.Help} }

// fill cuts or fills the body to height; a notice takes its last lines, and
// what was not recorded stands above it.
func (a *App) fill(lines []string, height int) []string {
	for len(lines) < height {
		lines = append(lines, "")
	}
	lines = lines[:height]
	var said []string
	for _, l := range wrapped(a.alarm()) {
		said = append(said, bad(" "+l))
	}
	for _, l := range wrapped(a.notice) {
		said = append(said, warn(" "+l))
	}
	said = said[max(0, len(said)-height):]
	return append(lines[:height-len(said)], said...)
}

// devanagariRun is what a terminal without Devanagari cannot show.
var devanagariRun = regexp.MustCompile(`\p{Devanagari}[\p{Devanagari}\x{200c}\x{200d} ]*\p{Devanagari}|\p{Devanagari}`)

// showable puts a sign in the place of letters that the terminal cannot show. A
// screen leaves out what it can; a message or an operator's name may hold some.
func (d *desk) showable(frame string) string {
	if d.devanagari() {
		return frame
	}
	return devanagariRun.ReplaceAllString(frame, "~")
}

// wrapped breaks a sentence into lines of the body.
func wrapped(s string) []string { return text.Wrap(s, lineWidth-2) }

// paragraph breaks a sentence into lines of the body, each one column in.
func paragraph(s string) []string {
	lines := wrapped(s)
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

func (a *App) smallLines() []string {
	f := a.words.Frame
	return []string{f.TooSmall, fmt.Sprintf(f.TooSmallHas, a.width, a.height, frameWidth, frameHeight)}
}
