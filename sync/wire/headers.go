package wire

import (
	"time"

	"dosedesk"
)

// begun are ids that begin alike, as those do that were made one after another.
type begun struct {
	Begin []byte `json:"begin,omitempty"`
	Rest  []byte `json:"rest,omitempty"` // of each, one behind the other
}

func joinIDs(list []dosedesk.ID) (b begun) {
	if len(list) == 0 {
		return b
	}
	b.Begin = list[0][:]
	for _, id := range list {
		for n := range b.Begin {
			if id[n] != b.Begin[n] {
				b.Begin = b.Begin[:n]
				break
			}
		}
	}
	for _, id := range list {
		b.Rest = append(b.Rest, id[len(b.Begin):]...)
	}
	return b
}

func (b begun) split(c *codec, n int) []dosedesk.ID {
	list, each := make([]dosedesk.ID, n), len(dosedesk.ID{})-len(b.Begin)
	if each < 0 || len(b.Rest) != n*each || n == 0 && len(b.Begin) > 0 {
		c.fail("ids of another length")
		return list
	}
	for i := range list {
		copy(list[i][copy(list[i][:], b.Begin):], b.Rest[i*each:])
	}
	return list
}

// steps moves numbers that grow, each as the difference from the one before.
func steps(c *codec, numbers []int64, differences *[]int64) {
	if c.reading && len(*differences) != len(numbers) {
		c.fail("unequal lengths")
		return
	}
	last := int64(0)
	for i := range numbers {
		if c.reading {
			numbers[i] = last + (*differences)[i]
		} else {
			*differences = append(*differences, numbers[i]-last)
		}
		last = numbers[i]
	}
}

func (t *eventColumns) moveHeaders(c *codec, events []*dosedesk.Event) {
	frames, list := make([]frame, len(events)), make([]dosedesk.ID, len(events))
	number, wall, uptime := make([]int64, len(events)), make([]int64, len(events)), make([]int64, len(events))
	for i, e := range events {
		frames[i], list[i] = frame{e.Terminal, e.By, e.At.Boot, e.Schedule}, e.ID
		number[i], wall[i] = int64(e.Number), e.At.Wall.UnixMilli() //nolint:gosec // read back the same way
		uptime[i] = int64(e.At.Uptime) - wall[i]*int64(time.Millisecond)
	}
	if !c.reading {
		t.ID = joinIDs(list)
	}
	list = t.ID.split(c, len(events))
	lookup(c, frames, &t.Frame, func(f *frame) *frame { return f })
	steps(c, number, &t.Number)
	steps(c, wall, &t.Wall)
	steps(c, uptime, &t.Uptime)
	for i, e := range events {
		if !c.reading {
			continue
		}
		f := frames[i]
		e.ID, e.Kind, e.Terminal, e.By, e.Schedule = list[i], e.Body.Kind(), f.Terminal, f.By, f.Schedule
		e.Number = uint64(number[i]) //nolint:gosec // see above
		e.At = dosedesk.Stamp{
			Wall: time.UnixMilli(wall[i]).UTC(), Boot: f.Boot, Uptime: time.Duration(uptime[i] + wall[i]*int64(time.Millisecond)),
		}
	}
}

// movePrevious moves the n hashes of the events before; it comes last, since it
// takes whole events to tell one.
func (t *eventColumns) movePrevious(c *codec, list []*dosedesk.Event, n int) {
	if !c.reading {
		t.Previous = nil
	} else if len(t.Previous) != n {
		c.fail("unequal lengths")
	}
	at := 0
	for i, e := range list {
		if e == nil || c.err != nil {
			continue
		}
		follows := i > 0 && list[i-1] != nil
		var before dosedesk.Hash
		if follows {
			before = list[i-1].Hash()
		}
		if !c.reading {
			t.Previous = append(t.Previous, previousText(e.Previous, before, follows))
			continue
		}
		e.Previous = before
		if text := t.Previous[at]; text != "" {
			if err := e.Previous.UnmarshalText([]byte(text)); err != nil {
				c.fail("a hash that is none")
			}
		} else if !follows {
			c.fail("an event that follows none")
		}
		at++
	}
}

func previousText(previous, before dosedesk.Hash, follows bool) string {
	if follows && previous == before {
		return ""
	}
	text, _ := previous.MarshalText() //nolint:errcheck // it never fails
	return string(text)
}
