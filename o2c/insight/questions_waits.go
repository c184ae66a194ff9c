package insight

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/seller"
)

// WaitsIn asks where time and money waited in a period.
type WaitsIn struct {
	AsOf
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day of the period"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day of the period; as_of when left out"`
	Days     int     `query:"days" json:"days,omitempty" minimum:"1" maximum:"3660" default:"90" doc:"length of the period when from is left out"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number; all when left out"`
}

// QueueView is a stage over a period.
type QueueView struct {
	Stage      Stage       `json:"stage"`
	Name       string      `json:"name"`
	Owner      string      `json:"owner" doc:"a role, or carrier or customer; a single wait may name another"`
	OwnerName  string      `json:"owner_name"`
	Documents  int         `json:"documents"`
	Days       int64       `json:"days" doc:"of all documents, within the period"`
	Median     string      `json:"median" doc:"days a document, or n/a"`
	P90        string      `json:"p90" doc:"days a document, or n/a"`
	AmountDays money.Money `json:"amount_days" doc:"Σ amount × days within the period, tax included; other currencies at the last rate on or before as_of"`
	Waiting    int         `json:"waiting" doc:"documents that still wait"`
	Amount     money.Money `json:"amount" doc:"that still waits"`
	Since      day.Day     `json:"since" doc:"of what waits longest"`
}

// WaitsOut is where time and money waited, most amount × days first.
type WaitsOut struct {
	From       day.Day        `json:"from"`
	To         day.Day        `json:"to"`
	AsOf       day.Day        `json:"as_of"`
	Currency   money.Currency `json:"currency"`
	AmountDays money.Money    `json:"amount_days"`
	Stages     []QueueView    `json:"stages"`
}

// Waits says how long orders, shipments, invoices and money stood in each stage
// between the order and the money, with whom, and what that is in amount × days.
func Waits(r *db.Read, in WaitsIn) (WaitsOut, error) {
	f, err := waited(r, in)
	if err != nil {
		return WaitsOut{}, err
	}
	out := WaitsOut{From: f.from, To: f.to, AsOf: f.asOf, Currency: f.currency, AmountDays: money.Amount(0).In(f.currency), Stages: []QueueView{}}
	for _, q := range Queues(f.stood) {
		out.AmountDays.Minor += money.Amount(q.MoneyDays)
		out.Stages = append(out.Stages, q.show(r.Speak, f.currency))
	}
	return out, nil
}

func (q Queue) show(l words.Language, c money.Currency) QueueView {
	owner := q.Stage.owner()
	return QueueView{q.Stage, sentences.Say(l, "wait."+string(q.Stage)), owner, sentences.Say(l, "wait.owner."+owner), q.Documents, q.Days,
		q.Median, q.P90, money.Amount(q.MoneyDays).In(c), q.Standing, q.Amount.In(c), q.Since}
}

// WaitIn asks for one stage with its documents.
type WaitIn struct {
	Stage string `path:"stage" json:"stage"`
	WaitsIn
}

// Waited is a document behind a stage.
type Waited struct {
	Number     string      `json:"number"`
	Order      string      `json:"order" doc:"empty: of none, or of several"`
	Customer   string      `json:"customer" doc:"empty: not known yet"`
	Owner      string      `json:"owner"`
	OwnerName  string      `json:"owner_name"`
	Person     string      `json:"person" doc:"user, when a fact names him"`
	Since      day.Day     `json:"since"`
	Until      day.Day     `json:"until" doc:"empty: it still waits"`
	Days       int64       `json:"days" doc:"within the period"`
	Amount     money.Money `json:"amount" doc:"that waits, or did last"`
	AmountDays money.Money `json:"amount_days" doc:"within the period"`
	Own        money.Money `json:"own" doc:"the amount in the currency of the document"`
}

// WaitOut is a stage with every document that waited in it, most amount × days
// first.
type WaitOut struct {
	QueueView
	From  day.Day  `json:"from"`
	To    day.Day  `json:"to"`
	AsOf  day.Day  `json:"as_of"`
	Waits []Waited `json:"waits"`
}

