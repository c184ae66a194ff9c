package order

import (
	"bytes"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
)

const (
	columns = `id, entity, number, customer, root, currency, po_number, ordered_on, requested_on, state, hold, exceptions, hints, terms,
		warehouse, backorder, partial, policy, ship_country, ship_region, freight, residential, allowance_percent, allowance, tax_included, ship_to, priority, promised_on, reason,
		net, tax, total, remainder, deposit, entered_by, quote, asked_on, asked_total, content, taken_over, version`
	lineColumns = `order_id, n, item, sku, name, kind, unit, quantity, unit_price, discounts, price_from, authorised_by, net, tax_class, treatment,
		warehouse, reserved, backordered, picked, shipped, cancelled, invoiced, invoiced_net`
)

var (
	qByID     = db.Q("order.by_id", `select `+columns+` from sales_order where id = $1`)
	qByNumber = db.Q("order.by_number", `select `+columns+` from sales_order where number = $1 and entity = $2`)
	qLock     = db.Q("order.lock", `select `+columns+` from sales_order where id = $1`).Locks(db.Document)
	qLines    = db.Q("order.lines", `select `+lineColumns+` from order_line where order_id = $1 order by n`)
	qInsert   = db.Q("order.insert", `insert into sales_order (`+columns+`) values
		($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,1)`).Gather()
	qSave = db.Q("order.save", `update sales_order set po_number=$2, requested_on=$3, state=$4, hold=$5, exceptions=$6, hints=$7, net=$8, tax=$9,
		total=$10, remainder=$11, asked_on=$12, asked_total=$13, content=$14, taken_over=$15, freight=$16, residential=$17, ship_country=$18,
		ship_region=$19, ship_to=$20, priority=$21, promised_on=$22, reason=$23, deposit=$24, allowance_percent=$25, allowance=$26, version=version+1 where id=$1 and version=$27`)
	qTold       = db.Q("order.told", `update sales_order set state=$2, hold=$3, remainder=$4, asked_on=$5, asked_total=$6, reason=$7, deposit=$8, version=version+1 where id=$1 and version=$9`).Gather()
	qDeposited  = db.Q("order.deposited", `update sales_order set deposit = deposit + $2, version = version + 1 where id = $1`)
	qLineTold   = db.Q("order.line.told", `update order_line set reserved=$3, backordered=$4, picked=$5, shipped=$6, cancelled=$7, invoiced=$8, invoiced_net=$9, warehouse=$10 where order_id=$1 and n=$2`).Gather()
	qInsertLine = db.Q("order.line.insert", `insert into order_line (`+lineColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23)`).Gather()
	qSaveLine   = db.Q("order.line.save", `update order_line set item=$3, name=$4, kind=$5, unit=$6, quantity=$7, unit_price=$8, discounts=$9, price_from=$10,
		net=$11, tax_class=$12, treatment=$13, reserved=$14, backordered=$15, picked=$16, shipped=$17, cancelled=$18, invoiced=$19, invoiced_net=$20,
		authorised_by=$21, warehouse=$22
		where order_id=$1 and n=$2`)
	qSamePO  = db.Q("order.same_po", `select number from sales_order where customer = $1 and po_number = $2 and po_number <> '' and state <> 'cancelled' and id <> $3 order by id limit 1`)
	qLatest  = db.Q("order.latest", `select number, content from sales_order where customer = $1 order by id desc limit 8`)
	qHeld    = db.Q("order.held", `select id, customer, ordered_on from sales_order where root = $1 and hold <> '' and (ordered_on, id) > ($2, $3) order by ordered_on, id limit $4`)
	qWaiting = db.Q("order.waiting", `select id, held from (
		select o.id, false as held, o.priority, o.promised_on, o.requested_on, o.ordered_on from order_line l join sales_order o on o.id = l.order_id
			where l.item = $1 and l.backordered > 0 and o.entity = $3 and (l.warehouse = $2 or o.warehouse = 0 and l.reserved = 0)
				and o.state in ('confirmed', 'released') and not o.taken_over
		union select o.id, true, o.priority, o.promised_on, o.requested_on, o.ordered_on from sales_order o join order_line l on l.order_id = o.id
			where o.entity = $3 and (o.warehouse = $2 or o.warehouse = 0) and o.hold <> '' and not o.backorder and l.item = $1 and l.quantity > l.shipped + l.cancelled) t
		order by priority, case when promised_on <> 0 then promised_on when requested_on <> 0 then requested_on else 1000000 end, ordered_on, id`)
	qDone = db.Q("order.done", `select o.id from sales_order o where o.state = 'released' and o.deposit = 0 and o.entity = $1 and o.id > $2 and not exists
		(select 1 from order_line l where l.order_id = o.id and (l.shipped + l.cancelled < l.quantity or l.invoiced < l.shipped)) order by o.id limit $3`).Scans()
	qList = db.Q("order.list", `select `+columns+` from sales_order where entity = $1 and id > $2
		and ($3 = '' or state = $3) and (customer = $4 or $4 = 0) order by id limit $5`).Scans()
)

// Find returns an order by id or number, with its lines, as it is now: a
// decision reads it under Lock.
func Find(r *db.Read, ref string) (Order, error) {
	o, err := head(r, ref)
	if err != nil {
		return o, err
	}
	o.Lines, err = db.All[Line](r, qLines, o.ID)
	return o, err
}

func head(r *db.Read, ref string) (Order, error) {
	var o Order
	var err error
	if id, ok := db.ParseID(Prefix, ref); ok {
		o, err = db.One[Order](r, qByID, id)
	} else {
		o, err = db.One[Order](r, qByNumber, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && o.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "order.unknown", "order", ref)
	}
	return o, err
}

// Locked is an order as it is under its lock, with its customer and the credit
// lines that guard it.
type Locked struct {
	Order    Order
	Customer party.Customer
	Credit   []credit.Line
}

// Lock takes the credit row of the customer's group, then the order.
func Lock(w *db.Write, ref string) (Locked, error) {
	return LockWith(w, ref, func(db.ID) {})
}

// LockWith is Lock with more to ask: what ask queues about the order is read
// under its lock and travels with it.
func LockWith(w *db.Write, ref string, ask func(order db.ID)) (Locked, error) {
	if id, ok := db.ParseID(Prefix, ref); ok {
		if own, ok := owners.Peek(w.DB(), id); ok && (w.Entity == 0 || own.entity == w.Entity) {
			return lockOf(w, id, own.customer, ask, credit.Queue)
		}
	}
	o, err := head(w.Read, ref)
	if err != nil {
		return Locked{}, err
	}
	remember(w, o)
	return lockOf(w, o.ID, o.Customer, ask, credit.Queue)
}

// owner is whose an order is: it never changes.
type owner struct{ entity, customer db.ID }

var owners = db.NewCache[db.ID, owner]("order.owner")

// remember keeps whose an order is once it is durable.
func remember(w *db.Write, o Order) {
	w.After(func() { owners.Put(w.DB(), o.ID, owner{o.Entity, o.Customer}) })
}

// Owner returns the customer of an order.
func Owner(r *db.Read, id db.ID) (db.ID, error) {
	own, err := owners.Find(r, id, func() (owner, error) {
		o, err := db.One[Order](r, qByID, id)
		return owner{o.Entity, o.Customer}, err
	})
	return own.customer, err
}

// LockOf is LockWith for who knows the order's id and customer and needs no
// credit line: one trip to the database.
func LockOf(w *db.Write, id, customer db.ID, ask func(order db.ID)) (l Locked, err error) {
	return lockOf(w, id, customer, ask, credit.QueueHold)
}

func lockOf(w *db.Write, id, customer db.ID, ask func(order db.ID), queue func(*db.Write, party.Customer) (credit.Guarded, error)) (l Locked, err error) {
	if l.Customer, err = party.Load(w.Read, customer); err != nil {
		return l, err
	}
	guard, err := queue(w, l.Customer)
	if err != nil {
		return l, err
	}
	if err := w.Climb(db.Document); err != nil {
		return l, err
	}
	order := db.Ask[Order](w.Read, qLock, id)
	lines := db.Ask[Line](w.Read, qLines, id)
	ask(id)
	if l.Order, err = order.One(); err != nil {
		return l, err
	}
	if l.Credit, err = guard(l.Order.Currency, l.Order.Entity); err != nil {
		return l, err
	}
	l.Order.Lines, err = lines.All()
	return l, err
}

// LockAll takes the credit row of a customer, then some of his orders, in the order
// of their ids; what ask queues about each is read under its lock.
func LockAll(w *db.Write, c party.Customer, ids []db.ID, ask func(order db.ID)) ([]Order, error) {
	guard, err := credit.QueueHold(w, c)
	if err != nil {
		return nil, err
	}
	if err := w.Climb(db.Document); err != nil {
		return nil, err
	}
	heads, lines := make([]*db.Answer[Order], len(ids)), make([]*db.Answer[Line], len(ids))
	for i, id := range ids {
		heads[i], lines[i] = db.Ask[Order](w.Read, qLock, id), db.Ask[Line](w.Read, qLines, id)
		ask(id)
	}
	list := make([]Order, len(ids))
	for i := range ids {
		if list[i], err = heads[i].One(); err != nil {
			return nil, err
		}
		if list[i].Lines, err = lines[i].All(); err != nil {
			return nil, err
		}
		if _, err := guard(list[i].Currency, list[i].Entity); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Number returns the number of an order, "" of none.
func Number(r *db.Read, id db.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	o, err := db.One[Order](r, qByID, id)
	return o.Number, err
}

func insert(w *db.Write, o Order) {
	w.Exec(qInsert, o.ID, o.Entity, o.Number, o.Customer, o.Root, o.Currency, o.PONumber, o.OrderedOn, o.RequestedOn, o.State,
		o.Hold, o.Exceptions, o.Hints, o.Terms, o.Warehouse, o.Backorder, o.Partial, o.Policy, o.ShipCountry, o.ShipRegion,
		o.Freight, o.Residential, o.AllowedPart, o.Allowed, o.TaxIncluded, o.ShipTo, o.Priority, o.PromisedOn, o.Reason,
		o.Net, o.Tax, o.Total, o.Remainder, o.Deposit, o.EnteredBy, o.Quote, o.AskedOn, o.AskedTotal, o.Content, o.TakenOver)
	for _, l := range o.Lines {
		insertLine(w, o.ID, l)
	}
}

func insertLine(w *db.Write, id db.ID, l Line) {
	w.Exec(qInsertLine, id, l.N, l.Item, l.SKU, l.Name, l.Kind, l.Unit, l.Quantity, l.UnitPrice, l.Discounts, l.PriceFrom,
		l.Authorised, l.Net, l.TaxClass, l.Treatment, l.Warehouse, l.Reserved, l.Backordered, l.Picked, l.Shipped, l.Cancelled, l.Invoiced, l.InvoicedNet)
}

// save writes the order and the lines that changed, and moves the balances
// from old to new. What is only told (state, quantities) is written without
// the columns that stay, whose indexes would be written again.
func save(w *db.Write, old, o Order) {
	if o.told(old) {
		w.Exec1(qTold, o.ID, o.State, o.Hold, o.Remainder, o.AskedOn, o.AskedTotal, o.Reason, o.Deposit, old.Version)
	} else {
		w.Exec1(qSave, o.ID, o.PONumber, o.RequestedOn, o.State, o.Hold, o.Exceptions, o.Hints, o.Net, o.Tax, o.Total, o.Remainder,
			o.AskedOn, o.AskedTotal, o.Content, o.TakenOver, o.Freight, o.Residential, o.ShipCountry, o.ShipRegion, o.ShipTo, o.Priority,
			o.PromisedOn, o.Reason, o.Deposit, o.AllowedPart, o.Allowed, old.Version)
	}
	for i, l := range o.Lines {
		switch {
		case i >= len(old.Lines):
			insertLine(w, o.ID, l)
		case l == old.Lines[i]:
		case l.told(old.Lines[i]):
			w.Exec1(qLineTold, o.ID, l.N, l.Reserved, l.Backordered, l.Picked, l.Shipped, l.Cancelled, l.Invoiced, l.InvoicedNet, l.Warehouse)
		default:
			w.Exec1(qSaveLine, o.ID, l.N, l.Item, l.Name, l.Kind, l.Unit, l.Quantity, l.UnitPrice, l.Discounts, l.PriceFrom, l.Net,
				l.TaxClass, l.Treatment, l.Reserved, l.Backordered, l.Picked, l.Shipped, l.Cancelled, l.Invoiced, l.InvoicedNet, l.Authorised, l.Warehouse)
		}
	}
	move(w, old, o)
}

// told reports whether nothing but the state and what goes with it differs.
func (o Order) told(old Order) bool {
	return o.PONumber == old.PONumber && o.RequestedOn == old.RequestedOn && o.Exceptions == old.Exceptions && o.Hints == old.Hints &&
		o.Net == old.Net && o.Tax == old.Tax && o.Total == old.Total && bytes.Equal(o.Content, old.Content) && o.TakenOver == old.TakenOver &&
		o.Freight == old.Freight && o.Residential == old.Residential && o.AllowedPart == old.AllowedPart && o.Allowed == old.Allowed &&
		o.ShipTo == old.ShipTo && o.ShipCountry == old.ShipCountry && o.ShipRegion == old.ShipRegion && o.Priority == old.Priority && o.PromisedOn == old.PromisedOn
}

// told reports whether nothing but the quantities differs.
func (l Line) told(old Line) bool {
	l.Reserved, l.Backordered, l.Picked, l.Shipped = old.Reserved, old.Backordered, old.Picked, old.Shipped
	l.Cancelled, l.Invoiced, l.InvoicedNet, l.Warehouse = old.Cancelled, old.Invoiced, old.InvoicedNet, old.Warehouse
	return l == old
}

func move(w *db.Write, old, new Order) {
	w.Move(credit.BalanceOrdered, new.Customer, new.Currency, new.Remainder-old.Remainder)
	w.Move(credit.BalanceDeposit, new.Customer, new.Currency, new.Deposit-old.Deposit)
	held := 0
	if new.State == CreditHold {
		held++
	}
	if old.State == CreditHold {
		held--
	}
	w.Move(credit.BalanceHeld, new.Customer, new.Currency, amount(held))
}

// Done lists released orders that have nothing left to ship or invoice.
func Done(r *db.Read, entity, after db.ID, limit int) ([]db.ID, error) {
	return db.All[db.ID](r, qDone, entity, after, limit)
}
