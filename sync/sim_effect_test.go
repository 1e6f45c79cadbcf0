package sync_test

import (
	"bytes"
	"net/http"

	"dosedesk"
	"dosedesk/sync/server/certificate"
	"dosedesk/sync/wire"
)

// forge has new events claim that the server once called them right.
func (l *line) forge(r *http.Request, body []byte) (*http.Response, error) {
	var push wire.PushRequest
	if r.URL.Path != wire.PathEvents || wire.Unpack(bytes.NewReader(body), "gzip", wire.MaxBody, &push) != nil || push.Again != nil {
		return l.back(r, l.deliver(r, body))
	}
	for _, e := range push.Events {
		claim := dosedesk.Receipt{Event: e.ID, Effect: 1, Proof: dosedesk.Proof{1}}
		claim.Verdict = dosedesk.Verdict{Answer: dosedesk.Accepted, Change: 1, At: l.now()}
		if e.Kind == dosedesk.KindCodeEntered {
			claim.Code, claim.TriesLeft = dosedesk.CodeRight, dosedesk.CodeTries
		}
		push.Again = append(push.Again, claim)
	}
	forged, err := wire.Pack(push)
	if err != nil {
		return nil, err
	}
	return l.back(r, l.deliver(r, forged))
}

// carriedAnew reports whether an event may have come to a restored server on a
// stick, as new, after its terminal had a verdict on it: whoever carries it knows of
// none.
func (t *terminal) carriedAnew(e dosedesk.Event) bool { return t.site.lost > 0 && t.exported[e.ID] }

// checkEffect checks that what a terminal was told of an event still holds,
// though the server may have been put back to a backup since: no state but
// forward, no certificate with another number, no try given back.
func (t *terminal) checkEffect(e dosedesk.Event, entry dosedesk.Entry) {
	told, ok := t.vault.Receipt(e.ID)
	if !ok {
		return
	}
	switch e.Kind {
	case dosedesk.KindCodeEntered, dosedesk.KindReissueAsked:
		t.checkCode(e, told, entry.Code)
	case dosedesk.KindDoseRecorded:
		for _, dose := range entry.Doses {
			if dose.ID == e.ID {
				t.checkStanding(told, dose, entry)
			}
		}
	case dosedesk.KindVisitDeferred, dosedesk.KindWalkin, dosedesk.KindOverride, dosedesk.KindDoseCorrected:
	}
}

func (t *terminal) checkCode(e dosedesk.Event, told dosedesk.Receipt, now dosedesk.CodeState) {
	used := func(issue, left int) int { return dosedesk.CodeTries + issue - 1 - left }
	switch {
	case told.Code == dosedesk.CodeRight && !now.Right:
		t.violated("TRIES: terminal %d: the right code of event %d is forgotten", t.n, e.Number)
	case told.Effect > now.Issue:
		t.violated("TRIES: terminal %d: event %d led to code %d, the server has code %d", t.n, e.Number, told.Effect, now.Issue)
	case told.Effect > 0 && used(told.Effect, told.TriesLeft) > used(now.Issue, now.TriesLeft):
		t.violated("TRIES: terminal %d: event %d: a try was given back", t.n, e.Number)
	}
}

// checkStanding checks a dose against what its terminal was told last. What a
// correction, the citizen or his first dose has taken back is taken back.
func (t *terminal) checkStanding(told dosedesk.Receipt, dose dosedesk.Dose, entry dosedesk.Entry) {
	confirmed := told.Answer == dosedesk.Accepted
	if told.Standing.State != "" {
		confirmed = told.Standing.State == dosedesk.DoseConfirmed
	}
	if !confirmed {
		return
	}
	if dose.State == dosedesk.DoseConfirmed {
		if dose.Certificate != certificate.Number(dose.ID) {
			t.violated("CONFIRMED: terminal %d: a certificate has another number now", t.n)
		}
		return
	}
	switch dose.Reason {
	case dosedesk.ReasonDisputed, dosedesk.ReasonAlreadyGiven, dosedesk.ReasonOtherDay, dosedesk.ReasonVaccineDiffers:
		return
	default:
		t.violated("CONFIRMED: terminal %d: a confirmed dose is %s(%s) now", t.n, dose.State, dose.Reason)
	}
}
