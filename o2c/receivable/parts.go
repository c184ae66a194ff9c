package receivable

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// An instalment plan is terms joined by "+", each with its part of the total:
// "30%net0+70%eomA30". The parts are 100 % together; a cash discount goes with
// a single payment only. Source: domain.md 3.4.

const mostInstalments = 24

// instalment is one part of a plan.
type instalment struct {
	percent money.Percent
	parts
}

// readPlan reads a plan; terms without "+" are none.
func readPlan(s string) (list []instalment, ok bool) {
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	pieces := strings.Split(s, "+")
	if len(pieces) < 2 || len(pieces) > mostInstalments {
		return nil, false
	}
	var sum money.Percent
	for _, piece := range pieces {
		share, term, cut := strings.Cut(piece, "%")
		percent, err := money.ParsePercent(share)
		p, right := read(term)
		if !cut || err != nil || !right || percent <= 0 || p.percent > 0 {
			return nil, false
		}
		sum += percent
		list = append(list, instalment{percent, p})
	}
	return list, sum == allPercent
}

func (i instalment) terms() string {
	return i.percent.String() + "%" + string(i.parts.terms())
}

func planTerms(list []instalment) Terms {
	texts := make([]string, len(list))
	for i, part := range list {
		texts[i] = part.terms()
	}
	return Terms(strings.Join(texts, "+"))
}

// Part is what is to be paid by a day.
type Part struct {
	DueOn  day.Day
	Amount money.Amount
}

// Parts divides a total by the terms: each part whole minor units toward zero,
// the remainder on the last (domain.md 0). Parts of nothing are left out.
func (t Terms) Parts(total money.Amount, issue day.Day) []Part {
	plan, ok := readPlan(string(t))
	if !ok {
		return []Part{{t.Due(issue), total}}
	}
	var out []Part
	left := total
	for i, step := range plan {
		amount := left
		if i < len(plan)-1 {
			amount = step.of(total)
		}
		if left -= amount; amount != 0 {
			out = append(out, Part{step.parts.terms().Due(issue), amount})
		}
	}
	return out
}

// of is the instalment's part of a total that is not negative, toward zero:
// taken apart so that no product is beyond 64 bits.
func (i instalment) of(total money.Amount) money.Amount {
	p, whole := money.Amount(i.percent), money.Amount(allPercent)
	return total/whole*p + total%whole*p/whole
}

func describePlan(list []instalment, l words.Language) string {
	texts := make([]string, len(list))
	for i, part := range list {
		texts[i] = said.Say(l, "receivable.terms.part", refuse.Arg{Name: "percent", Value: part.percent},
			refuse.Arg{Name: "term", Value: part.parts.terms().Describe(l)})
	}
	return strings.Join(texts, ", ")
}
