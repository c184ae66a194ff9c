package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/approval"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
)

// person is somebody in a role who does a step.
func person(as db.As, user db.ID, role string) db.As {
	as.Actor, as.Role = user, role
	return as
}

// boss is who decides about credit: the clerk without a role, or somebody with
// authority.
func boss(r *rand.Rand, as db.As) db.As {
	return pick(r, as, person(as, manager, "finance"), person(as, manager, "credit_manager"), person(as, clerk, "credit"))
}

// second is a further user: with two of them four eyes begin.
func second(w *world, r *rand.Rand, as db.As) error {
	if r.IntN(2) == 0 {
		user, err := w.some(r, as, "user", access.UserPrefix)
		if err != nil {
			return err
		}
		ref := access.UserRef{User: user}
		if r.IntN(4) == 0 {
			ref.User = fmt.Sprint("user", r.Int64N(w.count.Load()+1)) // often nobody, which is refused
		}
		return do(w, as, func(x *db.Write) (access.User, error) { return pick(r, access.Suspend, access.Restore)(x, ref) })
	}
	name := fmt.Sprint("user", w.count.Add(1))
	return do(w, as, func(x *db.Write) (access.User, error) { return access.AddUser(x, access.NewUser{Name: name}) })
}

func line(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	return do(w, boss(r, as), func(x *db.Write) (credit.ExtraView, error) {
		in := credit.NewExtra{Customer: c, Amount: money.Decimal(r.Int64N(5000)+1) * 1_000000}
		switch r.IntN(4) {
		case 0:
			in.Entity = pick(r, "Paris", "Lyon", "Montréal")
		case 1:
			f, err := credit.ShowFile(x.Read, credit.ByCustomer{ID: c})
			if err == nil && len(f.Lines) > 0 {
				return credit.EndLine(x, credit.ByLine{Customer: c, ID: f.Lines[r.IntN(len(f.Lines))].ID})
			}
			fallthrough
		default:
			in.From = x.Day().AddDays(r.IntN(9) - 2)
			in.To = in.From.AddDays(r.IntN(12))
		}
		return credit.OpenLine(x, in)
	})
}

func rule(w *world, r *rand.Rand, as db.As) error {
	on := r.IntN(3) == 0
	in := credit.NewRule{Rule: credit.Rules[r.IntN(len(credit.Rules))], Class: pick(r, "", "A", "E"), Enabled: &on}
	if r.IntN(2) == 0 {
		t := money.Decimal(r.Int64N(60)) * 1_000000
		in.Threshold = &t
	}
	if in.Rule == credit.RuleLimit || in.Rule == credit.RuleStop || in.Rule == credit.RuleUnchecked { // or everything is held before long
		on = true
		in.Threshold = nil
	}
	return do(w, boss(r, as), func(x *db.Write) (credit.RuleView, error) { return credit.SetRule(x, in) })
}

func file(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	return do(w, boss(r, as), func(x *db.Write) (any, error) {
		switch r.IntN(9) {
		case 0:
			in := credit.ToDeclare{Customer: c}
			if r.IntN(3) == 0 {
				in.On = x.Today()
			}
			return credit.Declare(x, in)
		case 1:
			return credit.Review(x, credit.Reviewed{Customer: c})
		case 2:
			rating := money.Decimal(r.Int64N(1_000001))
			return credit.ScoreCustomer(x, credit.ToScore{Customer: c, Rating: &rating})
		case 3:
			return credit.CoverBy(x, credit.Insurance{Customer: c, Limit: money.Decimal(r.Int64N(9000)) * 1_000000, Share: 90_000000})
		case 4:
			return credit.Classify(x, credit.NewClass{Customer: c, Class: pick(r, "", "A", "E")})
		}
		passed := r.IntN(8) > 0
		return credit.Check(x, credit.Done{Customer: c, Item: credit.Checks[r.IntN(len(credit.Checks))], Passed: &passed})
	})
}

// ask is a command through the registry, by somebody who may need a second
// person.
func ask(w *world, r *rand.Rand, as db.As) error {
	call := func(role string) app.Call {
		return app.Call{Caller: app.Caller{User: clerk, Role: role, Entity: as.Entity}}
	}
	ctx := context.Background()
	switch r.IntN(4) {
	case 0:
		id, err := w.some(r, as, "held", order.Prefix)
		if err == nil {
			c := call("credit")
			c.User = pick(r, clerk, manager)
			_, err = app.ReleaseOrder.Do(ctx, w.a, c, order.ToRelease{ID: id, Comment: "oui"})
		}
		return err
	case 1:
		id, err := w.some(r, as, "bill", invoice.Prefix)
		if err == nil {
			_, err = app.CreditInvoice.Do(ctx, w.a, call("billing"), invoice.ToCredit{ID: id})
		}
		return err
	case 2:
		enabled := r.IntN(4) > 0
		_, err := app.SetApprovalRule.Do(ctx, w.a, call("admin"), approval.NewRule{Kind: pick(r, "invoice.credit", "credit.rule"), Enabled: &enabled})
		return err
	}
	c, err := w.customer(r, as)
	if err == nil {
		to := money.Decimal(r.Int64N(90_000)) * 1_000000
		_, err = app.SetLimit.Do(ctx, w.a, call("credit_manager"), credit.NewLimit{Customer: c, Limit: &to})
	}
	return err
}

// decide is the word of a second person, or of the first again.
func decide(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "request", approval.Prefix)
	if err != nil {
		return err
	}
	in := approval.Decision{ID: id, Comment: "vu"}
	c := app.Call{Caller: app.Caller{User: pick(r, manager, manager, 13, clerk), Role: pick(r, "finance", "finance", "admin", "credit_manager"), Entity: as.Entity}}
	ctx := context.Background()
	switch r.IntN(6) {
	case 0:
		_, err = app.RefuseApproval.Do(ctx, w.a, c, in)
	case 1:
		_, err = app.WithdrawApproval.Do(ctx, w.a, c, in)
	default:
		_, err = app.GrantApproval.Do(ctx, w.a, c, in)
	}
	return err
}
