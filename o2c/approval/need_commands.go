package approval

import (
	"errors"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

// carried is under which a granted request is noted while its command runs.
type carried struct{}

// Need lets a command go on or says that it waits for a second person, with a
// *Needed. It is asked before the command writes. Nobody needs one while there
// is no second person: the waiver is then a fact. The system never approves.
func Need(w *db.Write, a Ask) (Given, error) {
	if q, ok := w.Noted(carried{}).(Request); ok && q.Kind == a.Kind.Name && q.Subject == a.Subject {
		if q.Stamp != a.Stamp || q.Amount != a.Amount {
			return Given{}, refuse.New(refuse.Conflict, "approval.changed", "number", a.Number)
		}
		return Given{q.ID, q.Requester, q.DecidedBy}, nil
	}
	r, err := ruleOf(w.Read, a.Kind)
	if err != nil || !r.Enabled {
		return Given{}, err
	}
	rows, err := ladder(w.Read)
	if err != nil {
		return Given{}, err
	}
	if w.Actor != 0 && w.Actor != a.Maker && !a.Always && a.Kind.Covers(rows, w.Actor, w.Role, a.Amount, a.Currency) {
		return Given{}, nil
	}
	solo, err := Solo(w.Read)
	switch {
	case err != nil:
		return Given{}, err
	case solo:
		Waive(w, a)
		return Given{}, nil
	case w.Actor == 0:
		return Given{}, refuse.New(refuse.Forbidden, "approval.system")
	}
	return Given{}, &Needed{a, refuse.New(refuse.Forbidden, "approval.needed", "kind", a.Kind.Name, "number", a.Number)}
}

// Waive records that there is nobody who could decide.
func Waive(w *db.Write, a Ask) {
	w.Emit("approval.waived", asked{Kind: a.Kind.Name, Amount: a.Amount, Currency: a.Currency}, db.Obj(a.Object, a.Subject))
}

// Old reports whether something of a day is so old that its kind needs two
// people whatever the amount.
func Old(r *db.Read, k Kind, age int) (bool, error) {
	set, err := ruleOf(r, k)
	return set.Days > 0 && int64(age) > set.Days, err
}

// Waits returns what a command waits for, when that is why it said no.
func Waits(err error) (*Needed, bool) {
	var n *Needed
	return n, errors.As(err, &n)
}

// Store keeps the request of a command that waits: nothing of it was done.
func Store(w *db.Write, n *Needed, command, input string) (View, error) {
	if w.Wrote() {
		return View{}, errors.New("approval: " + command + " wrote before it asked")
	}
	a := n.Ask
	r, err := ruleOf(w.Read, a.Kind)
	if err != nil {
		return View{}, err
	}
	if old, err := db.One[Request](w.Read, qOpen, a.Kind.Name, a.Subject); err == nil {
		alive := old.open(w.Now().UnixMicro()) == nil
		switch {
		case alive && a.Replaces && old.Stamp != a.Stamp:
			end(w, old, Voided, "approval.voided", 0, "changed")
		case alive:
			return View{}, refuse.New(refuse.Conflict, "approval.waiting", "approval", old.ID.Text(Prefix), "number", a.Number)
		default:
			end(w, old, Expired, "approval.lapsed", 0, "")
		}
	} else if err != db.ErrNone {
		return View{}, err
	}
	q := Request{ID: w.NewID(), Entity: w.Entity, Kind: a.Kind.Name, Command: command, Input: input, Subject: a.Subject, Object: a.Object,
		Number: a.Number, Amount: a.Amount, Currency: a.Currency, Stamp: a.Stamp, Maker: a.Maker, Requester: w.Actor, Role: w.Role,
		Day: int64(w.As.Day), AskedAt: w.Now().UnixMicro(), Detail: "{}", State: Open, Version: 1}
	q.ExpiresAt = w.Now().Add(time.Duration(r.Hours) * time.Hour).UnixMicro()
	if a.Detail != nil {
		q.Detail = db.JSON(a.Detail)
	}
	q.Event = w.Emit("approval.asked", asked{q.Kind, command, q.Amount, q.Currency, q.ExpiresAt}, q.objects()...)
	insert(w, q)
	Say(w, q.Event, a.Comment)
	return shown(q, a.Comment, ""), w.Err()
}

// Void ends the open requests about a subject that was changed.
func Void(w *db.Write, subject db.ID, reason string) error {
	list, err := db.All[Request](w.Read, qOpenOf, subject)
	mine, _ := w.Noted(carried{}).(Request)
	for _, q := range list {
		if q.ID != mine.ID {
			end(w, q, Voided, "approval.voided", 0, reason)
		}
	}
	return err
}

// Expire ends requests nobody decided in time, and returns how many.
func Expire(w *db.Write, limit int) (int, error) {
	due, err := db.All[Request](w.Read, qDue, w.Now().UnixMicro(), limit)
	for _, q := range due {
		w.Entity = q.Entity
		end(w, q, Expired, "approval.lapsed", 0, "")
	}
	return len(due), err
}
