package invoice

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// DepositState is how far a deposit invoice is cashed and used, tax included.
type DepositState struct {
	State    string      `json:"state" doc:"awaited, partly_cashed, cashed, cancelled"`
	Awaited  money.Money `json:"awaited"`
	Cashed   money.Money `json:"cashed"`
	Deducted money.Money `json:"deducted" doc:"by invoices of the order"`
	Credited money.Money `json:"credited" doc:"to the customer's account"`
	Held     money.Money `json:"held" doc:"cashed, neither deducted nor credited: on 4191 and its tax"`
	Booked   money.Money `json:"booked" doc:"what of it is held, in the company's currency: at the rate of the day its money came"`
}

// deposit adds how far it is; its payment axis is what was cashed.
func (v View) deposit(d Deposit, booked money.Money) View {
	m := func(a money.Amount) money.Money { return a.In(v.Currency) }
	v.Deposit = &DepositState{d.State(), m(d.Awaited()), m(d.Cashed), m(d.Deducted), m(d.Credited), m(d.Held()), booked}
	v.Payment = payment(d.Total, d.Total-d.Cashed+v.Open.Minor)
	return v
}

// shownDeposit is a deposit invoice as doors show it: open is only what a bank
// took back of it after it was deducted.
func shownDeposit(r *db.Read, v Invoice, customer, number string) (View, error) {
	d, err := DepositOf(r, v.ID)
	if err != nil {
		return View{}, err
	}
	items, err := receivable.ItemsOf(r, v.ID)
	var open money.Amount
	for _, i := range items {
		open += i.Open
	}
	if err != nil {
		return View{}, err
	}
	booked, err := d.booked(r)
	return view(v, customer, number, open).deposit(d, booked), err
}

// booked is what is held of it in the company's currency.
func (d Deposit) booked(r *db.Read) (money.Money, error) {
	e, err := seller.Load(r, d.Entity)
	if err != nil {
		return money.Money{}, err
	}
	if d.Currency == e.Currency || d.Held() == 0 {
		return d.Held().In(e.Currency), nil
	}
	v, moved, err := d.whole(r)
	return worth(movedOf(v, moved, held)).Home.In(e.Currency), err
}

// DepositFilter asks for the deposits.
type DepositFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
	Awaited  bool   `query:"awaited" json:"awaited,omitempty" doc:"only what is not cashed whole, and not cancelled"`
}

// DepositView is a deposit invoice in the list of them.
type DepositView struct {
	ID       string         `json:"id"`
	Number   string         `json:"number"`
	Order    string         `json:"order"`
	Customer string         `json:"customer"`
	Currency money.Currency `json:"currency"`
	Total    money.Money    `json:"total"`
	DepositState
}

// Deposits pages through the deposit invoices, oldest first.
func Deposits(r *db.Read, in DepositFilter) (db.Page[DepositView], error) {
	out := db.Page[DepositView]{Items: []DepositView{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := receivable.CustomerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Deposit](r, qDepositList, r.Entity, after, customer, in.Awaited, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(d Deposit) db.ID { return d.ID })
	out.Next = page.Next
	for _, d := range page.Items {
		v, err := db.One[Invoice](r, qByID, d.ID)
		if err != nil {
			return out, err
		}
		c, err := party.Load(r, d.Customer)
		if err != nil {
			return out, err
		}
		number, err := order.Number(r, d.Order)
		if err != nil {
			return out, err
		}
		booked, err := d.booked(r)
		if err != nil {
			return out, err
		}
		s := view(v, c.Number, number, 0).deposit(d, booked)
		out.Items = append(out.Items, DepositView{s.ID, s.Number, number, c.Number, d.Currency, s.Total, *s.Deposit})
	}
	return out, nil
}
