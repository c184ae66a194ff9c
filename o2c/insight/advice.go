package insight

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/credit"
)

// What is proposed for an order that waits for credit.
const (
	LetGo    = "release" // let it go
	Await    = "wait"    // for what is named: money, a promise, a document
	TurnDown = "refuse"
)

// Facts are what a proposal follows from.
type Facts struct {
	Day       day.Day
	Failed    []string
	Class     string
	Shortfall money.Amount
	Limit     *money.Amount
	Late      money.Amount  // of what is open: more than 15 days past due
	LateDays  money.Decimal // average by amount in 12 months
	Promised  money.Amount  // in promises that are still good
	PromiseOn day.Day       // the last of their days
	Broken    int64         // promises, in 12 months
	Released  int64         // orders that a person let go, in 12 months
}

// Advice is a proposal with its reasons, as codes with their figures.
type Advice struct {
	Do      string
	Because []string
	Pay     money.Amount // what would free the order; 0: nothing of the kind
}

// narrow is how far over his limit a good customer may go: a tenth of it.
const narrow = 10

// Advise proposes what to do about a held order. It only ever lets go what is
// a narrow matter of a good payer; it refuses who is insolvent; the rest waits
// for what it names. A person decides.
func Advise(f Facts) Advice {
	has := func(rule string) bool { return slices.Contains(f.Failed, rule) }
	good := f.Class == "A" || f.Class == "B" || f.Class == "" && f.LateDays < 10_000000 && f.Released > 0
	switch {
	case has(credit.RuleInsolvency):
		return Advice{Do: TurnDown, Because: []string{"insolvency"}}
	case has(credit.RuleBlocked):
		return Advice{Do: Await, Because: []string{"blocked"}}
	case has(credit.RuleManual):
		return Advice{Do: Await, Because: []string{"manual"}}
	case has(credit.RuleDocuments):
		return Advice{Do: Await, Because: []string{"documents"}}
	case f.Late > 0 && f.Broken > 0:
		return Advice{Do: TurnDown, Because: []string{"late", "broken"}, Pay: max(f.Late, f.Shortfall)}
	case f.Late > 0 && f.Promised >= f.Late && f.PromiseOn >= f.Day:
		return Advice{Do: LetGo, Because: []string{"promised"}}
	case f.Late > 0:
		return Advice{Do: Await, Because: []string{"late"}, Pay: max(f.Late, f.Shortfall)}
	case has(credit.RuleLimit) && f.Limit != nil && good && f.Shortfall <= *f.Limit/narrow && f.Broken == 0:
		return Advice{Do: LetGo, Because: []string{"narrow", "payer"}}
	case has(credit.RuleLimit) && f.Promised >= f.Shortfall && f.Promised > 0 && f.Broken == 0:
		return Advice{Do: LetGo, Because: []string{"promised"}}
	case has(credit.RuleLimit):
		return Advice{Do: Await, Because: []string{"shortfall"}, Pay: f.Shortfall}
	case has(credit.RuleReview) && len(f.Failed) == 1 && good:
		return Advice{Do: LetGo, Because: []string{"review", "payer"}}
	case len(f.Failed) == 0:
		return Advice{Do: LetGo, Because: []string{"passes"}}
	}
	return Advice{Do: Await, Because: []string{"other"}}
}
