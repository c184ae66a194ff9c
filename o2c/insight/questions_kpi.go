package insight

import (
	"cmp"
	"slices"
	"strconv"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// KPIsIn asks for the KPIs of a period that ends on a day.
type KPIsIn struct {
	AsOf
	Days     int    `query:"days" json:"days,omitempty" minimum:"1" maximum:"3660" default:"90" doc:"length of the period, its last day included"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"number; all when left out"`
	Group    string `query:"group" json:"group,omitempty" doc:"number of a group: its customers"`

	FundingRate money.Percent `query:"funding_rate" json:"funding_rate,omitempty" doc:"a year's cost of money, for the cost of late payment; 5 when left out"`
}

// KPI is a figure with its formula and both sides of it.
type KPI struct {
	Key         string `json:"key"`
	Name        string `json:"name"`
	Formula     string `json:"formula"`
	Value       string `json:"value" doc:"n/a when there is nothing to divide by"`
	Unit        Unit   `json:"unit"`
	Numerator   string `json:"numerator,omitempty"`
	Denominator string `json:"denominator,omitempty"`
	CountedIn   Unit   `json:"counted_in" doc:"what both sides are counted in"`
	Documents   int    `json:"documents"`
}

// Sums tells that its sides are sums of amounts.
func (k KPI) Sums() bool { return k.CountedIn == Amounts || k.CountedIn == MoneyDays }

// KPIsOut are the KPIs of an entity: what counts is of every currency, amounts are
// in its own.
type KPIsOut struct {
	From     day.Day        `json:"from"`
	To       day.Day        `json:"to"`
	Currency money.Currency `json:"currency"`
	KPIs     []KPI          `json:"kpis"`
}

// KPIs computes every KPI of domain.md 6 that the documents of a period give,
// as of any past day, as known now or then.
func KPIs(r *db.Read, in KPIsIn) (KPIsOut, error) {
	b, c, err := books(r, in)
	if err != nil {
		return KPIsOut{}, err
	}
	out := KPIsOut{From: b.From, To: b.To, Currency: c, KPIs: []KPI{}}
	for _, m := range b.Measure() {
		out.KPIs = append(out.KPIs, m.show(r.Speak, c))
	}
	return out, nil
}

// KPIIn asks for one KPI with its documents.
type KPIIn struct {
	Key string `path:"key" json:"key"`
	KPIsIn
}

// Counted is a document behind a KPI and what it adds to each side.
type Counted struct {
	Kind        string  `json:"kind" doc:"invoice, order, payment, promise"`
	Number      string  `json:"number"`
	On          day.Day `json:"on"`
	Numerator   string  `json:"numerator" doc:"amounts in the company's currency, as its books have them; a promise, which no book has, as the claims it was for"`
	Denominator string  `json:"denominator"`
	Why         string  `json:"why" doc:"reason of a dispute, state of a promise, level of a reminder"`

	Currency       money.Currency `json:"currency" doc:"of the document"`
	OwnNumerator   string         `json:"own_numerator" doc:"the same in the document's currency"`
	OwnDenominator string         `json:"own_denominator"`
}

// KPIOut is a KPI with every document whose sum it is.
type KPIOut struct {
	KPI
	From    day.Day   `json:"from"`
	To      day.Day   `json:"to"`
	Counted []Counted `json:"counted"`
}

// ShowKPI is one KPI with the documents that make it.
func ShowKPI(r *db.Read, in KPIIn) (KPIOut, error) {
	i := slices.IndexFunc(measures, func(m measure) bool { return m.key == in.Key })
	if i < 0 {
		return KPIOut{}, refuse.New(refuse.Missing, "insight.kpi", "key", in.Key)
	}
	b, c, err := books(r, in.KPIsIn)
	if err != nil {
		return KPIOut{}, err
	}
	m := measures[i].measured(b)
	out := KPIOut{KPI: m.show(r.Speak, c), From: b.From, To: b.To, Counted: []Counted{}}
	for _, k := range m.Cases {
		out.Counted = append(out.Counted, Counted{m.kind(k.Number), k.Number, k.On, m.side(k.Num, c), m.side(k.Den, c), k.Why,
			k.Currency, m.side(k.Own.Num, k.Currency), m.side(k.Own.Den, k.Currency)})
	}
	slices.SortStableFunc(out.Counted, func(x, y Counted) int { return cmp.Compare(x.On, y.On) })
	return out, nil
}

func (m Measured) show(l words.Language, c money.Currency) KPI {
	k := KPI{Key: m.Key, Name: sentences.Say(l, "kpi."+m.Key), Formula: sentences.Say(l, "kpi."+m.Key+".formula"), Value: m.Value, Unit: m.Unit,
		CountedIn: m.Of, Documents: len(m.Cases)}
	if m.Of != Days {
		k.Numerator, k.Denominator = m.side(m.Num, c), m.side(m.Den, c)
	}
	return k
}

// side writes one side: amounts, and amounts times days, in the currency.
func (m Measured) side(n int64, c money.Currency) string {
	if m.Of == Amounts || m.Of == MoneyDays {
		return money.Amount(n).In(c).Text()
	}
	return strconv.FormatInt(n, 10)
}
