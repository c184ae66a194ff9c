package party

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"encaisse/base/db"
)

var qNames = db.Q("party.names", `select c.id, c.number, w.name from customer c join customer_words w on w.customer = c.id order by w.sort_key, c.id`).Scans()

// named is a customer as a search sees him.
type named struct {
	ID           db.ID
	Number, Name string
}

// names are all customers, ready to be searched: some ten thousand texts are
// looked through in a millisecond, in the same way on both engines.
var names = db.NewCache[struct{}, []named]("party.names")

// Search finds customers by a part of their name, whatever its accents and
// capitals, or by the beginning of their number. Names that begin so come first.
func Search(r *db.Read, text string, limit int) ([]db.ID, error) {
	list, err := names.Find(r, struct{}{}, func() ([]named, error) {
		list, err := db.All[named](r, qNames)
		for i := range list {
			list[i].Number, list[i].Name = plain(list[i].Number), plain(list[i].Name)
		}
		return list, err
	})
	if err != nil {
		return nil, err
	}
	text = plain(text)
	var first, then []db.ID
	for _, k := range list {
		switch {
		case strings.HasPrefix(k.Number, text), strings.HasPrefix(k.Name, text):
			first = append(first, k.ID)
		case strings.Contains(k.Name, text):
			then = append(then, k.ID)
		}
		if len(first) >= limit {
			break
		}
	}
	out := append(first, then...)
	return out[:min(len(out), limit)], nil
}

// plain is a text without accents and capitals.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.TrimSpace(s)))
}
