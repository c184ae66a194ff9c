package credit

import "encaisse/base/money"

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
