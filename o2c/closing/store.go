package closing

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

const columns = `id, entity, kind, first_day, last_day, state, known, event, asked_by, version`

var (
	qInsert = db.Q("closing.insert", `insert into period (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,1)`)
	qSave   = db.Q("closing.save", `update period set state = $2, asked_by = $3, version = version + 1 where id = $1 and version = $4`)
	qByID   = db.Q("closing.by_id", `select `+columns+` from period where id = $1`)
	qAll    = db.Q("closing.all", `select `+columns+` from period where entity = $1 order by last_day, kind, id`).Scans()

	qKeepAccount = db.Q("closing.account.insert", `insert into period_account (period, account, amount) values ($1,$2,$3)`)
	qKeepAging   = db.Q("closing.aging.insert", `insert into period_aging (period, customer, place, amount) values ($1,$2,$3,$4)`)
	qAccounts    = db.Q("closing.accounts", `select account, amount from period_account where period = $1 order by account`)
	qAging       = db.Q("closing.aging", `select customer, place, amount from period_aging where period = $1 order by customer, place`)
)

// account is a line of a stored trial balance.
type account struct {
	Account string       `json:"account"`
	Amount  money.Amount `json:"amount"`
}

// aged is a figure of a stored aging.
type aged struct {
	Customer string       `json:"customer"`
	Place    int64        `json:"place"`
	Amount   money.Amount `json:"amount"`
}

// figures are what is stored of a period.
type figures struct {
	Accounts []account `json:"accounts"`
	Aging    []aged    `json:"aging"`
}

func load(r *db.Read, ref string) (Period, error) {
	id, ok := db.ParseID(Prefix, ref)
	if !ok {
		return Period{}, refuse.New(refuse.Missing, "closing.unknown", "period", ref)
	}
	p, err := db.One[Period](r, qByID, id)
	if err == db.ErrNone || err == nil && r.Entity != 0 && p.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "closing.unknown", "period", ref)
	}
	return p, err
}

// All returns the periods of an entity that were closed, by their last day.
func All(r *db.Read, entity db.ID) ([]Period, error) { return db.All[Period](r, qAll, entity) }

func insert(w *db.Write, p Period, f figures) {
	w.Exec(qInsert, p.ID, p.Entity, p.Kind, p.First, p.Last, p.State, p.Known, p.Event, p.AskedBy)
	for _, a := range f.Accounts {
		w.Exec(qKeepAccount, p.ID, a.Account, a.Amount)
	}
	for _, a := range f.Aging {
		w.Exec(qKeepAging, p.ID, a.Customer, a.Place, a.Amount)
	}
}

func save(w *db.Write, p Period) { w.Exec1(qSave, p.ID, p.State, p.AskedBy, p.Version) }

func stored(r *db.Read, period db.ID) (f figures, err error) {
	accounts, aging := db.Ask[account](r, qAccounts, period), db.Ask[aged](r, qAging, period)
	if f.Accounts, err = accounts.All(); err != nil {
		return f, err
	}
	f.Aging, err = aging.All()
	return f, err
}
