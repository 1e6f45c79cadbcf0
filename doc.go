// Package dosedesk is the domain of the vaccination desk that works where the
// network does not: the records, the rules, the four-digit code, the events a
// terminal records and the verdicts a server gives on them.
//
// The package is pure. It reads no file, no network and no clock, and makes no
// random identifier: time, ids and keys are handed in by the edges (store,
// sync, tui, cmd). It is what an auditor of the programme reads, in this order:
//
//   - schedule.toml and eligibility.go: who may get which dose, when;
//   - code.go, seal.go and token.go: the four digits, why no terminal can test
//     them, and the slip that a terminal can verify;
//   - override.go, reply.go and watch.go: what stands in for the code, the
//     citizen's own answer, and who errs too often;
//   - event.go and body.go: what a terminal records, and its canonical bytes;
//   - verdict.go and judge.go: what the server answers, and when a dose is
//     confirmed;
//   - visit.go: what a screen shows, the server's word with the terminal's own
//     unacknowledged events laid over it.
//
// A day is always a calendar day in Asia/Kolkata; see Day.
package dosedesk
