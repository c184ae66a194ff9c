package charge

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// PolicyPrefix begins the ids of policies.
const PolicyPrefix = "chp"

// NewPolicy says when a customer, or every customer, is charged for lateness.
type NewPolicy struct {
	Customer  string        `json:"customer,omitempty" doc:"id or number; every customer without one of his own when left out"`
	ValidFrom day.Day       `json:"valid_from,omitempty" doc:"first day; today when left out"`
	Mode      string        `json:"mode" enum:"never,on_demand,monthly,final_reminder" doc:"never; when a person asks for it; each month for the month before; with the last reminder"`
	Indemnity *bool         `json:"indemnity,omitempty" doc:"with the fixed charge for recovery, once an invoice (France: 40 €); true when left out"`
	Fees      bool          `json:"fees,omitempty" doc:"with what the bank charges for a returned payment, as soon as it does"`
	Apart     bool          `json:"apart,omitempty" doc:"the fixed charge on an account of its own (7581)"`
	Least     money.Decimal `json:"least,omitempty" doc:"no charge by itself for less"`
}

// PolicyView is a policy as doors show it.
type PolicyView struct {
	Customer  string      `json:"customer" doc:"empty: every customer"`
	ValidFrom day.Day     `json:"valid_from" doc:"empty: nothing was said"`
	Mode      string      `json:"mode"`
	Indemnity bool        `json:"indemnity"`
	Fees      bool        `json:"fees"`
	Apart     bool        `json:"apart"`
	Least     money.Money `json:"least"`
}

func (p Policy) view(customer string, c money.Currency) PolicyView {
	return PolicyView{customer, p.ValidFrom, p.Mode, p.Indemnity, p.Fees, p.Apart, p.Least.In(c)}
}

// ruled is the body of charge.policy_set and charge.policy_changed.
type ruled struct {
	From      day.Day      `json:"from"`
	Mode      string       `json:"mode"`
	Indemnity bool         `json:"indemnity"`
	Fees      bool         `json:"fees"`
	Apart     bool         `json:"apart"`
	Least     money.Amount `json:"least"`
}

// SetPolicy sets it from a day on.
func SetPolicy(w *db.Write, in NewPolicy) (PolicyView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return PolicyView{}, err
	}
	p := Policy{ID: w.NewID(), Entity: e.ID, ValidFrom: in.ValidFrom, Mode: in.Mode, Indemnity: in.Indemnity == nil || *in.Indemnity, Fees: in.Fees, Apart: in.Apart}
	if !slices.Contains([]string{Never, OnDemand, Monthly, WithLast}, p.Mode) {
		return PolicyView{}, refuse.New(refuse.Invalid, "charge.mode", "mode", in.Mode).At("/mode", "charge.mode", "mode", in.Mode)
	}
	if p.Least, err = in.Least.Amount(e.Currency); err != nil {
		return PolicyView{}, err
	}
	if p.Least < 0 {
		return PolicyView{}, refuse.New(refuse.Invalid, "charge.least", "amount", in.Least).At("/least", "charge.least", "amount", in.Least)
	}
	if p.ValidFrom.IsZero() {
		p.ValidFrom = w.Today()
	}
	var c party.Customer
	objects := []db.Object{}
	if in.Customer != "" {
		if c, err = party.Find(w.Read, in.Customer); err != nil {
			return PolicyView{}, err
		}
		objects = append(objects, db.Obj("customer", c.ID))
	}
	p.Customer = c.ID
	old, err := db.One[Policy](w.Read, qPolicyOn, e.ID, p.Customer, p.ValidFrom)
	typ := "charge.policy_changed"
	switch {
	case err == db.ErrNone:
		typ = "charge.policy_set"
		w.Exec(qPolicyNew, p.ID, p.Entity, p.Customer, p.ValidFrom, p.Mode, p.Indemnity, p.Fees, p.Apart, p.Least)
	case err != nil:
		return PolicyView{}, err
	default:
		p.ID = old.ID
		w.Exec1(qPolicyPut, p.ID, p.Mode, p.Indemnity, p.Fees, p.Apart, p.Least, old.Version)
	}
	w.Emit(typ, ruled{p.ValidFrom, p.Mode, p.Indemnity, p.Fees, p.Apart, p.Least}, append([]db.Object{db.Obj("charge_policy", p.ID)}, objects...)...)
	return p.view(c.Number, e.Currency), w.Err()
}

// PoliciesIn asks for the policies set, or for the one of a customer today.
type PoliciesIn struct {
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number: the one in force for him today"`
}

// Policies lists the policies set, or says which holds for a customer.
func Policies(r *db.Read, in PoliciesIn) (db.Page[PolicyView], error) {
	out := db.Page[PolicyView]{Items: []PolicyView{}}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	var c party.Customer
	var rows []Policy
	if in.Customer != "" {
		if c, err = party.Find(r, in.Customer); err != nil {
			return out, err
		}
		p, err := policyOf(r, c.ID)
		if err != nil {
			return out, err
		}
		rows = []Policy{p}
	} else if rows, err = db.All[Policy](r, qPolicyAll, e.ID); err != nil {
		return out, err
	}
	for _, p := range rows {
		number := ""
		if p.Customer != 0 {
			if c, err = party.Load(r, p.Customer); err != nil {
				return out, err
			}
			number = c.Number
		}
		out.Items = append(out.Items, p.view(number, e.Currency))
	}
	return out, nil
}
