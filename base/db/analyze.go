package db

import "context"

// grownBy is how many times its size a file has to have when it is looked at again.
const grownBy = 4

// Analyze lets the engine look at the size of its tables: plans made on empty
// ones are wrong once they have grown.
func (d *DB) Analyze(ctx context.Context) error {
	text := "analyze"
	if d.SQLite() { // other connections look at what it found only when the schema changes
		text = "drop table if exists sqlite_stat1; analyze"
	}
	return d.Script(ctx, text)
}

// AnalyzeGrown is Analyze once a day, as it were: of a SQLite file that has grown
// much since this process looked at it last. PostgreSQL looks by itself, and who
// writes everything in one session does so when he knows it to be needed.
func (d *DB) AnalyzeGrown(ctx context.Context) error {
	if !d.SQLite() || sessionOf(ctx, d) != nil {
		return nil
	}
	now, err := See(ctx, d, As{}, Stand)
	if err != nil || now.Bytes < grownBy*d.looked.Load() {
		return err
	}
	d.looked.Store(now.Bytes)
	return d.Analyze(ctx)
}
