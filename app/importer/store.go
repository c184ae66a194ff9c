package importer

import (
	"context"
	"path/filepath"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/series"
)

// States of an import.
const (
	applying = "applying"
	done     = "done"
)

const fileColumns = `id, kind, hash, name, entity, number, day, cutover, state, row_count, applied, step_count`

var (
	qFile    = db.Q("import.file", `select `+fileColumns+` from import_file where kind = $1 and hash = $2 and entity = $3`)
	qNewFile = db.Q("import.file.insert", `insert into import_file (`+fileColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`)
	qEnd     = db.Q("import.file.end", `update import_file set state = $2, applied = $3 where id = $1`)
	qRow     = db.Q("import.row.insert", `insert into import_row (key, file, line) values ($1,$2,$3) on conflict (key) do nothing`)
	qKnown   = db.Q("import.row.known", `select file from import_row where key = $1`)
	qOrder   = db.Q("import.order", `select id from sales_order where number = $1 and entity = $2`)
	qHeld    = db.Q("import.held", `select distinct root from sales_order where state = 'credit_hold' and entity = $1 order by root`).Scans()
)

// open records that a file is being applied, or finds that it was begun
// before: then the import goes on with its day, cut-over and number.
func (f *file) open(ctx context.Context, a *app.App, in Request, steps int, rows int) error {
	stored, err := db.Do(ctx, a.DB, f.as(in, db.As{}), func(w *db.Write) (file, error) {
		known, err := db.One[file](w.Read, qFile, f.Kind, f.Hash, f.Entity)
		if err != db.ErrNone {
			return known, err
		}
		s := *f
		s.ID, s.Name, s.State, s.RowCount, s.StepCount = w.NewID(), filepath.Base(in.File), applying, int64(rows), int64(steps)
		if s.Kind == "orders" {
			n, err := series.Take(w, "import", 0, "H", s.Day)
			if err != nil {
				return s, err
			}
			s.Number = n.Position
		}
		w.Exec(qNewFile, s.ID, s.Kind, s.Hash, s.Name, s.Entity, s.Number, s.Day, s.Cutover, s.State, s.RowCount, s.Applied, s.StepCount)
		return s, w.Err()
	})
	if err != nil {
		return err
	}
	stored.entity, stored.zone, stored.today = f.entity, f.zone, f.today
	*f = stored
	return nil
}

// lookup finds which steps were done before, and by which file.
func (c *check) lookup() error {
	const many = 500
	var asked []*db.Answer[db.ID]
	var of []*step
	flush := func() error {
		for i, q := range asked {
			id, err := q.One()
			if err != nil && err != db.ErrNone {
				return err
			}
			of[i].by = id
		}
		asked, of = asked[:0], of[:0]
		return nil
	}
	for u := range c.units {
		for s := range c.units[u].steps {
			step := &c.units[u].steps[s]
			asked, of = append(asked, db.Ask[db.ID](c.r, qKnown, step.key)), append(of, step)
			if len(asked) == many {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	return flush()
}
