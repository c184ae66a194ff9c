// Package money counts exactly: amounts are integers in minor units, prices,
// quantities and percents integers in millionths. Every product is made in
// 128 bits or more and rounded once, half away from zero (domain.md 0); what
// does not fit is refused. There is no float here.
package money

import (
	"strings"

	"encaisse/base/refuse"
)

// Amount is a number of minor units (cents) of a currency that is known from
// the document. Plain + and - are allowed: whatever enters or is multiplied is
// bounded by Max, so nine thousand of them cannot overflow. In JSON it is a
// bare integer, for facts and rows; doors show it In its currency.
type Amount int64

// Max bounds every amount that enters or is multiplied, on both sides.
const Max Amount = 1e15

// Abs is the amount without its sign.
func (a Amount) Abs() Amount {
	if a < 0 {
		return -a
	}
	return a
}

// In is the amount together with its currency.
func (a Amount) In(c Currency) Money { return Money{Minor: a, Currency: c} }

// ParseAmount reads "1200.00" as minor units of c. It refuses what is not a
// decimal (money.text), a decimal that is not a whole number of minor units
// (money.decimals; zeros at the end do not count) and anything beyond Max
// (money.overflow).
func ParseAmount(s string, c Currency) (Amount, error) {
	v, err := scan(s, c.Exponent())
	if err != nil {
		return 0, err
	}
	return bounded(v)
}

func bounded(v int64) (Amount, error) {
	if v > int64(Max) || v < -int64(Max) {
		return 0, overflow()
	}
	return Amount(v), nil
}

func overflow() error { return refuse.New(refuse.Invalid, "money.overflow") }

// Money is an amount with its currency.
type Money struct {
	Minor    Amount
	Currency Currency
}

// Text is the amount alone with the decimals of its currency, "1200.00".
func (m Money) Text() string {
	e := m.Currency.Exponent()
	return string(appendDecimal(make([]byte, 0, 24), int64(m.Minor), e, e))
}

// String is the amount and the code, "1200.00 EUR".
func (m Money) String() string { return m.Text() + " " + string(m.Currency) }

// MarshalJSON writes the amount alone, "1200.00": the document has the currency.
func (m Money) MarshalJSON() ([]byte, error) {
	e := m.Currency.Exponent()
	b := append(make([]byte, 0, 26), '"')
	return append(appendDecimal(b, int64(m.Minor), e, e), '"'), nil
}

// MarshalText writes "1200.00 EUR".
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads "1200.00 EUR", or "1200.00" into a Money whose currency
// is set already; with neither it refuses (money.currency).
func (m *Money) UnmarshalText(text []byte) error {
	number, code, _ := strings.Cut(string(text), " ")
	if code == "" {
		code = string(m.Currency)
	}
	c, err := ParseCurrency(code)
	if err != nil {
		return err
	}
	a, err := ParseAmount(number, c)
	if err != nil {
		return err
	}
	*m = a.In(c)
	return nil
}
