package invoice

import (
	"fmt"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qDepositPage = db.Q("invoice.check.deposits", `select `+depositColumns+` from deposit where id > $1 order by id limit $2`).Scans()
	qLostDeposit = db.Q("invoice.check.lost_deposits", `select i.id, i.number, 'has no deposit' from invoice i left join deposit d on d.id = i.id where i.type = '386' and d.id is null
		union all select d.id, d.reference, 'has no deposit invoice' from deposit d left join invoice i on i.id = d.id and i.type = '386' where i.id is null
		union all select m.deposit, '', 'moved without its deposit or its fact' from deposit_move m left join deposit d on d.id = m.deposit left join event e on e.id = m.event
			where d.id is null or d.entity <> m.entity or e.id is null or e.day <> m.day
		union all select o.id, o.number, 'order keeps another amount than its deposits hold' from sales_order o left join
			(select order_id, sum(cashed - deducted - credited) as held from deposit group by order_id) h on h.order_id = o.id where o.deposit <> coalesce(h.held, 0)
		order by 1 limit 1000`).Scans()
	qDepositMoves = db.Q("invoice.check.deposit_moves", `select event, n, kind, source, day, net, tax, net_home, tax_home from deposit_move where deposit = $1 order by event, n`)
	qDepositFlows = db.Q("invoice.check.deposit_flows", `select m.entity, d.customer, d.currency, m.day, cast(sum(case when m.kind = 'cashed' then m.net else -m.net end) as bigint),
		cast(sum(case when m.kind = 'cashed' then m.net_home else -m.net_home end) as bigint)
		from deposit_move m join deposit d on d.id = m.deposit where m.kind <> 'claimed' group by m.entity, d.customer, d.currency, m.day`).Scans()
	qTakenOf    = db.Q("invoice.check.deducted", `select n, original_n, net, prepaid from invoice_line where invoice = $1 and deposit = $2 order by n`)
	qDepositsIn = db.Q("invoice.check.deposit_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event
		where id > $1 and (type = 'payment.deposited' or type = 'payment.deposit_back' or type = 'payment.deposit_claimed') order by id limit $2`).Scans()
)

// depositMove is a row of deposit_move.
type depositMove struct {
	Event  db.ID
	N      int64
	Kind   string
	Source db.ID
	Day    day.Day
	Net    money.Amount
	Tax    money.Amount

	NetHome money.Amount
	TaxHome money.Amount
}

// Advances checks the deposits: each is its deposit invoice and what its facts
// moved, line by line, each with its entry and the tax that fell due
// (deposit.facts); what is held is never negative, is what its order keeps, and
// the sum of it before tax is account 4191, day by day, by customer and currency,
// in the company's currency too (deposit.equals_ledger); there each deposit leaves
// at what it was cashed at (deposit.booked). What is awaited is in none of them.
func Advances(r *db.Read) (out []db.Breach, err error) {
	lost, err := db.All[struct {
		ID          db.ID
		Number, Why string
	}](r, qLostDeposit)
	if err != nil {
		return nil, err
	}
	for _, l := range lost {
		out = append(out, db.Breach{Check: "deposit.facts", What: fmt.Sprintf("deposit %s (%d)", l.Number, l.ID), Why: l.Why})
	}
	told := map[db.ID]bool{}
	err = db.Pages(r, qDepositPage, func(d Deposit) db.ID { return d.ID }, func(page []Deposit) error {
		for _, d := range page {
			more, err := d.breaches(r, told)
			if err != nil {
				return err
			}
			out = append(out, more...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = db.Pages(r, qDepositsIn, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			if !told[e.ID] {
				out = append(out, db.Breach{Check: "deposit.facts", What: fmt.Sprintf("fact %d", e.ID), Why: e.Type + " moved no deposit"})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	more, err := onLedger(r)
	return append(out, more...), err
}

// onLedger compares account 4191 with the deposits, day by day.
func onLedger(r *db.Read) (out []db.Breach, err error) {
	flows, err := ledger.Flows(r, ledger.Deposits)
	if err != nil {
		return nil, err
	}
	moves, err := db.All[ledger.Flow](r, qDepositFlows)
	if err != nil {
		return nil, err
	}
	sum := map[ledger.Flow]ledger.Worth{}
	for _, f := range append(flows, moves...) { // a credit balance: negative
		k := f
		k.Amount, k.Home = 0, 0
		sum[k] = ledger.Worth{Amount: sum[k].Amount + f.Amount, Home: sum[k].Home + f.Home}
	}
	for k, difference := range sum {
		if difference != (ledger.Worth{}) && len(out) < 1000 {
			out = append(out, db.Breach{Check: "deposit.equals_ledger", What: fmt.Sprintf("customer %d", k.Holder),
				Why: fmt.Sprintf("on day %d deposits and the ledger differ by %d %s, worth %d", k.Day, difference.Amount, k.Currency, difference.Home)})
		}
	}
	return out, nil
}

func (d Deposit) breaches(r *db.Read, told map[db.ID]bool) ([]db.Breach, error) {
	v, moved, err := d.whole(r)
	if err == db.ErrNone {
		return nil, nil // named already
	}
	if err != nil {
		return nil, err
	}
	c := &checker{v: v}
	sum := func(kind string) money.Amount {
		net, tax := sums(movedOf(v, moved, ofKind(kind)))
		return net + tax
	}
	want := Deposit{v.ID, v.Entity, v.Order, v.Customer, v.Currency, receivable.Normal(v.Number), v.Total,
		sum(moveCashed), sum(moveDeducted), sum(moveCredited), sum(moveClaimed), d.Closed, d.Version}
	c.differ("deposit.facts", "deposit", d, want)
	for _, a := range movedOf(v, moved, held) {
		if a.Net < 0 {
			c.differ("deposit.facts", fmt.Sprintf("held of line %d", a.N), a.Net, 0)
		}
	}
	rows, err := db.All[depositMove](r, qDepositMoves, d.ID)
	if err != nil {
		return nil, err
	}
	had := movedOf(v, nil, held)
	used := map[db.ID][]advance{}
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Event == rows[0].Event {
			n++
		}
		group := rows[:n]
		rows = rows[n:]
		told[group[0].Event] = true
		if why, err := leaves(had, used, group); err != nil {
			return nil, err
		} else if why != "" {
			c.differ("deposit.booked", fmt.Sprintf("fact %d: %s", group[0].Event, why), group, "")
		}
		why, err := d.follow(r, v, group)
		if err != nil {
			return nil, err
		}
		if why != "" {
			c.differ("deposit.facts", fmt.Sprintf("fact %d: %s", group[0].Event, why), group, "")
		}
	}
	notes, err := db.All[Invoice](r, qNotesOf, d.ID)
	if err != nil {
		return nil, err
	}
	c.differ("deposit.facts", "cancelled, by its credit notes", d.Closed, len(notes) > 0)
	return c.out, nil
}

// leaves compares what a fact took of the lines of a deposit with what the money
// they hold was booked at, and moves them: what goes takes its part, the last all
// that is left, and what comes back is as it went.
func leaves(had []advance, used map[db.ID][]advance, group []depositMove) (why string, err error) {
	for _, m := range group {
		if m.N < 1 || m.N > int64(len(had)) {
			return "is of no line", nil
		}
		moved := advance{m.N, m.Net, m.Tax, m.NetHome, m.TaxHome}
		line := &had[m.N-1]
		want := moved
		if used[m.Source] == nil {
			used[m.Source] = make([]advance, len(had))
		}
		so := &used[m.Source][m.N-1]
		switch {
		case m.Kind == moveDeducted && m.Net < 0:
			want = advance{m.N, -so.Net, -so.Tax, -so.NetHome, -so.TaxHome}
		case m.Kind == moveDeducted || m.Kind == moveCredited:
			if want, err = line.part(m.Net, m.Tax); err != nil {
				return "", err
			}
		case m.Kind == moveCashed && m.Net < 0, m.Kind == moveClaimed:
			want.NetHome, want.TaxHome = so.NetHome, so.TaxHome
			if m.Kind == moveCashed {
				want.NetHome, want.TaxHome = -so.NetHome, -so.TaxHome
			}
		}
		if moved != want {
			why = fmt.Sprintf("was booked at %v, should be %v", moved, want)
		}
		sign := held(movedAdvance{Kind: m.Kind})
		*line = advance{m.N, line.Net + sign*m.Net, line.Tax + sign*m.Tax, line.NetHome + sign*m.NetHome, line.TaxHome + sign*m.TaxHome}
		if m.Kind == moveClaimed {
			moved = advance{m.N, -m.Net, -m.Tax, -m.NetHome, -m.TaxHome}
		}
		*so = advance{m.N, so.Net + moved.Net, so.Tax + moved.Tax, so.NetHome + moved.NetHome, so.TaxHome + moved.TaxHome}
	}
	return why, nil
}

// follow compares what one fact moved of a deposit with what it should have, its
// entry and its taxes.
func (d Deposit) follow(r *db.Read, v Invoice, group []depositMove) (string, error) {
	e, err := db.One[db.Event](r, qFact, group[0].Event)
	if err == db.ErrNone {
		return "has no fact", nil
	}
	if err != nil {
		return "", err
	}
	parts := make([]advance, len(group))
	for i, m := range group {
		parts[i] = advance{m.N, m.Net, m.Tax, m.NetHome, m.TaxHome}
		if m.Kind != group[0].Kind || m.Source != group[0].Source {
			return "is of two kinds", nil
		}
	}
	switch kind := group[0].Kind; {
	case (kind == moveCashed || kind == moveClaimed) && group[0].Source != e.Object("payment"):
		return "came by another payment", nil
	case kind == moveCashed && (e.Type == "payment.deposited" || e.Type == "payment.deposit_back"):
		return d.cashedBy(r, e, v, parts)
	case kind == moveClaimed && e.Type == "payment.deposit_claimed":
		return d.claimedBy(r, e, parts)
	case kind == moveDeducted && (e.Type == "invoice.issued" || e.Type == "invoice.credited"), kind == moveCredited && e.Type == "invoice.credited":
		return d.lines(r, e, kind, group[0].Source, parts)
	}
	return "is of a fact " + e.Type, nil
}

// cashedBy compares what was cashed with its fact, its entry and its taxes.
func (d Deposit) cashedBy(r *db.Read, e db.Event, v Invoice, parts []advance) (string, error) {
	var said struct {
		Amount   money.Amount   `json:"amount"`
		Currency money.Currency `json:"currency"`
		Home     money.Amount   `json:"home"`
	}
	x := worth(parts)
	if err := e.Read(&said); err != nil || said.Amount != x.Amount || said.Currency != d.Currency || said.Home != x.Said() || e.Object("invoice") != d.ID || e.Object("order") != d.Order || e.Object("customer") != d.Customer ||
		(e.Type == "payment.deposited") != (said.Amount > 0) {
		return "is not what its fact says", nil
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
	entry, err := cashed(ledger.Head{Day: e.Day, Currency: v.Currency}, s, v, parts, 1)
	if err != nil || !ledger.Same(legs, entry) {
		return "has another entry", nil
	}
	moves, err := v.moves(s, parts)
	if err != nil {
		return "", err
	}
	return MovedBy(r, e, d.ID, e.Object("payment"), moves)
}

// claimedBy compares what was owed again with its fact and its open item.
func (d Deposit) claimedBy(r *db.Read, e db.Event, parts []advance) (string, error) {
	x := worth(parts)
	items, err := receivable.ItemsOf(r, d.ID)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(items, func(i receivable.Item) bool { return i.Event == e.ID })
	var said struct {
		Amount money.Amount `json:"amount"`
		Home   money.Amount `json:"home"`
	}
	if err := e.Read(&said); err != nil || at < 0 || items[at].Total != x.Amount || items[at].Home != x.Home || said.Amount != x.Amount || said.Home != x.Said() || items[at].IssuedOn != e.Day ||
		items[at].DueOn != e.Day || items[at].Customer != d.Customer || items[at].Reference != d.Reference || items[at].Entity != d.Entity {
		return "has no open item like it", nil
	}
	return "", nil
}

// lines compares what an invoice deducted, or a credit note gave back, with the
// lines of it.
func (d Deposit) lines(r *db.Read, e db.Event, kind string, source db.ID, parts []advance) (string, error) {
	type line struct {
		N, Line      int64
		Net, Prepaid money.Amount
	}
	rows, err := db.All[line](r, qTakenOf, e.Object("invoice"), d.ID)
	if err != nil {
		return "", err
	}
	note := e.Type == "invoice.credited"
	want := e.Object("invoice")
	if kind == moveDeducted && note {
		want = originalOf(e)
	}
	if source != want {
		return "came by another document", nil
	}
	if kind == moveCredited { // its lines say what was awaited too: the entry is checked with the note
		return "", nil
	}
	nets, totals := map[int64]money.Amount{}, map[int64]money.Amount{}
	paid := slices.ContainsFunc(rows, func(l line) bool { return l.Prepaid != 0 })
	for _, l := range rows {
		if note { // its line names that of the invoice
			l.Line, l.Net, l.Prepaid = 0, -l.Net, -l.Prepaid
		}
		nets[l.Line], totals[l.Line] = nets[l.Line]+l.Net, totals[l.Line]+l.Prepaid
	}
	for _, a := range parts {
		if note {
			a.N = 0
		}
		nets[a.N], totals[a.N] = nets[a.N]+a.Net, totals[a.N]+a.total()
	}
	for n, net := range nets {
		if net != 0 || paid && totals[n] != 0 {
			return "deducts another amount", nil
		}
	}
	return "", nil
}

// originalOf is the invoice a credit note's fact is against.
func originalOf(e db.Event) db.ID {
	for _, o := range e.Touched() {
		if o.Kind == "invoice" && o.As == "original" {
			return o.ID
		}
	}
	return 0
}
