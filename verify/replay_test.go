package verify_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/seal"
	"encaisse/o2c/insight"
)

// page is what the company's figures were at the end of a day.
type page struct {
	as    db.As
	asOf  insight.AsOf
	shown map[string]string
}

// figures asks everything that can be asked as of a day.
func (w *world) figures(as db.As, in insight.AsOf) map[string]string {
	w.t.Helper()
	shown := map[string]string{}
	_, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (any, error) {
		for name, ask := range map[string]func() (any, error){
			"aging":         func() (any, error) { return insight.Ages(x, insight.AgesIn{AsOf: in}) },
			"dso":           func() (any, error) { return insight.DSO(x, insight.DSOIn{AsOf: in}) },
			"exposure":      func() (any, error) { return insight.Exposed(x, insight.ExposureIn{AsOf: in}) },
			"trial balance": func() (any, error) { return insight.TrialBalance(x, in) },
			"open items":    func() (any, error) { return insight.OpenItems(x, in) },
			"unapplied":     func() (any, error) { return insight.Unapplied(x, insight.UnappliedIn{AsOf: in}) },
		} {
			out, err := ask()
			if err != nil {
				return nil, err
			}
			text, err := json.Marshal(out)
			if err != nil {
				return nil, err
			}
			shown[name] = string(text)
		}
		out, err := insight.KPIs(x, insight.KPIsIn{AsOf: in})
		for _, k := range out.KPIs {
			shown[k.Key] = fmt.Sprintf("%+v", k)
		}
		return nil, err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return shown
}

// What was shown on each day is shown again later, as known then, whatever was
// done since: a payment returned, one whose payer became known, a month closed.
func TestADayIsShownAgain(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		seed := seedOf(t)
		r := rand.New(rand.NewPCG(seed, 1))
		w := found(t, url)
		var pages []page
		for range *rounds {
			for range 60 {
				w.act(r)
			}
			if _, err := seal.Run(context.Background(), w.a.DB); err != nil {
				t.Fatal(err)
			}
			end, err := db.See(context.Background(), w.a.DB, db.As{}, seal.End)
			if err != nil {
				t.Fatal(err)
			}
			for _, as := range w.as {
				today, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (insight.AsOf, error) { return insight.AsOf{Day: x.Today()}, nil })
				if err != nil {
					t.Fatal(err)
				}
				shown := w.figures(as, today)
				today.Known = end.Number
				pages = append(pages, page{as, today, shown})
			}
			w.day(r.IntN(20) + 1)
		}
		for _, p := range pages {
			for name, now := range w.figures(p.as, p.asOf) {
				if then := p.shown[name]; now != then {
					t.Fatalf("seed %d, entity %d: the %s of %v was\n%s\nand is, as known at %d,\n%s", seed, p.as.Entity, name, p.asOf.Day, then, p.asOf.Known, now)
				}
			}
		}
	})
}
