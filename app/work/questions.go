package work

import (
	"encoding/json"
	"math"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// View is work as doors show it.
type View struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind" doc:"command, import, or the name of a long run"`
	Command string          `json:"command"`
	Input   json.RawMessage `json:"input" doc:"what all its things have in common"`
	State   string          `json:"state" doc:"waiting, running, ready (previewed), done, cancelled, broken"`
	Preview bool            `json:"preview" doc:"nothing is kept of what it does"`
	Total   int64           `json:"total" doc:"0: not known beforehand"`
	Done    int64           `json:"done" doc:"yes, or in a preview: would be yes"`
	Failed  int64           `json:"failed"`
	Asked   int64           `json:"asked" doc:"wait for a second person"`
	By      string          `json:"by"`
	Mine    bool            `json:"mine"`
	BegunAt time.Time       `json:"begun_at"`
	BeatAt  time.Time       `json:"beat_at" doc:"last sign of life"`
	EndedAt *time.Time      `json:"ended_at"`
	Stop    bool            `json:"stop" doc:"it was told to stop"`
	Seen    bool            `json:"seen"`
	Report  json.RawMessage `json:"report"`
}

// Left is how many things are not done yet; 0 when not known.
func (v View) Left() int64 { return max(v.Total-v.Done-v.Failed-v.Asked, 0) }

func show(r *db.Read, x Row) (View, error) {
	v := View{ID: x.ID.Text(Prefix), Kind: x.Kind, Command: x.Command, Input: json.RawMessage(x.Input), State: x.State, Preview: x.Preview, Total: x.Total, Done: x.Done,
		Failed: x.Failed, Asked: x.Asked, Mine: x.User == r.Actor && r.Actor != 0, BegunAt: instant(x.BegunAt), BeatAt: instant(x.BeatAt), Stop: x.Stop, Seen: x.Seen, Report: json.RawMessage(x.Report)}
	if x.EndedAt != 0 {
		at := instant(x.EndedAt)
		v.EndedAt = &at
	}
	var err error
	v.By, err = Name(r, x.User)
	return v, err
}

// ViewOf is a row as doors show it.
func ViewOf(r *db.Read, x Row) (View, error) { return show(r, x) }

func instant(µs int64) time.Time { return time.UnixMicro(µs).UTC() }

// Show is one piece of work.
func Show(r *db.Read, in Ref) (View, error) {
	x, err := find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	return show(r, x)
}

// Filter asks for a list of work.
type Filter struct {
	db.Paging
	State string `query:"state" json:"state,omitempty" enum:"waiting,running,ready,done,cancelled,broken," doc:"every one when left out"`
	Mine  bool   `query:"mine" json:"mine,omitempty" doc:"only what I began"`
}

// List pages through work, the latest first.
func List(r *db.Read, in Filter) (db.Counted[View], error) {
	before, err := in.First()
	if err != nil {
		return db.Counted[View]{}, err
	}
	if before == 0 {
		before = math.MaxInt64
	}
	var rows []Row
	if in.Mine {
		rows, err = db.All[Row](r, qMine, before, r.Entity, in.State, in.Rows()+1, r.Actor)
	} else {
		rows, err = db.All[Row](r, qList, before, r.Entity, in.State, in.Rows()+1)
	}
	if err != nil {
		return db.Counted[View]{}, err
	}
	page, err := db.Shown(db.Paged(in.Paging, rows, func(x Row) db.ID { return x.ID }), func(x Row) (View, error) { return show(r, x) })
	switch {
	case err != nil:
		return db.Counted[View]{}, err
	case in.Mine:
		return db.Count(r, in.Paging, page, qMineCount, r.Entity, in.State, r.Actor)
	}
	return db.Count(r, in.Paging, page, qCount, r.Entity, in.State)
}

// ItemView is a thing of work as doors show it.
type ItemView struct {
	N      int64           `json:"n"`
	Ref    string          `json:"ref" doc:"number of the document"`
	State  string          `json:"state" doc:"todo, would, done, asked, failed"`
	Code   string          `json:"code"`
	Why    string          `json:"why" doc:"why it was refused and what to do"`
	Answer json.RawMessage `json:"answer"`
}

