package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/base/money"
	"encaisse/o2c/order"
)

// Two people change one order: what each touched is kept, what both touched is
// asked about once more, and nobody's change is lost without a word.
func TestTwoAmendOneOrder(t *testing.T) {
	one, other := as(t, access.Sales), as(t, access.Admin)
	path := "/orders/" + one.places(one.someCustomer(), "VER-35:2", "CAR-10:2") + "/amend"
	form := func(b *browser) []string {
		w := b.get(path)
		b.wants(w, http.StatusOK, `name="had_quantity" value="2"`)
		return []string{"key", b.key(w), "had_quantity", "2", "had_quantity", "2", "had_discount", "", "had_discount", "", "n", "1", "n", "2", "sku", "VER-35", "sku", "CAR-10", "step", "place"}
	}
	typed := func(form []string, first, second, po string) []string {
		return append(slices.Clone(form), "quantity", first, "quantity", second, "po_number", po)
	}
	mine, stale := form(one), form(other)
	one.wants(one.post(path, typed(mine, "5", "2", "")...), http.StatusSeeOther)
	one.wants(one.post(path, typed(form(one), "5", "2", "")...), http.StatusSeeOther)
	if n := strings.Count(one.wants(one.get(path), http.StatusOK), "VER-35\u00a0: "); n != 1 {
		t.Errorf("%d changes are kept of one", n)
	}
	// Another field: both stay.
	other.wants(other.post(path, typed(stale, "2", "2", "CMD-7")...), http.StatusSeeOther)
	one.wants(one.get(path), http.StatusOK, `value="5"`, `value="CMD-7"`)
	// The same one: it is told when it is to be saved, however often it was looked at; nothing is done.
	look := slices.Clone(stale)
	look[len(look)-1] = "look"
	other.wants(other.post(path, typed(look, "3", "4", "CMD-7")...), http.StatusOK, `name="had_quantity" value="2"`, `value="3"`)
	w := other.post(path, typed(stale, "3", "4", "CMD-7")...)
	other.wants(w, http.StatusPreconditionFailed, "modifiée entre-temps", "Quantité, VER-35\u00a0: quelqu’un d’autre a mis «\u00a05\u00a0» entre-temps", `href="#f-quantity-0"`, `name="had_quantity" value="5"`, `value="3"`, `value="4"`)
	one.wants(one.get(path), http.StatusOK, `value="5"`)
	// Knowing it, one may.
	again := []string{"key", other.key(w), "had_quantity", "5", "had_quantity", "2", "had_discount", "", "had_discount", "", "n", "1", "n", "2", "sku", "VER-35", "sku", "CAR-10", "step", "place", "was:po_number", "CMD-7"}
	other.wants(other.post(path, typed(again, "3", "4", "CMD-7")...), http.StatusSeeOther)
	one.wants(one.get(path), http.StatusOK, "VER-35\u00a0: 5 → 3", "CAR-10\u00a0: 2 → 4")
}

// A line that somebody added stands in the form that was open.
func TestAFormMeetsWhatWasAdded(t *testing.T) {
	e := entry{fields: map[string]string{"po_number": "A"}, was: map[string]string{"po_number": "A"},
		lines: []typedLine{{n: "1", sku: "x", quantity: "9", hadQuantity: "1"}, {sku: "new", quantity: "1"}}}
	o := order.View{PONumber: "B", Lines: []order.LineView{{N: 1, SKU: "x", Quantity: money.Units(1)}, {N: 2, SKU: "y", Quantity: money.Units(4)}}}
	if both := e.meet(o, false); len(both) != 0 {
		t.Errorf("%+v", both)
	}
	want := []typedLine{{n: "1", sku: "x", quantity: "9", hadQuantity: "1"}, {n: "2", sku: "y", quantity: "4", hadQuantity: "4"}, {sku: "new", quantity: "1"}}
	if !slices.Equal(e.lines, want) || e.fields["po_number"] != "B" || !maps.Equal(e.fields, e.was) {
		t.Errorf("%+v %v %v", e.lines, e.fields, e.was)
	}
}
