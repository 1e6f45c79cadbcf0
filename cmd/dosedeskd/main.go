// Command dosedeskd is the server of the vaccination desk: it takes in bookings,
// judges what terminals recorded, and has citizens told.
//
//	dosedeskd serve            answer terminals and send messages
//	dosedeskd bookings import  take in a file of bookings
//	dosedeskd events import    take in what a terminal without a link exported, or
//	                           what one that is gone left
//	dosedeskd slip show        print the slip of an appointment, with its code
//	dosedeskd slip link        print a link that opens it on a phone
//	dosedeskd terminal add     let a machine enrol at a centre
//	dosedeskd terminal list    the machines of a centre
//	dosedeskd terminal revoke  keep one from fetching anything
//	dosedeskd recovery ...     the district's key, which opens every terminal's vault
//	dosedeskd operator ...     who works at a centre
//	dosedeskd centre set       a centre's name and kind
//	dosedeskd signal list      where too many codes were wrong
//	dosedeskd registry restored  say that the registry was put back to a backup
//
// The commands work on the registry itself, also beside a running server. What
// they found goes to standard output, everything else to standard error. The
// exit status is 2 for a wrong command line, 1 for a failure.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

func main() {
	debug.SetTraceback("none") // a stack trace shows arguments, and a code may be one
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := (&Main{Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now}).Run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// Main is one run of the program.
type Main struct {
	Stdout, Stderr io.Writer
	Now            func() time.Time

	registry string // --registry
	keys     string // --keys
}

// Run runs a command line and returns the exit status. It ends, at the latest,
// soon after ctx does.
func (m *Main) Run(ctx context.Context, args []string) int {
	root := m.command()
	root.SetArgs(args)
	root.SetOut(m.Stdout)
	root.SetErr(m.Stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	_, _ = fmt.Fprintln(m.Stderr, "dosedeskd:", err)
	var failed failure
	if errors.As(err, &failed) {
		return 1
	}
	return 2
}

// A failure is an error of a command that was well written.
type failure struct{ error }

// Unwrap returns the error.
func (f failure) Unwrap() error { return f.error }

func (m *Main) command() *cobra.Command {
	root := &cobra.Command{
		Use: "dosedeskd", Short: "the server of the vaccination desk",
		SilenceErrors: true, SilenceUsage: true,
	}
	root.PersistentFlags().StringVar(&m.registry, "registry", "", "the registry, as sqlite:FILE or postgres://USER@HOST/DATABASE")
	root.PersistentFlags().StringVar(&m.keys, "keys", "", "the key file (default: beside the registry, FILE.keys)")
	root.AddCommand(m.serve(), m.bookings(), m.events(), m.slip(), m.terminal(), m.operator(), m.centre(), m.signal(), m.recovery(), m.restored())
	return root
}

// group is a command that only has commands below it.
func group(use, short string, below ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return fmt.Errorf("%s needs a further word; see %s --help", c.CommandPath(), c.CommandPath())
		},
	}
	c.AddCommand(below...)
	return c
}

// withServer runs work with a server over the registry that the command line
// names; c says what else the server needs. Work's error is a failure.
func (m *Main) withServer(ctx context.Context, c server.Config, needsKeys bool, work func(*server.Server) error) error {
	file, err := registry.File(m.registry)
	if err != nil {
		return fmt.Errorf("--registry: %w", err)
	}
	if needsKeys && m.shared() && m.keys == "" {
		return errors.New("--keys: a registry on PostgreSQL has no file to put the keys beside, name one")
	}
	if err := m.run(ctx, file, c, needsKeys, work); err != nil {
		return failure{err}
	}
	return nil
}

// shared reports whether other servers may have the same registry.
func (m *Main) shared() bool {
	file, err := registry.File(m.registry)
	return err == nil && file == ""
}

func (m *Main) run(ctx context.Context, file string, c server.Config, needsKeys bool, work func(*server.Server) error) (err error) {
	c.Now = m.Now
	c.Log = slog.New(slog.NewTextHandler(m.Stderr, nil))
	if c.Registry, err = registry.Open(ctx, m.registry); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Registry.Close()) }()
	if needsKeys {
		path := m.keys
		if path == "" {
			path = file + ".keys"
		}
		if c.Keys, err = server.LoadKeys(ctx, c.Registry, path); err != nil {
			return err
		}
	}
	return work(server.New(c))
}

// wrongLine turns what the server found invalid in a command line's words into
// an error of the command line.
func wrongLine(err error) error {
	var failed failure
	if errors.As(err, &failed) && dosedesk.CodeOf(err) == dosedesk.EInvalid {
		return errors.New(err.Error())
	}
	return err
}
