package dosedesk

// Repair names what a terminal found damaged when it started, and put right. The
// damaged file is kept beside the new one.
type Repair string

// The repairs.
const (
	RepairEvents  Repair = "events"  // the outbox lacked events that the journal has
	RepairOutbox  Repair = "outbox"  // made anew from the journal; verdicts, PIN counts and stock are lost
	RepairJournal Repair = "journal" // made anew from the outbox
	RepairRoster  Repair = "roster"  // begun anew, to be fetched
	RepairLast    Repair = "last"    // the outbox is lost, and the journal's last record cannot be read
)
