package outbox

import (
	"encoding/json"
	"time"

	"encaisse/base/db"
)

const columns = `id, entity, customer, action, about, template, language, state, attempts, queued_at, sent_at, error, hash, version, delayed, bounced, bounced_at`

var (
	qNew = db.Q("outbox.insert", `insert into mail_message (id, entity, customer, action, about, template, language, state, attempts, queued_at, sent_at, error, hash, version)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,1)`)
	qByID   = db.Q("outbox.load", `select `+columns+` from mail_message where id = $1`)
	qLock   = db.Q("outbox.lock", `select `+columns+` from mail_message where id = $1`).Locks(db.Document)
	qReturn = db.Q("outbox.return", `update mail_message set delayed = $2, bounced = $3, bounced_at = $4, version = version + 1 where id = $1 and version = $5`)
	qSave   = db.Q("outbox.save", `update mail_message set state = $2, attempts = $3, sent_at = $4, error = $5, hash = $6, version = version + 1 where id = $1 and version = $7`)
	qList   = db.Q("outbox.list", `select `+columns+` from mail_message where entity = $1 and id < $2 and (customer = $3 or $3 = 0) and (state = $4 or $4 = '')
		and (template = $5 or $5 = '') order by id desc limit $6`).Scans()
	qBounced = db.Q("outbox.list.bounced", `select `+columns+` from mail_message where entity = $1 and id < $2 and bounced <> '' and (customer = $3 or $3 = 0)
		and (template = $4 or $4 = '') order by id desc limit $5`)
	qCount        = db.Q("outbox.count", db.CountBegins+`mail_message where entity = $1 and ($2 = '' or state = $2) and ($3 = '' or template = $3)`+db.CountEnds)
	qCountOf      = db.Q("outbox.of.count", db.CountBegins+`mail_message where customer = $4 and entity = $1 and ($2 = '' or state = $2) and ($3 = '' or template = $3)`+db.CountEnds)
	qBouncedCount = db.Q("outbox.bounced.count", db.CountBegins+`mail_message where entity = $1 and bounced <> '' and (customer = $2 or $2 = 0) and ($3 = '' or template = $3)`+db.CountEnds)
	qWords        = db.Q("outbox.words", `select message, sender, recipient, subject, body, html, papers from mail_words where message = $1`)
	qWordsPut     = db.Q("outbox.words.put", `insert into mail_words (message, sender, recipient, subject, body, html, papers) values ($1,$2,$3,$4,$5,$6,$7)
		on conflict (message) do update set sender = excluded.sender, recipient = excluded.recipient, subject = excluded.subject, body = excluded.body, html = excluded.html,
		papers = excluded.papers`)
)

// SendStep is the step that sends a message; connect/mail does it.
const SendStep = "mail.Send"

// Outgoing is what the step is told.
type Outgoing struct {
	Message db.ID `json:"message"`
}

// Load returns a message.
func Load(r *db.Read, id db.ID) (Message, error) { return db.One[Message](r, qByID, id) }

// Lock holds a message that is no reminder's: nothing else is held for it.
func Lock(w *db.Write, id db.ID) (Message, error) { return db.Lock[Message](w, qLock, id) }

// Insert writes a message down.
func Insert(w *db.Write, m Message) {
	w.Exec(qNew, m.ID, m.Entity, m.Customer, m.Action, m.About, m.Template, m.Language, m.State, m.Attempts, m.QueuedAt, m.SentAt, m.Error, noted(m.Hash))
}

// Queue writes a message down that leaves after the command; what is taken over
// writes to nobody.
func Queue(w *db.Write, m Message) Message {
	m.ID, m.State, m.QueuedAt, m.Version = w.NewID(), "queued", w.Now().UnixMicro(), 1
	if !w.Quiet {
		Insert(w, m)
		w.Later(SendStep, m.ID, Outgoing{m.ID}, w.Now())
	}
	return m
}

// Save writes a message that changed.
func Save(w *db.Write, old, m Message) {
	w.Exec1(qSave, m.ID, m.State, m.Attempts, m.SentAt, m.Error, noted(m.Hash), old.Version)
}

// Note writes what came back of a message, held under its lock.
func Note(w *db.Write, old, m Message) {
	w.Exec1(qReturn, m.ID, m.Delayed, m.Bounced, m.BouncedAt, old.Version)
}

// noted is a hash as it is kept: an empty one reads back as nil.
func noted(hash []byte) []byte {
	if hash == nil {
		return []byte{}
	}
	return hash
}

// Say keeps the words of a message, and binds it to them.
func Say(w *db.Write, m Message, said Words, papers []Paper) (Message, Words) {
	if said.Papers = ""; len(papers) > 0 {
		said.Papers = db.JSON(papers)
	}
	said.Message, m.Hash = m.ID, said.Hash()
	w.Exec(qWordsPut, m.ID, said.Sender, said.Recipient, said.Subject, said.Body, said.HTML, said.Papers)
	return m, said
}

// With is what goes with a message.
func (w Words) With() (list []Paper, err error) {
	if w.Papers != "" {
		err = json.Unmarshal([]byte(w.Papers), &list)
	}
	return list, err
}

// Said are the words of a message as they are kept.
func Said(r *db.Read, message db.ID) (Words, error) { return db.One[Words](r, qWords, message) }

// Recipient is whom a message was written to; empty while it has no words, or
// when they were erased.
func Recipient(r *db.Read, message db.ID) (string, error) {
	w, err := Said(r, message)
	if err == db.ErrNone {
		err = nil
	}
	return w.Recipient, err
}

// Again is when a message is tried again after its n-th failure: 1, 2, 4 …
// minutes, at most 4 hours.
func Again(n int64) time.Duration {
	return time.Duration(min(int64(1)<<min(n-1, 8), 240)) * time.Minute
}
