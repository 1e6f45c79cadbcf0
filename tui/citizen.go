package tui

import "dosedesk"

type citizen struct{}

func newCitizen(appointment dosedesk.ID) *citizen { return &citizen{} }

func (s *citizen) press(d *desk, k key) action { return stay() }
func (s *citizen) lines(d *desk, height int) []string { return nil }
func (s *citizen) bindings(d *desk) []binding { return nil }
