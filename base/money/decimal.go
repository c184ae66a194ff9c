package money

// Decimal, Price, Quantity and Percent are exact decimals in millionths. Their
// texts are alike: "1", "0.5", "-3.25" as a JSON string or number in, always a
// JSON string out. A text that is no decimal is refused with money.text, more
// than six decimals with money.decimals (zeros at the end do not count), what
// does not fit in 64 bits with money.overflow.
const places = 6

// Decimal is an exact decimal in millionths, of no unit yet; convert it once
// it is known what it counts: Price(d), Quantity(d), Percent(d), d.Amount(c).
type Decimal int64

// Price is millionths of a currency unit, for one unit of quantity.
type Price int64

// Quantity is millionths of a unit of measure.
type Quantity int64

// Percent is millionths of a percent: 20 % is 20_000000.
type Percent int64

// Whole is 100 %.
const Whole Percent = 100_000000

// Units is the quantity of n whole units; n is at most 9e12.
func Units(n int64) Quantity { return Quantity(n * 1_000000) }

// ParseDecimal reads a decimal; see Decimal for what it refuses.
func ParseDecimal(s string) (d Decimal, err error) { return d, fromText(s, (*int64)(&d)) }

// ParsePrice reads a price in currency units, "100.00".
func ParsePrice(s string) (p Price, err error) { return p, fromText(s, (*int64)(&p)) }

// ParseQuantity reads a quantity, "2.5".
func ParseQuantity(s string) (q Quantity, err error) { return q, fromText(s, (*int64)(&q)) }

// ParsePercent reads a percent, "5.5" for 5.5 %.
func ParsePercent(s string) (p Percent, err error) { return p, fromText(s, (*int64)(&p)) }

// Amount is d currency units in minor units of c. It refuses what is not a
// whole number of them (money.decimals) and anything beyond Max
// (money.overflow).
func (d Decimal) Amount(c Currency) (Amount, error) {
	unit := int64(pow10[places-c.Exponent()])
	if int64(d)%unit != 0 {
		return 0, tooFine(d.String(), c.Exponent())
	}
	return bounded(int64(d) / unit)
}

// Decimal is a in currency units. It refuses what millionths cannot hold
// (money.overflow).
func (a Amount) Decimal(c Currency) (Decimal, error) {
	d, err := MulDiv(int64(a), int64(pow10[places-c.Exponent()]), 1)
	return Decimal(d), err
}

// String is the shortest text, "0.5".
func (d Decimal) String() string { return text(int64(d), 0) }

// String has at least two decimals, "100.00", "1.115".
func (p Price) String() string { return text(int64(p), 2) }

// String is the shortest text, "2.5".
func (q Quantity) String() string { return text(int64(q), 0) }

// String is the shortest text without a sign, "9.975".
func (p Percent) String() string { return text(int64(p), 0) }

func text(v int64, least int) string {
	return string(appendDecimal(make([]byte, 0, 24), v, places, least))
}

// The text and JSON forms.

func (d Decimal) MarshalText() ([]byte, error)  { return []byte(d.String()), nil }
func (p Price) MarshalText() ([]byte, error)    { return []byte(p.String()), nil }
func (q Quantity) MarshalText() ([]byte, error) { return []byte(q.String()), nil }
func (p Percent) MarshalText() ([]byte, error)  { return []byte(p.String()), nil }

func (d *Decimal) UnmarshalText(b []byte) error  { return fromText(string(b), (*int64)(d)) }
func (p *Price) UnmarshalText(b []byte) error    { return fromText(string(b), (*int64)(p)) }
func (q *Quantity) UnmarshalText(b []byte) error { return fromText(string(b), (*int64)(q)) }
func (p *Percent) UnmarshalText(b []byte) error  { return fromText(string(b), (*int64)(p)) }

func (d *Decimal) UnmarshalJSON(b []byte) error  { return fromJSON(b, (*int64)(d)) }
func (p *Price) UnmarshalJSON(b []byte) error    { return fromJSON(b, (*int64)(p)) }
func (q *Quantity) UnmarshalJSON(b []byte) error { return fromJSON(b, (*int64)(q)) }
func (p *Percent) UnmarshalJSON(b []byte) error  { return fromJSON(b, (*int64)(p)) }
