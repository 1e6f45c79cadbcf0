package wire

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"dosedesk"
)

// Pack writes a message as gzipped JSON.
func Pack(message any) ([]byte, error) {
	plain, err := json.Marshal(message)
	if err != nil {
		return nil, fmt.Errorf("writing a message: %w", err)
	}
	packed, err := squeeze(plain)
	if err != nil {
		return nil, fmt.Errorf("packing a message: %w", err)
	}
	return packed, nil
}

// Unpack reads one message; encoding is its Content-Encoding. The limit, in
// bytes, holds for the message as it comes and as it is unpacked, so that a few
// bytes cannot grow into a memory full. It fails with ETooLarge beyond the limit
// and with EInvalid for what is cut off or is no such message; neither repeats
// anything of what was read.
func Unpack(r io.Reader, encoding string, limit int64, message any) error {
	plain, err := readAll(r, limit)
	if err != nil {
		return err
	}
	switch encoding {
	case "", "identity":
	case "gzip":
		z, err := gzip.NewReader(bytes.NewReader(plain))
		if err != nil {
			return dosedesk.Errorf(dosedesk.EInvalid, "a message is no gzip: %w", err)
		}
		if plain, err = readAll(z, limit); err != nil {
			return err
		}
	default:
		return dosedesk.Errorf(dosedesk.EInvalid, "messages are packed with gzip or not at all")
	}
	return decode(plain, message)
}

func readAll(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "a message ends too soon: %w", err)
	}
	if int64(len(b)) > limit {
		return nil, dosedesk.Errorf(dosedesk.ETooLarge, "a message has more than %d bytes", limit)
	}
	return b, nil
}

// decode keeps the words of encoding/json out of its error: they may quote what
// was read.
func decode(plain []byte, message any) error {
	err := json.Unmarshal(plain, message)
	var ours *dosedesk.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	return dosedesk.Errorf(dosedesk.EInvalid, "a message is not the JSON it should be")
}
