package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/stat"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/o2c/seller"
)

// figures is the page of figures, in words.
type figures struct {
	Company     string
	Date        string // of the figures
	Time        string
	Receivables big
	Overdue     big
	OverduePart string // of the receivables
	Unapplied   big
	Simple      string // DSO, days
	CountBack   string
	Orders      []orderRow
	Placed      string // how many orders in all
	PlacedSum   string
	Aging       []agingRow
	Total       string
	Facts       []factRow
}

// big is a large amount; its decimals and sign are set smaller.
type big struct{ Whole, Rest string }

type orderRow struct{ State, Label, Count, Total string }

type agingRow struct {
	Label, Amount, Share, Width string
	Late                        bool
}

type factRow struct {
	Icon, Text, When, Stamp, By string
	About                       []string
}

// figures asks the registry for the figures, as the viewer.
func (s *site) figures(ctx context.Context, l words.Language) (figures, error) {
	call := app.Call{Caller: s.viewer}
	call.Language = l
	f, err := app.ShowFigures.Ask(ctx, s.app, call, insight.AsOf{})
	if err != nil {
		return figures{}, err
	}
	e, err := app.ShowEntity.Ask(ctx, s.app, call, seller.ByID{ID: call.Entity.Text(seller.Prefix)})
	if err != nil {
		return figures{}, err
	}
	zone, err := time.LoadLocation(e.Zone)
	if err != nil {
		return figures{}, err
	}
	return written(l, f, s.app.DB.Now().In(zone)), nil
}

// written puts the figures into words.
func written(l words.Language, f insight.FiguresOut, now time.Time) figures {
	out := figures{Company: f.Entity, Date: longDate(l, f.AsOf), Time: now.Format("15:04"),
		Receivables: large(l, f.Receivables), Overdue: large(l, f.Overdue), OverduePart: share(l, f.Overdue.Minor, f.Receivables.Minor),
		Unapplied: large(l, f.Unapplied), Simple: days(l, f.Simple), CountBack: days(l, f.CountBack),
		Aging: aging(l, f.Aging, f.Receivables), Total: words.Amount(l, f.Receivables)}
	var placed int64
	sum := money.Amount(0).In(f.Receivables.Currency)
	for _, state := range states {
		i := slices.IndexFunc(f.Orders, func(c insight.StateCount) bool { return c.State == state })
		if i < 0 {
			continue
		}
		c := f.Orders[i]
		out.Orders = append(out.Orders, orderRow{state, sentences.Say(l, "state."+state), words.Number(l, c.Orders), words.Amount(l, c.Total)})
		placed += c.Orders
		sum.Minor += c.Total.Minor
	}
	out.Placed, out.PlacedSum = words.Number(l, placed), words.Amount(l, sum)
	for _, step := range f.Recent {
		out.Facts = append(out.Facts, fact(l, step, now))
	}
	return out
}

// states are those of an order, as it goes through them.
var states = []string{"draft", "credit_hold", "confirmed", "released", "closed", "cancelled"}

// aging is the table of ages; a bar shows the size of what is owed.
func aging(l words.Language, buckets []insight.Bucket, total money.Money) []agingRow {
	var most money.Amount
	for _, b := range buckets {
		most = max(most, b.Amount.Minor)
	}
	var out []agingRow
	for i, b := range buckets {
		r := agingRow{Label: sentences.Say(l, "age."+b.Key), Amount: words.Amount(l, b.Amount), Share: share(l, b.Amount.Minor, total.Minor),
			Late: i > 0 && b.Key != "unapplied"}
		if width, ok := (stat.Ratio{Num: int64(b.Amount.Minor), Den: int64(most)}).Times(100, 2); ok && b.Amount.Minor > 0 {
			r.Width = width
		}
		out = append(out, r)
	}
	return out
}

// share is a part of a whole in percent, n/a where there is no whole.
func share(l words.Language, part, whole money.Amount) string {
	text, ok := stat.Ratio{Num: int64(part), Den: int64(whole)}.Times(100, 1)
	if !ok {
		return sentences.Say(l, "page.none")
	}
	if l == words.English {
		return words.Number(l, text) + "%"
	}
	return words.Number(l, text) + "\u00a0%"
}

// days is a number of days, or that there is none.
func days(l words.Language, text string) string {
	if text == "n/a" {
		return sentences.Say(l, "page.none")
	}
	return words.Number(l, text)
}

func large(l words.Language, m money.Money) big {
	text := words.Amount(l, m)
	i := strings.LastIndexAny(text, ",.")
	if i < 0 || m.Currency.Exponent() == 0 {
		return big{Whole: text}
	}
	return big{text[:i], text[i:]}
}

// icons of facts, by the word their type begins with.
var icons = map[string]string{"order": "cart", "shipping": "shelf", "stock": "shelf", "invoice": "invoice", "payment": "bank",
	"credit": "gauge", "receivable": "clock"}

// fact is one of the recent facts. Its objects are named when they have a
// number that people use.
func fact(l words.Language, s insight.Step, now time.Time) factRow {
	at := s.At.In(now.Location())
	kind, _, _ := strings.Cut(s.Type, ".")
	out := factRow{Icon: icons[kind], Text: s.Text, When: at.Format("15:04"), Stamp: at.Format(time.RFC3339), By: s.By}
	if out.Icon == "" {
		out.Icon = "bolt"
	}
	if d := day.FromTime(at, at.Location()); d != day.FromTime(now, now.Location()) {
		out.When = words.Date(l, d) + " " + out.When
	}
	for _, o := range s.Objects {
		if known := "object." + o.Kind; sentences.Has(known) {
			out.About = append(out.About, sentences.Say(l, known)+" "+o.Number)
		}
	}
	return out
}

// longDate is a day with the name of its month: 21 novembre 2026.
func longDate(l words.Language, d day.Day) string {
	y, m, n := d.Date()
	return fmt.Sprintf("%d\u00a0%s\u00a0%d", n, sentences.Say(l, fmt.Sprint("month.", m)), y)
}
