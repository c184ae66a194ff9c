package web

import (
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/web/ui"
)

// users are those of the house: their roles, who is suspended, who was invited.
func (v *visit) users() error { return v.usersWith(v.r.URL.Query().Get("user"), "", nil) }

// usersWith is the page of users with one of them at its side; link is the path
// of an invitation, shown this once.
func (v *visit) usersWith(chosen, link string, why error) error {
	list, err := ask(v, app.ListStaff, access.StaffIn{Paging: db.Paging{Limit: 100, Cursor: v.r.URL.Query().Get("cursor")}})
	if err != nil {
		return err
	}
	p := settingsPage{Head: v.settingsHead(v.say("web.users"), v.say("web.users.what"))}
	g := ui.Grid{Caption: v.say("web.users"), Columns: []ui.Column{{Name: v.say("web.col.user"), Grow: true}, {Name: v.say("web.col.roles")}, {Name: v.say("web.col.seen")}, {Name: v.say("web.col.state"), Key: true}}}
	for _, m := range list.Items {
		state := v.userState(m)
		g.Lines = append(g.Lines, ui.Line{ID: m.Name, On: m.Name == chosen, Cells: []ui.Cell{{Text: m.Name, Href: "/settings/users?user=" + queried(m.Name) + "#one", Small: v.clashText(m)},
			{Text: v.rolesOf(m)}, {Text: v.ago(m.Seen), Soft: true}, {State: &state}}})
	}
	main := section{ID: "all", Title: v.say("web.users.all"), Grid: &g}
	if list.Next != nil {
		main.Pager = &ui.Paging{Info: v.say("web.rows", "n", len(list.Items)), Next: sameBut("/settings/users", "cursor", *list.Next)}
	}
	p.Main = append(p.Main, main, v.pairs())
	if chosen != "" {
		if err := v.oneUser(&p, chosen, link); err != nil {
			return err
		}
	} else if link != "" {
		p.Side = append(p.Side, section{ID: "link", Title: v.say("web.users.link"), Text: v.say("web.users.link.why"), Secret: v.abroad(link)})
	}
	if v.may(app.AddUser.Entry) {
		p.Side = append(p.Side, section{ID: "new", Title: v.say("web.users.new"), Forms: []settingForm{{Path: "/settings/users", Hidden: []ui.Option{v.once()}, Fields: []ui.Input{
			{Name: "name", Label: v.say("web.field.name"), Required: true, Value: v.r.PostFormValue("name"), Hint: v.say("web.users.name")},
			{Name: "email", Label: v.say("web.field.email"), Kind: "email", Value: v.r.PostFormValue("email"), Hint: v.say("web.user.email.hint")},
			{Name: "language", Label: v.say("web.field.language"), Kind: "select", Required: true, Value: "fr", Options: v.spoken()},
		}, Buttons: []settingButton{{Value: "add", Text: v.say("web.users.add"), Icon: "plus", Primary: chosen == ""}}}}})
	}
	return v.settled(p, why)
}

func (v *visit) spoken() []ui.Option {
	return []ui.Option{{Value: "fr", Text: "Français"}, {Value: "fr-CA", Text: "Français (Canada)"}, {Value: "en", Text: "English"}}
}

// abroad is a path of this server as a person elsewhere needs it.
func (v *visit) abroad(path string) string {
	scheme := "http"
	if v.secure() {
		scheme = "https"
	}
	return scheme + "://" + v.r.Host + path
}

func (v *visit) userState(m access.Member) ui.State {
	switch {
	case m.Disabled:
		return ui.State{Tone: "alert", Icon: "stop", Text: v.say("web.user.suspended")}
	case m.Invited != nil:
		return ui.State{Tone: "go", Icon: "mail", Text: v.say("web.user.invited")}
	case m.Password:
		return ui.State{Tone: "ok", Icon: "done", Text: v.say("web.user.active")}
	}
	return ui.State{Icon: "ring", Text: v.say("web.user.new")}
}

