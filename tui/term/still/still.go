// Package still keeps the start of the program quiet: importing it is all.
//
// Bubble Tea v1 asks the terminal for its background colour before main begins,
// and waits five seconds where nothing answers: on a serial line, in a script.
// With the answer set, it does not ask. Packages are initialised in the order
// of their import paths as far as their imports allow, so this one imports
// nothing but lipgloss, and "dosedesk/..." sorts before "github.com/...".
package still

import "github.com/charmbracelet/lipgloss"

// The screens use the colours 0 to 15 by number and look the same on either
// background, so the answer does not matter.
func init() { lipgloss.SetHasDarkBackground(true) }
