package cli

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
)

// cell writes one value for people, by its type; right tells that it is a
// figure, to be aligned on the right.
func cell(l words.Language, v reflect.Value) (text string, right bool) {
	if !v.IsValid() {
		return "", false
	}
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		return cell(l, v.Elem())
	}
	switch x := v.Interface().(type) {
	case money.Money:
		return words.Amount(l, x), true
	case money.Percent:
		return words.Percentage(l, x), true
	case money.Decimal, money.Price, money.Quantity:
		return words.Number(l, x), true
	case day.Day:
		return words.Date(l, x), false
	case db.ID: // a name, not a figure: as it stands in an export of the chain
		return strconv.FormatInt(int64(x), 10), false
	case time.Time:
		return x.Format("2006-01-02 15:04:05Z07:00"), false
	case json.RawMessage:
		return string(x), false
	case encoding.TextMarshaler:
		if v.Kind() == reflect.Pointer && v.IsNil() {
			return "", false
		}
		b, err := x.MarshalText()
		if err != nil {
			return err.Error(), false
		}
		return string(b), false
	}
	return kind(l, v)
}

// kind writes a value that has no text of its own.
func kind(l words.Language, v reflect.Value) (text string, right bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return "", false
		}
		return cell(l, v.Elem())
	case reflect.Bool:
		return yesNo(l, v.Bool()), false
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return words.Number(l, v.Interface()), true
	case reflect.String:
		return v.String(), false
	case reflect.Slice, reflect.Array:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i], _ = cell(l, v.Index(i))
		}
		return strings.Join(parts, ", "), false
	}
	b, err := json.Marshal(v.Interface())
	if err != nil {
		return fmt.Sprint(v.Interface()), false
	}
	return string(b), false
}

func yesNo(l words.Language, yes bool) string {
	switch {
	case l == words.English && yes:
		return "yes"
	case l == words.English:
		return "no"
	case yes:
		return "oui"
	}
	return "non"
}
