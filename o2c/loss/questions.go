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

// None is a question without a field.
type None struct{}

// List lists the doubtful claims of the company.
func List(r *db.Read, _ None) (db.Page[View], error) {
	page := db.Page[View]{Items: []View{}}
	all, err := db.All[Claim](r, qList, r.Entity)
	if err != nil || len(all) == 0 {
		return page, err
	}
	e, err := seller.Of(r)
	if err != nil {
		return page, err
	}
	for _, c := range all {
		i, err := receivable.ItemByID(r, c.Item)
		if err != nil {
			return page, err
		}
		page.Items = append(page.Items, view(e, c, i))
	}
	return page, nil
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
