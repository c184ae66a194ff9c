package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/stat"
)

// Stage is what the time of an order is spent on between its capture and the
// money. Each part of a document stands in exactly one at each moment.
type Stage string

// The stages, in the order in which an order comes through them.
const (
	StageExceptions Stage = "exceptions"
	StageDraft      Stage = "draft"
	StageApproval   Stage = "approval"
	StageCreditHold Stage = "credit_hold"
	StageManualHold Stage = "manual_hold"
	StageStock      Stage = "stock"
	StageToPlan     Stage = "to_plan"
	StageToPick     Stage = "to_pick"
	StageToPack     Stage = "to_pack"
	StageToShip     Stage = "to_ship"
	StageOnWay      Stage = "on_way"
	StageToInvoice  Stage = "to_invoice"
	StageNotDue     Stage = "not_due"
	StageOverdue    Stage = "overdue"
	StageDisputed   Stage = "disputed"
	StageUnapplied  Stage = "unapplied"
)

// owned is a stage with who is to act in it: a role, or somebody outside.
type owned struct {
	Stage Stage
	Owner string
}

// stages are all of them.
var stages = []owned{
	{StageExceptions, "sales"}, {StageDraft, "sales"}, {StageApproval, "credit"}, {StageCreditHold, "credit"}, {StageManualHold, "credit"},
	{StageStock, "warehouse"}, {StageToPlan, "warehouse"}, {StageToPick, "warehouse"}, {StageToPack, "warehouse"}, {StageToShip, "warehouse"},
	{StageOnWay, "carrier"}, {StageToInvoice, "billing"},
	{StageNotDue, "customer"}, {StageOverdue, "collections"}, {StageDisputed, "billing"}, {StageUnapplied, "cash"},
}

// place is where a stage stands among them, -1 for none.
func (s Stage) place() int {
	return slices.IndexFunc(stages, func(o owned) bool { return o.Stage == s })
}

// owner is who is to act in a stage when no fact names somebody else.
func (s Stage) owner() string { return stages[s.place()].Owner }

// Paper is a document as people know it, and the order and customer it is of.
type Paper struct {
	ID       id.ID
	Number   string
	Order    string // "" when it is of none, or of several
	Customer string // "" of a payer not known yet
	Currency money.Currency
}

// Who is to act: a role, when it is not the stage's own, and a person, when a
// fact names him.
type Who struct {
	Role   string
	Person id.ID
}

// Wait is a part of a document that stood in one stage from a day to another,
// or still does on the last day looked at. Amounts include tax.
type Wait struct {
	Paper
	Who
	Stage    Stage
	From, To day.Day
	Standing bool
	Amount   money.Amount
	Item     id.ID // of money: the item it settled later, on which this time is not waited too
}

// spot is where a part of a document stands, and for whom it waits.
type spot struct {
	Stage  Stage
	Paper  Paper
	Who    Who
	Amount money.Amount
}

// same reports whether two spots are one place, whatever stands there.
func (s spot) same(o spot) bool {
	return s.Stage == o.Stage && s.Paper.ID == o.Paper.ID && s.Who == o.Who
}

// keeper writes down how long parts stand where. What comes and goes on one
// day did not wait.
type keeper struct {
	at    []spot
	since []day.Day
	waits []Wait
}

// move says where everything stands after the facts of a day.
func (k *keeper) move(d day.Day, now []spot) {
	since := make([]day.Day, len(now))
	for i, n := range now {
		since[i] = d
		if at := slices.IndexFunc(k.at, n.same); at >= 0 && k.at[at].Amount == n.Amount {
			since[i] = k.since[at]
			k.since[at] = d // nothing to write down: it goes on
		}
	}
	k.note(d, false)
	k.at, k.since = now, since
}

func (k *keeper) note(d day.Day, standing bool) {
	for i, s := range k.at {
		if d > k.since[i] || standing {
			k.waits = append(k.waits, Wait{Paper: s.Paper, Who: s.Who, Stage: s.Stage, From: k.since[i], To: d, Standing: standing, Amount: s.Amount})
		}
	}
}

// end is everything written down, with what still stands somewhere on the last
// day.
func (k *keeper) end(d day.Day) []Wait {
	k.note(d, true)
	return k.waits
}

