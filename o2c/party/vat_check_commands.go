package party

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const checkColumns = `id, customer, tax_id, day, result, source, name, address`

var (
	qChecks   = db.Q("party.vat_checks", `select `+checkColumns+` from vat_check where customer = $1 order by day, id`)
	qNewCheck = db.Q("party.vat_check.insert", `insert into vat_check (`+checkColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8)`)
)

var checks = db.NewCache[db.ID, []VATCheck]("party.vat_check")

// VATConfirmedOn reports whether a customer's VAT number counts on a day, by a
// check of at most so many days (0: of any age).
func VATConfirmedOn(r *db.Read, c Customer, d day.Day, most int64) (bool, error) {
	if c.TaxID == "" {
		return false, nil
	}
	list, err := checks.Find(r, c.ID, func() ([]VATCheck, error) { return db.All[VATCheck](r, qChecks, c.ID) })
	return c.confirmed(list, d, most), err
}

// NewVATCheck is the answer of a register about the VAT number of a customer.
type NewVATCheck struct {
	Customer string  `path:"customer" json:"-" doc:"id or number"`
	Result   string  `json:"result" enum:"valid,invalid,unknown" doc:"unknown: the register gave no answer"`
	Day      day.Day `json:"day,omitempty" doc:"of the answer; the business day when left out"`
	Source   string  `json:"source" minLength:"1" maxLength:"100" doc:"who or what said it: VIES, BZSt, a person"`
	Name     string  `json:"name,omitempty" maxLength:"200" doc:"as the register answered"`
	Address  string  `json:"address,omitempty" maxLength:"300" doc:"as the register answered"`
}

// CheckVAT records what a register said. Orders taken before keep how they are
// taxed.
func CheckVAT(w *db.Write, in NewVATCheck) (VATCheckView, error) {
	c, err := Find(w.Read, in.Customer)
	if err != nil {
		return VATCheckView{}, err
	}
	if c.TaxID == "" {
		return VATCheckView{}, refuse.New(refuse.Conflict, "party.vat_none", "customer", c.Number)
	}
	x := VATCheck{ID: w.NewID(), Customer: c.ID, TaxID: c.TaxID, Day: in.Day, Result: in.Result, Source: strings.TrimSpace(in.Source),
		Name: strings.TrimSpace(in.Name), Address: strings.TrimSpace(in.Address)}
	if x.Day.IsZero() {
		x.Day = w.Day()
	}
	r := refuse.New(refuse.Invalid, "party.vat_checking")
	if x.Result != VATValid && x.Result != VATInvalid && x.Result != VATUnknown {
		r.At("/result", "party.vat_result", "result", in.Result)
	}
	if x.Day > w.Day() {
		r.At("/day", "party.vat_future", "day", x.Day)
	}
	if x.Source == "" {
		r.At("/source", "party.vat_source")
	}
	if len(r.Fields) > 0 {
		return VATCheckView{}, r
	}
	w.Exec(qNewCheck, x.ID, x.Customer, x.TaxID, x.Day, x.Result, x.Source, x.Name, x.Address)
	checks.Drop(w)
	w.Emit("party.vat_checked", checked{x.TaxID, x.Day, x.Result, x.Source}, db.Obj("vat_check", x.ID), db.Obj("customer", c.ID))
	return x.view(), w.Err()
}

// VATCheckView is a check as doors show it.
type VATCheckView struct {
	ID      string  `json:"id"`
	TaxID   string  `json:"tax_id"`
	Day     day.Day `json:"day"`
	Result  string  `json:"result"`
	Source  string  `json:"source"`
	Name    string  `json:"name"`
	Address string  `json:"address"`
}

func (x VATCheck) view() VATCheckView {
	return VATCheckView{x.ID.Text("vat"), x.TaxID, x.Day, x.Result, x.Source, x.Name, x.Address}
}

// VATChecks lists the checks of a customer, the first one first.
func VATChecks(r *db.Read, in OfCustomer) ([]VATCheckView, error) {
	out := []VATCheckView{}
	c, err := Find(r, in.Customer)
	if err != nil {
		return out, err
	}
	list, err := db.All[VATCheck](r, qChecks, c.ID)
	for _, x := range list {
		out = append(out, x.view())
	}
	return out, err
}
