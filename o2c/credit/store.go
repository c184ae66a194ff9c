package credit

import (
	"errors"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
)

// Kinds of kept balance besides those of open items (package receivable).
const (
	BalanceOrdered  = "ordered"  // remainder of confirmed orders, tax included
	BalanceUnbilled = "unbilled" // shipped, not invoiced
	BalanceDeposit  = "deposit"  // cashed of deposit invoices, not deducted
	BalanceHeld     = "held"     // number of orders that wait for credit
)

const lineColumns = `holder, currency, credit_limit is not null, coalesce(credit_limit, 0), blocked, class, created_by, checked_on, insolvent_on,
	review_due, review_told, extras, version`

var (
	qLock   = db.Q("credit.lock", `select `+lineColumns+` from credit where holder = $1`).Locks(db.Root)
	qOwn    = db.Q("credit.line", `select `+lineColumns+` from credit where holder = $1`)
	qInsert = db.Q("credit.insert", `insert into credit (holder, currency, credit_limit, blocked, checked_by, class, created_by, checked_on, insolvent_on, review_due,
		review_told, extras, version) values ($1,$2,$3,'',$4,'',$5,$6,0,$7,0,0,1)`)
	qRoot    = db.Q("credit.root", `select root from customer where id = $1`)
	qHolding = db.Q("credit.holding", `select c.root, b.holder, cast(sum(b.amount) as bigint) from customer c join balance b on b.holder = c.id and b.kind = 'held'
		where c.root = $1 or c.root = $2 group by c.root, b.holder`)
	qLimit    = db.Q("credit.limit", `update credit set credit_limit = $2, currency = $3, checked_by = $4, version = version + 1 where holder = $1`)
	qBlock    = db.Q("credit.block", `update credit set blocked = $2, version = version + 1 where holder = $1`)
	qOfOne    = db.Q("credit.balances.of_one", `select holder, entity, currency, kind, amount from balance where holder = $1`)
	qBalances = db.Q("credit.balances", `select b.holder, b.entity, b.currency, b.kind, b.amount from customer c cross join balance b where c.root = $1 and b.holder = c.id`)
	qHeld     = db.Q("credit.held", `select c.root, cast(coalesce(sum(b.amount), 0) as bigint) from customer h
		join customer c on c.root = h.root join balance b on b.holder = c.id and b.kind = 'held' where h.id = $1 group by c.root`)
	qDecision = db.Q("credit.decision.insert", `insert into credit_decision (id, order_id, event, day, amount, exposure, credit_limit, failed, confirmed, released_by, reason)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`).Gather()
	qLines = db.Q("credit.lines", `select k.holder, k.currency, k.credit_limit is not null, coalesce(k.credit_limit, 0), k.blocked, k.class, k.created_by, k.checked_on,
		k.insolvent_on, k.review_due, k.review_told, k.extras, k.version, c.number, c.root
		from credit k join customer c on c.id = k.holder order by c.number`).Scans()
	qKept = db.Q("credit.kept", `select holder, entity, currency, kind, amount from balance where amount <> 0`).Scans()
)

// row is the stored part of a line.
type row struct {
	Holder      db.ID
	Currency    money.Currency
	Limited     bool
	Limit       money.Amount
	Blocked     string
	Class       string
	CreatedBy   db.ID
	CheckedOn   day.Day // the file was complete, 0 = prepayment until it is
	InsolventOn day.Day
	ReviewDue   day.Day
	ReviewTold  day.Day // the due day that was told already
	Extras      int64   // active lines beside this one
	Version     int64
}

// line is the row as a line on a day, with the lines beside it that count for
// an entity then: temporary ones are added, that of the entity stands alone.
func (k row) line(d day.Day, extras []extra) Line {
	l := Line{Holder: k.Holder, Currency: k.Currency, Blocked: k.Blocked, Unchecked: k.CheckedOn == 0,
		Insolvent: k.InsolventOn != 0 && k.InsolventOn <= d, ReviewDue: k.ReviewDue}
	if k.Limited || l.Unchecked {
		limit := k.Limit
		if l.Unchecked {
			limit = 0
		}
		for _, e := range extras {
			if e.Holder == k.Holder && e.temporary() && e.From <= d && d <= e.To && !l.Unchecked {
				limit, l.Temporary = limit+e.Amount, l.Temporary+e.Amount
			}
		}
		l.Limit = &limit
	}
	return l
}

