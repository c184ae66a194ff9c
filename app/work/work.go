// Package work keeps long work as rows: what is to be done to how many things,
// how far it is, and what was refused and why. Who does it stands in app/run.
package work

import (
	"strings"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Prefix begins the id of a piece of work.
const Prefix = "run"

// States of work. Waiting and Running are alive; Ready was previewed and waits
// for its word.
const (
	Waiting   = "waiting"
	Running   = "running"
	Ready     = "ready"
	Done      = "done"
	Cancelled = "cancelled"
	Broken    = "broken" // an error ended it: it may be taken up again
)

// States of an item.
const (
	Todo   = "todo"
	Would  = "would" // the preview said yes
	Fine   = "done"
	Asked  = "asked" // waits for a second person
	Failed = "failed"
)

// Kinds of work: Command does one command to many things; the others are long
// runs by their name, and Import.
const (
	Command = "command"
	Import  = "import"
	Export  = "export"  // what a question answers becomes a file
	Closing = "closing" // of a period
)

// Row is a piece of work.
type Row struct {
	ID       db.ID
	Entity   db.ID
	Kind     string
	Command  string // of the registry, or the kind of file
	Input    string // JSON: what all items have in common
	Stamp    string // the same for two that do the same
	User     db.ID
	Role     string
	Language string
	State    string
	Preview  bool // nothing is kept of what it does
	Total    int64
	Done     int64
	Failed   int64
	Asked    int64
	BegunAt  int64 // µs
	BeatAt   int64
	EndedAt  int64 // 0 = not yet
	Stop     bool
	Seen     bool
	Lease    int64
	Report   string // JSON
	Event    db.ID
	Version  int64
}

// Alive tells work that somebody does or is about to do.
func (r Row) Alive() bool { return r.State == Waiting || r.State == Running }

// Item is one thing of it.
type Item struct {
	N      int64
	Ref    string
	State  string
	Code   string
	FR, EN string // why it was refused
	Answer string // JSON
}

// Named are what names a thing, and the fields that only it has: they follow its
// name as name=value.
func Named(item string) (ref string, own []string) {
	parts := strings.Split(item, " ")
	n := len(parts)
	for n > 1 && strings.Contains(parts[n-1], "=") {
		n--
	}
	return strings.Join(parts[:n], " "), parts[n:]
}

const columns = `id, entity, kind, command, input, stamp, user_id, role, language, state, preview, total, done, failed, asked, begun_at, beat_at, ended_at, stop, seen, lease, report, event, version`

var (
	qInsert = db.Q("work.insert", `insert into work (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,0,0,0,$13,$13,0,false,false,$14,'{}',$15,1)`)
	qByID   = db.Q("work.by_id", `select `+columns+` from work where id = $1`)
	qLock   = db.Q("work.lock", `select `+columns+` from work where id = $1`).Locks(db.Document)
	qAlive  = db.Q("work.alive", `select `+columns+` from work where stamp = $1 and (state = 'waiting' or state = 'running')`)
	qUpdate = db.Q("work.update", `update work set state = $2, preview = $3, total = $4, done = $5, failed = $6, asked = $7, begun_at = $8, beat_at = $9, ended_at = $10, stop = $11, seen = $12,
		lease = $13, report = $14, version = version + 1 where id = $1`)
	qList      = db.Q("work.list", `select `+columns+` from work where id < $1 and (entity = $2 or $2 = 0 or entity = 0) and ($3 = '' or state = $3) order by id desc limit $4`)
	qMine      = db.Q("work.mine", `select `+columns+` from work where user_id = $5 and id < $1 and (entity = $2 or $2 = 0 or entity = 0) and ($3 = '' or state = $3) order by id desc limit $4`)
	qCount     = db.Q("work.count", db.CountBegins+`work where (entity = $1 or $1 = 0 or entity = 0) and ($2 = '' or state = $2)`+db.CountEnds).Scans()
	qMineCount = db.Q("work.mine.count", db.CountBegins+`work where user_id = $3 and (entity = $1 or $1 = 0 or entity = 0) and ($2 = '' or state = $2)`+db.CountEnds)
	qNext      = db.Q("work.next", `select `+columns+` from work where (state = 'waiting' or state = 'running') and lease < $1 order by lease, id limit 1`)

	qTold = db.Q("work.told", `select count(*) from work where user_id = $1 and ended_at <> 0 and not seen`)

	qItem    = db.Q("work.item.insert", `insert into work_item (work, n, ref, state, code, said_fr, said_en, answer) values ($1,$2,$3,'todo','','','','')`).Gather()
	qTodo    = db.Q("work.item.todo", `select n, ref, state, code, said_fr, said_en, answer from work_item where work = $1 and state = 'todo' order by code, n limit $2`)
	qMark    = db.Q("work.item.mark", `update work_item set state = $3, code = $4, said_fr = $5, said_en = $6, answer = $7 where work = $1 and n = $2`)
	qAgain   = db.Q("work.item.again", `update work_item set state = 'todo', code = '', said_fr = '', said_en = '', answer = '' where work = $1 and state = $2`)
	qItems   = db.Q("work.items", `select n, ref, state, code, said_fr, said_en, answer from work_item where work = $1 and n > $2 and ($3 = '' or state = $3) order by n limit $4`)
	qItemsBy = db.Q("work.items.by", `select n, ref, state, code, said_fr, said_en, answer from work_item where work = $1 and state = $2 and code = $3 order by n limit $4`)
	qCauses  = db.Q("work.causes", `select code, count(*), min(n) from work_item where work = $1 and state = 'failed' group by code order by count(*) desc, code`)

	qClear   = db.Q("work.items.clear", `delete from work_item where work = $1`)
	qFile    = db.Q("work.file", `select name, bytes from work_file where work = $1 and kind = $2`)
	qPutFile = db.Q("work.file.put", `insert into work_file (work, kind, name, bytes) values ($1,$2,$3,$4) on conflict (work, kind) do update set name = excluded.name, bytes = excluded.bytes`)
	qUser    = db.Q("work.user", `select name from app_user where id = $1`)
)

// KeptDays is how long a file that was exported is kept.
const KeptDays = 7

var (
	qOldFile = db.Q("work.file.old", `select work from work_file where kind = 'export' and work < $1 order by work limit $2`)
	qNoFile  = db.Q("work.file.remove", `delete from work_file where work = $1 and kind = 'export'`)
)

// New is work to begin.
type New struct {
	Kind, Command string
	Input         any
	Stamp         string
	Preview       bool
	Refs          []string // of its items; none for work that counts itself
	Total         int64
	Lease         time.Duration // who begins it does it itself for so long, unless he says more; 0 = anybody may
}

// begun and ended are bodies of facts: how much of what.
type begun struct {
	Kind    string `json:"kind"`
	Command string `json:"command"`
	Preview bool   `json:"preview"`
	Total   int64  `json:"total"`
}

type ended struct {
	State  string `json:"state"`
	Done   int64  `json:"done"`
	Failed int64  `json:"failed"`
	Asked  int64  `json:"asked"`
}

// Begin keeps work to be done. When the same is under way it is that one: who
// comes second is shown the first.
func Begin(w *db.Write, in New) (Row, bool, error) {
	old, err := db.One[Row](w.Read, qAlive, in.Stamp)
	if err == nil {
		return old, false, nil
	}
	if err != db.ErrNone {
		return Row{}, false, err
	}
	now := w.Now().UnixMicro()
	r := Row{ID: w.NewID(), Entity: w.Entity, Kind: in.Kind, Command: in.Command, Input: db.JSON(in.Input), Stamp: in.Stamp, User: w.Actor, Role: w.Role, Language: string(w.Speak),
		State: Waiting, Preview: in.Preview, Total: max(in.Total, int64(len(in.Refs))), BegunAt: now, BeatAt: now, Report: "{}", Version: 1}
	if in.Lease > 0 {
		r.State, r.Lease = Running, time.Now().Add(in.Lease).UnixMicro()
	}
	r.Event = w.Emit("work.begun", begun{r.Kind, r.Command, r.Preview, r.Total}, db.Obj("work", r.ID))
	w.Exec(qInsert, r.ID, r.Entity, r.Kind, r.Command, r.Input, r.Stamp, r.User, r.Role, r.Language, r.State, r.Preview, r.Total, now, r.Lease, r.Event)
	for i, ref := range in.Refs {
		w.Exec(qItem, r.ID, int64(i+1), ref)
	}
	return r, true, w.Err()
}

func (r Row) put(w *db.Write) error {
	w.Exec1(qUpdate, r.ID, r.State, r.Preview, r.Total, r.Done, r.Failed, r.Asked, r.BegunAt, r.BeatAt, r.EndedAt, r.Stop, r.Seen, r.Lease, r.Report)
	return w.Err()
}

func find(r *db.Read, text string) (Row, error) {
	id, ok := db.ParseID(Prefix, text)
	if !ok {
		return Row{}, refuse.New(refuse.Missing, "work.missing")
	}
	return inside(r, id)
}

func inside(r *db.Read, id db.ID) (Row, error) {
	x, err := db.One[Row](r, qByID, id)
	if err == db.ErrNone || err == nil && r.Entity != 0 && x.Entity != 0 && x.Entity != r.Entity {
		return x, refuse.New(refuse.Missing, "work.missing")
	}
	return x, err
}

func lock(w *db.Write, text string) (Row, error) {
	id, ok := db.ParseID(Prefix, text)
	if !ok {
		return Row{}, refuse.New(refuse.Missing, "work.missing")
	}
	x, err := db.Lock[Row](w, qLock, id)
	if err == db.ErrNone || err == nil && w.Entity != 0 && x.Entity != 0 && x.Entity != w.Entity {
		return x, refuse.New(refuse.Missing, "work.missing")
	}
	return x, err
}

// Texts are the sentences of this package.
var Texts = words.Texts{
	"work.missing":         {FR: "Ce traitement n’existe pas.", EN: "There is no such run."},
	"work.state":           {FR: "Ce traitement est {state} : cela n’est plus possible.", EN: "This run is {state}: that is not possible any more."},
	"work.not_yours":       {FR: "Ce traitement a été commencé par quelqu’un d’autre.", EN: "This run was begun by somebody else."},
	"work.none":            {FR: "Rien n’est choisi : cochez des lignes, ou prenez toutes celles du filtre.", EN: "Nothing is selected: tick rows, or take all of the filter."},
	"work.many":            {FR: "{n} lignes, c’est plus que les {max} d’un traitement : resserrez le filtre.", EN: "{n} rows are more than the {max} of a run: narrow the filter."},
	"work.command":         {FR: "« {command} » ne se fait pas à plusieurs d’un coup.", EN: "“{command}” is not done to many at once."},
	"work.kind":            {FR: "Aucun traitement ne s’appelle « {kind} ».", EN: "No run is called “{kind}”."},
	"work.file":            {FR: "Ce traitement n’a pas ce fichier.", EN: "This run does not have this file."},
	"work.question":        {FR: "« {question} » ne se prend pas comme fichier.", EN: "“{question}” is not taken as a file."},
	"work.filed":           {FR: "Fichier du traitement gardé", EN: "File of a run kept"},
	"work.removed":         {FR: "Fichier du traitement retiré", EN: "File of a run removed"},
	"work.gone":            {FR: "Ce fichier n’est plus gardé : {days} jours sont passés. Refaites-le.", EN: "This file is not kept any more: {days} days are over. Make it again."},
	"work.closed":          {FR: "Cette période est déjà clôturée.", EN: "This period is closed already."},
	"work.not_closable":    {FR: "Cette période ne se clôture pas encore : {why}", EN: "This period can not be closed yet: {why}"},
	"work.no_period":       {FR: "Aucune période ne contient le {day}.", EN: "No period has {day} in it."},
	"work.empty":           {FR: "Le fichier est vide.", EN: "The file is empty."},
	"work.busy":            {FR: "Ce traitement est déjà en cours ({run}).", EN: "This run is under way already ({run})."},
	"work.begun":           {FR: "Traitement commencé", EN: "Run begun"},
	"work.applied":         {FR: "Traitement lancé après aperçu", EN: "Run started after its preview"},
	"work.stopped":         {FR: "Arrêt du traitement demandé", EN: "Run asked to stop"},
	"work.retried":         {FR: "Échecs du traitement repris", EN: "Failures of a run retried"},
	"work.ended":           {FR: "Traitement terminé", EN: "Run ended"},
	"work.state.waiting":   {FR: "en attente", EN: "waiting"},
	"work.state.running":   {FR: "en cours", EN: "running"},
	"work.state.cancelled": {FR: "arrêté", EN: "stopped"},
	"work.state.ready":     {FR: "prêt à lancer", EN: "ready to start"},
	"work.state.done":      {FR: "terminé", EN: "done"},
	"work.state.broken":    {FR: "interrompu par une erreur", EN: "broken off by an error"},
}
