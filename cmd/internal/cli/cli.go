// Package cli is what the commands' command lines have in common: the exit
// status and the log file.
package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"dosedesk"
)

// The exit statuses.
const (
	Done    = 0
	Failure = 1 // the command line was right, the work failed
	Usage   = 2 // the command line was wrong
)

// Run runs a command on the process's command line and returns the exit status.
// The first SIGINT or SIGTERM ends the command's context.
func Run(root *cobra.Command) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Execute(ctx, root)
}

// Execute runs a command and returns the exit status. What went wrong is one
// sentence on the command's standard error.
func Execute(ctx context.Context, root *cobra.Command) int {
	root.SilenceErrors, root.SilenceUsage = true, true
	markFailures(root)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return Done
	}
	_, _ = fmt.Fprintf(root.ErrOrStderr(), "%s: %v\n", root.Name(), err)
	var f failure
	if errors.As(err, &f) {
		return Failure
	}
	_, _ = fmt.Fprintf(root.ErrOrStderr(), "See '%s --help'.\n", root.Name())
	return Usage
}

// markFailures tells what a command's own work failed with from what cobra
// found wrong with the command line.
func markFailures(c *cobra.Command) {
	if run := c.RunE; run != nil {
		c.RunE = func(c *cobra.Command, args []string) error {
			err := run(c, args)
			var u usage
			if err == nil || errors.As(err, &u) {
				return err
			}
			return failure{err}
		}
	}
	for _, sub := range c.Commands() {
		markFailures(sub)
	}
}

type failure struct{ error }

// Unwrap returns the error.
func (f failure) Unwrap() error { return f.error }

type usage struct{ error }

// Usagef returns an error for a command line that is wrong in a way that only
// the command itself can tell.
func Usagef(format string, args ...any) error {
	return usage{dosedesk.Errorf(dosedesk.EInvalid, format, args...)}
}

// OpenLog opens a log file to append to, readable by its owner only.
func OpenLog(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600) //nolint:gosec // the operator's own path
}