// kept is one kept balance of a member.
type kept struct {
	Holder   db.ID
	Entity   db.ID
	Currency money.Currency
	Kind     string
	Amount   money.Amount
}

// Guard locks the credit row of the customer's group (or his own) and returns
// his lines with what counts against them: his own first. Whoever moves a
// balance of the group waits for the same row.
func Guard(w *db.Write, c party.Customer, currency money.Currency) ([]Line, error) {
	lines, err := Queue(w, c)
	if err != nil {
		return nil, err
	}
	return lines(currency, w.Entity)
}

// Guarded gives the lines that guard an amount in a currency of an entity.
type Guarded func(money.Currency, db.ID) ([]Line, error)

// Queue queues the reads of Guard, so that the caller's own travel with them;
// the lines are there when the returned function is called.
func Queue(w *db.Write, c party.Customer) (Guarded, error) {
	if c.Root == c.ID {
		return queue(w, c, qOfOne)
	}
	return queue(w, c, qBalances)
}

// queue is Queue for a customer or a group, with the statement that reads the
// balances of those whom the locked row guards.
func queue(w *db.Write, c party.Customer, balances *db.Stmt) (Guarded, error) {
	if err := w.Climb(db.Root); err != nil {
		return nil, err
	}
	root := db.Ask[row](w.Read, qLock, c.Root)
	own := root
	if c.Root != c.ID { // he belongs to a group, whose root is no customer
		own = db.Ask[row](w.Read, qOwn, c.ID)
	}
	sums := db.Ask[kept](w.Read, balances, c.Root)
	same := stillIn(w, c)
	return func(currency money.Currency, entity db.ID) ([]Line, error) {
		if err := same(); err != nil {
			return nil, err
		}
		lines, rows, err := assemble(w.Read, c, root, own, sums, currency, entity)
		if err == nil {
			note(w, c, rows)
		}
		return lines, err
	}, nil
}

// stillIn sees to it that the row which is locked still guards the customer:
// another node may have moved him to another group, unseen by this one's cache.
// On SQLite whoever writes saw at the beginning what others wrote before.
func stillIn(w *db.Write, c party.Customer) func() error {
	if w.DB().SQLite() {
		return func() error { return nil }
	}
	now := db.Ask[db.ID](w.Read, qRoot, c.ID)
	return func() error {
		roots, err := now.All() // none for a group itself
		if err == nil && len(roots) > 0 && roots[0] != c.Root {
			party.Forget(w.DB())
			err = &db.Fault{Kind: db.Retry, Stmt: qRoot.Name(), Err: errRegrouped}
		}
		return err
	}
}

var errRegrouped = errors.New("the customer moved to another group meanwhile")

// Hold locks what Guard locks, for who asks for no line: what moves a balance of
// the group, or what it decides by, waits for it.
func Hold(w *db.Write, c party.Customer) error {
	hold, err := QueueHold(w, c)
	if err == nil {
		_, err = hold("", 0)
	}
	return err
}

// QueueHold is to Hold what Queue is to Guard; there are no lines. What Ease will
// ask travels with it where a trip to the database costs more than the answer.
func QueueHold(w *db.Write, c party.Customer) (Guarded, error) {
	if err := w.Climb(db.Root); err != nil {
		return nil, err
	}
	root := db.Ask[row](w.Read, qLock, c.Root)
	var wait *db.Answer[waiting]
	if !w.DB().SQLite() {
		wait = db.Ask[waiting](w.Read, qHeld, c.ID)
	}
	same := stillIn(w, c)
	return func(money.Currency, db.ID) ([]Line, error) {
		if err := same(); err != nil {
			return nil, err
		}
		if _, err := root.One(); err != nil {
			return nil, noLine(err, c)
		}
		if wait == nil {
			return nil, nil
		}
		held, err := wait.One()
		if err == db.ErrNone {
			held, err = waiting{c.Root, 0}, nil
		}
		w.Note(heldOf(c.ID), held)
		return nil, err
	}, nil
}

