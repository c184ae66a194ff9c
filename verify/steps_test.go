package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// some of the latest documents of an entity, to choose one from.
var some = map[string]*db.Stmt{
	"order":    db.Q("test.some.order", `select id from sales_order where entity = $1 and state <> 'closed' and state <> 'cancelled' order by id desc limit 15`).Scans(),
	"held":     db.Q("test.some.held", `select id from sales_order where entity = $1 and state = 'credit_hold' order by id desc limit 20`).Scans(),
	"go":       db.Q("test.some.go", `select id from sales_order where entity = $1 and state in ('confirmed', 'released') order by id desc limit 20`).Scans(),
	"shipment": db.Q("test.some.shipment", `select id from shipment where entity = $1 and state in ('to_pick', 'picking', 'packed', 'shipped') order by id desc limit 15`).Scans(),
	"to_pick":  db.Q("test.some.to_pick", `select id from shipment where entity = $1 and state = 'to_pick' order by id desc limit 15`).Scans(),
	"picking":  db.Q("test.some.picking", `select id from shipment where entity = $1 and state = 'picking' order by id desc limit 15`).Scans(),
	"packed":   db.Q("test.some.packed", `select id from shipment where entity = $1 and state = 'packed' order by id desc limit 15`).Scans(),
	"shipped":  db.Q("test.some.shipped", `select id from shipment where entity = $1 and state = 'shipped' order by id desc limit 15`).Scans(),
	"bill":     db.Q("test.some.bill", `select id from invoice where entity = $1 and type = '380' order by id desc limit 30`).Scans(),
	"invoice":  db.Q("test.some.invoice", `select id from invoice where entity = $1 order by id desc limit 30`).Scans(),
	"request":  db.Q("test.some.request", `select id from approval where (entity = $1 or entity = 0) and state = 'open' order by id desc limit 15`).Scans(),
	"dispute":  db.Q("test.some.dispute", `select id from dispute where entity = $1 and state <> 'closed' order by id desc limit 10`).Scans(),
	"plan":     db.Q("test.some.plan", `select id from plan where entity = $1 and (state = 'proposed' or state = 'active') order by id desc limit 5`).Scans(),
	"pause":    db.Q("test.some.pause", `select id from dunning_pause where entity = $1 and state = 'active' order by id desc limit 5`).Scans(),
	"transfer": db.Q("test.some.transfer", `select id from transfer where entity = $1 and state = 'sent' order by id desc limit 10`).Scans(),
	"expected": db.Q("test.some.expected", `select id from expected_receipt where entity = $1 order by id desc limit 10`).Scans(),
	"count":    db.Q("test.some.count", `select id from stock_count where entity = $1 and state = 'open' order by id desc limit 10`).Scans(),
	"gone":     db.Q("test.some.gone", `select id from shipment where entity = $1 and state in ('shipped', 'delivered') order by id desc limit 30`).Scans(),
	"return":   db.Q("test.some.return", `select id from rma where entity = $1 and state <> 'closed' and state <> 'refused' order by id desc limit 12`).Scans(),
	"quote":    db.Q("test.some.quote", `select id from quote where entity = $1 and state in ('draft', 'sent', 'expired') order by id desc limit 12`).Scans(),
	"refund":   db.Q("test.some.refund", `select id from refund where entity = $1 order by id desc limit 6`).Scans(),
	"user":     db.Q("test.some.user", `select id from app_user where cast($1 as bigint) <> 0 order by id desc limit 8`).Scans(),
	"key":      db.Q("test.some.key", `select id from api_key where cast($1 as bigint) <> 0 order by id desc limit 8`).Scans(),
	"session":  db.Q("test.some.session", `select id from session where cast($1 as bigint) <> 0 order by id desc limit 8`).Scans(),
	"owed":     db.Q("test.some.owed", `select key_id from key_owed where cast($1 as bigint) <> 0 order by key_id desc limit 8`).Scans(),
	"mail":     db.Q("test.some.mail", `select id from mail_message where entity = $1 order by id desc limit 20`).Scans(),
	"bounced":  db.Q("test.some.bounced", `select id from customer where cast($1 as bigint) <> 0 and bounced <> '' order by id desc limit 8`).Scans(),
	"payment":  db.Q("test.some.payment", `select id from payment where entity = $1 order by id desc limit 20`).Scans(),
}

