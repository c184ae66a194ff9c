package app_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	_ "encaisse/app"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

// Every registered text prepares on both engines, gives whole numbers where
// it sums, and reads no large table whole unless it says so.
func TestStatementsOnSQLite(t *testing.T) {
	url := dbtest.SQLite(t)
	migrate(t, url)
	d, err := sql.Open("sqlite", strings.TrimPrefix(url, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	keyOnly := regexp.MustCompile(`order by \w+( desc)? limit 1$`) // the first or last row by key
	scan := regexp.MustCompile(`^SCAN (\w+)`)
	for _, q := range db.Statements() {
		if strings.HasPrefix(q.Name(), "test.") || strings.HasPrefix(q.Name(), "bench.floor.") || strings.Contains(q.SQL(), "pg_notify") {
			continue
		}
		text := strings.TrimSuffix(q.SQL(), " for update")
		args := make([]any, 40)
		for i := range args {
			args[i] = 0
		}
		rows, err := d.Query("explain query plan "+text, args[:parameters(text)]...)
		if err != nil {
			t.Errorf("%s: %v", q.Name(), err)
			continue
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			m := scan.FindStringSubmatch(detail)
			if m == nil || q.Scanning() || m[1] == "CONSTANT" || strings.Contains(text, ") "+m[1]) {
				continue // the last: a subquery under that name, judged by itself
			}
			if !keyOnly.MatchString(text) {
				t.Errorf("%s reads a whole table: %s\n%s", q.Name(), detail, text)
			}
		}
		rows.Close()
	}
}

func TestStatementsOnPostgres(t *testing.T) {
	url := dbtest.Postgres(t)
	migrate(t, url)
	ctx := context.Background()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	const numeric, integer = 1700, 23
	for _, q := range db.Statements() {
		if strings.HasPrefix(q.Name(), "test.") || strings.HasPrefix(q.Name(), "bench.floor.") || strings.HasPrefix(q.SQL(), "pragma") {
			continue
		}
		s, err := c.Prepare(ctx, fmt.Sprint("s", q.Name()), q.SQL())
		if err != nil {
			t.Errorf("%s: %v\n%s", q.Name(), err, q.SQL())
			continue
		}
		for i, oid := range s.ParamOIDs {
			if oid == integer {
				t.Errorf("%s: $%d is a 32-bit integer: let it first meet a column, not a literal", q.Name(), i+1)
			}
		}
		for _, f := range s.Fields {
			if f.DataTypeOID == numeric {
				t.Errorf("%s: column %s is numeric: cast the sum to bigint", q.Name(), f.Name)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\$(\d+)`)

func parameters(text string) int {
	most := 0
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		n := 0
		fmt.Sscan(m[1], &n)
		most = max(most, n)
	}
	return most
}

func migrate(t *testing.T, url string) {
	t.Helper()
	d, err := db.Open(context.Background(), filepath.ToSlash(url), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
}
