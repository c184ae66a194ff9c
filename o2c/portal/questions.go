package portal

import (
	"math"
	"strings"

	"encaisse/base/db"
	"encaisse/o2c/party"
)

// latest reads a page of a customer's documents and one more, the latest first:
// of a statement whose first parameters are the customer, the company, the id under
// which the page begins, and how many.
func latest[Row any](r *db.Read, q *db.Stmt, p db.Paging, customer string, which ...any) ([]Row, error) {
	before, err := p.First()
	if err != nil {
		return nil, err
	}
	if before == 0 {
		before = math.MaxInt64
	}
	c, err := party.Find(r, customer)
	if err != nil {
		return nil, err
	}
	return db.All[Row](r, q, append([]any{c.ID, r.Entity, before, p.Rows() + 1}, which...)...)
}

// holding is what a text is like that holds another, in any case; every text holds
// nothing.
func holding(q string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(strings.ToLower(strings.TrimSpace(q))) + "%"
}