func (w *world) some(r *rand.Rand, as db.As, kind, prefix string) (string, error) {
	ids, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) ([]db.ID, error) { return db.All[db.ID](x, some[kind], as.Entity) })
	if err == nil && len(ids) == 0 {
		err = errNothing
	}
	if err != nil {
		return "", err
	}
	return ids[r.IntN(len(ids))].Text(prefix), nil
}

// step is one thing people do.
type step struct {
	name   string
	weight int
	do     func(w *world, r *rand.Rand, as db.As) error
}

var steps = []step{
	{"customer.create", 3, func(w *world, r *rand.Rand, as db.As) error { return w.newCustomer(r, as, w.currency(as)) }},
	{"customer.limit", 3, limit},
	{"customer.regroup", 3, regroup},
	{"customer.block", 1, block},
	{"credit.line", 3, line},
	{"credit.rule", 1, rule},
	{"credit.file", 4, file},
	{"user.second", 1, second},
	{"user.email", 1, onUser(moveEmail)},
	{"user.key", 1, onUser(moveKey)},
	{"user.identity", 1, onUser(byIdentity)},
	{"user.factor", 2, onUser(moveFactor)},
	{"user.role", 2, onUser(movePost)},
	{"user.invite", 1, onUser(inviteUser)},
	{"user.session", 3, onUser(comeIn)},
	{"user.app", 1, onUser(setUpApp)},
	{"session.end", 1, putOut},
	{"key.collect", 1, collect},
	{"portal.session", 2, visitPortal},
	{"signin.require", 1, demand},
	{"mail.bounce", 3, comeBack},
	{"approval.ask", 5, ask},
	{"approval.decide", 5, decide},
	{"item.price", 1, price},
	{"price.list", 3, lists},
	{"stock.receive", 12, receipt},
	{"stock.unblock", 1, unblock},
	{"stock.block", 2, blockGoods},
	{"stock.adjust", 4, adjust},
	{"stock.minimum", 1, minimum},
	{"stock.bin", 1, shelve},
	{"expected.announce", 4, announce},
	{"expected.change", 2, expectAgain},
	{"expected.receive", 4, fulfil},
	{"transfer.send", 4, send},
	{"transfer.receive", 4, arrive},
	{"count.start", 2, startCount},
	{"count.enter", 2, enterCount},
	{"count.post", 2, postCount},
	{"customer.address", 1, address},
	{"warehouse.serve", 1, serve},
	{"rma.request", 6, requestReturn},
	{"shipping.return", 2, bringBack},
	{"rma.decide", 14, decideReturn},
	{"quote.make", 3, offer},
	{"quote.answer", 4, answerQuote},
	{"order.place", 22, place},
	{"order.history", 1, history},
	{"order.confirm", 2, onOrder("order", order.Confirm)},
	{"order.authorise", 2, authorise},
	{"order.retry", 2, onOrder("held", order.Retry)},
	{"order.close", 2, onOrder("go", order.Close)},
	{"order.release", 4, release},
	{"order.amend", 6, amend},
	{"order.hold", 2, stop("go", shipping.Hold)},
	{"order.recall", 2, stop("go", shipping.Recall)},
	{"order.cancel", 2, stop("order", shipping.Cancel)},
	{"order.refuse", 1, stop("held", func(w *db.Write, in shipping.ToStop) (order.View, error) {
		return shipping.Refuse(w, shipping.ToRefuse{ID: in.ID, Reason: "over his limit"})
	})},
	{"order.cancel_remainder", 2, cancelRemainder},
	{"shipment.plan", 16, plan},
	{"shipment.pick", 8, pickShipment},
	{"shipment.pack", 7, onShipment("picking", shipping.Pack)},
	{"shipment.ship", 7, onShipment("packed", shipping.Ship)},
	{"shipment.deliver", 2, deliver},
	{"invoice.issue", 3, issue},
	{"invoice.deposit", 5, askDeposit},
	{"deposit.cash", 4, cashDeposit},
	{"deposit.credit", 1, creditDeposit},
	{"deposit.form", 1, depositForm},
	{"invoice.credit", 4, creditNote},
	{"invoice.correct", 4, correctInvoice},
	{"invoice.month", 3, billMonth},
	{"order.works", 3, works},
	{"order.progress", 5, progress},
	{"retention.release", 2, releaseRetention},
	{"receivable.take_over", 1, takeOver},
	{"ledger.validate", 1, validate},
	{"period.close", 1, closePeriod},
	{"period.reopen", 1, reopenPeriod},
	{"dispute.open", 4, dispute},
	{"dispute.move", 6, moveDispute},
	{"promise.make", 3, promise},
	{"plan.propose", 2, propose},
	{"plan.move", 3, movePlan},
	{"dunning.pause", 1, pauseCustomer},
	{"dunning.release", 1, release1},
	{"portfolio.give", 3, give},
	{"payment.receive", 12, receive},
	{"payment.apply", 5, apply},
	{"payment.unapply", 2, unapply},
	{"payment.return", 2, giveBack},
	{"tolerance.set", 1, setTolerance},
	{"dso.target", 1, setTarget},
	{"rate.put", 4, putRate},
	{"payment.nearly", 3, payNearly},
	{"payment.refund", 3, refundMoney},
	{"refund.move", 3, moveRefund},
	{"checkout.begin", 4, beginCheckout},
	{"checkout.hear", 6, hearProvider},
	{"link.move", 1, moveLink},
	{"account.apply", 4, applyAccount},
	{"account.unapply", 2, unapplyAccount},
	{"penalty.charge", 4, chargeLate},
	{"penalty.waive", 2, waiveCharge},
	{"payment.recharge", 1, rechargeFee},
	{"penalty.policy", 1, chargePolicy},
}

