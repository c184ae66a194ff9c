package cli

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"encaisse/base/db/dbtest"
)

func TestDemo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "demo.db")
	t.Setenv("ENCAISSE_DATABASE", "sqlite:"+file)
	s := shell{t: t}
	out := s.want("demo --no-serve --small --seed 4 --json", done, `"seed":4`, "")
	type shown struct {
		Database string
		Seed     int64
		Whole    bool
		Keys     []struct{ Role, User, Key string }
	}
	read := func(out string) (d shown) {
		t.Helper()
		if err := json.Unmarshal([]byte(out), &d); err != nil || !d.Whole || len(d.Keys) != 11 || !strings.HasPrefix(d.Keys[0].Key, "enc_") {
			t.Fatalf("demo prints %s", out)
		}
		return d
	}
	first := read(out)
	invoices := s.want("export invoices", done, `"number":"FA-`, "")

	saved := filepath.Join(t.TempDir(), "invoices.json")
	s.want("export invoices -o "+saved, done, saved, "")
	if b, err := os.ReadFile(saved); err != nil || string(b) != invoices {
		t.Errorf("the file differs: %v %.200s", err, b)
	}

	// It is found again, with keys of its own; --fresh makes the same one anew.
	code, text, errs := s.run("demo --no-serve --small --seed 9")
	if code != done || errs != "" || !strings.Contains(text, "graine 4") || !strings.Contains(text, "ne se montrent plus") || strings.Contains(text, first.Keys[0].Key) {
		t.Errorf("found again: %d %s %s", code, text, errs)
	}
	if again := read(s.want("demo --no-serve --small --seed 4 --fresh --json", done, `"seed":4`, "")); again.Keys[0].Key == first.Keys[0].Key {
		t.Error("a key came twice")
	}
	if anew := s.want("export invoices", done, `"number":"FA-`, ""); anew != invoices {
		t.Error("the same seed and day gave another company")
	}
	s.want("verify --json", done, `"ok":true`, "")
}

func TestDemoLeavesOthersAlone(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		t.Setenv("ENCAISSE_DATABASE", url)
		s := shell{t: t}
		s.want("init --name Dupont --country FR --currency EUR --tax none --json", done, "ent_", "")
		s.want("demo --no-serve", refused, "", "autre chose que la démonstration")
		s.want("user.list", done, "admin", "")
	})
	t.Setenv("ENCAISSE_DATABASE", dbtest.SQLite(t))
	s := shell{t: t}
	s.want("init --name Dupont --country FR --currency EUR --tax none --json", done, "ent_", "")
	s.want("demo --no-serve --fresh", refused, "", "autre chose que la démonstration")
	s.want("user.list", done, "admin", "")
}

func TestDemoServes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "demo.db")
	t.Setenv("ENCAISSE_DATABASE", "sqlite:"+file)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	r, w := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- Main(ctx, []string{"demo", "--small", "--listen", "127.0.0.1:0"}, strings.NewReader(""), w, io.Discard)
		w.Close()
	}()
	said := make(chan string, 1)
	go func() { // everything up to the example
		var text strings.Builder
		b := make([]byte, 4096)
		for !strings.Contains(text.String(), "\ncurl ") {
			n, err := r.Read(b)
			text.Write(b[:n])
			if err != nil {
				break
			}
		}
		said <- text.String()
		io.Copy(io.Discard, r)
	}()
	text := <-said
	_, rest, _ := strings.Cut(text, "listening ")
	address, rest, ok := strings.Cut(rest, "\n")
	if !ok || !strings.Contains(text, "Comptoir Luciole SAS") {
		t.Fatalf("demo says %q", text)
	}
	look := func(place, key string) string {
		t.Helper()
		q, err := http.NewRequest("GET", place, nil)
		if err != nil {
			t.Fatal(err)
		}
		if key != "" {
			q.Header.Set("Authorization", "Bearer "+key)
		}
		res, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		if res.StatusCode != 200 {
			t.Errorf("%s answers %d %s", place, res.StatusCode, b)
		}
		return string(b)
	}
	if page := look(address+"/", ""); !strings.Contains(page, "Entrer dans la démonstration") || !strings.Contains(page, `value="camille"`) {
		t.Errorf("the page is %s", page)
	}
	// The password that is printed opens the door.
	_, password, _ := strings.Cut(text, "mot de passe ")
	password, _, _ = strings.Cut(password, "\n")
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := (&http.Client{Jar: jar}).PostForm(address+"/sign-in", url.Values{"name": {"paul"}, "password": {password}, "to": {"/aging"}})
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if !strings.Contains(string(page), "Balance âgée") || !strings.Contains(string(page), "Comptoir Luciole SAS") {
		t.Errorf("signed in with %q: %d %.300s", password, res.StatusCode, page)
	}
	look(address+"/docs", "")
	// The example it gives works as it stands.
	_, example, _ := strings.Cut(rest, "Bearer ")
	key, place, _ := strings.Cut(strings.TrimSpace(example), "' ")
	if aging := look(place, key); !strings.Contains(aging, `"buckets"`) {
		t.Errorf("the example gives %s", aging)
	}
	stop()
	select {
	case code := <-ended:
		if code != done {
			t.Errorf("demo exits %d", code)
		}
	case <-time.After(20 * time.Second):
		t.Error("demo does not stop")
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}
