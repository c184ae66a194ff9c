package db_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
)

var (
	qBackupRow  = db.Q("test.backup.row", `insert into app_user (id, name, language, disabled) values ($1, $2, 'fr', $3)`)
	qBackupKey  = db.Q("test.backup.key", `insert into api_key (id, user_id, role, entity, customer, hash, revoked) values ($1, $1, 'admin', null, $2, $3, 0)`)
	qBackupAll  = db.Q("test.backup.all", `select u.id, u.name, u.disabled, k.customer is null, coalesce(k.customer, 0), k.hash from app_user u join api_key k on k.user_id = u.id order by u.id`).Scans()
	qBackupTodo = db.Q("test.backup.todo", `select cast(count(*) as bigint), cast(coalesce(sum(lease + node), 0) as bigint) from todo`).Scans()
)

type backedUp struct {
	ID       db.ID
	Name     string
	Disabled bool
	None     bool
	Customer db.ID
	Hash     []byte
}

// fill writes rows of every kind of cell: texts of any language, yes and no,
// null, bytes.
func fill(t testing.TB, d *db.DB, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		err := do(t, d, func(w *db.Write) error {
			w.Exec(qBackupRow, i, fmt.Sprintf("Zoë %d 'œuvre' \t\u007f 日本", i), i%2 == 0)
			var customer any
			if i%3 == 0 {
				customer = i
			}
			w.Exec(qBackupKey, i, customer, []byte{0, byte(i), byte(i >> 8), 255})
			w.Todo("test.step", 1, 2)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func rows(t testing.TB, d *db.DB) []backedUp {
	return see(t, d, func(r *db.Read) ([]backedUp, error) { return db.All[backedUp](r, qBackupAll) })
}

// A backup made under load, restored on either engine, holds whole commands up
// to one moment.
func TestBackupAndRestore(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		fill(t, d, 1, 200)
		file := filepath.Join(t.TempDir(), "it's a backup")
		var wg sync.WaitGroup
		for k := range 4 {
			wg.Go(func() { fill(t, d, 1000*(k+1), 1000*(k+1)+150) })
		}
		made, err := d.Backup(context.Background(), file)
		if err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		if info, err := os.Stat(file); err != nil || info.Size() != made.Bytes {
			t.Error(made, err)
		}
		if _, err := d.Backup(context.Background(), file); refuse.Code(err) != "db.backup_there" {
			t.Error("written over:", err)
		}
		all := rows(t, d)
		dbtest.Both(t, func(t *testing.T, other string) {
			if err := db.Restore(context.Background(), file, other); err != nil {
				t.Fatal(err)
			}
			if err := db.Restore(context.Background(), file, other); refuse.Code(err) != "db.not_empty" {
				t.Error("restored over:", err)
			}
			again := open(t, other, db.Options{})
			got := rows(t, again)
			if len(got) < 199 || len(got) > len(all) {
				t.Fatalf("%d rows of %d", len(got), len(all))
			}
			have := map[db.ID]string{}
			for _, r := range all {
				have[r.ID] = fmt.Sprint(r)
			}
			for _, r := range got {
				if have[r.ID] != fmt.Sprint(r) {
					t.Fatalf("%v is not %s", r, have[r.ID])
				}
			}
			todo := see(t, again, func(r *db.Read) (struct{ N, Held int64 }, error) {
				return db.One[struct{ N, Held int64 }](r, qBackupTodo)
			})
			if todo.N != int64(len(got)) || todo.Held != 0 {
				t.Error("steps:", todo)
			}
			fill(t, again, 9000, 9002)
		})
	})
}

// Whatever happens to the file of a backup, it is refused and nothing is made.
func TestABrokenBackupIsRefused(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		fill(t, d, 1, 50)
		dir := t.TempDir()
		file := filepath.Join(dir, "backup")
		if _, err := d.Backup(context.Background(), file); err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(dir, "restored.db")
		refused := func(name string, b []byte) {
			t.Helper()
			broken := filepath.Join(dir, "broken")
			if err := os.WriteFile(broken, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := db.Restore(context.Background(), broken, "sqlite:"+target); refuse.Code(err) != "db.backup_broken" {
				t.Errorf("%s: %v", name, err)
			}
			if left, _ := filepath.Glob(target + "*"); len(left) != 0 {
				t.Errorf("%s left %v", name, left)
			}
		}
		for i := 0; i < len(whole); i += len(whole)/120 + 1 {
			changed := bytes.Clone(whole)
			changed[i] ^= 1 << (i % 8)
			refused(fmt.Sprintf("bit of byte %d", i), changed)
			refused(fmt.Sprintf("cut at %d", i), whole[:i])
		}
		refused("one byte more", append(bytes.Clone(whole), 'x'))
		refused("no backup at all", []byte(strings.Repeat("x", 5000)))
		if err := db.Restore(context.Background(), file, "sqlite:"+target); err != nil {
			t.Error("whole again:", err)
		}
	})
}

// An SQLite backup is a plain database: any SQLite reads it, and restoring one
// whose schema this program does not know is refused.
func TestABackupOfSQLiteIsADatabase(t *testing.T) {
	url := dbtest.SQLite(t)
	d := open(t, url, db.Options{})
	fill(t, d, 1, 10)
	file := filepath.Join(t.TempDir(), "backup.db")
	if _, err := d.Backup(context.Background(), file); err != nil {
		t.Fatal(err)
	}
	c, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var n int
	var ok string
	if err := c.QueryRow("select count(*) from app_user").Scan(&n); err != nil || n != 9 {
		t.Error(n, err)
	}
	if err := c.QueryRow("pragma integrity_check").Scan(&ok); err != nil || ok != "ok" {
		t.Error(ok, err)
	}
}

// Before a migration the file is kept as it was, again at each try.
func TestBackupBefore(t *testing.T) {
	url := dbtest.SQLite(t)
	d := open(t, url, db.Options{})
	for _, n := range []int{5, 8} {
		fill(t, d, n, n+1)
		kept, err := d.BackupBefore(context.Background(), 4)
		if err != nil || kept != d.Path()+".before-4" {
			t.Fatal(kept, err)
		}
	}
	back := dbtest.SQLite(t)
	if err := db.Restore(context.Background(), d.Path()+".before-4", back); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, open(t, back, db.Options{})); len(got) != 2 {
		t.Error(got)
	}
	if kept, err := d.BackupBefore(context.Background(), 1); kept != "" || err != nil {
		t.Error("a new database was kept:", kept, err)
	}
}
