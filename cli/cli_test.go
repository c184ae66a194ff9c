package cli

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

type note struct {
	ID    string          `path:"id" json:"-"`
	Text  string          `json:"text" doc:"what to remember"`
	Share []money.Decimal `json:"share,omitempty"`
}

type noted struct {
	Text  string          `json:"text"`
	Share []money.Decimal `json:"share"`
}

type noteRef struct {
	ID string `path:"id" json:"-"`
}

var (
	qNote     = db.Q("cli.test.note", `insert into setting (name, value) values ($1, $2)`)
	qNoteRead = db.Q("cli.test.read", `select value from setting where name = $1`)
)

func TestMain(m *testing.M) {
	app.NewCommand("note.put", "PUT /test/notes/{id}", func(w *db.Write, in note) (noted, error) {
		if in.Text == "no" {
			return noted{}, refuse.New(refuse.Conflict, "test.no").At("/text", "form.value", "name", "text", "text", "no")
		}
		w.Exec(qNote, in.ID, in.Text)
		w.Todo("test.Echo", w.NewID(), 0)
		return noted{in.Text, in.Share}, w.Err()
	})
	app.NewQuestion("note.show", "GET /test/notes/{id}", func(r *db.Read, in noteRef) (noted, error) {
		text, err := db.One[string](r, qNoteRead, in.ID)
		return noted{Text: text}, err
	})
	app.Steps = append(app.Steps, db.Step{Name: "test.Echo", Do: func(w *db.Write, t db.Task) error {
		w.Exec(qNote, "echo", "heard")
		return nil
	}})
	os.Setenv("LC_ALL", "fr_FR.UTF-8")
	os.Exit(m.Run())
}

// shell calls the program as a person would.
type shell struct {
	t   *testing.T
	in  string
	ctx context.Context
}

func (s shell) run(line string) (code int, out, errs string) {
	s.t.Helper()
	var o, e strings.Builder
	ctx := s.ctx
	if ctx == nil {
		ctx = s.t.Context()
	}
	code = Main(ctx, strings.Fields(line), strings.NewReader(s.in), &o, &e)
	return code, o.String(), e.String()
}

// want runs a line and checks its exit code and pieces of its outputs.
func (s shell) want(line string, code int, out, errs string) string {
	s.t.Helper()
	got, o, e := s.run(line)
	if got != code || !strings.Contains(o, out) || !strings.Contains(e, errs) || errs == "" && e != "" {
		s.t.Errorf("encaisse %s\nexits %d, out %q, err %q\nwant  %d, out %q, err %q", line, got, o, e, code, out, errs)
	}
	return o
}

func TestCompany(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		t.Setenv("ENCAISSE_DATABASE", url)
		s := shell{t: t}
		s.want("user.list", refused, "", "«\u00a0encaisse init\u00a0» en crée une")
		out := s.want("init --name Dupont --country FR --currency EUR --tax none --json", done, `"user":"admin"`, "")
		var made struct{ Entity, User, Key string }
		if err := json.Unmarshal([]byte(out), &made); err != nil || !strings.HasPrefix(made.Entity, "ent_") || !strings.HasPrefix(made.Key, "enc_") {
			t.Errorf("init prints %s", out)
		}
		s.want("init --name Autre --country FR --currency EUR --tax none", refused, "", "contient déjà une société")
		s.want("migrate --json", done, `{"applied":[],"backup":null}`, "")
		s.want("user add cathy --json", done, `"name":"cathy"`, "")
		s.want("user add --name paul --role sales --json", done, `"role":"sales"`, "")
		s.want("user add cathy", refused, "", "Un utilisateur porte déjà ce nom.")
		s.want("apikey create --user cathy --role credit --json", done, `"key":"enc_`, "")
		s.want("apikey create --user cathy --role chef --lang en", refused, "", `No role is called “chef”. (access.role)`)
		s.want("user.list", done, "cathy  fr        non", "")
		s.want("user.list --limit 1 --json", done, `"next":"cur_`, "")
		s.want("run all --until-idle --json", done, `{"runs":[{"run":"`, "")
		s.want("run lunch", usage, "", "pas de travail de fond «\u00a0lunch\u00a0»")
	})
}

