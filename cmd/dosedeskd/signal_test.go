package main

import (
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

func TestSignalsInTwoTables(t *testing.T) {
	day := dosedesk.Day{Year: 2021, Month: 5, Day: 13}
	wrong := []server.Signal{{Signal: registry.Signal{Centre: 603425, Operator: "sunita", Day: day, Alarm: dosedesk.AlarmWarn, Wrong: 5, Entered: 100}}}
	paper := []registry.PaperShare{{Centre: 603425, Operator: "ravi", Day: day, Paper: 12, Doses: 80}}
	for _, c := range []struct {
		wrong []server.Signal
		paper []registry.PaperShare
		says  []string
	}{
		{nil, nil, []string{"no signals"}},
		{wrong, nil, []string{"sunita"}},
		{nil, paper, []string{"from paper", "2021-05-13  603425  ravi      12          80"}},
		{wrong, paper, []string{"sunita", "from paper", "ravi"}},
	} {
		var out strings.Builder
		must(printSignals(&out, c.wrong, c.paper))
		for _, name := range []string{"sunita", "from paper", "ravi", "no signals"} {
			said := false
			for _, want := range c.says {
				said = said || strings.Contains(want, name)
			}
			if strings.Contains(out.String(), name) != said {
				t.Errorf("of %q it says:\n%s", name, out.String())
			}
		}
		for _, want := range c.says {
			if !strings.Contains(out.String(), want) {
				t.Errorf("it does not say %q:\n%s", want, out.String())
			}
		}
	}
}