var weights = func() (sum int) {
	for _, s := range steps {
		sum += s.weight
	}
	return sum
}()

// act does one random step for one random entity.
func (w *world) act(r *rand.Rand) {
	n := r.IntN(weights)
	for _, s := range steps {
		if n -= s.weight; n < 0 {
			as := w.as[pick(r, 0, 0, 0, 0, 1, 2, 2)]
			err := s.do(w, r, as)
			w.trail.add(fmt.Sprintf("%s entity %d", s.name, as.Entity), err)
			if !lawful(err) {
				w.t.Errorf("%s: %v\n%s", s.name, err, w.trail.last(10))
			}
			return
		}
	}
}

func do[T any](w *world, as db.As, f func(*db.Write) (T, error)) error {
	_, err := db.Do(context.Background(), w.a.DB, as, f)
	return err
}

func (w *world) currency(as db.As) money.Currency {
	if as.Entity == w.as[2].Entity {
		return "CAD"
	}
	return "EUR"
}

func (w *world) customer(r *rand.Rand, as db.As) (string, error) {
	w.trail.Lock()
	defer w.trail.Unlock()
	list := w.buyer[w.currency(as)]
	if len(list) == 0 {
		return "", errNothing
	}
	return list[r.IntN(len(list))], nil
}

func (w *world) sku(r *rand.Rand, as db.As) string { return pick(r, w.items[w.currency(as)]...) }

// goods is an article with stock; now and then a service, which has none.
func (w *world) goods(r *rand.Rand, as db.As) string {
	list := w.items[w.currency(as)]
	if r.IntN(20) == 0 {
		return list[2]
	}
	return list[pick(r, 0, 1, 3, 4)]
}

func quantity(r *rand.Rand) money.Quantity {
	if r.IntN(5) == 0 {
		return money.Quantity(r.Int64N(5_000000) + 1) // a part of a piece
	}
	return money.Units(r.Int64N(9) + 1)
}

func limit(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	as = boss(r, as)
	if r.IntN(4) == 0 {
		together := money.Decimal(r.Int64N(60000)+1) * 1_000000
		return do(w, as, func(x *db.Write) (credit.Position, error) {
			return credit.LimitGroup(x, credit.NewGroupLimit{Group: fmt.Sprintf("%s-G%d", w.currency(as), r.IntN(2)), Limit: pick(r, nil, &together, &together)})
		})
	}
	in := credit.NewLimit{Customer: c}
	if r.IntN(4) > 0 {
		to := pick(r, money.Decimal(0), 2000_000000, 30000_000000, 100000_000000)
		in.Limit = &to
	}
	return do(w, as, func(x *db.Write) (credit.View, error) { return credit.Limit(x, in) })
}

