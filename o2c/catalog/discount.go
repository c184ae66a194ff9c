package catalog

import (
	"encoding/json"
	"strings"

	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Discounts are percent discounts that apply one after the other on the
// reduced amount (domain.md 1.13). People and JSON write one as 10, a chain as
// "10+5".
type Discounts []money.Percent

// ParseDiscounts reads "10", "10+5" or "".
func ParseDiscounts(s string) (Discounts, error) {
	var out Discounts
	for part := range strings.SplitSeq(s, "+") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		p, err := money.ParsePercent(part)
		if err != nil {
			return nil, err
		}
		if p < 0 || p > money.Whole {
			return nil, refuse.New(refuse.Invalid, "money.discount", "discount", p)
		}
		if p != 0 {
			out = append(out, p)
		}
	}
	return out, nil
}

func (d Discounts) String() string {
	parts := make([]string, len(d))
	for i, p := range d {
		parts[i] = p.String()
	}
	return strings.Join(parts, "+")
}

// MarshalText writes the chain.
func (d Discounts) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the chain.
func (d *Discounts) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDiscounts(string(b))
	return err
}

// UnmarshalJSON reads a number or a text.
func (d *Discounts) UnmarshalJSON(b []byte) error {
	var s string
	if len(b) > 0 && b[0] == '"' {
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	} else if s = string(b); s == "null" {
		s = ""
	}
	return d.UnmarshalText([]byte(s))
}
