package receivable

import (
	"cmp"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
)

var (
	qDisputes = db.Q("receivable.dispute.list", `select `+disputeColumns+` from dispute where entity = $1 and id > $2 and (customer = $3 or $3 = 0)
		and (state = $4 or $4 = '') order by id limit $5`).Scans()
	qDisputeCount   = db.Q("receivable.dispute.count", db.CountBegins+`dispute where entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
	qDisputeCountOf = db.Q("receivable.dispute.of.count", db.CountBegins+`dispute where customer = $3 and entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
	qDisputeCountAt = db.Q("receivable.dispute.at.count", db.CountBegins+`(select (select s.state from collection_step s where s.subject = d.id and s.day <= $4
		and (cast($5 as bigint) = 0 or exists (select 1 from seal z where z.event = s.event and z.number <= $5)) order by s.day desc, s.event desc limit 1) as state
		from dispute d where d.entity = $1 and (d.customer = $3 or $3 = 0)) s where s.state = $2 or $2 = '' and s.state <> ''`+db.CountEnds).Scans()
	qItemByID = db.Q("receivable.item", `select `+Columns+` from open_item where id = $1`)
)

// ItemByID returns an open item.
func ItemByID(r *db.Read, id db.ID) (Item, error) { return db.One[Item](r, qItemByID, id) }

// DisputeView is a dispute as doors show it.
type DisputeView struct {
	ID         string         `json:"id"`
	Invoice    string         `json:"invoice"`
	Instalment int64          `json:"instalment"`
	Customer   string         `json:"customer"`
	Name       string         `json:"name" doc:"of the customer"`
	Currency   money.Currency `json:"currency"`
	Amount     money.Money    `json:"amount" doc:"contested, tax included"`
	Disputed   money.Money    `json:"disputed" doc:"of what is open now, not collected meanwhile"`
	Reason     string         `json:"reason"`
	State      string         `json:"state"`
	Owner      string         `json:"owner"`
	OpenedOn   day.Day        `json:"opened_on"`
	Credited   money.Money    `json:"credited"`
	CreditNote *string        `json:"credit_note"`
	Steps      []StepView     `json:"steps"`
}

// StepView is a state something came to.
type StepView struct {
	On    day.Day `json:"on"`
	State string  `json:"state"`
}

// ByDispute asks for one dispute, as it is or was on a day.
type ByDispute struct {
	ID    string  `path:"id" json:"-"`
	Day   day.Day `query:"as_of" json:"as_of,omitempty" doc:"a past day; today when left out"`
	Known int64   `query:"known" json:"known,omitempty" minimum:"0" doc:"seal number: as known then; 0: as known now"`
}

// ShowDispute returns one dispute.
func ShowDispute(r *db.Read, in ByDispute) (DisputeView, error) {
	d, err := FindDispute(r, in.ID)
	if err != nil {
		return DisputeView{}, err
	}
	return ViewDispute(r, d, in.Day, in.Known)
}

// ViewDispute is a dispute for doors: its state is that of the day asked for.
func ViewDispute(r *db.Read, d Dispute, asOf day.Day, known int64) (DisputeView, error) {
	i, err := db.One[Item](r, qItemByID, d.Item)
	if err != nil {
		return DisputeView{}, err
	}
	c, err := party.Load(r, d.Customer)
	if err != nil {
		return DisputeView{}, err
	}
	owner, err := PersonName(r, d.Owner)
	if err != nil {
		return DisputeView{}, err
	}
	until := asOf
	if until.IsZero() {
		until = last
	}
	steps, err := StepsOf(r, d.ID, until, known)
	if err != nil {
		return DisputeView{}, err
	}
	m := func(a money.Amount) money.Money { return a.In(d.Currency) }
	v := DisputeView{ID: d.ID.Text(DisputePrefix), Invoice: i.Number, Instalment: i.Instalment, Customer: c.Number, Name: c.Name, Currency: d.Currency,
		Amount: m(d.Amount), Disputed: m(0), Reason: d.Reason, Owner: owner, OpenedOn: d.OpenedOn, Credited: m(d.Credited), Steps: []StepView{}}
	for _, s := range steps {
		v.State = s.State
		v.Steps = append(v.Steps, StepView{s.Day, s.State})
	}
	d.State = v.State
	if d.Pending() {
		v.Disputed = m(min(d.Amount, i.Disputed()))
	}
	if d.CreditNote != 0 {
		note := d.CreditNote.Text("inv")
		v.CreditNote = &note
	}
	return v, nil
}

// last is later than any day.
const last = day.Day(1 << 40)

// DisputeFilter asks for a list of disputes.
type DisputeFilter struct {
	db.Paging
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number"`
	State    string  `query:"state" json:"state,omitempty" enum:"open,in_review,accepted,partially_accepted,rejected,closed"`
	Day      day.Day `query:"as_of" json:"as_of,omitempty" doc:"states as of a past day"`
	Known    int64   `query:"known" json:"known,omitempty" minimum:"0" doc:"seal number: as known then; 0: as known now"`
}

// Disputes pages through the disputes, oldest first. As of a past day those
// not opened yet are left out.
func Disputes(r *db.Read, in DisputeFilter) (db.Counted[DisputeView], error) {
	out := db.Counted[DisputeView]{Page: db.Page[DisputeView]{Items: []DisputeView{}}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := customerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	state := in.State
	if !in.Day.IsZero() || in.Known > 0 {
		state = "" // that of the day is known after its steps are read
	}
	rows, err := db.All[Dispute](r, qDisputes, r.Entity, after, customer, state, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(d Dispute) db.ID { return d.ID })
	out.Next = page.Next
	for _, d := range page.Items {
		v, err := ViewDispute(r, d, in.Day, in.Known)
		if err != nil {
			return out, err
		}
		if v.State != "" && (in.State == "" || v.State == in.State) {
			out.Items = append(out.Items, v)
		}
	}
	if !in.Day.IsZero() || in.Known > 0 {
		return db.Count(r, in.Paging, out.Page, qDisputeCountAt, r.Entity, in.State, customer, cmp.Or(in.Day, last), in.Known)
	}
	return db.CountBy(r, in.Paging, out.Page, qDisputeCount, qDisputeCountOf, state, customer)
}

// customerID is the id of a customer named by id or number, 0 for none.
func customerID(r *db.Read, ref string) (db.ID, error) {
	if ref == "" {
		return 0, nil
	}
	c, err := party.Find(r, ref)
	return c.ID, err
}
