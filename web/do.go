package web

import (
	"net/http"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/charge"
	"encaisse/o2c/closing"
	letters "encaisse/o2c/letter"
	"encaisse/web/ui"
)

// doPage is the form of a command, what is wrong with it, and what it will do.
type doPage struct {
	Head     ui.Heading
	Path     string
	Fields   []ui.Input
	Problems []ui.Problem
	Will     []ui.Fact // what the preview says
	Letter   *letter   // a message that it sends
	Ready    bool      // it was previewed: it may be done
	Asks     bool      // it may wait for a second person
	Key      string    // under which it is done once
	Back     string
	From     string // the page it was asked from, to come back to; "" for the record's
	Filled   string // names of the optional texts that it came filled with: emptied, they are cleared
	Do       string
	Icon     string
}

// doing finds the command of the path and checks that it is the visitor's.
func (v *visit) doing() (*app.Entry, action, error) {
	name := v.r.PathValue("command")
	e, ok := app.Find(name)
	a, known := actions[name]
	if !ok || !known {
		return nil, a, refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
	}
	return e, a, e.Authorise(v.signed.Role)
}

// do is the form of a command, filled from the address.
func (v *visit) do() error {
	e, a, err := v.doing()
	if err != nil {
		return err
	}
	if q := v.r.URL.Query(); q.Get("step") == "preview" { // its address says all of it
		v.r.PostForm = q
		return v.done()
	}
	return v.show(v.say("web.do."+e.Name), doBody(v.doPage(e, a, v.r.URL.Query().Get)))
}

// done previews the command, or does it once it was previewed. Whatever is
// refused comes back with all that was typed.
func (v *visit) done() error {
	e, a, err := v.doing()
	if err != nil {
		return err
	}
	if commits[e.Name] && v.r.PostFormValue("step") == "do" {
		if ok, err := v.sure(); !ok {
			return err
		}
	}
	p := v.doPage(e, a, v.r.PostFormValue)
	p.Key = or(v.r.PostFormValue("key"), p.Key)
	in := e.NewInput()
	wrong := v.fill(e, a, in)
	call := v.call
	call.Preview = v.r.PostFormValue("step") != "do"
	call.Key = "web:" + p.Key
	var out any
	status := http.StatusOK
	if len(wrong.Fields) > 0 {
		err = wrong
	} else {
		out, status, err = e.Run(v.r.Context(), v.app, call, in)
	}
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown {
		v.wrong(err, p.Fields, &p.Problems)
		return v.status(r.Kind.Status(), p.Head.Title, doBody(p))
	}
	if err != nil {
		return err
	}
	if !call.Preview {
		said := "do"
		if status == http.StatusAccepted {
			said = "asked"
		}
		return v.to(sameBut(p.Back, "done", said))
	}
	p.Ready, p.Will = true, v.outcome(out)
	if q, ok := out.(letters.Queued); ok {
		l := lettered(q.To, q.Language, q.Subject, q.Text)
		p.Letter = &l
	}
	return v.show(p.Head.Title, doBody(p))
}

func (v *visit) doPage(e *app.Entry, a action, value func(string) string) doPage {
	p := doPage{Head: ui.Heading{Title: v.say("web.do." + e.Name), Sub: v.app.Summary(v.view.Lang, e)}, Path: "/do/" + e.Name, Asks: e.Asks,
		Key: v.app.DB.NewID().Text("key"), Do: v.say("web.do." + e.Name), Icon: a.icon, Back: "/"}
	if p.Head.Sub == e.Name {
		p.Head.Sub = ""
	}
	for _, name := range a.fields {
		f, err := form.Find(e.In, name)
		if err != nil {
			continue // the tests hold that there is none
		}
		p.Fields = append(p.Fields, v.input(e.Name, f, a, value(name)))
		if value(filled) == "" && clearable(f) && value(name) != "" {
			p.Filled += " " + name
		}
	}
	if was := value(filled); was != "" {
		p.Filled = was
	}
	for field, what := range a.takes {
		if number := value(field); what == a.back && number != "" {
			p.Back = records[a.back] + escape(number)
		}
	}
	if p.Back == "/" && a.home != "" {
		p.Back = a.home
	}
	if a.back == "customer" && len(a.takes) == 0 && value("number") != "" {
		p.Back = "/customers/" + escape(value("number"))
	}
	if p.Back == "/" && v.opens("/"+a.back) {
		p.Back = "/" + a.back
	}
	if from := ours(value("back")); from != "/" {
		p.Back, p.From = from, from
	}
	return p
}

// filled names what a form came filled with. What was empty and stays empty is
// left as it is, so that a form that was filled with nothing clears nothing.
const filled = "filled"

// clearable tells an optional text that a command clears when it is given empty.
func clearable(f form.Field) bool {
	return f.Enum == "" && f.Type == reflect.TypeFor[*string]()
}

