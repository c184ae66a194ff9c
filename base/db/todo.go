package db

import (
	"context"
	"strconv"
	"time"
)

// Step is a link of the chain: when a fact of type On is recorded, Do is to be
// run, once, in a transaction of its own.
type Step struct {
	On      string // event type; "" when only Todo or Later queue it
	Name    string // "invoice.Issue"
	Key     string // kind of the object whose steps run in order; others run beside
	Subject string // kind of the object the step is about
	Once    bool   // not queued while one of its object waits that was not begun: that one does for this fact too
	Do      func(*Write, Task) error
	Deliver func(context.Context, *DB, Task) error // instead of Do: leaves the house, outside any transaction; it may come twice
}

// Task is one step to do. A failed one waits longer each time and ends on the
// stuck list; meanwhile it holds back only the tasks of its own object.
type Task struct {
	ID       ID
	Event    ID
	Step     string
	Subject  ID
	Object   ID
	Request  ID
	Entity   ID
	Due      int64 // µs
	Attempts int64
	Body     string
	Error    string
	Lease    int64 // µs until which this node owns it, by the wall clock
}

const taskColumns = `id, event, step, subject, object, request, entity, due, attempts, body, error, lease`

var (
	qTodo = Q("db.todo.add", `insert into todo (id, event, step, subject, object, request, entity, due, attempts, body, error, node, lease)
		values ($1,$2,$3,$4,$5,$6,$7,$8,0,$9,'',$10,$11)`).Gather()
	qTodoTake      = Q("db.todo.take", `select id, node, lease from todo where object = $1 order by id limit 1`).Locks(Root)
	qTodoDone      = Q("db.todo.done", `delete from todo where id = $1 and object = $2`)
	qTodoDelivered = Q("db.todo.delivered", `delete from todo where id = $1 and node = $2`)
	qTodoFailed    = Q("db.todo.failed", `update todo set attempts = attempts + 1, due = $3, lease = 0, node = 0, error = $4 where id = $1 and node = $2`)
	qTodoFree      = Q("db.todo.free", `update todo set lease = 0, node = 0 where id = $1 and node = $2`)
	qTodoClaim     = Q("db.todo.claim", `update todo set node = $1, lease = $2 where id in
		(select t.id from todo t where t.due <= $3 and t.lease <= $4 and t.attempts < $5 and not exists
			(select 1 from todo e where e.object = t.object and e.id < t.id)
		order by t.id limit $6)
		and lease <= $4 returning `+taskColumns).Scans()
	// What waits behind it is taken up to the first that nobody may take now.
	qTodoBehind = Q("db.todo.behind", `update todo set node = $1, lease = $2 where id in
		(select t.id from todo t where t.object = $6 and t.due <= $3 and t.lease <= $4 and t.attempts < $5 and not exists
			(select 1 from todo e where e.object = $6 and e.id < t.id and not (e.due <= $3 and e.lease <= $4 and e.attempts < $5))
		order by t.id limit $7)
		and lease <= $4 returning `+taskColumns)
	qTodoNext = Q("db.todo.next", `select coalesce(min(due), 0) from todo where attempts < $1 and lease <= $2`).Scans()
	qTodoOf   = Q("db.todo.of", `select count(*) from todo where request = $1 and attempts < $2`)
	qStuck    = Q("db.todo.stuck", `select `+taskColumns+` from todo where attempts > 0 order by id limit $1`).Scans()
	qUnstick  = Q("db.todo.retry", `update todo set attempts = 0, due = $2, error = '' where id = $1`)
	qQueued   = Q("db.todo.queued", `select count(*) from todo where object = $1 and step = $2 and body = ''`)
	qBehind   = Q("db.todo.queue", `select distinct step, subject from todo where object = $1 and body = ''`)
	qWaiting  = Q("db.todo.waiting", `select count(*), coalesce(min(id), 0) from todo where attempts < $1`).Scans()
)

// maxAttempts after which a step is on the stuck list until a person retries it.
const maxAttempts = 8

// leaseTime is how long a node owns a step; a dead node's work is taken over
// after it (quality: at most 60 s).
const leaseTime = 45 * time.Second

