package tui

import "dosedesk"

type confirm struct{}

func newConfirm(appointment dosedesk.ID, answers dosedesk.Answers) *confirm { return &confirm{} }

func (s *confirm) press(d *desk, k key) action { return stay() }
func (s *confirm) lines(d *desk, height int) []string { return nil }
func (s *confirm) bindings(d *desk) []binding { return nil }
