package payment

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var qUnapplied = db.Q("payment.unapplied", `select `+columns+` from payment p where p.entity = $1 and p.id > $2 and not p.returned and (p.customer = $3 or $3 = 0)
	and exists (select 1 from open_item i where i.id = p.id and i.open < 0) order by p.id limit $4`).Scans()

// MatchFilter asks what the matching run would do.
type MatchFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number; all when left out"`
}

// Proposal is what the matching run would do with what is left of a payment, or
// why it would leave it.
type Proposal struct {
	Payment    string         `json:"payment"`
	Customer   *string        `json:"customer" doc:"null: payer not known yet"`
	Name       string         `json:"name" doc:"of the customer, or what the bank says of the payer"`
	ReceivedOn day.Day        `json:"received_on"`
	Reference  string         `json:"reference"`
	Currency   money.Currency `json:"currency"`
	Unapplied  money.Money    `json:"unapplied" doc:"now"`
	How        string         `json:"how" doc:"reference, amount; empty: it stays as it is"`
	Invoices   []ProposedUse  `json:"invoices"`
	Discount   money.Money    `json:"discount" doc:"cash discount taken with it"`
	WrittenOff money.Money    `json:"written_off" doc:"what is missing, within the tolerance"`
	Kept       money.Money    `json:"kept" doc:"what is too much, within the tolerance"`
	Left       money.Money    `json:"left" doc:"unapplied, after it"`
	Reason     string         `json:"reason" doc:"why it stays: payer_unknown, other_customer, named_paid, several_named, several_equal, nothing_open, no_match"`
	Why        string         `json:"why" doc:"the same as a sentence"`
}

// ProposedUse is an invoice it would settle, and how much of it.
type ProposedUse struct {
	Number string      `json:"number"`
	Amount money.Money `json:"amount"`
}

var sentences = words.NewCatalog(Texts)

// Proposals tells, payment by payment in the order of the matching run, what it
// would do: each after those before it. Nothing is changed.
func Proposals(r *db.Read, in MatchFilter) (db.Page[Proposal], error) {
	out := db.Page[Proposal]{Items: []Proposal{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	var holder db.ID
	if in.Customer != "" {
		c, err := party.Find(r, in.Customer)
		if err != nil {
			return out, err
		}
		holder = c.ID
	}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Payment](r, qUnapplied, e.ID, after, holder, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(p Payment) db.ID { return p.ID })
	out.Next = page.Next
	m := &matcher{r: r, e: e, open: map[db.ID][]receivable.Item{}}
	if m.tolerances, err = tolerancesOf(r, e.ID); err != nil {
		return out, err
	}
	for _, p := range page.Items {
		v, err := m.next(p)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, nil
}

// matcher goes through payments; open is what each customer owes still.
type matcher struct {
	r          *db.Read
	e          seller.Entity
	tolerances []Tolerance
	open       map[db.ID][]receivable.Item
}

func (m *matcher) next(p Payment) (Proposal, error) {
	item, err := receivable.ItemByID(m.r, p.ID)
	if err != nil {
		return Proposal{}, err
	}
	var c party.Customer
	if p.Customer != 0 {
		if c, err = party.Load(m.r, p.Customer); err != nil {
			return Proposal{}, err
		}
		if _, ok := m.open[c.ID]; !ok {
			if m.open[c.ID], err = receivable.Left(m.r, c.ID); err != nil {
				return Proposal{}, err
			}
		}
	}
	open := slices.DeleteFunc(slices.Clone(m.open[c.ID]), func(i receivable.Item) bool { return i.Entity != p.Entity || i.Currency != p.Currency })
	named, err := m.named(p)
	if err != nil {
		return Proposal{}, err
	}
	x, err := propose(p, item, named, open, m.tolerances, m.r.Today())
	if err != nil {
		return Proposal{}, err
	}
	m.open[c.ID] = x.after(m.open[c.ID])
	return x.view(m.r, p, c, item), nil
}

// named is what the reference leads to, as the payments before left it.
func (m *matcher) named(p Payment) ([]receivable.Item, error) {
	list, err := receivable.Referred(m.r, candidates(p.Reference))
	if err != nil {
		return nil, err
	}
	var out []receivable.Item
	for _, i := range list {
		if i.Entity != p.Entity || i.Currency != p.Currency || slices.ContainsFunc(out, func(o receivable.Item) bool { return o.ID == i.ID }) {
			continue
		}
		if now, ok := m.open[i.Customer]; ok {
			at := slices.IndexFunc(now, func(o receivable.Item) bool { return o.ID == i.ID })
			if at < 0 {
				i.Open = 0
			} else {
				i = now[at]
			}
		}
		out = append(out, i)
	}
	return out, nil
}

func (x proposal) view(r *db.Read, p Payment, c party.Customer, item receivable.Item) Proposal {
	m := func(a money.Amount) money.Money { return a.In(p.Currency) }
	v := Proposal{Payment: p.ID.Text(Prefix), Name: p.Payer, ReceivedOn: p.ReceivedOn, Reference: p.Reference, Currency: p.Currency, Unapplied: m(item.Left()), How: x.how,
		Invoices: []ProposedUse{}, Discount: m(x.discount), WrittenOff: m(x.missing), Kept: m(x.tooMuch), Left: m(x.left), Reason: x.why}
	if c.ID != 0 {
		v.Customer, v.Name = &c.Number, c.Name
	}
	if x.why != "" {
		v.Why = sentences.Say(r.Speak, "payment.why."+x.why)
	}
	for _, u := range x.uses {
		v.Invoices = append(v.Invoices, ProposedUse{u.Number, m(u.Amount)})
	}
	return v
}
