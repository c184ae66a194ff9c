package form

import (
	"reflect"
	"slices"
	"strings"

	"encaisse/base/refuse"
)

// line fills the struct of one line of a document from its short form
//
//	what:how many@price-discount%
//
// of which only the first part is needed: "conseil:8", "vis-10:2.5@0.80-10%",
// "F2026-0001:300.00". The first part goes to the first field; how many to
// quantity or amount; the price to unit_price, unit_cost or price; the
// discount to discount_percent or discount.
func line(v reflect.Value, text string) error {
	fields := Fields(v.Type())
	if len(fields) == 0 {
		return refuse.New(refuse.Invalid, "form.line", "text", text)
	}
	what, rest := text, ""
	if i := strings.LastIndexByte(text, ':'); i >= 0 {
		what, rest = text[:i], text[i+1:]
	}
	discount, price := "", ""
	if cut, ok := strings.CutSuffix(rest, "%"); ok {
		if i := strings.LastIndexByte(cut, '-'); i >= 0 {
			rest, discount = cut[:i], cut[i+1:]
		}
	}
	rest, price, _ = strings.Cut(rest, "@")
	if err := write(reach(v, fields[0].Index), what); err != nil {
		return err
	}
	for _, part := range []struct {
		text  string
		names []string
	}{
		{rest, []string{"quantity", "amount"}},
		{price, []string{"unit_price", "unit_cost", "price"}},
		{discount, []string{"discount_percent", "discount"}},
	} {
		if part.text == "" {
			continue
		}
		i := slices.IndexFunc(fields, func(f Field) bool { return slices.Contains(part.names, f.Name) })
		if i < 0 {
			return refuse.New(refuse.Invalid, "form.line", "text", text)
		}
		if err := write(reach(v, fields[i].Index), part.text); err != nil {
			return err
		}
	}
	return nil
}
