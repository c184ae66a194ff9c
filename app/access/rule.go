package access

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
)

var (
	qFactorRules   = db.Q("access.rule.list", `select id, role, required, version from factor_rule order by role`).Scans()
	qFactorRuleAdd = db.Q("access.rule.add", `insert into factor_rule (id, role, required, version) values ($1,$2,$3,1)`)
	qFactorRuleSet = db.Q("access.rule.set", `update factor_rule set required = $2, version = version + 1 where id = $1 and version = $3`)
	qEndUnproven   = db.Q("access.session.end_unproven", `update session set ended = $2 where role = $1 and ended = 0 and
		not exists (select 1 from factor f where f.user_id = session.user_id and f.kind <> 'identity' and f.ended = 0)`).Scans()
	qFactorUsers = db.Q("access.factor.users", `select u.id, u.name,
		(select count(*) from factor f where f.user_id = u.id and f.ended = 0 and f.kind = 'totp'),
		(select count(*) from factor f where f.user_id = u.id and f.ended = 0 and f.kind = 'passkey'),
		(select count(*) from factor f where f.user_id = u.id and f.ended = 0 and f.kind = 'identity'),
		(select count(*) from recovery_code c where c.user_id = u.id and c.used = 0),
		(select count(*) from user_role p join factor_rule r on r.role = p.role where p.user_id = u.id and r.required)
		from app_user u where u.id > $1 and not u.disabled and exists (select 1 from user_role p where p.user_id = u.id) order by u.id limit $2`)
	qFactorLess = db.Q("access.factor.less", `select count(*) from app_user u where not u.disabled and exists (select 1 from user_role p where p.user_id = u.id and p.role <> 'customer') and
		not exists (select 1 from factor f where f.user_id = u.id and f.kind <> 'identity' and f.ended = 0)`).Scans()
	qMoney = db.Q("access.money", `select count(*) from app_user u where u.id = $1 and (
		exists (select 1 from user_role p where p.user_id = u.id and p.role in ('credit_manager', 'billing', 'cash', 'finance', 'admin')) or
		exists (select 1 from api_key k where k.user_id = u.id and k.role in ('credit_manager', 'billing', 'cash', 'finance', 'admin') and k.revoked = 0))`)
)

// movesMoney tells the roles that let money leave, or limits grow.
func movesMoney(role string) bool {
	return slices.Contains([]string{CreditManager, Billing, Cash, Finance, Admin}, role)
}

type factorRule struct {
	ID       db.ID
	Role     string
	Required bool
	Version  int64
}

// The kinds of doing without a second factor: for a role, and of somebody who
// lost his. Both take two people (quality S17).
var (
	factorless = approval.Register(approval.Kind{Name: "signin.require", Ladder: approval.FinanceLadder})
	resets     = approval.Register(approval.Kind{Name: "user.factor_reset", Ladder: approval.FinanceLadder})
)

// Demand says whether the users of a role need a second factor.
type Demand struct {
	Role     string `path:"role" json:"-" enum:"sales,credit,credit_manager,warehouse,billing,collections,cash,finance,auditor,admin"`
	Required bool   `json:"required"`
}

// DemandView is what holds for a role.
type DemandView struct {
	Role     string `json:"role"`
	Required bool   `json:"required" doc:"its users need a second factor to sign in"`
}

// Require says whether the users of a role need a second factor to sign in. Who
// is signed in with the role and has none is signed out; to need none any more
// takes a second person. It refuses access.role.
func Require(w *db.Write, in Demand) (DemandView, error) {
	if !isRole(in.Role) || in.Role == Customer {
		return DemandView{}, refuse.New(refuse.Invalid, "access.role", "role", in.Role).At("/role", "access.role", "role", in.Role)
	}
	out := DemandView(in)
	rules, err := db.All[factorRule](w.Read, qFactorRules)
	if err != nil {
		return out, err
	}
	i := slices.IndexFunc(rules, func(r factorRule) bool { return r.Role == in.Role })
	if i < 0 && !in.Required || i >= 0 && rules[i].Required == in.Required {
		return out, nil
	}
	if !in.Required {
		ask := approval.Ask{Kind: factorless, Subject: approval.SubjectOf("signin.require " + in.Role), Object: "policy", Number: in.Role, Always: true, Stamp: in.Role,
			Detail: map[string]any{"was": []string{in.Role}, "now": []string{}}}
		if _, err := two(w, 0, ask); err != nil {
			return out, err
		}
	}
	id := w.NewID()
	if i < 0 {
		w.Exec(qFactorRuleAdd, id, in.Role, in.Required)
		w.Emit("factor_rule.set", out, db.Obj("factor_rule", id))
	} else {
		w.Exec1(qFactorRuleSet, rules[i].ID, in.Required, rules[i].Version)
		w.Emit("factor_rule.changed", out, db.Obj("factor_rule", rules[i].ID))
	}
	if in.Required {
		w.Exec(qEndUnproven, in.Role, w.Now().UnixMicro())
		sessions.Drop(w)
	}
	return out, w.Err()
}

