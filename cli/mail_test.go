package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"encaisse/base/db/dbtest"
)

// The notifications of a folder are noted on their messages, once; what is none
// is told with its reason, and the rest goes on.
func TestMailImport(t *testing.T) {
	t.Setenv("ENCAISSE_DATABASE", dbtest.SQLite(t))
	s := shell{t: t}
	s.want("init --name Dupont --country FR --currency EUR --tax none", done, "admin", "n’est montrée qu’une fois")
	s.want("item.create --sku conseil --kind service --price 10.00 --name Conseil", done, "conseil", "")
	s.want("customer.create --number loin --name Loin --country FR --currency EUR --terms net30 --email compta@loin.fr", done, "loin", "")
	s.want("order.place --number C1 --customer loin --lines conseil:1", done, "C1", "")
	s.want("shipping.plan --order C1 --ship", done, "C1", "")
	s.want("run flow --until-idle", done, "", "")
	var list struct{ Items []struct{ ID string } }
	if err := json.Unmarshal([]byte(s.want("mail.list --json", done, "msg_", "")), &list); err != nil || len(list.Items) != 1 {
		t.Fatal(list, err)
	}
	dir := t.TempDir()
	for name, id := range map[string]string{"b.eml": list.Items[0].ID, "c.EML": "msg_0000000000001"} {
		b, err := os.ReadFile("../connect/mail/testdata/postfix.eml")
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), bytes.ReplaceAll(b, []byte("MESSAGE"), []byte(id+"@exemple.fr")), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"a.eml": "Subject: Absence\n\nJe suis absente.\n", "note.txt": "rien"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.want("mail import "+filepath.Join(dir, "b.eml")+" --json", done, `"status":"5.1.1","news":true,"bounces":true`, "")
	s.want("mail import "+dir+" --json", refused, `"news":false`, ": 2 sur 3")
	s.want("mail import "+dir+" --json --lang en", refused, `"code":"mail.not_ours","message":"No message of this company`, ": 2 of 3")
	s.want("mail import "+dir+" --json", refused, `"code":"mail.no_report"`, ": 2 sur 3")
	s.want("mail import "+filepath.Join(dir, "none.eml"), refused, "", "none.eml")
	s.want("mail import", usage, "", "on attend")
	s.want("mail.list --state bounced --json", done, `"bounced":"5.1.1"`, "")
}
