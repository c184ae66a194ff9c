package approval

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Decision is the word of the person who decides about a request.
type Decision struct {
	ID      string `path:"id" json:"-" doc:"apr_…"`
	Comment string `json:"comment,omitempty" maxLength:"500"`
}

// Grant carries out the command that was asked, in this transaction: as the
// requester, for his legal entity and day, caused by the approval. carry runs
// a stored command. Who asked, who made the subject and the system never
// grant; nobody does beyond his authority.
func Grant(w *db.Write, in Decision, carry func(q Request) (any, error)) (View, error) {
	q, err := lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	if err := decides(w.Read, q); err != nil {
		return View{}, err
	}
	q = end(w, q, Granted, "approval.granted", w.Actor, "")
	Say(w, q.Closed, in.Comment)
	as := w.As
	w.Note(carried{}, q)
	w.Actor, w.Role, w.Entity, w.Cause = q.Requester, q.Role, q.Entity, q.Closed
	if q.Day != 0 {
		w.As.Day = day.Day(q.Day)
	}
	done, err := carry(q)
	if err != nil {
		return View{}, err
	}
	w.As = as
	v := shown(q, "", in.Comment)
	v.Done = done
	return v, w.Err()
}

// decides refuses who may not decide about a request now.
func decides(r *db.Read, q Request) error {
	if err := q.open(r.Now().UnixMicro()); err != nil {
		return err
	}
	if err := q.mayDecide(r.Actor); err != nil {
		return err
	}
	k, err := kindOf(q.Kind)
	if err != nil {
		return err
	}
	rows, err := ladder(r)
	if err != nil {
		return err
	}
	if !k.Covers(rows, r.Actor, r.Role, q.Amount, q.Currency) {
		return refuse.New(refuse.Forbidden, "approval.authority", "kind", q.Kind, "amount", q.Amount.In(q.Currency))
	}
	return nil
}

// Refuse ends a request with a no.
func Refuse(w *db.Write, in Decision) (View, error) {
	q, err := lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	if err := decides(w.Read, q); err != nil {
		return View{}, err
	}
	q = end(w, q, Refused, "approval.refused", w.Actor, "")
	Say(w, q.Closed, in.Comment)
	return shown(q, "", in.Comment), w.Err()
}

// Withdraw takes one's own request back.
func Withdraw(w *db.Write, in Decision) (View, error) {
	q, err := lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	if err := q.open(w.Now().UnixMicro()); err != nil {
		return View{}, err
	}
	if w.Actor != q.Requester {
		return View{}, refuse.New(refuse.Forbidden, "approval.not_own")
	}
	q = end(w, q, Withdrawn, "approval.withdrawn", w.Actor, "")
	Say(w, q.Closed, in.Comment)
	return shown(q, "", in.Comment), w.Err()
}

// NewRule switches four eyes for a kind, or changes how long a request lives.
type NewRule struct {
	Kind    string `json:"kind"`
	Enabled *bool  `json:"enabled,omitempty"`
	Hours   *int64 `json:"hours,omitempty" minimum:"1" maximum:"8760" doc:"a request lives so long"`
	Days    *int64 `json:"days,omitempty" minimum:"0" maximum:"3650" doc:"what is older needs two people whatever the amount; 0: no such rule"`
}

// policy is the kind of decision that changes who decides: always two people.
var policy = Register(Kind{Name: "approval.policy", Ladder: FinanceLadder})

// SetRule changes the rule of a kind.
func SetRule(w *db.Write, in NewRule) (Rule, error) {
	k, err := kindOf(strings.TrimSpace(in.Kind))
	if err != nil {
		return Rule{}, err
	}
	r, err := ruleOf(w.Read, k)
	if err != nil {
		return Rule{}, err
	}
	was := r
	if in.Enabled != nil {
		r.Enabled = *in.Enabled
	}
	if in.Hours != nil {
		r.Hours = *in.Hours
	}
	if in.Days != nil {
		r.Days = *in.Days
	}
	if r.Hours <= 0 || r.Days < 0 {
		return Rule{}, refuse.New(refuse.Invalid, "approval.rule")
	}
	if r == was {
		return ruleView(k, r), nil
	}
	if err := two(w, k.Name, db.JSON(r), [2]any{ruleView(k, was), ruleView(k, r)}); err != nil {
		return Rule{}, err
	}
	w.Exec(qRule, r.Kind, r.Enabled, r.Hours, r.Days)
	rules.Drop(w)
	w.Emit("approval.rule_set", ruled(r), db.Obj("user", w.Actor))
	return ruleView(k, r), w.Err()
}

