package loss

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// View is a doubtful claim as doors show it.
type View struct {
	ID         string        `json:"id"`
	Invoice    string        `json:"invoice"`
	Instalment int64         `json:"instalment"`
	Open       money.Money   `json:"open"`
	Doubtful   money.Money   `json:"doubtful" doc:"on the account of doubtful customers"`
	Rate       money.Percent `json:"rate"`
	Impaired   money.Money   `json:"impaired" doc:"before tax"`
	WrittenOff money.Money   `json:"written_off" doc:"tax included"`
	TaxBack    bool          `json:"tax_back"`
	Recovered  money.Money   `json:"recovered" doc:"tax included"`

	DoubtfulBooked money.Money `json:"doubtful_booked" doc:"doubtful, in the company's currency at what the claim was booked at"`
	ImpairedBooked money.Money `json:"impaired_booked" doc:"impaired, in the company's currency"`
}

func view(e seller.Entity, c Claim, i receivable.Item) View {
	m := func(a money.Amount) money.Money { return a.In(c.Currency) }
	return View{i.Document.Text(invoice.Prefix), i.Number, i.Instalment, m(i.Open), m(c.Booked), c.Rate, m(c.Impaired), m(c.WrittenOff), c.TaxBack, m(c.Recovered),
		c.BookedHome.In(e.Currency), c.ImpairedHome.In(e.Currency)}
}

// List pages through the doubtful claims of the company, the oldest first.
func List(r *db.Read, in db.Paging) (db.Counted[View], error) {
	after, err := in.First()
	if err != nil {
		return db.Counted[View]{}, err
	}
	e, err := seller.Of(r)
	if err != nil {
		return db.Counted[View]{}, err
	}
	rows, err := db.All[Claim](r, qList, r.Entity, after, in.Rows()+1)
	if err != nil {
		return db.Counted[View]{}, err
	}
	page, err := db.Shown(db.Paged(in, rows, func(c Claim) db.ID { return c.Item }), func(c Claim) (View, error) {
		i, err := receivable.ItemByID(r, c.Item)
		return view(e, c, i), err
	})
	if err != nil {
		return db.Counted[View]{}, err
	}
	return db.Count(r, in, page, qCount, r.Entity)
}

// Show returns a doubtful claim by its invoice.
func Show(r *db.Read, in ByInvoice) (View, error) {
	v, err := invoice.Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	items, err := receivable.ItemsOf(r, v.ID)
	if err != nil {
		return View{}, err
	}
	i, err := in.of(items, v.Number)
	if err != nil {
		return View{}, err
	}
	c, err := load(r, i.ID)
	if err != nil {
		return View{}, err
	}
	e, err := seller.Load(r, c.Entity)
	return view(e, c, i), err
}