// todo queues a step for the objects of a fact. While this node drains its own
// queue the step is born claimed, which saves the claiming write.
func (w *Write) todo(s Step, event ID, objects []Object) {
	t := Task{Event: event, Step: s.Name, Request: w.Request, Entity: w.Entity, Due: w.now.UnixMicro()}
	for _, o := range objects {
		if o.Kind == s.Key && t.Object == 0 {
			t.Object = o.ID
		}
		if o.Kind == s.Subject && t.Subject == 0 {
			t.Subject = o.ID
		}
	}
	w.addTask(t)
}

// Todo queues a further step in this transaction: one a subject, run in the
// order they were queued for the same object.
func (w *Write) Todo(step string, object, subject ID) {
	w.addTask(Task{Event: w.Cause, Step: step, Subject: subject, Object: object, Request: w.Request, Entity: w.Entity, Due: w.now.UnixMicro()})
}

// Again queues what is left of the step that runs: the same one in its place,
// before the later ones of its object, with where to go on. It is written when
// the step was found to be this node's.
func (w *Write) Again(t Task, rest any) {
	t.Due, t.Attempts, t.Error, t.Body, t.Lease = w.now.UnixMicro(), 0, "", JSON(rest), 0
	w.again = &t
}

// Later queues something that leaves the house (a mail, a label, a webhook):
// written in this transaction, carried out by the step of that name after it.
func (w *Write) Later(step string, object ID, body any, due time.Time) {
	if w.Quiet {
		return
	}
	w.addTask(Task{Event: w.Cause, Step: step, Object: object, Request: w.Request, Entity: w.Entity, Due: due.UnixMicro(), Body: JSON(body)})
}

func (w *Write) addTask(t Task) {
	w.turn() // steps are done in the order of their ids
	if w.db.byName[t.Step].Once && t.Body == "" {
		// A fault sticks to w. What waits begins under the lock that the caller
		// holds, so it sees what the caller changed.
		if n, err := One[int64](w.Read, qQueued, t.Object, t.Step); err != nil || n > 0 {
			return
		}
	}
	if t.ID == 0 {
		t.ID = w.NewID()
	}
	if t.Object == 0 {
		t.Object = t.ID
	}
	node := int64(0)
	if w.db.run.takes() && t.Due <= w.now.UnixMicro() {
		node, t.Lease = w.db.ids.node, leaseEnd()
		w.tasks = append(w.tasks, t)
	}
	w.Exec(qTodo, t.ID, t.Event, t.Step, t.Subject, t.Object, t.Request, t.Entity, t.Due, t.Body, node, t.Lease)
}

// Queue is what waits behind the step that runs, by step and subject.
type Queue map[Queued]bool

// Queued is a step that is still to be done, and what it is about.
type Queued struct {
	Step    string
	Subject ID
}

// Behind is what else is queued for the object of the step that runs. Steps of
// an object run one by one, so none of it has begun: each will see all that is
// committed now, and what has no body need not be queued once more.
func Behind(r *Read, object ID) (Queue, error) {
	list, err := All[Queued](r, qBehind, object)
	out := make(Queue, len(list))
	for _, q := range list {
		out[q] = true
	}
	return out, err
}

// Settled reports whether everything a request caused is done or stuck.
func Settled(r *Read, request ID) (bool, error) {
	n, err := One[int64](r, qTodoOf, request, maxAttempts)
	return n == 0, err
}

// Stuck lists the steps that failed, oldest first.
func Stuck(r *Read, limit int) ([]Task, error) { return All[Task](r, qStuck, limit) }

// Backlog is how many steps wait, and since when (zero when none).
func Backlog(r *Read) (n int64, oldest time.Time, err error) {
	row, err := One[struct {
		N      int64
		Oldest ID
	}](r, qWaiting, maxAttempts)
	if row.Oldest != 0 {
		oldest = row.Oldest.Time()
	}
	return row.N, oldest, err
}

// Unstick lets a failed step be tried again at once.
func Unstick(w *Write, id ID) { w.Exec1(qUnstick, id, w.now.UnixMicro()) }

func number(id ID) string { return strconv.FormatInt(int64(id), 10) }

func parseNumber(s string) ID {
	n, _ := strconv.ParseInt(s, 10, 64)
	return ID(n)
}
