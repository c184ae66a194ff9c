package stock

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const countColumns = `id, entity, number, warehouse, state, started_on, posted_on, version`

var (
	qCount       = db.Q("stock.count.by_id", `select `+countColumns+` from stock_count where id = $1`)
	qCountNumber = db.Q("stock.count.by_number", `select `+countColumns+` from stock_count where number = $1 and entity = $2`)
	qCountLock   = db.Q("stock.count.lock", `select `+countColumns+` from stock_count where id = $1`).Locks(db.Document)
	qCountLines  = db.Q("stock.count.lines", `select stock_count, n, item, frozen, counted is not null, coalesce(counted, 0) from stock_count_line where stock_count = $1 order by n`)
	qItemsOf     = db.Q("stock.count.items", `select item from stock where warehouse = $1 order by item limit 5000`).Scans()
	qOnSheet     = db.Q("stock.count.on_sheet", `select c.number from stock_count c join stock_count_line l on l.stock_count = c.id
		where l.item = $1 and c.warehouse = $2 and c.state = 'open' limit 1`).Scans()
	qNewCount     = db.Q("stock.count.insert", `insert into stock_count (`+countColumns+`) values ($1,$2,$3,$4,$5,$6,$7,1)`)
	qNewCountLine = db.Q("stock.count.line.insert", `insert into stock_count_line (stock_count, n, item, frozen, counted) values ($1,$2,$3,$4,null)`)
	qCountLine    = db.Q("stock.count.line.counted", `update stock_count_line set counted = $3 where stock_count = $1 and n = $2`)
	qCountState   = db.Q("stock.count.state", `update stock_count set state = $2, posted_on = $3, version = version + 1 where id = $1 and version = $4`)
	qCounts       = db.Q("stock.counts", `select `+countColumns+` from stock_count where entity = $1 and id > $2 order by id limit $3`).Scans()
	qCountCount   = db.Q("stock.counts.count", db.CountBegins+`stock_count where entity = $1`+db.CountEnds)
)

// FindCount returns a count by id or number, with its lines.
func FindCount(r *db.Read, ref string) (c Count, err error) {
	if id, ok := db.ParseID(CountPrefix, ref); ok {
		c, err = db.One[Count](r, qCount, id)
	} else {
		c, err = db.One[Count](r, qCountNumber, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && c.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "stock.count", "count", ref)
	}
	if err != nil {
		return c, err
	}
	c.Lines, err = db.All[CountLine](r, qCountLines, c.ID)
	return c, err
}

// LockCount reads an open count under its lock.
func LockCount(w *db.Write, ref, event string) (Count, error) {
	c, err := FindCount(w.Read, ref)
	if err != nil {
		return c, err
	}
	if c, err = db.Lock[Count](w, qCountLock, c.ID); err != nil {
		return c, err
	}
	if err = c.can(event); err != nil {
		return c, err
	}
	c.Lines, err = db.All[CountLine](w.Read, qCountLines, c.ID)
	return c, err
}