// regroup moves a customer to a group, or out of his.
func regroup(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	group := pick(r, "", "G0", "G1", "G2")
	return do(w, as, func(x *db.Write) (credit.View, error) {
		old, err := credit.Show(x.Read, credit.ByCustomer{ID: c})
		if err != nil {
			return old, err
		}
		in := credit.NewCustomer{New: party.New{Number: old.Number, Name: old.Name, Country: old.Country, Region: old.Region, Currency: old.Currency,
			Terms: old.Terms, TaxID: old.TaxID, DepositForm: pick(r, old.DepositForm, "", party.DepositLines, party.DepositPaid)}}
		if r.IntN(2) == 0 {
			in.LateRate = &old.LateRate
		}
		if group != "" {
			in.Group = fmt.Sprintf("%s-%s", old.Currency, group)
		}
		if l := old.CreditLimit; l != nil {
			limit := money.Decimal(l.Minor) * 10000
			in.CreditLimit = &limit
		}
		return order.PutCustomer(x, in)
	})
}

func block(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (credit.View, error) {
		return credit.Block(x, credit.NewBlock{Customer: c, Reason: pick(r, "", "", "", "", "insolvent")})
	})
}

func price(w *world, r *rand.Rand, as db.As) error {
	sku := w.sku(r, as)
	return do(w, as, func(x *db.Write) (catalog.View, error) {
		v, err := catalog.Show(x.Read, catalog.BySKU{ID: sku})
		if err != nil {
			return v, err
		}
		p := money.Price(r.Int64N(200_000000) + 1)
		return catalog.Put(x, catalog.New{SKU: sku, Name: v.Name, Kind: v.Kind, Price: &p, Currency: w.currency(as), TaxClass: v.TaxClass, Weight: v.Weight})
	})
}

// lists sets prices on lists for everybody, a customer or a group, starts and
// ends promotions, and sets floors.
func lists(w *world, r *rand.Rand, as db.As) error {
	sku, c := w.sku(r, as), w.currency(as)
	today := day.FromTime(w.clock.now(), as.Zone)
	switch r.IntN(6) {
	case 0:
		in := catalog.NewPromotion{Code: fmt.Sprint("P", r.IntN(30)), SKU: pick(r, sku, sku, ""), To: today.AddDays(r.IntN(30))}
		if r.IntN(2) == 0 {
			in.Percent = money.Percent(r.Int64N(60_000000) + 1)
		} else {
			in.Each = money.Price(r.Int64N(3_000000) + 1)
		}
		return do(w, as, func(x *db.Write) (catalog.PromotionView, error) { return catalog.CreatePromotion(x, in) })
	case 1:
		return do(w, as, func(x *db.Write) (catalog.PromotionView, error) {
			return catalog.EndPromotion(x, catalog.ToEnd{ID: fmt.Sprint("P", r.IntN(30)), To: today})
		})
	case 2:
		floor := money.Price(r.Int64N(20_000000))
		return do(w, as, func(x *db.Write) (catalog.View, error) {
			return catalog.SetFloor(x, catalog.ToFloor{ID: sku, Floor: pick(r, nil, nil, &floor)})
		})
	}
	in := catalog.NewPrice{List: "PUB" + string(c), SKU: sku, Currency: c, Price: money.Price(r.Int64N(150_000000)), From: today.AddDays(-r.IntN(9)),
		Least: pick(r, 0, 0, money.Units(5), 2_500000)}
	if customer, err := w.customer(r, as); err == nil && r.IntN(3) == 0 {
		in.List, in.Customer = "C"+customer, customer
	} else if r.IntN(4) == 0 {
		in.List, in.Group = "G"+string(c), fmt.Sprintf("%s-G0", c)
	} else if yes := true; r.IntN(4) == 0 {
		in.List, in.Included = "TTC"+string(c), &yes
	}
	return do(w, as, func(x *db.Write) (catalog.PriceView, error) {
		v, err := catalog.SetPrice(x, in)
		if err == nil && r.IntN(3) == 0 {
			return catalog.EndPrice(x, catalog.ToEnd{ID: v.ID, To: max(today, in.From)})
		}
		return v, err
	})
}

