// Package payment records money received and applies it to what is owed.
package payment

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
)

// Prefix of a payment's id as people see it.
const Prefix = "pay"

// Payment is a receipt. What is left of it is the open item of the same id.
type Payment struct {
	ID         id.ID
	Entity     id.ID
	Customer   id.ID // 0 = payer not known yet
	Currency   money.Currency
	Amount     money.Amount // what the payer paid, the fee included
	Home       money.Amount // the same in the company's currency, at the rate of the day
	Fee        money.Amount // kept by the bank or the card scheme: the rest came in
	ReceivedOn day.Day
	Reference  string
	Payer      string
	Returned   bool
	Event      id.ID
	Version    int64
}

// Worth is how the payment was booked in the company's currency.
func (p Payment) Worth() ledger.Worth { return ledger.Worth{Amount: p.Amount, Home: p.Home} }

// mostWords of a reference that are looked up.
const mostWords = 12

// candidates are the texts of a reference that may be a document's number: the
// whole of it, what an ISO 11649 reference carries, and each word.
func candidates(reference string) []string {
	whole := receivable.Normal(reference)
	if whole == "" {
		return nil
	}
	out := []string{whole}
	add := func(s string) {
		if s == "" {
			return
		}
		for _, have := range out {
			if have == s {
				return
			}
		}
		out = append(out, s)
	}
	if inner, ok := structured(whole); ok {
		add(inner)
	}
	for i, w := range strings.FieldsFunc(reference, func(r rune) bool { return strings.ContainsRune(" ,;:\t\n", r) }) {
		if i < mostWords && len(receivable.Normal(w)) >= 3 {
			add(receivable.Normal(w))
		}
	}
	return out
}

// structured reads an ISO 11649 creditor reference: RF, two check digits, up
// to 21 characters; right when, turned round, it is 1 modulo 97 (domain.md 7.1).
func structured(s string) (inner string, ok bool) {
	if len(s) < 5 || len(s) > 25 || s[:2] != "RF" {
		return "", false
	}
	return s[4:], mod97(s[4:]+s[:4]) == 1
}

// Structured makes the ISO 11649 reference of a number.
func Structured(number string) string {
	n := receivable.Normal(number)
	check := 98 - mod97(n+"RF00")
	return "RF" + string(rune('0'+check/10)) + string(rune('0'+check%10)) + n
}

// mod97 of a text in which letters count 10 to 35.
func mod97(s string) int {
	m := 0
	for _, c := range []byte(s) {
		if c >= 'A' {
			m = (m*100 + int(c-'A') + 10) % 97
		} else {
			m = (m*10 + int(c-'0')) % 97
		}
	}
	return m
}
