package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"encaisse/app/form"
	"encaisse/base/db"
	"encaisse/o2c/approval"
)

// asked is an input as it is stored with a request for approval: its JSON, and
// the names of the route, which that does not show.
type asked struct {
	Path map[string]string `json:"path,omitempty"`
	Body json.RawMessage   `json:"body"`
}

// ask stores the request of a command that waits for a second person; it did
// nothing.
func (e *Entry) ask(w *db.Write, n *approval.Needed, in any) (approval.View, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return approval.View{}, err
	}
	stored := asked{Path: map[string]string{}, Body: body}
	v := reflect.ValueOf(in).Elem()
	for _, f := range e.Fields {
		if f.Path {
			stored.Path[f.Name] = v.FieldByIndex(f.Index).String()
		}
	}
	return approval.Store(w, n, e.Name, db.JSON(stored))
}

// grant carries out the command of a request: the registry's own function runs
// again, in this transaction.
func grant(w *db.Write, in approval.Decision) (approval.View, error) {
	return approval.Grant(w, in, func(q approval.Request) (any, error) {
		e, ok := Find(q.Command)
		if !ok {
			return nil, fmt.Errorf("the request %d asks for %s, which is no command any more", q.ID, q.Command)
		}
		if err := e.Authorise(q.Role); err != nil {
			return nil, err
		}
		var stored asked
		if err := json.Unmarshal([]byte(q.Input), &stored); err != nil {
			return nil, err
		}
		what := e.NewInput()
		if err := json.Unmarshal(stored.Body, what); err != nil {
			return nil, err
		}
		for name, value := range stored.Path {
			if err := form.Set(what, name, value); err != nil {
				return nil, err
			}
		}
		if err := place(w.Read); err != nil {
			return nil, err
		}
		return e.do(w, what)
	})
}

// waits is the status of an answer that is a request for approval.
const waits = http.StatusAccepted
