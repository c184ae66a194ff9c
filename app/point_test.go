package app

import (
	"slices"
	"strings"
	"testing"

	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/order"
	"encaisse/o2c/shipping"
)

// A refusal says at which place of the input it is, where only one can be meant.
func TestARefusalNamesItsPlace(t *testing.T) {
	type line struct {
		SKU      string         `json:"sku"`
		Quantity money.Quantity `json:"quantity"`
	}
	type input struct {
		ID     string `path:"id" json:"-"`
		View   string `query:"view" json:"-"`
		Number string `json:"number"`
		From   string `json:"from"`
		To     string `json:"to"`
		Count  int64  `json:"count"`
		Lines  []line `json:"lines"`
	}
	in := &input{ID: "O1", View: "old", Number: "C1", From: "MAIN", To: "main", Count: 7, Lines: []line{{"vis", 1_000_000}, {"clou", -5_000_000}}}
	for _, c := range []struct {
		no   *refuse.Refusal
		want string // nothing: no place
	}{
		{refuse.New(refuse.Missing, "catalog.unknown", "item", "clou"), "/lines/1/sku"},
		{refuse.New(refuse.Missing, "view.unknown", "view", "old"), "/view"},
		{refuse.New(refuse.Missing, "order.unknown", "order", "O1"), ""},         // the path says it
		{refuse.New(refuse.Missing, "stock.warehouse", "warehouse", "MAIN"), ""}, // two places do
		{refuse.New(refuse.Missing, "rma.line", "line", int64(7)), ""},           // a number is equal by chance
		{refuse.New(refuse.Invalid, "stock.quantity", "quantity", money.Quantity(-5_000_000)), "/lines/1/quantity"},
		{refuse.New(refuse.Conflict, "stock.short", "sku", "vis"), ""},
		{refuse.New(refuse.Conflict, "unique.customer_number"), "/number"},
		{refuse.New(refuse.Conflict, "unique.item_gtin"), ""},
		{refuse.New(refuse.Missing, "x.unknown", "x", "clou").At("/else", "x"), "/else"},
	} {
		point(c.no, in)
		var got []string
		for _, f := range c.no.Fields {
			got = append(got, f.Pointer)
		}
		if want := []string{c.want}; c.want == "" && len(got) > 0 || c.want != "" && !slices.Equal(got, want) {
			t.Errorf("%s: at %v, want %q", c.no.Code, got, c.want)
		}
	}
}

// Whatever a document's state allows has its words, for the refusal of what it
// does not.
func TestWhatIsAllowedHasWords(t *testing.T) {
	texts := Texts
	check := func(prefix string, events ...string) {
		for _, e := range append(events, "nothing") {
			if !texts.Has(prefix + e) {
				t.Errorf("no words for %s%s", prefix, e)
			}
		}
	}
	for e := range order.Edges() {
		if e != "history" { // of an import
			check("order.may.", e)
		}
	}
	for e := range shipping.Edges() {
		check("shipping.may.", e)
	}
}

// Whatever id is asked for, the sentence that it is not there stays short; what
// other refusals say is whole.
func TestWhatIsMissingIsSaidBriefly(t *testing.T) {
	a := &App{Texts: Texts}
	long := strings.Repeat("é", 10_000)
	no := refuse.New(refuse.Missing, "input.route", "path", long).At("/id", "input.route", "path", long)
	want := "There is nothing at " + strings.Repeat("é", 80) + "…."
	p := a.Problem(words.English, no)
	if p.Detail != want || len(p.Errors) != 1 || p.Errors[0].Detail != want || a.Say(words.English, no) != want {
		t.Errorf("%d characters: %.200s", len(p.Detail), p.Detail)
	}
	if no.Args[0].Value != long {
		t.Error("the refusal itself is changed")
	}
	for _, no := range []*refuse.Refusal{refuse.New(refuse.Missing, "input.route", "path", strings.Repeat("a", 80)), refuse.New(refuse.Invalid, "input.route", "path", long)} {
		if s := a.Say(words.English, no); strings.Contains(s, "…") {
			t.Errorf("cut: %.200s", s)
		}
	}
}
