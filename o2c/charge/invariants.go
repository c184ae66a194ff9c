package charge

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qFacts = db.Q("charge.check.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('charge.issued', 'charge.waived') order by id limit $2`).Scans()
	qWaiver = db.Q("charge.check.waiver", `select id, charge, penalties, indemnities, fees, reason, event from charge_waiver where id = $1`)
	qStray  = db.Q("charge.check.stray", `select c.id from charge c left join event e on e.id = c.event where e.id is null or e.type <> 'charge.issued'
		union all select w.id from charge_waiver w left join event e on e.id = w.event left join charge c on c.id = w.charge where e.id is null or e.type <> 'charge.waived' or c.id is null
		union all select l.charge from charge_line l left join charge c on c.id = l.charge where c.id is null
		union all select charge from charge_line group by charge having min(n) <> 1 or max(n) <> count(*)
		union all select min(id) from charge_waiver group by event having count(*) > 1
		union all select i.id from open_item i left join charge c on c.id = i.id left join charge_waiver w on w.id = i.id
			where i.kind = 'charge' and c.id is null or i.kind = 'waiver' and w.id is null order by 1 limit 1000`).Scans()
	qOver = db.Q("charge.check.over", `select c.number, cast(sum(w.penalties) as bigint), cast(sum(w.indemnities) as bigint), cast(sum(w.fees) as bigint) from charge_waiver w join charge c on c.id = w.charge
		group by c.id, c.number, c.penalties, c.indemnities, c.fees having sum(w.penalties) > c.penalties or sum(w.indemnities) > c.indemnities or sum(w.fees) > c.fees`).Scans()
	qGap = db.Q("charge.check.gaps", `select s.prefix, s.next, cast(count(c.id) as bigint) from series s left join charge c on c.series = s.id where s.name = 'charge'
		group by s.id, s.prefix, s.next having s.next <> count(c.id) + 1 or coalesce(max(c.position), 0) <> count(c.id)`).Scans()
	qPenalties = db.Q("charge.check.penalties", `select l.item, coalesce(i.total, 0), coalesce(i.kind, ''), coalesce(i.number, ''), coalesce(i.entity, 0), coalesce(i.customer, 0), coalesce(i.document, 0), coalesce(i.issued_on, 0), l.number, l.base, l.from_on, l.to_on, l.rate, l.amount from charge_line l left join open_item i on i.id = l.item
		where l.kind = 'penalty' order by l.item, l.charge, l.n`).Scans()
	qItem = db.Q("charge.check.item", `select i.id, i.entity, i.customer, i.currency, i.kind, i.document, i.number, i.reference, i.instalment, i.issued_on, i.due_on, i.total, i.open, i.late, i.contested, i.taken_over,
		i.event, i.pending, i.discount, i.discount_until, i.retained, i.home, i.home_open from open_item i where i.id = $1`)
	qTwice = db.Q("charge.check.twice", `select l.document, cast(count(*) as bigint) from charge_line l where l.kind <> 'penalty' group by l.document, l.kind having count(*) > 1`).Scans()
)