func (i Item) view(l words.Language) ItemView {
	ref, _ := Named(i.Ref)
	v := ItemView{N: i.N, Ref: ref, State: i.State, Code: i.Code, Why: i.FR, Answer: json.RawMessage("{}")}
	if l == words.English {
		v.Why = i.EN
	}
	if i.Answer != "" {
		v.Answer = json.RawMessage(i.Answer)
	}
	return v
}

// ItemsOf asks for the things of work.
type ItemsOf struct {
	ID string `path:"id" json:"-" doc:"run_…"`
	db.Paging
	State string `query:"state" json:"state,omitempty" enum:"todo,would,done,asked,failed," doc:"every one when left out"`
}

// Items pages through the things of work, in their order.
func Items(r *db.Read, in ItemsOf) (db.Page[ItemView], error) {
	out := db.Page[ItemView]{Items: []ItemView{}}
	x, err := find(r, in.ID)
	if err != nil {
		return out, err
	}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	rows, err := db.All[Item](r, qItems, x.ID, after, in.State, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(i Item) db.ID { return db.ID(i.N) }), func(i Item) (ItemView, error) { return i.view(r.Speak), nil })
}

// Cause is why things were refused, and the first of them.
type Cause struct {
	Code  string     `json:"code"`
	Why   string     `json:"why" doc:"of the first"`
	Count int64      `json:"count"`
	Items []ItemView `json:"items" doc:"the first five"`
}

// shownOf a cause.
const shownOf = 5

// Causes are why the things of work were refused, the most frequent first.
func Causes(r *db.Read, in Ref) ([]Cause, error) {
	out := []Cause{}
	x, err := find(r, in.ID)
	if err != nil {
		return out, err
	}
	rows, err := db.All[struct {
		Code     string
		Count, N int64
	}](r, qCauses, x.ID)
	if err != nil {
		return out, err
	}
	for _, c := range rows {
		items, err := db.All[Item](r, qItemsBy, x.ID, Failed, c.Code, shownOf)
		if err != nil {
			return out, err
		}
		cause := Cause{Code: c.Code, Count: c.Count, Items: []ItemView{}}
		for _, i := range items {
			cause.Items = append(cause.Items, i.view(r.Speak))
		}
		cause.Why = cause.Items[0].Why
		out = append(out, cause)
	}
	return out, nil
}

// None asks without parameters.
type None struct{}

// News is what waits to be read.
type News struct {
	Ended int64 `json:"ended" doc:"runs of mine that ended since I looked"`
}

// Unseen is how much of what I began ended since I looked.
func Unseen(r *db.Read, _ None) (News, error) {
	n, err := db.One[int64](r, qTold, r.Actor)
	return News{n}, err
}

// There tells whether there is work that nobody does.
func There(r *db.Read) (bool, error) {
	_, err := db.One[Row](r, qNext, time.Now().UnixMicro())
	if err == db.ErrNone {
		return false, nil
	}
	return err == nil, err
}

// FileOf asks for a file of work.
type FileOf struct {
	ID   string `path:"id" json:"-" doc:"run_…"`
	Kind string `path:"kind" json:"-" doc:"rejected: the wrong rows, to be corrected; export: what was asked for"`
}

// FileView is a file of work.
type FileView struct {
	Name string `json:"name"`
	Data []byte `json:"data" doc:"base64"`
}

// ShowFile is a file that work read or made, for who began it.
func ShowFile(r *db.Read, in FileOf) (FileView, error) {
	x, err := find(r, in.ID)
	if err != nil {
		return FileView{}, err
	}
	if x.User != r.Actor && r.Role != "admin" {
		return FileView{}, refuse.New(refuse.Forbidden, "work.not_yours")
	}
	name, bytes, err := File(r, x.ID, in.Kind)
	if err == db.ErrNone {
		return FileView{}, refuse.New(refuse.Missing, "work.file")
	}
	return FileView{name, bytes}, err
}

var qVerified = db.Q("work.verified", `select `+columns+` from work where kind = 'verify' and id < $1 order by id desc limit 1`)

// LastVerified is the last run that verified everything, also one under way.
func LastVerified(r *db.Read) (Row, error) { return db.One[Row](r, qVerified, int64(math.MaxInt64)) }
