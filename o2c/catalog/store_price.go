package catalog

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

const listedColumns = `p.id, p.list, l.code, coalesce(l.holder, 0), l.currency, p.item, p.least, p.price, p.valid_from, p.valid_to, p.version, l.tax_included`
const promotionColumns = `id, code, coalesce(item, 0), coalesce(list, 0), percent, each, currency, valid_from, valid_to, version`

var (
	qLists       = db.Q("catalog.lists", `select cast(count(*) as bigint) from price_list`).Scans()
	qPromotions  = db.Q("catalog.promotions", `select `+promotionColumns+` from promotion order by id`).Scans()
	qAuthorities = db.Q("catalog.authorities", `select id, role, max_discount is not null, coalesce(max_discount, 0), below_floor, version
		from price_authority order by role`).Scans()

	qListByCode = db.Q("catalog.list.by_code", `select id, code, coalesce(holder, 0), currency, tax_included from price_list where code = $1`)
	qListInsert = db.Q("catalog.list.insert", `insert into price_list (id, code, holder, currency, tax_included) values ($1,$2,$3,$4,$5)`)

	qListed     = db.Q("catalog.price.of_item", `select `+listedColumns+` from price p join price_list l on l.id = p.list where p.item = $1 order by p.id`)
	qListedOf   = db.Q("catalog.price.lock", `select `+listedColumns+` from price p join price_list l on l.id = p.list where p.item = $1 order by p.id`).Locks(db.Document)
	qListedByID = db.Q("catalog.price.by_id", `select `+listedColumns+` from price p join price_list l on l.id = p.list where p.id = $1`).Locks(db.Document)
	qListedPage = db.Q("catalog.price.list", `select `+listedColumns+`, i.sku, coalesce(c.number, ''), coalesce(g.number, '')
		from price p join price_list l on l.id = p.list join item i on i.id = p.item
		left join customer c on c.id = l.holder left join customer_group g on g.id = l.holder
		where p.id > $1 and ($2 = '' or p.list = (select id from price_list where code = $2)) and ($3 = '' or p.item = (select id from item where sku = $3)) order by p.id limit $4`).Scans()
	qListedCount = db.Q("catalog.price.count", db.CountBegins+`price where ($1 = '' or list = (select id from price_list where code = $1)) and ($2 = '' or item = (select id from item where sku = $2))`+db.CountEnds).Scans()
	qPriceInsert = db.Q("catalog.price.insert", `insert into price (id, list, item, least, price, valid_from, valid_to, version) values ($1,$2,$3,$4,$5,$6,$7,1)`)
	qPriceUpdate = db.Q("catalog.price.update", `update price set price=$2, valid_to=$3, version=version+1 where id=$1 and version=$4`)

	qPromotion       = db.Q("catalog.promotion.lock", `select `+promotionColumns+` from promotion where id = $1`).Locks(db.Document)
	qPromotionInsert = db.Q("catalog.promotion.insert", `insert into promotion (`+promotionColumnsIn+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,1)`)
	qPromotionEnd    = db.Q("catalog.promotion.end", `update promotion set valid_to=$2, version=version+1 where id=$1 and version=$3`)

	qAuthorityInsert = db.Q("catalog.authority.insert", `insert into price_authority (id, role, max_discount, below_floor, version) values ($1,$2,$3,$4,1)`)
	qAuthorityUpdate = db.Q("catalog.authority.update", `update price_authority set max_discount=$2, below_floor=$3, version=version+1 where id=$1 and version=$4`)
)

const promotionColumnsIn = `id, code, item, list, percent, each, currency, valid_from, valid_to, version`

// policy is what all prices share: whether there are lists at all, so that a
// company without one asks nothing more; promotions and authorities are few.
type policy struct {
	lists       int64
	promotions  []Promotion
	authorities []Authority
}

var (
	policies = db.NewCache[struct{}, policy]("catalog.policy")
	listings = db.NewCache[db.ID, []Listed]("catalog.listed")
)

func policyOf(r *db.Read) (policy, error) {
	return policies.Find(r, struct{}{}, func() (p policy, err error) {
		lists := db.Ask[int64](r, qLists)
		promotions := db.Ask[Promotion](r, qPromotions)
		authorities := db.Ask[Authority](r, qAuthorities)
		if p.lists, err = lists.One(); err != nil {
			return p, err
		}
		if p.promotions, err = promotions.All(); err != nil {
			return p, err
		}
		p.authorities, err = authorities.All()
		return p, err
	})
}

// listed returns every price of an item on the lists.
func listed(r *db.Read, p policy, item db.ID) ([]Listed, error) {
	if p.lists == 0 {
		return nil, nil
	}
	return listings.Find(r, item, func() ([]Listed, error) { return db.All[Listed](r, qListed, item) })
}

// Offer is the price by the rules, see Price.
func Offer(r *db.Read, a Asked) (p Priced, ok bool, err error) {
	all, err := policyOf(r)
	if err != nil {
		return p, false, err
	}
	list, err := listed(r, all, a.Item.ID)
	if err != nil {
		return p, false, err
	}
	p, ok = Price(a, list, all.promotions)
	return p, ok, nil
}

// Bounds are the limits of a line, and how far the role of who acts may go
// beyond them: admin and finance as far as they want.
func Bounds(r *db.Read, a Asked) (l Limits, may Authority, err error) {
	all, err := policyOf(r)
	if err != nil {
		return l, may, err
	}
	list, err := listed(r, all, a.Item.ID)
	if err != nil {
		return l, may, err
	}
	l, err = LimitsOf(a, list, all.promotions)
	return l, all.authority(r.Role), err
}

func (p policy) authority(role string) Authority {
	for _, a := range p.authorities {
		if a.Role == role {
			return a
		}
	}
	return Authority{Role: role, BelowFloor: role == "admin" || role == "finance"}
}

// list is a price list.
type list struct {
	ID       db.ID
	Code     string
	Holder   db.ID
	Currency money.Currency
	Included bool // prices with tax included
}

func findList(r *db.Read, code string) (list, error) {
	l, err := db.One[list](r, qListByCode, code)
	if err == db.ErrNone {
		err = refuse.New(refuse.Missing, "catalog.list_unknown", "list", code)
	}
	return l, err
}

func insertList(w *db.Write, l list) {
	w.Exec(qListInsert, l.ID, l.Code, db.Opt(l.Holder), l.Currency, l.Included)
	policies.Drop(w)
}

func insertPrice(w *db.Write, l Listed) {
	w.Exec(qPriceInsert, l.ID, l.List, l.Item, l.Least, l.Price, l.From, l.To)
	listings.Drop(w)
}

func updatePrice(w *db.Write, l Listed) {
	w.Exec1(qPriceUpdate, l.ID, l.Price, l.To, l.Version)
	listings.Drop(w)
}

func insertPromotion(w *db.Write, m Promotion) {
	w.Exec(qPromotionInsert, m.ID, m.Code, db.Opt(m.Item), db.Opt(m.List), m.Percent, m.Each, m.Currency, m.From, m.To)
	policies.Drop(w)
}

func endPromotion(w *db.Write, m Promotion) {
	w.Exec1(qPromotionEnd, m.ID, m.To, m.Version)
	policies.Drop(w)
}
