package rma

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

const (
	columns = `id, entity, number, order_id, shipment, customer, warehouse, state, outcome, reason, requested_on, credit_note,
		replacement, version`
	lineColumns = `rma, n, shipment_n, item, quantity, received, good, blocked, scrapped, credited, cost`
)

var (
	qByID     = db.Q("rma.by_id", `select `+columns+` from rma where id = $1`)
	qByNumber = db.Q("rma.by_number", `select `+columns+` from rma where number = $1 and entity = $2`)
	qLock     = db.Q("rma.lock", `select `+columns+` from rma where id = $1`).Locks(db.Document)
	qLines    = db.Q("rma.lines", `select `+lineColumns+` from rma_line where rma = $1 order by n`)
	// Of each line of a shipment: what is announced or came back, and what came back for good.
	qBack = db.Q("rma.back", `select l.shipment_n, cast(sum(case when r.state = 'refused' or r.outcome = 'rejected' then 0
			when r.state in ('requested', 'authorised') then l.quantity else l.received end) as bigint),
			cast(sum(case when r.outcome in ('accepted', 'replaced') then l.received else 0 end) as bigint)
		from rma r join rma_line l on l.rma = r.id where r.shipment = $1 group by l.shipment_n`)
	qInsert     = db.Q("rma.insert", `insert into rma (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,1)`)
	qInsertLine = db.Q("rma.line.insert", `insert into rma_line (`+lineColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`)
	qSave       = db.Q("rma.save", `update rma set state=$2, outcome=$3, credit_note=$4, replacement=$5, version=version+1 where id=$1 and version=$6`)
	qReplaced   = db.Q("rma.replacement", `update rma set replacement=$2, version=version+1 where id=$1 and replacement=0`)
	qSaveLine   = db.Q("rma.line.save", `update rma_line set received=$3, good=$4, blocked=$5, scrapped=$6, credited=$7, cost=$8 where rma=$1 and n=$2`)
	qList       = db.Q("rma.list", `select `+columns+` from rma where entity = $1 and id > $2 and ($3 = '' or state = $3) order by id limit $4`)
	qCount      = db.Q("rma.count", db.CountBegins+`rma where entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
)

// back is what of a line of a shipment is announced or came back, and what of
// it the house kept.
type back struct {
	ShipmentN int64
	Asked     money.Quantity
	Kept      money.Quantity
}

func head(r *db.Read, ref string) (v Return, err error) {
	if id, ok := db.ParseID(Prefix, ref); ok {
		v, err = db.One[Return](r, qByID, id)
	} else {
		v, err = db.One[Return](r, qByNumber, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && v.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "rma.unknown", "return", ref)
	}
	return v, err
}

// Find returns a return by id or number, with its lines.
func Find(r *db.Read, ref string) (Return, error) {
	v, err := head(r, ref)
	if err != nil {
		return v, err
	}
	v.Lines, err = db.All[Line](r, qLines, v.ID)
	return v, err
}

// lock reads a return under its lock.
func lock(w *db.Write, ref string) (Return, error) {
	v, err := head(w.Read, ref)
	if err != nil {
		return v, err
	}
	if v, err = db.Lock[Return](w, qLock, v.ID); err != nil {
		return v, err
	}
	v.Lines, err = db.All[Line](w.Read, qLines, v.ID)
	return v, err
}

func insert(w *db.Write, v Return) {
	w.Exec(qInsert, v.ID, v.Entity, v.Number, v.Order, v.Shipment, v.Customer, v.Warehouse, v.State, v.Outcome, v.Reason, v.RequestedOn,
		v.CreditNote, v.Replacement)
	for _, l := range v.Lines {
		w.Exec(qInsertLine, v.ID, l.N, l.ShipmentN, l.Item, l.Quantity, l.Received, l.Good, l.Blocked, l.Scrapped, l.Credited, l.Cost)
	}
}

func save(w *db.Write, old, v Return) {
	w.Exec1(qSave, v.ID, v.State, v.Outcome, v.CreditNote, v.Replacement, old.Version)
	for i, l := range v.Lines {
		if l != old.Lines[i] {
			w.Exec1(qSaveLine, v.ID, l.N, l.Received, l.Good, l.Blocked, l.Scrapped, l.Credited, l.Cost)
		}
	}
}

func emit(w *db.Write, typ string, v Return, body any, more ...db.Object) db.ID {
	return w.Emit(typ, body, append([]db.Object{db.Obj("rma", v.ID), db.Obj("order", v.Order), db.Obj("customer", v.Customer), db.Obj("shipment", v.Shipment)}, more...)...)
}
