package keys

import (
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/plugin"

	"dosedesk"
)

// ReadIdentities reads a file of age identities, plugins' included. No plugin is
// given anybody to ask.
func ReadIdentities(path string) ([]age.Identity, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.ENotFound, "reading the identity: %w", err)
	}
	var with []age.Identity
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		one, err := parseIdentity(line)
		if err != nil {
			return nil, dosedesk.Errorf(dosedesk.EInvalid, "%s is no file of age identities (AGE-SECRET-KEY-1... or AGE-PLUGIN-...)", path) // never what stands there
		}
		with = append(with, one)
	}
	if len(with) == 0 {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "%s holds no age identity", path)
	}
	return with, nil
}

func parseIdentity(s string) (age.Identity, error) {
	if strings.HasPrefix(s, "AGE-PLUGIN-") {
		return plugin.NewIdentity(s, new(plugin.ClientUI))
	}
	one, err := age.ParseIdentities(strings.NewReader(s))
	if err != nil {
		return nil, err
	}
	return one[0], nil
}
