package server

import (
	"context"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// stopped reports whether no code of an operator is tested for now, because of
// his wrong codes or of the whole centre's.
func (p *push) stopped(operator string) (bool, error) {
	for _, who := range []string{operator, ""} {
		w, err := p.tx.Watch(p.centre.ID, who)
		if err != nil || w.Stopped(p.now) {
			return true, err
		}
	}
	return false, nil
}

// watch counts a tested code, for its operator and then for the centre, and
// raises or ends an alarm. Where there is none a right code raises none, and
// nothing is counted.
func (p *push) watch(e registry.Event) error {
	if e.Verdict.Code != dosedesk.CodeWrong && e.Verdict.Code != dosedesk.CodeRight {
		return nil
	}
	for _, who := range []string{e.Operator, ""} {
		before, err := p.tx.Watch(p.centre.ID, who)
		if err != nil {
			return err
		}
		if before.Alarm == dosedesk.NoAlarm && e.Verdict.Code == dosedesk.CodeRight {
			continue
		}
		if err := p.watchOver(who, before); err != nil {
			return err
		}
	}
	return nil
}

func (p *push) watchOver(operator string, before dosedesk.Watch) error {
	tested, err := p.tx.Tested(p.centre.ID, operator, p.now.Add(-dosedesk.WatchWindow), p.now)
	if err != nil {
		return err
	}
	now := count24(tested)
	if now.Alarm = now.Judge(); now.Alarm == dosedesk.NoAlarm && before.Alarm == dosedesk.NoAlarm {
		return nil
	}
	now.Since = before.Since
	if now.Alarm != before.Alarm {
		now.Since = p.now
	}
	if now.Alarm != dosedesk.NoAlarm {
		if err := p.tx.AddSignal(registry.Signal{
			Centre: p.centre.ID, Operator: operator, Day: dosedesk.DayOf(p.now), Alarm: now.Alarm, Wrong: now.Wrong, Entered: now.Entered,
		}); err != nil {
			return err
		}
	}
	return p.tx.SetWatch(p.centre.ID, operator, now)
}

// count24 counts what was tested, oldest first, and says when so many of the
// wrong ones are past that no stop is left.
func count24(tested []registry.Tested) (w dosedesk.Watch) {
	var wrong []registry.Tested
	for _, t := range tested {
		w.Entered++
		if t.Wrong {
			wrong = append(wrong, t)
		}
	}
	w.Wrong = len(wrong)
	if _, stop := dosedesk.WatchLimits(w.Entered); w.Wrong >= stop {
		w.Until = wrong[w.Wrong-stop].At.Add(dosedesk.WatchWindow)
	}
	return w
}

// Signal is an alarm that was raised on a day; with the day before it is the
// district's.
type Signal struct {
	registry.Signal
	District bool
}

// Signals returns the alarms since a day, the newest first; since no day, those of
// the last week in which there were any.
func (s *Server) Signals(ctx context.Context, since dosedesk.Day) (signals []Signal, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		raised, err := tx.Signals(since)
		if err != nil || len(raised) == 0 {
			return err
		}
		if since.IsZero() {
			since = raised[0].Day.AddDays(-7)
		}
		before, err := tx.Signals(since.AddDays(-1))
		signals = withDistrict(before, since)
		return err
	})
	return signals, err
}

// withDistrict returns the alarms since a day, and marks those that had one about
// the same the day before.
func withDistrict(raised []registry.Signal, since dosedesk.Day) (signals []Signal) {
	type key struct {
		centre   dosedesk.CentreID
		operator string
		day      dosedesk.Day
	}
	on := map[key]bool{}
	for _, r := range raised {
		on[key{r.Centre, r.Operator, r.Day}] = true
	}
	for _, r := range raised {
		if !r.Day.Before(since) {
			signals = append(signals, Signal{r, on[key{r.Centre, r.Operator, r.Day.AddDays(-1)}]})
		}
	}
	return signals
}
