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
	"encaisse/o2c/seller"
)

// KPIsIn asks for the KPIs of a period that ends on a day.
type KPIsIn struct {
	AsOf
	Days     int    `query:"days" json:"days,omitempty" minimum:"1" maximum:"3660" default:"90" doc:"length of the period, its last day included"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"number; all when left out"`
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

// KPIsOut are the KPIs of an entity in its currency.
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
	Number      string  `json:"number"`
	On          day.Day `json:"on"`
	Numerator   string  `json:"numerator"`
	Denominator string  `json:"denominator"`
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
		out.Counted = append(out.Counted, Counted{k.Number, k.On, m.side(k.Num, c), m.side(k.Den, c)})
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

// books reads the documents of a period.
func books(r *db.Read, in KPIsIn) (Books, money.Currency, error) {
	e, err := seller.Of(r)
	if err != nil {
		return Books{}, "", err
	}
	if in.Days <= 0 {
		in.Days = 90
	}
	to := in.day(r)
	b := Books{From: to.AddDays(1 - in.Days), To: to}
	in.AsOf.Day = to
	l := loader{r: r, in: in, currency: e.Currency}
	b.Opening = l.owed(AsOf{b.From.AddDays(-1), in.Known})
	b.Closing = l.owed(in.AsOf)
	span := []any{r.Entity, b.From, b.To, in.Known, e.Currency}
	b.Sales = of(load[whose[Sold]](&l, qSold, span...), in.Customer)
	b.Settled = of(load[whose[Settled]](&l, qSettled, span...), in.Customer)
	b.Issued = of(load[whose[Issued]](&l, qIssuedIn, span...), in.Customer)
	facts := load[db.Event](&l, qTold, r.Entity, to, in.Known)
	b.Orders = l.orders(facts)
	b.Receipts = l.receipts(facts, of(load[whose[received]](&l, qReceived, span...), in.Customer))
	return b, e.Currency, l.err
}

// loader reads rows until the first error.
type loader struct {
	r        *db.Read
	in       KPIsIn
	currency money.Currency
	err      error
	closing  map[db.ID]money.Amount // what is open of a document, of the items that owed read last
}

func load[T any](l *loader, q *db.Stmt, args ...any) []T {
	if l.err != nil {
		return nil
	}
	rows, err := db.All[T](l.r, q, args...)
	l.err = err
	return rows
}

func (l *loader) owed(at AsOf) []Owed {
	var out []Owed
	l.closing = map[db.ID]money.Amount{}
	for _, i := range load[open](l, qItems, l.r.Entity, at.Day, at.Known) {
		if i.Open == 0 || i.CustomerID == 0 || i.Currency != l.currency || l.in.Customer != "" && i.Customer != l.in.Customer {
			continue
		}
		l.closing[i.Document] += i.Open
		o := Owed{i.Number, i.DueOn, i.Open, i.Kind == "payment"}
		if o.Money {
			o.Number, o.On = i.Document.Text("pay"), i.IssuedOn
		}
		out = append(out, o)
	}
	return out
}

// orders follows the orders by their facts.
func (l *loader) orders(facts []db.Event) []Followed {
	to := l.in.AsOf.Day
	sent, paid := map[db.ID]int64{}, map[db.ID]day.Day{}
	for _, p := range load[pair](l, qSentOf, l.r.Entity, to) {
		sent[p.A] = p.B
	}
	for _, p := range load[pair](l, qPaidOf, l.r.Entity, to, l.in.Known) {
		paid[p.A] = day.Day(p.B)
	}
	owes := map[db.ID]bool{}
	for _, p := range load[pair](l, qBilledOf, l.r.Entity, to, l.in.Known) {
		owes[p.A] = owes[p.A] || l.closing[db.ID(p.B)] != 0
	}
	byOrder := map[db.ID]*story{}
	for _, e := range facts {
		id := e.Object("order")
		if byOrder[id] == nil {
			byOrder[id] = &story{left: map[db.ID]day.Day{}}
		}
		byOrder[id].tell(e)
	}
	var out []Followed
	for _, o := range of(load[whose[followed]](l, qOrdersOf, l.r.Entity, l.currency), l.in.Customer) {
		s := byOrder[o.ID]
		if s == nil || s.CapturedOn.IsZero() {
			continue // not known then
		}
		f := s.Followed
		f.Number, f.PromisedOn = o.Number, o.RequestedOn
		var gone int64
		for shipment, on := range s.left {
			gone += sent[shipment]
			f.ShippedOn = max(f.ShippedOn, on)
		}
		f.Complete = gone > 0 && gone >= int64(o.Wanted)
		if f.Complete && !f.InvoicedOn.IsZero() && !owes[o.ID] {
			f.PaidOn = paid[o.ID]
		}
		out = append(out, f)
	}
	return out
}

// story gathers the facts of one order.
type story struct {
	Followed
	left map[db.ID]day.Day // when each shipment left, or was delivered
}

func (s *story) tell(e db.Event) {
	switch e.Type {
	case "order.captured":
		s.CapturedOn = e.Day
		var body struct{ Exceptions []string }
		s.Touched = s.Touched || e.Read(&body) == nil && len(body.Exceptions) > 0
	case "shipping.shipped", "shipping.delivered":
		s.left[e.Object("shipment")] = e.Day
	case "invoice.issued":
		if s.InvoicedOn.IsZero() {
			s.InvoicedOn = e.Day
		}
	default:
		s.Touched = true
	}
}

// receipts says of each payment what a person had to do with it, and leaves
// out those that came back.
func (l *loader) receipts(facts []db.Event, list []received) []Receipt {
	byHand, back := map[db.ID]bool{}, map[db.ID]bool{}
	for _, e := range facts {
		switch e.Type {
		case "payment.applied":
			var body struct{ How string }
			byHand[e.Object("payment")] = byHand[e.Object("payment")] || e.Read(&body) != nil || body.How == "hand"
		case "payment.returned":
			back[e.Object("payment")] = true
		}
	}
	var out []Receipt
	for _, p := range list {
		if !back[p.ID] {
			out = append(out, Receipt{p.ID.Text("pay"), p.On, p.Amount, byHand[p.ID], l.closing[p.ID]})
		}
	}
	return out
}
