// Package dunning follows what customers owe late: who is reminded of what and
// when, who is not and why, what they promised, and what is done by hand.
package dunning

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/outbox"
)

// Prefixes of ids as people see them.
const (
	ActionPrefix  = outbox.ActionPrefix
	PausePrefix   = "pau"
	ContactPrefix = "con"
)

// What an action is.
const (
	Email    = "email"
	Letter   = "letter"   // to be posted by a person
	Call     = "call"     // a task
	Handover = "handover" // to a third party or a court, a task
	Check    = "check"    // of an invoice before it falls due, a task
)

// Templates of messages.
const (
	Courtesy = "courtesy"
	Friendly = "friendly"
	Firm     = "firm"
	Notice   = "notice" // mise en demeure
	Final    = "final"
)

// courtesyLevel of the one reminder before the due day, checkLevel of the task
// to repair an invoice first.
const (
	courtesyLevel = 0
	checkLevel    = -1
)

// Level is a rung of the ladder: so many days past due, do that.
type Level struct {
	N        int64
	After    int64
	Action   string
	Template string
}

// Policy is how late customers of a place are followed, from a day on. Times
// are minutes of the debtor's day.
type Policy struct {
	ID        id.ID
	Entity    id.ID
	Place     string // "FR", "QC"; "" elsewhere
	ValidFrom day.Day
	Gap       int64        // days between two actions to one customer
	Threshold money.Amount // nobody is chased for as little, or less
	WriteFrom int64
	WriteTo   int64
	CallFrom  int64
	CallTo    int64
	Automatic bool // serve reminds by itself
	Source    string

	Levels []Level `db:"-"`
}

// defaults are the ladders of a firm that said nothing (domain.md 8.1, 8.2).
// Québec's is that of France without the law of its letter and its charges:
// written notice comes first, calls later, on working days.
func defaults(place string) Policy {
	p := Policy{Place: place, ValidFrom: day.Of(2014, 1, 1), Gap: 7, Threshold: 500, WriteFrom: 8 * 60, WriteTo: 18 * 60, CallFrom: 9 * 60, CallTo: 18 * 60,
		Source: "default"}
	for n, l := range []Level{{0, 3, Email, Friendly}, {0, 10, Email, Firm}, {0, 20, Call, Firm}, {0, 30, Letter, Notice}, {0, 45, Email, Final}, {0, 60, Handover, Final}} {
		l.N = int64(n + 1)
		p.Levels = append(p.Levels, l)
	}
	return p
}

// Check refuses a policy that would be against the law or go nowhere: hours
// beyond 8:00–20:00, a ladder that does not climb (domain.md 8.2).
func (p Policy) Check() error {
	r := refuse.New(refuse.Invalid, "dunning.policy")
	const earliest, latest = 8 * 60, 20 * 60
	if p.WriteFrom < earliest || p.WriteTo > latest || p.WriteFrom >= p.WriteTo {
		r.At("/write_from", "dunning.hours")
	}
	if p.CallFrom < earliest || p.CallTo > latest || p.CallFrom >= p.CallTo {
		r.At("/call_from", "dunning.hours")
	}
	if p.Gap < 1 {
		r.At("/gap", "dunning.gap_days")
	}
	if p.Threshold < 0 {
		r.At("/threshold", "dunning.threshold_amount")
	}
	if len(p.Levels) == 0 {
		r.At("/levels", "dunning.levels")
	}
	for n, l := range p.Levels {
		if l.After < 1 || n > 0 && l.After <= p.Levels[n-1].After {
			r.At("/levels", "dunning.levels")
			break
		}
	}
	if len(r.Fields) > 0 {
		return r
	}
	return nil
}

// next is the rung an item is due for: the one after the level it reached, if
// it is so many days late. Rungs are climbed one by one (domain.md 1.10, 12).
func (p Policy) next(reached int64, late int) (Level, bool) {
	if reached < 0 {
		reached = 0
	}
	if reached >= int64(len(p.Levels)) {
		return Level{}, false
	}
	l := p.Levels[reached]
	return l, int64(late) >= l.After
}

// Open tells whether an action may be done at a minute of a day of the
// debtor's place: working days only, within the hours of its kind.
func (p Policy) Open(action string, c day.Calendar, d day.Day, minute int) bool {
	from, to := p.WriteFrom, p.WriteTo
	if action == Call {
		from, to = p.CallFrom, p.CallTo
	}
	return c.Workday(d) && int64(minute) >= from && int64(minute) < to
}

// PreDue is the day an invoice is checked and its payment called to mind before
// it falls due: 14 of 30 parts of its term after its issue, at least 5 days
// before the due day; ok is false when that leaves no day (domain.md 8.1).
func PreDue(issued, due day.Day) (on day.Day, ok bool) {
	term := due.Sub(issued)
	after := min((term*14*2+30)/60, term-5)
	return issued.AddDays(after), after > 0
}
