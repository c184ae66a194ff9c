package invoice

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/receivable"
	"encaisse/o2c/tax"
)

const depositColumns = `id, entity, order_id, customer, currency, reference, total, cashed, deducted, credited, claimed, closed, version`

// Kinds of what happens to a deposit: cashed (negative: given back), deducted
// (negative: the invoice was credited), credited, claimed.
const (
	moveCashed   = "cashed"
	moveDeducted = "deducted"
	moveCredited = "credited"
	moveClaimed  = "claimed"
)

var (
	qDeposit     = db.Q("invoice.deposit", `select `+depositColumns+` from deposit where id = $1`)
	qLockDeposit = db.Q("invoice.deposit.lock", `select `+depositColumns+` from deposit where id = $1`).Locks(db.Document)
	qReferred    = db.Q("invoice.deposit.by_reference", `select `+depositColumns+` from deposit where reference = $1 and entity = $2 order by id limit 1`)
	qDepositsOf  = db.Q("invoice.deposit.of_order", `select `+depositColumns+` from deposit where order_id = $1 order by id`)
	qOfPayment   = db.Q("invoice.deposit.of_payment", `select `+depositColumns+` from deposit where id in
		(select deposit from deposit_move where source = $1 and kind in ('cashed', 'claimed') group by deposit having sum(case when kind = 'cashed' then net + tax else -net - tax end) <> 0) order by id`)
	qDepositList = db.Q("invoice.deposit.list", `select `+depositColumns+` from deposit where entity = $1 and id > $2 and (customer = $3 or $3 = 0)
		and (not closed or not $4) and (cashed < total or not $4) order by id limit $5`).Scans()
	qOpenDeposit = db.Q("invoice.deposit.insert", `insert into deposit (`+depositColumns+`) values ($1,$2,$3,$4,$5,$6,$7,0,0,0,0,false,1)`)
	qSaveDeposit = db.Q("invoice.deposit.save", `update deposit set cashed = $2, deducted = $3, credited = $4, claimed = $5, closed = $6, version = version + 1
		where id = $1 and version = $7`)
	qMoveDeposit = db.Q("invoice.deposit.move", `insert into deposit_move (event, deposit, n, entity, kind, source, day, net, tax, net_home, tax_home) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`)
	qAdvances    = db.Q("invoice.deposit.moves", `select n, kind, source, cast(sum(net) as bigint), cast(sum(tax) as bigint),
		cast(sum(net_home) as bigint), cast(sum(tax_home) as bigint) from deposit_move where deposit = $1
		group by n, kind, source order by n, kind, source`)
	qUsesOf = db.Q("invoice.deposit.uses", `select i.number, cast(sum(m.net + m.tax) as bigint), max(m.day) from
		(select deposit, day, case when kind = 'cashed' then net else -net end as net, case when kind = 'cashed' then tax else -tax end as tax
			from deposit_move where source = $1 and kind in ('cashed', 'claimed')) m join invoice i on i.id = m.deposit
		group by i.id, i.number having sum(m.net + m.tax) <> 0 order by i.id`)
)

var (
	qBooked = db.Q("invoice.deposit.booked", `select l.n, m.net_home, m.tax_home from invoice_line l join deposit_move m on m.event = $2 and m.deposit = l.deposit and m.n = l.original_n
		where l.invoice = $1 order by l.n`)
	qBookedBack = db.Q("invoice.deposit.booked_back", `select l.n, -m.net_home, -m.tax_home from invoice_line l join invoice_line o on o.invoice = $3 and o.n = l.original_n
		join deposit_move m on m.event = $2 and m.deposit = o.deposit and m.n = o.original_n where l.invoice = $1 order by l.n`)
)

// booked reads what the deposits that a document deducts, or gives back, were
// booked at; one without them asks for nothing.
func (v Invoice) booked(r *db.Read) (Invoice, error) {
	if !slices.ContainsFunc(v.Lines, func(l Line) bool { return l.Deposit != 0 }) {
		return v, nil
	}
	type row struct {
		N                int64
		NetHome, TaxHome money.Amount
	}
	asked := db.Ask[row](r, qBooked, v.ID, v.Event)
	if v.Type == CreditNote && !v.ofDeposit() {
		asked = db.Ask[row](r, qBookedBack, v.ID, v.Event, v.Original)
	}
	rows, err := asked.All()
	if err != nil {
		return v, err
	}
	for _, x := range rows {
		if x.N < 1 || x.N > int64(len(v.Lines)) { // a row was tampered with
			continue
		}
		l := &v.Lines[x.N-1]
		if t, err := tax.Stored(l.Treatment); err != nil || v.ofDeposit() && t.OnReceipt {
			continue // awaited: no money came of it
		}
		l.NetHome, l.TaxHome = x.NetHome, x.TaxHome
	}
	return v, nil
}

// movedAdvance is what moved of a line of a deposit invoice by a document.
type movedAdvance struct {
	N      int64
	Kind   string
	Source db.ID
	Net    money.Amount
	Tax    money.Amount

	NetHome money.Amount
	TaxHome money.Amount
}

