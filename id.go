package dosedesk

import (
	"encoding/hex"
	"fmt"
)

// ID names an appointment, a session, a terminal, an event or a dose: 16 bytes,
// written as a UUID. Ids are made at the edges (UUIDv7); nothing reads the time
// out of one.
type ID [16]byte

// ParseID reads the 36-character UUID form. It fails with EInvalid.
func ParseID(s string) (ID, error) {
	var id ID
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return ID{}, Errorf(EInvalid, "an id is written as 8-4-4-4-12 hexadecimal digits")
	}
	digits := s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	if _, err := hex.Decode(id[:], []byte(digits)); err != nil {
		return ID{}, Errorf(EInvalid, "an id is written as 8-4-4-4-12 hexadecimal digits")
	}
	return id, nil
}

// IsZero reports whether id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String returns the UUID form.
func (id ID) String() string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// MarshalText implements encoding.TextMarshaler; nothing is the empty text.
func (id ID) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return []byte{}, nil
	}
	return []byte(id.String()), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (id *ID) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = ID{}
		return nil
	}
	parsed, err := ParseID(string(text))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}
