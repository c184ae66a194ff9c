package approval

import "encaisse/base/money"

// asked is the body of approval.asked and approval.waived.
type asked struct {
	Kind     string         `json:"kind"`
	Command  string         `json:"command,omitempty"`
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency,omitempty"`
	Expires  int64          `json:"expires,omitempty"`
}

// closed is the body of the facts that end a request.
type closed struct {
	Kind      string `json:"kind"`
	Requester string `json:"requester"`
	Reason    string `json:"reason,omitempty"`
}

// ruled is the body of approval.rule_set, allowed that of approval.authority_set.
type ruled struct {
	Kind    string `json:"kind"`
	Enabled bool   `json:"enabled"`
	Hours   int64  `json:"hours"`
	Days    int64  `json:"days"`
}

type allowed struct {
	Kind     string        `json:"kind"`
	Holder   string        `json:"holder"`
	Currency string        `json:"currency,omitempty"`
	UpTo     *money.Amount `json:"up_to"`
	Ended    bool          `json:"ended,omitempty"`
}
