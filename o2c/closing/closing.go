// Package closing closes the books by month and by year, opens them again when
// two persons want it, and gives what is asked of closed books: the FEC, the
// journal, the general ledger.
package closing

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/ledger"
)

// Prefix of a period's id as people see it.
const Prefix = "per"

// States of a period.
const (
	Closed    = "closed"
	Reopening = "reopening" // one person asked for it, another has to agree
	Reopened  = "reopened"
)

// Period is a month or a fiscal year that was closed, with the seal number its
// figures are known at. One that was reopened stays as it was; closing again
// makes another.
type Period struct {
	ID      id.ID
	Entity  id.ID
	Kind    string
	First   day.Day
	Last    day.Day
	State   string
	Known   int64
	Event   id.ID
	AskedBy id.ID
	Version int64
}

// Span is its first and last day.
func (p Period) Span() ledger.Span { return ledger.Span{First: p.First, Last: p.Last} }

// moves are the transitions of a period (domain.md 5.7).
var moves = map[string]map[string]string{
	"ask":    {Closed: Reopening},
	"refuse": {Reopening: Closed},
	"reopen": {Reopening: Reopened},
}

// to refuses `closing.state` for a transition that is not listed.
func (p Period) to(event string) (Period, error) {
	next, ok := moves[event][p.State]
	if !ok {
		return p, refuse.New(refuse.Conflict, "closing.state", "period", p.Span().Last, "state", words.Key("closing.is."+p.State))
	}
	p.State = next
	return p, nil
}

// closable refuses a period that is not over, `closing.not_over`, or one whose
// days are closed already, `closing.closed`. A year may be closed after its
// months, for its own figures.
func closable(kind string, s ledger.Span, openFrom, today day.Day, yearDone bool) error {
	switch {
	case s.Last >= today:
		return refuse.New(refuse.Conflict, "closing.not_over", "last", s.Last)
	case kind == ledger.Month && s.Last < openFrom, kind == ledger.Year && yearDone, kind == ledger.Year && openFrom > s.Last.AddDays(1):
		return refuse.New(refuse.Conflict, "closing.closed", "last", s.Last)
	}
	return nil
}

// reopened is from which day the books are open once a period is, given the
// periods that stay closed; `closing.later` when one of them would be a hole.
func (p Period) reopened(others []Period) (day.Day, error) {
	from := day.Day(0)
	for _, o := range others {
		if o.ID == p.ID || o.State == Reopened {
			continue
		}
		if o.Last > p.Last || o.Last == p.Last && o.Kind == ledger.Year && p.Kind == ledger.Month {
			return 0, refuse.New(refuse.Conflict, "closing.later", "last", o.Last)
		}
		from = max(from, o.Last.AddDays(1))
	}
	return max(from, p.First), nil
}
