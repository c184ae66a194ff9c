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

// What the writer concludes from a text holds: whatever table SQLite opens for
// it, the text was seen to name. No gathered update sets a column of a unique
// index, no foreign key points to rows that may wait.
func TestTextsNameTheirTables(t *testing.T) {
	url := dbtest.SQLite(t)
	migrate(t, url)
	d, err := sql.Open("sqlite", strings.TrimPrefix(url, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	tables := map[string]string{} // by root page, also of its indexes
	for _, r := range texts(t, d, `select rootpage, tbl_name from sqlite_schema where rootpage > 0`) {
		tables[r[0]] = r[1]
	}
	gathered := map[string]bool{}
	for _, q := range db.Statements() {
		if q.Gathers() != "" {
			gathered[q.Gathers()] = true
		}
		if strings.Contains(q.SQL(), "pg_notify") || strings.HasPrefix(q.SQL(), "pragma") || strings.HasPrefix(q.Name(), "bench.floor.") {
			continue
		}
		text := strings.TrimSuffix(q.SQL(), " for update")
		for _, r := range texts(t, d, "explain "+text, make([]any, parameters(text))...) {
			if table := tables[r[3]]; (r[1] == "OpenRead" || r[1] == "OpenWrite") && !q.Names(table) {
				t.Errorf("%s opens %s, which its text was not seen to name:\n%s", q.Name(), table, text)
			}
		}
		unique(t, d, q)
	}
	if len(gathered) < 10 {
		t.Errorf("only %d tables are gathered", len(gathered))
	}
	for _, r := range texts(t, d, `select m.name, f."table" from sqlite_schema m, pragma_foreign_key_list(m.name) f where m.type = 'table'`) {
		if gathered[r[1]] {
			t.Errorf("%s points to %s, whose rows may wait", r[0], r[1])
		}
	}
}

var (
	setList = regexp.MustCompile(`(?s)^update \w+ set (.*) where`)
	column  = regexp.MustCompile(`(\w+) ?=`)
)

// unique refuses a gathered update that sets a column of a unique index: the
// old value would stay taken while the row waits.
func unique(t *testing.T, d *sql.DB, q *db.Stmt) {
	t.Helper()
	m := setList.FindStringSubmatch(q.SQL())
	if q.Gathers() == "" || m == nil {
		return
	}
	of := map[string]bool{}
	for _, r := range texts(t, d, `select i.name from pragma_index_list($1) l, pragma_index_info(l.name) i where l."unique" = 1`, q.Gathers()) {
		of[r[0]] = true
	}
	for _, c := range column.FindAllStringSubmatch(m[1], -1) {
		if of[c[1]] {
			t.Errorf("%s sets %s of a unique index", q.Name(), c[1])
		}
	}
}

// texts reads every row as texts.
func texts(t *testing.T, d *sql.DB, query string, args ...any) [][]string {
	t.Helper()
	for i, a := range args {
		if a == nil {
			args[i] = 0
		}
	}
	rows, err := d.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for rows.Next() {
		cells := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, c := range cells {
			row[i] = c.String
		}
		out = append(out, row)
	}
	return out
}
