package tui

import (
	"fmt"

	"dosedesk"
)

// codeState is what became of the code, where anything did.
func (s *citizen) codeState(d *desk, v dosedesk.Visit) string {
	w := d.words.Citizen
	switch {
	case s.slipHelps(v) && d.judge(v, s.answers).Outcome.Admits():
		return good(d.words.Slip.GoesOn)
	case s.slipHelps(v):
		return good(d.words.Slip.InHand)
	case v.Clearance == dosedesk.ClearedRight:
		return good(d.clearedAt(v, w.ClearedRight))
	case v.Clearance == dosedesk.ClearedSlip:
		return good(d.clearedAt(v, w.ClearedSlip))
	case v.Clearance == dosedesk.ClearedSealed:
		return warn(d.clearedAt(v, w.ClearedSealed))
	case v.Clearance == dosedesk.ClearedOverride:
		return warn(d.clearedAt(v, fmt.Sprintf(w.ClearedOver, v.Override.By.Name)))
	case v.Code.Locked():
		return bad("! " + w.Locked)
	}
	return ""
}

// clearedAt says how a citizen was cleared, and when, where that was here and
// since the program started.
func (d *desk) clearedAt(v dosedesk.Visit, how string) string {
	at, known := d.entered[v.ClearedBy]
	if v.Clearance == dosedesk.ClearedOverride {
		at, known = v.Override.At, true
	}
	if !known {
		return how
	}
	return fmt.Sprintf(d.words.Citizen.ClearedAt, d.moment(at), how)
}

// slipHelps reports whether a scanned slip is taken, and says more than what
// cleared him.
func (s *citizen) slipHelps(v dosedesk.Visit) bool {
	return s.slip.Appointment == s.appointment && !v.Code.Locked() && !v.Reissuing && v.Clearance != dosedesk.ClearedRight && v.Clearance != dosedesk.ClearedSlip
}
