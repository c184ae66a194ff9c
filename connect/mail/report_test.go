package mail_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encaisse/base/refuse"
	"encaisse/connect/mail"
	"encaisse/o2c/outbox"
)

// fixture is a notification about a message, as servers write it.
func fixture(t testing.TB, name, message string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name+".eml"))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.ReplaceAll(b, []byte("<MESSAGE>"), []byte("<"+message+">"))
}

// Each style of notification says the same thing in its way; what is none, or
// says that all is well, is refused with why.
func TestReadReport(t *testing.T) {
	for name, want := range map[string]mail.Report{
		"postfix":  {MessageID: "msg_1@exemple.fr", Action: "failed", Status: "5.1.1"},
		"exchange": {MessageID: "msg_1@exemple.fr", Action: "failed", Status: "5.2.2"},
		"gmail":    {MessageID: "msg_1@exemple.fr", Action: "failed", Status: "5.1.1"},
		"delayed":  {MessageID: "msg_1@exemple.fr", Action: "delayed", Status: "4.4.1"},
	} {
		for ends, with := range map[string]string{"LF": "\n", "CRLF": "\r\n"} {
			raw := bytes.ReplaceAll(fixture(t, name, "msg_1@exemple.fr"), []byte("\n"), []byte(with))
			if got, err := mail.ReadReport(raw); err != nil || got != want {
				t.Errorf("%s with %s: %+v, %v", name, ends, got, err)
			}
		}
	}
	postfix := string(fixture(t, "postfix", "msg_1@exemple.fr"))
	for name, x := range map[string]struct{ raw, code string }{
		"arrived":            {string(fixture(t, "arrived", "m@x")), "mail.arrived"},
		"an absence":         {string(fixture(t, "absent", "m@x")), "mail.no_report"},
		"a receipt":          {string(fixture(t, "read", "m@x")), "mail.no_report"},
		"nothing":            {"", "mail.no_report"},
		"no mail":            {"<html>", "mail.no_report"},
		"cut off":            {postfix[:strings.Index(postfix, "Final-Recipient")], "mail.no_report"},
		"no id":              {strings.Replace(postfix, "Message-ID: <msg_1@exemple.fr>\n", "", 1), "mail.report_unnamed"},
		"an id in the words": {strings.Replace(postfix, "Message-ID: <msg_1@exemple.fr>\n", "\nMessage-ID: <msg_1@exemple.fr>\n", 1), "mail.report_unnamed"},
		"too large":          {strings.Repeat("x", mail.ReportSent+1), "mail.report_large"},
		"too deep":           {strings.Repeat("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n", 40) + "Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n", "mail.no_report"},
		"too many parts":     {"Content-Type: multipart/report; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: text/plain\n\nx\n", 40) + "--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n--b--\n", "mail.no_report"},
	} {
		_, err := mail.ReadReport([]byte(x.raw))
		r, ok := refuse.As(err)
		if !ok || len(r.Fields) != 1 || r.Fields[0].Code != x.code {
			t.Errorf("%s: %v, wanted %s", name, err, x.code)
		}
	}
}

// Whatever bytes are sent, what is read is a status that says no, or a refusal.
func FuzzReadReport(f *testing.F) {
	for _, name := range []string{"postfix", "exchange", "gmail", "delayed", "arrived", "absent", "read"} {
		f.Add(fixture(f, name, "msg_1@exemple.fr"))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := mail.ReadReport(raw)
		if err != nil {
			if no, ok := refuse.As(err); !ok || no.Kind != refuse.Invalid {
				t.Fatal(err)
			}
			return
		}
		if r.Action != outbox.Failed && r.Action != outbox.Delayed || !strings.Contains(r.MessageID, "@") || strings.ContainsAny(r.MessageID, "<> ") || r.Status != "" && !outbox.Status(r.Status) {
			t.Fatalf("%+v", r)
		}
	})
}
