package stock

import "encaisse/base/money"

type received struct {
	Quantity money.Quantity `json:"quantity"`
	Cost     money.Amount   `json:"cost"`
}

type freed struct {
	Quantity money.Quantity `json:"quantity"`
}
