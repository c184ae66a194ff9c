package dunning

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/receivable"
)

const portfolioColumns = `id, entity, collector, coalesce(stand_in, 0), first_day, last_day, version`

var (
	// A collector is who may act as one in the company, by a role or a key.
	qCollector = db.Q("dunning.collector", `select count(*) from app_user u where u.id = $1 and not u.disabled and (
		exists (select 1 from user_role p where p.user_id = u.id and (p.role = 'collections' or p.role = 'admin') and (p.entity = 0 or p.entity = $2)) or
		exists (select 1 from api_key k where k.user_id = u.id and (k.role = 'collections' or k.role = 'admin') and k.revoked = 0 and (k.entity is null or k.entity = $2)))`)
	qNamed         = db.Q("dunning.user.named", `select id from app_user where name = $1`)
	qPortfolios    = db.Q("dunning.portfolios", `select `+portfolioColumns+` from portfolio where entity = $1 order by id`)
	qPortfolioOf   = db.Q("dunning.portfolio.of", `select `+portfolioColumns+` from portfolio where entity = $1 and collector = $2`)
	qPortfolioLock = db.Q("dunning.portfolio.lock", `select `+portfolioColumns+` from portfolio where entity = $1 and collector = $2`).Locks(db.Document)
	qPortfolioNew  = db.Q("dunning.portfolio.insert", `insert into portfolio (id, entity, collector, stand_in, first_day, last_day, version) values ($1,$2,$3,null,0,0,1) on conflict do nothing`)
	qPortfolioSave = db.Q("dunning.portfolio.save", `update portfolio set stand_in = $2, first_day = $3, last_day = $4, version = version + 1 where id = $1 and version = $5`)
	qHolds         = db.Q("dunning.portfolio.holds", `select p.id, p.entity, p.collector, coalesce(p.stand_in, 0), p.first_day, p.last_day, p.version from portfolio_account a join portfolio p on p.id = a.portfolio
		where a.entity = $1 and a.customer = $2`)
	qAccounts    = db.Q("dunning.portfolio.accounts", `select a.customer, a.portfolio from portfolio p join portfolio_account a on a.portfolio = p.id where p.entity = $1 order by a.customer`)
	qAccountPut  = db.Q("dunning.portfolio.give", `insert into portfolio_account (entity, customer, portfolio) values ($1,$2,$3) on conflict (entity, customer) do update set portfolio = excluded.portfolio`)
	qAccountDrop = db.Q("dunning.portfolio.take", `delete from portfolio_account where entity = $1 and customer = $2`)
)

// Collects tells whether the user of a name may follow customers.
func Collects(r *db.Read, name string) (bool, error) {
	_, err := collector(r, name, "collector")
	if refuse.Code(err) == "portfolio.collector" {
		return false, nil
	}
	return err == nil, err
}

// collector is the user of a name who may follow customers.
func collector(r *db.Read, name, field string) (db.ID, error) {
	id, err := db.One[db.ID](r, qNamed, name)
	n := int64(0)
	if err == nil {
		n, err = db.One[int64](r, qCollector, id, r.Entity)
	}
	if err == db.ErrNone || err == nil && n == 0 {
		err = refuse.New(refuse.Invalid, "portfolio.collector", "name", name).At("/"+field, "portfolio.collector", "name", name)
	}
	return id, err
}

// holding is the portfolio that a customer is in; none has the id 0.
func holding(r *db.Read, customer db.ID) (Portfolio, error) {
	p, err := db.One[Portfolio](r, qHolds, r.Entity, customer)
	if err == db.ErrNone {
		err = nil
	}
	return p, err
}

// holders are the portfolios of the customers who are in one.
func holders(r *db.Read) (of map[db.ID]Portfolio, all []Portfolio, err error) {
	asked := db.Ask[struct{ Customer, Portfolio db.ID }](r, qAccounts, r.Entity)
	if all, err = db.All[Portfolio](r, qPortfolios, r.Entity); err != nil {
		return nil, nil, err
	}
	byID := map[db.ID]Portfolio{}
	for _, p := range all {
		byID[p.ID] = p
	}
	of = map[db.ID]Portfolio{}
	rows, err := asked.All()
	for _, a := range rows {
		of[a.Customer] = byID[a.Portfolio]
	}
	return of, all, err
}

// userNamed is the name of a user who is in a portfolio.
func userNamed(r *db.Read, id db.ID) (string, error) { return receivable.PersonName(r, id) }