// ShowWait is one stage with the documents behind it.
func ShowWait(r *db.Read, in WaitIn) (WaitOut, error) {
	stage := Stage(in.Stage)
	if stage.place() < 0 {
		return WaitOut{}, refuse.New(refuse.Missing, "insight.stage", "stage", in.Stage)
	}
	f, err := waited(r, in.WaitsIn)
	if err != nil {
		return WaitOut{}, err
	}
	var list []Stood
	for _, s := range f.stood {
		if s.Stage == stage {
			list = append(list, s)
		}
	}
	queue := Queue{Stage: stage, Median: "n/a", P90: "n/a"}
	for _, q := range Queues(list) {
		queue = q
	}
	out := WaitOut{QueueView: queue.show(r.Speak, f.currency), From: f.from, To: f.to, AsOf: f.asOf, Waits: []Waited{}}
	names := map[db.ID]string{}
	for _, s := range list {
		w := Waited{Number: s.Number, Order: s.Order, Customer: s.Customer, Owner: s.Role, Since: s.Since, Until: s.Until, Days: s.Days,
			Amount: s.Amount.In(f.currency), AmountDays: money.Amount(s.MoneyDay).In(f.currency), Own: s.Own}
		if w.Owner == "" {
			w.Owner = stage.owner()
		}
		w.OwnerName = w.Owner
		if key := "wait.owner." + w.Owner; sentences.Has(key) {
			w.OwnerName = sentences.Say(r.Speak, key)
		}
		if w.Person, err = name(r, names, qUser, s.Person); err != nil {
			return out, err
		}
		out.Waits = append(out.Waits, w)
	}
	return out, nil
}

// found is what waited in a period, by document and stage.
type found struct {
	from, to, asOf day.Day
	currency       money.Currency
	stood          []Stood
}

func waited(r *db.Read, in WaitsIn) (found, error) {
	from, to, err := in.period(r)
	if err != nil {
		return found{}, err
	}
	e, err := seller.Of(r)
	if err != nil {
		return found{}, err
	}
	if in.Customer != "" {
		c, err := party.Find(r, in.Customer)
		if err != nil {
			return found{}, err
		}
		in.Customer = c.Number
	}
	t := teller{r: r, customer: in.Customer, asOf: in.day(r), known: in.Known}
	list, err := t.waits()
	if err != nil {
		return found{}, err
	}
	stood, err := atHome(r, e, Stand(list, from, to), t.asOf)
	return found{from, to, t.asOf, e.Currency, stood}, err
}

// atHome puts what waits in other currencies into the company's; where no rate is
// known only the days count.
func atHome(r *db.Read, e seller.Entity, stood []Stood, on day.Day) ([]Stood, error) {
	rates := rate.LatelyOn(r, e, on)
	for i, s := range stood {
		stood[i].Own = s.Amount.In(s.Currency)
		amount, err := rates.Of(s.Currency, s.Amount)
		if err != nil {
			return nil, err
		}
		days, err := rates.Of(s.Currency, money.Amount(s.MoneyDay))
		if err != nil {
			return nil, err
		}
		stood[i].Amount, stood[i].MoneyDay = amount, int64(days)
	}
	slices.SortFunc(stood, Stood.before)
	return stood, nil
}

// period is the first and the last day asked about.
func (in WaitsIn) period(r *db.Read) (from, to day.Day, err error) {
	asOf := in.day(r)
	if to = in.To; to.IsZero() {
		to = asOf
	}
	if to > asOf {
		return from, to, refuse.New(refuse.Invalid, "insight.period_after", "to", to, "as_of", asOf)
	}
	if in.Days <= 0 {
		in.Days = 90
	}
	if from = in.From; from.IsZero() {
		from = to.AddDays(1 - in.Days)
	}
	if from > to {
		return from, to, refuse.New(refuse.Invalid, "insight.period", "from", from, "to", to)
	}
	return from, to, nil
}
