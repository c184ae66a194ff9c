package catalog

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const columns = `id, sku, name, kind, unit, price is not null, coalesce(price, 0), currency, tax_class, weight, length, width, height,
	floor is not null, coalesce(floor, 0), gtin, version`

var (
	qByID   = db.Q("catalog.by_id", `select `+columns+` from item where id = $1`)
	qLock   = db.Q("catalog.lock", `select `+columns+` from item where id = $1`).Locks(db.Document)
	qBySKU  = db.Q("catalog.by_sku", `select `+columns+` from item where sku = $1`)
	qByGTIN = db.Q("catalog.by_gtin", `select id, sku from item where gtin = $1 and gtin <> ''`)
	qList   = db.Q("catalog.list", `select `+columns+` from item where id > $1 order by id limit $2`)
	qInsert = db.Q("catalog.insert", `insert into item (id, sku, name, kind, unit, price, currency, tax_class, weight, length, width, height, floor, gtin, version)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,1)`)
	qUpdate = db.Q("catalog.update", `update item set name=$2, unit=$3, price=$4, currency=$5, tax_class=$6, weight=$7, length=$8, width=$9, height=$10, floor=$11,
		gtin=$12, version=version+1 where id=$1 and version=$13`)
)

var items = db.NewCache[string, Item]("catalog.item")

// Find returns an item by id or SKU.
func Find(r *db.Read, ref string) (Item, error) {
	return items.Find(r, ref, func() (Item, error) {
		q, arg := qBySKU, any(ref)
		if id, ok := db.ParseID(Prefix, ref); ok {
			q, arg = qByID, id
		}
		i, err := db.One[Item](r, q, arg)
		if err == db.ErrNone {
			err = refuse.New(refuse.Missing, "catalog.unknown", "sku", ref)
		}
		return i, err
	})
}

type coded struct {
	ID  db.ID
	SKU string
}

// ByGTIN returns the SKU of the item with a bar code, "" when none has it.
func ByGTIN(r *db.Read, code string) (string, error) {
	i, err := db.One[coded](r, qByGTIN, code)
	if err == db.ErrNone {
		err = nil
	}
	return i.SKU, err
}

// Load returns the item of an id.
func Load(r *db.Read, id db.ID) (Item, error) { return Find(r, id.Text(Prefix)) }

func (i Item) price() any {
	if !i.Priced {
		return nil
	}
	return i.Price
}

func (i Item) floor() any {
	if !i.Floored {
		return nil
	}
	return i.Floor
}

func insert(w *db.Write, i Item) {
	w.Exec(qInsert, i.ID, i.SKU, i.Name, i.Kind, i.Unit, i.price(), i.Currency, i.TaxClass, i.Weight, i.Length, i.Width, i.Height, i.floor(), i.GTIN)
	items.Drop(w)
	names.Drop(w)
}

func update(w *db.Write, i Item) {
	w.Exec1(qUpdate, i.ID, i.Name, i.Unit, i.price(), i.Currency, i.TaxClass, i.Weight, i.Length, i.Width, i.Height, i.floor(), i.GTIN, i.Version)
	items.Drop(w)
	names.Drop(w)
}