// authorise lets the prices of an order stand, by one who may or one who may not.
func authorise(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "order", order.Prefix)
	if err != nil {
		return err
	}
	as.Actor, as.Role = manager, pick(r, "finance", "sales")
	return do(w, as, func(x *db.Write) (order.View, error) { return order.Authorise(x, order.ByID{ID: id}) })
}

func receipt(w *world, r *rand.Rand, as db.As) error {
	place := pick(r, houses...)
	return do(w, as, func(x *db.Write) (stock.LevelView, error) {
		cost := money.Price(r.Int64N(90_000000))
		return stock.Receive(x, stock.NewReceipt{Warehouse: place, SKU: w.goods(r, as), Quantity: quantity(r) * 5, UnitCost: &cost})
	})
}

func unblock(w *world, r *rand.Rand, as db.As) error {
	return do(w, as, func(x *db.Write) (stock.LevelView, error) {
		return stock.Unblock(x, stock.ToUnblock{Warehouse: pick(r, houses...), SKU: w.sku(r, as), Quantity: money.Units(1)})
	})
}

func (w *world) newOrder(r *rand.Rand, as db.As) (order.New, error) {
	c, err := w.customer(r, as)
	in := order.New{Customer: c}
	for range r.IntN(4) + 1 {
		l := order.NewLine{SKU: w.sku(r, as), Quantity: quantity(r)}
		if r.IntN(4) == 0 {
			p := money.Price(r.Int64N(500_000000))
			l.UnitPrice = &p
		}
		if r.IntN(4) == 0 {
			l.Discount = catalog.Discounts{money.Percent(r.Int64N(60_000000)), 5_000000}
		}
		if r.IntN(8) == 0 {
			l.Off = money.Decimal(r.Int64N(500)) * 10_000
		}
		in.Lines = append(in.Lines, l)
	}
	if r.IntN(3) == 0 {
		in.Freight = string(w.currency(as))
	}
	switch r.IntN(8) {
	case 0:
		in.AllowancePercent = money.Percent(r.Int64N(30_000000))
	case 1:
		in.AllowanceAmount = money.Decimal(r.Int64N(2_000)) * 10_000
	}
	if r.IntN(6) == 0 {
		in.Currency, in.Freight = "USD", ""
		for i := range in.Lines {
			p := money.Price(r.Int64N(500_000000) + 1)
			in.Lines[i].UnitPrice = &p
		}
	}
	return in, err
}

func place(w *world, r *rand.Rand, as db.As) error {
	in, err := w.newOrder(r, as)
	if err != nil {
		return err
	}
	no := false
	if r.IntN(6) == 0 {
		in.Backorder = &no
	}
	if r.IntN(5) == 0 {
		in.Partial = &no
	}
	if r.IntN(8) == 0 {
		in.Confirm = &no
	}
	if r.IntN(15) == 0 {
		in.Lines[0].SKU = "unknown"
	}
	if r.IntN(5) == 0 {
		in.PONumber = fmt.Sprint("PO", r.IntN(12))
	}
	if r.IntN(10) == 0 {
		in.Number = fmt.Sprint("web-", r.IntN(40))
	}
	if r.IntN(3) == 0 {
		in.Warehouse = "MAIN"
	}
	if r.IntN(5) == 0 {
		in.Priority = r.Int64N(9) + 1
	}
	if in.TaxIncluded = r.IntN(4) == 0; r.IntN(6) == 0 {
		in.AllowancePercent = money.Percent(r.Int64N(30_000000))
	}
	if r.IntN(8) == 0 {
		in.ShipTo = pick(r, "dock", "shop")
	}
	if r.IntN(10) == 0 {
		in.OrderedOn = day.FromTime(w.clock.now(), as.Zone).AddDays(-r.IntN(20))
	}
	return do(w, as, func(x *db.Write) (order.View, error) { return order.Place(x, in) })
}

