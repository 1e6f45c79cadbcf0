package tui

import "dosedesk"

type codeEntry struct{}

func newCode(appointment dosedesk.ID, answers dosedesk.Answers) *codeEntry { return &codeEntry{} }

func (s *codeEntry) press(d *desk, k key) action { return stay() }
func (s *codeEntry) lines(d *desk, height int) []string { return nil }
func (s *codeEntry) bindings(d *desk) []binding { return nil }
