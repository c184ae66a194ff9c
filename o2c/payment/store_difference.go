package payment

import (
	"encaisse/base/db"
)

const (
	toleranceColumns  = `id, entity, currency, valid_from, amount, percent, version`
	differenceColumns = `id, entity, payment, invoice, amount, event, taken_back`
)

var (
	qTolerances   = db.Q("payment.tolerances", `select `+toleranceColumns+` from tolerance where entity = $1 order by valid_from, id`)
	qTolerate     = db.Q("payment.tolerance.insert", `insert into tolerance (`+toleranceColumns+`) values ($1,$2,$3,$4,$5,$6,1)`)
	qTolerateAnew = db.Q("payment.tolerance.save", `update tolerance set amount = $2, percent = $3, version = version + 1 where id = $1 and version = $4`)

	qDiffer          = db.Q("payment.difference.insert", `insert into small_difference (`+differenceColumns+`) values ($1,$2,$3,$4,$5,$6,0)`)
	qDifferences     = db.Q("payment.differences", `select `+differenceColumns+` from small_difference where payment = $1 order by id`)
	qDifferenceTaken = db.Q("payment.difference.taken_back", `update small_difference set taken_back = $2 where id = $1 and taken_back = 0`)
)

// tolerances of each entity.
var tolerances = db.NewCache[db.ID, []Tolerance]("payment.tolerances")

func tolerancesOf(r *db.Read, entity db.ID) ([]Tolerance, error) {
	return tolerances.Find(r, entity, func() ([]Tolerance, error) { return db.All[Tolerance](r, qTolerances, entity) })
}

// differencesOf are the small differences written off with a payment.
func differencesOf(r *db.Read, payment db.ID) ([]difference, error) {
	return db.All[difference](r, qDifferences, payment)
}
