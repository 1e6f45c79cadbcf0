package state

import (
	"context"
	"io"
	"net/http"

	"dosedesk"
	"dosedesk/store/keys"
)

// ErrWaiting is what a desk answers that waits at its unlock screen.
var ErrWaiting = dosedesk.Errorf(dosedesk.EConflict, "a desk waits here for a passphrase: type it there, or run dosedesk vault unlock")

// Unlock hands a vault's key to the desk that waits for it in dir, and reports
// whether one did. The key goes through the socket, which the desk's user alone
// can open, and is written nowhere. It fails with EConflict where the desk cannot
// open the vault with it.
func Unlock(ctx context.Context, dir string, key keys.Ring) (waited bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	d := running{ctx, dir}
	if !d.answers() {
		return false, nil
	}
	return true, d.ask(http.MethodPost, pathUnlock, key.Bytes(), func(*http.Response) error { return nil })
}

// takeKey opens the desk with the key that a command sent.
func takeKey(unlock func(keys.Ring) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		plain, err := io.ReadAll(io.LimitReader(r.Body, 2*keys.Bytes+1))
		var key keys.Ring
		if err == nil {
			key, err = keys.ParseRing(plain)
		}
		if err == nil {
			err = unlock(key)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
		}
	}
}
