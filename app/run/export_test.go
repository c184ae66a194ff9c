package run

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	books "encaisse/o2c/closing"
)

// What a question answers becomes a file: all its pages, kept by its hash, for
// whoever may ask the question, and for some days.
func TestAnswersBecomeFiles(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d, orders := drafts(t, url, 7)
		w := did(d, app.BeginExport, app.ToExport{Question: "list.orders"})
		if again := did(d, app.BeginExport, app.ToExport{Question: "list.orders"}); again.ID != w.ID {
			t.Errorf("the same file is made twice: %s and %s", w.ID, again.ID)
		}
		d.next()
		v := d.sees(w.ID, work.Done, 7, 0)
		of := work.FileOf{ID: w.ID, Kind: work.Export}
		f, err := app.RunFile.Ask(t.Context(), d.a, d.call, of)
		if err != nil || !strings.HasSuffix(f.Name, ".csv") || bytes.Count(f.Data, []byte("\r\n")) != 8 || !bytes.Contains(f.Data, []byte(orders[6])) {
			t.Fatalf("%v %s %s", err, f.Name, f.Data)
		}
		sum := sha256.Sum256(f.Data)
		if !strings.Contains(string(v.Report), hex.EncodeToString(sum[:])) {
			t.Errorf("the report says %s", v.Report)
		}
		other := d.call
		other.User, other.Role = 0, access.Sales
		if _, err := app.RunFile.Ask(t.Context(), d.a, other, of); err != nil {
			t.Errorf("who may ask the question: %v", err)
		}
		facts := did(d, app.BeginExport, app.ToExport{Question: "audit.list"})
		d.next()
		if _, err := app.RunFile.Ask(t.Context(), d.a, other, work.FileOf{ID: facts.ID, Kind: work.Export}); refuse.Code(err) != "app.role" {
			t.Errorf("who may not ask it: %v", err)
		}
		if n, err := removeFiles(t.Context(), d.a); n != 0 || err != nil {
			t.Errorf("%d fresh files are removed: %v", n, err)
		}
	})
}

func TestFilesAreKeptForSomeDays(t *testing.T) {
	now := time.Now()
	a := owing(t, dbtest.SQLite(t), func() time.Time { return now }, day.FromTime(now, time.UTC))
	c, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t, a, app.Call{Caller: c}}
	w := did(d, app.BeginExport, app.ToExport{Question: "export.open-items"})
	d.next()
	now = now.Add((work.KeptDays + 1) * 24 * time.Hour)
	if n, err := removeFiles(t.Context(), a); n != 1 || err != nil {
		t.Errorf("%d files are removed: %v", n, err)
	}
	if _, err := app.RunFile.Ask(t.Context(), a, d.call, work.FileOf{ID: w.ID, Kind: work.Export}); refuse.Code(err) != "work.gone" {
		t.Errorf("%v", err)
	}
	for _, q := range []string{"order.place", "order.show", "invoice.pdf", "insight.aging"} {
		if _, err := app.BeginExport.Do(t.Context(), a, d.call, app.ToExport{Question: q}); refuse.Code(err) != "work.question" {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// A period is closed as work: the preview counts what has no number yet, the run
// closes once however often it is taken up, and keeps the balance as a file.
func TestAPeriodIsClosedAsWork(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		month := day.FromTime(time.Now(), time.UTC).MonthStart().AddDays(-1)
		a := owing(t, url, nil, month)
		c, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
		if err != nil {
			t.Fatal(err)
		}
		d := &desk{t, a, app.Call{Caller: c}}
		in := app.ToClosePeriod{ToClose: books.ToClose{Kind: "month", Day: month}, Preview: true}
		w := did(d, app.BeginClose, in)
		d.next()
		d.sees(w.ID, work.Ready, 0, 0)
		did(d, app.ApplyRun, work.Ref{ID: w.ID})
		d.next()
		v, err := app.ShowRun.Ask(t.Context(), a, d.call, work.Ref{ID: w.ID})
		if err != nil || v.State != work.Done || v.Done != v.Total || v.Done == 0 {
			t.Fatalf("%v %+v %s", err, v, v.Report)
		}
		f, err := app.RunFile.Ask(t.Context(), a, d.call, work.FileOf{ID: w.ID, Kind: work.Export})
		if err != nil || !strings.Contains(f.Name, month.String()) || !bytes.Contains(f.Data, []byte("411")) {
			t.Errorf("%v %s %s", err, f.Name, f.Data)
		}
		list, err := app.ListPeriods.Ask(t.Context(), a, d.call, books.None{})
		if err != nil || len(list.Items) != 1 {
			t.Errorf("%v: %d periods are closed", err, len(list.Items))
		}
		if _, err := app.BeginClose.Do(t.Context(), a, d.call, app.ToClosePeriod{ToClose: books.ToClose{Kind: "month"}, Preview: true}); refuse.Code(err) != "closing.day" {
			t.Errorf("a period of no day: %v", err)
		}
		in.Preview = false
		w = did(d, app.BeginClose, in)
		if ok, err := Next(t.Context(), a); !ok || refuse.Code(err) != "closing.closed" {
			t.Errorf("again: %v %v", ok, err)
		}
	})
}
