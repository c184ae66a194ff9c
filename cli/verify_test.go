package cli

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"encaisse/base/db"
	"encaisse/base/seal"
	"encaisse/verify"
)

// company founds one in a new SQLite file with some facts.
func companyFile(t *testing.T) (s shell, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "c.db")
	t.Setenv("ENCAISSE_DATABASE", "sqlite:"+path)
	s = shell{t: t}
	s.ok("init --name Essai --country FR --currency EUR --tax standard --json")
	s.ok("item.create --sku A --name A --kind goods --price 10.00")
	return s, path
}

// ok runs a line that has to succeed.
func (s shell) ok(line string) string {
	s.t.Helper()
	code, out, errs := s.run(line)
	if code != done {
		s.t.Fatalf("%s: %d %s%s", line, code, out, errs)
	}
	return out
}

func raw(t *testing.T, path, text string) {
	t.Helper()
	c, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Exec(text); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyAndAudit(t *testing.T) {
	s, path := companyFile(t)
	dir := t.TempDir()
	head, chain := filepath.Join(dir, "head.json"), filepath.Join(dir, "chain.jsonl")
	if out := s.ok("verify --lang en"); !strings.Contains(out, "ledger.balanced: ok\n") || !strings.Contains(out, "seal.chain: ok\n") {
		t.Error(out)
	}
	if err := os.WriteFile(head, []byte(s.ok("audit head --json")), 0o600); err != nil {
		t.Fatal(err)
	}
	s.ok("item.create --sku B --name B --kind service --price 10.00")
	s.ok("audit export " + chain)
	t.Setenv("ENCAISSE_DATABASE", "sqlite:/nowhere")
	s.ok("audit check " + chain + " --head " + head)
	t.Setenv("ENCAISSE_DATABASE", "sqlite:"+path)
	s.ok("audit check " + head)
	s.ok("verify --head " + head)
	var report verify.Report
	if err := json.Unmarshal([]byte(s.ok("verify --now --json")), &report); err != nil || !report.OK || report.Head == nil {
		t.Error(report, err)
	}

	raw(t, path, `update event set body = replace(body, '10', '11') where type = 'catalog.created'`)
	if code, out, errs := s.run("verify --lang en"); code != refused || !strings.Contains(out, "seal.chain: BREACH") || !strings.Contains(errs, "verify.broken") {
		t.Error(code, out, errs)
	}
	if code, _, errs := s.run("audit check " + head + "x"); code != refused || errs == "" {
		t.Error("a file that is not there:", code, errs)
	}
	raw(t, path, `delete from seal where number > 2; delete from event where id > (select event from seal where number = 2)`)
	if code, _, errs := s.run("audit check " + head); code != refused || !strings.Contains(errs, "seal.shorter") {
		t.Error("a chain cut short:", code, errs)
	}
	forged := strings.Replace(read(t, chain), "catalog", "catalox", 1)
	if err := os.WriteFile(chain, []byte(forged), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := s.run("audit check " + chain); code != refused || !strings.Contains(errs, "seal.broken") {
		t.Error("a changed export:", code, errs)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestBackupAndRestore(t *testing.T) {
	s, _ := companyFile(t)
	s.ok("run sealing")
	var before, after seal.Head
	if err := json.Unmarshal([]byte(s.ok("audit head --json")), &before); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "b.backup")
	s.ok("backup " + file)
	if code, _, errs := s.run("backup " + file); code != refused || !strings.Contains(errs, "db.backup_there") {
		t.Error(code, errs)
	}
	other := filepath.Join(t.TempDir(), "r.db")
	s.ok("restore " + file + " --database sqlite:" + other)
	if code, _, errs := s.run("restore " + file + " --database sqlite:" + other); code != refused || !strings.Contains(errs, "db.not_empty") {
		t.Error(code, errs)
	}
	if err := json.Unmarshal([]byte(s.ok("audit head --json --database sqlite:"+other)), &after); err != nil || before.Hash.String() != after.Hash.String() {
		t.Error(before, after, err)
	}
	s.ok("verify --database sqlite:" + other)
	if err := os.Truncate(file, 5000); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := s.run("restore " + file + " --database sqlite:" + other + "2"); code != refused || !strings.Contains(errs, "db.backup_broken") {
		t.Error(code, errs)
	}
}

// A database of an older program is copied beside itself before it is changed.
func TestMigrateKeepsTheFile(t *testing.T) {
	s, path := companyFile(t)
	all, err := db.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	last := all[len(all)-1]
	var undo strings.Builder
	for _, m := range regexp.MustCompile(`(?m)^create table (\w+)`).FindAllStringSubmatch(last.SQL, -1) {
		if !strings.Contains(last.SQL, "alter table "+m[1]+" rename to ") { // else it took the place of one that stays
			undo.WriteString("drop table " + m[1] + ";")
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^create (?:unique )?index (\w+)`).FindAllStringSubmatch(last.SQL, -1) {
		undo.WriteString("drop index if exists " + m[1] + ";") // those of tables that stay
	}
	for _, m := range regexp.MustCompile(`(?m)^alter table (\w+) add column (\w+)`).FindAllStringSubmatch(last.SQL, -1) {
		undo.WriteString("alter table " + m[1] + " drop column " + m[2] + ";")
	}
	raw(t, path, undo.String()+" delete from migration where n = "+db.JSON(last.N))
	if code, _, errs := s.run("verify"); code != refused || !strings.Contains(errs, "encaisse migrate") {
		t.Error(code, errs)
	}
	var m migrated
	if err := json.Unmarshal([]byte(s.ok("migrate --json")), &m); err != nil || m.Backup == nil || len(m.Applied) != 1 {
		t.Fatal(m, err)
	}
	old := filepath.Join(t.TempDir(), "old.db")
	if out := s.ok("restore " + *m.Backup + " --json --database sqlite:" + old); !strings.Contains(out, `"pending":["`+last.Name+`"]`) {
		t.Error(out)
	}
	if err := json.Unmarshal([]byte(s.ok("migrate --json")), &m); err != nil || len(m.Applied) != 0 {
		t.Error("migrated twice:", m, err)
	}
}

// A step that is not the one that was applied, and a database of a newer
// program, are told with what to do, in the reader's language.
func TestMigrationsThatDiffer(t *testing.T) {
	s, path := companyFile(t)
	for _, c := range []struct{ change, undo, code, fr, en string }{
		{`update migration set checksum = checksum || 'x' where n = 1`, `update migration set checksum = substr(checksum, 1, 64) where n = 1`,
			"db.migration_changed", "restaurez une sauvegarde", "restore a backup"},
		{`insert into migration (n, name, checksum, at) values (999, 'later', '', 0)`, `delete from migration where n = 999`,
			"db.newer", "programme plus récent", "newer program"},
	} {
		raw(t, path, c.change)
		for _, verb := range []string{"verify", "migrate", "customer.list", "serve --listen 127.0.0.1:0"} {
			for lang, want := range map[string]string{"fr": c.fr, "en": c.en} {
				if code, _, errs := s.run(verb + " --lang " + lang); code != refused || !strings.Contains(errs, c.code) || !strings.Contains(errs, want) {
					t.Errorf("%s --lang %s: %d %s", verb, lang, code, errs)
				}
			}
		}
		raw(t, path, c.undo)
	}
	s.ok("verify")
}
