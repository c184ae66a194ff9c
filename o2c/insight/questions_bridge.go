package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/stat"
	"encaisse/o2c/seller"
)

// BridgeIn asks what moved the DSO between two days.
type BridgeIn struct {
	AsOf
	From     day.Day `query:"from" json:"from,omitempty" doc:"the earlier day; as many days before as the period is long when left out"`
	Days     int     `query:"days" json:"days,omitempty" minimum:"1" maximum:"3660" default:"90" doc:"of the period of sales of each DSO"`
	Cause    string  `query:"cause" json:"cause,omitempty" enum:"terms,pace,disputes,lateness,unapplied," doc:"with the documents of that cause"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"number: with his documents"`
}

// BridgePart is a part of the change, in days.
type BridgePart struct {
	Cause  string `json:"cause,omitempty"`
	Before string `json:"before"`
	After  string `json:"after"`
	Change string `json:"change"`
}

// BridgeCustomer is what a customer moved.
type BridgeCustomer struct {
	Customer string       `json:"customer"`
	Name     string       `json:"name"`
	Change   string       `json:"change"`
	Causes   []BridgePart `json:"causes"`
}

// BridgeDocument is a document behind a part: what it adds to the receivables
// for that cause on each day.
type BridgeDocument struct {
	Number   string      `json:"number"`
	On       day.Day     `json:"on"`
	Customer string      `json:"customer"`
	Cause    string      `json:"cause"`
	Before   money.Money `json:"before"`
	After    money.Money `json:"after"`
}

// BridgeOut is a DSO on two days and what moved it: the parts of each sum to it,
// the changes to its change.
type BridgeOut struct {
	From      day.Day          `json:"from"`
	To        day.Day          `json:"to"`
	Days      int              `json:"days"`
	Before    string           `json:"before" doc:"days, or n/a"`
	After     string           `json:"after"`
	Change    string           `json:"change"`
	Causes    []BridgePart     `json:"causes" doc:"terms granted, pace of sales, disputes, lateness, money not applied"`
	Customers []BridgeCustomer `json:"customers" doc:"who moved it most first"`
	Documents []BridgeDocument `json:"documents" doc:"of the cause or customer asked for"`
}

var (
	// The scope is that of insight.kpi.sold.
	qGranted = db.Q("insight.bridge.sold", `select customer, name, number, issued_on, term, amount from
		(select c.number as customer, coalesce(w.name, '') as name, i.number as number, i.issued_on as issued_on, coalesce(o.due_on - o.terms_from, i.due_on - i.terms_from) as term,
			case when i.type = '381' then -i.home when i.type = '384' then i.home - o.home else i.home end as amount, i.id as id
			from invoice i join customer c on c.id = i.customer left join customer_words w on w.customer = c.id left join invoice o on o.id = i.original
			where i.type <> '386' and not exists (select 1 from deposit d where d.id = i.original) and i.entity = $1 and i.issued_on > $2 and i.issued_on <= $3
				and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4))
		union all select c.number, coalesce(w.name, ''), i.number, i.issued_on, coalesce(h.due_on - h.issued_on, i.due_on - i.issued_on), i.home, i.id
			from open_item i join customer c on c.id = i.customer left join customer_words w on w.customer = c.id left join charge_waiver x on x.id = i.id left join charge h on h.id = x.charge
			where (i.kind = 'charge' or i.kind = 'waiver') and i.entity = $1 and i.issued_on > $2 and i.issued_on <= $3
				and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4))) t order by issued_on, id`).Scans()
	qDisputedAt = db.Q("insight.bridge.disputed", `select item, cast(sum(amount) as bigint) from (select d.item, d.amount, (select s.state from collection_step s where s.subject = d.id and s.day <= $2
			and (cast($3 as bigint) = 0 or exists (select 1 from seal z where z.event = s.event and z.number <= $3)) order by s.event desc limit 1) as state
		from dispute d where d.entity = $1) t where state = 'open' or state = 'in_review' group by item order by item`).Scans()
)

// DSOBridge says what moved the DSO from one day to another.
func DSOBridge(r *db.Read, in BridgeIn) (BridgeOut, error) {
	if in.Days <= 0 {
		in.Days = 90
	}
	out := BridgeOut{From: in.From, To: in.day(r), Days: in.Days, Before: "n/a", After: "n/a", Change: "n/a",
		Causes: []BridgePart{}, Customers: []BridgeCustomer{}, Documents: []BridgeDocument{}}
	if out.From.IsZero() {
		out.From = out.To.AddDays(-in.Days)
	}
	if out.From >= out.To {
		return out, refuse.New(refuse.Invalid, "insight.period", "from", out.From, "to", out.To)
	}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	before, err := sideOn(r, in, out.From)
	if err != nil {
		return out, err
	}
	after, err := sideOn(r, in, out.To)
	if err != nil {
		return out, err
	}
	b, ok, err := Between(before, after)
	if err != nil || !ok {
		return out, err
	}
	p := b.Whole.part("")
	out.Before, out.After, out.Change = p.Before, p.After, p.Change
	for _, cause := range causes {
		out.Causes = append(out.Causes, b.Causes[cause].part(cause))
	}
	out.Customers = b.customers(before, after)
	if in.Cause != "" || in.Customer != "" {
		out.Documents = documents(in, e.Currency, before, after)
	}
	return out, nil
}

