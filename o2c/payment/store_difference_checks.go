package payment

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
)

var (
	qDifferenceRow  = db.Q("payment.check.difference", `select `+differenceColumns+` from small_difference where id = $1`)
	qDifferenceItem = db.Q("payment.check.difference_item", `select open from open_item where id = $1 and kind = 'difference' and document = id and total = $2 and event = $3 and issued_on = $4
		and home = case when cast($5 as bigint) = 0 then total when total > 0 then $5 else -$5 end`)
	qAstray = db.Q("payment.check.stray_differences", `select s.id from small_difference s left join event e on e.id = s.event left join event b on b.id = s.taken_back
		left join open_item i on i.id = s.id left join open_item p on p.id = s.payment
		where e.id is null or e.type <> 'payment.difference_written_off' or s.taken_back <> 0 and (b.id is null or b.type <> 'payment.difference_taken_back')
			or i.id is null or p.id is null or p.kind <> 'payment'
		union all select i.id from open_item i left join small_difference s on s.id = i.id where i.kind = 'difference' and s.id is null order by 1 limit 1000`).Scans()
)

// differenceOf compares a fact of a small difference with its row, its item,
// what it settled, its moves of tax and its entry.
func differenceOf(r *db.Read, f db.Event, applied money.Amount) (string, error) {
	var said differed
	if err := f.Read(&said); err != nil {
		return err.Error(), nil
	}
	t, err := db.One[difference](r, qDifferenceRow, f.Object("difference"))
	if err == db.ErrNone {
		return "is of no difference", nil
	}
	if err != nil {
		return "", err
	}
	back := f.Type == "payment.difference_taken_back"
	want := difference{t.ID, f.Entity, f.Object("payment"), f.Object("invoice"), said.Amount, f.ID, t.TakenBack}
	if back {
		want.Event, want.TakenBack = t.Event, f.ID
	}
	settled := said.Amount.Abs()
	if back {
		settled = -settled
	}
	// What a returned payment had paid too much is freed by its return.
	if t != want || applied != settled && (!back || t.Amount > 0 || applied != 0) {
		return fmt.Sprintf("is of %v, should be %v (applied %d)", t, want, applied), nil
	}
	if !back {
		items, err := db.All[money.Amount](r, qDifferenceItem, t.ID, -t.Amount, f.ID, f.Day, said.Home)
		if err != nil || len(items) != 1 || items[0] != 0 {
			return "has no item, settled whole", err
		}
	}
	if why, err := invoice.MovedBy(r, f, t.Invoice, t.ID, said.Moves); why != "" || err != nil {
		return why, err
	}
	return entryOf(r, f, func(c ledger.Chart, h ledger.Head, _ money.Amount) (ledger.Entry, error) {
		h.Worth = ledger.Worth{Amount: said.Amount.Abs(), Home: said.Home}
		return ledger.SmallDifference(c, h, int64(f.Object("customer")), said.Amount, said.Moves, back)
	})
}

// astray are the differences without their facts or items.
func astray(r *db.Read) (out []db.Breach, err error) {
	list, err := db.All[db.ID](r, qAstray)
	for _, id := range list {
		out = append(out, db.Breach{Check: "payment.facts", What: fmt.Sprintf("difference %d", id), Why: "does not go with its facts and its item"})
	}
	return out, err
}
