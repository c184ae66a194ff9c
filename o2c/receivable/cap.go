package receivable

import "encaisse/base/day"

// French law caps what parties may agree on: 60 days from the invoice or, where
// the terms say the end of the month, 45 days end of month, counted either way
// (Code de commerce L441-10, domain.md 3.2).

// legalCap is one row of the dated table: from a day on, at most so many days from
// the invoice, or so many and the end of the month.
type legalCap struct {
	country  string
	from     day.Day
	days     int // from the invoice
	monthEnd int // with the end of the month, either way
	periodic int // from an invoice for what was delivered in a month
	source   string
}

var legalCaps = []legalCap{
	{"FR", day.Of(2009, 1, 1), 60, 45, 45, "Code de commerce, art. L441-10"},
}

// Latest is the last lawful due day of an invoice to a customer of the seller's
// own country, for terms that say a number of days (net), the end of the month
// after them (eomA) or before them (eomB); 0 where no law caps it.
func Latest(country, rule string, issue day.Day) day.Day {
	best := capOf(country, issue)
	if best.days == 0 {
		return 0
	}
	plain := issue.AddDays(best.days)
	switch rule {
	case "eomA":
		return max(plain, issue.AddDays(best.monthEnd).MonthEnd())
	case "eomB":
		return max(plain, issue.MonthEnd().AddDays(best.monthEnd))
	}
	return plain
}

func capOf(country string, issue day.Day) (best legalCap) {
	for _, c := range legalCaps {
		if c.country == country && c.from <= issue && c.from >= best.from {
			best = c
		}
	}
	return best
}

// Excess is how terms exceed the law for an invoice of a day, one of a month's
// deliveries when it is periodic: when an instalment falls due, and the last lawful
// day. ok is false when they do not.
func (t Terms) Excess(country string, issue day.Day, periodic bool) (due, latest day.Day, ok bool) {
	steps, plan := readPlan(string(t))
	if !plan {
		p, right := read(string(t))
		if !right {
			return 0, 0, false
		}
		steps = []instalment{{parts: p}}
	}
	for _, step := range steps {
		d, l := step.parts.terms().Due(issue), Latest(country, step.rule, issue)
		if best := capOf(country, issue); periodic && best.periodic > 0 {
			l = issue.AddDays(best.periodic)
		}
		if l != 0 && d > l {
			return d, l, true
		}
	}
	return 0, 0, false
}

// ExcessFrom is the first excess of an invoice of any day of the year that
// begins on a day: what an agreement is checked by.
func (t Terms) ExcessFrom(country string, from day.Day) (issue, due, latest day.Day, ok bool) {
	for i := range 366 {
		issue = from.AddDays(i)
		if due, latest, ok = t.Excess(country, issue, false); ok {
			return issue, due, latest, true
		}
	}
	return 0, 0, 0, false
}
