package loss

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

const columns = `item, entity, customer, currency, booked, rate, impaired, written_off, tax_back, recovered, asked_by, version, booked_home, impaired_home`

// moved is the tax that facts of a claim moved, by rate.
const moved = `select m.code, m.rate, cast(sum(m.base) as bigint), cast(sum(m.due) as bigint), cast(sum(m.pending_base) as bigint), cast(sum(m.pending) as bigint),
	cast(sum(m.base_home) as bigint), cast(sum(m.due_home) as bigint), cast(sum(m.pending_home) as bigint)
	from tax_move m join event e on e.id = m.event `

var (
	qLoad   = db.Q("loss.load", `select `+columns+` from doubtful where item = $1`)
	qList   = db.Q("loss.list", `select `+columns+` from doubtful where entity = $1 and item > $2 order by item limit $3`)
	qCount  = db.Q("loss.count", db.CountBegins+`doubtful where entity = $1`+db.CountEnds)
	qInsert = db.Q("loss.insert", `insert into doubtful (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,1,$12,$13)`)
	qSave   = db.Q("loss.save", `update doubtful set booked=$2, rate=$3, impaired=$4, written_off=$5, tax_back=$6, recovered=$7, booked_home=$9, impaired_home=$10, version=version+1 where item=$1 and version=$8`)
	qAstray = db.Q("loss.astray", `select d.item from doubtful d where d.entity = $1 and d.booked <> (select i.open from open_item i where i.id = d.item) order by d.item`).Scans()
	qGone   = db.Q("loss.gone", moved+`where m.invoice = $1 and m.credit = $2 and e.type = 'loss.written_off' group by m.code, m.rate order by m.code, m.rate`)
	qAgain  = db.Q("loss.again", moved+`where m.invoice = $1 and m.credit = $2 and e.type = 'loss.recovered' group by m.code, m.rate order by m.code, m.rate`)
	qMoved  = db.Q("loss.moved", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where type like 'loss.%' and entity = $1 and day <= $2 order by id`).Scans()
	qNotes = db.Q("loss.notes", `select t.category, t.code, t.rate, t.base, t.amount, t.reason, t.pending_base, t.pending from invoice i join invoice_tax t on t.invoice = i.id
		where i.original = $1 and i.original is not null order by i.id, t.n`)
)

func load(r *db.Read, item db.ID) (Claim, error) {
	c, err := db.One[Claim](r, qLoad, item)
	if err == db.ErrNone {
		err = refuse.New(refuse.Conflict, "loss.not_doubtful")
	}
	return c, err
}

// Astray lists the claims of an entity of which something was paid or credited
// since they were looked at.
func Astray(r *db.Read, entity db.ID) ([]db.ID, error) { return db.All[db.ID](r, qAstray, entity) }

// Standing is what of each claim in another currency stood on 416 at the end of a
// day, by item.
func Standing(r *db.Read, e seller.Entity, last day.Day) (map[db.ID]ledger.Worth, error) {
	facts, err := db.All[db.Event](r, qMoved, e.ID, last)
	out := map[db.ID]ledger.Worth{}
	for _, f := range facts {
		var body changed
		if err := f.Read(&body); err != nil {
			return nil, err
		}
		if body.Currency != e.Currency {
			item := f.Object("item")
			out[item] = out[item].Plus(ledger.Worth{Amount: body.Booked, Home: body.BookedHome})
		}
	}
	return out, err
}

func insert(w *db.Write, c Claim) {
	w.Exec(qInsert, c.Item, c.Entity, c.Customer, c.Currency, c.Booked, c.Rate, c.Impaired, c.WrittenOff, c.TaxBack, c.Recovered, c.AskedBy, c.BookedHome, c.ImpairedHome)
}

func save(w *db.Write, c Claim) {
	w.Exec1(qSave, c.Item, c.Booked, c.Rate, c.Impaired, c.WrittenOff, c.TaxBack, c.Recovered, c.Version, c.BookedHome, c.ImpairedHome)
}

// credited takes the credit notes of an invoice off it.
func (b bill) credited(r *db.Read, invoice db.ID) (bill, error) {
	rows, err := db.All[tax.Row](r, qNotes, invoice)
	return b.less(rows), err
}