// Breaches checks the charges for lateness: each is what its fact says, with its
// entry and its open item, numbered without a gap (charge.facts); no day of any
// item is charged beyond what the item is, none of a charge itself, and all that
// was ever charged for an item is its interest rounded once, at the rate agreed with
// its customer when it was issued, if one was (charge.days); no more is waived than was charged (charge.waived).
func Breaches(r *db.Read) ([]db.Breach, error) {
	a := audit{r: r, rates: map[[2]db.ID][]receivable.Agreed{}}
	err := db.Pages(r, qFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			if err := a.fact(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return a.out, err
	}
	for _, check := range []func() error{a.stray, a.gaps, a.over, a.days} {
		if err := check(); err != nil {
			return a.out, err
		}
	}
	return a.out, nil
}

type audit struct {
	r     *db.Read
	out   []db.Breach
	rates map[[2]db.ID][]receivable.Agreed
}

func (a *audit) wrong(check, what, why string) {
	a.out = append(a.out, db.Breach{Check: check, What: what, Why: why})
}

func (a *audit) differ(what, why string, is, should any) {
	if fmt.Sprint(is) != fmt.Sprint(should) {
		a.out = append(a.out, db.NotEqual("charge.facts", what, why, is, should))
	}
}

// fact holds a fact against what it made.
func (a *audit) fact(e db.Event) error {
	what := fmt.Sprintf("charge %d", e.Object("charge"))
	c, err := db.One[Charge](a.r, qByID, e.Object("charge"))
	if err == db.ErrNone {
		a.wrong("charge.facts", what, "has a fact and is not there")
		return nil
	}
	if err != nil {
		return err
	}
	if c.Lines, err = db.All[Line](a.r, qLines, c.ID); err != nil {
		return err
	}
	of, err := seller.Load(a.r, c.Entity)
	if err == db.ErrNone {
		a.wrong("charge.facts", what, "is of no company")
		return nil
	}
	if err != nil {
		return err
	}
	if e.Type == "charge.waived" {
		return a.waiver(e, c, of)
	}
	var said issued
	if err := e.Read(&said); err != nil {
		a.differ(what, "fact", err, nil)
		return nil
	}
	if c.Home = said.Home; c.Home == 0 {
		c.Home = c.Total
	}
	a.differ(what, "what its fact says", db.JSON(c.said()), db.JSON(said))
	sums := c.summed()
	a.differ(what, "sums of its lines", [4]money.Amount{c.Penalties, c.Indemnities, c.Fees, c.Total}, [4]money.Amount{sums.Penalties, sums.Indemnities, sums.Fees, sums.Total})
	a.differ(what, "fact", []any{e.ID, e.Day, e.Entity, e.Object("customer")}, []any{c.Event, c.IssuedOn, c.Entity, c.Customer})
	a.differ(what, "due day", c.DueOn, c.IssuedOn.AddDays(payable))
	entry, err := c.entry(of)
	return a.kept(what, e, entry, err, c.item(), c.Entity)
}

// waiver holds a waiver against its fact.
func (a *audit) waiver(e db.Event, c Charge, of seller.Entity) error {
	what := fmt.Sprintf("waiver %d", e.Object("waiver"))
	x, err := db.One[Waiver](a.r, qWaiver, e.Object("waiver"))
	if err == db.ErrNone {
		a.wrong("charge.facts", what, "has a fact and is not there")
		return nil
	}
	if err != nil {
		return err
	}
	var said waived
	if err := e.Read(&said); err != nil {
		a.differ(what, "fact", err, nil)
		return nil
	}
	if x.Home = said.Home; x.Home == 0 {
		x.Home = x.Total()
	}
	a.differ(what, "what its fact says", waived{x.Penalties, x.Indemnities, x.Fees, c.Currency, x.worth().Said()}, said)
	a.differ(what, "fact", []any{x.Event, x.Charge, e.Object("customer"), e.Entity}, []any{e.ID, c.ID, c.Customer, c.Entity})
	entry, err := x.entry(of, c, e.Day)
	return a.kept(what, e, entry, err, x.item(c, e.Day), c.Entity)
}

// kept holds the entry and the open item of a fact.
func (a *audit) kept(what string, e db.Event, entry ledger.Entry, no error, item receivable.Item, entity db.ID) error {
	legs, err := ledger.LegsOf(a.r, e.ID)
	if err != nil {
		return err
	}
	if no != nil || !ledger.Same(legs, entry) {
		a.differ(what, "entry", legs, entry.Legs)
	}
	have, err := db.One[receivable.Item](a.r, qItem, item.ID)
	if err == db.ErrNone {
		a.wrong("charge.facts", what, "has no open item")
		return nil
	}
	item.Entity = entity
	item.Open, item.HomeOpen, item.Late, item.Contested = have.Open, have.HomeOpen, have.Late, have.Contested
	a.differ(what, "open item", have, item)
	return err
}

func (a *audit) stray() error {
	list, err := db.All[db.ID](a.r, qStray)
	for _, id := range list {
		a.wrong("charge.facts", fmt.Sprintf("%d", id), "does not go with its fact, its charge, its lines or its open item")
	}
	return err
}

func (a *audit) gaps() error {
	list, err := db.All[struct {
		Prefix      string
		Next, Count int64
	}](a.r, qGap)
	for _, g := range list {
		a.differ("series "+g.Prefix, "numbers", g.Next, g.Count+1)
	}
	return err
}

func (a *audit) over() error {
	list, err := db.All[struct {
		Number                       string
		Penalties, Indemnities, Fees money.Amount
	}](a.r, qOver)
	for _, o := range list {
		a.wrong("charge.waived", "charge "+o.Number, fmt.Sprintf("waives %d, %d, %d: more than it is", o.Penalties, o.Indemnities, o.Fees))
	}
	if err != nil {
		return err
	}
	twice, err := db.All[struct {
		Document db.ID
		Count    int64
	}](a.r, qTwice)
	for _, t := range twice {
		a.wrong("charge.days", fmt.Sprintf("document %d", t.Document), fmt.Sprintf("is charged a fixed amount or a fee %d times", t.Count))
	}
	return err
}

// days replays what was charged for each item.
func (a *audit) days() error {
	rows, err := db.All[chargedDay](a.r, qPenalties)
	if err != nil {
		return err
	}
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Item == rows[0].Item {
			n++
		}
		rows[0].replay(a, rows[:n])
		if err := rows[0].rated(a, rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// chargedDay is a line of penalties beside its item.
type chargedDay struct {
	Item             db.ID
	Total            money.Amount
	Kind, Number     string
	Entity, Customer db.ID
	Document         db.ID
	IssuedOn         day.Day
	Own              string
	Base             money.Amount
	From, To         day.Day
	Rate             money.Percent
	Amount           money.Amount
}

// replay holds all lines of an item: the days within what it is, the amounts the
// interest of all of them, rounded once.
func (x chargedDay) replay(a *audit, list []chargedDay) {
	what := "item " + x.Number
	if x.Kind != receivable.Invoice && x.Kind != receivable.Opening {
		a.wrong("charge.days", what, "is nothing that penalties are charged for: "+x.Kind)
	}
	var lines []Line
	var sum money.Amount
	var cuts []day.Day
	for _, l := range list {
		if l.From > l.To || l.Base == 0 || l.Own != x.Number {
			a.wrong("charge.days", what, "is charged for no days, or under another number")
		}
		lines = append(lines, Line{Base: l.Base, From: l.From, To: l.To, Rate: l.Rate})
		sum += l.Amount
		cuts = append(cuts, l.From)
	}
	if whole := rounded(interest(lines)); whole != sum {
		a.out = append(a.out, db.NotEqual("charge.days", what, "charged in all", sum, whole))
	}
	for _, d := range cuts { // what is charged is highest where a line begins
		var base money.Amount
		for _, l := range list {
			if l.From <= d && d <= l.To {
				base += l.Base
			}
		}
		if base < 0 || base > x.Total {
			a.wrong("charge.days", what, fmt.Sprintf("is charged for %d on %s, and is of %d", base, d, x.Total))
		}
	}
}

// rated holds the rate of all lines of an item: that agreed with its customer.
func (x chargedDay) rated(a *audit, list []chargedDay) error {
	k := [2]db.ID{x.Entity, x.Customer}
	own, known := a.rates[k]
	if !known {
		var err error
		if own, err = receivable.AskAgreed(a.r, x.Entity, x.Customer).All(); err != nil {
			return err
		}
		a.rates[k] = own
	}
	rate, ok := receivable.InForce(own, x.Document, x.IssuedOn)
	for _, l := range list {
		if ok && l.Rate != rate.PerYear() {
			a.out = append(a.out, db.NotEqual("charge.days", "item "+x.Number, "rate agreed with its customer", l.Rate, rate.PerYear()))
		}
	}
	return nil
}