var (
	numeric = []reflect.Type{reflect.TypeFor[money.Decimal](), reflect.TypeFor[money.Percent](), reflect.TypeFor[money.Quantity](), reflect.TypeFor[money.Price]()}
	daily   = reflect.TypeFor[day.Day]()
)

func base(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// label is what a field is called: by its command where that has a word of its own.
func (v *visit) label(command, field string) string {
	if own := "web.field." + command + "." + field; sentences.Has(own) {
		return v.say(own)
	}
	return v.say("web.field." + field)
}

// input is a field of a command as the form shows it.
func (v *visit) input(command string, f form.Field, a action, value string) ui.Input {
	in := ui.Input{Name: f.Name, Label: v.label(command, f.Name), Value: value, Required: f.Required && !f.Flag, Kind: "line"}
	t := base(f.Type)
	switch {
	case f.Flag:
		in.Kind = "check"
	case f.Enum != "":
		in.Kind = "select"
		for e := range strings.SplitSeq(f.Enum, ",") {
			if e != "" {
				in.Options = append(in.Options, ui.Option{Value: e, Text: v.say("web.enum." + e)})
			}
		}
	case t == daily:
		in.Kind = "date"
	case slices.Contains(numeric, t):
		in.Kind = "amount"
	case f.Name == "note" || f.Name == "comment":
		in.Kind = "text"
	}
	if _, filled := a.takes[f.Name]; filled && value != "" && in.Kind == "line" {
		in.Fixed = true
	}
	if sentences.Has("web.hint." + f.Name) {
		in.Hint = v.say("web.hint." + f.Name)
	}
	return in
}

// fill reads what was typed into the command's input, and says what is wrong
// with it, field by field.
func (v *visit) fill(e *app.Entry, a action, in any) *refuse.Refusal {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	for _, name := range a.fields {
		f, err := form.Find(e.In, name)
		if err != nil {
			continue // the tests hold that there is none
		}
		text := strings.TrimSpace(v.r.PostFormValue(name))
		tag := e.In.FieldByIndex(f.Index).Tag
		switch {
		case text == "" && f.Required && !f.Flag && !(name == "reason" && strings.Contains(f.Doc, "empty")):
			wrong.At("/"+name, "input.required", "name", v.label(e.Name, name))
			continue
		case text == "" && clearable(f) && slices.Contains(strings.Fields(v.r.PostFormValue(filled)), name):
		case text == "":
			continue
		case f.Enum != "" && !slices.Contains(strings.Split(f.Enum, ","), text):
			wrong.At("/"+name, "input.value")
			continue
		case tag.Get("maxLength") != "" && utf8.RuneCountInString(text) > atoi(tag.Get("maxLength")), utf8.RuneCountInString(text) > longestText:
			wrong.At("/"+name, "input.long", "max", min(max(atoi(tag.Get("maxLength")), 1), longestText))
			continue
		case slices.Contains(numeric, base(f.Type)):
			text = words.Untyped(text)
		}
		if err := form.Set(in, name, text); err != nil {
			if r, ok := refuse.As(err); ok {
				wrong.Fields = append(wrong.Fields, r.Fields...)
			}
		}
	}
	return wrong
}

// longestText of a field that says no length of its own.
const longestText = 4000

func atoi(s string) (n int) {
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// outcome are the facts of an answer that people know by a name.
func (v *visit) outcome(out any) (list []ui.Fact) {
	if p, ok := out.(closing.View); ok {
		return v.closed(p)
	}
	if c, ok := out.(charge.View); ok {
		return v.chargeOutcome(c)
	}
	value := reflect.ValueOf(out)
	if value.Kind() != reflect.Struct {
		return nil
	}
	for i := range value.NumField() {
		name, _, _ := strings.Cut(value.Type().Field(i).Tag.Get("json"), ",")
		if !sentences.Has("web.out." + name) {
			continue
		}
		text := ""
		switch x := value.Field(i).Interface().(type) {
		case money.Money:
			text = ui.Money(v.ctx, x)
		case *money.Money:
			if text = v.say("web.unlimited"); x != nil {
				text = ui.Money(v.ctx, *x)
			}
		case day.Day:
			text = v.dayOr(x)
		default:
			if value.Field(i).Kind() == reflect.String {
				text = value.Field(i).String()
			}
			switch {
			case sentences.Has("state." + text):
				text = v.say("state." + text)
			case name == "state":
				text = "" // a state without a word says nothing
			}
		}
		if text != "" {
			list = append(list, ui.Fact{Name: v.say("web.out." + name), Text: text})
		}
	}
	return list
}

// set puts a text into a field of an input.
func set(in any, name, text string) error { return form.Set(in, name, text) }