// noLine says of whom there is no credit row.
func noLine(err error, c party.Customer) error {
	if err == db.ErrNone {
		return refuse.New(refuse.Conflict, "credit.no_line", "customer", c.Number)
	}
	return err
}

// assemble makes the lines of a customer of what was asked, and reads what
// only some customers and policies have.
func assemble(r *db.Read, c party.Customer, root, own *db.Answer[row], sums *db.Answer[kept], currency money.Currency, entity db.ID) ([]Line, []kept, error) {
	k, err := own.One()
	if err != nil {
		return nil, nil, noLine(err, c)
	}
	rows, err := sums.All()
	if err != nil {
		return nil, nil, err
	}
	held, by := rows, exchanging(r, currency, entity)
	if rows, err = by.balances(rows); err != nil {
		return nil, nil, err
	}
	extras, err := k.extras(r)
	if err != nil {
		return nil, nil, err
	}
	lines := []Line{k.line(r.Day(), extras)}
	lines[0].Exposure = sum(rows, currency, c.ID, 0)
	lines = append(lines, beside(k, extras, rows, currency, entity)...)
	if c.Root != c.ID {
		g, err := root.One()
		if err != nil {
			return nil, nil, err
		}
		if extras, err = g.extras(r); err != nil {
			return nil, nil, err
		}
		line := g.line(r.Day(), extras)
		line.Exposure = sum(rows, currency, 0, 0)
		lines = append(lines, line)
		for _, l := range beside(g, extras, rows, currency, entity) {
			l.Exposure = sum(rows, currency, 0, entity)
			lines = append(lines, l)
		}
	}
	for i := range lines {
		if lines[i], err = by.limit(lines[i]); err != nil {
			return nil, nil, err
		}
	}
	return lines, held, k.judge(r, c, currency, &lines[0])
}

// beside are the lines of an entity.
func beside(k row, extras []extra, rows []kept, currency money.Currency, entity db.ID) (out []Line) {
	for _, e := range extras {
		if entity != 0 && e.Entity == entity {
			limit := e.Amount
			l := Line{Holder: k.Holder, Entity: entity, Currency: k.Currency, Limit: &limit}
			l.Exposure = sum(rows, currency, k.Holder, entity)
			out = append(out, l)
		}
	}
	return out
}

// sum adds up balances of one holder (0: all), in one entity (0: all), in a
// currency.
func sum(rows []kept, currency money.Currency, holder, entity db.ID) Exposure {
	var e Exposure
	for _, b := range rows {
		switch {
		case holder != 0 && b.Holder != holder, entity != 0 && b.Entity != entity:
		case b.Currency != currency && b.Kind != BalanceHeld:
			e.Foreign = e.Foreign || b.Amount != 0 && counts(b.Kind) != 0
		default:
			e.add(b.Kind, b.Amount)
		}
	}
	return e
}

// waiting is how many orders of a customer's group wait for credit, as read
// under the lock of the group.
type waiting struct {
	Root  db.ID
	Count int64
}

// heldOf is the key under which a command notes it.
type heldOf db.ID

// note keeps how many orders of the group wait, for Ease: no other command
// changes it while this one holds the lock.
func note(w *db.Write, c party.Customer, rows []kept) {
	n := int64(0)
	for _, b := range rows {
		if b.Kind == BalanceHeld {
			n += int64(b.Amount)
		}
	}
	for _, b := range rows {
		w.Note(heldOf(b.Holder), waiting{c.Root, n})
	}
	w.Note(heldOf(c.ID), waiting{c.Root, n})
}
