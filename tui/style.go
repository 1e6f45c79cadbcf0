package tui

import "github.com/charmbracelet/lipgloss"

// Colours are the terminal's own, by number, and never alone: a state is a word
// and a symbol first. lipgloss colours, and never measures (see tui/text).
func bold(s string) string { return lipgloss.NewStyle().Bold(true).Render(s) }
func good(s string) string { return lipgloss.NewStyle().Foreground(lipgloss.Color("2")).Render(s) }
func warn(s string) string { return lipgloss.NewStyle().Foreground(lipgloss.Color("3")).Render(s) }
func bad(s string) string {
	return lipgloss.NewStyle().Foreground(lipgloss.Color("1")).Bold(true).Render(s)
}
func faint(s string) string    { return lipgloss.NewStyle().Faint(true).Render(s) }
func reversed(s string) string { return lipgloss.NewStyle().Reverse(true).Render(s) }
