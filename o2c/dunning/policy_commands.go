package dunning

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qPolicyNew = db.Q("dunning.policy.insert", `insert into dunning_policy (`+policyColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`)
	qLevelNew  = db.Q("dunning.level.insert", `insert into dunning_level (policy, n, after_days, action, template) values ($1,$2,$3,$4,$5)`)
	qRateNew   = db.Q("dunning.rate.insert", `insert into late_rate (id, entity, place, valid_from, rate, yearly, source) values ($1,$2,$3,$4,$5,$6,$7)`)
)

// NewPolicy says how late customers of a place are followed from a day on;
// what is left out is as it was.
type NewPolicy struct {
	Place     string         `json:"place,omitempty" enum:"FR,QC," doc:"of the debtor; elsewhere when left out"`
	ValidFrom day.Day        `json:"valid_from,omitempty" doc:"today when left out"`
	Gap       *int64         `json:"gap,omitempty" doc:"days between two actions"`
	Threshold *money.Decimal `json:"threshold,omitempty" doc:"nobody is chased for as little"`
	WriteFrom string         `json:"write_from,omitempty" doc:"08:00, debtor's time"`
	WriteTo   string         `json:"write_to,omitempty"`
	CallFrom  string         `json:"call_from,omitempty"`
	CallTo    string         `json:"call_to,omitempty"`
	Automatic *bool          `json:"automatic,omitempty" doc:"serve reminds by itself"`
	Levels    []NewLevel     `json:"levels,omitempty" maxItems:"20"`
	Source    string         `json:"source,omitempty" maxLength:"200"`
}

// NewLevel is a rung of the ladder.
type NewLevel struct {
	After    int64  `json:"after" doc:"days past due"`
	Action   string `json:"action" enum:"email,letter,call,handover"`
	Template string `json:"template" enum:"friendly,firm,notice,final"`
}

// PolicyView is a policy as doors show it.
type PolicyView struct {
	Place     string      `json:"place"`
	ValidFrom day.Day     `json:"valid_from"`
	Gap       int64       `json:"gap"`
	Threshold money.Money `json:"threshold"`
	Write     string      `json:"write" doc:"hours of messages, debtor's time"`
	Call      string      `json:"call"`
	Automatic bool        `json:"automatic"`
	Source    string      `json:"source"`
	Levels    []NewLevel  `json:"levels"`
}

func (p Policy) view(c money.Currency) PolicyView {
	v := PolicyView{Place: p.Place, ValidFrom: p.ValidFrom, Gap: p.Gap, Threshold: p.Threshold.In(c), Write: hours(p.WriteFrom, p.WriteTo),
		Call: hours(p.CallFrom, p.CallTo), Automatic: p.Automatic, Source: p.Source, Levels: []NewLevel{}}
	for _, l := range p.Levels {
		v.Levels = append(v.Levels, NewLevel{l.After, l.Action, l.Template})
	}
	return v
}

func hours(from, to int64) string {
	return fmt.Sprintf("%02d:%02d–%02d:%02d", from/60, from%60, to/60, to%60)
}

// SetPolicy adds a policy that holds from a day on.
func SetPolicy(w *db.Write, in NewPolicy) (PolicyView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return PolicyView{}, err
	}
	if in.ValidFrom.IsZero() {
		in.ValidFrom = w.Today()
	}
	p, err := policyOf(w.Read, e.ID, in.Place, in.ValidFrom)
	if err != nil {
		return PolicyView{}, err
	}
	if p, err = in.over(p, e.Currency); err != nil {
		return PolicyView{}, err
	}
	p.ID, p.Entity, p.ValidFrom, p.Source = w.NewID(), e.ID, in.ValidFrom, in.Source
	if err := p.Check(); err != nil {
		return PolicyView{}, err
	}
	w.Exec(qPolicyNew, p.ID, p.Entity, p.Place, p.ValidFrom, p.Gap, p.Threshold, p.WriteFrom, p.WriteTo, p.CallFrom, p.CallTo, p.Automatic, p.Source)
	for _, l := range p.Levels {
		w.Exec(qLevelNew, p.ID, l.N, l.After, l.Action, l.Template)
	}
	stored.Drop(w)
	w.Emit("collections.policy_set", struct {
		Place     string  `json:"place"`
		ValidFrom day.Day `json:"valid_from"`
	}{p.Place, p.ValidFrom}, db.Obj("policy", p.ID))
	return p.view(e.Currency), w.Err()
}

// over is a policy with what was said instead.
func (in NewPolicy) over(p Policy, c money.Currency) (Policy, error) {
	if in.Gap != nil {
		p.Gap = *in.Gap
	}
	if in.Threshold != nil {
		a, err := in.Threshold.Amount(c)
		if err != nil {
			return p, err
		}
		p.Threshold = a
	}
	if in.Automatic != nil {
		p.Automatic = *in.Automatic
	}
	for _, t := range []struct {
		text string
		to   *int64
	}{{in.WriteFrom, &p.WriteFrom}, {in.WriteTo, &p.WriteTo}, {in.CallFrom, &p.CallFrom}, {in.CallTo, &p.CallTo}} {
		if t.text == "" {
			continue
		}
		var h, m int64
		if n, err := fmt.Sscanf(t.text, "%d:%d", &h, &m); err != nil || n != 2 || h < 0 || h > 24 || m < 0 || m > 59 {
			return p, refuse.New(refuse.Invalid, "dunning.policy").At("/write_from", "dunning.time", "text", t.text)
		}
		*t.to = h*60 + m
	}
	if len(in.Levels) > 0 {
		p.Levels = nil
		for n, l := range in.Levels {
			p.Levels = append(p.Levels, Level{int64(n + 1), l.After, l.Action, l.Template})
		}
	}
	return p, nil
}

// PoliciesIn asks for the policies in force on a day.
type PoliciesIn struct {
	Day day.Day `query:"on" json:"on,omitempty" doc:"today when left out"`
}

// Policies lists the policy in force of each place.
func Policies(r *db.Read, in PoliciesIn) ([]PolicyView, error) {
	e, err := seller.Of(r)
	if err != nil {
		return nil, err
	}
	if in.Day.IsZero() {
		in.Day = r.Today()
	}
	out := []PolicyView{}
	for _, place := range []string{"FR", "QC", ""} {
		p, err := policyOf(r, e.ID, place, in.Day)
		if err != nil {
			return out, err
		}
		out = append(out, p.view(e.Currency))
	}
	return out, nil
}

// Automatic tells whether serve reminds by itself the customers of any place.
func Automatic(r *db.Read) (bool, error) {
	for _, place := range []string{"FR", "QC", ""} {
		p, err := policyOf(r, r.Entity, place, r.Today())
		if err != nil || p.Automatic {
			return p.Automatic, err
		}
	}
	return false, nil
}

// NewRate is a rate of late payment, of the contract or of the law.
type NewRate struct {
	ValidFrom day.Day       `json:"valid_from"`
	Rate      money.Percent `json:"rate"`
	Per       string        `json:"per,omitempty" enum:"year,month" doc:"how it is stated; year when left out"`
	Source    string        `json:"source" maxLength:"200" doc:"contract, law"`
}

// RateView is a rate as doors show it.
type RateView struct {
	ValidFrom day.Day       `json:"valid_from"`
	Rate      money.Percent `json:"rate"`
	PerYear   money.Percent `json:"per_year" doc:"what may be asked for, a year"`
	Nominal   money.Percent `json:"nominal" doc:"what it states, a year, without interest on interest"`
	Effective money.Percent `json:"effective" doc:"the same, compounded"`
	Source    string        `json:"source"`
}

// SetRate adds a rate that holds from a day on: in France no less than three
// times the legal rate (domain.md 3.5), in Canada 5 % a year when it is stated
// by the month only (domain.md 3.6).
func SetRate(w *db.Write, in NewRate) (RateView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return RateView{}, err
	}
	r := receivable.LateRate{ValidFrom: in.ValidFrom, Rate: in.Rate, Yearly: in.Per != "month", Source: in.Source}
	if least := receivable.LeastRate(in.ValidFrom); in.Rate < 0 || in.ValidFrom.IsZero() || e.Country == "FR" && (!r.Yearly || in.Rate < least) {
		return RateView{}, refuse.New(refuse.Invalid, "dunning.rate", "least", least)
	}
	id := w.NewID()
	w.Exec(qRateNew, id, e.ID, e.Country, r.ValidFrom, r.Rate, r.Yearly, r.Source)
	w.Emit("collections.rate_set", struct {
		ValidFrom day.Day       `json:"valid_from"`
		Rate      money.Percent `json:"rate"`
	}{r.ValidFrom, r.Rate}, db.Obj("rate", id))
	return RateView{r.ValidFrom, r.Rate, r.PerYear(), r.Nominal(), r.Effective(), r.Source}, w.Err()
}
