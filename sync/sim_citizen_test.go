package sync_test

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/notify"
	"dosedesk/sync/server/registry"
)

// phones are the citizens' mobiles: they get what the server sends, and whoever
// is asked whether a dose was given to him answers as people do. Each question
// has chances of its own, so that the order of the messages changes nothing.
type phones struct {
	*world
	read    int                           // bytes of the spool
	codes   map[dosedesk.ID]dosedesk.Code // the last that came, by appointment
	asked   map[string]int                // questions to each mobile
	replies []*reply                      // in the order of the inbox
	held    []func()                      // answers of those who wait until the next day
}

// A reply is one SMS of a citizen's.
type reply struct {
	notify.SMS        // the question
	number     int    // of the question: he names it, unless it is 1
	said       string // as the server should take it: yes, no, code or unclear
	code       dosedesk.Code
	at         int64     // its place in the inbox
	sent       time.Time // and taken by the server
	taken      time.Time
}

// habits are what people answer, one SMS after the other; the frequent ones more
// than once.
var habits = []string{
	"", "", "YES", "YES", "हाँ", "NO", "CODE", "WRONG", "who is this?", "YES, YES", "YES, NO", "NO, YES", "NO, NO",
	"YES, NO, YES", "NO, YES, NO", "WRONG, CODE", "CODE, CODE", "WRONG, WRONG, WRONG, CODE, YES", "CODE, NO", "YES, CODE, NO",
}

func (w *world) replies() []*reply {
	if w.phones == nil {
		return nil
	}
	return w.phones.replies
}

// attend looks after the phones for a while, and reports whether the sitting goes
// on.
func (p *phones) attend(over chan struct{}) bool {
	select {
	case <-over:
		return false
	case <-time.After(5*time.Second + 1): // at no moment of the server's own
		p.look()
		return true
	}
}

// look reads the messages that went out since, and has what they ask answered.
func (p *phones) look() {
	if p == nil {
		return
	}
	text, err := os.ReadFile(filepath.Join(p.dir, notify.SpoolFile))
	if err != nil {
		p.violated("the spool: %v", err)
		return
	}
	p.notice()
	for _, line := range strings.SplitAfter(string(text[p.read:]), "\n") {
		var sms notify.SMS
		if !strings.HasSuffix(line, "\n") || json.Unmarshal([]byte(line), &sms) != nil {
			return // it is still being written
		}
		p.read += len(line)
		p.gets(sms)
	}
}

var (
	codeIn   = regexp.MustCompile(`(\d{4})-[A-Z]`)
	numberIn = regexp.MustCompile(`YES (\d+)`)
)

// gets is what a citizen does with an SMS.
func (p *phones) gets(sms notify.SMS) {
	switch sms.Kind {
	case registry.BookingMessage, registry.ReissueMessage:
		code, err := dosedesk.ParseCode(codeIn.FindStringSubmatch(sms.Text)[1])
		if err != nil {
			p.violated("a message that tells no code: %v", err)
		}
		p.codes[sms.Appointment] = code
	case registry.QuestionMessage:
		number := 1
		if found := numberIn.FindStringSubmatch(sms.Text); found != nil {
			_, _ = fmt.Sscan(found[1], &number)
		}
		p.asked[sms.To]++
		p.answer(sms, number)
	case registry.ConfirmationMessage, registry.HelpMessage:
	}
}

func (p *phones) answer(sms notify.SMS, number int) {
	chance := rand.New(rand.NewPCG(p.seed, binary.BigEndian.Uint64(sms.Subject[8:])^binary.BigEndian.Uint64(sms.Subject[:8])))
	habit := habits[chance.IntN(len(habits))]
	wait := someTime(chance, 40*time.Second)
	for words := range strings.SplitSeq(habit, ", ") {
		if words == "" {
			continue
		}
		r := &reply{SMS: sms, number: number}
		text := r.words(words, p.codes[sms.Appointment], chance)
		wait += 1 + someTime(chance, 3*time.Second)
		send := func() { p.later(wait, func() { p.send(r, text) }) }
		if chance.IntN(6) == 0 {
			p.held = append(p.held, send)
			p.met("late reply")
			continue
		}
		send()
	}
}

