package work

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Ref names a piece of work.
type Ref struct {
	ID string `path:"id" json:"-" doc:"run_…"`
}

func (r Row) refused() error {
	return refuse.New(refuse.Conflict, "work.state", "state", words.Key("work.state."+r.State))
}

// Apply does what was previewed. When the same is under way it answers that one.
func Apply(w *db.Write, in Ref) (View, error) {
	r, err := lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	if r.State != Ready || r.Kind == Import && r.Failed > 0 {
		return View{}, r.refused()
	}
	if old, err := db.One[Row](w.Read, qAlive, r.Stamp); err != db.ErrNone {
		if err != nil {
			return View{}, err
		}
		return show(w.Read, old)
	}
	w.Exec(qAgain, r.ID, Would)
	w.Exec(qAgain, r.ID, Asked)
	now := w.Now().UnixMicro()
	r.State, r.Preview, r.Done, r.Asked, r.BegunAt, r.BeatAt, r.EndedAt, r.Lease, r.Seen, r.Stop = Waiting, false, 0, 0, now, now, 0, 0, false, false
	r.Report = "{}"
	if err := r.put(w); err != nil {
		return View{}, err
	}
	w.Emit("work.applied", begun{r.Kind, r.Command, false, r.Total - r.Failed}, db.Obj("work", r.ID))
	return show(w.Read, r)
}

// Cancel stops work before its next thing: what was done stays done. Work that
// only was previewed is put away.
func Cancel(w *db.Write, in Ref) (View, error) {
	r, err := lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	switch {
	case r.State == Ready, r.State == Waiting:
		r.State, r.EndedAt, r.Seen = Cancelled, w.Now().UnixMicro(), true
	case r.State != Running:
		return View{}, r.refused()
	}
	r.Stop = true
	if err := r.put(w); err != nil {
		return View{}, err
	}
	w.Emit("work.stopped", struct{}{}, db.Obj("work", r.ID))
	return show(w.Read, r)
}

// Retry does again what was refused, and what was left when the work stopped;
// nothing that was done.
func Retry(w *db.Write, in Ref) (View, error) {
	r, err := lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	if r.State != Done && r.State != Cancelled && r.State != Broken || r.Preview || r.State == Done && r.Failed == 0 {
		return View{}, r.refused()
	}
	if old, err := db.One[Row](w.Read, qAlive, r.Stamp); err != db.ErrNone {
		if err != nil {
			return View{}, err
		}
		return show(w.Read, old)
	}
	w.Exec(qAgain, r.ID, Failed)
	now := w.Now().UnixMicro()
	r.State, r.Failed, r.BegunAt, r.BeatAt, r.EndedAt, r.Lease, r.Seen, r.Stop = Waiting, 0, now, now, 0, 0, false, false
	if err := r.put(w); err != nil {
		return View{}, err
	}
	w.Emit("work.retried", struct{}{}, db.Obj("work", r.ID))
	return show(w.Read, r)
}

// See marks that who began the work knows how it ended. Doing it again changes
// nothing, and it is no fact.
func See(w *db.Write, in Ref) (View, error) {
	r, err := lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	if r.User == w.Actor && r.EndedAt != 0 && !r.Seen {
		r.Seen = true
		if err := r.put(w); err != nil {
			return View{}, err
		}
	}
	return show(w.Read, r)
}

// Claim gives the next work that nobody does to who asks, for a while; db.ErrNone
// when there is none. What a dead process left is taken over here.
func Claim(w *db.Write, lease time.Duration) (Row, error) {
	next, err := db.One[Row](w.Read, qNext, time.Now().UnixMicro())
	if err != nil {
		return next, err
	}
	r, err := db.Lock[Row](w, qLock, next.ID)
	if err != nil || !r.Alive() || r.Lease >= time.Now().UnixMicro() {
		return r, db.ErrNone
	}
	r.State, r.Lease, r.BeatAt = Running, time.Now().Add(lease).UnixMicro(), w.Now().UnixMicro()
	return r, r.put(w)
}

// TodoItems are the next things to be done.
func TodoItems(r *db.Read, id db.ID, limit int) ([]Item, error) {
	return db.All[Item](r, qTodo, id, limit)
}

// Mark keeps what became of some things, how far the work is, and holds it for
// a while more. It returns the work as it is: it may have been told to stop.
func Mark(w *db.Write, id db.ID, items []Item, report string, lease time.Duration) (Row, error) {
	r, err := db.Lock[Row](w, qLock, id)
	if err != nil {
		return r, err
	}
	for _, i := range items {
		switch w.Exec1(qMark, id, i.N, i.State, i.Code, i.FR, i.EN, i.Answer); i.State {
		case Failed:
			r.Failed++
		case Asked:
			r.Asked++
		default:
			r.Done++
		}
	}
	r.Report, r.BeatAt, r.Lease = report, w.Now().UnixMicro(), time.Now().Add(lease).UnixMicro()
	return r, r.put(w)
}

