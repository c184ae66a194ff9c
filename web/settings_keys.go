package web

import (
	"errors"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// keys are the API keys: who holds them, what they open.
func (v *visit) keys() error { return v.keysWith("", nil) }

func (v *visit) keysWith(secret string, why error) error {
	list, err := ask(v, app.ListKeys, db.Paging{Limit: 100, Cursor: v.r.URL.Query().Get("cursor")})
	if err != nil {
		return err
	}
	p := settingsPage{Head: v.settingsHead(v.say("web.keys"), v.say("web.keys.what"))}
	g := ui.Grid{Caption: v.say("web.keys"), Columns: []ui.Column{{Name: v.say("web.col.key"), Grow: true}, {Name: v.say("web.col.user")}, {Name: v.say("web.col.role")}, {Name: v.say("web.col.key_made")}, {Name: v.say("web.col.state"), Key: true}}}
	chosen, waits := v.r.URL.Query().Get("id"), false
	for _, k := range list.Items {
		state := ui.State{Tone: "ok", Icon: "key", Text: v.say("web.key.open")}
		if k.Revoked != nil {
			state = ui.State{Icon: "x", Text: v.say("web.key.revoked")}
		}
		if k.Waits {
			state = ui.State{Tone: "go", Icon: "eye", Text: v.say("web.key.waits")}
		}
		waits = waits || k.Waits && k.ID == chosen
		cell := ui.Cell{Text: k.ID}
		if k.Revoked == nil && v.may(app.RevokeKey.Entry) {
			cell.Href = "/settings/keys?id=" + k.ID + "#one"
		}
		role := v.app.Texts.Say(v.view.Lang, "role."+k.Role)
		if k.Customer != nil {
			role += " " + *k.Customer
		}
		g.Lines = append(g.Lines, ui.Line{ID: k.ID, On: k.ID == chosen, Cells: []ui.Cell{cell, {Text: k.User}, {Text: role}, {Text: v.instant(k.Made), Soft: true}, {State: &state}}})
	}
	s := section{ID: "all", Title: v.say("web.keys.all"), Grid: &g}
	if len(g.Lines) == 0 {
		s.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.keys.none"), Text: v.say("web.keys.none.why")}
	}
	if list.Next != nil {
		s.Pager = &ui.Paging{Info: v.say("web.rows", "n", len(list.Items)), Next: sameBut("/settings/keys", "cursor", *list.Next)}
	}
	p.Main = []section{s}
	if secret != "" {
		p.Side = append(p.Side, section{ID: "secret", Title: v.say("web.key.made"), Text: v.say("web.key.once"), Secret: secret})
	}
	if waits && v.may(app.CollectKey.Entry) {
		p.Side = append(p.Side, section{ID: "collect", Title: v.say("web.key.waits"), Text: v.say("web.key.waits.why"), Forms: []settingForm{{Path: "/settings/keys/" + escape(chosen), Hidden: []ui.Option{v.once()},
			Buttons: []settingButton{{Value: "collect", Text: v.say("web.key.collect"), Icon: "eye", Primary: true}}}}})
	}
	if chosen != "" && v.may(app.RevokeKey.Entry) {
		p.Side = append(p.Side, section{ID: "one", Title: chosen, Text: v.say("web.key.revoke.why"), Forms: []settingForm{{Path: "/settings/keys/" + escape(chosen), Hidden: []ui.Option{v.once()},
			Buttons: []settingButton{{Value: "revoke", Text: v.say("web.key.revoke"), Icon: "x", Danger: true}}}}})
	}
	if v.may(app.CreateKey.Entry) {
		p.Side = append(p.Side, section{ID: "new", Title: v.say("web.key.new"), Forms: []settingForm{{Path: "/settings/keys", Hidden: []ui.Option{v.once()}, Fields: []ui.Input{
			{Name: "user", Label: v.say("web.col.user"), Required: true, Value: v.r.PostFormValue("user")},
			{Name: "role", Label: v.say("web.col.role"), Kind: "select", Required: true, Value: v.r.PostFormValue("role"), Options: v.roleOptions(nil), Hint: v.say("web.key.least")},
			{Name: "entity", Label: v.say("web.field.entity"), Value: v.r.PostFormValue("entity"), Hint: v.say("web.key.entity")},
		}, Buttons: []settingButton{{Value: "create", Text: v.say("web.key.create"), Icon: "key", Primary: true}}}}})
	}
	return v.settled(p, why)
}

// keyMade makes a key and shows its secret this once.
func (v *visit) keyMade() error {
	in := access.NewKey{User: v.r.PostFormValue("user"), Role: v.r.PostFormValue("role"), Entity: v.r.PostFormValue("entity")}
	if in.User == "" {
		return v.keysWith("", refuse.New(refuse.Invalid, "input.invalid").At("/user", "input.required", "name", v.say("web.col.user")))
	}
	if ok, err := v.sure(); !ok {
		return err
	}
	out, err := command(v, app.CreateKey, v.r.PostFormValue("key"), in)
	switch {
	case refuse.Code(err) == "approval.needed":
		return v.to("/settings/keys?done=asked")
	case refused(err):
		return v.keysWith("", err)
	case err != nil:
		return err
	case out.Secret == nil: // the same form once more
		return v.to("/settings/keys")
	}
	return v.keysWith(*out.Secret, nil)
}

// keyDone shows the secret of a key that two people agreed on, this once, or
// revokes a key.
func (v *visit) keyDone() error {
	if v.r.PostFormValue("step") == "collect" {
		return v.keyCollected()
	}
	_, err := command(v, app.RevokeKey, v.r.PostFormValue("key"), access.KeyRef{ID: v.r.PathValue("id")})
	if errors.Is(err, db.ErrNone) {
		err = refuse.New(refuse.Missing, "app.not_found")
	}
	if err != nil {
		return err
	}
	return v.to("/settings/keys?done=do")
}

func (v *visit) keyCollected() error {
	if ok, err := v.sure(); !ok {
		return err
	}
	out, err := command(v, app.CollectKey, v.r.PostFormValue("key"), access.KeyRef{ID: v.r.PathValue("id")})
	switch {
	case refused(err):
		return v.keysWith("", err)
	case err != nil:
		return err
	case out.Secret == nil: // the same form once more
		return v.to("/settings/keys")
	}
	return v.keysWith(*out.Secret, nil)
}