// movedOf sums what moved of each line of a deposit invoice that is meant.
func movedOf(v Invoice, list []movedAdvance, meant func(movedAdvance) money.Amount) []advance {
	out := make([]advance, len(v.Lines))
	for i, l := range v.Lines {
		out[i].N = l.N
	}
	for _, m := range list {
		if m.N >= 1 && m.N <= int64(len(out)) {
			sign, a := meant(m), &out[m.N-1]
			a.Net, a.Tax = a.Net+sign*m.Net, a.Tax+sign*m.Tax
			a.NetHome, a.TaxHome = a.NetHome+sign*m.NetHome, a.TaxHome+sign*m.TaxHome
		}
	}
	return out
}

// held counts what of a deposit is held.
func held(m movedAdvance) money.Amount {
	switch m.Kind {
	case moveCashed:
		return 1
	case moveDeducted, moveCredited:
		return -1
	}
	return 0
}

func ofKind(kind string) func(movedAdvance) money.Amount {
	return func(m movedAdvance) money.Amount {
		if m.Kind == kind {
			return 1
		}
		return 0
	}
}

// ownedBy counts what a payment cashed and no bank took back.
func ownedBy(payment db.ID) func(movedAdvance) money.Amount {
	return func(m movedAdvance) money.Amount {
		return by(moveCashed, payment)(m) - by(moveClaimed, payment)(m)
	}
}

// by counts what came by a document.
func by(kind string, source db.ID) func(movedAdvance) money.Amount {
	return func(m movedAdvance) money.Amount {
		if m.Kind == kind && m.Source == source {
			return 1
		}
		return 0
	}
}

// move keeps what a fact moved of a deposit, and the deposit as it is then.
func (d Deposit) move(w *db.Write, event db.ID, kind string, source db.ID, on day.Day, parts []advance, sign money.Amount) Deposit {
	old := d
	for _, a := range parts {
		if a.Net == 0 && a.Tax == 0 {
			continue
		}
		w.Exec(qMoveDeposit, event, d.ID, a.N, d.Entity, kind, source, on, sign*a.Net, sign*a.Tax, sign*a.NetHome, sign*a.TaxHome)
		switch amount := sign * a.total(); kind {
		case moveCashed:
			d.Cashed += amount
		case moveDeducted:
			d.Deducted += amount
		case moveCredited:
			d.Credited += amount
		case moveClaimed:
			d.Claimed += amount
		}
	}
	return d.save(w, old)
}

func (d Deposit) save(w *db.Write, old Deposit) Deposit {
	if d != old {
		w.Exec1(qSaveDeposit, d.ID, d.Cashed, d.Deducted, d.Credited, d.Claimed, d.Closed, old.Version)
		d.Version++
	}
	return d
}

// whole is a deposit invoice with what moved of it.
func (d Deposit) whole(r *db.Read) (Invoice, []movedAdvance, error) {
	moved := db.Ask[movedAdvance](r, qAdvances, d.ID)
	v, err := db.One[Invoice](r, qByID, d.ID)
	if err != nil {
		return v, nil, err
	}
	if v, err = whole(r, v); err != nil {
		return v, nil, err
	}
	list, err := moved.All()
	return v, list, err
}

// heldOf are the deposits held on an order, with their invoices.
func heldOf(r *db.Read, order db.ID) ([]deposited, error) {
	list, err := db.All[Deposit](r, qDepositsOf, order)
	if err != nil {
		return nil, err
	}
	var out []deposited
	for _, d := range list {
		if d.Held() == 0 {
			continue
		}
		v, moved, err := d.whole(r)
		if err != nil {
			return nil, err
		}
		out = append(out, deposited{d, v, movedOf(v, moved, held)})
	}
	return out, nil
}

// Referred is the deposit invoice that one of some references names; nil when
// none does. References that can be no number of one are not looked up.
func Referred(r *db.Read, references []string) (*Deposit, error) {
	for _, ref := range references {
		if len(ref) < len(depositPrefix)+5 || ref[:len(depositPrefix)] != depositPrefix {
			continue
		}
		d, err := db.One[Deposit](r, qReferred, receivable.Normal(ref), r.Entity)
		if err == nil {
			return &d, nil
		}
		if err != db.ErrNone {
			return nil, err
		}
	}
	return nil, nil
}

// DepositUses lists the deposit invoices a payment cashed.
func DepositUses(r *db.Read, payment db.ID) ([]receivable.SettledItem, error) {
	return db.All[receivable.SettledItem](r, qUsesOf, payment)
}

// DepositOf is how far a deposit invoice is cashed.
func DepositOf(r *db.Read, id db.ID) (Deposit, error) {
	d, err := db.One[Deposit](r, qDeposit, id)
	if err == db.ErrNone {
		err = refuse.New(refuse.Missing, "invoice.unknown", "invoice", id.Text(Prefix))
	}
	return d, err
}
