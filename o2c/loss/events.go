package loss

import (
	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// changed is the body of every fact of a claim: how its amounts moved.
type changed struct {
	Booked     money.Amount   `json:"booked"`
	Impaired   money.Amount   `json:"impaired"`
	WrittenOff money.Amount   `json:"written_off"`
	Recovered  money.Amount   `json:"recovered"`
	Tax        money.Amount   `json:"tax"`
	Currency   money.Currency `json:"currency"`
	Ground     string         `json:"ground,omitempty"`
	Moves      []tax.Moved    `json:"moves,omitempty"`

	// Of a claim in another currency, the same in the company's.
	BookedHome    money.Amount `json:"booked_home,omitempty"`
	ImpairedHome  money.Amount `json:"impaired_home,omitempty"`
	RecoveredHome money.Amount `json:"recovered_home,omitempty"`
}
