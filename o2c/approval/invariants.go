package approval

import (
	"fmt"

	"encaisse/base/db"
)

var (
	qPage = db.Q("approval.check.page", `select a.id, a.kind, a.state, a.requester, a.maker, a.decided_by, a.closed, a.amount, a.currency, a.expires_at,
			coalesce(e.type, ''), coalesce(e.actor, 0), coalesce(e.objects, ''), coalesce(e.body, '{}'), coalesce(c.type, ''), coalesce(c.actor, 0), coalesce(c.objects, '')
		from approval a left join event e on e.id = a.event left join event c on c.id = a.closed where a.id > $1 order by a.id limit $2`).Scans()
	qLoose = db.Q("approval.check.loose", `select e.id, e.type from event e left join approval a on a.event = e.id left join approval c on c.closed = e.id
		where (e.type = 'approval.asked' and a.id is null or e.type in ('approval.granted', 'approval.refused', 'approval.withdrawn', 'approval.lapsed', 'approval.voided')
			and c.id is null) order by e.id limit 1000`).Scans()
	qWaived = db.Q("approval.check.waived", `select min(id), type from event where type = 'approval.waived'
		group by request, objects, body, type having count(*) > 1 order by 1 limit 1000`).Scans()
	qSet = db.Q("approval.check.set", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('approval.rule_set', 'approval.authority_set') order by id limit $2`).Scans()
	qVersions = db.Q("approval.check.versions", `select 'approval.rule_set ' || kind, version from approval_rule union all
		select 'approval.authority_set ' || kind || ' ' || holder || ' ' || currency, version from authority order by 1`).Scans()
)

// row is a request with the facts that asked for it and ended it.
type row struct {
	ID        db.ID
	Kind      string
	State     State
	Requester db.ID
	Maker     db.ID
	DecidedBy db.ID
	Closed    db.ID
	Amount    int64
	Currency  string
	Expires   int64

	AskedType    string
	AskedBy      db.ID
	AskedObjects string
	AskedBody    string
	EndType      string
	EndBy        db.ID
	EndObjects   string
}

// ended names the fact of each final state.
var ended = map[State]string{Granted: "approval.granted", Refused: "approval.refused", Withdrawn: "approval.withdrawn",
	Expired: "approval.lapsed", Voided: "approval.voided"}

// Breaches checks that nobody decided about what he asked for or made
// (approval.four_eyes), and that each request, waiver and rule is what its
// facts say (approval.facts).
func Breaches(r *db.Read) (out []db.Breach, err error) {
	err = db.Pages(r, qPage, func(q row) db.ID { return q.ID }, func(page []row) error {
		for _, q := range page {
			what := fmt.Sprintf("request %s (%s)", q.ID.Text(Prefix), q.Kind)
			decided := q.State == Granted || q.State == Refused
			if decided && (q.DecidedBy == 0 || q.DecidedBy == q.Requester || q.DecidedBy == q.Maker) {
				out = append(out, db.Breach{Check: "approval.four_eyes", What: what, Why: "was decided by who asked or made it, or by nobody"})
			}
			if why := q.wrong(); why != "" {
				out = append(out, db.Breach{Check: "approval.facts", What: what, Why: "is not what its facts say: " + why})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for q, why := range map[*db.Stmt]string{qLoose: "is of no request", qWaived: "is told twice"} {
		rows, err := db.All[struct {
			ID   db.ID
			Type string
		}](r, q)
		if err != nil {
			return nil, err
		}
		for _, e := range rows {
			out = append(out, db.Breach{Check: "approval.facts", What: fmt.Sprintf("fact %s %d", e.Type, e.ID), Why: why})
		}
	}
	more, err := policies(r)
	return append(out, more...), err
}

func (q row) wrong() string {
	asking, ending := db.Event{Objects: q.AskedObjects, Body: q.AskedBody}, db.Event{Objects: q.EndObjects}
	var said asked
	if err := asking.Read(&said); err != nil {
		return err.Error()
	}
	switch {
	case q.AskedType != "approval.asked" || asking.Object("approval") != q.ID:
		return "its request"
	case q.AskedBy != q.Requester:
		return "who asked"
	case said.Kind != q.Kind || int64(said.Amount) != q.Amount || string(said.Currency) != q.Currency || said.Expires != q.Expires:
		return "kind, amount or delay"
	case q.State == Open:
		if q.Closed != 0 || q.DecidedBy != 0 {
			return "open and decided"
		}
	case q.EndType != ended[q.State] || ending.Object("approval") != q.ID:
		return "its end"
	case q.State != Expired && q.State != Voided && q.EndBy != q.DecidedBy:
		return "who decided"
	case q.State == Withdrawn && q.DecidedBy != q.Requester:
		return "who withdrew it"
	}
	return ""
}

// policies checks that each rule and authority changed as often as facts say.
func policies(r *db.Read) (out []db.Breach, err error) {
	facts := map[string]int64{}
	err = db.Pages(r, qSet, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var said allowed
			if err := e.Read(&said); err != nil {
				return err
			}
			key := e.Type + " " + said.Kind
			if e.Type == "approval.authority_set" {
				key += " " + said.Holder + " " + said.Currency
			}
			facts[key]++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[struct {
		Key     string
		Version int64
	}](r, qVersions)
	for _, v := range rows {
		if facts[v.Key] != v.Version {
			out = append(out, db.NotEqual("approval.facts", v.Key, "facts of a change", facts[v.Key], v.Version))
		}
		delete(facts, v.Key)
	}
	for key := range facts {
		out = append(out, db.Breach{Check: "approval.facts", What: key, Why: "has facts and is not there"})
	}
	return out, err
}
