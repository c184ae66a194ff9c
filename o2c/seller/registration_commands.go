package seller

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

// NewRegistration is what a company is registered for, and since when.
type NewRegistration struct {
	ID     string  `path:"id" json:"-" doc:"id or name"`
	Kind   string  `json:"kind" minLength:"2" maxLength:"20" doc:"exempt, oss, debits (France), GST, QST, PST-BC (Canada), US-NY (nexus)"`
	Number string  `json:"number,omitempty" maxLength:"40"`
	From   day.Day `json:"from"`
	To     day.Day `json:"to,omitempty" doc:"the last day; the same kind and from again ends it"`
}

// RegistrationView is a registration as doors show it.
type RegistrationView struct {
	Kind   string  `json:"kind"`
	Number string  `json:"number"`
	From   day.Day `json:"from"`
	To     day.Day `json:"to"`
}

// Register says what a company is registered for, or changes that registration's
// number and end. What was decided before stays as it is.
func Register(w *db.Write, in NewRegistration) (View, error) {
	e, err := find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	kind, err := e.kind(in.Kind)
	if err != nil {
		return View{}, err
	}
	r := Registration{Entity: e.ID, Kind: kind, Number: strings.TrimSpace(in.Number), From: in.From, To: in.To}
	if r.From.IsZero() || !r.To.IsZero() && r.To < r.From {
		return View{}, refuse.New(refuse.Invalid, "seller.registration").At("/from", "seller.registration_days", "from", in.From, "to", in.To)
	}
	at := -1
	for i, old := range e.Registrations {
		if old.Kind == kind && old.From == r.From {
			at, r.ID, r.Version = i, old.ID, old.Version
		}
	}
	for _, old := range e.Registrations {
		if r.meets(old) {
			return View{}, refuse.New(refuse.Conflict, "seller.registration_meets", "kind", kind, "from", old.From)
		}
	}
	list := append([]Registration(nil), e.Registrations...)
	typ := "seller.tax_registered"
	if at < 0 {
		r.ID, r.Version = w.NewID(), 1
		list = append(list, r)
		w.Exec(qRegister, r.ID, r.Entity, r.Kind, r.Number, r.From, r.To)
	} else {
		list[at], typ = r, "seller.tax_registration_changed"
		w.Exec1(qRegistered, r.ID, r.Number, r.To, r.Version)
	}
	e.Registrations = list
	drop(w)
	w.Emit(typ, registered{r.Kind, r.Number, r.From, r.To}, db.Obj("registration", r.ID), db.Obj("entity", e.ID))
	return view(e), w.Err()
}
