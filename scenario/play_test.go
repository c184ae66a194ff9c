package scenario

import (
	"errors"
	"os"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// A word of the test: it is kept as a setting, and a step echoes it.
type word struct {
	Name   string        `json:"name"`
	Value  string        `json:"value,omitempty"`
	Amount money.Decimal `json:"amount,omitempty"`
}

type wordView struct {
	ID    string      `json:"id"`
	Name  string      `json:"name"`
	Value string      `json:"value"`
	On    day.Day     `json:"on"`
	Total money.Money `json:"total"`
	Parts []word      `json:"parts"`
}

type wordRef struct {
	Name string `path:"name" json:"-"`
}

var (
	qPut = db.Q("scenario.test.put", `insert into setting (name, value) values ($1, $2)`)
	qGet = db.Q("scenario.test.get", `select value from setting where name = $1`)
)

func putWord(w *db.Write, in word) (wordView, error) {
	if in.Name == "" {
		return wordView{}, refuse.New(refuse.Invalid, "test.word").At("/name", "test.name")
	}
	if _, err := db.One[string](w.Read, qGet, in.Name); err == nil {
		return wordView{}, refuse.New(refuse.Conflict, "test.taken")
	}
	id := w.NewID()
	value := in.Value + " " + w.Day().String()
	w.Exec(qPut, in.Name, value)
	w.Emit("test.put", in, db.Obj("word", id))
	w.Todo("test.Echo", id, id)
	return wordView{ID: id.Text("wrd"), Name: in.Name, Value: value, On: w.Day(), Total: money.Amount(120000).In("EUR"),
		Parts: []word{{Name: "a"}, {Name: "b"}}}, w.Err()
}

func showWord(r *db.Read, in wordRef) (wordView, error) {
	value, err := db.One[string](r, qGet, in.Name)
	return wordView{Name: in.Name, Value: value}, err
}

// broken is the word that the step of the test fails on.
var broken = errors.New("the echo is broken")

func TestMain(m *testing.M) {
	app.NewCommand("word.put", "POST /test/words", putWord, app.Auditor)
	app.NewQuestion("word.show", "GET /test/words/{name}", showWord, "sales")
	app.Steps = append(app.Steps, db.Step{Name: "test.Echo", Do: func(w *db.Write, t db.Task) error {
		if v, err := db.One[string](w.Read, qGet, "fail"); err == nil && strings.HasPrefix(v, "yes") {
			return broken
		}
		w.Exec(qPut, "echo."+t.Subject.Text("wrd"), "heard")
		return nil
	}})
	os.Exit(m.Run())
}

func TestPlay(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		err := Play(t.Context(), url, "play.txt", `
entity          name="Dupont & Cie" country=CA currency=CAD
day 2026-02-01
word.put        name=a value="un mot"  .value="un mot 2026-02-01" .total=1200.00 .parts.name=a,b > a
see word.show   name=a value="un mot 2026-02-01"
see word.show   name=echo.$a value=heard           # the step ran by itself
see word.show   number=$a.name value="un mot 2026-02-01"
! word.show     name=b app.not_found
day +27
as eve auditor
word.put        name=c value=$$                    .on=2026-02-28 .value="$$ 2026-02-28"
! word.put      name="" test.name
! word.put      name=a test.taken
as paul sales
! word.put      name=d app.role
see word.show   name=c
as eve
entity          name=Deux country=FR currency=EUR tax=standard
entity          name="Dupont & Cie"
word.put        name=fail value=yes
stuck           test.Echo
word.put        name=e
idle
`)
		if err != nil {
			t.Error(err)
		}
	})
}

func TestPlayTellsWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"word.put name=a .value=b", `s.txt:1: word.put: value is " 2026-01-05", expected "b"`},
		{"\nword.put name=a .valeur=b", `s.txt:2: word.put: valeur: the answer has no "valeur", it has id, name, on, parts, total, value`},
		{"word.put nom=a", `s.txt:1: word.put: refused form.field: There is no field “nom” here; there are: name, value, amount.`},
		{"word.put name=a amount=1,5", `s.txt:1: word.put: refused form.value: `},
		{"word.putt name=a", `s.txt:1: word.putt: no command or question is called so; near: word.put, word.show`},
		{"word.show name=a", `s.txt:1: word.show: it is a question: see word.show`},
		{"see word.put name=a", `s.txt:1: word.put: it is a command: without see`},
		{"! word.put name=a order.state", `s.txt:1: word.put: it said yes, expected the refusal order.state; it answered {"id":"wrd_`},
		{"! word.put name= order.state", `s.txt:1: word.put: refused test.word: test.word; /name: test.name [expected the refusal order.state: test.word`},
		{"word.put name=$x", `s.txt:1: word.put: nothing was kept under $x`},
		{"as eve", `s.txt:1: as: the role of eve is not known`},
		{"as eve boss\nword.put name=a", `s.txt:2: word.put: refused app.role`},
		{"day 2026-02-01\nidle\nday 2026-01-31", `s.txt:3: day: the clock does not go back: it is 2026-02-01`},
		{"day soon", `s.txt:1: day: refused day.text`},
		{"idle now", `s.txt:1: idle: idle takes 0 words and nothing else`},
		{"run lunch", `s.txt:1: run: no run is called "lunch"`},
		{"word.put name=fail value=yes\nstuck", `s.txt:2: stuck: the steps that failed are map["test.Echo":"the echo is broken"], expected []`},
		{"word.put name=fail value=yes", `s.txt:1: word.put: step test.Echo failed: the echo is broken`},
		{"stuck test.Echo", `s.txt:1: stuck: the steps that failed are map[], expected ["test.Echo"]`},
	} {
		err := Play(t.Context(), dbtest.SQLite(t), "s.txt", c.text)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v\nwant %s", c.text, err, c.want)
		}
	}
}
