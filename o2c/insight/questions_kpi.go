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
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
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
	Kind        string  `json:"kind" doc:"invoice, order, payment, promise"`
	Number      string  `json:"number"`
	On          day.Day `json:"on"`
	Numerator   string  `json:"numerator"`
	Denominator string  `json:"denominator"`
	Why         string  `json:"why" doc:"reason of a dispute, state of a promise, level of a reminder"`
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
		out.Counted = append(out.Counted, Counted{m.kind(k.Number), k.Number, k.On, m.side(k.Num, c), m.side(k.Den, c), k.Why})
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
	b := Books{From: to.AddDays(1 - in.Days), To: to, Funding: in.FundingRate, Unit: e.Currency.Unit()}
	if b.Funding == 0 {
		b.Funding = usualFunding
	}
	in.AsOf.Day = to
	asked, err := asked(r, in.Customer, in.Group)
	if err != nil {
		return Books{}, "", err
	}
	l := loader{r: r, in: in, currency: e.Currency, asked: asked}
	b.Opening = l.owed(AsOf{b.From.AddDays(-1), in.Known})
	b.Closing = l.owed(in.AsOf)
	span := []any{r.Entity, b.From, b.To, in.Known, e.Currency}
	b.Sales = of(load[whose[Sold]](&l, qSold, span[:4]...), asked)
	b.Settled = of(load[whose[Settled]](&l, qSettled, span...), asked)
	b.Issued = of(load[whose[Issued]](&l, qIssuedIn, span...), asked)
	facts := load[db.Event](&l, qTold, r.Entity, to, in.Known)
	b.Orders = l.orders(facts, span)
	b.Receipts = l.receipts(facts, of(load[whose[received]](&l, qReceived, span...), asked))
	b.Disputes = of(load[whose[Disputed]](&l, qContested, span...), asked)
	b.Chases = of(load[whose[Chased]](&l, qChased, span...), asked)
	b.Promises = judgedOf(of(load[whose[promisedRow]](&l, qPromised, span...), asked))
	b.Losses = append(of(load[whose[Lost]](&l, qLost, span...), asked), l.recovered(facts, b)...)
	return b, e.Currency, l.err
}

const usualFunding money.Percent = 5_000000

// loader reads rows until the first error.
type loader struct {
	r        *db.Read
	in       KPIsIn
	currency money.Currency
	err      error
	asked    func(customer string) bool
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
	list, err := items(l.r, at)
	if l.err == nil {
		l.err = err
	}
	for _, i := range list {
		if i.Open == 0 || i.CustomerID == 0 || !l.asked(i.Customer) {
			continue
		}
		l.closing[i.Document] += i.Open
		o := Owed{i.Number, i.DueOn, i.Home, i.Kind == "payment"}
		if o.Money {
			o.Number, o.On = i.Document.Text("pay"), i.IssuedOn
		}
		out = append(out, o)
	}
	return out
}

// orders follows the orders by their facts.
func (l *loader) orders(facts []db.Event, span []any) []Followed {
	to := l.in.AsOf.Day
	paid, owes, wrong := map[db.ID]day.Day{}, map[db.ID]bool{}, map[db.ID]bool{}
	for _, p := range load[pair](l, qPaidOf, l.r.Entity, to, l.in.Known) {
		paid[p.A] = day.Day(p.B)
	}
	for _, p := range load[pair](l, qBilledOf, l.r.Entity, to, l.in.Known) {
		owes[p.A] = owes[p.A] || l.closing[db.ID(p.B)] != 0
	}
	for _, p := range load[pair](l, qFaulty, span[0], 0, to, l.in.Known) {
		wrong[p.A] = true
	}
	stories, wants := l.stories(facts), l.wanted()
	var out []Followed
	for _, o := range of(load[whose[followed]](l, qOrdersOf, l.r.Entity, l.currency), l.asked) {
		s := stories[o.ID]
		w := wants[o.ID]
		if s == nil || s.CapturedOn.IsZero() || !w.Going {
			continue // not known then, a draft, or cancelled
		}
		f := s.Followed
		f.Number, f.PromisedOn, f.Wrong = o.Number, w.PromisedOn, wrong[o.ID]
		gone, wanted := s.ship(&f, w.Left())
		f.Complete = gone > 0 && gone >= wanted
		if f.Complete && !f.InvoicedOn.IsZero() && !owes[o.ID] {
			f.PaidOn = paid[o.ID]
		}
		out = append(out, f)
	}
	return out
}

