package invoice

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// StatesOut is what a company of the United States sold in each state in a
// period, as its sales tax returns ask for it.
type StatesOut struct {
	From     day.Day        `json:"from"`
	To       day.Day        `json:"to"`
	Currency money.Currency `json:"currency"`
	States   []StateSales   `json:"states"`
	Tax      money.Money    `json:"tax" doc:"of all states: the sales tax of the declaration"`
}

// StateSales is one state of it: gross sales are taxable and exempt ones.
type StateSales struct {
	State     string        `json:"state"`
	Sales     money.Money   `json:"sales"`
	Taxable   money.Money   `json:"taxable"`
	Exempt    money.Money   `json:"exempt"`
	Tax       money.Money   `json:"tax"`
	Rates     []StateRate   `json:"rates"`
	Exempts   []StateExempt `json:"exempts" doc:"by reason"`
	Documents []DueDocument `json:"documents"`
}

// StateRate is what a state sold at a rate, its counties and cities together.
type StateRate struct {
	Rate money.Percent `json:"rate"`
	Base money.Money   `json:"base"`
	Tax  money.Money   `json:"tax"`
}

// StateExempt is what a state did not tax for one reason.
type StateExempt struct {
	Reason string      `json:"reason"`
	Amount money.Money `json:"amount"`
}

// The documents of a period, and what corrected ones take back of those before.
const ofPeriod = `with told as (
	select i.id as doc, i.id as src, i.number, i.type, i.issued_on, i.total, i.home, i.customer from invoice i
		where i.entity = $1 and i.issued_on between $2 and $3 and not i.taken_over and i.type in ('380', '381', '384')
	union all select i.id, x.id, i.number, 'replaced', i.issued_on, x.total, x.home, x.customer from invoice i join invoice x on x.id = i.original
		where i.entity = $1 and i.issued_on between $2 and $3 and i.type = '384')`

var (
	qStateLines = db.Q("invoice.states.lines", ofPeriod+` select d.doc, d.number, d.type, d.issued_on, d.total, d.home, l.kind, l.net, l.treatment,
			coalesce(o.ship_country, c.country), coalesce(o.ship_region, c.region), c.country, c.region
		from told d join invoice_line l on l.invoice = d.src join customer c on c.id = d.customer left join sales_order o on o.id = l.order_id
		where l.deposit is null order by d.issued_on, d.doc, d.type, l.n`).Scans()
	qStateTaxes = db.Q("invoice.states.taxes", ofPeriod+` select d.doc, d.type, t.rate, t.amount from told d join invoice_tax t on t.invoice = d.src
		where t.code = 'SALES' order by d.doc, d.type, t.n`).Scans()
)

type stateRow struct {
	Doc                     db.ID
	Number, Type            string
	On                      day.Day
	Total, Home             money.Amount
	Kind                    string
	Net                     money.Amount
	Treatment               string
	ShipCountry, ShipRegion string
	SeatCountry, SeatRegion string
}

// state is where the line is sold: where goods go, where who is served sits.
func (l stateRow) state() string {
	if l.Kind == catalog.Service {
		return stateOf(l.SeatCountry, l.SeatRegion)
	}
	return stateOf(l.ShipCountry, l.ShipRegion)
}

// DeclareStates returns what was sold and taxed by state in a period.
func DeclareStates(r *db.Read, in Period) (StatesOut, error) {
	if in.From.IsZero() || in.To < in.From {
		return StatesOut{}, refuse.New(refuse.Invalid, "invoice.period", "from", in.From, "to", in.To)
	}
	e, err := seller.Of(r)
	if err != nil {
		return StatesOut{}, err
	}
	out := StatesOut{From: in.From, To: in.To, Currency: e.Currency, States: []StateSales{}, Tax: money.Amount(0).In(e.Currency)}
	if e.Country != "US" {
		return out, nil
	}
	lines := db.Ask[stateRow](r, qStateLines, e.ID, in.From, in.To)
	taxes := db.Ask[struct {
		Doc    db.ID
		Type   string
		Rate   money.Percent
		Amount money.Amount
	}](r, qStateTaxes, e.ID, in.From, in.To)
	rows, err := lines.All()
	if err != nil {
		return out, err
	}
	due, err := taxes.All()
	if err != nil {
		return out, err
	}
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Doc == rows[0].Doc && rows[n].Type == rows[0].Type {
			n++
		}
		var v Invoice
		for _, t := range due {
			if t.Doc == rows[0].Doc && t.Type == rows[0].Type {
				v.Taxes = append(v.Taxes, tax.Row{Code: tax.Sales, Rate: t.Rate, Amount: t.Amount})
			}
		}
		if err := out.document(v, rows[:n]); err != nil {
			return out, err
		}
		rows = rows[n:]
	}
	for i := range out.States {
		out.States[i].sort()
	}
	slices.SortFunc(out.States, func(a, b StateSales) int { return cmp.Compare(a.State, b.State) })
	return out, nil
}

