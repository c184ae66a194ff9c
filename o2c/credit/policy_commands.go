package credit

import (
	"slices"
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/party"
)

// relax is the kind of a rule switched off or loosened: two people.
var relax = approval.Register(approval.Kind{Name: "credit.rule", Ladder: approval.Ladder{"credit_manager": -1, "finance": -1, "admin": -1}})

// NewRule sets a rule of credit, for everybody or for a class of customers.
type NewRule struct {
	Rule      string         `json:"rule"`
	Class     string         `json:"class,omitempty" maxLength:"40" doc:"of customers; everybody when left out"`
	Enabled   *bool          `json:"enabled,omitempty"`
	Threshold *money.Decimal `json:"threshold,omitempty" doc:"days, percent, or units of the currency"`
}

// RuleView is a rule as doors show it.
type RuleView struct {
	Rule      string        `json:"rule"`
	Class     string        `json:"class"`
	Enabled   bool          `json:"enabled"`
	Threshold money.Decimal `json:"threshold"`
	Title     string        `json:"title"`
}

func ruleView(r *db.Read, class, rule string, x Rule) RuleView {
	return RuleView{rule, class, x.Enabled, x.Threshold, sentences.Say(r.Speak, "credit.rule."+rule)}
}

// SetRule changes a rule. Orders that wait are asked again.
func SetRule(w *db.Write, in NewRule) (RuleView, error) {
	in.Rule, in.Class = strings.TrimSpace(in.Rule), strings.TrimSpace(in.Class)
	if !slices.Contains(Rules, in.Rule) {
		return RuleView{}, refuse.New(refuse.Invalid, "credit.rule_unknown", "rule", in.Rule).At("/rule", "credit.rule_unknown", "rule", in.Rule)
	}
	p, err := policyOf(w.Read, in.Class)
	if err != nil {
		return RuleView{}, err
	}
	was := p.rule(in.Rule)
	now := was
	if in.Enabled != nil {
		now.Enabled = *in.Enabled
	}
	if in.Threshold != nil {
		now.Threshold = *in.Threshold
	}
	if now.Threshold < 0 || now.Enabled && !whole(in.Rule, now.Threshold) {
		return RuleView{}, refuse.New(refuse.Invalid, "credit.rule_threshold").At("/threshold", "credit.rule_threshold")
	}
	looser := was.Enabled && !now.Enabled || now.Threshold > was.Threshold
	if looser {
		_, err := approval.Need(w, approval.Ask{Kind: relax, Subject: approval.SubjectOf(in.Class + "/" + in.Rule), Object: "policy", Number: in.Rule,
			Stamp: db.JSON([]any{was, now}), Detail: map[string]any{"class": in.Class, "was": was, "now": now}})
		if err != nil {
			return RuleView{}, err
		}
	}
	if now != was {
		w.Exec(qSetRule, in.Class, in.Rule, now.Enabled, now.Threshold)
		policies.Drop(w)
		w.Emit("credit.rule_set", ruled{in.Class, in.Rule, now.Enabled, now.Threshold}, db.Obj("user", w.Actor))
	}
	if looser {
		if err := easeAll(w); err != nil {
			return RuleView{}, err
		}
	}
	return ruleView(w.Read, in.Class, in.Rule, now), w.Err()
}

// whole tells that a threshold in days has no fraction.
func whole(rule string, t money.Decimal) bool {
	return rule != RuleOverdue && rule != RuleOldest && rule != RuleStop || t%one == 0
}

var qWaiters = db.Q("credit.waiters", `select distinct c.root from balance b join customer c on c.id = b.holder where b.kind = 'held' and b.amount > 0 order by c.root`).Scans()

// easeAll lets every order that waits be asked again: a rule was loosened.
func easeAll(w *db.Write) error {
	roots, err := db.All[db.ID](w.Read, qWaiters)
	for _, root := range roots {
		w.Emit("credit.eased", eased{"policy", 1}, db.Obj("holder", root))
	}
	return err
}

// ByClass asks for the policy of a class.
type ByClass struct {
	Class string `query:"class" json:"class,omitempty" doc:"of customers; what holds for everybody when left out"`
}

// ShowPolicy returns the rules that hold for a class of customers.
func ShowPolicy(r *db.Read, in ByClass) ([]RuleView, error) {
	p, err := policyOf(r, in.Class)
	out := []RuleView{}
	for _, rule := range Rules {
		out = append(out, ruleView(r, in.Class, rule, p.rule(rule)))
	}
	return out, err
}

// NewClass puts a customer into a class, until his next score does.
type NewClass struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Class    string `json:"class" maxLength:"40" doc:"empty: none"`
}

// Classify puts a customer into a class of the policy.
func Classify(w *db.Write, in NewClass) (File, error) {
	c, k, err := own(w, in.Customer)
	if err != nil {
		return File{}, err
	}
	in.Class = strings.TrimSpace(in.Class)
	if in.Class != k.Class {
		_, err := approval.Need(w, approval.Ask{Kind: relax, Subject: c.ID, Object: "customer", Number: c.Number, Stamp: k.Class + " " + in.Class,
			Maker: k.CreatedBy, Detail: map[string]string{"was": k.Class, "now": in.Class}})
		if err != nil {
			return File{}, err
		}
		w.Exec1(qClass, c.ID, in.Class)
		w.Emit("credit.classed", classed{k.Class, in.Class}, db.Obj("customer", c.ID))
		if err := Eased(w, c.ID, "class"); err != nil {
			return File{}, err
		}
	}
	return fileOf(w.Read, c)
}

var qClass = db.Q("credit.class", `update credit set class = $2, version = version + 1 where holder = $1`)

// partyID is a customer's id as commands take it.
func partyID(id db.ID) string { return id.Text(party.Prefix) }
