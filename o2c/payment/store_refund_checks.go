package payment

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qRefundPage  = db.Q("payment.check.refunds", `select `+refundColumns+` from refund where id > $1 order by id limit $2`).Scans()
	qRefundFacts = db.Q("payment.check.refund_facts", `select `+eventColumns+` from event e where e.id > $1 and e.type like 'refund.%' order by e.id limit $2`).Scans()
	qRefundMoney = db.Q("payment.check.refund_money", `select event, coalesce(credit, 0), cast(sum(amount) as bigint) from application
		where kind = 'refund' or kind = 'refund_back' group by event, credit`).Scans()
	qGranted = db.Q("payment.check.granted", `select amount from approval where id = $1 and kind = 'payment.refund' and subject = $2 and state = 'granted' and currency = $3`)
)

// refunded is a refund as its facts make it.
type refunded struct {
	RefundOrder
	mark  string
	wrong string
}

// gone is the money a fact took off a credit, or put back.
type gone struct{ Event, Credit, Amount db.ID }

// refunds checks that each refund is what its facts say, state by state, that
// another person granted it, and that its facts moved its money and posted it
// (payment.refunds).
func refunds(r *db.Read) ([]db.Breach, error) {
	is := map[db.ID]*refunded{}
	moved := map[db.ID]gone{}
	rows, err := db.All[gone](r, qRefundMoney)
	if err != nil {
		return nil, err
	}
	for _, g := range rows {
		moved[g.Event] = g
	}
	err = db.Pages(r, qRefundFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			if err := tell(r, is, moved, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []db.Breach
	breach := func(id db.ID, why string) {
		out = append(out, db.Breach{Check: "payment.refunds", What: "refund " + id.Text(RefundPrefix), Why: why})
	}
	err = db.Pages(r, qRefundPage, func(o RefundOrder) db.ID { return o.ID }, func(page []RefundOrder) error {
		for _, o := range page {
			f := is[o.ID]
			delete(is, o.ID)
			if f == nil {
				breach(o.ID, "has no facts")
				continue
			}
			f.IBAN, f.Payee = o.IBAN, o.Payee
			if f.wrong != "" || f.RefundOrder != o || f.mark != o.mark() {
				breach(o.ID, fmt.Sprintf("is %v, its facts say %v (%s)", o, f.RefundOrder, f.wrong))
			}
			if why, err := granted(r, o); why != "" || err != nil {
				breach(o.ID, why)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	for id := range is {
		breach(id, "has facts and is not there")
	}
	for event := range moved {
		breach(event, "money moved without a fact")
	}
	return out, err
}

// tell applies a fact to the refund it is about.
func tell(r *db.Read, is map[db.ID]*refunded, moved map[db.ID]gone, e db.Event) error {
	var said refundFact
	err := e.Read(&said)
	id, credit := e.Object("refund"), e.Object("payment")
	if credit == 0 {
		credit = e.Object("credit")
	}
	f := is[id]
	if f == nil {
		f = &refunded{RefundOrder: RefundOrder{ID: id, Entity: e.Entity, Customer: e.Object("customer"), Credit: credit, Currency: said.Currency,
			Amount: said.Amount, Approval: said.Approval, Event: e.ID}, mark: said.To}
		is[id] = f
	}
	next, no := f.to(e.Type)
	if err != nil || no != nil || said.Amount != f.Amount || said.Currency != f.Currency || credit != f.Credit || e.Object("customer") != f.Customer {
		f.wrong = fmt.Sprintf("fact %d does not follow", e.ID)
	}
	amount := money.Amount(0)
	switch {
	case next.stands() && !f.stands():
		amount = f.Amount
	case f.stands() && !next.stands():
		amount = -f.Amount
	}
	if g := moved[e.ID]; money.Amount(g.Amount) != amount || amount != 0 && g.Credit != f.Credit {
		f.wrong = fmt.Sprintf("fact %d moved %d", e.ID, g.Amount)
	}
	delete(moved, e.ID)
	next.Last, next.Version = e.ID, f.Version+1
	f.RefundOrder = next
	same, err := posted(r, f.RefundOrder, e, amount, said.Home)
	if err == nil && !same {
		f.wrong = fmt.Sprintf("fact %d has another entry", e.ID)
	}
	return err
}

// posted reports whether a fact of a refund has the entry of what it moved.
func posted(r *db.Read, o RefundOrder, e db.Event, amount, home money.Amount) (bool, error) {
	s, err := seller.Load(r, o.Entity)
	if err == db.ErrNone {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	legs, err := ledger.LegsOf(r, e.ID)
	if err != nil {
		return false, err
	}
	make := ledger.Refund
	if amount < 0 {
		make = ledger.RefundBack
	}
	entry, err := make(ledger.Chart(s.Chart()), ledger.Head{Day: e.Day, Currency: o.Currency, Worth: ledger.Worth{Amount: o.Amount, Home: home}}, int64(o.Customer), amount.Abs())
	return err == nil && ledger.Same(legs, entry), nil
}

// granted compares a refund with the request that another person granted, and
// with the customer of its credit.
func granted(r *db.Read, o RefundOrder) (string, error) {
	item, err := receivable.ItemByID(r, o.Credit)
	if err == db.ErrNone {
		return "is of no credit", nil
	}
	if err != nil || item.Total >= 0 || item.Entity != o.Entity || item.Currency != o.Currency || o.Customer != 0 && item.Customer != o.Customer {
		return "is of another credit", err
	}
	if o.Approval == 0 {
		return "", nil
	}
	amounts, err := db.All[money.Amount](r, qGranted, o.Approval, o.Credit, o.Currency)
	if err != nil || len(amounts) != 1 || amounts[0] != o.Amount {
		return "was not granted so", err
	}
	return "", nil
}
