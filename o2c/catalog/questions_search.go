package catalog

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"encaisse/base/db"
)

var qNames = db.Q("catalog.names", `select id, sku, name from item order by sku`).Scans()

// named is an item as a search sees it.
type named struct {
	ID        db.ID
	SKU, Name string
}

// names are all items, ready to be searched, in the same way on both engines.
var names = db.NewCache[struct{}, []named]("catalog.names")

// Search finds items by the beginning of their SKU or by words of their name,
// whatever their accents, capitals and order. SKUs that begin so come first,
// then names that do.
func Search(r *db.Read, text string, limit int) ([]Item, error) {
	list, err := names.Find(r, struct{}{}, func() ([]named, error) {
		list, err := db.All[named](r, qNames)
		for i := range list {
			list[i].SKU, list[i].Name = plain(list[i].SKU), plain(list[i].Name)
		}
		return list, err
	})
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, id := range found(list, plain(text), limit) {
		i, err := Load(r, id)
		if err != nil {
			return out, err
		}
		out = append(out, i)
	}
	return out, nil
}

// found are the items of a list that a plain text finds, the nearest first.
func found(list []named, text string, limit int) (out []db.ID) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil
	}
	var first, then, last []db.ID
	for _, k := range list {
		if len(first) >= limit {
			break
		}
		switch {
		case strings.HasPrefix(k.SKU, text):
			first = append(first, k.ID)
		case strings.HasPrefix(k.Name, text):
			then = append(then, k.ID)
		case within(k, words):
			last = append(last, k.ID)
		}
	}
	out = append(append(first, then...), last...)
	return out[:min(len(out), limit)]
}

// within reports whether every word is a part of the item's SKU or name.
func within(k named, words []string) bool {
	for _, w := range words {
		if !strings.Contains(k.Name, w) && !strings.Contains(k.SKU, w) {
			return false
		}
	}
	return true
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
