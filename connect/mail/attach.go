package mail

import (
	"context"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/connect/paper"
	"encaisse/o2c/insight"
	"encaisse/o2c/outbox"
	"encaisse/o2c/seller"
)

// attached are the documents that go with a message. They are drawn between two
// transactions; those that are kept are the same bytes ever after.
func attached(ctx context.Context, d *db.DB, as db.As, w outbox.Words) ([]paper.File, error) {
	list, err := w.With()
	var files []paper.File
	for _, p := range list {
		if err != nil {
			return nil, err
		}
		var f paper.File
		if f, err = drawn(ctx, d, as, p); err == nil {
			files = append(files, f)
		} else if no, ok := refuse.As(err); ok && no.Kind == refuse.Missing { // the message says all that it must
			err = nil
		}
	}
	return files, err
}

// drawn is one of them.
func drawn(ctx context.Context, d *db.DB, as db.As, p outbox.Paper) (paper.File, error) {
	ask := func() (paper.Job, error) {
		return db.See(ctx, d, as, func(r *db.Read) (j paper.Job, err error) {
			if r.Zone, err = seller.Zone(r, r.Entity); err != nil {
				return j, err
			}
			if p.Kind == outbox.Statement {
				return paper.OfAccount(r, insight.StatementIn{Customer: p.Number, Currency: p.Currency})
			}
			if p.Kind == outbox.Quote {
				return paper.OfQuote(r, paper.QuoteIn{ID: p.ID})
			}
			if p.Kind == outbox.Reminder {
				return paper.OfReminder(r, paper.ReminderIn{ID: p.ID})
			}
			if p.Kind == outbox.Charge {
				return paper.OfCharge(r, paper.ChargeIn{ID: p.Number})
			}
			return paper.OfInvoice(r, paper.InvoiceIn{ID: p.Number})
		})
	}
	j, err := ask()
	if err != nil {
		return paper.File{}, err
	}
	f, err := j.Make()
	if err != nil || f.Kept || !j.Keep {
		return f, err
	}
	kept, err := db.Do(ctx, d, as, func(w *db.Write) (_ paper.File, err error) {
		if w.Zone, err = seller.Zone(w.Read, w.Entity); err != nil {
			return f, err
		}
		return paper.Keep(w, j, f)
	})
	if !db.IsFault(err, db.Unique) {
		return kept, err
	}
	if j, err = ask(); err != nil { // another node was faster
		return paper.File{}, err
	}
	return j.Make()
}
