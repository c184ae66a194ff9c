package paper

import (
	"encoding/json"
	"reflect"

	"encaisse/connect/paper/sheet"
)

// clean is the document with every text as it can be printed: see sheet.Clean.
func (d Document) clean() Document {
	var out Document
	b, err := json.Marshal(d) // a copy that shares nothing
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		panic("paper: " + err.Error()) // texts and whole numbers only: cannot be
	}
	cleaned(reflect.ValueOf(&out).Elem())
	if d.Pay != nil {
		out.Pay.QR = d.Pay.QR // lines for a machine, from what was clean already
	}
	if d.Letterhead.Logo != nil {
		out.Letterhead.Logo.Bytes = d.Letterhead.Logo.Bytes // no text, and no part of the data: named by their hash
	}
	out.shorten()
	return out
}

// What a head has room for, in letters: more than any door takes in.
const (
	longName = 300
	longFact = 150
)

// shorten abbreviates what no head of a document has room for.
func (d *Document) shorten() {
	for _, p := range []*Party{&d.Seller, &d.Buyer, d.Deliver} {
		if p == nil {
			continue
		}
		p.Name = short(p.Name, longName)
		for i := range p.Lines {
			p.Lines[i] = short(p.Lines[i], longName)
		}
		for i, id := range p.IDs {
			p.IDs[i] = Fact{short(id.Label, longFact), short(id.Value, longFact)}
		}
	}
	for i, f := range d.Facts {
		d.Facts[i] = Fact{short(f.Label, longFact), short(f.Value, longFact)}
	}
	for i := range d.Lines {
		d.Lines[i].SKU = short(d.Lines[i].SKU, longFact)
	}
	h := &d.Letterhead
	for _, s := range []*string{&h.Form, &h.Capital, &h.Register, &h.Phone, &h.Email, &h.Website} {
		*s = short(*s, longFact)
	}
	d.Terms = short(d.Terms, longName)
}

func short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// cleaned walks through a value and cleans its texts where they stand.
func cleaned(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(sheet.Clean(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			cleaned(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			cleaned(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			cleaned(v.Field(i))
		}
	}
}
