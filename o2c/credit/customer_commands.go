package credit

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// NewCustomer is a customer with the credit he starts with.
type NewCustomer struct {
	party.New
	CreditLimit *money.Decimal `json:"credit_limit,omitempty" doc:"left out: unlimited; 0: prepayment only"`
	LateRate    *money.Percent `json:"late_rate,omitempty" doc:"rate of late payment a year agreed with him, for what is issued from today on; left out, or 0: none"`
}

// Welcome adds a customer and opens his credit line. Where the company wants
// new customers checked first, he pays in advance until his file is complete;
// a limit given by an administrator counts as checked by him.
func Welcome(w *db.Write, in NewCustomer) (View, error) {
	limit, err := in.limit()
	if err != nil {
		return View{}, err
	}
	if err := in.agreed(w); err != nil {
		return View{}, err
	}
	if err := in.rated(w, 0); err != nil {
		return View{}, err
	}
	p, err := policyOf(w.Read, "")
	if err != nil {
		return View{}, err
	}
	c, group, err := party.Create(w, in.New)
	if err != nil {
		return View{}, err
	}
	today := w.Day()
	if group != 0 {
		w.Exec(qInsert, group, c.Currency, nil, w.Actor, w.Actor, today, today.AddMonths(usualReview))
	}
	checked := today
	if p.on(RuleUnchecked) && !(limit != nil && w.Role == "admin") {
		checked = 0
	}
	w.Exec(qInsert, c.ID, c.Currency, limit, w.Actor, w.Actor, checked, today.AddMonths(usualReview))
	if in.late() == 0 {
		return view(c, strings.TrimSpace(in.Group), limit, 0), w.Err()
	}
	return view(c, strings.TrimSpace(in.Group), limit, in.late()), receivable.Agree(w, c.ID, in.late())
}

// agreed reads the terms, and what they are warned of.
func (in *NewCustomer) agreed(w *db.Write) error {
	terms, err := receivable.ParseTerms(in.Terms)
	if err != nil {
		return refuse.New(refuse.Invalid, "party.invalid").At("/terms", "receivable.terms", "text", in.Terms)
	}
	in.Terms = string(terms)
	in.Warned, err = lawful(w, terms, in.Country)
	return err
}

// rated refuses a rate of late payment that may not be agreed today; one that was
// agreed before stays, whatever the law says since.
func (in NewCustomer) rated(w *db.Write, was money.Percent) error {
	if in.late() == was {
		return nil
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return err
	}
	return receivable.MayAgree(w, e, in.late())
}

// late is the rate of late payment agreed; 0 for none.
func (in NewCustomer) late() money.Percent {
	if in.LateRate == nil {
		return 0
	}
	return *in.LateRate
}

// lawful checks agreed terms against the law of the seller's country, for a
// customer of the same: a warning, or a refusal with the first excess.
func lawful(w *db.Write, terms receivable.Terms, country string) (warning string, err error) {
	if w.Entity == 0 {
		return "", nil
	}
	e, err := seller.Of(w.Read)
	if err != nil || e.Caps == seller.CapsOff || e.Country != strings.ToUpper(strings.TrimSpace(country)) {
		return "", err
	}
	issue, due, latest, over := terms.ExcessFrom(e.Country, w.Today())
	switch {
	case !over:
		return "", nil
	case e.Caps == seller.CapsRefuse:
		return "", refuse.New(refuse.Invalid, "party.invalid").At("/terms", "receivable.terms_over", "terms", string(terms), "issue", issue, "due", due, "latest", latest)
	}
	return "receivable.terms_over_cap", nil
}

func (in NewCustomer) limit() (any, error) {
	if in.CreditLimit == nil {
		return nil, nil
	}
	a, err := in.CreditLimit.Amount(in.Currency)
	if err != nil {
		return nil, err
	}
	if a < 0 {
		return nil, refuse.New(refuse.Invalid, "party.invalid").At("/credit_limit", "credit.limit_negative")
	}
	return a, nil
}

// Put creates the customer or changes the one of that number, as a file does:
// also his group. Package order adds what his orders need to follow him.
// A limit raised this way needs the same authority as any other, but for a file
// an administrator imports: he answers for it.
func Put(w *db.Write, in NewCustomer) (View, error) {
	c, err := party.Find(w.Read, in.Number)
	if refuse.Code(err) == "party.unknown" {
		return Welcome(w, in)
	}
	if err != nil {
		return View{}, err
	}
	limit, err := in.limit()
	if err != nil {
		return View{}, err
	}
	if err := in.agreed(w); err != nil {
		return View{}, err
	}
	if err := in.unseen(w, c); err != nil {
		return View{}, err
	}
	late, err := receivable.AgreedNow(w.Read, w.Entity, c.ID)
	if err != nil {
		return View{}, err
	}
	if err := in.rated(w, late); err != nil {
		return View{}, err
	}
	n, err := wanted(w, c, limit, in.TakenOver && w.Role == "admin") // before anything is written
	if err != nil {
		return View{}, err
	}
	root, made, err := party.Membership(w, c, in.Group)
	if err != nil {
		return View{}, err
	}
	if root != c.Root {
		if err := regroup(w, c, root, made); err != nil {
			return View{}, err
		}
	} else if err := Hold(w, c); err != nil { // the group it stays is that of now
		return View{}, err
	}
	if c, err = party.Change(w, c, in.New, root); err != nil {
		return View{}, err
	}
	if err := n.lock(w, c); err != nil {
		return View{}, err
	}
	if in.late() != late {
		if err := receivable.Agree(w, c.ID, in.late()); err != nil {
			return View{}, err
		}
	}
	return view(c, strings.TrimSpace(in.Group), limit, in.late()), n.keep(w, c, c.Currency)
}

// unseen refuses to overwrite what the person who sends this has not seen.
func (in NewCustomer) unseen(w *db.Write, c party.Customer) error {
	if in.Seen == "" {
		return nil
	}
	k, err := db.One[row](w.Read, qOwn, c.ID)
	if err != nil {
		return err
	}
	late, err := receivable.AgreedNow(w.Read, w.Entity, c.ID)
	if err != nil || in.Seen == version(c, k.was(), late) {
		return err
	}
	return c.Unseen(w)
}
