package dosedesk

// What the texts and times of an event may have at most: far more than any desk
// records, and as much as every registry keeps and every page carries.
const (
	mostText = 1024 // bytes
	lastYear = 9999 // JSON has no later one
)

// Sound reports whether an event holds only what can be kept and shown again: no
// text beyond all measure or with a NUL, no number beyond 32 bits, no time without
// a year of four digits. No desk records anything else; a broken or hostile
// terminal's event must not spoil the pages of those who would read it.
func (e Event) Sound() bool {
	c := &canon{}
	e.Header.canon(c)
	e.Body.canon(c)
	return !c.unsound
}
