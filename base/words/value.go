package words

import (
	"fmt"
	"reflect"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
)

// Key is an argument that is itself a key: Say puts in its text.
type Key string

// value writes a value of a sentence by its type.
func (c *Catalog) value(l Language, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return yes(l, v)
	case money.Money:
		return Amount(l, v)
	case money.Amount: // the currency is not known here: shown as such
		return Amount(l, v.In(""))
	case money.Percent:
		return Percentage(l, v)
	case day.Day:
		return Date(l, v)
	case money.Quantity, money.Price, money.Decimal:
		return Number(l, v)
	case Key:
		return c.Say(l, string(v))
	case fmt.Stringer:
		return v.String()
	case error:
		return v.Error()
	}
	r := reflect.ValueOf(v)
	if r.Kind() == reflect.Slice || r.Kind() == reflect.Array {
		list := make([]string, r.Len())
		for i := range list {
			list[i] = c.value(l, r.Index(i).Interface())
		}
		return strings.Join(list, ", ")
	}
	if r.Kind() == reflect.String {
		return r.String()
	}
	return Number(l, v)
}

func yes(l Language, v bool) string {
	switch {
	case l.french() && v:
		return "oui"
	case l.french():
		return "non"
	case v:
		return "yes"
	}
	return "no"
}
