package payment

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// mostSuggested is how many open items are shown beside a payment.
const mostSuggested = 60

// sameAmount are items of anybody that a payment of an unknown payer may be for.
var qSameAmount = db.Q("payment.same_amount", `select i.id from open_item i where i.open > 0 and i.due_on >= $3 and i.due_on <= $4 and i.open = $2 and i.entity = $1 and i.customer is not null
	order by i.due_on, i.id limit 20`)

// SuggestFor asks what a payment may settle.
type SuggestFor struct {
	ID       string `path:"id" json:"-"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id, number or a part of the name: whose open items to look through; the payer’s when left out"`
}

// Suggested is what a payment may settle, the likeliest first.
type Suggested struct {
	Payment   View         `json:"payment"`
	Proposal  Proposal     `json:"proposal" doc:"what the matching run would do, alone"`
	Customer  *string      `json:"customer" doc:"whose items these are; null: several customers’"`
	Name      string       `json:"name"`
	Tolerance money.Money  `json:"tolerance" doc:"most that may be written off, of the likeliest"`
	Items     []Suggestion `json:"items"`
}

// Suggestion is an open item with why it may be meant.
type Suggestion struct {
	Number   string      `json:"number"`
	Customer string      `json:"customer"`
	Name     string      `json:"name"`
	DueOn    day.Day     `json:"due_on"`
	Open     money.Money `json:"open"`
	Discount money.Money `json:"discount" doc:"cash discount that may still be taken"`
	Take     money.Money `json:"take" doc:"what of the payment it would take; 0 when it is not proposed"`
	Sure     string      `json:"sure" doc:"sure, likely, possible"`
	Reasons  []string    `json:"reasons" doc:"named, amount, amount_discount, sum, late, next"`
}

// Suggest ranks what a payment may settle, each with its reason. Nothing is
// changed.
func Suggest(r *db.Read, in SuggestFor) (Suggested, error) {
	out := Suggested{Items: []Suggestion{}}
	p, err := Find(r, in.ID)
	if err != nil {
		return out, err
	}
	if out.Payment, err = shown(r, p); err != nil {
		return out, err
	}
	e, err := seller.Load(r, p.Entity)
	if err != nil {
		return out, err
	}
	m := &matcher{r: r, e: e, open: map[db.ID][]receivable.Item{}}
	if m.tolerances, err = tolerancesOf(r, e.ID); err != nil {
		return out, err
	}
	if out.Proposal, err = m.next(p); err != nil {
		return out, err
	}
	s := suggesting{matcher: m, p: p, left: out.Payment.Unapplied.Minor}
	if s.named, err = (&matcher{r: r, e: e, open: map[db.ID][]receivable.Item{}}).named(p); err != nil {
		return out, err
	}
	c, err := s.whose(in.Customer)
	if err != nil {
		return out, err
	}
	if c.ID != 0 {
		out.Customer, out.Name = &c.Number, c.Name
	}
	list, err := s.items(c)
	if err != nil {
		return out, err
	}
	return out, s.rank(&out, list)
}

type suggesting struct {
	*matcher
	p     Payment
	left  money.Amount
	named []receivable.Item
}

// whose items are looked through: of the customer said, else of the payer.
func (s suggesting) whose(said string) (party.Customer, error) {
	if said == "" {
		if s.p.Customer == 0 {
			return party.Customer{}, nil
		}
		return party.Load(s.r, s.p.Customer)
	}
	c, err := party.Find(s.r, said)
	if refuse.Code(err) != "party.unknown" {
		return c, err
	}
	found, otherwise := party.Search(s.r, said, 2)
	if otherwise != nil || len(found) != 1 {
		return c, cmp.Or(otherwise, err)
	}
	return party.Load(s.r, found[0])
}

