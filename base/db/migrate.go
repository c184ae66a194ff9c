package db

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"

	"encaisse/base/refuse"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// A Migration is one numbered step of the schema, in PostgreSQL's words.
type Migration struct {
	N        int64
	Name     string
	SQL      string
	Checksum string
}

// Migrations returns the steps in order.
func Migrations() ([]Migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var out []Migration
	for _, f := range names {
		b, err := migrationFiles.ReadFile(f)
		if err != nil {
			return nil, err
		}
		base := strings.TrimSuffix(strings.TrimPrefix(f, "migrations/"), ".sql")
		digits, name, _ := strings.Cut(base, "_")
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s: its name starts with a number", f)
		}
		sum := sha256.Sum256(b)
		out = append(out, Migration{n, name, string(b), hex.EncodeToString(sum[:])})
	}
	return out, nil
}

// toSQLite turns PostgreSQL's words into SQLite's. Rows that are updated leave
// room on their page (fillfactor), so that PostgreSQL need not touch indexes.
var toSQLite = []struct {
	re *regexp.Regexp
	to string
}{
	{regexp.MustCompile(`(?i)\b(bigint|boolean)\b`), "integer"},
	{regexp.MustCompile(`(?i)\bjsonb\b`), "text"},
	{regexp.MustCompile(`(?i)\bbytea\b`), "blob"},
	{regexp.MustCompile(`(?i)\bdouble precision\b`), "real"},
	{regexp.MustCompile(`(?i)\s+collate "C"`), ""},
	{regexp.MustCompile(`(?i)\s+with \(fillfactor = \d+\)`), ""},
	{regexp.MustCompile(`(?m)^\);\s*-- rows by key$`), ") strict, without rowid;"},
	{regexp.MustCompile(`(?m)^\);`), ") strict;"},
}

func dialect(sql string) string {
	for _, r := range toSQLite {
		sql = r.re.ReplaceAllString(sql, r.to)
	}
	return sql
}

var (
	qMigrated = Q("db.migration.all", `select n, checksum from migration order by n`).Scans()
	qMigrate  = Q("db.migration.add", `insert into migration (n, name, checksum, at) values ($1,$2,$3,$4)`)
)

const migrationTable = `create table if not exists migration (
	n bigint primary key, name text not null, checksum text not null, at bigint not null
);`

// Pending returns the steps not applied yet; it refuses db.migration_changed
// when a step is not the one that was applied, and db.newer when the database
// is newer than the program.
func (d *DB) Pending(ctx context.Context) ([]Migration, error) {
	all, err := Migrations()
	if err != nil {
		return nil, err
	}
	if err := d.Script(ctx, migrationTable); err != nil {
		return nil, err
	}
	type row struct {
		N        int64
		Checksum string
	}
	done, err := See(ctx, d, As{}, func(r *Read) ([]row, error) { return All[row](r, qMigrated) })
	if err != nil {
		return nil, err
	}
	for i, a := range done {
		if i >= len(all) {
			return nil, refuse.New(refuse.Conflict, "db.newer", "step", a.N, "known", len(all))
		}
		if all[i].N != a.N || all[i].Checksum != a.Checksum {
			return nil, refuse.New(refuse.Conflict, "db.migration_changed", "step", fmt.Sprintf("%03d_%s", all[i].N, all[i].Name))
		}
	}
	return all[len(done):], nil
}

// Migrate brings the schema up to date, each step whole in a transaction of
// its own, and makes the process a node. An empty database gets all steps in
// one: there is nothing to be kept of some of them.
func (d *DB) Migrate(ctx context.Context) error {
	pending, err := d.Pending(ctx)
	if err != nil {
		return err
	}
	apply := func(ctx context.Context) error {
		for _, m := range pending {
			if err := d.apply(ctx, m); err != nil {
				return fmt.Errorf("migration %d_%s: %w", m.N, m.Name, err)
			}
		}
		return nil
	}
	if len(pending) > 0 && pending[0].N == 1 {
		err = Together(ctx, d, apply)
	} else if err = apply(ctx); err == nil && len(pending) > 0 {
		err = d.Analyze(ctx) // of a new index nothing is known yet
	}
	if err != nil {
		return err
	}
	return d.Start(ctx)
}

func (d *DB) apply(ctx context.Context, m Migration) error {
	sql := m.SQL
	if d.SQLite() {
		sql = dialect(sql)
	}
	_, err := Do(ctx, d, As{}, func(w *Write) (any, error) {
		w.ops = append(w.ops, &op{text: sql})
		if err := w.flush(); err != nil {
			return nil, err
		}
		w.Exec(qMigrate, m.N, m.Name, m.Checksum, time.Now().UnixMicro())
		return nil, nil
	})
	return err
}

// Script runs a text of statements without parameters, as it stands.
func (d *DB) Script(ctx context.Context, text string) error {
	_, err := Do(ctx, d, As{}, func(w *Write) (any, error) {
		w.ops = append(w.ops, &op{text: text})
		return nil, w.flush()
	})
	return err
}
