package insight

import (
	"encoding/json"
	"slices"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/approval"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/tax"
)

// teller reads what happened until a day, as known at a seal number, and tells
// it to the documents.
type teller struct {
	r        *db.Read
	customer string
	asOf     day.Day
	known    int64
	err      error

	orders   map[db.ID]*Ordered
	list     []*Ordered
	owner    map[db.ID]*Ordered // of a shipment
	told     map[db.ID][]OrderFact
	contests map[db.ID][]Contest // by item
}

// waits follows every order, every item and all money.
func (t *teller) waits() ([]Wait, error) {
	t.readOrders()
	facts := gather[db.Event](t.r, &t.err, qWaitFacts, t.r.Entity, t.asOf, t.known)
	t.told, t.contests = map[db.ID][]OrderFact{}, map[db.ID][]Contest{}
	for _, e := range facts {
		t.tell(e)
	}
	t.rewind(facts)
	var out []Wait
	for _, o := range t.list {
		if told := t.told[o.ID]; len(told) > 0 && told[0].Type == "order.captured" {
			out = append(out, o.Follow(told, t.asOf)...)
		}
	}
	waits, spent, settled := t.money()
	out = append(out, waits...)
	items := gather[waitItem](t.r, &t.err, qWaitItems, t.r.Entity, t.asOf, t.known)
	for _, k := range lastParts(releasedLater(t.r, &t.err, t.r.Entity, AsOf{Day: t.asOf, Known: t.known}), items, func(i waitItem) (db.ID, int64) { return i.Document, i.Instalment }) {
		items[k].DueOn = receivable.Someday
	}
	for _, i := range items {
		if t.customer != "" && i.Customer != t.customer {
			continue
		}
		due := Due{Paper: Paper{i.ID, i.Number, i.Order, i.Customer, i.Currency}, IssuedOn: i.IssuedOn, DueOn: i.DueOn, Total: i.Total,
			Settled: append(settled[i.ID], spent[i.ID]...), Contested: t.contests[i.ID]}
		out = append(out, due.Follow(t.asOf)...)
	}
	return out, t.err
}

// readOrders reads the orders with their lines and shipments.
func (t *teller) readOrders() {
	t.orders, t.owner = map[db.ID]*Ordered{}, map[db.ID]*Ordered{}
	for _, o := range gather[waitOrder](t.r, &t.err, qWaitOrders, t.r.Entity, t.customer) {
		x := &Ordered{Paper: Paper{o.ID, o.Number, o.Number, o.Customer, o.Currency}, Shipments: map[db.ID]Paper{}, Delivered: map[db.ID]day.Day{}, Billed: map[db.ID]day.Day{}}
		t.orders[o.ID] = x
		t.list = append(t.list, x)
	}
	for _, l := range gather[waitLine](t.r, &t.err, qWaitLines, t.r.Entity) {
		if o := t.orders[l.Order]; o != nil {
			o.Lines = append(o.Lines, OrderedLine{Quantity: l.Quantity, Net: l.Net})
			o.Sorts = append(o.Sorts, Sort{l.Kind == catalog.Goods, t.rate(l.Treatment)})
		}
	}
	for _, s := range gather[waitShipment](t.r, &t.err, qWaitShipments, t.r.Entity) {
		if o := t.orders[s.Order]; o != nil {
			o.Shipments[s.ID] = Paper{s.ID, s.Number, o.Number, o.Customer, o.Currency}
			t.owner[s.ID] = o
		}
	}
}

// rate is that of all taxes of a line.
func (t *teller) rate(treatment string) money.Percent {
	if treatment == "" {
		return 0
	}
	x, err := tax.Stored(treatment)
	if t.err == nil {
		t.err = err
	}
	var sum money.Percent
	for _, one := range x.Taxes {
		sum += one.Rate
	}
	return sum
}

// rewind brings the lines back to what they were when their order was captured.
func (t *teller) rewind(facts []db.Event) {
	if t.known != 0 || t.asOf < t.r.Today() { // later amendments were not told
		facts = gather[db.Event](t.r, &t.err, qWaitAmended, t.r.Entity)
	}
	for _, e := range slices.Backward(facts) {
		if e.Type != "order.amended" {
			continue
		}
		if o := t.orders[e.Object("order")]; o != nil {
			o.Lines = Rewind(o.Lines, t.amended(e))
		}
	}
}

// tell hands a fact to what it is about.
func (t *teller) tell(e db.Event) {
	about := e.Touched()
	f := OrderFact{Type: e.Type, Day: e.Day, Shipment: the(about, "shipment"), Approval: the(about, "approval")}
	o := t.orders[the(about, "order")]
	switch e.Type {
	case "invoice.issued":
		for _, touched := range about {
			if s := t.owner[touched.ID]; touched.Kind == "shipment" && s != nil {
				s.Billed[touched.ID], f.Shipment = e.Day, touched.ID
				t.told[s.ID] = append(t.told[s.ID], f)
			}
		}
		return
	case "dispute.opened", "dispute.in_review", "dispute.accepted", "dispute.partially_accepted", "dispute.rejected", "dispute.closed", "dispute.assigned":
		t.contest(e)
		return
	case "shipping.delivered":
		if o != nil {
			o.Delivered[f.Shipment] = e.Day
		}
	}
	if o != nil {
		t.told[o.ID] = append(t.told[o.ID], t.read(e, f))
	}
}

// the is the object of a kind among those a fact touches.
func the(about []db.Object, kind string) db.ID {
	for _, o := range about {
		if o.Kind == kind {
			return o.ID
		}
	}
	return 0
}

