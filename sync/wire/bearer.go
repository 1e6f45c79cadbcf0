package wire

import (
	"strings"

	"dosedesk"
)

// FormatBearer returns the Authorization header by which a terminal shows who
// it is: `Bearer TERMINAL.SECRET`.
func FormatBearer(terminal dosedesk.ID, secret string) string {
	return "Bearer " + terminal.String() + "." + secret
}

// ParseBearer reads what FormatBearer wrote. It fails with EUnauthorized, and
// never repeats what it was given.
func ParseBearer(header string) (terminal dosedesk.ID, secret string, err error) {
	scheme, credentials, _ := strings.Cut(header, " ")
	id, secret, _ := strings.Cut(credentials, ".")
	terminal, err = dosedesk.ParseID(id)
	if err != nil || !strings.EqualFold(scheme, "Bearer") || terminal.IsZero() || secret == "" {
		return dosedesk.ID{}, "", dosedesk.Errorf(dosedesk.EUnauthorized, "a terminal shows itself as Bearer TERMINAL.SECRET")
	}
	return terminal, secret, nil
}
