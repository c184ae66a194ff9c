package app

import (
	"reflect"

	"encaisse/app/form"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/closing"
)

// ToExport is a file to be made of what a question answers.
type ToExport struct {
	Question string   `json:"question" doc:"whose answer is a file or rows: export.fec, audit.list, list.invoices"`
	With     []string `json:"with,omitempty" doc:"what it asks, as name=value: as_of=2026-10-31"`
}

// Rows tells whether the answers of a question can be kept as a file: a text,
// rows, or rows by pages.
func (e *Entry) Rows() bool {
	if !e.Question || e.job != nil {
		return false
	}
	if e.Out == reflect.TypeFor[closing.File]() {
		return true
	}
	of := e.Out
	if of.Kind() == reflect.Struct {
		items, ok := of.FieldByName("Items")
		next, paged := of.FieldByName("Next")
		if _, err := form.Find(e.In, "cursor"); !ok || !paged || next.Type != reflect.TypeFor[*string]() || err != nil {
			return false
		}
		of = items.Type
	}
	return of.Kind() == reflect.Slice && of.Elem().Kind() == reflect.Struct
}

// beginExport keeps a file to be made. Who asks for the one that is being made is
// shown that. It refuses work.question and whatever the question's rights refuse.
func beginExport(w *db.Write, in ToExport) (work.View, error) {
	e, ok := Find(in.Question)
	if !ok || !e.Rows() {
		return work.View{}, refuse.New(refuse.Invalid, "work.question", "question", in.Question)
	}
	if err := e.Authorise(w.Role); err != nil {
		return work.View{}, err
	}
	shared := Shared{With: in.With}
	if err := shared.fill(e.NewInput()); err != nil {
		return work.View{}, err
	}
	row, _, err := work.Begin(w, work.New{Kind: work.Export, Command: in.Question, Input: shared, Stamp: stampOf(w, work.Export, in.Question, shared, string(w.Speak))})
	if err != nil {
		return work.View{}, err
	}
	return work.ViewOf(w.Read, row)
}

// beginClosing keeps a period to be closed: its preview says what stands against
// it and how many entries get their number.
func beginClosing(w *db.Write, in ToClosePeriod) (work.View, error) {
	if in.Day.IsZero() {
		return work.View{}, refuse.New(refuse.Invalid, "closing.day").At("/day", "closing.day")
	}
	row, _, err := work.Begin(w, work.New{Kind: work.Closing, Command: ClosePeriod.Name, Input: in.ToClose, Stamp: stampOf(w, work.Closing), Preview: in.Preview})
	if err != nil {
		return work.View{}, err
	}
	return work.ViewOf(w.Read, row)
}

// ToClosePeriod is a period to be closed as a piece of work.
type ToClosePeriod struct {
	closing.ToClose
	Preview bool `json:"dry,omitempty" doc:"say what stands against it and how much there is to do; run.apply then does it"`
}

// runFile is a file of work: one that was exported is for everybody who may
// ask the question, another for who began the work.
func runFile(r *db.Read, in work.FileOf) (work.FileView, error) {
	x, err := work.Show(r, work.Ref{ID: in.ID})
	if err != nil {
		return work.FileView{}, err
	}
	if in.Kind != work.Export {
		return work.ShowFile(r, in)
	}
	asked := x.Command
	if x.Kind == work.Closing {
		asked = TrialBalance.Name
	}
	if e, ok := Find(asked); ok && r.Role != System {
		if err := e.Authorise(r.Role); err != nil {
			return work.FileView{}, err
		}
	}
	return work.Exported(r, in.ID)
}
