package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"encaisse/base/db"
)

var (
	qFactors     = db.Q("verify.factor_rows", `select id, user_id, kind, handle, ended from factor order by id`).Scans()
	qFactorRules = db.Q("verify.factor_rule_rows", `select id, role, required from factor_rule order by id`).Scans()
	qFactorFacts = db.Q("verify.factor_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('factor.added', 'factor.ended', 'factor.reset', 'factor_rule.set', 'factor_rule.changed') order by id limit $2`).Scans()
)

// proof is what facts say of a factor or of the rule of a role.
type proof struct {
	User     db.ID
	Kind     string `json:"kind"`
	Handle   string `json:"handle"`
	Role     string `json:"role"`
	Required bool   `json:"required"`
	Ended    bool
}

// factors checks that each factor is its user's, of its kind and open or ended
// as its facts say, and each role asks for one or not as its last fact says.
func factors(r *db.Read) (out []db.Breach, err error) {
	said, gone := map[db.ID]proof{}, map[db.ID]bool{}
	wrong := func(what string, id db.ID) {
		out = append(out, db.Breach{Check: "access.factors", What: fmt.Sprintf("%s %d", what, id), Why: "is not what its facts say"})
	}
	err = db.Pages(r, qFactorFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			p := proof{User: e.Object("user")}
			if err := e.Read(&p); err != nil {
				return err
			}
			id := e.Object("factor") + e.Object("factor_rule") // it names one of them
			switch e.Type {
			case "factor.ended":
				gone[p.User] = true
				p = said[id]
				p.Ended = true
			case "factor.reset": // follows what it ended
				if !gone[p.User] {
					wrong("reset of user", p.User)
				}
				gone[p.User] = false
				continue
			}
			said[id] = p
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[struct {
		ID, User db.ID
		Kind     string
		Handle   []byte
		Ended    int64
	}](r, qFactors)
	if err != nil {
		return nil, err
	}
	for _, f := range rows {
		sum := sha256.Sum256(f.Handle)
		if (proof{User: f.User, Kind: f.Kind, Handle: hex.EncodeToString(sum[:]), Ended: f.Ended != 0}) != said[f.ID] {
			wrong("factor", f.ID)
		}
	}
	rules, err := db.All[struct {
		ID       db.ID
		Role     string
		Required bool
	}](r, qFactorRules)
	for _, f := range rules {
		if p := said[f.ID]; p.Role != f.Role || p.Required != f.Required {
			wrong("factor_rule", f.ID)
		}
	}
	return out, err
}
