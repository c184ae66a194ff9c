package credit

import (
	"encaisse/base/id"
	"encaisse/base/money"
)

type eased struct {
	Why  string `json:"why"`
	Held int64  `json:"held"`
}

type limited struct {
	Was      *money.Amount  `json:"was"`
	Limit    any            `json:"limit"`
	Currency money.Currency `json:"currency"`
}

type blocked struct {
	Reason string `json:"reason"`
}

// regrouped is the body of credit.regrouped: the holders of the credit rows
// that guarded a customer and guard him now.
type regrouped struct {
	From id.ID `json:"from,string"`
	To   id.ID `json:"to,string"`
}
