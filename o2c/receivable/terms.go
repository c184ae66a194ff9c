// Package receivable holds what customers owe: open items per instalment, their
// due dates and ages.
package receivable

import (
	"strconv"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Terms are payment terms in their one normal spelling:
//
//	net30          30 days from the invoice
//	eomA30         plus 30 days, then the end of that month
//	eomA30.10      the same, then the 10th of the next month
//	eomB45         the end of the month, then plus 45 days
//	2/10net30      any of them with a cash discount: 2 % when paid within 10 days
//	30%net0+70%eomA30   instalments, each with its part of the total
//
// Source: domain.md 3.1, 3.3 and 3.4.
type Terms string

const (
	mostDays   = 365 // longer is a typing mistake, not a term
	allPercent = 100_000000
)

// parts is what a spelling says.
type parts struct {
	rule     string // "net", "eomA", "eomB"
	days     int
	monthDay int // of the month after, 0 none
	percent  money.Percent
	within   int // days of the discount
}

// ParseTerms reads terms as people write them: blanks and capitals do not
// matter, and a month end without a letter is A, so "EOM 30" gives eomA30. What
// it cannot read is refused with `receivable.terms`, never guessed.
func ParseTerms(s string) (Terms, error) {
	if plan, ok := readPlan(s); ok {
		return planTerms(plan), nil
	}
	p, ok := read(s)
	if !ok {
		return "", refuse.New(refuse.Invalid, "receivable.terms", "text", s)
	}
	return p.terms(), nil
}

func read(s string) (p parts, ok bool) {
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	if discount, rest, cut := strings.Cut(s, "/"); cut {
		rule := strings.IndexAny(rest, "ne")
		if rule < 0 {
			return p, false
		}
		percent, err := money.ParsePercent(discount)
		if p.percent, p.within, ok = percent, days(rest[:rule]), err == nil; !ok {
			return p, false
		}
		if p.percent <= 0 || p.percent >= allPercent || p.within < 0 {
			return p, false
		}
		s = rest[rule:]
	}
	switch {
	case strings.HasPrefix(s, "net"):
		p.rule, s = "net", s[3:]
	case strings.HasPrefix(s, "eomb"):
		p.rule, s = "eomB", s[4:]
	case strings.HasPrefix(s, "eoma"):
		p.rule, s = "eomA", s[4:]
	case strings.HasPrefix(s, "eom"):
		p.rule, s = "eomA", s[3:]
	default:
		return p, false
	}
	count, monthDay, dotted := strings.Cut(s, ".")
	p.days = days(count)
	if dotted {
		p.monthDay = days(monthDay)
		if p.rule != "eomA" || p.monthDay < 1 || p.monthDay > 31 {
			return p, false
		}
	}
	// A discount that outlives the term would be no discount.
	return p, p.days >= 0 && (p.percent == 0 || p.rule != "net" || p.within <= p.days)
}

// days is a number of days, -1 for what is none.
func days(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > mostDays || s[0] == '+' || s[0] == '-' {
		return -1
	}
	return n
}

func (p parts) terms() Terms {
	s := p.rule + strconv.Itoa(p.days)
	if p.monthDay > 0 {
		s += "." + strconv.Itoa(p.monthDay)
	}
	if p.percent > 0 {
		s = p.percent.String() + "/" + strconv.Itoa(p.within) + s
	}
	return Terms(s)
}

// String is the normal spelling, also of terms that were not parsed; text that
// is no terms stays as it is.
func (t Terms) String() string {
	if plan, ok := readPlan(string(t)); ok {
		return string(planTerms(plan))
	}
	if p, ok := read(string(t)); ok {
		return string(p.terms())
	}
	return string(t)
}

// UnmarshalText reads terms of JSON, a form or a command line; "" stays "".
func (t *Terms) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*t = ""
		return nil
	}
	*t, err = ParseTerms(string(b))
	return err
}

// Due is the day the invoice falls due, with its last instalment. It is not moved off a holiday or a
// weekend: the contract would have to say so (domain.md 3.1). No issue day, or
// terms that are none, give no day.
func (t Terms) Due(issue day.Day) day.Day {
	if plan, ok := readPlan(string(t)); ok && !issue.IsZero() {
		var last day.Day
		for _, step := range plan {
			last = max(last, step.parts.terms().Due(issue))
		}
		return last
	}
	p, ok := read(string(t))
	if !ok || issue.IsZero() {
		return 0
	}
	switch p.rule {
	case "eomA":
		end := issue.AddDays(p.days).MonthEnd()
		if p.monthDay == 0 {
			return end
		}
		next := end.AddDays(1)
		return min(next.AddDays(p.monthDay-1), next.MonthEnd())
	case "eomB":
		return issue.MonthEnd().AddDays(p.days)
	}
	return issue.AddDays(p.days)
}

// Discount is the cash discount and the days from the invoice within which it
// may be taken, the last one included; ok is false when there is none. It takes
// its part of the price before tax and of the tax alike (domain.md 3.3).
func (t Terms) Discount() (percent money.Percent, within int, ok bool) {
	p, _ := read(string(t))
	return p.percent, p.within, p.percent > 0
}
