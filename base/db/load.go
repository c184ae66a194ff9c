package db

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"
	sqlite3 "modernc.org/sqlite/lib"

	"encaisse/base/refuse"
)

// appliedSteps returns the migrations of this program that made a schema; it refuses
// db.backup_newer when it does not have them all.
func appliedSteps(done []Migration) ([]Migration, error) {
	all, err := Migrations()
	if err != nil {
		return nil, err
	}
	if len(done) == 0 {
		return nil, refuse.New(refuse.Conflict, "db.backup_broken", "file", "", "why", "schema")
	}
	for i, m := range done {
		if i >= len(all) || all[i].N != m.N || all[i].Checksum != m.Checksum {
			return nil, refuse.New(refuse.Conflict, "db.backup_newer", "step", m.N)
		}
	}
	return all[:len(done)], nil
}

// loadFile makes an SQLite file from a dump.
func loadFile(path string, in io.Reader) error {
	l, err := newLoader(in)
	if err != nil {
		return err
	}
	steps, err := l.head()
	if err != nil {
		return err
	}
	c, err := openSQLite(path, false)
	if err != nil {
		return err
	}
	defer c.close()
	if err := c.begin(true); err != nil {
		return err
	}
	text := migrationTable
	for _, m := range steps {
		text += "\n" + m.SQL
	}
	if err := c.script(dialect(text)); err != nil {
		return err
	}
	for {
		name, columns, err := l.table()
		if err != nil {
			return err
		}
		if name == "" {
			break
		}
		if err := c.fill(l, name, columns); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
	}
	if err := c.script(restart); err != nil {
		return err
	}
	return c.commit()
}

func (c *sqliteConn) fill(l *loader, table string, columns []string) error {
	s, err := c.prepare(`insert into "` + table + `" ("` + strings.Join(columns, `", "`) + `") values (` + In(1, len(columns)) + `)`)
	if err != nil {
		return err
	}
	defer sqlite3.Xsqlite3_finalize(c.tls, s.p)
	for {
		cells, more, err := l.row(len(columns))
		if err != nil || !more {
			return err
		}
		c.used = 0
		if err := c.bind(s, cells); err != nil {
			return err
		}
		rc := sqlite3.Xsqlite3_step(c.tls, s.p)
		sqlite3.Xsqlite3_reset(c.tls, s.p)
		if rc != sqlite3.SQLITE_DONE {
			return c.fault(rc, "restore")
		}
	}
}

// loadServer fills an empty PostgreSQL database from a dump, in one
// transaction.
func loadServer(ctx context.Context, url string, in io.Reader) error {
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	l, err := newLoader(in)
	if err != nil {
		return err
	}
	steps, err := l.head()
	if err != nil {
		return err
	}
	tx, err := c.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	var tables int
	err = tx.QueryRow(ctx, `select count(*) from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'`).Scan(&tables)
	if err != nil {
		return err
	}
	if tables > 0 {
		return refuse.New(refuse.Conflict, "db.not_empty", "database", c.Config().Database)
	}
	text := migrationTable
	for _, m := range steps {
		text += "\n" + m.SQL
	}
	if _, err := c.PgConn().Exec(ctx, text).ReadAll(); err != nil {
		return err
	}
	for {
		name, columns, err := l.table()
		if err != nil {
			return err
		}
		if name == "" {
			break
		}
		if err := fillServer(ctx, tx, l, name, columns); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
	}
	if _, err := c.PgConn().Exec(ctx, restart).ReadAll(); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func fillServer(ctx context.Context, tx pgx.Tx, l *loader, table string, columns []string) error {
	yesNo, err := yesNoColumns(ctx, tx, table, columns)
	if err != nil {
		return err
	}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		cells, more, err := l.row(len(columns))
		if err != nil || !more {
			return nil, err
		}
		for i := range cells {
			if n, ok := cells[i].(int64); ok && yesNo[i] {
				cells[i] = n != 0 // of SQLite, which has no yes and no
			}
		}
		return cells, nil
	}))
	return err
}

func yesNoColumns(ctx context.Context, tx pgx.Tx, table string, columns []string) ([]bool, error) {
	rows, err := tx.Query(ctx, `select attname::text from pg_attribute where attrelid = $1::text::regclass and atttypid = 'bool'::regtype`, `"`+table+`"`)
	if err != nil {
		return nil, err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	is := map[string]bool{}
	for _, n := range names {
		is[n] = true
	}
	out := make([]bool, len(columns))
	for i, c := range columns {
		out[i] = is[c]
	}
	return out, err
}
