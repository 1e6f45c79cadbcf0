// Command dosedesk-demo is a whole dosedesk in one process: a server with a
// centre of 2,000 made-up bookings, and one desk, joined by a network cable
// that F11 pulls. F12 shows the phone of the citizen on the screen. It serves
// to try the desk, to train people and to test it.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/dosedesk-demo/bookings"
	"dosedesk/cmd/internal/cli"
	"dosedesk/sync/server/words"
	"dosedesk/tui/lang"
)

func main() {
	debug.SetTraceback("none") // a stack trace shows arguments, and a code may be one
	m := NewMain()
	os.Exit(cli.Run(m.Command()))
}

// Main is the program, with its flags.
type Main struct {
	On       string // the day on which the demo takes place, YYYY-MM-DD
	Dir      string // folder to keep everything in; a temporary one where empty
	Bookings string // CSV file of bookings; the built-in ones where empty
	Lang     string // language of the first screen: en, hi or hi-Latn
}

// NewMain returns the program with its defaults.
func NewMain() *Main { return &Main{On: "2021-05-13", Lang: "en"} }

// Command returns the command line.
func (m *Main) Command() *cobra.Command {
	c := &cobra.Command{
		Use:   "dosedesk-demo",
		Short: "Try dosedesk: a server, 2,000 made-up bookings and a desk in one program",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return m.Run(c.Context(), c.ErrOrStderr()) },
	}
	c.Flags().StringVar(&m.On, "on", m.On, "`DATE` of the demo, whose clock starts at 09:30")
	c.Flags().StringVar(&m.Dir, "dir", "", "`DIR` to keep everything in, and to go on from next time (default: a temporary one, removed at the end)")
	c.Flags().StringVar(&m.Bookings, "bookings", "", "`FILE` of bookings to use, as for dosedeskd bookings import (default: the built-in ones, on the demo's day)")
	c.Flags().StringVar(&m.Lang, "lang", m.Lang, "language: en, hi or hi-Latn")
	return c
}

// Run shows the demo until the operator quits.
func (m *Main) Run(ctx context.Context, out io.Writer) error {
	on, err := dosedesk.ParseDay(m.On)
	if err != nil {
		return cli.Usagef("--on %s: %v", m.On, err)
	}
	language, ok := lang.Parse(m.Lang)
	if !ok {
		return cli.Usagef("--lang %s: a language is en, hi or hi-Latn", m.Lang)
	}
	dir, remove, err := m.folder()
	if err != nil {
		return err
	}
	defer remove()
	file, err := m.open(on)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	log, err := cli.OpenLog(filepath.Join(dir, "demo.log"))
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()

	_, _ = fmt.Fprintln(out, "dosedesk-demo: preparing the centre ...")
	s, err := openSite(ctx, dir, on, smsLang(language), file, slog.New(slog.NewTextHandler(log, nil)))
	switch {
	case dosedesk.CodeOf(err) == dosedesk.EInvalid && m.Bookings != "":
		return fmt.Errorf("%s: %w", m.Bookings, err)
	case err != nil:
		return err
	}
	defer s.close()
	d := s.desk()
	d.Language = language
	return d.Run(ctx)
}

// smsLang is the language of the citizens' messages. Nobody writes them in
// Hindi in Latin letters.
func smsLang(l lang.Language) words.Lang {
	if l == lang.English {
		return words.English
	}
	return words.Hindi
}

// folder returns where to keep everything, and what to do with it at the end.
func (m *Main) folder() (dir string, remove func(), err error) {
	if m.Dir != "" {
		return m.Dir, func() {}, os.MkdirAll(m.Dir, 0o700)
	}
	dir, err = os.MkdirTemp("", "dosedesk-demo-")
	return dir, func() { _ = os.RemoveAll(dir) }, err
}

// open opens the bookings. The built-in ones move to the demo's day.
func (m *Main) open(on dosedesk.Day) (io.ReadCloser, error) {
	if m.Bookings != "" {
		return os.Open(m.Bookings)
	}
	rows, err := bookings.Open(on)
	return io.NopCloser(rows), err
}
