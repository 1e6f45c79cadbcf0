package notify

import (
	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

// linked ends a message that tells a code with a link to the slip, where phones
// can reach the server.
func (w *Worker) linked(e dosedesk.Entry, line SMS) SMS {
	if w.PublicURL == "" || line.Kind != registry.BookingMessage && line.Kind != registry.ReissueMessage {
		return line
	}
	link, kept := registry.NewSlipLink(e.Appointment, e.Code.Issue, w.Now())
	line.link = &kept
	slip := " Your slip: "
	if w.Lang == words.Hindi {
		slip = " आपकी पर्ची: "
	}
	// Last, without a full stop: phones take what follows for a part of the link.
	line.Text += slip + words.SlipURL(w.PublicURL, link)
	return line
}

// keepLinks keeps what opens the links in the lines.
func keepLinks(tx *registry.Tx, lines []SMS) error {
	for _, line := range lines {
		if line.link == nil {
			continue
		}
		if err := tx.AddSlipLink(*line.link); err != nil {
			return err
		}
	}
	return nil
}