// rolesOf names the roles of somebody, each once, in however many companies.
func (v *visit) rolesOf(m access.Member) string {
	var out []string
	for _, r := range m.Roles {
		name := v.app.Texts.Say(v.view.Lang, "role."+r.Role)
		if r.Group {
			name = v.say("web.identity.grouped", "role", name)
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

func (v *visit) clashText(m access.Member) string {
	if len(m.Clashes) == 0 {
		return ""
	}
	return v.say("web.user.clash", "why", v.say("web.clash."+m.Clashes[0].Why))
}

// pairs are the roles that nobody should have together.
func (v *visit) pairs() section {
	g := ui.Grid{Caption: v.say("web.users.pairs"), Plain: true, Columns: []ui.Column{{Name: v.say("web.col.roles"), Grow: true}, {Name: v.say("web.col.why")}}}
	for _, p := range access.Incompatible {
		g.Lines = append(g.Lines, ui.Line{ID: p.Why, Cells: []ui.Cell{{Text: v.app.Texts.Say(v.view.Lang, "role."+p.Roles[0]) + " + " + v.app.Texts.Say(v.view.Lang, "role."+p.Roles[1])}, {Text: v.say("web.clash." + p.Why)}}})
	}
	return section{ID: "pairs", Title: v.say("web.users.pairs"), Sub: v.say("web.users.pairs.what"), Grid: &g}
}

// oneUser is a user at the side: his roles and what may be done about him.
func (v *visit) oneUser(p *settingsPage, chosen, link string) error {
	found, err := ask(v, app.ListStaff, access.StaffIn{User: chosen})
	if refused(err) || err == nil && len(found.Items) == 0 {
		return nil // he is nobody: the page stands without him
	}
	if err != nil {
		return err
	}
	m := found.Items[0]
	path := "/settings/users/" + escape(m.Name)
	s := section{ID: "one", Title: m.Name, Facts: []ui.Fact{{Name: v.say("web.col.state"), Text: v.userState(m).Text}, {Name: v.say("web.field.email"), Text: m.Email}, {Name: v.say("web.field.language"), Text: v.languageName(m.Language)},
		{Name: v.say("web.user.keys"), Text: ui.Number(v.ctx, m.Keys), Href: v.link2("/settings/keys", "/settings/keys")}, {Name: v.say("web.col.seen"), Text: v.ago(m.Seen)}}}
	s.Links = append(s.Links, ui.Link{Href: "/settings/audit?user=" + queried(m.Name), Text: v.say("web.user.did")})
	if m.Invited != nil {
		s.Facts = append(s.Facts, ui.Fact{Name: v.say("web.user.until"), Text: v.instant(*m.Invited)})
	}
	if m.Password {
		s.Text = v.say("web.user.link.agreed")
	}
	if link != "" {
		s.Text, s.Secret = v.say("web.users.link.why"), v.abroad(link)
	}
	for _, c := range m.Clashes {
		p.Notices = append(p.Notices, notice{"warn", "warn", v.say("web.user.clash", "why", v.say("web.clash."+c.Why)), v.say("web.user.clash.why")})
	}
	if v.may(app.AllowRole.Entry) && !m.Disabled {
		s.Forms = append(s.Forms, settingForm{Title: v.say("web.user.give"), Path: path, Hidden: []ui.Option{v.once()}, Fields: []ui.Input{{Name: "role", Of: "give-", Label: v.say("web.col.role"), Kind: "select", Required: true, Options: v.roleOptions(nil), Hint: v.say("web.user.by_two")}},
			Buttons: []settingButton{{Value: "give", Text: v.say("web.user.give.do"), Icon: "plus"}}})
	}
	if v.may(app.EndRole.Entry) && len(m.Roles) > 0 {
		has := map[string]bool{}
		for _, r := range m.Roles {
			has[r.Role] = true
		}
		s.Forms = append(s.Forms, settingForm{Title: v.say("web.user.take"), Path: path, Hidden: []ui.Option{v.once()}, Fields: []ui.Input{{Name: "role", Of: "take-", Label: v.say("web.col.role"), Kind: "select", Required: true, Options: v.roleOptions(has), Hint: v.say("web.user.at_once")}},
			Buttons: []settingButton{{Value: "take", Text: v.say("web.user.take.do"), Icon: "x"}}})
	}
	if form := v.identityForm(m, path); form != nil {
		s.Forms = append(s.Forms, *form)
	}
	s.Forms = append(s.Forms, v.addressForm(m, path)...)
	f := settingForm{Path: path, Hidden: []ui.Option{v.once()}}
	f.Buttons = v.inviteButtons(m, link == "")
	if m.Disabled && v.may(app.Restore.Entry) {
		f.Buttons = append(f.Buttons, settingButton{Value: "restore", Text: v.say("web.user.restore"), Icon: "undo", Primary: true})
	}
	if !m.Disabled && v.may(app.Suspend.Entry) && m.Name != v.signed.Name {
		f.Buttons = append(f.Buttons, settingButton{Value: "suspend", Text: v.say("web.user.suspend"), Icon: "stop", Danger: true})
	}
	if len(f.Buttons) > 0 {
		s.Forms = append(s.Forms, f)
	}
	p.Side = append(p.Side, s)
	return v.lately(p, m)
}

func (v *visit) languageName(l words.Language) string {
	for _, o := range v.spoken() {
		if o.Value == string(l) {
			return o.Text
		}
	}
	return string(l)
}

// roleOptions are the roles of the house, or those among them.
func (v *visit) roleOptions(among map[string]bool) (out []ui.Option) {
	for _, r := range access.Roles() {
		if r != access.Customer && (among == nil || among[r]) {
			out = append(out, ui.Option{Value: r, Text: v.app.Texts.Say(v.view.Lang, "role."+r)})
		}
	}
	return out
}

// userAdded adds a user and shows him, to be given a role and invited.
func (v *visit) userAdded() error {
	in := access.NewUser{Name: v.r.PostFormValue("name"), Email: v.r.PostFormValue("email"), Language: words.Language(v.r.PostFormValue("language"))}
	if in.Language == "" {
		in.Language = words.French
	}
	out, err := command(v, app.AddUser, v.r.PostFormValue("key"), in)
	if refused(err) {
		return v.usersWith("", "", err)
	}
	if err != nil {
		return err
	}
	return v.to("/settings/users?user=" + queried(out.Name) + "&done=do")
}

// userDone does what the side of a user asks for.
func (v *visit) userDone() error {
	name, key := v.r.PathValue("user"), v.r.PostFormValue("key")
	ref := access.UserRef{User: name}
	post := access.NewPost{User: name, Role: v.r.PostFormValue("role")}
	var err error
	done := "do"
	switch step := v.r.PostFormValue("step"); step {
	case "mail", "link":
		return v.invited(name, key, step)
	case "email":
		if ok, err := v.sure(); !ok {
			return err
		}
		_, err = command(v, app.SetEmail, key, access.NewEmail{User: name, Email: v.r.PostFormValue("email")})
	case "identity":
		_, err = command(v, app.InviteIdentity, key, access.NewIdentity{User: name, Email: v.r.PostFormValue("email")})
	case "suspend":
		_, err = command(v, app.Suspend, key, ref)
	case "restore":
		_, err = command(v, app.Restore, key, ref)
	case "give":
		if ok, err := v.sure(); !ok {
			return err
		}
		_, err = command(v, app.AllowRole, key, post)
	case "take":
		_, err = command(v, app.EndRole, key, post)
	default:
		err = refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
	}
	if refuse.Code(err) == "approval.needed" {
		done, err = "asked", nil
	}
	if refused(err) && refuse.Code(err) != "input.route" {
		return v.usersWith(name, "", err)
	}
	if err != nil {
		return err
	}
	return v.to("/settings/users?user=" + queried(name) + "&done=" + done)
}
