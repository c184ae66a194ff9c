package receivable

import (
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// said are this package's own sentences, to put terms into words.
var said = words.NewCatalog(Texts)

// Describe puts terms into words for a document: "30 jours fin de mois le 10",
// "2 % d’escompte sous 10 jours, sinon 30 jours nets". It never replaces the
// due date itself, which an invoice must show (domain.md 3.1).
func (t Terms) Describe(l words.Language) string {
	if plan, ok := readPlan(string(t)); ok {
		return describePlan(plan, l)
	}
	p, ok := read(string(t))
	if !ok {
		return string(t)
	}
	key := "receivable.terms." + p.rule
	switch {
	case p.rule == "net" && p.days == 0:
		key = "receivable.terms.receipt"
	case p.rule != "net" && p.days == 0:
		key = "receivable.terms.eom"
	}
	if p.monthDay > 0 {
		key += "_day"
	}
	term := said.Say(l, key, refuse.Arg{Name: "days", Value: p.days}, refuse.Arg{Name: "day", Value: p.monthDay})
	if p.percent == 0 {
		return term
	}
	return said.Say(l, "receivable.terms.discount",
		refuse.Arg{Name: "percent", Value: p.percent},
		refuse.Arg{Name: "days", Value: p.within},
		refuse.Arg{Name: "term", Value: term})
}