// wanted is what each order wanted then.
func (l *loader) wanted() map[db.ID]*Wanted {
	all := map[db.ID]*Wanted{}
	for _, o := range load[whose[followed]](l, qOrdersOf, l.r.Entity, l.currency) {
		all[o.Document.ID] = &Wanted{PromisedOn: o.Document.PromisedOn, RequestedOn: o.Document.RequestedOn}
	}
	for _, line := range load[lineOf](l, qLinesOf, l.r.Entity, l.currency) {
		if w := all[line.Order]; w != nil {
			w.Ordered = append(w.Ordered, line.Quantity)
		}
	}
	for _, e := range load[wish](l, qWishes, l.r.Entity, l.in.AsOf.Day, l.in.Known) {
		if w := all[e.Object("order")]; w != nil && l.err == nil {
			l.err = w.Unsay(e.Event, e.Known)
		}
	}
	for _, w := range all {
		w.settle()
	}
	return all
}

// stories gathers the facts of the orders, and what left of them.
func (l *loader) stories(facts []db.Event) map[db.ID]*story {
	byOrder := map[db.ID]*story{}
	for _, e := range facts {
		for _, o := range e.Touched() { // an invoice of a month is of several
			if o.Kind != "order" {
				continue
			}
			if byOrder[o.ID] == nil {
				byOrder[o.ID] = &story{left: map[db.ID]day.Day{}}
			}
			byOrder[o.ID].tell(e)
		}
	}
	for _, g := range load[sentLine](l, qSentOf, l.r.Entity, l.in.AsOf.Day) {
		if s := byOrder[g.Order]; s != nil {
			s.sent = append(s.sent, g)
		}
	}
	return byOrder
}

// story gathers the facts of one order.
type story struct {
	Followed
	left map[db.ID]day.Day // when each shipment left, or was delivered
	sent []sentLine
}

// ship says when the goods left, how much of them and of what was wanted, and
// which lines were whole by the promised day.
func (s *story) ship(f *Followed, lines []money.Quantity) (gone, wanted money.Quantity) {
	byLine := map[int64]money.Quantity{}
	for _, g := range s.sent {
		on, known := s.left[g.Shipment]
		if !known {
			continue
		}
		gone += g.Picked
		if on <= f.PromisedOn {
			byLine[g.N] += g.Picked
		}
	}
	for _, on := range s.left {
		f.ShippedOn = max(f.ShippedOn, on)
	}
	for i, q := range lines {
		if wanted += q; q > 0 {
			f.Lines++
			f.LinesOnTime += one(byLine[int64(i+1)] >= q)
		}
	}
	return gone, wanted
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
	case "rma.requested":
		var body struct{ Reason string }
		s.Damaged = s.Damaged || e.Read(&body) != nil || slices.Contains(spoiled, body.Reason)
	default:
		s.Touched = true
	}
}

// spoiled are the reasons of a return whose goods were not as they should be.
var spoiled = []string{"damaged", "defective", "wrong_item"}

// judgedOf are the promises that were kept or not by the end of the period.
func judgedOf(rows []promisedRow) []Promised {
	var out []Promised
	for _, p := range rows {
		if p.State == "kept" || p.State == "partially_kept" || p.State == "broken" {
			out = append(out, Promised{p.ID.Text(receivable.PromisePrefix), p.Due, p.Amount, p.State, p.Received})
		}
	}
	return out
}

// recovered is the money that came for claims given up.
func (l *loader) recovered(facts []db.Event, b Books) []Lost {
	claims := map[db.ID]string{}
	for _, c := range of(load[whose[named]](l, qClaims, l.r.Entity, l.currency), l.asked) {
		claims[c.ID] = c.Number
	}
	var out []Lost
	for _, e := range facts {
		number, ours := claims[e.Object("item")]
		var body struct{ Recovered money.Amount }
		if e.Type == "loss.recovered" && ours && b.in(e.Day) && e.Read(&body) == nil {
			out = append(out, Lost{number, e.Day, -body.Recovered})
		}
	}
	return out
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