// words makes the SMS, and keeps what it says.
func (r *reply) words(words string, own dosedesk.Code, chance *rand.Rand) (text string) {
	text = words
	switch words {
	case "YES", "हाँ":
		r.said = string(dosedesk.SaidYes)
	case "NO":
		r.said = string(dosedesk.SaidNo)
	case "CODE", "WRONG":
		r.said, r.code = "code", own // none where he walked in
		if words == "WRONG" || own == (dosedesk.Code{}) {
			r.code, _ = dosedesk.ParseCode(fmt.Sprintf("%04d", chance.IntN(10_000))) //nolint:errcheck // it is one
		}
		text = r.code.Digits()
		if chance.IntN(2) == 0 {
			text += "-" + string(r.code.CheckLetter())
		}
	default:
		r.said = "unclear"
	}
	if r.number > 1 {
		text += fmt.Sprint(" ", r.number)
	}
	return text
}

// later has somebody do something, and keeps the world from coming to rest
// before.
func (w *world) later(wait time.Duration, do func()) {
	w.expect(1)
	go func() {
		time.Sleep(wait)
		do()
		w.expect(-1)
	}()
}

// wake has those answer who waited.
func (p *phones) wake() {
	if p == nil {
		return
	}
	for _, send := range p.held {
		send()
	}
	p.held = nil
}

// send appends an SMS to the inbox, as whoever receives them for the server does.
func (p *phones) send(r *reply, text string) {
	if r.said == "code" {
		p.proves(r.Appointment, r.code)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said[r.To] = p.said[r.To] || r.said == string(dosedesk.SaidYes)
	p.figures.faults["reply"]++
	p.note("%s: a %s", r.To, r.said)
	line, err := json.Marshal(map[string]string{"from": "+91" + r.To, "text": text})
	if err != nil {
		panic(err)
	}
	file, err := os.OpenFile(filepath.Join(p.dir, server.InboxFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	defer file.Close() //nolint:errcheck // the write says what is wrong
	info, err := file.Stat()
	if err == nil {
		_, err = file.Write(append(line, '\n'))
	}
	if err != nil {
		panic(err)
	}
	r.at, r.sent = info.Size(), p.now()
	p.replies = append(p.replies, r)
}

// notice keeps when the server had taken what.
func (p *phones) notice() {
	taken := p.site.inboxTaken()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.replies {
		if r.taken.IsZero() && r.at < taken {
			r.taken = p.now()
		}
	}
}

// quiet reports whether every message was read, and every reply taken, however
// long it had to wait for its question.
func (p *phones) quiet() bool {
	if p == nil {
		return true
	}
	spool, err := os.Stat(filepath.Join(p.dir, notify.SpoolFile))
	if err != nil || spool.Size() != int64(p.read) {
		return false
	}
	inbox, err := os.Stat(filepath.Join(p.dir, server.InboxFile))
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	return err == nil && inbox.Size() == p.site.inboxTaken() && p.site.heard()
}

// heard reports whether no reply waits whose question is back.
func (s *site) heard() (all bool) {
	err := s.registry.View(context.Background(), func(tx *registry.Tx) error {
		waiting, err := tx.Answerable()
		all = len(waiting) == 0
		return err
	})
	return err == nil && all
}

// inboxTaken is how far the server has read the inbox; 0 while it is down.
func (s *site) inboxTaken() (at int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.handler == nil {
		return 0
	}
	err := s.registry.View(context.Background(), func(tx *registry.Tx) error {
		text, _, err := tx.Meta("inbox_offset")
		_, _ = fmt.Sscan(text, &at)
		return err
	})
	if err != nil {
		s.violated("the inbox: %v", err)
	}
	return at
}
