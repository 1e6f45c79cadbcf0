package tui

// A scroll is how far a screen with more lines than rows was moved down.
type scroll struct{ top int }

// press takes the arrows; ok is false for another key. The end is found when
// the lines are drawn.
func (s *scroll) press(k key) (ok bool) {
	switch k.name() {
	case "up":
		s.top--
	case "down":
		s.top++
	case "pgup":
		s.top -= 10
	case "pgdown":
		s.top += 10
	default:
		return false
	}
	return true
}

// window returns the lines that fit.
func (s *scroll) window(lines []string, height int) []string {
	s.top = max(0, min(s.top, len(lines)-height))
	return lines[s.top:min(len(lines), s.top+height)]
}
