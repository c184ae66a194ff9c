package invoice

import (
	"cmp"
	"fmt"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

const moveColumns = `code, rate, cast(sum(base) as bigint), cast(sum(due) as bigint), cast(sum(pending_base) as bigint), cast(sum(pending) as bigint),
	cast(sum(base_home) as bigint), cast(sum(due_home) as bigint), cast(sum(pending_home) as bigint)`

var (
	qWaits = db.Q("invoice.waits", `select category, code, rate, base, amount, reason, pending_base, pending from invoice_tax
		where invoice = $1 and (pending <> 0 or pending_base <> 0) order by n`)
	qMoved   = db.Q("invoice.moved", `select `+moveColumns+` from tax_move where invoice = $1 group by code, rate order by code, rate`)
	qMovedBy = db.Q("invoice.moved_by", `select `+moveColumns+` from tax_move m join event e on e.id = m.event and e.type in ('invoice.tax_due', 'invoice.tax_back')
		where m.invoice = $1 and m.credit = $2 group by code, rate
		having sum(base) <> 0 or sum(due) <> 0 or sum(pending_base) <> 0 or sum(pending) <> 0 order by code, rate`)
	qMove = db.Q("invoice.move.insert", `insert into tax_move (event, n, entity, invoice, credit, day, code, rate, base, due, pending_base, pending, base_home, due_home, pending_home)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`)
)

// waiting is what of an invoice's VAT still waits for its money.
func waiting(r *db.Read, id db.ID) (tax.Pending, error) {
	rows := db.Ask[tax.Row](r, qWaits, id)
	moved := db.Ask[tax.Moved](r, qMoved, id)
	whole, err := rows.All()
	if err != nil {
		return nil, err
	}
	gone, err := moved.All()
	return tax.PendingOf(whole).After(gone), err
}

// KeepMoves keeps what a fact moved of the taxes of an invoice; credit is what
// settled it.
func KeepMoves(w *db.Write, event, invoice, credit db.ID, d day.Day, moves []tax.Moved) {
	for i, m := range moves {
		w.Exec(qMove, event, i+1, w.Entity, invoice, credit, d, string(m.Code), m.Rate, m.Base, m.Due, m.PendingBase, m.Pending, m.BaseHome, m.DueHome, m.PendingHome)
	}
}

var (
	qMoveFacts = db.Q("invoice.check.moves", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('invoice.tax_due', 'invoice.tax_back') order by id limit $2`).Scans()
	qMovesOf    = db.Q("invoice.check.moves_of", `select entity, invoice, credit, day, n, code, rate, base, due, pending_base, pending, base_home, due_home, pending_home from tax_move where event = $1 order by n`)
	qStrayMoves = db.Q("invoice.check.stray_moves", `select m.event, m.n, m.invoice from tax_move m left join event e on e.id = m.event
		where e.id is null or e.type not in ('invoice.tax_due', 'invoice.tax_back', 'invoice.credited', 'invoice.replaced', 'payment.discounted', 'payment.discount_taken_back', 'payment.difference_written_off', 'payment.difference_taken_back',
			'payment.deposited', 'payment.deposit_back', 'loss.written_off', 'loss.recovered')
		order by m.event, m.n limit 1000`).Scans()
	qWaitsAll = db.Q("invoice.check.waits", `select t.invoice, i.number, i.entity, i.currency, t.pending, coalesce(m.pending, 0), coalesce(m.pending_home, 0), i.total, i.home, coalesce(x.total, 0), coalesce(x.open, 0), e.currency from
		(select invoice, code, rate, pending_base, pending from invoice_tax where pending <> 0 or pending_base <> 0) t
		join invoice i on i.id = t.invoice and i.type in ('380', '384') join entity e on e.id = i.entity
		left join (select invoice, code, rate, cast(sum(pending) as bigint) as pending, cast(sum(pending_home) as bigint) as pending_home from tax_move group by invoice, code, rate) m
			on m.invoice = t.invoice and m.code = t.code and m.rate = t.rate
		left join (select document, cast(sum(total) as bigint) as total, cast(sum(open) as bigint) as open from open_item group by document) x on x.document = t.invoice
		order by t.invoice, t.code, t.rate`).Scans()
	qUses = db.Q("invoice.check.uses", `select m.invoice, m.credit, coalesce(a.amount, 0) from
		(select invoice, credit from tax_move group by invoice, credit having sum(pending) <> 0) m left join
		(select d.document, coalesce(a.credit, a.debit) as credit, cast(sum(a.amount) as bigint) as amount from application a join open_item d on d.id = a.debit
			group by d.document, coalesce(a.credit, a.debit)) a
			on a.document = m.invoice and a.credit = m.credit
		where coalesce(a.amount, 0) <= 0 and not exists (select 1 from invoice n where n.id = m.credit and n.original = m.invoice and n.type = '384') order by m.invoice limit 1000`).Scans()
)

// Pendings checks the VAT on receipts: what a settlement moved is what its fact
// says and its entry posts (tax.moved); what waits is within the invoice's, all
// of it while nothing is settled, none when all is, and account 44574 is the
// sum of it over the invoices, by company and currency, in that of the books too
// (tax.pending).
func Pendings(r *db.Read) (out []db.Breach, err error) {
	err = db.Pages(r, qMoveFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			why, err := due(r, e)
			if err != nil {
				return err
			}
			if why != "" {
				out = append(out, db.Breach{Check: "tax.moved", What: fmt.Sprintf("fact %d", e.ID), Why: why})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	stray, err := db.All[struct{ Event, N, Invoice db.ID }](r, qStrayMoves)
	if err != nil {
		return nil, err
	}
	for _, m := range stray {
		out = append(out, db.Breach{Check: "tax.moved", What: fmt.Sprintf("row %d of fact %d", m.N, m.Event), Why: "has no fact that moves tax"})
	}
	more, err := waits(r)
	return append(out, more...), err
}

// due compares a fact that made VAT due, or took that back, with its rows and
// its entry.
func due(r *db.Read, e db.Event) (string, error) {
	var said moved
	if err := e.Read(&said); err != nil {
		return err.Error(), nil
	}
	why, err := MovedBy(r, e, e.Object("invoice"), cmp.Or(e.Object("payment"), e.Object("credit")), said.Moves)
	if why != "" || err != nil {
		return why, err
	}
	v, err := db.One[Invoice](r, qByID, e.Object("invoice"))
	if err == db.ErrNone {
		return "is of no invoice", nil
	}
	if err != nil {
		return "", err
	}
	s, err := seller.Load(r, v.Entity)
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
	entry, err := ledger.TaxDue(ledger.Chart(s.Chart()), ledger.Head{Day: e.Day, Currency: v.Currency}, said.Moves, v.Currency != s.Currency, e.Type == "invoice.tax_back")
	if err != nil || !ledger.Same(legs, entry) {
		return "has another entry", nil
	}
	if v.Currency == s.Currency || e.Type == "invoice.tax_back" { // what is taken back is the sum of what it was
		return "", nil
	}
	credit, err := receivable.ItemByID(r, cmp.Or(e.Object("payment"), e.Object("credit")))
	if err == db.ErrNone {
		return "is of no money", nil
	}
	if err != nil {
		return "", err
	}
	for _, m := range said.Moves {
		if at, err := cashedAt(credit, m); err != nil || at != m {
			return fmt.Sprintf("fell due at another rate than its money: %v, should be %v", m, at), nil
		}
	}
	return "", nil
}

// moveRow is a row of tax_move.
type moveRow struct {
	Entity, Invoice, Credit db.ID
	Day                     day.Day
	N                       int64
	tax.Moved
}

// MovedBy compares the rows a fact wrote with what it should have: "" when they
// are the same.
func MovedBy(r *db.Read, e db.Event, invoice, credit db.ID, moves []tax.Moved) (string, error) {
	rows, err := db.All[moveRow](r, qMovesOf, e.ID)
	if err != nil {
		return "", err
	}
	want := make([]moveRow, len(moves))
	for i, m := range moves {
		want[i] = moveRow{e.Entity, invoice, credit, e.Day, int64(i + 1), m}
	}
	if !slices.Equal(rows, want) {
		return fmt.Sprintf("moved %v, should be %v", rows, want), nil
	}
	return "", nil
}

// waits compares what waits with what is open, and with the ledger.
func waits(r *db.Read) (out []db.Breach, err error) {
	rows, err := db.All[struct {
		Invoice     db.ID
		Number      string
		Entity      db.ID
		Currency    money.Currency
		Whole, Gone money.Amount
		GoneHome    money.Amount
		Billed      money.Amount // total of the invoice, and its worth
		Home        money.Amount
		Total, Open money.Amount
		Books       money.Currency
	}](r, qWaitsAll)
	if err != nil {
		return nil, err
	}
	type place struct {
		entity   db.ID
		currency money.Currency
	}
	sum := map[place]ledger.Worth{}
	add := func(p place, amount, home money.Amount) {
		sum[p] = ledger.Worth{Amount: sum[p].Amount + amount, Home: sum[p].Home + home}
	}
	for _, w := range rows {
		left := w.Whole - w.Gone
		home, err := ledger.Worth{Amount: w.Billed, Home: w.Home}.Of(w.Whole)
		if err != nil {
			return nil, err
		}
		if home -= w.GoneHome; w.Currency == w.Books {
			home = left
		}
		add(place{w.Entity, w.Currency}, left, home)
		if left == 0 && home != 0 {
			out = append(out, db.NotEqual("tax.pending", "invoice "+w.Number, "what nothing waits of is worth", home, 0))
		}
		if left < 0 || left > w.Whole || w.Open == 0 && left != 0 || w.Open == w.Total && left != w.Whole {
			out = append(out, db.NotEqual("tax.pending", "invoice "+w.Number, fmt.Sprintf("what waits, %d of %d open", w.Open, w.Total), left, w.Whole))
		}
	}
	flows, err := ledger.Flows(r, ledger.TaxPending)
	if err != nil {
		return nil, err
	}
	for _, f := range flows {
		add(place{f.Entity, f.Currency}, f.Amount, f.Home) // a credit balance: negative
	}
	for p, difference := range sum {
		if difference != (ledger.Worth{}) {
			out = append(out, db.Breach{Check: "tax.pending", What: fmt.Sprintf("company %d", p.entity), Why: fmt.Sprintf("invoices have %d %s more waiting than the ledger, worth %d", difference.Amount, p.currency, difference.Home)})
		}
	}
	uses, err := db.All[struct{ Invoice, Credit, Amount db.ID }](r, qUses)
	for _, u := range uses {
		out = append(out, db.Breach{Check: "tax.pending", What: fmt.Sprintf("invoice %d", u.Invoice), Why: fmt.Sprintf("%d moved its tax and settles nothing of it", u.Credit)})
	}
	return out, err
}
