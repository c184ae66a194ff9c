package money

import (
	"strings"

	"encaisse/base/refuse"
)

// Currency is an ISO 4217 code in capitals, "EUR".
type Currency string

// codes are the currencies of ISO 4217 that money is really counted in
// (no metals, no test codes).
const codes = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN " +
	"BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD " +
	"FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES " +
	"KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR " +
	"MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB " +
	"RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD " +
	"TWD TZS UAH UGX USD UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"

var known = func() map[Currency]bool {
	m := map[Currency]bool{}
	for _, c := range strings.Fields(codes) {
		m[Currency(c)] = true
	}
	return m
}()

// Exponent is the number of decimals of the currency: EUR 2, JPY 0, TND 3;
// 2 for a code that is not known.
func (c Currency) Exponent() int {
	switch c {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
		"XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}

// Unit is how many minor units one of the currency has: EUR 100, JPY 1.
func (c Currency) Unit() int64 {
	n := int64(1)
	for range c.Exponent() {
		n *= 10
	}
	return n
}

// ParseCurrency reads a code in capitals or not; it refuses one that ISO 4217
// does not know with money.currency.
func ParseCurrency(s string) (Currency, error) {
	if known[Currency(s)] {
		return Currency(s), nil
	}
	c := Currency(strings.ToUpper(s))
	if !known[c] {
		return "", refuse.New(refuse.Invalid, "money.currency", "text", clip(s))
	}
	return c, nil
}

// UnmarshalText reads a code as ParseCurrency does; "" stays "", for a
// currency that the input leaves out.
func (c *Currency) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = ""
		return nil
	}
	v, err := ParseCurrency(string(text))
	if err != nil {
		return err
	}
	*c = v
	return nil
}
