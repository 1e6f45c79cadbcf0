// Package sync is the terminal's end of the link to the server: it pushes what
// the terminal recorded, pulls what happened at the centre, and says how the
// link is.
//
// One goroutine, Engine.Run, does it all, with one request in flight: events
// first, then changes. What holds whatever the network does:
//
//   - an event leaves the outbox by a receipt that names it, and by nothing
//     else: not by a status, not by being sent;
//   - an answer that is not whole and not ours changes nothing: it counts as
//     no link;
//   - a repeat is harmless (the server knows each event by its id for ever), so
//     whatever is in doubt is sent again;
//   - a terminal believes the authority that it enrolled with and nobody else,
//     whatever its clock says, and signs what it pushes;
//   - no lock that a screen needs is held while the network is waited for.
package sync
