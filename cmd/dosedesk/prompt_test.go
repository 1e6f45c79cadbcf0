package main

import (
	"context"
	"testing"
	"testing/synctest"

	"dosedesk"
)

// A signal ends a question, whatever is being typed.
func TestASignalEndsAQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, signal := context.WithCancel(t.Context())
		enter, ended := make(chan bool), make(chan error, 1)
		go func() {
			_, err := awaitTyped(ctx, func() (string, error) { <-enter; return "sunita\n", nil })
			ended <- err
		}()
		synctest.Wait()
		signal()
		synctest.Wait()
		select {
		case err := <-ended:
			if dosedesk.CodeOf(err) != dosedesk.EInvalid {
				t.Errorf("it says %v", err)
			}
		default:
			t.Error("the question still waits")
		}
		close(enter)
	})
}
