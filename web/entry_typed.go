package web

import "strings"

// typedOrder reads what was sent.
func (v *visit) typedOrder() entry {
	_ = v.r.ParseForm() // what can not be read is empty
	f := v.r.PostForm
	e := entry{customer: strings.TrimSpace(f.Get("customer")), text: strings.TrimSpace(f.Get("entry")), fields: map[string]string{}, was: map[string]string{}}
	for _, name := range []string{"po_number", "requested_on", "ship_to", "freight", "tax_included", "valid_until"} {
		e.fields[name] = strings.TrimSpace(f.Get(name))
		e.was[name] = f.Get("was:" + name)
	}
	at := func(name string, i int) string {
		if list := f[name]; i < len(list) {
			return strings.TrimSpace(list[i])
		}
		return ""
	}
	for i := range min(len(f["sku"]), mostTyped) {
		e.lines = append(e.lines, typedLine{at("n", i), at("sku", i), at("quantity", i), at("price", i), at("discount", i), at("had_quantity", i), at("had_discount", i)})
	}
	return e
}

// mostTyped lines of an order are typed; larger ones come as files.
const mostTyped = 200
