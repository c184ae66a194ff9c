package app

import (
	"context"

	"encaisse/base/db"
	"encaisse/connect/paper"
)

// file finds a document that is kept, or makes it. It is drawn between two
// transactions: nobody waits for a page.
func (e *Entry) file(ctx context.Context, a *App, c Call, in any) (paper.File, error) {
	ask := func() (paper.Job, error) {
		return db.See(ctx, a.DB, c.as(), func(r *db.Read) (paper.Job, error) {
			if err := place(r); err != nil {
				return paper.Job{}, err
			}
			return e.job(r, in)
		})
	}
	j, err := ask()
	if err != nil {
		return paper.File{}, err
	}
	f, err := j.Make()
	if err != nil || f.Kept || !j.Keep || c.Preview {
		return f, err
	}
	kept, err := db.Do(ctx, a.DB, c.as(), func(w *db.Write) (paper.File, error) {
		if err := place(w.Read); err != nil {
			return paper.File{}, err
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
