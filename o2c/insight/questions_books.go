package insight

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

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
	span := []any{r.Entity, b.From, b.To, in.Known}
	b.Sales = of(load[whose[Sold]](&l, qSold, span...), asked)
	b.Settled = of(load[whose[Settled]](&l, qSettled, span...), asked)
	b.Issued = of(load[whose[Issued]](&l, qIssuedIn, span...), asked)
	for i, v := range b.Issued {
		l.share(v.Total.Worth, &b.Issued[i].Contested)
	}
	facts := load[db.Event](&l, qTold, r.Entity, to, in.Known)
	b.Orders = l.orders(facts, span)
	b.Receipts = l.receipts(facts, of(load[whose[received]](&l, qReceived, span...), asked))
	for _, d := range of(load[whose[claimed[Disputed]]](&l, qContested, span...), asked) {
		l.share(d.Claim, &d.Document.Amount)
		b.Disputes = append(b.Disputes, d.Document)
	}
	for _, c := range of(load[whose[claimed[Chased]]](&l, qChased, span...), asked) {
		l.share(c.Claim, &c.Document.Amount, &c.Document.Paid)
		b.Chases = append(b.Chases, c.Document)
	}
	b.Promises = l.judged(of(load[whose[promisedRow]](&l, qPromised, span...), asked), span)
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

// share puts amounts of a claim at what of it the books have them at.
func (l *loader) share(of ledger.Worth, amounts ...*Booked) {
	for _, a := range amounts {
		if l.err == nil {
			a.Home, l.err = of.Of(a.Amount)
		}
	}
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
		o := Owed{i.Number, i.DueOn, Booked{ledger.Worth{Amount: i.Open, Home: i.Home}, i.Currency}, i.Kind == "payment"}
		if o.Money {
			o.Number, o.On = i.Document.Text("pay"), i.IssuedOn
		}
		out = append(out, o)
	}
	return out
}

// judged are the promises that were kept or not by the end of the period, at what
// the books had the claims they were for.
func (l *loader) judged(rows []promisedRow, span []any) []Promised {
	var out []Promised
	claims := map[db.ID]ledger.Worth{}
	for _, p := range load[pledged](l, qPledged, append(slices.Clone(span), l.currency)...) {
		if claims[p.ID] = p.Left; p.Left.Amount == 0 {
			claims[p.ID] = p.All
		}
	}
	for _, p := range rows {
		if p.State != "kept" && p.State != "partially_kept" && p.State != "broken" {
			continue
		}
		x := Promised{Number: p.ID.Text(receivable.PromisePrefix), On: p.Due, State: p.State}
		x.Amount.Amount, x.Amount.Currency, x.Received.Amount, x.Received.Currency = p.Amount, p.Currency, p.Received, p.Currency
		l.share(claims[p.ID], &x.Amount, &x.Received)
		out = append(out, x)
	}
	return out
}

// recovered is the money that came for claims given up, at the rate of its day.
func (l *loader) recovered(facts []db.Event, b Books) []Lost {
	claims := map[db.ID]named{}
	for _, c := range of(load[whose[named]](l, qClaims, l.r.Entity), l.asked) {
		claims[c.ID] = c
	}
	var out []Lost
	for _, e := range facts {
		c, ours := claims[e.Object("item")]
		var body struct {
			Recovered money.Amount
			Home      money.Amount `json:"recovered_home"`
		}
		if e.Type != "loss.recovered" || !ours || !b.in(e.Day) || e.Read(&body) != nil {
			continue
		}
		if c.Currency == l.currency {
			body.Home = body.Recovered
		}
		out = append(out, Lost{c.Number, e.Day, Booked{ledger.Worth{Amount: -body.Recovered, Home: -body.Home}, c.Currency}})
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