// document adds what a document sold where.
func (out *StatesOut) document(v Invoice, rows []stateRow) error {
	states := make([]string, len(rows))
	for i, l := range rows {
		v.Lines = append(v.Lines, Line{N: int64(i), Kind: l.Kind, Net: l.Net, Treatment: l.Treatment})
		states[i] = l.state()
	}
	parts, err := v.byState(func(l Line) string { return states[l.N] })
	if err != nil {
		return err
	}
	d := rows[0]
	x := ledger.Worth{Amount: d.Total, Home: d.Home}
	for _, p := range parts {
		if p.Net, err = x.Of(p.Net); err != nil {
			return err
		}
		if p.Tax, err = x.Of(p.Tax); err != nil {
			return err
		}
		if d.Type == CreditNote || d.Type == "replaced" {
			p.Net, p.Tax = -p.Net, -p.Tax
		}
		if p.State != "" {
			out.add(d, p)
		}
	}
	return nil
}

// add adds a line to its state.
func (out *StatesOut) add(d stateRow, p stateLine) {
	nothing := money.Amount(0).In(out.Currency)
	at := slices.IndexFunc(out.States, func(s StateSales) bool { return s.State == p.State })
	if at < 0 {
		at = len(out.States)
		out.States = append(out.States, StateSales{State: p.State, Sales: nothing, Taxable: nothing, Exempt: nothing, Tax: nothing, Rates: []StateRate{}, Exempts: []StateExempt{}})
	}
	s := &out.States[at]
	s.Sales.Minor += p.Net
	if p.Taxed {
		k := slices.IndexFunc(s.Rates, func(r StateRate) bool { return r.Rate == p.Rate })
		if k < 0 {
			k = len(s.Rates)
			s.Rates = append(s.Rates, StateRate{p.Rate, nothing, nothing})
		}
		s.Taxable.Minor += p.Net
		s.Rates[k].Base.Minor, s.Rates[k].Tax.Minor = s.Rates[k].Base.Minor+p.Net, s.Rates[k].Tax.Minor+p.Tax
	} else {
		k := slices.IndexFunc(s.Exempts, func(x StateExempt) bool { return x.Reason == p.Reason })
		if k < 0 {
			k = len(s.Exempts)
			s.Exempts = append(s.Exempts, StateExempt{p.Reason, nothing})
		}
		s.Exempt.Minor += p.Net
		s.Exempts[k].Amount.Minor += p.Net
	}
	s.Tax.Minor += p.Tax
	out.Tax.Minor += p.Tax
	why := whys[d.Type]
	if n := len(s.Documents); n > 0 && s.Documents[n-1].Number == d.Number && s.Documents[n-1].Why == why {
		s.Documents[n-1].Base.Minor += p.Net
		s.Documents[n-1].Tax.Minor += p.Tax
		return
	}
	s.Documents = append(s.Documents, DueDocument{d.Number, d.On, why, p.Net.In(out.Currency), p.Tax.In(out.Currency)})
}

func (s *StateSales) sort() {
	slices.SortFunc(s.Rates, func(a, b StateRate) int { return cmp.Compare(b.Rate, a.Rate) })
	slices.SortFunc(s.Exempts, func(a, b StateExempt) int { return cmp.Compare(a.Reason, b.Reason) })
}