// history takes over an order that was shipped and invoiced long ago, or one
// that is on hold.
func history(w *world, r *rand.Rand, as db.As) error {
	in, err := w.newOrder(r, as)
	if err != nil {
		return err
	}
	in.History = &order.History{Hold: r.IntN(3) == 0}
	in.Number = fmt.Sprint("old-", r.IntN(1000))
	as.Quiet = true
	as.Day = day.FromTime(w.clock.now(), as.Zone).AddDays(-200)
	in.OrderedOn = as.Day
	v, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (order.View, error) { return order.Place(x, in) })
	if err != nil || v.State != order.Confirmed {
		return err
	}
	if err := do(w, as, func(x *db.Write) (shipping.Shipment, error) { return shipping.ShipHistory(x, v.ID) }); err != nil {
		return err
	}
	old := invoice.ToIssue{Order: v.ID, Series: "H1-", OldNumber: pick(r, "", fmt.Sprint("F", r.IntN(100)))}
	return do(w, as, func(x *db.Write) (invoice.View, error) { return invoice.Issue(x, old) })
}

func onOrder(kind string, f func(*db.Write, order.ByID) (order.View, error)) func(*world, *rand.Rand, db.As) error {
	return func(w *world, r *rand.Rand, as db.As) error {
		id, err := w.some(r, as, kind, order.Prefix)
		if err != nil {
			return err
		}
		return do(w, as, func(x *db.Write) (order.View, error) { return f(x, order.ByID{ID: id}) })
	}
}

func release(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "held", order.Prefix)
	if err != nil {
		return err
	}
	as.Actor, as.Role = pick(r, manager, manager, clerk, 0), pick(r, "finance", "finance", "credit", "")
	return do(w, as, func(x *db.Write) (order.View, error) { return order.Release(x, order.ToRelease{ID: id}) })
}

func amend(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "order", order.Prefix)
	if err != nil {
		return err
	}
	in := order.Changes{ID: id}
	for range r.IntN(3) + 1 {
		c := order.Change{N: int64(r.IntN(4))}
		q := quantity(r) + money.Quantity(r.IntN(4))
		switch {
		case c.N == 0:
			c.SKU, c.Quantity = w.sku(r, as), &q
		case r.IntN(3) > 0:
			c.Quantity = &q
		case r.IntN(2) == 0:
			p := money.Price(r.Int64N(300_000000))
			c.UnitPrice = &p
		default:
			c.Discount = catalog.Discounts{money.Percent(r.Int64N(100_000000))}
		}
		in.Lines = append(in.Lines, c)
	}
	if r.IntN(6) == 0 {
		p := money.Percent(r.Int64N(40)) * 1_000000
		in.AllowancePercent = &p
	}
	return do(w, as, func(x *db.Write) (order.View, error) { return order.Amend(x, in) })
}

func stop(kind string, f func(*db.Write, shipping.ToStop) (order.View, error)) func(*world, *rand.Rand, db.As) error {
	return func(w *world, r *rand.Rand, as db.As) error {
		id, err := w.some(r, as, kind, order.Prefix)
		if err != nil {
			return err
		}
		return do(w, as, func(x *db.Write) (order.View, error) { return f(x, shipping.ToStop{ID: id, Reason: "test"}) })
	}
}

func plan(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "go", order.Prefix)
	if err != nil {
		return err
	}
	in := shipping.ToPlan{Order: id, Ship: r.IntN(3) == 0, Warehouse: pick(r, "", "", "MAIN", "NORD")}
	if r.IntN(3) == 0 {
		in.Lines = []shipping.Part{{N: int64(r.IntN(2) + 1), Quantity: quantity(r)}}
	}
	return do(w, as, func(x *db.Write) (shipping.View, error) { return shipping.Plan(x, in) })
}

func pickShipment(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, pick(r, "to_pick", "to_pick", "to_pick", "shipment"), shipping.Prefix)
	if err != nil {
		return err
	}
	in := shipping.PickList{ID: id}
	return do(w, as, func(x *db.Write) (shipping.View, error) {
		if r.IntN(3) == 0 {
			s, err := shipping.Find(x.Read, id)
			if err != nil {
				return shipping.View{}, err
			}
			in.Lines = nil
			for _, l := range s.Lines {
				in.Lines = append(in.Lines, shipping.Part{N: l.N, Quantity: money.Quantity(r.Int64N(int64(l.Quantity) + 1))})
			}
		}
		return shipping.Pick(x, in)
	})
}