func (m Moved) part(cause string) BridgePart {
	return BridgePart{cause, days(m.Before), days(m.After), days(m.Change())}
}

// days is a number of days with two decimals.
func days(h Hundredths) string {
	text, _ := stat.Ratio{Num: int64(h), Den: 100}.Times(1, 2)
	return text
}

// customers are those who moved it, by how much.
func (b BridgeOf) customers(sides ...DSOSide) []BridgeCustomer {
	names := map[string]string{}
	for _, s := range sides {
		for _, p := range s.Pieces {
			names[p.Customer] = p.Name
		}
	}
	out, by := []BridgeCustomer{}, map[string]Hundredths{}
	for number, parts := range b.Customers {
		c := BridgeCustomer{Customer: number, Name: names[number], Causes: []BridgePart{}}
		for _, cause := range causes {
			if m := parts[cause]; m != (Moved{}) {
				c.Causes = append(c.Causes, m.part(cause))
			}
			by[number] += parts[cause].Change()
		}
		c.Change = days(by[number])
		if len(c.Causes) > 0 {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(x, y BridgeCustomer) int {
		return cmp.Or(cmp.Compare(by[y.Customer].Abs(), by[x.Customer].Abs()), cmp.Compare(x.Customer, y.Customer))
	})
	return out
}

// documents are the pieces of a cause or a customer on both days.
func documents(in BridgeIn, c money.Currency, before, after DSOSide) []BridgeDocument {
	type key struct{ Number, Customer, Cause string }
	at := map[key]int{}
	out := []BridgeDocument{}
	for i, s := range []DSOSide{before, after} {
		for _, p := range s.Pieces {
			if in.Cause != "" && p.Cause != in.Cause || in.Customer != "" && p.Customer != in.Customer || p.Amount == 0 {
				continue
			}
			k := key{p.Number, p.Customer, p.Cause}
			n, ok := at[k]
			if !ok {
				n = len(out)
				at[k] = n
				out = append(out, BridgeDocument{p.Number, p.On, p.Customer, p.Cause, money.Amount(0).In(c), money.Amount(0).In(c)})
			}
			if i == 0 {
				out[n].Before.Minor += p.Amount
			} else {
				out[n].After.Minor += p.Amount
			}
		}
	}
	return out
}

// sideOn is the DSO of a day in its pieces, as known.
func sideOn(r *db.Read, in BridgeIn, d day.Day) (DSOSide, error) {
	s := DSOSide{Days: in.Days}
	var failed error
	list, err := items(r, AsOf{d, in.Known})
	if err != nil {
		return s, err
	}
	contested := map[db.ID]money.Amount{}
	for _, x := range gather[struct {
		Item   db.ID
		Amount money.Amount
	}](r, &failed, qDisputedAt, r.Entity, d, in.Known) {
		contested[x.Item] = x.Amount
	}
	sold := gather[struct {
		Customer, Name, Number string
		On                     day.Day
		Term                   int64
		Amount                 money.Amount
	}](r, &failed, qGranted, r.Entity, d.AddDays(-in.Days), d, in.Known)
	if failed != nil {
		return s, failed
	}
	for _, i := range list {
		if i.Open == 0 && i.Home == 0 || i.CustomerID == 0 {
			continue
		}
		pieces, err := i.pieces(d, contested[i.Item])
		if err != nil {
			return s, err
		}
		s.Pieces = append(s.Pieces, pieces...)
	}
	for _, x := range sold {
		s.Sales += x.Amount
		part, err := granted(x.Amount, int(x.Term), in.Days)
		if err != nil {
			return s, err
		}
		p := Piece{CauseTerms, x.Customer, x.Name, x.Number, x.On, part}
		s.Pieces = append(s.Pieces, p)
		p.Cause, p.Amount = CausePace, -part
		s.Pieces = append(s.Pieces, p)
	}
	return s, nil
}

// pieces are what an open item adds, for which cause, in the company's currency.
func (i open) pieces(d day.Day, contested money.Amount) ([]Piece, error) {
	p := Piece{CauseUnapplied, i.Customer, i.Name, i.Number, i.IssuedOn, i.Home}
	if i.Total <= 0 {
		return []Piece{p}, nil
	}
	rest := CausePace
	if i.DueOn < d {
		rest = CauseLateness
	}
	of := min(contested, i.Open)
	if of <= 0 {
		p.Cause = rest
		return []Piece{p}, nil
	}
	home, err := money.MulDiv(int64(i.Home), int64(of), int64(i.Open))
	if err != nil {
		return nil, err
	}
	p.Cause, p.Amount = CauseDisputes, money.Amount(home)
	left := p
	left.Cause, left.Amount = rest, i.Home-money.Amount(home)
	return []Piece{p, left}, nil
}
