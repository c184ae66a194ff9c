package form_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"encaisse/app/form"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

type line struct {
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
	Price    *money.Price   `json:"unit_price,omitempty"`
	Discount *money.Percent `json:"discount_percent,omitempty"`
}

type share struct {
	Invoice string        `json:"invoice"`
	Amount  money.Decimal `json:"amount"`
}

type address struct {
	City string `json:"city"`
	Zip  string `json:"zip,omitempty"`
}

type byID struct {
	ID string `path:"id" json:"-"`
}

type input struct {
	byID
	Customer string        `json:"customer" doc:"who buys"`
	Amount   money.Decimal `json:"amount,omitempty"`
	On       day.Day       `json:"on,omitempty"`
	Confirm  *bool         `json:"confirm,omitempty"`
	Count    int           `json:"count,omitempty"`
	Lines    []line        `json:"lines,omitempty"`
	Shares   []share       `json:"shares,omitempty"`
	Tags     []string      `json:"tags,omitempty"`
	Days     []day.Day     `json:"days,omitempty"`
	Address  *address      `json:"address,omitempty"`
	Extra    any           `json:"extra,omitempty"`
	secret   string
	Hidden   string `json:"-"`
	db.Paging
}

func TestSet(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"customer", "dupont", `{"customer":"dupont"}`},
		{"amount", "1200.5", `{"customer":"","amount":"1200.5"}`},
		{"on", "2026-01-15", `{"customer":"","on":"2026-01-15"}`},
		{"confirm", "false", `{"customer":"","confirm":false}`},
		{"count", "12", `{"customer":"","count":12}`},
		{"lines", "vis-10:2.5@0.80-10%,conseil:8", `{"customer":"","lines":[{"sku":"vis-10","quantity":"2.5","unit_price":"0.80","discount_percent":"10"},{"sku":"conseil","quantity":"8"}]}`},
		{"lines", "conseil", `{"customer":"","lines":[{"sku":"conseil","quantity":"0"}]}`},
		{"lines", "vis-10:3-5%", `{"customer":"","lines":[{"sku":"vis-10","quantity":"3","discount_percent":"5"}]}`},
		{"lines", `[{"sku":"a:b","quantity":2}]`, `{"customer":"","lines":[{"sku":"a:b","quantity":"2"}]}`},
		{"shares", "F2026-0001:300.00", `{"customer":"","shares":[{"invoice":"F2026-0001","amount":"300"}]}`},
		{"tags", "a, b,,c", `{"customer":"","tags":["a","b","c"]}`},
		{"days", "2026-01-15,2026-01-16", `{"customer":"","days":["2026-01-15","2026-01-16"]}`},
		{"address.city", "Lyon", `{"customer":"","address":{"city":"Lyon"}}`},
		{"extra", `{"a":[1]}`, `{"customer":"","extra":{"a":[1]}}`},
		{"limit", "7", `{"customer":"","limit":7}`},
	} {
		var in input
		if err := form.Set(&in, c.name, c.text); err != nil {
			t.Errorf("%s=%s: %v", c.name, c.text, err)
			continue
		}
		got, err := json.Marshal(in)
		if err != nil || string(got) != c.want {
			t.Errorf("%s=%s gives %s %v, want %s", c.name, c.text, got, err, c.want)
		}
	}
}

func TestNumberNamesThePath(t *testing.T) {
	var in input
	if err := form.Set(&in, "number", "C1"); err != nil || in.ID != "C1" {
		t.Errorf("number: %q %v", in.ID, err)
	}
	if err := form.Set(&in, "id", "C2"); err != nil || in.ID != "C2" {
		t.Errorf("id: %q %v", in.ID, err)
	}
	other := struct {
		byID
		Number string `json:"number"`
	}{}
	if err := form.Set(&other, "number", "C3"); err != nil || other.Number != "C3" || other.ID != "" {
		t.Errorf("a field of that name comes first: %+v %v", other, err)
	}
}

func TestSetRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, code, pointer, field string }{
		{"custommer", "x", "form.field", "", ""},
		{"secret", "x", "form.field", "", ""},
		{"Hidden", "x", "form.field", "", ""},
		{"amount", "12,50", "form.value", "/amount", "money.text"},
		{"on", "15/01/2026", "form.value", "/on", "day.text"},
		{"confirm", "peut-être", "form.value", "/confirm", "form.unread"},
		{"count", "1.5", "form.value", "/count", "form.unread"},
		{"lines", "a:x", "form.value", "/lines", "money.text"},
		{"shares", "F1:3@4", "form.value", "/shares", "form.line"},
		{"lines", `[{"skew":"a"}]`, "form.value", "/lines", "form.unread"},
		{"lines", "[{", "form.value", "/lines", "form.unread"},
	} {
		var in input
		err := form.Set(&in, c.name, c.text)
		r, ok := refuse.As(err)
		if !ok || r.Code != c.code {
			t.Errorf("%s=%s: %v, want %s", c.name, c.text, err, c.code)
			continue
		}
		if c.pointer != "" && (len(r.Fields) != 1 || r.Fields[0].Pointer != c.pointer || r.Fields[0].Code != c.field) {
			t.Errorf("%s=%s: fields %+v, want %s %s", c.name, c.text, r.Fields, c.pointer, c.field)
		}
	}
}

func TestFields(t *testing.T) {
	var got []string
	for _, f := range form.Fields(reflect.TypeFor[*input]()) {
		s := f.Name
		for i, on := range []bool{f.Path, f.Query, f.Required, f.Flag, f.List} {
			if on {
				s += "/?!~*"[i : i+1]
			}
		}
		got = append(got, s)
	}
	want := "id/! customer! amount on confirm~ count lines* shares* tags* days* address.city address.zip extra limit? cursor?"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("fields are\n%s, want\n%s", s, want)
	}
}

func TestTextsAreWhole(t *testing.T) {
	if f := form.Texts.Faults(); len(f) > 0 {
		t.Errorf("texts with faults: %v", f)
	}
}

func TestIllegibleTexts(t *testing.T) {
	type line struct {
		SKU string `json:"sku"`
	}
	type input struct {
		ID    string  `path:"id" json:"-"`
		Note  *string `json:"note,omitempty"`
		Lines []line  `json:"lines"`
		Bytes []byte  `json:"bytes"`
	}
	text := func(s string) *string { return &s }
	good := input{ID: "é", Note: text("🧾\u202e\n"), Lines: []line{{"vis"}}, Bytes: []byte{0, 0xff}}
	if got := form.Illegible(&good); got != nil {
		t.Error(got)
	}
	bad := input{ID: "\xff", Note: text("a\x00"), Lines: []line{{"vis"}, {"\xc0\x80"}, {"bell\x07"}}}
	var at []string
	for _, f := range form.Illegible(&bad) {
		at = append(at, f.Pointer+" "+f.Code)
	}
	if got := strings.Join(at, ", "); got != "/id form.legible, /note form.legible, /lines/1/sku form.legible, /lines/2/sku form.legible" {
		t.Error(got)
	}
}

func TestTextsOfOneLine(t *testing.T) {
	type line struct {
		SKU  string `json:"sku"`
		Note string `json:"note,omitempty"`
	}
	type input struct {
		byID
		Filter string   `query:"filter"`
		Name   *string  `json:"name,omitempty"`
		Reason string   `json:"reason"`
		Tags   []string `json:"tags,omitempty"`
		With   []string `json:"with,omitempty"`
		Lines  []line   `json:"lines"`
		Hidden string   `json:"-"`
	}
	lines := "a\r\nb"
	good := input{byID{lines}, lines, nil, lines, nil, []string{"reason=" + lines}, []line{{"vis", lines}}, lines}
	if got := form.Illegible(&good); got != nil {
		t.Error(got)
	}
	turned, marked := "a\u202eb", "\u200eשלום\u200f"
	if got := form.Illegible(&input{Name: &marked, Reason: turned, Lines: []line{{"vis", turned}}}); got != nil {
		t.Error("what may have several lines, and the marks of a direction: ", got)
	}
	bad := input{Name: &lines, Tags: []string{"a", "b\tc", turned}, Lines: []line{{SKU: "vis"}, {SKU: "vis\n"}, {SKU: "\x00\n"}}}
	var at []string
	for _, f := range form.Illegible(&bad) {
		at = append(at, f.Pointer+" "+f.Code)
	}
	if got := strings.Join(at, ", "); got != "/name form.one_line, /tags/1 form.one_line, /tags/2 form.turned, /lines/1/sku form.one_line, /lines/2/sku form.legible" {
		t.Error(got)
	}
}
