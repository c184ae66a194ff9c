package party

import (
	"encaisse/base/db"
	"encaisse/base/words"
)

var qNames = db.Q("party.names", `select c.id, c.number, w.name from customer_words w join customer c on c.id = w.customer order by w.sort_key, w.customer`).Scans()

// names are all customers, ready to be searched.
var names = db.NewCache[struct{}, []words.Named[db.ID]]("party.names")

// Search finds customers by the beginning of their number or by words of their
// name, see words.Found.
func Search(r *db.Read, text string, limit int) ([]db.ID, error) {
	list, err := names.Find(r, struct{}{}, func() ([]words.Named[db.ID], error) {
		list, err := db.All[words.Named[db.ID]](r, qNames)
		return words.Searchable(list), err
	})
	if err != nil {
		return nil, err
	}
	return words.Found(list, text, limit), nil
}
