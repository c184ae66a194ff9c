package order

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/credit"
)

// release is the kind of a held order let go: by authority up to its amount,
// good for a day (domain.md 2.6).
var release = approval.Register(approval.Kind{Name: "order.release", Hours: 24, Ladder: approval.CreditLadder})

// ToRelease is the word of the person who lets a held order go on.
type ToRelease struct {
	ID      string `path:"id" json:"-" doc:"id or number"`
	Comment string `json:"comment,omitempty" maxLength:"500"`
}

// Release lets a held order pass although a rule failed. Whoever entered the
// order may not (four eyes); the system never does. Above one's authority it
// waits for somebody who has it.
func Release(w *db.Write, in ToRelease) (View, error) {
	l, err := Lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old, c, lines := l.Order, l.Customer, l.Credit
	if err := old.Can("release"); err != nil {
		return View{}, err
	}
	if w.Actor == 0 || w.Actor == old.EnteredBy {
		return View{}, refuse.New(refuse.Forbidden, "order.four_eyes", "number", old.Number)
	}
	rest, err := old.rest(w.Day())
	if err != nil {
		return View{}, err
	}
	v := credit.Decide(w.Day(), old.Currency, rest, lines...)
	if old.HeldByPerson() {
		v.Failed = append(v.Failed, credit.RuleManual)
	}
	by, err := approval.Need(w, old.release(v, rest, in.Comment))
	if err != nil {
		return View{}, err
	}
	if by.Approver == 0 {
		by.Approver = w.Actor
	}
	o := old
	o.TakenOver = false // it lives from now on: its goods come from today's stock
	a, err := confirm(w, o, v, "order.released_by_person", by)
	if err != nil {
		return View{}, err
	}
	save(w, old, a.Order)
	approval.Say(w, a.event, in.Comment)
	if err := approval.Void(w, o.ID, "released"); err != nil {
		return View{}, err
	}
	a.Verdict = credit.Verdict{}
	return view(w.Read, a, c), w.Err()
}

// release is what is to be decided about a held order: what it is about and
// what is true now. Another amount or content is another decision.
func (o Order) release(v credit.Verdict, rest money.Amount, comment string) approval.Ask {
	return approval.Ask{Kind: release, Subject: o.ID, Object: "order", Number: o.Number, Amount: rest, Currency: o.Currency,
		Stamp: db.JSON([]any{o.Total, rest, o.Content}), Maker: o.EnteredBy, Comment: comment,
		Detail: map[string]any{"exposure": v.Exposure, "limit": v.Limit, "failed": v.Failed, "figures": v.Figures, "currency": o.Currency}}
}
