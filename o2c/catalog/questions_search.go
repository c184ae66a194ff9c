package catalog

import (
	"encaisse/base/db"
	"encaisse/base/words"
)

var (
	qNames = db.Q("catalog.names", `select id, sku, name from item order by sku`).Scans()
	qNamed = db.Q("catalog.names.mark", `select count(*), cast(coalesce(sum(version), 0) as bigint) from item`).Scans()
)

// names are all items, ready to be searched.
var names = db.NewCache[struct{}, []words.Named[db.ID]]("catalog.names")

// Search finds items by the beginning of their SKU or by words of their name,
// see words.Found, or the one of a bar code.
func Search(r *db.Read, text string, limit int) ([]Item, error) {
	list, err := names.FindMarked(r, struct{}{}, qNamed, func() ([]words.Named[db.ID], error) {
		list, err := db.All[words.Named[db.ID]](r, qNames)
		return words.Searchable(list), err
	})
	if err != nil {
		return nil, err
	}
	found := words.Found(list, text, limit)
	if code, ok := GTIN(text); ok && len(found) == 0 {
		switch i, err := db.One[coded](r, qByGTIN, code); err {
		case nil:
			found = []db.ID{i.ID}
		case db.ErrNone:
		default:
			return nil, err
		}
	}
	var out []Item
	for _, id := range found {
		i, err := Load(r, id)
		if err != nil {
			return out, err
		}
		out = append(out, i)
	}
	return out, nil
}