func onShipment(kind string, f func(*db.Write, shipping.ByID) (shipping.View, error)) func(*world, *rand.Rand, db.As) error {
	return func(w *world, r *rand.Rand, as db.As) error {
		id, err := w.some(r, as, pick(r, kind, kind, kind, kind, kind, "shipment"), shipping.Prefix)
		if err != nil {
			return err
		}
		return do(w, as, func(x *db.Write) (shipping.View, error) { return f(x, shipping.ByID{ID: id}) })
	}
}

func issue(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "go", order.Prefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (invoice.View, error) { return invoice.Issue(x, invoice.ToIssue{Order: id}) })
}

func creditNote(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, pick(r, "bill", "bill", "bill", "invoice"), invoice.Prefix)
	if err != nil {
		return err
	}
	in := invoice.ToCredit{ID: id, Reason: "test"}
	for range r.IntN(3) {
		in.Lines = append(in.Lines, invoice.Part{N: int64(r.IntN(3) + 1), Quantity: quantity(r)})
	}
	as.Role = pick(r, "finance", "billing", "")
	return do(w, as, func(x *db.Write) (invoice.View, error) { return invoice.Credit(x, in) })
}

func takeOver(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	today := day.FromTime(w.clock.now(), as.Zone)
	in := receivable.TakenOver{Customer: c, Number: fmt.Sprint("F", r.IntN(1000)), IssuedOn: today.AddDays(-r.IntN(90)), Total: money.Decimal(r.Int64N(900_00)+1) * 10000}
	in.DueOn = in.IssuedOn.AddDays(30)
	in.Open = in.Total / 10000 / money.Decimal(r.IntN(3)+1) * 10000
	if r.IntN(4) == 0 {
		in.Total, in.Open = -in.Total, -in.Open
	}
	return do(w, as, func(x *db.Write) (receivable.Item, error) { return receivable.TakeOver(x, in) })
}

func receive(w *world, r *rand.Rand, as db.As) error {
	in := payment.New{Amount: money.Decimal(r.Int64N(2000_00)+1) * 10000, Payer: "somebody"}
	if c, err := w.customer(r, as); err == nil && r.IntN(3) > 0 {
		in.Customer = c
	}
	if id, err := w.some(r, as, "invoice", invoice.Prefix); err == nil && r.IntN(4) > 0 {
		v, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (invoice.View, error) { return invoice.Show(x, invoice.ByID{ID: id}) })
		if err != nil {
			return err
		}
		if r.IntN(9) > 0 {
			in.Currency = v.Currency
		}
		in.Reference = pick(r, v.Number, "facture "+v.Number, payment.Structured(v.Number), "")
		if r.IntN(2) == 0 && v.Open.Minor > 0 {
			in.Amount, in.Customer = money.Decimal(v.Open.Minor)*10000, pick(r, v.Customer, in.Customer)
			if v.Discount != nil && v.Discount.Amount.Minor < v.Open.Minor {
				in.Amount -= money.Decimal(v.Discount.Amount.Minor) * 10000
			}
		}
	}
	if r.IntN(4) == 0 {
		in.ReceivedOn = day.FromTime(w.clock.now(), as.Zone).AddDays(-r.IntN(30))
	}
	if r.IntN(5) == 0 {
		fee := money.Decimal(r.Int64N(3_00)) * 10000
		in.Fee = &fee
	}
	return do(w, as, func(x *db.Write) (payment.View, error) { return payment.Receive(x, in) })
}

func apply(w *world, r *rand.Rand, as db.As) error {
	p, err := w.some(r, as, "payment", payment.Prefix)
	if err != nil {
		return err
	}
	i, err := w.some(r, as, pick(r, "bill", "bill", "bill", "invoice"), invoice.Prefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (payment.View, error) {
		v, err := invoice.Show(x.Read, invoice.ByID{ID: i})
		if err != nil {
			return payment.View{}, err
		}
		have, err := payment.Show(x.Read, payment.ByID{ID: p})
		if err != nil {
			return payment.View{}, err
		}
		amount := min(v.Open.Minor, have.Unapplied.Minor)
		if r.IntN(3) == 0 {
			amount = money.Amount(r.Int64N(int64(amount)+2)) + 1
		}
		return payment.Apply(x, payment.Part{ID: p, Invoice: i, Amount: money.Decimal(amount) * 10000})
	})
}

