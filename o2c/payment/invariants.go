package payment

import (
	"fmt"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

const eventColumns = `e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body`

var (
	qPage  = db.Q("payment.check.page", `select `+columns+` from payment where id > $1 order by id limit $2`).Scans()
	qFact  = db.Q("payment.check.fact", `select `+eventColumns+` from event e where e.id = $1`)
	qFacts = db.Q("payment.check.facts", `select `+eventColumns+` from event e where e.id > $1 and (e.type like 'payment.%' or e.type like 'account.%') order by e.id limit $2`).Scans()
	qSums  = db.Q("payment.check.sums", `select event, cast(sum(amount) as bigint) from application where kind <> 'return' group by event`).Scans()
)

// Breaches checks the receipts: each is what its fact says, with the entry and
// the open item of it (payment.booked), and each application, return and
// identification has its own fact and entry (payment.facts).
func Breaches(r *db.Read) ([]db.Breach, error) {
	later := map[db.ID]afterwards{}
	out, err := facts(r, later)
	if err != nil {
		return nil, err
	}
	err = db.Pages(r, qPage, func(p Payment) db.ID { return p.ID }, func(page []Payment) error {
		type asked struct {
			fact *db.Answer[db.Event]
			item *db.Answer[receivable.Item]
			legs *db.Answer[ledger.Posted]
		}
		of := make([]asked, len(page))
		for i, p := range page {
			of[i] = asked{db.Ask[db.Event](r, qFact, p.Event), receivable.AskItems(r, p.ID), ledger.AskLegs(r, p.Event)}
		}
		for i, p := range page {
			fact, err := of[i].fact.All()
			if err != nil {
				return err
			}
			items, err := of[i].item.All()
			if err != nil {
				return err
			}
			legs, err := of[i].legs.All()
			if err != nil {
				return err
			}
			c := &checker{p: p, what: "payment " + p.ID.Text(Prefix)}
			if err := c.booked(r, fact, items, legs, later[p.ID]); err != nil {
				return err
			}
			c.later(later[p.ID])
			delete(later, p.ID)
			out = append(out, c.out...)
		}
		return nil
	})
	untold, more := db.All[db.ID](r, qUntold)
	for _, id := range untold {
		out = append(out, db.Breach{Check: "payment.facts", What: fmt.Sprintf("discount %d", id), Why: "does not go with its facts and its item"})
	}
	if err == nil {
		err = more
	}
	for id := range later {
		out = append(out, db.Breach{Check: "payment.facts", What: "payment " + id.Text(Prefix), Why: "has facts and is not there"})
	}
	if err != nil {
		return nil, err
	}
	back, err := refunds(r)
	if err != nil {
		return nil, err
	}
	small, err := astray(r)
	return append(append(out, back...), small...), err
}

// checker collects what is wrong with one payment.
type checker struct {
	p    Payment
	what string
	out  []db.Breach
}

func (c *checker) differ(check, why string, is, should any) {
	if fmt.Sprint(is) != fmt.Sprint(should) {
		c.out = append(c.out, db.NotEqual(check, c.what, why, is, should))
	}
}

func (c *checker) booked(r *db.Read, fact []db.Event, items []receivable.Item, legs []ledger.Posted, a afterwards) error {
	p := c.p
	if len(fact) != 1 || len(items) != 1 {
		c.differ("payment.booked", "facts and open items", []int{len(fact), len(items)}, []int{1, 1})
		return nil
	}
	e, item := fact[0], items[0]
	var said received
	if err := e.Read(&said); err != nil {
		c.differ("payment.booked", "fact", err, nil)
	}
	c.differ("payment.booked", "what its fact says", []any{e.Type, e.Entity, e.Object("payment"), said}, []any{"payment.received", p.Entity, p.ID, received{p.Amount, p.Currency, p.ReceivedOn, p.Fee, p.Worth().Said()}})
	want := receivable.Item{ID: p.ID, Entity: p.Entity, Customer: p.Customer, Currency: p.Currency, Kind: receivable.Payment, Document: p.ID,
		Number: p.Reference, Instalment: 1, IssuedOn: max(e.Day, a.identifiedOn), DueOn: p.ReceivedOn, Total: -p.Amount, Open: item.Open, Event: p.Event, Home: -p.Home, HomeOpen: item.HomeOpen}
	c.differ("payment.booked", "open item", item, want)
	s, err := seller.Load(r, p.Entity)
	if err != nil {
		c.differ("payment.booked", "company", p.Entity, err)
		return nil
	}
	holder := e.Object("customer") // as it was known then
	entry, err := ledger.Receipt(ledger.Chart(s.Chart()), ledger.Head{Day: e.Day, Currency: p.Currency, Worth: p.Worth()}, int64(holder), p.Amount, p.Fee)
	if err != nil || !ledger.Same(legs, entry) {
		c.differ("payment.booked", "entry", legs, entry.Legs)
	}
	return nil
}

var (
	qDiscountRow  = db.Q("payment.check.discount", `select `+takenColumns+` from cash_discount where id = $1`)
	qDiscountItem = db.Q("payment.check.discount_item", `select open from open_item where id = $1 and kind = 'discount' and document = id and total = $2 and event = $3 and issued_on = $4
		and home = case when cast($5 as bigint) = 0 then total else -$5 end`)
	qUntold = db.Q("payment.check.untold_discounts", `select c.id from cash_discount c left join event e on e.id = c.event left join event b on b.id = c.taken_back
		left join open_item i on i.id = c.id where e.id is null or e.type <> 'payment.discounted' or c.taken_back <> 0 and (b.id is null or b.type <> 'payment.discount_taken_back')
		or i.id is null union all select i.id from open_item i left join cash_discount c on c.id = i.id where i.kind = 'discount' and c.id is null order by 1 limit 1000`).Scans()
)

// returnOf compares a fact of a return with what it reversed and its entry.
func returnOf(r *db.Read, f db.Event, reversed money.Amount) (string, error) {
	var body returned
	if err := f.Read(&body); err != nil || reversed > 0 {
		return "reverses nothing", nil
	}
	return entryOf(r, f, func(c ledger.Chart, h ledger.Head, amount money.Amount) (ledger.Entry, error) {
		return ledger.ReturnedPayment(c, h, int64(f.Object("customer")), amount, body.Fee)
	})
}

// discountOf compares a fact of a discount with its row, item, moves and entry.
func discountOf(r *db.Read, f db.Event, applied money.Amount) (string, error) {
	var said discounted
	if err := f.Read(&said); err != nil {
		return err.Error(), nil
	}
	t, err := db.One[taken](r, qDiscountRow, f.Object("discount"))
	if err == db.ErrNone {
		return "is of no discount", nil
	}
	if err != nil {
		return "", err
	}
	want, back := taken{t.ID, f.Entity, f.Object("payment"), f.Object("invoice"), said.Amount, said.Net, said.Documented, f.ID, t.TakenBack}, said.Amount < 0
	if back {
		want.Amount, want.Net, want.Event, want.TakenBack = -said.Amount, -said.Net, t.Event, f.ID
	}
	if t != want || applied != said.Amount {
		return fmt.Sprintf("is of %v, should be %v (applied %d)", t, want, applied), nil
	}
	if !back {
		items, err := db.All[money.Amount](r, qDiscountItem, t.ID, -t.Amount, f.ID, f.Day, said.Home)
		if err != nil || len(items) != 1 || items[0] != 0 {
			return "has no item, settled whole", err
		}
	}
	if why, err := invoice.MovedBy(r, f, t.Invoice, t.ID, said.Moves); why != "" || err != nil {
		return why, err
	}
	return entryOf(r, f, func(c ledger.Chart, h ledger.Head, _ money.Amount) (ledger.Entry, error) {
		h.Worth = ledger.Worth{Amount: said.Amount.Abs(), Home: said.Home}
		return ledger.CashDiscount(c, h, int64(f.Object("customer")), said.Net, said.Amount, said.Moves)
	})
}

// afterwards is what facts say happened to a payment.
type afterwards struct {
	received, returned int
	identifiedOn       day.Day
	customer           db.ID
}

// later compares a payment with what happened to it.
func (c *checker) later(a afterwards) {
	returned := 0
	if c.p.Returned {
		returned = 1
	}
	c.differ("payment.facts", "facts received and returned", []int{a.received, a.returned}, []int{1, returned})
	c.differ("payment.facts", "customer, by its facts", c.p.Customer, a.customer)
}

// facts goes through the facts of payments: each application is of the amount
// its fact says, each return and identification posts its entry.
func facts(r *db.Read, later map[db.ID]afterwards) (out []db.Breach, err error) {
	sums, err := db.All[struct {
		Event db.ID
		Sum   money.Amount
	}](r, qSums)
	if err != nil {
		return nil, err
	}
	sum := map[db.ID]money.Amount{}
	for _, s := range sums {
		sum[s.Event] = s.Sum
	}
	err = db.Pages(r, qFacts, func(f db.Event) db.ID { return f.ID }, func(page []db.Event) error {
		for _, f := range page {
			id := f.Object("payment")
			a := later[id]
			why := ""
			switch f.Type {
			case "payment.received":
				a.received++
				a.customer = f.Object("customer")
			case "payment.identified":
				a.identifiedOn = f.Day
				a.customer = f.Object("customer")
				why, err = entryOf(r, f, func(c ledger.Chart, h ledger.Head, amount money.Amount) (ledger.Entry, error) {
					return ledger.Identify(c, h, int64(a.customer), amount)
				})
			case "payment.returned":
				a.returned++
				why, err = returnOf(r, f, sum[f.ID])
			case "payment.applied", "account.applied":
				why = appliedWhole(f, sum[f.ID])
			case "payment.discounted", "payment.discount_taken_back":
				why, err = discountOf(r, f, sum[f.ID])
			case "payment.difference_written_off", "payment.difference_taken_back":
				why, err = differenceOf(r, f, sum[f.ID])
			case "payment.deposited", "payment.deposit_back":
				why = advancedWhole(f, sum[f.ID])
			case "payment.unapplied", "account.unapplied":
				if sum[f.ID] >= 0 {
					why = "takes nothing back"
				}
			}
			if err != nil {
				return err
			}
			if why != "" {
				out = append(out, db.Breach{Check: "payment.facts", What: fmt.Sprintf("payment %s, fact %d", id.Text(Prefix), f.ID), Why: f.Type + " " + why})
			}
			if id != 0 || strings.HasPrefix(f.Type, "payment.") {
				later[id] = a
			}
		}
		return nil
	})
	return out, err
}

// appliedWhole compares what a fact says it applied with its applications.
func appliedWhole(f db.Event, sum money.Amount) string {
	var body applied
	if err := f.Read(&body); err != nil || sum != body.Amount {
		return fmt.Sprintf("says %d, its applications sum to %d", body.Amount, sum)
	}
	return ""
}

// advancedWhole compares what a fact says became a deposit, or was given back, with
// what it used of the payment.
func advancedWhole(f db.Event, sum money.Amount) string {
	var body advanced
	if err := f.Read(&body); err != nil || sum != body.Amount {
		return fmt.Sprintf("says %d, it used %d", body.Amount, sum)
	}
	return ""
}

// entryOf compares what a fact posted with the entry it should have.
func entryOf(r *db.Read, e db.Event, make func(ledger.Chart, ledger.Head, money.Amount) (ledger.Entry, error)) (string, error) {
	p, err := db.One[Payment](r, qByID, e.Object("payment"))
	if err == db.ErrNone {
		return "is of no payment", nil
	}
	if err != nil {
		return "", err
	}
	s, err := seller.Load(r, p.Entity)
	if err == db.ErrNone {
		return "is of no company", nil
	}
	if err != nil {
		return "", err
	}
	legs, err := ledger.LegsOf(r, e.ID)
	if err != nil {
		return "", err
	}
	entry, err := make(ledger.Chart(s.Chart()), ledger.Head{Day: e.Day, Currency: p.Currency, Worth: p.Worth()}, p.Amount)
	if err != nil || !ledger.Same(legs, entry) {
		return "has another entry", nil
	}
	return "", nil
}
