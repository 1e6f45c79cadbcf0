package sync

import (
	"context"
	"math"
	"net/http"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// carryAgain is how long what is carried waits after a try that failed: the link
// is tried by the terminal's own events and the roster, not by it.
const carryAgain = time.Minute

// Freight is what a file is taken into.
type Freight interface {
	ServerKey() (key dosedesk.SealKey, ok bool) // false before the first sync
	Carry(file []byte) (known bool, err error)
}

// Carry takes in a file of another terminal's events, for the server: this
// terminal reads nothing of it. known says that it was here already. It fails with
// EConflict before the terminal knows its server's key, and as wire.SplitParcels
// does.
func Carry(f Freight, file []byte) (known bool, err error) {
	key, ok := f.ServerKey()
	if !ok {
		return false, dosedesk.Errorf(dosedesk.EConflict, "the server's key came not yet, or was lost with the roster: "+
			"this terminal takes in no file before its next sync")
	}
	if _, err := wire.SplitParcels(file, key); err != nil {
		return false, err
	}
	return f.Carry(file)
}

// carry sends a parcel of those that this terminal carries for others, where it
// has any; more says that others may wait. Only the server's own answer ends a
// parcel's journey. It comes after all else, and the link is none the worse where
// it fails.
func (e *Engine) carry(ctx context.Context) (more bool) {
	if waits(e.config.Now(), e.carryFrom, carryAgain) {
		return false
	}
	file, piece, err := e.config.Vault.NextCarried(wire.MaxParcel)
	if file == "" {
		return false
	}
	var parcel []byte
	if err == nil {
		parcel, err = wire.NextParcel(piece)
	}
	if err != nil {
		e.config.Log.Warn("a carried file cannot be read", "err", err)
		e.delivered(file, math.MaxInt32, dosedesk.EDamaged)
		return true
	}
	answer, err := e.handOver(ctx, parcel)
	if err != nil {
		e.carryFrom = e.config.Now().Add(carryAgain)
		e.config.Log.Warn("what is carried was not sent", "err", err)
		return false
	}
	var refused dosedesk.ErrorCode
	if answer.Problem != nil {
		refused = answer.Problem.Code
		e.config.Log.Warn("the server refused what is carried", "code", refused, "message", answer.Problem.Message)
	}
	e.delivered(file, len(parcel), refused)
	return true
}

func (e *Engine) handOver(ctx context.Context, parcel []byte) (answer wire.ParcelAnswer, err error) {
	request, err := wire.Pack(wire.ParcelRequest{Sealed: parcel})
	if err == nil {
		err = e.server().exchange(ctx, http.MethodPost, wire.PathParcels, request, &answer)
	}
	return answer, err
}

// delivered notes what became of a parcel. Where that cannot be written, it is
// sent again after a restart, and the server knows it.
func (e *Engine) delivered(file string, bytes int, refused dosedesk.ErrorCode) {
	if err := e.config.Vault.Delivered(file, bytes, refused); err != nil {
		e.config.Log.Warn("what is carried stays as it is on the disk", "err", err)
	}
}
