package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encaisse/base/db/dbtest"
)

func TestImport(t *testing.T) {
	t.Setenv("ENCAISSE_DATABASE", dbtest.SQLite(t))
	s := shell{t: t}
	s.want("init --name Dupont --country FR --currency EUR --tax none", done, "admin", "n’est montrée qu’une fois")
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	bad := write("bad.csv", "number;name;country;currency;terms;credit_limit\nC1;Été;FR;EUR;net30;10,50\nC2;Nord;FR;EUR;demain;\n")
	s.want("import customers "+bad+" --json", refused, `"applied":0,"already_imported":0,"warnings":0,"errors":[{"row":3,"column":"terms","code":"receivable.terms",`, "erreurs dans "+bad+"\u00a0: 1")
	b, err := os.ReadFile(bad + ".rejected.csv")
	if err != nil || !strings.HasPrefix(string(b), "number;name;country;currency;terms;credit_limit;error\nC2;Nord;FR;EUR;demain;;") {
		t.Errorf("%s %v", b, err)
	}
	good := write("good.csv", strings.Replace("number;name;country;currency;terms;credit_limit\nC1;Été;FR;EUR;net30;10,50\nC2;Nord;FR;EUR;demain;\n", "demain", "eom30", 1))
	s.want("import customers "+good+" --dry-run", done, "applied                0", "")
	s.want("import customers "+good+" --json", done, `"rows":2,"applied":2,"already_imported":0,"warnings":0,"errors":[]`, "")
	s.want("import customers "+good+" --json", done, `"rows":2,"applied":0,"already_imported":2`, "")
	other := write("other.csv", "no|Name|country|terms\nC3|Sud|FR|net30\n")
	names := write("names.map", "number = no\ncurrency := EUR\n")
	s.want("import customers "+other+" --map "+names+" --separator | --json --lang en", done, `"applied":1`, "")
	s.want("import customers "+write("no.csv", "a,b\n1,2\n")+" --json", refused, `"row":1,"column":"number, name, country, currency, terms","code":"table.header_missing"`, "rien n’est importé")
	s.want("import cours "+good, usage, "", "customers, items, stock, expected, orders, payments, open-items")
	s.want("import customers "+good+" --decimal dot", usage, "", "--decimal")
	s.want("import customers "+good+" --cutover demain", usage, "", "day.text")
	s.want("import customers "+filepath.Join(dir, "none.csv"), refused, "", "none.csv")
}
