package credit

import (
	"slices"
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
)

// Trial is a rule as it might be set, to see what would become of orders.
type Trial struct {
	Rule      string         `query:"rule" json:"rule" required:"true"`
	Class     string         `query:"class" json:"class,omitempty" maxLength:"40" doc:"of customers; everybody when left out"`
	Enabled   bool           `query:"enabled" json:"enabled,omitempty"`
	Threshold *money.Decimal `query:"threshold" json:"threshold,omitempty" doc:"days, percent, or units of the currency; as it is when left out"`
}

// Check refuses a rule that is none and a threshold it can not have.
func (t Trial) Check() error {
	if !slices.Contains(Rules, t.Rule) {
		return refuse.New(refuse.Invalid, "credit.rule_unknown", "rule", t.Rule).At("/rule", "credit.rule_unknown", "rule", t.Rule)
	}
	if t.Threshold != nil && (*t.Threshold < 0 || t.Enabled && !whole(t.Rule, *t.Threshold)) {
		return refuse.New(refuse.Invalid, "credit.rule_threshold").At("/threshold", "credit.rule_threshold")
	}
	return nil
}

// on is a policy with the rule as it might be; one of everybody does not reach
// a class that has its own.
func (t Trial) on(r *db.Read, class string, p Policy) (Policy, error) {
	t.Class = strings.TrimSpace(t.Class)
	if t.Class != "" && t.Class != class {
		return p, nil
	}
	all, err := storedRules(r)
	if err != nil {
		return p, err
	}
	own := slices.ContainsFunc(all, func(s stored) bool { return s.Class != "" && s.Class == class && s.Rule == t.Rule })
	if t.Class == "" && own {
		return p, nil
	}
	next := Policy{set: map[string]Rule{}}
	for k, v := range p.set {
		next.set[k] = v
	}
	rule := p.rule(t.Rule)
	rule.Enabled = t.Enabled
	if t.Threshold != nil {
		rule.Threshold = *t.Threshold
	}
	next.set[t.Rule] = rule
	return next, nil
}

// Asking is an order that might be asked about: what of it credit would look
// at, and how much of that counts in the exposure already.
type Asking struct {
	Currency money.Currency
	Amount   money.Amount
	Counted  bool
}

// Foresee is what credit would say of some orders of a customer, by the policy
// in force and by the one tried. It takes no lock: it decides nothing.
func (t Trial) Foresee(r *db.Read, c party.Customer, orders []Asking) (now, then []Verdict, err error) {
	k, err := db.One[row](r, qOwn, c.ID)
	if err != nil {
		return nil, nil, err
	}
	p, err := policyOf(r, k.Class)
	if err != nil {
		return nil, nil, err
	}
	tried, err := t.on(r, k.Class, p)
	if err != nil {
		return nil, nil, err
	}
	known := map[money.Currency][2][]Line{}
	for _, o := range orders {
		both, ok := known[o.Currency]
		if !ok {
			if both, err = bothWays(r, c, o.Currency, tried); err != nil {
				return nil, nil, err
			}
			known[o.Currency] = both
		}
		now, then = append(now, o.verdict(r, both[0])), append(then, o.verdict(r, both[1]))
	}
	return now, then, nil
}

// bothWays are a customer's lines by the policy in force and by another.
func bothWays(r *db.Read, c party.Customer, currency money.Currency, tried Policy) (both [2][]Line, err error) {
	root, own, sums := db.Ask[row](r, qOwn, c.Root), db.Ask[row](r, qOwn, c.ID), db.Ask[kept](r, qBalances, c.Root)
	if both[0], _, err = assemble(r, c, root, own, sums, currency, r.Entity); err != nil {
		return both, err
	}
	both[1] = slices.Clone(both[0])
	both[1][0].Conduct, both[1][0].Missing = Conduct{}, 0
	return both, judgeBy(r, tried, c, currency, &both[1][0])
}

func (o Asking) verdict(r *db.Read, lines []Line) Verdict {
	if o.Counted {
		lines = slices.Clone(lines)
		for i := range lines {
			lines[i].Exposure.Ordered -= o.Amount
		}
	}
	return Decide(r.Day(), o.Currency, o.Amount, lines...)
}
