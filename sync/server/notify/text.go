package notify

import (
	"fmt"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

// A letter is all that a message to a citizen says.
type letter struct {
	kind   registry.MessageKind
	entry  dosedesk.Entry
	centre dosedesk.Centre
	dose   dosedesk.Dose // that the message is about, if it is about one
	number int           // of the question
}

// text renders a letter; this is where a code becomes readable, on its way to
// the citizen.
func (l letter) text(lang words.Lang, key dosedesk.CodeKey) string {
	switch l.kind {
	case registry.ConfirmationMessage:
		return l.confirmation(lang)
	case registry.QuestionMessage:
		return l.question(lang)
	case registry.HelpMessage:
		return l.help(lang)
	case registry.BookingMessage, registry.ReissueMessage:
	}
	if l.entry.Booking != dosedesk.Online {
		return "" // there is no code to write about
	}
	code := key.Code(l.entry.ID, l.entry.Code.Issue)
	printed := fmt.Sprintf("%s-%c", code.Digits(), code.CheckLetter())
	if l.kind == registry.ReissueMessage {
		return l.reissue(lang, printed)
	}
	return l.booking(lang, printed)
}

func (l letter) booking(lang words.Lang, code string) string {
	e := l.entry
	if lang == words.Hindi {
		return fmt.Sprintf("%s: %s की डोज़ %d की बुकिंग %s, %s, %s पर हुई। कोड %s: केंद्र पर ही बताएँ, टीके से पहले। फ़ोटो पहचान पत्र साथ लाएँ।",
			lang.Name(e.Citizen), e.Session.Vaccine, e.Dose, lang.Day(e.Session.Day), e.Slot, lang.Centre(l.centre), code)
	}
	return fmt.Sprintf("%s: dose %d of %s is booked for %s, %s, at %s. Your code is %s: give it at the centre only, before the dose. Bring your photo ID.",
		lang.Name(e.Citizen), e.Dose, e.Session.Vaccine, lang.Day(e.Session.Day), e.Slot, lang.Centre(l.centre), code)
}

func (l letter) reissue(lang words.Lang, code string) string {
	if lang == words.Hindi {
		return fmt.Sprintf("%s: %s के लिए आपका नया कोड %s है। पुराना कोड अब मान्य नहीं है। केंद्र पर ही बताएँ।",
			lang.Name(l.entry.Citizen), lang.Centre(l.centre), code)
	}
	return fmt.Sprintf("%s: your new code for %s is %s. The old one is no longer taken. Give it at the centre only.",
		lang.Name(l.entry.Citizen), lang.Centre(l.centre), code)
}

func (l letter) confirmation(lang words.Lang) string {
	day, clock := lang.Day(dosedesk.DayOf(l.dose.GivenAt)), words.Clock(l.dose.GivenAt)
	if lang == words.Hindi {
		return fmt.Sprintf("%s: %s को %s बजे %s की डोज़ %d दर्ज हुई। प्रमाणपत्र संख्या %s।",
			lang.Name(l.entry.Citizen), day, clock, l.dose.Vaccine, l.dose.Number, l.dose.Certificate)
	}
	return fmt.Sprintf("%s: dose %d of %s recorded on %s at %s, certificate number %s.",
		lang.Name(l.entry.Citizen), l.dose.Number, l.dose.Vaccine, day, clock, l.dose.Certificate)
}
