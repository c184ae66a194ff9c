package portal

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/charge"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qDeposits = db.Q("portal.deposits", `select d.id, i.number, i.issued_on, i.due_on, d.currency, d.total, d.cashed from deposit d join invoice i on i.id = d.id
		where d.customer = $1 and d.entity = $2 and not d.closed and d.cashed < d.total order by d.id limit 50`)
	qCredit = db.Q("portal.credit", `select currency, cast(sum(-open) as bigint) from open_item where customer = $1 and entity = $2 and open <> 0 and total < 0 group by currency order by currency`)
	qOrders = db.Q("portal.order_numbers", `select i.id, o.po_number from invoice i join sales_order o on o.id = i.order_id where i.id = $1`)
	qProm   = db.Q("portal.promise", `select amount, currency, due_on from promise where customer = $1 and entity = $2 and state = 'open' order by id limit 1`)
	qPlans  = db.Q("portal.plans", `select id, currency, total, paid, state from plan where customer = $1 and entity = $2 and (state = 'proposed' or state = 'accepted' or state = 'active') order by id limit 10`)
	qQuarel = db.Q("portal.disputes", `select id, document, currency, amount, reason, state, opened_on, credited from dispute where customer = $1 and entity = $2 order by id desc limit 50`)
)

// AccountIn asks what a customer owes.
type AccountIn struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Invoice  string `query:"invoice" json:"invoice,omitempty" scope:"document" doc:"id: of that invoice alone"`
}

// Due is a document to be paid.
type Due struct {
	ID        string        `json:"id" doc:"of the invoice; its number when it is of the books before"`
	Number    string        `json:"number"`
	Kind      string        `json:"kind" doc:"invoice, opening, deposit, charge"`
	Charge    string        `json:"charge" doc:"id of the charge for lateness that it is; empty of all else"`
	YourOrder string        `json:"your_order" doc:"the customer's own number of the order"`
	IssuedOn  day.Day       `json:"issued_on"`
	DueOn     day.Day       `json:"due_on" doc:"of the first part that is open"`
	Days      int64         `json:"days_late" doc:"0 before it is due"`
	Open      money.Money   `json:"open"`
	Late      money.Money   `json:"late" doc:"of what is to be paid"`
	Disputed  money.Money   `json:"disputed"`
	Discount  *DiscountView `json:"discount" doc:"taken off what is to be paid, since it is in time; null for none"`
	ToPay     money.Money   `json:"to_pay"`
	Under     *money.Money  `json:"under_way" doc:"the provider has this much and did not confirm it yet; null for nothing"`
	Filed     *FiledView    `json:"filed" doc:"owed since before insolvency proceedings were opened: nothing of it is to be paid; null of all else"`

	document db.ID
}

// DiscountView is a discount for paying in time.
type DiscountView struct {
	Amount money.Money `json:"amount"`
	Until  day.Day     `json:"until"`
}

// DueSum is what is to be paid in a currency.
type DueSum struct {
	Currency money.Currency `json:"currency"`
	Late     money.Money    `json:"late"`
	Coming   money.Money    `json:"coming"`
	ToPay    money.Money    `json:"to_pay"`
	LateN    int64          `json:"late_count"`
	ComingN  int64          `json:"coming_count"`
	Filed    money.Money    `json:"filed" doc:"open of what was owed before insolvency proceedings were opened: not to be paid"`
	FiledN   int64          `json:"filed_count"`
}

// Account is what a customer sees first.
type Account struct {
	Customer  string         `json:"customer"`
	Name      string         `json:"name"`
	Seller    string         `json:"seller"`
	Address   string         `json:"address" doc:"of the seller"`
	IBAN      string         `json:"iban" doc:"to pay by transfer"`
	Bank      string         `json:"bank_account" doc:"to pay by transfer where banks have no IBAN"`
	Interac   string         `json:"interac" doc:"mail that Interac transfers go to"`
	Cheques   string         `json:"cheques" doc:"where cheques go, to the order of the seller; empty: none are taken"`
	Reference string         `json:"reference" doc:"ISO 11649 where there is an IBAN, else the number, for a transfer of all that is due of one document; empty for several"`
	Due       []Due          `json:"due" doc:"the oldest first"`
	Sums      []DueSum       `json:"sums"`
	Credit    []money.Money  `json:"credit" doc:"received, or credited, and not used yet"`
	Promise   *PromiseView   `json:"promise"`
	Plans     []PlanView     `json:"plans"`
	Disputes  []DisputeView  `json:"disputes" doc:"the latest first"`
	Checkouts []CheckoutView `json:"checkouts" doc:"the latest first, ten at most"`
	Settled   *SettledView   `json:"settled" doc:"of one document alone: the charge for lateness that nothing is due of any more; null for all else"`
}

// SettledView is a charge for lateness of which nothing is left to pay.
type SettledView struct {
	Charge string      `json:"charge" doc:"id"`
	Number string      `json:"number"`
	Total  money.Money `json:"total"`
	Waived money.Money `json:"waived" doc:"of it; the rest was paid"`
}

// PromiseView is what a customer promised.
type PromiseView struct {
	Amount money.Money `json:"amount"`
	DueOn  day.Day     `json:"due_on"`
}

// PlanView is a payment by instalments.
type PlanView struct {
	ID    string      `json:"id"`
	Total money.Money `json:"total"`
	Paid  money.Money `json:"paid"`
	State string      `json:"state"`
}

// DisputeView is what a customer contests.
type DisputeView struct {
	ID       string      `json:"id"`
	Invoice  string      `json:"invoice" doc:"id"`
	Amount   money.Money `json:"amount"`
	Reason   string      `json:"reason"`
	State    string      `json:"state"`
	OpenedOn day.Day     `json:"opened_on"`
	Credited money.Money `json:"credited"`
}

// ShowAccount says what a customer owes a company, and what goes on about it.
func ShowAccount(r *db.Read, in AccountIn) (Account, error) {
	e, err := seller.Of(r)
	if err != nil {
		return Account{}, err
	}
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return Account{}, err
	}
	out := Account{Customer: c.Number, Name: c.Name, Seller: e.Name, Address: e.Address().From(c.Country, r.Speak), IBAN: e.IBAN, Bank: e.BankAccount, Interac: e.Interac,
		Due: []Due{}, Sums: []DueSum{}, Credit: []money.Money{}, Plans: []PlanView{}, Disputes: []DisputeView{}, Checkouts: []CheckoutView{}}
	if e.Cheques == seller.Cheques {
		out.Cheques = e.Remit()
	}
	dues, err := dueOf(r, c)
	if err != nil {
		return out, err
	}
	for _, d := range dues {
		if in.Invoice == "" || d.named(in.Invoice) {
			out.Due = append(out.Due, d)
		}
	}
	out.Sums = sums(out.Due)
	if len(out.Due) == 1 {
		out.Reference = payment.Structured(out.Due[0].Number)
		if e.IBAN == "" && e.Payable() {
			out.Reference = out.Due[0].Number // banks without IBAN know no ISO 11649
		}
	}
	if in.Invoice != "" && len(out.Due) == 0 {
		if out.Settled, err = settled(r, c, in.Invoice); err != nil {
			return out, err
		}
	}
	return out, out.goings(r, c, e, in.Invoice)
}

// settled is the charge of a customer that a link names, when it is one.
func settled(r *db.Read, c party.Customer, ref string) (*SettledView, error) {
	id, ok := db.ParseID(invoice.Prefix, ref) // links name every document so
	if !ok {
		return nil, nil
	}
	x, err := charge.Show(r, charge.ByID{ID: id.Text(charge.Prefix)})
	if no, refused := refuse.As(err); refused && no.Kind == refuse.Missing || err == nil && x.Customer != c.Number {
		return nil, nil
	}
	if err != nil || x.Open.Minor > 0 {
		return nil, err
	}
	return &SettledView{x.ID, x.Number, x.Total, x.Waived}, nil
}

func sums(dues []Due) []DueSum {
	out := []DueSum{}
	for _, d := range dues {
		c := d.ToPay.Currency
		i := 0
		for i < len(out) && out[i].Currency != c {
			i++
		}
		if i == len(out) {
			out = append(out, DueSum{Currency: c, Late: money.Amount(0).In(c), Coming: money.Amount(0).In(c), ToPay: money.Amount(0).In(c), Filed: money.Amount(0).In(c)})
		}
		s := &out[i]
		s.ToPay.Minor += d.ToPay.Minor
		s.Late.Minor += d.Late.Minor
		s.Coming.Minor += d.ToPay.Minor - d.Late.Minor
		if d.Filed != nil {
			s.Filed.Minor += d.Open.Minor
			s.FiledN++
		}
		if d.Late.Minor > 0 {
			s.LateN++
		}
		if d.ToPay.Minor > d.Late.Minor {
			s.ComingN++
		}
	}
	return out
}

// goings fills what goes on about an account: credits, promises, plans,
// disputes, payments; with an invoice only what is about that.
func (a *Account) goings(r *db.Read, c party.Customer, e seller.Entity, only string) error {
	quarrels, err := db.All[struct {
		ID, Document  db.ID
		Currency      money.Currency
		Amount        money.Amount
		Reason, State string
		OpenedOn      day.Day
		Credited      money.Amount
	}](r, qQuarel, c.ID, e.ID)
	for _, q := range quarrels {
		if only == "" || named(q.Document) == only {
			a.Disputes = append(a.Disputes, DisputeView{q.ID.Text(receivable.DisputePrefix), named(q.Document), q.Amount.In(q.Currency), q.Reason, q.State, q.OpenedOn, q.Credited.In(q.Currency)})
		}
	}
	if err != nil {
		return err
	}
	if a.Checkouts, err = checkoutsOf(r, c, e, only); err != nil || only != "" {
		return err
	}
	credit, err := db.All[struct {
		Currency money.Currency
		Amount   money.Amount
	}](r, qCredit, c.ID, e.ID)
	for _, x := range credit {
		a.Credit = append(a.Credit, x.Amount.In(x.Currency))
	}
	if err != nil {
		return err
	}
	promises, err := db.All[struct {
		Amount   money.Amount
		Currency money.Currency
		DueOn    day.Day
	}](r, qProm, c.ID, e.ID)
	for _, p := range promises {
		a.Promise = &PromiseView{p.Amount.In(p.Currency), p.DueOn}
	}
	if err != nil {
		return err
	}
	plans, err := db.All[struct {
		ID          db.ID
		Currency    money.Currency
		Total, Paid money.Amount
		State       string
	}](r, qPlans, c.ID, e.ID)
	for _, p := range plans {
		a.Plans = append(a.Plans, PlanView{p.ID.Text(receivable.PlanPrefix), p.Total.In(p.Currency), p.Paid.In(p.Currency), p.State})
	}
	return err
}

// dueOf are the documents a customer has to pay a company, by day: open items
// by document, and the deposit invoices that wait.
func dueOf(r *db.Read, c party.Customer) ([]Due, error) {
	items, err := receivable.Left(r, c.ID)
	if err != nil {
		return nil, err
	}
	under, err := underWayOf(r, c.ID)
	if err != nil {
		return nil, err
	}
	out, at := []Due{}, map[db.ID]int{}
	for _, i := range items {
		if i.Entity != r.Entity || i.Kind != receivable.Invoice && !i.Standing() {
			continue
		}
		k, known := at[i.Document]
		if !known {
			k = len(out)
			at[i.Document] = k
			out = append(out, newDue(i))
		}
		out[k].add(i, r.Today())
	}
	deposits, err := db.All[struct {
		ID              db.ID
		Number          string
		IssuedOn, DueOn day.Day
		Currency        money.Currency
		Total, Cashed   money.Amount
	}](r, qDeposits, c.ID, r.Entity)
	if err != nil {
		return nil, err
	}
	for _, d := range deposits {
		left, zero := (d.Total - d.Cashed).In(d.Currency), money.Amount(0).In(d.Currency)
		due := Due{ID: named(d.ID), Number: d.Number, Kind: "deposit", IssuedOn: d.IssuedOn, DueOn: d.DueOn, Open: left, Late: zero, Disputed: zero, ToPay: left, document: d.ID}
		if late := receivable.DaysLate(d.DueOn, r.Today()); late > 0 {
			due.Days, due.Late = int64(late), left
		}
		out = append(out, due)
	}
	if out, err = finished(r, out, under); err != nil {
		return nil, err
	}
	o, err := openingOf(r, c)
	for i := range out {
		if err == nil {
			err = o.file(r, &out[i])
		}
	}
	return out, err
}

func newDue(i receivable.Item) Due {
	zero := money.Amount(0).In(i.Currency)
	d := Due{ID: named(i.Document), Number: i.Number, Kind: i.Kind, IssuedOn: i.IssuedOn, DueOn: i.DueOn, Open: zero, Late: zero, Disputed: zero, ToPay: zero, document: i.Document}
	if i.Standing() {
		d.ID = i.Number
	}
	if i.Kind == receivable.Charge {
		d.Charge = i.Document.Text(charge.Prefix)
	}
	return d
}

// named tells that a document goes by a name: its id, as a link has it, or its
// number.
func (d Due) named(ref string) bool {
	return ref == d.ID || ref == d.Number || ref == named(d.document)
}

// add counts an item of the document; items come by day.
func (d *Due) add(i receivable.Item, today day.Day) {
	pay := i.Collectible()
	if offer := i.Offers(today); offer > 0 && i.Disputed() == 0 && d.Discount == nil {
		d.Discount = &DiscountView{offer.In(i.Currency), i.DiscountUntil}
		pay -= offer
	}
	d.Open.Minor += i.Open
	d.Disputed.Minor += i.Disputed()
	d.ToPay.Minor += pay
	if late := receivable.DaysLate(i.DueOn, today); late > 0 {
		d.Late.Minor += pay
		d.Days = max(d.Days, int64(late))
	}
}

// finished adds the customer's own order numbers and what is under way.
func finished(r *db.Read, list []Due, under map[db.ID]money.Amount) ([]Due, error) {
	type po struct {
		ID     db.ID
		Number string
	}
	asked := make([]*db.Answer[po], len(list))
	for i, d := range list {
		asked[i] = db.Ask[po](r, qOrders, d.document)
	}
	for i := range list {
		rows, err := asked[i].All()
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			list[i].YourOrder = rows[0].Number
		}
		if a := under[list[i].document]; a > 0 {
			m := a.In(list[i].ToPay.Currency)
			list[i].Under = &m
			list[i].ToPay.Minor = max(0, list[i].ToPay.Minor-a)
			list[i].Late.Minor = min(list[i].Late.Minor, list[i].ToPay.Minor)
		}
	}
	return list, nil
}
