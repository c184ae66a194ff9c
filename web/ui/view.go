// Package ui is the visual language of the pages: tokens and components, the
// files they need, and how figures and days are written on a screen.
package ui

import (
	"context"
	"fmt"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// View is for whom a page is drawn.
type View struct {
	Lang    words.Language
	Theme   string // "light", "dark", or "" for the system's
	Density string // "compact", "airy", or "" for the usual
	Mute    bool   // no keys of a single letter
	Texts   *words.Catalog
	Also    *words.Catalog // asked for what Texts does not know; may be nil
}

type viewKey struct{}

// With puts the view where the components find it.
func With(ctx context.Context, v View) context.Context {
	return context.WithValue(ctx, viewKey{}, v)
}

// Of is the view of a page; French when there is none.
func Of(ctx context.Context) View {
	v, ok := ctx.Value(viewKey{}).(View)
	if !ok {
		v = View{Lang: words.French, Texts: own}
	}
	return v
}

var own = words.NewCatalog(Texts)

// Say is the sentence of a key, with its arguments by name.
func Say(ctx context.Context, key string, pairs ...any) string {
	v := Of(ctx)
	var args []refuse.Arg
	for i := 0; i+1 < len(pairs); i += 2 {
		args = append(args, refuse.Arg{Name: fmt.Sprint(pairs[i]), Value: pairs[i+1]})
	}
	if v.Also != nil && !v.Texts.Has(key) {
		return v.Also.Say(v.Lang, key, args...)
	}
	return v.Texts.Say(v.Lang, key, args...)
}

// Money is an amount as the page's language writes it.
func Money(ctx context.Context, m money.Money) string { return words.Amount(Of(ctx).Lang, m) }

// Number is a bare number as the page's language writes it.
func Number(ctx context.Context, v any) string { return words.Number(Of(ctx).Lang, v) }

// Percent writes a rate with its sign.
func Percent(ctx context.Context, v any) string { return words.InPercent(Of(ctx).Lang, v) }

// Typed is the text of a decimal as a field of a form holds it.
func Typed(ctx context.Context, s string) string { return words.Typed(Of(ctx).Lang, s) }

// Day is a day as the pages write it: 21 nov. 2026.
func Day(ctx context.Context, d day.Day) string {
	if d.IsZero() {
		return Say(ctx, "ui.none")
	}
	y, m, n := d.Date()
	return fmt.Sprintf("%d\u00a0%s\u00a0%d", n, Say(ctx, fmt.Sprint("ui.mon.", m)), y)
}

// ShortDay is a day without its year, where there is little room.
func ShortDay(ctx context.Context, d day.Day) string { return words.DayOfYear(Of(ctx).Lang, d) }

// LongDay is a day with its weekday's and month's full names.
func LongDay(ctx context.Context, d day.Day) string {
	y, m, n := d.Date()
	week := Say(ctx, fmt.Sprint("ui.week.", int(d.Weekday())))
	return fmt.Sprintf("%s %d\u00a0%s\u00a0%d", week, n, Say(ctx, fmt.Sprint("ui.month.", m)), y)
}

// Month is a month with its full name: novembre 2026.
func Month(ctx context.Context, d day.Day) string {
	y, m, _ := d.Date()
	return fmt.Sprintf("%s\u00a0%d", Say(ctx, fmt.Sprint("ui.month.", m)), y)
}

// Days is a duration in days: 33 j.
func Days(ctx context.Context, n int) string {
	return Number(ctx, n) + "\u00a0" + Say(ctx, "ui.d")
}

// Split is an amount in two parts: what is large, and the lighter cents with
// the sign of the currency.
func Split(ctx context.Context, m money.Money) (whole, rest string) {
	text := Money(ctx, m)
	i := strings.LastIndexAny(text, ",.")
	if i < 0 || m.Currency.Exponent() == 0 {
		return text, ""
	}
	return text[:i], text[i:]
}

// Initials are what stands in for a face.
func Initials(name string) string {
	var out []rune
	for word := range strings.FieldsSeq(name) {
		out = append(out, []rune(word)[0])
		if len(out) == 2 {
			break
		}
	}
	return strings.ToUpper(string(out))
}