func TestVerbs(t *testing.T) {
	t.Setenv("ENCAISSE_DATABASE", dbtest.SQLite(t))
	s := shell{t: t}
	s.want("init --name Dupont --country FR --currency EUR --tax none", done, "admin", "n’est montrée qu’une fois")
	s.want("note.put n0 --text bonjour --preview --json", done, `{"text":"bonjour","share":null}`, "")
	s.want("note.show n0", refused, "", "(app.not_found)")
	s.want("note.put n1 --text bonjour --share 1.5,2 --share 3 --json", done, `{"text":"bonjour","share":["1.5","2","3"]}`, "")
	s.want("note.show echo", refused, "", "(app.not_found)")
	s.want("run flow --json", done, `{"runs":[{"run":"flow","done":1}],"waiting":0,"stuck":[]}`, "")
	s.want("note.show echo --json", done, `{"text":"heard","share":null}`, "")
	s.want("note.show --id n1", done, "text   bonjour", "")
	s.want("note.put n2", usage, "", "il manque --text")
	s.want("note.put --text a", usage, "", "il manque <id>")
	s.want("note.put n2 --text no", refused, "", "(test.no)\n  /text\u00a0: Le champ text ne comprend pas «\u00a0no\u00a0».")
	s.want("note.put n2 --text a --share x", usage, "", "Le champ share ne comprend pas «\u00a0x\u00a0»")
	s.want("note.put n2 --texte a", usage, "", "option inconnue --texte")
	s.want("note.put n3 --text a --key k1 --json", done, `{"text":"a","share":null}`, "")
	s.want("note.put n3 --text a --key k1 --json", done, `{"text":"a","share":null}`, "")
	s.want("note.put n3 --text b --key k1", refused, "", "(app.key_reused)")
	s.want("note.putt", usage, "", "argument de trop : note.putt")
	s.want("note.put --help", done, "--text=TEXT", "")
	s.want("--help", done, "note.put", "")
	s.want("help", done, "note.put", "")
	s.want("help note.put", done, "--text=TEXT", "")
	s.want("import customers /nowhere.csv", refused, "", "Le fichier /nowhere.csv n’existe pas.")
	s.want("", usage, "", "Commandes :")

	s.in = `{"text":"lu","share":[1,"2"]}`
	s.want("note.put n4 --input - --json", done, `{"text":"lu","share":["1","2"]}`, "")
	s.want("note.put n5 --input - --text mieux --json", done, `{"text":"mieux"`, "")
	s.in = `{"texte":"lu"}`
	s.want("note.put n6 --input -", usage, "", `unknown field "texte"`)
	s.want("note.put n6 --input none.json", refused, "", "none.json")
}

func TestWaitDoesWhatFollows(t *testing.T) {
	t.Setenv("ENCAISSE_DATABASE", dbtest.SQLite(t))
	s := shell{t: t}
	s.want("init --name Dupont --country FR --currency EUR --tax none --json", done, "ent_", "")
	s.want("note.put n1 --text bonjour --wait", done, "bonjour", "")
	s.want("note.show echo", done, "heard", "")
}

func TestNoFileIsMadeByMistake(t *testing.T) {
	file := filepath.Join(t.TempDir(), "none.db")
	s := shell{t: t}
	for _, line := range []string{"user.list", "migrate", "serve --listen 127.0.0.1:0", "run all"} {
		s.want(line+" --database sqlite:"+file, refused, "", "Il n’y a pas de société")
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the file was made: %v", err)
	}
}

func TestServe(t *testing.T) {
	t.Setenv("ENCAISSE_DATABASE", dbtest.SQLite(t))
	shell{t: t}.want("init --name Dupont --country FR --currency EUR --tax none --json", done, "ent_", "")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	r, w := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- Main(ctx, []string{"serve", "--listen", "127.0.0.1:0"}, strings.NewReader(""), w, io.Discard)
		w.Close()
	}()
	line := make([]byte, 200)
	n, err := r.Read(line)
	address, ok := strings.CutPrefix(strings.TrimSpace(string(line[:n])), "listening ")
	if err != nil || !ok {
		t.Fatalf("serve says %q %v", line[:n], err)
	}
	res, err := http.Get(address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 {
		t.Errorf("/readyz answers %d", res.StatusCode)
	}
	stop()
	select {
	case code := <-ended:
		if code != done {
			t.Errorf("serve exits %d", code)
		}
	case <-time.After(20 * time.Second):
		t.Error("serve does not stop")
	}
}
