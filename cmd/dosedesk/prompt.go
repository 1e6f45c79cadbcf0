package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"dosedesk"
)

// A prompt asks a question where somebody sits; nil where nobody does. What is
// secret is not shown as it is typed.
type prompt func(ctx context.Context, question string, secret bool) (string, error)

// stdinPrompt asks at the terminal that the program was started in: questions go
// to standard error, so that standard output is the answer alone.
func stdinPrompt() prompt {
	if !term.IsTerminal(int(os.Stdin.Fd())) { //nolint:gosec // a descriptor is small
		return nil
	}
	lines := bufio.NewReader(os.Stdin)
	return func(ctx context.Context, question string, secret bool) (string, error) {
		_, _ = fmt.Fprint(os.Stderr, question, ": ")
		if secret {
			defer fmt.Fprintln(os.Stderr) //nolint:errcheck // the Enter that was not shown
			return readSecret(ctx)
		}
		line, err := awaitTyped(ctx, func() (string, error) { return lines.ReadString('\n') })
		return strings.TrimSpace(line), err
	}
}

// readSecret shows again what is typed when it ends, by a signal too.
func readSecret(ctx context.Context) (string, error) {
	stdin := int(os.Stdin.Fd()) //nolint:gosec // a descriptor is small
	before, err := term.GetState(stdin)
	if err != nil {
		return "", dosedesk.Errorf(dosedesk.EInternal, "asking: %w", err)
	}
	defer term.Restore(stdin, before) //nolint:errcheck // there is no other
	return awaitTyped(ctx, func() (string, error) {
		secret, err := term.ReadPassword(stdin)
		return string(secret), err
	})
}

// awaitTyped ends with a signal, too: the program has taken Ctrl-C on itself.
func awaitTyped(ctx context.Context, read func() (string, error)) (string, error) {
	typed := make(chan string, 1)
	go func() {
		defer close(typed)
		if line, err := read(); err == nil {
			typed <- line
		}
	}()
	select {
	case line, ok := <-typed:
		if ok {
			return line, nil
		}
	case <-ctx.Done():
	}
	return "", dosedesk.Errorf(dosedesk.EInvalid, "nothing was typed")
}

// firstLine reads a passphrase from a file, a file descriptor's too (/dev/fd/3).
func firstLine(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", dosedesk.Errorf(dosedesk.ENotFound, "reading the passphrase: %w", err)
	}
	defer f.Close() //nolint:errcheck // it was read only
	lines := bufio.NewScanner(f)
	lines.Scan()
	if err := lines.Err(); err != nil {
		return "", dosedesk.Errorf(dosedesk.EInternal, "reading the passphrase: %w", err)
	}
	return lines.Text(), nil
}