// Stood is a document in one stage over a period: its days and its amount ×
// days within it, and, when it still stands there, since when and with what.
type Stood struct {
	Paper
	Who
	Stage    Stage
	Since    day.Day // the last time it came there
	Until    day.Day // it left; zero: it still stands there
	Days     int64
	Amount   money.Amount // last
	MoneyDay int64        // amount × days
	Own      money.Money  // the amount, in the currency of the document
}

// Stand gathers waits by document and stage over a period, both ends counted:
// the night before a day belongs to that day, so that periods add up. What
// waited no night and stands nowhere on the last day did not wait.
func Stand(waits []Wait, from, to day.Day) []Stood {
	type key struct {
		stage Stage
		paper id.ID
	}
	at := map[key]int{}
	var groups [][]Wait
	for _, w := range waits {
		k := key{w.Stage, w.ID}
		i, ok := at[k]
		if !ok {
			i = len(groups)
			at[k] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], w)
	}
	var out []Stood
	for _, list := range groups {
		if s, ok := stood(list, from, to); ok {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, Stood.before)
	return out
}

// before ranks what waited: by stage, the most amount × days first.
func (a Stood) before(b Stood) int {
	return cmp.Or(cmp.Compare(a.Stage.place(), b.Stage.place()), cmp.Compare(b.MoneyDay, a.MoneyDay), cmp.Compare(b.Days, a.Days), cmp.Compare(a.Number, b.Number),
		cmp.Compare(a.ID, b.ID))
}

// stood sums the waits of one document in one stage. Parts of it may have
// stood there together: their amounts add, the days count once.
func stood(list []Wait, from, to day.Day) (Stood, bool) {
	slices.SortStableFunc(list, func(a, b Wait) int { return cmp.Compare(a.From, b.From) })
	out := Stood{Paper: list[0].Paper, Stage: list[0].Stage}
	counts, until := false, day.Day(0)
	for _, w := range list {
		begins, ends := max(w.From, from-1), min(w.To, to)
		if ends > begins {
			out.MoneyDay += int64(w.Amount) * int64(ends-begins)
			out.Days += int64(max(ends-max(begins, until), 0))
		}
		counts = counts || ends > begins || w.Standing && w.From <= to
		if out.Since == 0 || w.From > until {
			out.Since = w.From
		}
		if w.To > until || w.Standing {
			out.Who = w.Who
		}
		until = max(until, w.To)
	}
	last := slices.ContainsFunc(list, func(w Wait) bool { return w.Standing })
	if !last {
		out.Until = until
	}
	for _, w := range list {
		if w.Standing || !last && w.To == until {
			out.Amount += w.Amount
		}
	}
	return out, counts
}

// Queue is a stage over a period: what waited in it, how long, and what still
// does.
type Queue struct {
	Stage       Stage
	Documents   int
	Days        int64
	Median, P90 string // days a document
	MoneyDays   int64
	Standing    int
	Amount      money.Amount // that still stands there
	Since       day.Day      // of what stands there longest
}

// Queues ranks the stages something waited in by amount × days.
func Queues(list []Stood) []Queue {
	by := map[Stage]*Queue{}
	days := map[Stage][]int64{}
	for _, s := range list {
		q := by[s.Stage]
		if q == nil {
			q = &Queue{Stage: s.Stage}
			by[s.Stage] = q
		}
		q.Documents++
		q.Days += s.Days
		q.MoneyDays += s.MoneyDay
		days[s.Stage] = append(days[s.Stage], s.Days)
		if s.Until == 0 {
			q.Standing++
			q.Amount += s.Amount
			if q.Since == 0 || s.Since < q.Since {
				q.Since = s.Since
			}
		}
	}
	out := make([]Queue, 0, len(by))
	for stage, q := range by {
		q.Median, _ = stat.Percentile(days[stage], 50, 1)
		q.P90, _ = stat.Percentile(days[stage], 90, 1)
		out = append(out, *q)
	}
	slices.SortFunc(out, func(a, b Queue) int {
		return cmp.Or(cmp.Compare(b.MoneyDays, a.MoneyDays), cmp.Compare(b.Days, a.Days), cmp.Compare(a.Stage.place(), b.Stage.place()))
	})
	return out
}