// items are those a payment may be for: of one customer all that is open, of
// nobody what the reference names, and what is open for just the amount.
func (s suggesting) items(c party.Customer) ([]receivable.Item, error) {
	var list []receivable.Item
	var err error
	if c.ID != 0 {
		list, err = receivable.Left(s.r, c.ID)
	} else {
		list = slices.Clone(s.named)
		var same []db.ID
		if same, err = db.All[db.ID](s.r, qSameAmount, s.p.Entity, s.left, s.r.Today().AddDays(-365), s.r.Today().AddDays(120)); err == nil {
			for _, id := range same {
				i, err := receivable.ItemByID(s.r, id)
				if err != nil {
					return nil, err
				}
				list = append(list, i)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	seen := map[db.ID]bool{}
	return slices.DeleteFunc(list, func(i receivable.Item) bool {
		out := seen[i.ID] || i.Open <= 0 || i.Entity != s.p.Entity || i.Currency != s.p.Currency || i.Customer == 0
		seen[i.ID] = true
		return out
	}), nil
}

// rank puts the likeliest first and says what each would take of the money.
func (s suggesting) rank(out *Suggested, list []receivable.Item) error {
	together := map[db.ID]bool{}
	for _, id := range s.sums(list) {
		together[id] = true
	}
	m := func(a money.Amount) money.Money { return a.In(s.p.Currency) }
	takes := s.takes(list, together)
	for _, i := range list {
		c, err := party.Load(s.r, i.Customer)
		if err != nil {
			return err
		}
		v := Suggestion{Number: i.Number, Customer: c.Number, Name: c.Name, DueOn: i.DueOn, Open: m(i.Open), Discount: m(i.Offers(s.p.ReceivedOn)), Take: m(takes[i.ID])}
		v.Reasons, v.Sure = s.why(i, together[i.ID])
		out.Items = append(out.Items, v)
	}
	order := map[string]int{"sure": 0, "likely": 1, "possible": 2}
	slices.SortStableFunc(out.Items, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(order[a.Sure], order[b.Sure]), cmp.Compare(a.DueOn, b.DueOn), cmp.Compare(a.Number, b.Number))
	})
	out.Items = out.Items[:min(len(out.Items), mostSuggested)]
	total := s.left
	if len(out.Items) > 0 {
		total = out.Items[0].Open.Minor
	}
	most, err := toleranceOn(s.tolerances, s.p.Currency, s.r.Today()).of(total)
	out.Tolerance = m(most)
	return err
}

// why an item may be meant, and how sure that is.
func (s suggesting) why(i receivable.Item, together bool) (reasons []string, sure string) {
	sure = "possible"
	if together {
		reasons, sure = append(reasons, "sum"), "likely"
	}
	switch discount := i.Offers(s.p.ReceivedOn); {
	case i.Open == s.left:
		reasons, sure = append(reasons, "amount"), "likely"
	case discount > 0 && i.Open-discount == s.left:
		reasons, sure = append(reasons, "amount_discount"), "likely"
	}
	if s.names(i) {
		reasons, sure = append([]string{"named"}, reasons...), "sure"
	}
	if len(reasons) == 0 {
		reasons = append(reasons, "next")
		if i.DueOn < s.r.Today() {
			reasons[0] = "late"
		}
	}
	return reasons, sure
}

func (s suggesting) names(i receivable.Item) bool {
	return slices.ContainsFunc(s.named, func(n receivable.Item) bool { return n.ID == i.ID && i.Open > 0 })
}

// takes is what is proposed: what the reference names, else what sums to the
// amount or is of it. Nothing is guessed between equals.
func (s suggesting) takes(list []receivable.Item, together map[db.ID]bool) map[db.ID]money.Amount {
	out := map[db.ID]money.Amount{}
	chosen := func(i receivable.Item) bool { return s.names(i) }
	if !slices.ContainsFunc(list, chosen) {
		equal := 0
		for _, i := range list {
			if i.Open == s.left {
				equal++
			}
		}
		chosen = func(i receivable.Item) bool { return i.Open == s.left && equal == 1 || equal == 0 && together[i.ID] }
	}
	left := s.left
	for _, i := range list {
		if chosen(i) && left > 0 {
			out[i.ID] = min(i.Open, left)
			left -= out[i.ID]
		}
	}
	return out
}

// mostSummed bounds the items whose sums are looked at.
const mostSummed = 14

// sums are the items of one customer, two or more, that come to the money left,
// when there is one way only: what is oldest is looked at.
func (s suggesting) sums(list []receivable.Item) (out []db.ID) {
	list = list[:min(len(list), mostSummed)]
	for set := 1; set < 1<<len(list); set++ {
		var sum money.Amount
		var ids []db.ID
		for k, i := range list {
			if set&(1<<k) != 0 && (len(ids) == 0 || i.Customer == list[0].Customer) {
				sum, ids = sum+i.Open, append(ids, i.ID)
			}
		}
		if sum == s.left && len(ids) > 1 {
			if out != nil {
				return nil
			}
			out = ids
		}
	}
	return out
}
