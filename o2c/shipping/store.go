package shipping

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
)

const (
	columns     = `id, entity, number, order_id, customer, warehouse, state, planned_on, shipped_on, delivered_on, unbilled, billed, taken_over, version`
	lineColumns = `shipment, n, order_n, item, kind, quantity, picked, cost`
)

var (
	qByID     = db.Q("shipping.by_id", `select `+columns+` from shipment where id = $1`)
	qByNumber = db.Q("shipping.by_number", `select `+columns+` from shipment where number = $1 and entity = $2`)
	qLock     = db.Q("shipping.lock", `select `+columns+` from shipment where id = $1`).Locks(db.Document)
	qLines    = db.Q("shipping.lines", `select `+lineColumns+` from shipment_line where shipment = $1 order by n`)
	qLinesOf  = db.Q("shipping.lines_of_order", `select l.shipment, l.n, l.order_n, l.item, l.kind, l.quantity, l.picked, l.cost
		from shipment s join shipment_line l on l.shipment = s.id where s.order_id = $1 and l.order_id = $1 order by l.shipment, l.n`)
	qOfOrder = db.Q("shipping.of_order", `select `+columns+` from shipment where order_id = $1 order by id`)
	// Picked goods are taken from what is reserved; services reserve nothing.
	qPlanned = db.Q("shipping.planned", `select l.order_n, cast(sum(l.quantity - case l.kind when 'goods' then l.picked else 0 end) as bigint) from shipment s join shipment_line l on l.shipment = s.id
		where s.order_id = $1 and l.order_id = $1 and (s.state = 'to_pick' or s.state = 'picking' or s.state = 'packed') group by l.order_n`)
	qInsert     = db.Q("shipping.insert", `insert into shipment (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,1)`).Gather()
	qInsertLine = db.Q("shipping.line.insert", `insert into shipment_line (`+lineColumns+`, order_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`).Gather()
	qSave       = db.Q("shipping.save", `update shipment set state=$2, shipped_on=$3, delivered_on=$4, unbilled=$5, billed=$6, version=version+1 where id=$1 and version=$7 and order_id=$8`).Gather()
	qSaveLine   = db.Q("shipping.line.save", `update shipment_line set quantity=$3, picked=$4, cost=$5 where shipment=$1 and n=$2`)
	qDropLine   = db.Q("shipping.line.drop", `delete from shipment_line where shipment=$1 and n=$2`)
	qProof      = db.Q("shipping.proof", `select shipment, name, note, file from delivery_proof where shipment = $1`)
	qNewProof   = db.Q("shipping.proof.insert", `insert into delivery_proof (shipment, name, note, file) values ($1,$2,$3,$4)`)
	qList       = db.Q("shipping.list", `select `+columns+` from shipment where entity = $1 and id > $2 and ($3 = '' or state = $3) order by id limit $4`).Scans()
)

// Find returns a shipment by id or number, with its lines.
func Find(r *db.Read, ref string) (Shipment, error) {
	s, err := head(r, ref)
	if err != nil {
		return s, err
	}
	s.Lines, err = db.All[Line](r, qLines, s.ID)
	return s, err
}

func head(r *db.Read, ref string) (Shipment, error) {
	var s Shipment
	var err error
	if id, ok := db.ParseID(Prefix, ref); ok {
		s, err = db.One[Shipment](r, qByID, id)
	} else {
		s, err = db.One[Shipment](r, qByNumber, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && s.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "shipping.unknown", "shipment", ref)
	}
	return s, err
}

// lock reads a shipment under its lock; the order's was taken before it.
func lock(w *db.Write, id db.ID) (Shipment, error) {
	if err := w.Climb(db.Document); err != nil {
		return Shipment{}, err
	}
	head := db.Ask[Shipment](w.Read, qLock, id)
	rows := db.Ask[Line](w.Read, qLines, id)
	s, err := head.One()
	if err != nil {
		return s, err
	}
	s.Lines, err = rows.All()
	return s, err
}

// OfOrder returns the shipments of an order, oldest first, with their lines.
func OfOrder(r *db.Read, order db.ID) ([]Shipment, error) { return AskOfOrder(r, order)() }

// AskOfOrder is OfOrder, asked now and answered when the function is called.
func AskOfOrder(r *db.Read, order db.ID) func() ([]Shipment, error) {
	heads := db.Ask[Shipment](r, qOfOrder, order)
	lines := db.Ask[Line](r, qLinesOf, order)
	return func() ([]Shipment, error) {
		list, err := heads.All()
		if err != nil {
			return nil, err
		}
		at := map[db.ID]int{}
		for i, s := range list {
			at[s.ID] = i
		}
		rows, err := lines.All()
		for _, l := range rows {
			s := &list[at[l.Shipment]]
			s.Lines = append(s.Lines, l)
		}
		return list, err
	}
}

func insert(w *db.Write, s Shipment) {
	w.Exec(qInsert, s.ID, s.Entity, s.Number, s.Order, s.Customer, s.Warehouse, s.State, s.PlannedOn, s.ShippedOn, s.DeliveredOn,
		s.Unbilled, s.Billed, s.TakenOver)
	for _, l := range s.Lines {
		w.Exec(qInsertLine, s.ID, l.N, l.OrderN, l.Item, l.Kind, l.Quantity, l.Picked, l.Cost, s.Order)
	}
}

func save(w *db.Write, old, s Shipment) {
	w.Exec1(qSave, s.ID, s.State, s.ShippedOn, s.DeliveredOn, s.Unbilled, s.Billed, old.Version, s.Order)
	for i, l := range s.Lines {
		if i < len(old.Lines) && l != old.Lines[i] {
			w.Exec1(qSaveLine, s.ID, l.N, l.Quantity, l.Picked, l.Cost)
		}
	}
}

// count keeps the balance of what is shipped and not invoiced.
func count(w *db.Write, currency money.Currency, old, s Shipment) {
	w.Move(credit.BalanceUnbilled, s.Customer, currency, unbilled(s)-unbilled(old))
}

// unbilled is what a shipment counts in exposure until it is invoiced.
func unbilled(s Shipment) money.Amount {
	if s.Billed {
		return 0
	}
	return s.Unbilled
}
