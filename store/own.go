package store

import (
	"cmp"
	"slices"
	"time"

	"dosedesk"
	"dosedesk/store/keys"
)

// outboxMemory is what memory holds of outbox.db. The events themselves stay
// in the file, those excepted that the roster does not reflect yet.
type outboxMemory struct {
	enrolment dosedesk.Enrolment
	grants    []keys.Grant
	stock     map[dosedesk.Vaccine]dosedesk.Stock
	before    head           // behind which the chain begins
	last      dosedesk.Event // the zero Event before the first
	lastHash  dosedesk.Hash
	numbers   map[dosedesk.ID]uint64 // of every event
	unsent    []unsent               // in the order of their numbers
	own       map[dosedesk.ID][]own  // by appointment: events that may have to be laid over its entry
	once      once
}

type unsent struct {
	number uint64
	at     time.Time
}

type own struct {
	event dosedesk.Event
	*judgement
}

func newOutboxMemory() *outboxMemory {
	return &outboxMemory{
		stock:   map[dosedesk.Vaccine]dosedesk.Stock{},
		numbers: map[dosedesk.ID]uint64{},
		own:     map[dosedesk.ID][]own{},
		once:    newOnce(),
	}
}

// add takes in the event that follows the last one.
func (m *outboxMemory) add(event dosedesk.Event, j *judgement) {
	m.last, m.lastHash = event, event.Hash()
	m.numbers[event.ID] = event.Number
	if j == nil {
		m.unsent = append(m.unsent, unsent{event.Number, event.At.Wall})
	}
	about := event.Body.About()
	m.own[about] = append(m.own[about], own{event, j})
	m.once.add(event)
	if j != nil && j.Answer == dosedesk.Refused {
		m.once.refuse(event)
	}
}

// judge takes in verdicts, by their events' numbers.
func (m *outboxMemory) judge(judged map[uint64]*judgement) {
	m.unsent = slices.DeleteFunc(m.unsent, func(u unsent) bool { return judged[u.number] != nil })
	for _, list := range m.own {
		for i, o := range list {
			j := judged[o.event.Number]
			if j == nil {
				continue
			}
			list[i].judgement = j
			if j.Answer == dosedesk.Refused {
				m.once.refuse(o.event)
			}
		}
	}
}

func (m *outboxMemory) isUnsent(number uint64) bool {
	_, found := slices.BinarySearchFunc(m.unsent, number, func(u unsent, n uint64) int { return cmp.Compare(u.number, n) })
	return found
}

// forget drops the events that a roster reflects.
func (m *outboxMemory) forget(booked *rosterMemory) {
	for about, list := range m.own {
		left := slices.DeleteFunc(slices.Clone(list), booked.reflects)
		if len(left) == 0 {
			delete(m.own, about)
			continue
		}
		m.own[about] = left
	}
}

// overlay returns the own events about an appointment as NewVisit wants them.
func (m *outboxMemory) overlay(about dosedesk.ID) []dosedesk.Own {
	list := m.own[about]
	if len(list) == 0 {
		return nil
	}
	overlay := make([]dosedesk.Own, len(list))
	for i, o := range list {
		overlay[i].Event = o.event
		if o.judgement != nil {
			overlay[i].Verdict = &o.Verdict
		}
	}
	return overlay
}
