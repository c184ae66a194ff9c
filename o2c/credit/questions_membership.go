package credit

import (
	"fmt"

	"encaisse/base/db"
)

var (
	qRegrouped = db.Q("credit.check.regrouped", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and (type = 'credit.regrouped' or type = 'party.changed') order by id limit $2`).Scans()
	qRootOf = db.Q("credit.check.root", `select root from customer where id = $1`)
)

// memberships checks the changes of groups: each leaves where the one before
// led, and the last leads to where the customer is (credit.grouped). Clocks of
// two nodes differ, so places are counted: entered once more than left only
// where he is, left once more than entered only where he began. Each goes with a change of
// the customer's own row.
func memberships(r *db.Read) (out []db.Breach, err error) {
	type call struct{ customer, request db.ID }
	alone := map[call]int{}
	moves := map[db.ID]map[db.ID]int{}
	err = db.Pages(r, qRegrouped, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			c := e.Object("customer")
			if e.Type == "party.changed" {
				alone[call{c, e.Request}]--
				continue
			}
			alone[call{c, e.Request}]++
			var body regrouped
			if err := e.Read(&body); err != nil {
				out = append(out, db.Breach{Check: "credit.grouped", What: fmt.Sprintf("fact %d", e.ID), Why: err.Error()})
			}
			if moves[c] == nil {
				moves[c] = map[db.ID]int{}
			}
			moves[c][body.From]--
			moves[c][body.To]++
		}
		return nil
	})
	for c, n := range alone {
		if n > 0 {
			out = append(out, db.Breach{Check: "credit.grouped", What: fmt.Sprintf("customer %d", c.customer), Why: "has a change of group that did not change him"})
		}
	}
	for c, net := range moves {
		root, err := db.One[db.ID](r, qRootOf, c)
		if err != nil && err != db.ErrNone {
			return nil, err
		}
		began := 0
		for place, n := range net {
			if n == -1 && place != root {
				began++
			}
			if n > 1 || n < -1 || n == 1 != (place == root && n != 0) || n == -1 && place == root {
				out = append(out, db.NotEqual("credit.grouped", fmt.Sprintf("customer %d", c), fmt.Sprintf("of the group %d, by his facts", place), n, root))
			}
		}
		if _, met := net[root]; !met || began > 1 {
			out = append(out, db.Breach{Check: "credit.grouped", What: fmt.Sprintf("customer %d", c), Why: "is not where his changes of group led"})
		}
	}
	return out, err
}
