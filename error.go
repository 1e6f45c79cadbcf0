package dosedesk

import (
	"errors"
	"fmt"
)

// ErrorCode says what kind of thing went wrong; what a screen says and which
// HTTP status the server gives follow from it.
type ErrorCode string

// The error codes. An error without one counts as EInternal.
const (
	EInternal     ErrorCode = "internal"     // a fault of the program or the machine
	EInvalid      ErrorCode = "invalid"      // the input is not what it must be
	ENotFound     ErrorCode = "not_found"    // there is no such thing here
	EConflict     ErrorCode = "conflict"     // it contradicts what is known
	EUnauthorized ErrorCode = "unauthorized" // who asks is not known, or not entitled
	ETooMany      ErrorCode = "too_many"     // tried too often; wait
	EDamaged      ErrorCode = "damaged"      // a file is not what was written
	EInUse        ErrorCode = "in_use"       // another process holds it
	EUnreachable  ErrorCode = "unreachable"  // no server of ours answered
	ETooLarge     ErrorCode = "too_large"    // more than the other end takes at once
	EStale        ErrorCode = "stale"        // the server began a new epoch: fetch anew
)

// Error is an error with a code. Its message goes to a log or a command line,
// so it never holds a citizen's code, name, mobile or id.
type Error struct {
	Code ErrorCode
	Err  error
}

// Error implements error.
func (e *Error) Error() string { return e.Err.Error() }

// Unwrap returns the error without its code.
func (e *Error) Unwrap() error { return e.Err }

// Errorf formats as fmt.Errorf does, %w included, and gives the result a code.
func Errorf(code ErrorCode, format string, args ...any) error {
	return &Error{Code: code, Err: fmt.Errorf(format, args...)}
}

// CodeOf returns the code of the outermost *Error that err wraps: EInternal
// where it wraps none, the empty code for nil.
func CodeOf(err error) ErrorCode {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return EInternal
}
