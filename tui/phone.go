package tui

import (
	"context"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/text"
)

// phone shows the citizen's phone, in the demo: what a desk never sees.
type phone struct {
	appointment dosedesk.ID
	scroll      scroll
	messages    []Message // the newest first
	asking      task      // the newest question; answers to older ones are dropped
	asked       bool      // an answer came
	failed      bool
	slip        task // the slip being held to the scanner, 0 for none
	replying    task // the citizen's SMS on its way, 0 for none
}

func newPhone(appointment dosedesk.ID) *phone { return &phone{appointment: appointment} }

func (p *phone) open(d *desk) action { return p.ask(d) }

func (p *phone) subject(*desk) (dosedesk.ID, bool) { return p.appointment, true }

// hide forgets the messages: they hold codes.
func (p *phone) hide() { p.messages, p.asking, p.asked, p.slip, p.replying = nil, 0, false, 0, 0 }

func (p *phone) ask(d *desk) action {
	p.asking = d.newTask()
	return run(d.phoneMessages(p.asking, p.appointment))
}

// phoned is the result of phoneMessages.
type phoned struct {
	task     task
	messages []Message
	err      error
}

func (d *desk) phoneMessages(t task, appointment dosedesk.ID) tea.Cmd {
	failed := func(err error) tea.Msg { return phoned{task: t, err: err} }
	return d.command(5*time.Second, func(context.Context) tea.Msg {
		messages, err := d.Phone.Messages(appointment)
		return phoned{t, messages, err}
	}, failed)
}

// scannable is the result of phoneSlip: what the scanner reads.
type scannable struct {
	task task
	text string
	err  error
}

func (d *desk) phoneSlip(t task, appointment dosedesk.ID) tea.Cmd {
	failed := func(err error) tea.Msg { return scannable{task: t, err: err} }
	return d.command(5*time.Second, func(context.Context) tea.Msg {
		slip, err := d.Phone.Slip(appointment)
		return scannable{t, slip, err}
	}, failed)
}

// replied is the result of phoneReply.
type replied struct {
	task task
	err  error
}

func (d *desk) phoneReply(t task, appointment dosedesk.ID, said dosedesk.Said) tea.Cmd {
	failed := func(err error) tea.Msg { return replied{t, err} }
	return d.command(5*time.Second, func(context.Context) tea.Msg {
		return replied{t, d.Phone.Reply(appointment, said)}
	}, failed)
}

// answered says what became of the citizen's SMS.
func (p *phone) answered(d *desk, msg replied) action {
	w := d.words.Phone
	if p.replying == 0 || msg.task != p.replying {
		return stay()
	}
	p.replying = 0
	switch dosedesk.CodeOf(msg.err) {
	case "":
		d.notice = w.Replied
	case dosedesk.ENotFound:
		d.notice = w.NotAsked
	default:
		d.notice = w.Failed
	}
	return stay()
}

// scan types what the scanner read, as the scanner does: Enter comes after.
func (p *phone) scan(d *desk, msg scannable) action {
	if p.slip == 0 || msg.task != p.slip {
		return stay()
	}
	p.slip = 0
	switch dosedesk.CodeOf(msg.err) {
	case "":
		burst := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(msg.text + "\r")}
		return action{move: movePop, cmd: func() tea.Msg { return burst }}
	case dosedesk.EConflict, dosedesk.ENotFound:
		d.notice = d.words.Phone.NoSlip
	default:
		d.notice = d.words.Phone.Failed
	}
	return stay()
}

func (p *phone) receive(d *desk, msg any) action {
	switch msg := msg.(type) {
	case Changed:
		return p.ask(d)
	case scannable:
		return p.scan(d, msg)
	case replied:
		return p.answered(d, msg)
	case phoned:
		if msg.task == p.asking {
			p.messages, p.asked, p.failed = slices.Clone(msg.messages), true, msg.err != nil
			slices.Reverse(p.messages)
		}
	}
	return stay()
}

func (p *phone) press(d *desk, k key) action {
	switch k.name() {
	case "esc", "enter":
		return pop()
	case "s", "S":
		p.slip = d.newTask()
		return run(d.phoneSlip(p.slip, p.appointment))
	case "y", "Y":
		return p.reply(d, dosedesk.SaidYes)
	case "n", "N":
		return p.reply(d, dosedesk.SaidNo)
	}
	p.scroll.press(k)
	return stay()
}

func (p *phone) reply(d *desk, said dosedesk.Said) action {
	p.replying = d.newTask()
	return run(d.phoneReply(p.replying, p.appointment, said))
}

// columnMessage is where the text of a message begins, after its time.
const columnMessage = 10

func (p *phone) lines(d *desk, height int) []string {
	w := d.words.Phone
	head := append([]string{" " + bold(w.Title)}, paragraph(w.NotTheDesk)...)
	head = append(head, "")
	switch {
	case p.failed:
		return append(head, paragraph(w.Failed)...)
	case !p.asked:
		return append(head, " "+w.Looking)
	case len(p.messages) == 0:
		return append(head, paragraph(w.None)...)
	}
	var lines []string
	for _, m := range p.messages {
		for i, l := range text.Wrap(m.Text, lineWidth-columnMessage) {
			at := ""
			if i == 0 {
				at = m.At
			}
			lines = append(lines, text.Row(text.Cell{At: 3, Text: faint(at)}, text.Cell{At: columnMessage, Text: l}))
		}
		lines = append(lines, "")
	}
	return append(head, p.scroll.window(lines, height-len(head))...)
}

func (p *phone) bindings(d *desk) []binding {
	w := d.words
	return []binding{
		{key: "s", label: w.Phone.Hold},
		{key: "y", label: w.Phone.Yes},
		{key: "n", label: w.Phone.No},
		{key: "esc", label: w.Frame.Back},
		{key: "updown", label: w.Frame.Move},
	}
}
