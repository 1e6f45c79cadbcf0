package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/tui/lang"
)

// Eligible is the command that judges made-up cases, so that a change of the
// schedule can be tried before it goes out.
type Eligible struct {
	Schedule string // file of the schedule to judge by; empty: the built-in one
	Lang     string // language of the reasons: en, hi or hi-Latn
}

// NewEligible returns the command with its defaults.
func NewEligible() *Eligible { return &Eligible{Lang: "en"} }

// Command returns the command line.
func (e *Eligible) Command() *cobra.Command {
	c := &cobra.Command{
		Use:   "eligible FILE.csv",
		Short: "judge made-up cases, to try a change of the schedule",
		Long: `Judges each row of FILE.csv (- is standard input) and writes it to standard
output with three columns more: verdict, from (the first day, where not_yet
names one) and reasons (every rule that spoke). The first line names the
columns, in any order; others are passed through:

  on, birth_date       a day: 2021-05-13
  dose                 a number from 1
  vaccine              COVISHIELD, COVAXIN, SPUTNIK V, CORBEVAX or ZYCOV-D
  birth_year           a year; it or birth_date may be empty
  category             HCW, FLW or empty
  comorbidity          Y or N
  booking              online or walkin
  centre               government, government+walkin or private
  previous             the doses before, in order: COVISHIELD@2021-03-28;...
  answers              what is not no: pregnant=yes;recovered=2021-04-20;...`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return e.Run(c.Context(), args[0], c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringVar(&e.Schedule, "schedule", "", "`FILE` of the schedule to judge by (default: the built-in one)")
	c.Flags().StringVar(&e.Lang, "lang", e.Lang, "language of the reasons: en, hi or hi-Latn")
	return c
}

// Run judges the file of that name. The rows go to out; how many there were, and
// by which schedule, to report.
func (e *Eligible) Run(ctx context.Context, name string, stdin io.Reader, out, report io.Writer) error {
	language, ok := lang.Parse(e.Lang)
	if !ok {
		return cli.Usagef("--lang %s: a language is en, hi or hi-Latn", e.Lang)
	}
	schedule, err := e.schedule()
	if err != nil {
		return err
	}
	in := stdin
	if name == "-" {
		name = "standard input"
	} else {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer func() { _ = file.Close() }() // it was only read
		in = file
	}
	lines := interruptible(ctx, in)
	defer func() { _ = lines.Close() }() // it never fails
	rows, err := caseJudge{schedule, lang.For(language)}.judge(lines, out)
	if err != nil {
		return fmt.Errorf("%s: %w; rows judged before that: %d", name, err, rows)
	}
	_, err = fmt.Fprintf(report, "judged %d rows by the schedule %s\n", rows, schedule.Version)
	return err
}

// schedule returns the schedule to judge by.
func (e *Eligible) schedule() (*dosedesk.Schedule, error) {
	if e.Schedule == "" {
		return dosedesk.DefaultSchedule(), nil
	}
	data, err := os.ReadFile(e.Schedule)
	if err != nil {
		return nil, err
	}
	schedule, err := dosedesk.ParseSchedule(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", e.Schedule, err)
	}
	return schedule, nil
}

// interruptible reads from r until ctx ends, also where r waits for a person.
func interruptible(ctx context.Context, r io.Reader) *io.PipeReader {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(errors.New("interrupted")) })
	return out
}