// MaySit refuses access.factor_needed to who has no second factor for a role
// that asks for one.
func MaySit(r *db.Read, user db.ID, role string) error {
	rules, err := db.All[factorRule](r, qFactorRules)
	if err != nil || !slices.ContainsFunc(rules, func(f factorRule) bool { return f.Role == role && f.Required }) {
		return err
	}
	app, passkey, err := Seconds(r, user)
	if err == nil && !app && !passkey {
		err = refuse.New(refuse.Forbidden, "access.factor_needed")
	}
	return err
}

// Demands lists what holds for each role, in the order of the cycle.
func Demands(r *db.Read, _ struct{}) ([]DemandView, error) {
	rules, err := db.All[factorRule](r, qFactorRules)
	out := []DemandView{}
	for _, role := range Roles() {
		if role != Customer {
			out = append(out, DemandView{role, slices.ContainsFunc(rules, func(f factorRule) bool { return f.Role == role && f.Required })})
		}
	}
	return out, err
}

// UserFactors is by what a user can sign in beside his password.
type UserFactors struct {
	ID       string `json:"id"`
	User     string `json:"user" doc:"name"`
	App      bool   `json:"app" doc:"has an authenticator app"`
	Passkeys int64  `json:"passkeys"`
	Identity bool   `json:"identity" doc:"is known by an identity elsewhere"`
	Codes    int64  `json:"codes" doc:"recovery codes that are left"`
	Required bool   `json:"required" doc:"one of his roles asks for a second factor"`
}

type userFactors struct {
	ID                                       db.ID
	Name                                     string
	Apps, Passkeys, Identities, Codes, Needs int64
}

// Factors lists by what each user with a role can sign in, oldest first.
func Factors(r *db.Read, in db.Paging) (db.Page[UserFactors], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[UserFactors]{}, err
	}
	rows, err := db.All[userFactors](r, qFactorUsers, after, in.Rows()+1)
	page := db.Paged(in, rows, func(u userFactors) db.ID { return u.ID })
	out := db.Page[UserFactors]{Items: []UserFactors{}, Next: page.Next}
	for _, u := range page.Items {
		out.Items = append(out.Items, UserFactors{u.ID.Text(UserPrefix), u.Name, u.Apps > 0, u.Passkeys, u.Identities > 0, u.Codes, u.Needs > 0})
	}
	return out, err
}

// Factorless counts the people of the house who sign in by a password alone.
func Factorless(r *db.Read) (int64, error) { return db.One[int64](r, qFactorLess) }

// Reset says whose factors opened something until now.
type Reset struct {
	User  string `json:"user"`
	Ended int    `json:"ended" doc:"factors that open nothing any more"`
}

// ResetFactors takes all factors and recovery codes of a user away and signs
// him out: he lost them. Of who moves money two people do it. Doing it again
// changes nothing. It refuses access.user.
func ResetFactors(w *db.Write, in UserRef) (Reset, error) {
	u, err := Named(w.Read, in.User)
	if err != nil {
		return Reset{}, err
	}
	out := Reset{User: u.ID.Text(UserPrefix)}
	list, err := FactorsOf(w.Read, u.ID)
	if err != nil || len(list) == 0 {
		return out, err
	}
	money, err := db.One[int64](w.Read, qMoney, u.ID)
	if err != nil {
		return out, err
	}
	if money > 0 {
		stamp := []string{}
		for _, f := range list {
			stamp = append(stamp, f.ID.Text(FactorPrefix))
		}
		ask := approval.Ask{Kind: resets, Subject: u.ID, Object: "user", Number: u.Name, Maker: u.ID, Always: true, Replaces: true, Stamp: db.JSON(stamp)}
		if _, err := two(w, u.ID, ask); err != nil {
			return out, err
		}
	}
	for _, f := range list {
		endFactor(w, f)
	}
	w.Exec(qCodesEnd, u.ID)
	w.Exec(qSessionsEndUser, u.ID, db.ID(0), w.Now().UnixMicro())
	sessions.Drop(w)
	w.Emit("factor.reset", struct{}{}, db.Obj("user", u.ID))
	out.Ended = len(list)
	return out, w.Err()
}