// read takes from the body of an order's fact what matters here.
func (t *teller) read(e db.Event, f OrderFact) OrderFact {
	var b struct {
		Total      money.Amount
		Amount     money.Amount
		Exceptions []string
		Failed     []string
		From       string
		Kind       string
		Currency   money.Currency
		Parts      []order.Part
		Missing    []order.Part
		Line       int64
		Quantity   money.Quantity
	}
	switch e.Type {
	case "order.remainder_cancelled":
		var c struct{ Lines []order.Part }
		t.body(e, &c)
		f.Parts = parts(c.Lines)
	case "shipping.picked", "shipping.packed", "shipping.delivered", "shipping.cancelled", "order.cancelled",
		"approval.granted", "approval.refused", "approval.withdrawn", "approval.lapsed", "approval.voided":
	case "shipping.shipped":
		var c struct{ Value money.Amount }
		t.body(e, &c)
		f.Value = &c.Value
	case "order.held_by_person":
		f.Who = Who{Person: e.Actor}
	case "order.amended":
		var c struct {
			Total      money.Amount
			Exceptions []string
		}
		t.body(e, &c)
		f.Total, f.Exceptions, f.Amended = c.Total, len(c.Exceptions) > 0, t.amended(e)
	default:
		t.body(e, &b)
		f.Total, f.Exceptions, f.Drafted, f.Manual = b.Total, len(b.Exceptions) > 0, b.From == string(order.Draft), slices.Contains(b.Failed, credit.RuleManual)
		f.Parts = append(parts(b.Parts), parts(b.Missing)...)
	}
	switch e.Type {
	case "order.confirmed", "order.held", "order.released_by_person":
		f.Total = b.Amount
	case "order.allocated", "order.unreserved":
		f.Parts = []Part{{b.Line, b.Quantity}}
	case "approval.asked":
		if role, err := approval.Decider(t.r, b.Kind, b.Amount, b.Currency); err == nil {
			f.Who = Who{Role: role}
		} else if t.err == nil {
			t.err = err
		}
	}
	return f
}

func (t *teller) body(e db.Event, to any) {
	if err := json.Unmarshal([]byte(e.Body), to); err != nil && t.err == nil {
		t.err = err
	}
}

func parts(list []order.Part) []Part {
	var out []Part
	for _, p := range list {
		out = append(out, Part(p))
	}
	return out
}

// amended are the lines that a fact says were changed.
func (t *teller) amended(e db.Event) []AmendedLine {
	var b struct {
		Lines []struct {
			N             int64
			Before, After *struct {
				Quantity money.Quantity
				Net      money.Amount
			}
		}
	}
	t.body(e, &b)
	var out []AmendedLine
	for _, l := range b.Lines {
		a := AmendedLine{N: l.N}
		if l.Before != nil {
			a.Before = &OrderedLine{Quantity: l.Before.Quantity, Net: l.Before.Net}
		}
		if l.After != nil {
			a.After = &OrderedLine{Quantity: l.After.Quantity, Net: l.After.Net}
		}
		out = append(out, a)
	}
	return out
}

// contest notes what a dispute contests from a fact on.
func (t *teller) contest(e db.Event) {
	var b struct {
		Amount money.Amount
		State  string
	}
	t.body(e, &b)
	c := Contest{Dispute: e.Object("dispute"), On: e.Day, Owner: e.Object("user")}
	if b.State == "open" || b.State == "in_review" {
		c.Amount = b.Amount
	}
	item := e.Object("item")
	t.contests[item] = append(t.contests[item], c)
}

// money follows the payments, and says what settled each item: money with the
// time it waited to be applied, and anything else.
func (t *teller) money() (waits []Wait, spent, settled map[db.ID][]Settling) {
	spent, settled = map[db.ID][]Settling{}, map[db.ID][]Settling{}
	rows := gather[waitMoney](t.r, &t.err, qWaitMoney, t.r.Entity, t.asOf, t.known)
	at := map[db.ID]*Money{}
	entered := map[db.ID]day.Day{}
	for _, p := range rows {
		at[p.ID] = &Money{Paper: Paper{p.ID, p.ID.Text(payment.Prefix), "", p.Customer, p.Currency}, On: p.On, Amount: p.Amount}
		entered[p.ID] = t.civil(p.At)
	}
	for _, a := range gather[waitApplied](t.r, &t.err, qWaitApplied, t.r.Entity, t.asOf, t.known) {
		p := at[a.Credit]
		if p == nil {
			settled[a.Debit] = append(settled[a.Debit], Settling{On: a.Day, Amount: a.Amount})
			continue
		}
		// The books apply money on the day it came. How long it waited is from
		// when it was entered until somebody applied it.
		u := Use{a.Debit, max(a.Day, p.On.AddDays(t.civil(a.At).Sub(entered[a.Credit]))), a.Amount}
		if n := len(p.Uses); n > 0 {
			u.On = max(u.On, p.Uses[n-1].On)
		}
		if u.On <= t.asOf {
			p.Uses = append(p.Uses, u)
		}
	}
	for _, row := range rows {
		list, used := at[row.ID].Follow(t.asOf)
		for _, s := range used {
			spent[s.Item] = append(spent[s.Item], s.Settling)
		}
		if t.customer == "" || row.Customer == t.customer {
			waits = append(waits, list...)
		}
	}
	return waits, spent, settled
}

// civil is the day on which something was recorded.
func (t *teller) civil(at int64) day.Day {
	zone := t.r.Zone
	if zone == nil {
		zone = time.UTC
	}
	return day.FromTime(time.UnixMicro(at), zone)
}
