package stock

import (
	"math"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/seller"
)

const expectedColumns = `id, entity, number, item, warehouse, quantity, received, cancelled, expected_on, reference, unit_cost, version`

var (
	qExpected       = db.Q("stock.expected.by_id", `select `+expectedColumns+` from expected_receipt where id = $1`)
	qExpectedNumber = db.Q("stock.expected.by_number", `select `+expectedColumns+` from expected_receipt where number = $1 and entity = $2`)
	qExpectedLock   = db.Q("stock.expected.lock", `select `+expectedColumns+` from expected_receipt where id = $1`).Locks(db.Document)
	qNewExpected    = db.Q("stock.expected.insert", `insert into expected_receipt (`+expectedColumns+`, open) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,1,$12)`)
	qSaveExpected   = db.Q("stock.expected.save", `update expected_receipt set quantity = $2, received = $3, cancelled = $4, expected_on = $5, reference = $6, open = $8, unit_cost = $9,
		version = version + 1 where id = $1 and version = $7`)
	qExpectedDue = db.Q("stock.expected.due", `select `+expectedColumns+` from expected_receipt where open > 0
		and entity = $1 and (expected_on, id) > ($2, $3) and expected_on <= $4 order by expected_on, id limit $5`)
	qExpectedPast = db.Q("stock.expected.past", `select `+expectedColumns+` from expected_receipt where open = 0
		and entity = $1 and id < $2 order by id desc limit $3`)
	qExpectedDueCount  = db.Q("stock.expected.due.count", db.CountBegins+`expected_receipt where open > 0 and entity = $1 and expected_on <= $2`+db.CountEnds)
	qExpectedPastCount = db.Q("stock.expected.past.count", db.CountBegins+`expected_receipt where open = 0 and entity = $1`+db.CountEnds)
	qExpectedOf        = db.Q("stock.expected.of", `select `+expectedColumns+` from expected_receipt where open > 0 and item = $1 and entity = $2 order by expected_on, id`)
)

// FindExpected returns an expected receipt by id or number.
func FindExpected(r *db.Read, ref string) (x Expected, err error) {
	if id, ok := db.ParseID(ExpectedPrefix, ref); ok {
		x, err = db.One[Expected](r, qExpected, id)
	} else {
		x, err = db.One[Expected](r, qExpectedNumber, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && x.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "stock.expected_unknown", "expected", ref)
	}
	return x, err
}

func lockExpected(w *db.Write, ref string) (Expected, error) {
	x, err := FindExpected(w.Read, ref)
	if err != nil {
		return x, err
	}
	return db.Lock[Expected](w, qExpectedLock, x.ID)
}

// ExpectedView is an expected receipt as doors show it.
type ExpectedView struct {
	ID         string         `json:"id"`
	Number     string         `json:"number"`
	SKU        string         `json:"sku"`
	Name       string         `json:"name"`
	Warehouse  string         `json:"warehouse"`
	Quantity   money.Quantity `json:"quantity" doc:"announced"`
	Received   money.Quantity `json:"received"`
	Cancelled  money.Quantity `json:"cancelled"`
	Left       money.Quantity `json:"left" doc:"still to come"`
	ExpectedOn day.Day        `json:"expected_on"`
	Late       bool           `json:"late" doc:"its day has passed: it promises nothing until it has a new one"`
	State      string         `json:"state" doc:"expected, partly_received, received, cancelled"`
	Reference  string         `json:"reference" doc:"of the supplier"`
	UnitCost   money.Price    `json:"unit_cost" doc:"0: nobody said"`
	Currency   money.Currency `json:"currency" doc:"of the cost: the company's"`
}

func viewExpected(r *db.Read, x Expected, today day.Day) (ExpectedView, error) {
	v := ExpectedView{ID: x.ID.Text(ExpectedPrefix), Number: x.Number, Quantity: x.Quantity, Received: x.Received, Cancelled: x.Cancelled, Left: x.Left(),
		ExpectedOn: x.ExpectedOn, Late: x.Late(today), State: x.State(), Reference: x.Reference, UnitCost: x.UnitCost}
	i, err := catalog.Load(r, x.Item)
	if err != nil {
		return v, err
	}
	v.SKU, v.Name = i.SKU, i.Name
	e, err := seller.Load(r, x.Entity)
	if err != nil {
		return v, err
	}
	v.Currency = e.Currency
	v.Warehouse, err = Code(r, x.Warehouse)
	return v, err
}

// ExpectedID names one expected receipt.
type ExpectedID struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// ShowExpected returns one expected receipt.
func ShowExpected(r *db.Read, in ExpectedID) (ExpectedView, error) {
	x, err := FindExpected(r, in.ID)
	if err != nil {
		return ExpectedView{}, err
	}
	return viewExpected(r, x, r.Day())
}

// ExpectedFilter asks for a list of expected receipts.
type ExpectedFilter struct {
	db.Paging
	SKU   string `query:"sku" json:"sku,omitempty" doc:"what is still to come of this item, on one page"`
	State string `query:"state" json:"state,omitempty" enum:"open,late,done," doc:"open when left out; late: open, its day has passed"`
}

// never is after every day.
const never day.Day = 1 << 40 // days

// ListExpected pages through what is to come, by its day; what is done, the
// latest first.
func ListExpected(r *db.Read, in ExpectedFilter) (db.Counted[ExpectedView], error) {
	rows, err := db.Page[Expected]{}, error(nil)
	until, count, args := never, qExpectedDueCount, []any{r.Entity}
	switch {
	case in.SKU != "":
		i, err := catalog.Find(r, in.SKU)
		if err != nil {
			return db.Counted[ExpectedView]{}, err
		}
		in.Paging = db.Paging{}
		if rows.Items, err = ExpectedOf(r, i.ID); err != nil {
			return db.Counted[ExpectedView]{}, err
		}
	case in.State == "done":
		rows, err = in.past(r)
		count = qExpectedPastCount
	default:
		if in.State == "late" {
			until = r.Day() - 1
		}
		rows, err = in.due(r, until)
		args = append(args, until)
	}
	if err != nil {
		return db.Counted[ExpectedView]{}, err
	}
	page, err := db.Shown(rows, func(x Expected) (ExpectedView, error) { return viewExpected(r, x, r.Day()) })
	if err != nil {
		return db.Counted[ExpectedView]{}, err
	}
	return db.Count(r, in.Paging, page, count, args...)
}

// past is a page of what is done, the latest first.
func (in ExpectedFilter) past(r *db.Read) (db.Page[Expected], error) {
	before, err := in.First()
	if err != nil {
		return db.Page[Expected]{}, err
	}
	if before == 0 {
		before = math.MaxInt64
	}
	rows, err := db.All[Expected](r, qExpectedPast, r.Entity, before, in.Rows()+1)
	return db.Paged(in.Paging, rows, func(x Expected) db.ID { return x.ID }), err
}

// due is a page of what is to come until a day.
func (in ExpectedFilter) due(r *db.Read, until day.Day) (db.Page[Expected], error) {
	after, err := in.After(2)
	if err != nil {
		return db.Page[Expected]{}, err
	}
	rows, err := db.All[Expected](r, qExpectedDue, r.Entity, after[0], after[1], until, in.Rows()+1)
	return db.PagedBy(in.Paging, rows, func(x Expected) []db.ID { return []db.ID{db.ID(x.ExpectedOn), x.ID} }), err
}

// ExpectedOf is what is still to come of an item, by its day.
func ExpectedOf(r *db.Read, item db.ID) ([]Expected, error) {
	return db.All[Expected](r, qExpectedOf, item, r.Entity)
}
