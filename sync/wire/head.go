package wire

import (
	"strconv"
	"strings"

	"dosedesk"
)

// FormatHead writes which event is the last of a terminal, as NUMBER:HASH. Who
// begins anew says it, since the server may have been put back to a backup: where
// his folder was copied, Next alone does not tell what it lacks of him.
func FormatHead(last dosedesk.Event) string {
	hash, _ := last.Hash().MarshalText() //nolint:errcheck // it never fails
	return strconv.FormatUint(last.Number, 10) + ":" + string(hash)
}

// ParseHead reads what FormatHead wrote. It fails with EInvalid.
func ParseHead(s string) (number uint64, hash dosedesk.Hash, err error) {
	first, rest, _ := strings.Cut(s, ":")
	if number, err = strconv.ParseUint(first, 10, 63); err == nil {
		err = hash.UnmarshalText([]byte(rest))
	}
	if err != nil {
		err = dosedesk.Errorf(dosedesk.EInvalid, "a head is written as NUMBER:HASH")
	}
	return number, hash, err
}
