// Package view keeps the views of lists: a filter under a name, for its owner,
// for a role or for everybody.
package view

import (
	"net/url"
	"slices"
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Prefix begins the id of a view.
const Prefix = "vue"

// everybody is the audience of a view that all see.
const everybody = "all"

const columns = `v.id, v.owner, v.list, v.audience, v.name, v.query, v.event, v.version`

var (
	qInsert  = db.Q("view.insert", `insert into saved_view (id, owner, list, audience, name, query, event, version) values ($1,$2,$3,$4,$5,$6,$7,1)`)
	qLock    = db.Q("view.lock", `select `+columns+`, '' from saved_view v where v.id = $1`).Locks(db.Document)
	qUpdate  = db.Q("view.update", `update saved_view set audience = $2, name = $3, query = $4, event = $5, version = version + 1 where id = $1`)
	qDelete  = db.Q("view.delete", `delete from saved_view where id = $1`)
	qMine    = db.Q("view.mine", `select `+columns+`, u.name from saved_view v join app_user u on u.id = v.owner where v.owner = $1 and v.list = $2 order by v.name`)
	qShared  = db.Q("view.shared", `select `+columns+`, u.name from saved_view v join app_user u on u.id = v.owner where v.list = $1 and v.audience = $2 and v.owner <> $3 order by v.id`)
	qDefault = db.Q("view.default", `insert into default_view (user_id, list, view) values ($1,$2,$3)
		on conflict (user_id, list) do update set view = excluded.view`)
	qNoDefault  = db.Q("view.default.end", `delete from default_view where view = $1`).Scans()
	qNotDefault = db.Q("view.default.not", `delete from default_view where user_id = $1 and list = $2 and view = $3`)
	qOpening    = db.Q("view.opening", `select view from default_view where user_id = $1 and list = $2`)
)

type saved struct {
	ID       db.ID
	Owner    db.ID
	List     string
	Audience string
	Name     string
	Query    string
	Event    db.ID
	Version  int64
	By       string
}

// New is a view to be kept, or with an id one that is changed.
type New struct {
	ID      string `json:"id,omitempty" doc:"vue_… of the view to change; a new one when left out"`
	List    string `json:"list" maxLength:"40" doc:"the list's address without its slash: orders, invoices, customers"`
	Name    string `json:"name" minLength:"1" maxLength:"60"`
	Query   string `json:"query,omitempty" maxLength:"2000" doc:"filter as the list's address has it: state=draft&customer=CL001"`
	Share   string `json:"share,omitempty" enum:"mine,role,all," doc:"who sees it: only me when left out, my role, everybody"`
	Default bool   `json:"default,omitempty" doc:"my list opens with it"`
}

// View is a kept one.
type View struct {
	ID      string `json:"id"`
	List    string `json:"list"`
	Name    string `json:"name"`
	Query   string `json:"query"`
	Share   string `json:"share" doc:"mine, role, all"`
	By      string `json:"by" doc:"its owner"`
	Mine    bool   `json:"mine"`
	Default bool   `json:"default"`
}

// kept is the body of view.saved: a name is a person's words and stays in its row.
type kept struct {
	List     string `json:"list"`
	Audience string `json:"audience"`
}

// Save keeps a view, or changes one's own. It refuses view.list, view.query,
// view.missing, view.own and unique.saved_view_name.
func Save(w *db.Write, in New) (View, error) {
	s, was, err := old(w, in.ID)
	if err != nil {
		return View{}, err
	}
	name := strings.TrimSpace(in.Name)
	_, bad := url.ParseQuery(in.Query)
	switch {
	case name == "":
		return View{}, refuse.New(refuse.Invalid, "view.name").At("/name", "view.name")
	case !slices.Contains(lists, in.List), was && s.List != in.List:
		return View{}, refuse.New(refuse.Invalid, "view.list", "list", in.List).At("/list", "view.list", "list", in.List)
	case bad != nil:
		return View{}, refuse.New(refuse.Invalid, "view.query").At("/query", "view.query")
	}
	s.List, s.Name, s.Query, s.Audience = in.List, name, in.Query, audience(w.Role, in.Share)
	if !was {
		s.ID, s.Owner, s.Version = w.NewID(), w.Actor, 1
	}
	s.Event = w.Emit("view.saved", kept{s.List, s.Audience}, db.Obj("view", s.ID))
	if was {
		w.Exec1(qUpdate, s.ID, s.Audience, s.Name, s.Query, s.Event)
	} else {
		w.Exec(qInsert, s.ID, s.Owner, s.List, s.Audience, s.Name, s.Query, s.Event)
	}
	if in.Default {
		w.Exec(qDefault, w.Actor, s.List, s.ID)
	} else {
		w.Exec(qNotDefault, w.Actor, s.List, s.ID)
	}
	return s.view(w.Read, in.Default), w.Err()
}

// old is the view to be changed, its owner's own.
func old(w *db.Write, id string) (saved, bool, error) {
	if id == "" {
		return saved{}, false, nil
	}
	s, err := mine(w, id)
	return s, true, err
}

// mine is a view of who asks; an administrator may take any away.
func mine(w *db.Write, text string) (saved, error) {
	id, ok := db.ParseID(Prefix, text)
	if !ok {
		return saved{}, refuse.New(refuse.Missing, "view.missing")
	}
	s, err := db.Lock[saved](w, qLock, id)
	switch {
	case err == db.ErrNone, err == nil && s.Owner != w.Actor && s.Audience == "":
		return s, refuse.New(refuse.Missing, "view.missing")
	case err == nil && s.Owner != w.Actor && w.Role != "admin":
		return s, refuse.New(refuse.Forbidden, "view.own")
	}
	return s, err
}

func audience(role, share string) string {
	switch share {
	case "role":
		return role
	case "all":
		return everybody
	}
	return ""
}

func (s saved) view(r *db.Read, opens bool) View {
	v := View{ID: s.ID.Text(Prefix), List: s.List, Name: s.Name, Query: s.Query, Share: "mine", By: s.By, Mine: s.Owner == r.Actor, Default: opens}
	switch s.Audience {
	case "":
	case everybody:
		v.Share = "all"
	default:
		v.Share = "role"
	}
	return v
}

// Ref names a view.
type Ref struct {
	ID string `path:"id" json:"-" doc:"vue_…"`
}

// Gone says which view is no more.
type Gone struct {
	ID string `json:"id"`
}

// Forget takes a view away: one's own; an administrator any that is shared.
func Forget(w *db.Write, in Ref) (Gone, error) {
	s, err := mine(w, in.ID)
	if err != nil {
		return Gone{}, err
	}
	w.Exec1(qDelete, s.ID)
	w.Exec(qNoDefault, s.ID)
	w.Emit("view.forgotten", kept{s.List, s.Audience}, db.Obj("view", s.ID))
	return Gone{in.ID}, w.Err()
}

// Of asks for the views of a list.
type Of struct {
	List string `query:"list" json:"list" required:"true" maxLength:"40"`
}

// List are the views of a list that somebody sees: his own by name, then those
// shared with his role and with everybody.
func List(r *db.Read, in Of) ([]View, error) {
	asked := []*db.Answer[saved]{db.Ask[saved](r, qMine, r.Actor, in.List), db.Ask[saved](r, qShared, in.List, r.Role, r.Actor), db.Ask[saved](r, qShared, in.List, everybody, r.Actor)}
	opening := db.Ask[db.ID](r, qOpening, r.Actor, in.List)
	out := []View{}
	opens, err := opening.One()
	if err != nil && err != db.ErrNone {
		return out, err
	}
	for _, a := range asked {
		rows, err := a.All()
		if err != nil {
			return out, err
		}
		for _, s := range rows {
			out = append(out, s.view(r, s.ID == opens))
		}
	}
	return out, nil
}

// Texts are the sentences of this package.
var Texts = words.Texts{
	"view.name":              {FR: "Donnez un nom à la vue.", EN: "Give the view a name."},
	"view.list":              {FR: "Aucune liste ne s’appelle « {list} » pour cette vue.", EN: "No list is called “{list}” for this view."},
	"view.query":             {FR: "Ce filtre n’a pas la forme d’une adresse.", EN: "This filter does not have the form of an address."},
	"view.missing":           {FR: "Cette vue n’existe pas ou plus.", EN: "There is no such view, or not any more."},
	"view.own":               {FR: "Cette vue est à quelqu’un d’autre : enregistrez-la sous votre nom.", EN: "This view is somebody else’s: save it as your own."},
	"unique.saved_view_name": {FR: "Une de vos vues de cette liste porte déjà ce nom.", EN: "One of your views of this list has this name already."},
	"view.saved":             {FR: "Vue enregistrée", EN: "View saved"},
	"view.forgotten":         {FR: "Vue supprimée", EN: "View deleted"},
}
