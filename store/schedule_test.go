package store_test

import (
	"bytes"
	"crypto/ed25519"
	"log/slog"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/store"
)

// signing is the server's key in these tests.
var signing = ed25519.NewKeyFromSeed([]byte("a seed of 32 bytes for tests too"))

// mustSigned opens the vault of a terminal that knows its server's key, with a
// roster, and what it logs.
func mustSigned(t *testing.T, signedBy []byte, list ...dosedesk.Entry) (*store.Vault, string, *bytes.Buffer) {
	t.Helper()
	dir, log := t.TempDir(), &bytes.Buffer{}
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000), Centre: 603425, SignedBy: signedBy}, key))
	v := mustLogged(t, dir, log)
	must(t, v.Apply(firstPage(t, list...)))
	return v, dir, log
}

func mustLogged(t *testing.T, dir string, log *bytes.Buffer) *store.Vault {
	t.Helper()
	v, err := store.Open(dir, key, store.Options{Now: newClock().Now, Log: slog.New(slog.NewTextHandler(log, nil))})
	must(t, err)
	t.Cleanup(func() { _ = v.Close() })
	return v
}

// edition is the built-in schedule under another version.
func edition(t *testing.T, version, comment string) *dosedesk.Schedule {
	t.Helper()
	text := dosedesk.DefaultSchedule().Text()
	text = strings.Replace(text, `version = "`+dosedesk.DefaultSchedule().Version+`"`, `version = "`+version+`"`, 1)
	s, err := dosedesk.ParseSchedule([]byte(text + comment))
	must(t, err)
	return s
}

func announce(signed dosedesk.SignedSchedule, seq uint64) dosedesk.Changes {
	return dosedesk.Changes{
		Cursor: dosedesk.Cursor{Epoch: "e1", Seq: seq}, Schedule: &signed,
		Entries: []dosedesk.Entry{entry(int(seq), "Uma Das", "")}, //nolint:gosec // a few
	}
}

func TestTheServersScheduleIsTheOneToJudgeBy(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, log := mustSigned(t, signing.Public().(ed25519.PublicKey), booked)
	if v.Schedule().Version != dosedesk.DefaultSchedule().Version {
		t.Errorf("before the first: %s", v.Schedule().Version)
	}
	must(t, v.Apply(announce(edition(t, "2022-08-12.2", "").Sign(signing), 11)))
	for range 2 {
		event, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: booked.ID})
		must(t, err)
		if v.Schedule().Version != "2022-08-12.2" || event.Schedule != "2022-08-12.2" {
			t.Errorf("judged by %s, recorded %s", v.Schedule().Version, event.Schedule)
		}
		must(t, v.Close())
		v = mustLogged(t, dir, log)
	}
	if log.Len() > 0 {
		t.Errorf("logged: %s", log)
	}
}

func TestAScheduleThatIsNotTaken(t *testing.T) {
	public := signing.Public().(ed25519.PublicKey)
	unreadable := dosedesk.SignedSchedule{Text: "version = 7"}
	unreadable.Signature = ed25519.Sign(signing, []byte("dosedesk schedule 1 "+unreadable.Text))
	changed := edition(t, "2022-08-12.4", "").Sign(signing)
	changed.Text += "# more\n"
	for name, test := range map[string]struct {
		signedBy []byte
		schedule dosedesk.SignedSchedule
		taken    bool
	}{
		"newer":                        {public, edition(t, "2022-08-12.4", "").Sign(signing), true},
		"the same again":               {public, edition(t, "2022-08-12.3", "").Sign(signing), true},
		"older":                        {public, edition(t, "2022-08-12.2", "").Sign(signing), false},
		"the version, with other text": {public, edition(t, "2022-08-12.3", "\n# more\n").Sign(signing), false},
		"changed on the way":           {public, changed, false},
		"signed by another":            {public, edition(t, "2022-08-12.4", "").Sign(ed25519.NewKeyFromSeed(make([]byte, 32))), false},
		"unreadable":                   {public, unreadable, false},
		"a vault without the key":      {nil, edition(t, "2022-08-12.4", "").Sign(signing), false},
	} {
		t.Run(name, func(t *testing.T) {
			v, dir, log := mustSigned(t, test.signedBy)
			if test.signedBy != nil {
				must(t, v.Apply(announce(edition(t, "2022-08-12.3", "").Sign(signing), 11)))
			}
			had := v.Schedule().Text()
			must(t, v.Apply(announce(test.schedule, 12)))
			for range 2 {
				if taken := v.Schedule().Text() == test.schedule.Text; taken != test.taken || !taken && v.Schedule().Text() != had {
					t.Errorf("taken %v, want %v; version %s", taken, test.taken, v.Schedule().Version)
				}
				if _, ok := v.Visit(id(12)); !ok || v.Cursor().Seq != 12 {
					t.Error("the rest of the page was not taken")
				}
				must(t, v.Close())
				v = mustLogged(t, dir, log)
			}
			if warned := strings.Contains(log.String(), "level=WARN"); warned == test.taken || strings.Contains(log.String(), "version") {
				t.Errorf("logged: %s", log)
			}
		})
	}
}

// TestAKeptScheduleIsVerifiedAgain has the roster of one terminal opened with
// the key of another server.
func TestAKeptScheduleIsVerifiedAgain(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, log := mustSigned(t, signing.Public().(ed25519.PublicKey), booked)
	must(t, v.Apply(announce(edition(t, "2022-08-12.2", "").Sign(signing), 11)))
	must(t, v.Close())
	must(t, store.SetSignedBy(dir, key, make([]byte, ed25519.PublicKeySize)))
	v = mustLogged(t, dir, log)
	if v.Schedule().Version != dosedesk.DefaultSchedule().Version || !strings.Contains(log.String(), "level=WARN") {
		t.Errorf("judged by %s; logged: %s", v.Schedule().Version, log)
	}
	if _, ok := v.Visit(booked.ID); !ok {
		t.Error("the roster is gone")
	}
}

func TestTokenKeysAreReplacedAndKept(t *testing.T) {
	v, dir, c := mustSync(t)
	if len(v.TokenKeys()) != 0 {
		t.Error("keys before the first")
	}
	may, june := dosedesk.TokenSecret("s").TokenKey(today), dosedesk.TokenSecret("s").TokenKey(today.AddMonths(1))
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}, TokenKeys: []dosedesk.TokenKey{may}}))
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 12}, TokenKeys: []dosedesk.TokenKey{may, june}}))
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 13}}))
	for range 2 {
		keys := v.TokenKeys()
		if len(keys) != 2 || keys[1].Month != june.Month || !bytes.Equal(keys[1].Key, june.Key) {
			t.Errorf("keys %+v", keys)
		}
		v = reopen(t, v, dir, c.Now)
	}
}
