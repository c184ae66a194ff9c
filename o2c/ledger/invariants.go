package ledger

import (
	"encaisse/base/db"
	"encaisse/base/money"
)

// Unbalanced is a fact whose legs do not sum to zero.
type Unbalanced struct {
	Event  db.ID
	Amount money.Amount
}

var qUnbalanced = db.Q("ledger.check.balanced", `select event, cast(sum(amount) as bigint) from leg
	group by event, entity, currency, journal, day having sum(amount) <> 0`).Scans()

// Breaches lists facts whose legs do not balance per entity, currency, journal and day.
func Breaches(r *db.Read) ([]Unbalanced, error) { return db.All[Unbalanced](r, qUnbalanced) }
