package app

import (
	"strconv"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

// StuckStep is a step of the chain that failed and waits for its next time or
// for a person.
type StuckStep struct {
	ID       string    `json:"id"`
	Step     string    `json:"step"`
	Subject  string    `json:"subject" doc:"number of the object in the database"`
	Event    *string   `json:"event"`
	Request  string    `json:"request"`
	Entity   *string   `json:"entity"`
	Attempts int64     `json:"attempts"`
	Due      time.Time `json:"due"`
	Error    string    `json:"error" doc:"the last one, for an operator"`
}

// StuckList asks how many steps to list at most.
type StuckList struct {
	Limit int `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"rows"`
}

const stepPrefix = "stp"

func stuck(r *db.Read, in StuckList) (db.Page[StuckStep], error) {
	page := db.Page[StuckStep]{Items: []StuckStep{}}
	tasks, err := db.Stuck(r, db.Paging{Limit: in.Limit}.Rows())
	for _, t := range tasks {
		page.Items = append(page.Items, StuckStep{
			ID: t.ID.Text(stepPrefix), Step: t.Step, Subject: strconv.FormatInt(int64(t.Subject), 10), Event: optional("evt", t.Event),
			Request: t.Request.Text(RequestPrefix), Entity: optional("ent", t.Entity), Attempts: t.Attempts,
			Due: time.UnixMicro(t.Due).UTC(), Error: t.Error,
		})
	}
	return page, err
}

// StepRef names one step.
type StepRef struct {
	ID string `path:"id" json:"-" doc:"stp_… of flow.stuck"`
}

// Retried says which step is tried again.
type Retried struct {
	ID string `json:"id"`
}

func retry(w *db.Write, in StepRef) (Retried, error) {
	id, ok := db.ParseID(stepPrefix, in.ID)
	if !ok {
		return Retried{}, refuse.New(refuse.Missing, "app.not_found")
	}
	db.Unstick(w, id)
	w.Emit("flow.retried", struct{}{}, db.Obj("step", id))
	return Retried{in.ID}, nil
}
