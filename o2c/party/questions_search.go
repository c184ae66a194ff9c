package party

import (
	"bytes"
	"cmp"
	"slices"

	"encaisse/base/db"
	"encaisse/base/words"
)

var (
	// In the order of the rows: to follow an index of the names would read
	// each from another place.
	qNames = db.Q("party.names", `select c.id, c.number, w.name, w.sort_key from customer_words w join customer c on c.id = w.customer`).Scans()
	qNamed = db.Q("party.names.mark", `select count(*), cast(coalesce(sum(version), 0) as bigint) from customer`).Scans()
)

type named struct {
	ID           db.ID
	Number, Name string
	SortKey      []byte
}

// names are all customers by name, ready to be searched.
var names = db.NewCache[struct{}, []words.Named[db.ID]]("party.names")

func allNames(r *db.Read) ([]words.Named[db.ID], error) {
	rows, err := db.All[named](r, qNames)
	slices.SortFunc(rows, func(a, b named) int { return cmp.Or(bytes.Compare(a.SortKey, b.SortKey), cmp.Compare(a.ID, b.ID)) })
	list := make([]words.Named[db.ID], len(rows))
	for i, c := range rows {
		list[i] = words.Named[db.ID]{Key: c.ID, Code: c.Number, Name: c.Name}
	}
	return words.Searchable(list), err
}

// Search finds customers by the beginning of their number or by words of their
// name, see words.Found.
func Search(r *db.Read, text string, limit int) ([]db.ID, error) {
	list, err := names.FindMarked(r, struct{}{}, qNamed, func() ([]words.Named[db.ID], error) { return allNames(r) })
	if err != nil {
		return nil, err
	}
	return words.Found(list, text, limit), nil
}
