package credit

import (
	"cmp"
	"slices"
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Ask decides about an amount (tax included) of a customer's order, under the
// lock of his group.
func Ask(w *db.Write, c party.Customer, currency money.Currency, amount money.Amount) (Verdict, error) {
	lines, err := Guard(w, c, currency)
	if err != nil {
		return Verdict{}, err
	}
	return Decide(w.Day(), currency, amount, lines...), nil
}

// Record keeps an answer about an order with the fact that followed from it.
// Reason is "history" for a taken-over order; releasedBy the person who let it
// pass in spite of failed rules.
func Record(w *db.Write, order, event db.ID, v Verdict, confirmed bool, releasedBy db.ID, reason string) {
	var limit any
	if v.Limit != nil {
		limit = *v.Limit
	}
	w.Exec(qDecision, w.NewID(), order, event, v.Day, v.Amount, v.Exposure, limit, v.Hold(), confirmed, releasedBy, reason)
}

// Advise explains a verdict that failed, with the customer's open items.
func Advise(r *db.Read, c party.Customer, v Verdict) (*Answer, error) {
	if v.Passed() {
		return nil, nil
	}
	items, err := receivable.Left(r, c.ID)
	if err != nil {
		return nil, err
	}
	var owed []Owed
	for _, i := range items {
		if i.Currency == v.Currency {
			owed = append(owed, Owed{i.Number, i.Open, i.DueOn, i.Late > 0})
		}
	}
	return Explain(v, owed), nil
}

// Ease looks at what a command moved. When the exposure or the lateness of a
// customer fell and orders of his group wait, it emits credit.eased, so that
// they are asked again. It runs at the end of every command.
func Ease(w *db.Write) error {
	var holders []db.ID
	fell := map[db.ID]money.Amount{}
	for k, v := range w.Moved() {
		change := counts(k.Kind) * money.Amount(v)
		if k.Kind == receivable.BalanceLate && v < 0 {
			change = -1 << 40 // the end of lateness eases whatever else moved
		}
		if change == 0 {
			continue
		}
		if _, ok := fell[k.Holder]; !ok {
			holders = append(holders, k.Holder)
		}
		fell[k.Holder] += change
	}
	slices.Sort(holders)
	for _, h := range holders {
		if fell[h] >= 0 {
			continue
		}
		if err := Eased(w, h, "exposure"); err != nil {
			return err
		}
	}
	return nil
}

// Eased emits credit.eased for a customer's group when orders of it wait.
func Eased(w *db.Write, customer db.ID, why string) error {
	held, noted := w.Noted(heldOf(customer)).(waiting)
	if !noted {
		row, err := db.One[struct {
			Root  db.ID
			Count int64
		}](w.Read, qHeld, customer)
		if err == db.ErrNone {
			return nil
		}
		if err != nil {
			return err
		}
		held = waiting{row.Root, row.Count}
	}
	if held.count == 0 {
		return nil
	}
	w.Emit("credit.eased", eased{why, held.count}, db.Obj("holder", held.root), db.Obj("customer", customer))
	return nil
}

// NewCustomer is a customer with the credit he starts with.
type NewCustomer struct {
	party.New
	CreditLimit *money.Decimal `json:"credit_limit,omitempty" doc:"left out: unlimited; 0: prepayment only"`
}

// Welcome adds a customer and opens his credit line.
func Welcome(w *db.Write, in NewCustomer) (View, error) {
	limit, err := in.limit()
	if err != nil {
		return View{}, err
	}
	terms, err := receivable.ParseTerms(in.Terms)
	if err != nil {
		return View{}, refuse.New(refuse.Invalid, "party.invalid").At("/terms", "receivable.terms", "text", in.Terms)
	}
	in.Terms = string(terms)
	if in.Warned, err = lawful(w, terms, in.Country); err != nil {
		return View{}, err
	}
	c, group, err := party.Create(w, in.New)
	if err != nil {
		return View{}, err
	}
	if group != 0 {
		w.Exec(qInsert, group, c.Currency, nil, w.Actor)
	}
	w.Exec(qInsert, c.ID, c.Currency, limit, w.Actor)
	return view(c, strings.TrimSpace(in.Group), limit), w.Err()
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
	terms, err := receivable.ParseTerms(in.Terms)
	if err != nil {
		return View{}, err
	}
	in.Terms = string(terms)
	if in.Warned, err = lawful(w, terms, in.Country); err != nil {
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
	}
	if c, err = party.Change(w, c, in.New, root); err != nil {
		return View{}, err
	}
	return view(c, strings.TrimSpace(in.Group), limit), setLimit(w, c, c.Currency, limit)
}

// NewLimit changes a credit limit.
type NewLimit struct {
	Customer string         `path:"customer" json:"-" doc:"id or number"`
	Limit    *money.Decimal `json:"limit" doc:"null: unlimited; 0: prepayment only"`
}

// Limit sets the limit of a customer's own line, in his currency.
func Limit(w *db.Write, in NewLimit) (View, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return View{}, err
	}
	limit, err := NewCustomer{New: party.New{Currency: c.Currency}, CreditLimit: in.Limit}.limit()
	if err != nil {
		return View{}, err
	}
	group, err := party.GroupOf(w.Read, c)
	if err != nil {
		return View{}, err
	}
	return view(c, group, limit), setLimit(w, c, c.Currency, limit)
}

func setLimit(w *db.Write, c party.Customer, currency money.Currency, limit any) error {
	lines, err := Guard(w, c, currency)
	if err != nil {
		return err
	}
	was := lines[0].Limit
	if now, ok := limit.(money.Amount); ok && was != nil && *was == now || limit == nil && was == nil {
		return w.Err()
	}
	w.Exec1(qLimit, c.ID, limit, currency, w.Actor)
	w.Emit("credit.limit_set", limited{was, limit, currency}, db.Obj("customer", c.ID))
	if now, ok := limit.(money.Amount); !ok || was != nil && now > *was {
		return Eased(w, c.ID, "limit")
	}
	return w.Err()
}

// NewBlock blocks a customer for new orders, or ends the block.
type NewBlock struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Reason   string `json:"reason" maxLength:"100" doc:"code of the reason; empty ends the block"`
}

// Block sets or ends a block on a customer's orders.
func Block(w *db.Write, in NewBlock) (View, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return View{}, err
	}
	lines, err := Guard(w, c, c.Currency)
	if err != nil {
		return View{}, err
	}
	w.Exec1(qBlock, c.ID, in.Reason)
	w.Emit("credit.blocked", blocked{in.Reason}, db.Obj("customer", c.ID))
	var limit any
	if l := lines[0].Limit; l != nil {
		limit = *l
	}
	if in.Reason == "" {
		err = Eased(w, c.ID, "block")
	}
	group, otherwise := party.GroupOf(w.Read, c)
	return view(c, group, limit), cmp.Or(err, otherwise)
}
