package dunning

import (
	"encaisse/base/db"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// CameBack makes a task of a reminder that was sent and came back, as of one
// that a server refused at once, while something of it is asked for still. Who
// tells it holds the customer's credit row.
func CameBack(w *db.Write, action db.ID) error {
	a, err := db.Lock[Action](w, qActionLock, action)
	if err != nil || a.State != "sent" {
		return err
	}
	parts, err := partsOf(w.Read, action)
	if err != nil {
		return err
	}
	e, err := seller.Load(w.Read, a.Entity)
	if err != nil {
		return err
	}
	c, err := party.Load(w.Read, a.Customer)
	if err != nil {
		return err
	}
	s, err := look(w.Read, e, c, a.Currency)
	if err != nil || s.idle(w, a, parts) {
		return err
	}
	next := a
	next.State, next.Why = "todo", "bounced"
	return move(w, a, next, "dunning.todo", parts)
}

// Touched is what a reminder is about, for the facts of its message: itself, and
// the documents it asks for.
func Touched(r *db.Read, action db.ID) ([]db.Object, error) {
	list := []db.Object{db.Obj("action", action)}
	parts, err := partsOf(r, action)
	if err != nil {
		return nil, err
	}
	told := map[db.ID]bool{}
	for _, p := range parts {
		i, err := receivable.ItemByID(r, p.Item)
		if err != nil {
			return nil, err
		}
		if !told[i.Document] && (i.Kind == receivable.Invoice || i.Kind == receivable.Charge) {
			told[i.Document] = true
			list = append(list, db.Obj(i.Kind, i.Document))
		}
	}
	return list, nil
}
