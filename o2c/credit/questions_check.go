package credit

import (
	"encoding/json"
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qLinesKept = db.Q("credit.check.extras", `select k.holder, k.extras, count(l.id) from credit k left join credit_line l on l.holder = k.holder and l.active
		group by k.holder, k.extras having k.extras <> count(l.id) order by k.holder limit 1000`).Scans()
	qLinesTold = db.Q("credit.check.lines", `select l.id, l.holder, l.entity, l.amount, l.from_day, l.to_day, l.active, coalesce(e.type, ''), coalesce(e.objects, ''),
			coalesce(e.body, '{}'), coalesce(c.type, ''), coalesce(c.objects, '')
		from credit_line l left join event e on e.id = l.event left join event c on c.id = l.closed where l.id > $1 order by l.id limit $2`).Scans()
	qScoresTold = db.Q("credit.check.scores", `select s.id, s.holder, s.day, s.score, s.class, s.suggested is not null, coalesce(s.suggested, 0), s.inputs, s.weights,
			s.method, s.event, coalesce(e.type, ''), coalesce(e.day, 0), coalesce(e.objects, ''), coalesce(e.body, '{}')
		from credit_score s left join event e on e.id = s.event where s.id > $1 order by s.id limit $2`).Scans()
	qRuleFacts = db.Q("credit.check.rule_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'credit.rule_set' order by id limit $2`).Scans()
	qRulesKept = db.Q("credit.check.rules", `select class, rule, enabled, threshold, version from credit_rule order by class, rule`).Scans()
)

// lines checks that each line beside a base limit is what its facts say, and
// that their number is kept (credit.lines).
func lines(r *db.Read) (out []db.Breach, err error) {
	counts, err := db.All[struct {
		Holder   db.ID
		Is, Must int64
	}](r, qLinesKept)
	if err != nil {
		return nil, err
	}
	for _, c := range counts {
		out = append(out, db.NotEqual("credit.lines", fmt.Sprintf("customer %d", c.Holder), "active lines", c.Is, c.Must))
	}
	type told struct {
		ID, Holder, Entity       db.ID
		Amount                   money.Amount
		From, To                 int64
		Active                   bool
		Type, Objects, Body      string
		ClosedType, ClosedObject string
	}
	err = db.Pages(r, qLinesTold, func(l told) db.ID { return l.ID }, func(page []told) error {
		for _, l := range page {
			opened, closed := db.Event{Objects: l.Objects, Body: l.Body}, db.Event{Objects: l.ClosedObject}
			var said lined
			if err := opened.Read(&said); err != nil {
				return err
			}
			same := l.Type == "credit.line_opened" && opened.Object("credit_line") == l.ID && opened.Object("customer") == l.Holder &&
				said.Amount == l.Amount && int64(said.From) == l.From && int64(said.To) == l.To && said.Entity == int64(l.Entity)
			ended := l.ClosedType == "credit.line_ended" && closed.Object("credit_line") == l.ID
			if !same || l.Active == ended {
				out = append(out, db.Breach{Check: "credit.lines", What: fmt.Sprintf("line %d of customer %d", l.ID, l.Holder), Why: "is not what its facts say"})
			}
		}
		return nil
	})
	return out, err
}

// scores checks that each score follows from the inputs and weights stored
// with it, and is what its fact says (credit.scores).
func scores(r *db.Read) (out []db.Breach, err error) {
	type told struct {
		scoreRow
		Type          string
		FactDay       int64
		Objects, Body string
	}
	err = db.Pages(r, qScoresTold, func(s told) db.ID { return s.ID }, func(page []told) error {
		for _, s := range page {
			var in Inputs
			var w Weights
			var said scored
			e := db.Event{Objects: s.Objects, Body: s.Body}
			for _, err := range []error{json.Unmarshal([]byte(s.Inputs), &in), json.Unmarshal([]byte(s.Weights), &w), e.Read(&said)} {
				if err != nil {
					return err
				}
			}
			again := Score{}
			if w.WorstDays > 0 && w.BestYears > 0 && w.WorstEvent > 0 {
				again = w.Rate(in)
			}
			same := s.Type == "credit.scored" && e.Object("customer") == s.Holder && s.FactDay == int64(s.Day) && said.Score == s.Points && said.Class == s.Class &&
				said.Method == s.Method && (said.Suggested != nil) == s.Limited && (said.Suggested == nil || *said.Suggested == s.Suggested)
			if !same || again != (Score{s.Points, s.Class}) {
				out = append(out, db.Breach{Check: "credit.scores", What: fmt.Sprintf("score %d of customer %d", s.ID, s.Holder), Why: "does not follow from its inputs or its fact"})
			}
		}
		return nil
	})
	return out, err
}

// rules checks that the policy is what its last facts say, changed as often
// (credit.rules).
func rules(r *db.Read) (out []db.Breach, err error) {
	type key struct{ class, rule string }
	last, count := map[key]ruled{}, map[key]int64{}
	err = db.Pages(r, qRuleFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var said ruled
			if err := e.Read(&said); err != nil {
				return err
			}
			k := key{said.Class, said.Rule}
			last[k] = said
			count[k]++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[struct {
		stored
		Version int64
	}](r, qRulesKept)
	for _, x := range rows {
		k := key{x.Class, x.Rule}
		if said := last[k]; count[k] != x.Version || said.Enabled != x.Set.Enabled || said.Threshold != x.Set.Threshold {
			out = append(out, db.Breach{Check: "credit.rules", What: fmt.Sprintf("rule %s of class %q", x.Rule, x.Class), Why: "is not what its facts say"})
		}
		delete(last, k)
	}
	for k := range last {
		out = append(out, db.Breach{Check: "credit.rules", What: fmt.Sprintf("rule %s of class %q", k.rule, k.class), Why: "has facts and is not there"})
	}
	return out, err
}
