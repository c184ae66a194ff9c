package db

import (
	"errors"
	"io/fs"
	"os"
)

var qLastStep = Q("db.migration.last", `select n, name from migration order by n desc limit 1`)

// Standing is where the database stands: its engine, how large it is, and the
// last step of its schema.
type Standing struct {
	Engine string
	Bytes  int64
	Step   int64
	Name   string // of the step
}

// Stand reads where the database stands. Bytes are those of the files of
// SQLite, of all tables and indexes on PostgreSQL.
func Stand(r *Read) (Standing, error) {
	s := Standing{Engine: "PostgreSQL"}
	last, err := One[struct {
		N    int64
		Name string
	}](r, qLastStep)
	if err != nil {
		return s, err
	}
	s.Step, s.Name = last.N, last.Name
	if !r.db.SQLite() {
		return s, r.db.pool.QueryRow(r.ctx, "select pg_database_size(current_database())").Scan(&s.Bytes)
	}
	s.Engine = "SQLite"
	for _, end := range []string{"", "-wal"} {
		info, err := os.Stat(r.db.path + end)
		switch {
		case err == nil:
			s.Bytes += info.Size()
		case !errors.Is(err, fs.ErrNotExist):
			return s, err
		}
	}
	return s, nil
}
