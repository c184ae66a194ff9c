package insight

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/loss"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// AllowanceOut is the loss expected of what is owed on a day, by the simplified
// matrix of IFRS 9 (domain.md 5.5): tax included, money on account not netted,
// doubtful claims apart, since they are impaired one by one.
type AllowanceOut struct {
	AsOf       day.Day        `json:"as_of"`
	Currency   money.Currency `json:"currency"`
	ValidFrom  day.Day        `json:"valid_from" doc:"of the rates; empty: the usual ones"`
	Adjustment money.Percent  `json:"adjustment" doc:"for what lies ahead, percent of the rates"`
	Stages     []ExpectedLoss `json:"stages"`
	Open       money.Money    `json:"open"`
	Loss       money.Money    `json:"loss"`
	Doubtful   money.Money    `json:"doubtful" doc:"left out of the matrix"`
}

// ExpectedLoss is one stage of the matrix, with its documents.
type ExpectedLoss struct {
	Key       string        `json:"key" doc:"not_due, 1-30, 31-60, 61-90, over_90"`
	Open      money.Money   `json:"open"`
	Rate      money.Percent `json:"rate" doc:"adjusted"`
	Loss      money.Money   `json:"loss"`
	Documents []Document    `json:"documents"`
}

var stageKeys = []string{"not_due", "1-30", "31-60", "61-90", "over_90"}

var (
	qClaimItems = db.Q("insight.allowance.claims", `select d.item, i.document, i.instalment from doubtful d join open_item i on i.id = d.item where d.entity = $1 order by d.item`).Scans()
	qDoubted    = db.Q("insight.allowance.doubted", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event
		where entity = $1 and type = 'loss.doubtful_marked' and day <= $2
			and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = event.id and s.number <= $3)) order by id`).Scans()
)

// part is an instalment of a document.
type part struct {
	Document   db.ID
	Instalment int64
}

// Allowance computes the matrix as of a day.
func Allowance(r *db.Read, in AsOf) (AllowanceOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return AllowanceOut{}, err
	}
	d := in.day(r)
	m, err := loss.MatrixOf(r, e.ID, d)
	if err != nil {
		return AllowanceOut{}, err
	}
	doubted, err := doubted(r, in)
	if err != nil {
		return AllowanceOut{}, err
	}
	list, err := items(r, in)
	if err != nil {
		return AllowanceOut{}, err
	}
	zero := money.Amount(0).In(e.Currency)
	out := AllowanceOut{AsOf: d, Currency: e.Currency, ValidFrom: m.ValidFrom, Adjustment: m.Adjustment, Open: zero, Loss: zero, Doubtful: zero}
	var open [loss.Stages]money.Amount
	for i, key := range stageKeys {
		rate, err := m.Rate(i)
		if err != nil {
			return out, err
		}
		out.Stages = append(out.Stages, ExpectedLoss{key, zero, rate, zero, []Document{}})
	}
	for _, i := range list {
		switch {
		case i.Open <= 0 || i.CustomerID == 0:
		case doubted[part{i.Document, i.Instalment}]:
			out.Doubtful.Minor += i.Home
		default:
			s := loss.Stage(receivable.Bucket(i.DueOn, d))
			open[s] += i.Home
			out.Open.Minor += i.Home
			out.Stages[s].Open.Minor += i.Home
			out.Stages[s].Documents = append(out.Stages[s].Documents, i.document(i.Home.In(e.Currency)))
		}
	}
	losses, sum, err := m.Expected(open)
	for i := range out.Stages {
		out.Stages[i].Loss.Minor = losses[i]
	}
	out.Loss.Minor = sum
	return out, err
}

// doubted are the items called doubtful by a day.
func doubted(r *db.Read, in AsOf) (map[part]bool, error) {
	claims, err := db.All[struct {
		Item db.ID
		part
	}](r, qClaimItems, r.Entity)
	if err != nil || len(claims) == 0 {
		return nil, err
	}
	facts, err := db.All[db.Event](r, qDoubted, r.Entity, in.day(r), in.Known)
	if err != nil {
		return nil, err
	}
	marked, out := map[db.ID]bool{}, map[part]bool{}
	for _, e := range facts {
		marked[e.Object("item")] = true
	}
	for _, c := range claims {
		if marked[c.Item] {
			out[c.part] = true
		}
	}
	return out, nil
}
