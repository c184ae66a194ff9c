package app

import (
	"context"
	"encoding/json"
	"runtime/debug"
	"time"

	"encaisse/app/access"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/seal"
	"encaisse/o2c/dunning"
	"encaisse/o2c/party"
)

var (
	qBackupAdd  = db.Q("app.backup.add", `insert into backup (id, at, bytes, sha256, event) values ($1,$2,$3,$4,$5)`)
	qBackupLast = db.Q("app.backup.last", `select id, at, bytes, sha256 from backup order by id desc limit 1`)
)

// Health is how the house stands, for who keeps it.
type Health struct {
	At       time.Time     `json:"at" doc:"the product's clock"`
	Ahead    int64         `json:"ahead_seconds" doc:"how far that clock is before the one of the machine; 0 in a real company"`
	Version  string        `json:"version" doc:"of the program"`
	Engine   string        `json:"engine"`
	Bytes    int64         `json:"bytes" doc:"size of the database"`
	Schema   int64         `json:"schema" doc:"last step of the schema"`
	Waiting  int64         `json:"steps_waiting" doc:"steps of the chain that are not done yet"`
	Oldest   *time.Time    `json:"steps_oldest" doc:"since when the first of them waits"`
	Stuck    int           `json:"steps_stuck" doc:"steps that failed, 1000 at most"`
	Unsealed int64         `json:"unsealed" doc:"facts without a seal, 100000 at most"`
	Mails    MailHealth    `json:"mails"`
	Single   int64         `json:"users_without_factor" doc:"people of the house without a second factor"`
	Backup   *BackupView   `json:"backup" doc:"the last one that was made by encaisse backup; null: none"`
	Verified *VerifiedView `json:"verified" doc:"the last time everything was verified; null: never"`
}

// MailHealth is how the outbox stands.
type MailHealth struct {
	Waiting int64      `json:"waiting"`
	Oldest  *time.Time `json:"oldest"`
	Failed  int64      `json:"failed" doc:"undeliverable: a person has to see to them"`
	Unsure  int64      `json:"unsure" doc:"may have left"`
	Bounced int64      `json:"bounced" doc:"customers whose mail comes back for good"`
}

// BackupView is a backup that was made.
type BackupView struct {
	At     time.Time `json:"at"`
	Bytes  int64     `json:"bytes"`
	SHA256 string    `json:"sha256"`
}

// VerifiedView is what the last run of verify found.
type VerifiedView struct {
	Run      string    `json:"run"`
	State    string    `json:"state" doc:"running, done, broken …"`
	At       time.Time `json:"at"`
	OK       bool      `json:"ok"`
	Checks   int       `json:"checks"`
	Breaches []Verdict `json:"breaches" doc:"the checks that found something"`
}

// Verdict is a check of verify that found something.
type Verdict struct {
	Name     string      `json:"name"`
	OK       bool        `json:"ok"`
	Warning  bool        `json:"warning" doc:"worth a look, no breach"`
	Count    int         `json:"count"`
	Breaches []db.Breach `json:"breaches" doc:"the first 20"`
}

func health(r *db.Read, _ work.None) (Health, error) {
	h := Health{At: r.Now().UTC(), Version: Version()}
	if ahead := time.Until(r.Now()).Round(time.Second); ahead > time.Minute || ahead < -time.Minute {
		h.Ahead = int64(ahead / time.Second)
	}
	stand, err := db.Stand(r)
	if err != nil {
		return h, err
	}
	h.Engine, h.Bytes, h.Schema = stand.Engine, stand.Bytes, stand.Step
	n, oldest, err := db.Backlog(r)
	if err != nil {
		return h, err
	}
	if h.Waiting = n; !oldest.IsZero() {
		h.Oldest = since(oldest.Add(time.Duration(h.Ahead) * time.Second)) // its id has the machine's time
	}
	tasks, err := db.Stuck(r, 1000)
	if err != nil {
		return h, err
	}
	h.Stuck = len(tasks)
	if h.Unsealed, _, err = seal.Unsealed(r); err != nil {
		return h, err
	}
	out, err := dunning.Outbox(r)
	if err != nil {
		return h, err
	}
	h.Mails = MailHealth{out.Waiting, since(out.Oldest), out.Failed, out.Unsure, 0}
	if h.Mails.Bounced, err = party.Bouncing(r); err != nil {
		return h, err
	}
	if h.Single, err = access.Factorless(r); err != nil {
		return h, err
	}
	if h.Backup, err = lastBackup(r); err != nil {
		return h, err
	}
	h.Verified, err = verified(r)
	return h, err
}

// since is a time or null.
func since(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func lastBackup(r *db.Read) (*BackupView, error) {
	b, err := db.One[struct {
		ID        db.ID
		At, Bytes int64
		SHA256    string
	}](r, qBackupLast)
	if err == db.ErrNone {
		return nil, nil
	}
	return &BackupView{time.UnixMicro(b.At).UTC(), b.Bytes, b.SHA256}, err
}

// verified is the last run that verified everything.
func verified(r *db.Read) (*VerifiedView, error) {
	row, err := work.LastVerified(r)
	if err == db.ErrNone {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v := VerifiedView{Run: row.ID.Text(work.Prefix), State: row.State, At: time.UnixMicro(max(row.EndedAt, row.BegunAt)).UTC(), Breaches: []Verdict{}}
	var report struct {
		OK     bool      `json:"ok"`
		Checks []Verdict `json:"checks"`
	}
	_ = json.Unmarshal([]byte(row.Report), &report) // what broke off tells why in words, not here
	v.OK, v.Checks = report.OK, len(report.Checks)
	for _, c := range report.Checks {
		if !c.OK {
			v.Breaches = append(v.Breaches, c)
		}
	}
	return &v, nil
}

// NoteBackup keeps that a backup was made, so that people see how old it is.
func (a *App) NoteBackup(ctx context.Context, c db.Copy) error {
	_, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) {
		id := w.NewID()
		event := w.Emit("backup.made", struct {
			Bytes  int64  `json:"bytes"`
			SHA256 string `json:"sha256"`
		}{c.Bytes, c.SHA256}, db.Obj("backup", id))
		w.Exec(qBackupAdd, id, w.Now().UnixMicro(), c.Bytes, c.SHA256, event)
		return nil, w.Err()
	})
	return err
}

// Version is that of the program: its tag, or the commit it was made of.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	out := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			out += " " + s.Value[:min(len(s.Value), 12)]
		}
	}
	return out
}