// two wants a second person for a change of who decides; a change of policy
// has no document, so the kind it is about tells the requests apart.
func two(w *db.Write, kind, stamp string, change [2]any) error {
	_, err := Need(w, Ask{Kind: policy, Subject: SubjectOf(kind), Object: "policy", Number: kind, Stamp: stamp, Always: true,
		Detail: map[string]any{"was": change[0], "now": change[1]}})
	return err
}

// NewAuthority says up to how much somebody may decide alone.
type NewAuthority struct {
	Holder   string         `json:"holder" doc:"a role, or usr_…"`
	Kind     string         `json:"kind"`
	Currency money.Currency `json:"currency,omitempty" doc:"any when left out: only with up_to null or 0"`
	UpTo     *money.Decimal `json:"up_to" doc:"null: any amount"`
	End      bool           `json:"end,omitempty" doc:"the ladder of the kind counts again"`
}

// Allow sets or ends a row of the company's own ladder.
func Allow(w *db.Write, in NewAuthority) (AuthorityView, error) {
	k, err := kindOf(strings.TrimSpace(in.Kind))
	if err != nil {
		return AuthorityView{}, err
	}
	a := Authority{ID: w.NewID(), Holder: strings.TrimSpace(in.Holder), Kind: k.Name, Currency: string(in.Currency), Limited: in.UpTo != nil, Version: 1}
	if in.UpTo != nil {
		if a.Currency == "" && *in.UpTo != 0 || *in.UpTo < 0 {
			return AuthorityView{}, refuse.New(refuse.Invalid, "approval.up_to").At("/up_to", "approval.up_to")
		}
		if a.Currency != "" {
			if a.UpTo, err = in.UpTo.Amount(in.Currency); err != nil {
				return AuthorityView{}, err
			}
		}
	}
	if err := known(a.Holder); err != nil {
		return AuthorityView{}, err
	}
	rows, err := db.All[Authority](w.Read, qAuthority)
	if err != nil {
		return AuthorityView{}, err
	}
	var was *Authority
	for i, r := range rows {
		if r.Kind == a.Kind && r.Holder == a.Holder && r.Currency == a.Currency {
			was = &rows[i]
		}
	}
	stamp := db.JSON([]any{a.Holder, a.Currency, a.Limited, a.UpTo, in.End})
	if err := two(w, k.Name, stamp, [2]any{was, authorityView(a)}); err != nil {
		return AuthorityView{}, err
	}
	return authorityView(a), allow(w, was, a, in.End)
}

func allow(w *db.Write, was *Authority, a Authority, ended bool) error {
	var upTo any
	var said *money.Amount
	if a.Limited {
		upTo, said = a.UpTo, &a.UpTo
	}
	switch {
	case ended && (was == nil || was.Ended):
		return refuse.New(refuse.Missing, "approval.no_authority", "holder", a.Holder, "kind", a.Kind)
	case was == nil:
		w.Exec(qAllow, a.ID, a.Holder, a.Kind, a.Currency, upTo)
	default:
		w.Exec1(qReallow, was.ID, upTo, ended, was.Version)
	}
	authorities.Drop(w)
	w.Emit("approval.authority_set", allowed{a.Kind, a.Holder, a.Currency, said, ended}, db.Obj("user", w.Actor))
	return w.Err()
}

// known refuses a holder that is neither a role on a ladder nor a user.
func known(holder string) error {
	if _, ok := db.ParseID("usr", holder); ok {
		return nil
	}
	for _, role := range []string{"sales", "credit", "credit_manager", "warehouse", "billing", "collections", "cash", "finance", "admin"} {
		if holder == role {
			return nil
		}
	}
	return refuse.New(refuse.Invalid, "approval.holder", "holder", holder).At("/holder", "approval.holder", "holder", holder)
}
