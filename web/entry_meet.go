package web

import (
	"fmt"
	"slices"

	"encaisse/base/words"
	"encaisse/o2c/order"
	"encaisse/web/ui"
)

// clash is what somebody else made of a field while this form, where it was
// changed too, was open.
type clash struct {
	at, name string
	of       string // the item of a line
	value    string
}

// meet brings a form up to the order as it is now: what was not touched in the
// form becomes what it is now, lines that were added stand behind those known.
// It returns what both changed, each another way. Once that is told, saving
// again overwrites it knowingly.
func (e *entry) meet(o order.View, told bool) (both []clash) {
	now := entryOf(o)
	one := func(at, name, of string, typed, was *string, now string) {
		switch {
		case *was == now:
			return
		case same(*typed, *was):
			*typed = now
		case !same(*typed, now):
			if both = append(both, clash{at, name, of, now}); !told {
				return
			}
		}
		*was = now
	}
	for _, name := range []string{"po_number", "requested_on", "ship_to", "freight"} {
		typed, was := e.fields[name], e.was[name]
		one(name, "web.field."+name, "", &typed, &was, now.fields[name])
		e.fields[name], e.was[name] = typed, was
	}
	known := 0
	for _, l := range now.lines {
		i := slices.IndexFunc(e.lines, func(t typedLine) bool { return t.n == l.n })
		if i < 0 {
			e.lines = slices.Insert(e.lines, known, l)
			known++
			continue
		}
		t := &e.lines[i]
		one(fmt.Sprint("quantity-", i), "web.col.quantity", l.sku, &t.quantity, &t.hadQuantity, l.quantity)
		one(fmt.Sprint("discount-", i), "web.entry.discount", l.sku, &t.discount, &t.hadDiscount, l.discount)
		known = i + 1
	}
	return both
}

// meanwhile says what somebody else changed, field by field.
func (v *visit) meanwhile(both []clash) []ui.Problem {
	out := []ui.Problem{{Text: v.say("web.amend.meanwhile")}}
	for _, x := range both {
		out = append(out, ui.Problem{Field: x.at, Text: words.Labelled(v.view.Lang, withWhy(v.say(x.name), x.of), v.say("web.master.theirs", "value", x.value))})
	}
	return out
}