// Told says how far work is that counts itself.
func Told(w *db.Write, id db.ID, done, total int64, lease time.Duration) (Row, error) {
	r, err := db.Lock[Row](w, qLock, id)
	if err != nil {
		return r, err
	}
	r.Done, r.Total, r.BeatAt, r.Lease = done, max(total, done), w.Now().UnixMicro(), time.Now().Add(lease).UnixMicro()
	return r, r.put(w)
}

// End is the end of work, or of its preview.
func End(w *db.Write, id db.ID, state, report string) (Row, error) {
	r, err := db.Lock[Row](w, qLock, id)
	if err != nil {
		return r, err
	}
	r.State, r.Lease, r.BeatAt = state, 0, w.Now().UnixMicro()
	if report != "" {
		r.Report = report
	}
	if state != Ready {
		r.EndedAt = w.Now().UnixMicro()
		w.Emit("work.ended", ended{state, r.Done, r.Failed, r.Asked}, db.Obj("work", r.ID))
	}
	return r, r.put(w)
}

// Fail keeps what was refused of work that counts itself, a thing by its name,
// instead of what was told of it before.
func Fail(w *db.Write, id db.ID, items []Item) error {
	r, err := db.Lock[Row](w, qLock, id)
	if err != nil {
		return err
	}
	w.Exec(qClear, id)
	r.Failed = 0
	for _, i := range items {
		w.Exec(qItem, id, i.N, i.Ref)
		w.Exec1(qMark, id, i.N, i.State, i.Code, i.FR, i.EN, i.Answer)
	}
	r.Failed += int64(len(items))
	return r.put(w)
}

// PutFile keeps a file beside the work.
func PutFile(w *db.Write, id db.ID, kind, name string, bytes []byte) {
	w.Exec(qPutFile, id, kind, name, bytes)
}

// filed is the body of a fact: which file was kept.
type filed struct {
	Name   string `json:"file"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Keep keeps a file that work made, by its hash: the answer is what its report
// says of it.
func Keep(w *db.Write, id db.ID, name string, bytes []byte) any {
	sum := sha256.Sum256(bytes)
	f := filed{name, hex.EncodeToString(sum[:]), int64(len(bytes))}
	PutFile(w, id, Export, name, bytes)
	w.Emit("work.filed", f, db.Obj("work", id))
	return f
}

// Remove removes files that were exported before a moment, some at a time, and
// returns how many.
func Remove(w *db.Write, before time.Time, limit int) (int, error) {
	old, err := db.All[db.ID](w.Read, qOldFile, db.FirstAt(before), limit)
	for _, id := range old {
		w.Exec(qNoFile, id)
		w.Emit("work.removed", struct{}{}, db.Obj("work", id))
	}
	return len(old), err
}

// Exported is the file that work made; the caller looks whether it may be seen.
func Exported(r *db.Read, id string) (FileView, error) {
	x, err := find(r, id)
	if err != nil {
		return FileView{}, err
	}
	name, bytes, err := File(r, x.ID, Export)
	switch {
	case err == db.ErrNone && x.State == Done:
		return FileView{}, refuse.New(refuse.Missing, "work.gone", "days", KeptDays)
	case err == db.ErrNone:
		return FileView{}, refuse.New(refuse.Missing, "work.file")
	}
	return FileView{name, bytes}, err
}

// File is one that is kept; db.ErrNone when there is none.
func File(r *db.Read, id db.ID, kind string) (name string, bytes []byte, err error) {
	f, err := db.One[struct {
		Name  string
		Bytes []byte
	}](r, qFile, id, kind)
	return f.Name, f.Bytes, err
}

// Name of the user who began work, for the calls it makes.
func Name(r *db.Read, user db.ID) (string, error) {
	n, err := db.One[string](r, qUser, user)
	if err == db.ErrNone {
		return "", nil
	}
	return n, err
}

// TakeOver is work that a dead process left; it is refused work.busy while
// somebody does it.
func TakeOver(w *db.Write, r Row, lease time.Duration) (Row, error) {
	r, err := db.Lock[Row](w, qLock, r.ID)
	if err != nil {
		return r, err
	}
	if now := time.Now().UnixMicro(); r.Lease > now || !r.Alive() {
		return r, refuse.New(refuse.Conflict, "work.busy", "run", r.ID.Text(Prefix))
	}
	r.State, r.Lease = Running, time.Now().Add(lease).UnixMicro()
	return r, r.put(w)
}
