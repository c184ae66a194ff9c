package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"encaisse/base/db/dbtest"
)

var paris, _ = time.LoadLocation("Europe/Paris")

// invoice export writes the document, the same bytes each time.
func TestInvoiceExport(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		t.Setenv("ENCAISSE_DATABASE", url)
		s := shell{t: t}
		for _, line := range []string{
			"init --name Exemple --country FR --currency EUR --tax standard --json",
			"customer.create --number c --name Dupont --country FR --currency EUR --terms net30 --json",
			"item.create --sku s --name Conseil --kind service --price 100.00 --json",
			"order.place --number C1 --customer c --lines s:1 --json", "shipping.plan --order C1 --ship --wait --json",
		} {
			if code, _, errs := s.run(line); code != done {
				t.Fatal(line, errs)
			}
		}
		dir := t.TempDir()
		number := "FA-" + time.Now().In(paris).Format("2006") + "-000001"
		one, two, three := filepath.Join(dir, "1.pdf"), filepath.Join(dir, "2.pdf"), filepath.Join(dir, "3.pdf")
		s.want("invoice export "+number+" --as pdf --output "+one+" --json", done, `"file":"`+number+`.pdf","media_type":"application/pdf"`, "")
		s.want("invoice export "+number+" -o "+two, done, number+".pdf", "")
		s.want("invoice.pdf "+number+" -o "+three+" --json", done, `"kept":true`, "")
		first, err := os.ReadFile(one)
		if err != nil || !bytes.HasPrefix(first, []byte("%PDF-")) {
			t.Fatal(err, len(first))
		}
		for _, name := range []string{two, three} {
			if again, err := os.ReadFile(name); err != nil || !bytes.Equal(again, first) {
				t.Errorf("%s holds other bytes: %v", name, err)
			}
		}
		s.want("invoice export "+number+" --as ubl -o "+two, usage, "", "Le format «\u00a0ubl\u00a0» n’existe pas")
		s.want("invoice export "+number+" --as pdf", usage, "", "output")
		s.want("invoice export FA-2026-000009 --as pdf -o "+filepath.Join(dir, "4.pdf"), refused, "", "Aucune facture «\u00a0FA-2026-000009\u00a0»")
		if _, err := os.Stat(filepath.Join(dir, "4.pdf")); err == nil {
			t.Error("a file was written in vain")
		}
		s.want("invoice.show "+number+" -o "+filepath.Join(dir, "5.json")+" --json", done, `"number":"`+number+`"`, "")
		if b, err := os.ReadFile(filepath.Join(dir, "5.json")); err != nil || !bytes.HasPrefix(b, []byte(`{"id":"inv_`)) {
			t.Errorf("%s %v", b, err)
		}
	})
}