func unapply(w *world, r *rand.Rand, as db.As) error {
	p, err := w.some(r, as, "payment", payment.Prefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (payment.View, error) {
		v, err := payment.Show(x.Read, payment.ByID{ID: p})
		if err != nil || len(v.Invoices) == 0 {
			return v, err
		}
		return payment.Unapply(x, payment.Undo{ID: p, Invoice: pick(r, v.Invoices...).Number})
	})
}

func giveBack(w *world, r *rand.Rand, as db.As) error {
	p, err := w.some(r, as, "payment", payment.Prefix)
	if err != nil {
		return err
	}
	in := payment.ToReturn{ID: p, Reason: "AM04"}
	if r.IntN(2) == 0 {
		fee := money.Decimal(8_000000)
		in.Fee = &fee
	}
	if r.IntN(3) == 0 {
		in.ReturnedOn = day.FromTime(w.clock.now(), as.Zone).AddDays(-r.IntN(10))
	}
	return do(w, as, func(x *db.Write) (payment.View, error) { return payment.Return(x, in) })
}

// onAccount are credits of customers that are no payments, and an invoice of
// the same customer.
type onAccount struct {
	Number, Bill string
	Left, Open   money.Amount
}

var (
	qUnused = db.Q("test.some.unused", `select c.number, d.number, -c.open, d.open from open_item c join open_item d on d.customer = c.customer and d.entity = c.entity
		where c.entity = $1 and c.open < 0 and c.kind <> 'payment' and d.kind in ('invoice', 'opening') and d.total > 0 and d.open > 0 order by c.id desc, d.id desc limit 20`).Scans()
	qUsed = db.Q("test.some.used", `select c.number, d.number, -c.open, d.open from application a join open_item c on c.id = a.credit join open_item d on d.id = a.debit
		where c.entity = $1 and c.kind <> 'payment' order by a.id desc limit 20`).Scans()
)

func (w *world) credits(r *rand.Rand, as db.As, q *db.Stmt) (onAccount, error) {
	list, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) ([]onAccount, error) { return db.All[onAccount](x, q, as.Entity) })
	if err == nil && len(list) == 0 {
		err = errNothing
	}
	if err != nil {
		return onAccount{}, err
	}
	return list[r.IntN(len(list))], nil
}

func applyAccount(w *world, r *rand.Rand, as db.As) error {
	c, err := w.credits(r, as, qUnused)
	if err != nil {
		return err
	}
	amount := min(c.Left, c.Open)
	if r.IntN(3) == 0 {
		amount = money.Amount(r.Int64N(int64(amount)+2)) + 1
	}
	return do(w, as, func(x *db.Write) (payment.AccountView, error) {
		return payment.ApplyAccount(x, payment.AccountPart{ID: c.Number, Invoice: c.Bill, Amount: money.Decimal(amount) * 10000})
	})
}

func unapplyAccount(w *world, r *rand.Rand, as db.As) error {
	c, err := w.credits(r, as, qUsed)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (payment.AccountView, error) {
		return payment.UnapplyAccount(x, payment.UndoAccount{ID: c.Number, Invoice: c.Bill})
	})
}

func cancelRemainder(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "order", order.Prefix)
	if err != nil {
		return err
	}
	in := shipping.Remainder{ID: id, Reason: "test"}
	if r.IntN(2) == 0 {
		in.Lines = []shipping.Part{{N: int64(r.IntN(3) + 1), Quantity: quantity(r)}}
	}
	return do(w, as, func(x *db.Write) (order.View, error) { return shipping.CancelRemainder(x, in) })
}

func deliver(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, pick(r, "shipped", "shipped", "shipment"), shipping.Prefix)
	if err != nil {
		return err
	}
	in := shipping.Receipt{ID: id}
	if r.IntN(2) == 0 {
		in.Name, in.Note = "Anne", "un carton ouvert"
	}
	return do(w, as, func(x *db.Write) (shipping.View, error) { return shipping.Deliver(x, in) })
}
