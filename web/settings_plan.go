package web

import (
	"fmt"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/dunning"
	"encaisse/web/ui"
)

// rungs is how many levels the form of a plan shows at least, and at most.
const (
	rungs     = 7
	mostRungs = 20
)

var (
	dunningPlaces    = []string{"FR", "QC", ""}
	dunningActions   = []string{dunning.Email, dunning.Letter, dunning.Call, dunning.Handover}
	dunningTemplates = []string{dunning.Friendly, dunning.Firm, dunning.Notice, dunning.Final}
)

// dunningPlan is how late customers of a place are followed.
func (v *visit) dunningPlan() error {
	place := v.r.URL.Query().Get("place")
	if !slices.Contains(dunningPlaces, place) {
		place = ""
	}
	if !v.r.URL.Query().Has("place") {
		place = dunningPlaces[0]
	}
	list, err := ask(v, app.ShowDunning, dunning.PoliciesIn{})
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Place == place {
			return v.dunningWith(place, v.planTyped(p), nil, nil)
		}
	}
	return refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
}

// planForm is a plan as its form holds it: everything as it was typed.
type planForm struct {
	now                                        dunning.PolicyView
	gap, threshold, from, source               string
	writeFrom, writeTo, callFrom, callTo, auto string
	levels                                     [][3]string
}

// planTyped fills the form with the plan in force.
func (v *visit) planTyped(p dunning.PolicyView) planForm {
	f := planForm{now: p, gap: fmt.Sprint(p.Gap), threshold: p.Threshold.Text(), auto: fmt.Sprint(p.Automatic)}
	f.writeFrom, f.writeTo, _ = strings.Cut(p.Write, "–")
	f.callFrom, f.callTo, _ = strings.Cut(p.Call, "–")
	for _, l := range p.Levels {
		f.levels = append(f.levels, [3]string{fmt.Sprint(l.After), l.Action, l.Template})
	}
	return f
}

// planPosted reads what was typed.
func (v *visit) planPosted() planForm {
	get := v.r.PostFormValue
	f := planForm{gap: get("gap"), threshold: get("threshold"), from: get("valid_from"), source: get("source"), writeFrom: get("write_from"), writeTo: get("write_to"),
		callFrom: get("call_from"), callTo: get("call_to"), auto: get("automatic")}
	for n := range mostRungs {
		if after := strings.TrimSpace(get(fmt.Sprint("after", n))); after != "" {
			f.levels = append(f.levels, [3]string{after, get(fmt.Sprint("action", n)), get(fmt.Sprint("template", n))})
		}
	}
	return f
}

func (v *visit) choices(key string, values []string) (out []ui.Option) {
	for _, x := range values {
		out = append(out, ui.Option{Value: x, Text: v.say(key + x)})
	}
	return out
}

// dunningWith is the page of a plan, with what trying it showed.
func (v *visit) dunningWith(place string, f planForm, tried *dunning.Tried, why error) error {
	p := settingsPage{Head: v.settingsHead(v.say("web.dunning_plan"), v.say("web.dunning_plan.what"))}
	for _, x := range dunningPlaces {
		p.Tabs = append(p.Tabs, ui.Tab{Href: "/settings/dunning?place=" + x, Text: v.say("web.place." + x), On: x == place})
	}
	may := v.may(app.SetDunning.Entry)
	s := section{ID: "plan", Title: v.say("web.place." + place)}
	if may {
		s.Forms = []settingForm{v.planFields(place, f, tried != nil)}
	} else {
		s.Facts, s.Grid = v.planFacts(f)
	}
	p.Main = []section{s}
	if tried != nil {
		p.Side = append(p.Side, v.triedPlan(*tried))
	}
	p.Side = append(p.Side, section{ID: "how", Title: v.say("web.dunning_plan.how"), Text: v.say("web.dunning_plan.law"), Links: v.linksTo("/reminders", "web.reminders", "/settings/mails", "web.mails")})
	return v.settled(p, why)
}

// linksTo are the pages that the visitor may open, of pairs of path and text.
func (v *visit) linksTo(pairs ...string) (out []ui.Link) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if v.opens(pairs[i]) {
			out = append(out, ui.Link{Href: pairs[i], Text: v.say(pairs[i+1])})
		}
	}
	return out
}

func (v *visit) planFields(place string, f planForm, tried bool) settingForm {
	out := settingForm{Path: "/settings/dunning", Hidden: []ui.Option{v.once(), {Value: "place", Text: place}}}
	for n := range min(max(rungs, len(f.levels)+1), mostRungs) {
		var l [3]string
		if n < len(f.levels) {
			l = f.levels[n]
		}
		out.Rows = append(out.Rows, settingRow{Name: v.say("web.level", "n", n+1), Fields: []ui.Input{
			{Name: fmt.Sprint("after", n), Label: v.say("web.level.after"), Kind: "amount", Value: l[0]},
			{Name: fmt.Sprint("action", n), Label: v.say("web.level.action"), Kind: "select", Value: l[1], Options: v.choices("web.plan_action.", dunningActions)},
			{Name: fmt.Sprint("template", n), Label: v.say("web.level.template"), Kind: "select", Value: l[2], Options: v.choices("web.template.", dunningTemplates)},
		}})
	}
	out.Fields = []ui.Input{
		{Name: "gap", Label: v.say("web.plan.gap"), Kind: "amount", Value: f.gap, Required: true, Hint: v.say("web.plan.gap.why")},
		{Name: "threshold", Label: v.say("web.plan.threshold"), Kind: "amount", Value: f.threshold, Required: true, Hint: v.say("web.plan.threshold.why")},
		{Name: "write_from", Label: v.say("web.plan.write_from"), Value: f.writeFrom, Required: true, Hint: v.say("web.plan.hours")},
		{Name: "write_to", Label: v.say("web.plan.write_to"), Value: f.writeTo, Required: true},
		{Name: "call_from", Label: v.say("web.plan.call_from"), Value: f.callFrom, Required: true},
		{Name: "call_to", Label: v.say("web.plan.call_to"), Value: f.callTo, Required: true},
		{Name: "valid_from", Label: v.say("web.plan.valid_from"), Kind: "date", Value: f.from, Hint: v.say("web.plan.valid_from.why")},
		{Name: "source", Label: v.say("web.plan.source"), Value: f.source},
		{Name: "automatic", Label: v.say("web.plan.automatic"), Kind: "check", Value: f.auto, Hint: v.say("web.plan.automatic.why")},
	}
	out.Buttons = []settingButton{{Value: "try", Text: v.say("web.plan.try"), Icon: "eye", Primary: !tried, Key: "A"}}
	if tried {
		out.Buttons = append([]settingButton{{Value: "do", Text: v.say("web.plan.do"), Icon: "check", Primary: true, Key: "Enter"}}, out.Buttons...)
	}
	return out
}

func (v *visit) planFacts(f planForm) ([]ui.Fact, *ui.Grid) {
	g := ui.Grid{Caption: v.say("web.dunning_plan"), Plain: true, Columns: []ui.Column{{Name: v.say("web.level.after"), Num: true}, {Name: v.say("web.level.action"), Grow: true}, {Name: v.say("web.level.template")}}}
	for n, l := range f.levels {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(n), Cells: []ui.Cell{{Text: l[0]}, {Text: v.say("web.plan_action." + l[1])}, {Text: v.say("web.template." + l[2])}}})
	}
	return []ui.Fact{{Name: v.say("web.plan.gap"), Text: f.gap}, {Name: v.say("web.plan.threshold"), Text: ui.Money(v.ctx, f.now.Threshold)}, {Name: v.say("web.plan.write"), Text: f.now.Write}, {Name: v.say("web.plan.call"), Text: f.now.Call}}, &g
}

// triedPlan is what a plan would change today.
func (v *visit) triedPlan(t dunning.Tried) section {
	s := section{ID: "tried", Title: v.say("web.plan.tried"), Sub: v.say("web.plan.tried.n", "n", t.Count)}
	levels := func(list []dunning.TriedLevel) string {
		var out []string
		for _, l := range list {
			out = append(out, v.say("web.plan.tried.level", "n", l.Customers, "what", v.say("web.template."+l.Template), "amount", l.Amount))
		}
		if len(out) == 0 {
			return v.say("web.plan.tried.nobody")
		}
		return strings.Join(out, v.say("web.plan.tried.next"))
	}
	s.Facts = []ui.Fact{{Name: v.say("web.plan.now"), Text: levels(t.Now)}, {Name: v.say("web.plan.then"), Text: levels(t.Then)}}
	what := func(template string) string {
		if template == "" {
			return v.say("web.plan.nothing")
		}
		return v.say("web.template." + template)
	}
	g := ui.Grid{Caption: v.say("web.plan.tried"), Columns: []ui.Column{{Name: v.say("web.col.customer"), Grow: true}, {Name: v.say("web.col.change")}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for _, c := range t.Changed {
		g.Lines = append(g.Lines, ui.Line{ID: c.Customer, Cells: []ui.Cell{{Text: c.Name, Small: c.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(c.Customer))}, {Text: v.say("web.change", "from", what(c.Was), "to", what(c.Now))}, {Text: ui.Money(v.ctx, c.Amount)}}})
	}
	s.Grid = &g
	if t.Count == 0 {
		s.Text = v.say("web.plan.tried.same")
	}
	return s
}

// dunningSet tries a plan, or sets it once it was tried.
func (v *visit) dunningSet() error {
	place := v.r.PostFormValue("place")
	f := v.planPosted()
	in, trial, err := v.planRead(place, f)
	if err != nil {
		return v.dunningWith(place, f, nil, err)
	}
	call := v.call
	call.Key = "web:" + v.r.PostFormValue("key")
	call.Preview = v.r.PostFormValue("step") != "do"
	if _, err = app.SetDunning.Do(v.r.Context(), v.app, call, in); refused(err) {
		if r, _ := refuse.As(err); len(r.Fields) > 0 && r.Fields[0].Pointer == "/levels" {
			err = refuse.New(refuse.Invalid, r.Code).At("/after0", "dunning.levels")
		}
		return v.dunningWith(place, f, nil, err)
	}
	if err != nil {
		return err
	}
	if !call.Preview {
		return v.to("/settings/dunning?place=" + queried(place) + "&done=do")
	}
	tried, err := ask(v, app.TryDunning, trial)
	if refused(err) {
		return v.dunningWith(place, f, nil, err)
	}
	if err != nil {
		return err
	}
	return v.dunningWith(place, f, &tried, nil)
}

// planRead reads a plan out of its form; what can not be read is said at its
// field.
func (v *visit) planRead(place string, f planForm) (in dunning.NewPolicy, trial dunning.Trial, err error) {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	if !slices.Contains(dunningPlaces, place) {
		return in, trial, wrong.At("/place", "input.value")
	}
	in = dunning.NewPolicy{Place: place, WriteFrom: f.writeFrom, WriteTo: f.writeTo, CallFrom: f.callFrom, CallTo: f.callTo, Source: cutRunes(f.source, 200)}
	auto := f.auto == "true"
	in.Automatic = &auto
	for _, t := range []struct{ name, text string }{{"gap", f.gap}, {"threshold", words.Untyped(f.threshold)}, {"valid_from", f.from}} {
		if t.text == "" {
			continue
		}
		if err := form.Set(&in, t.name, t.text); err != nil {
			if r, ok := refuse.As(err); ok {
				wrong.Fields = append(wrong.Fields, r.Fields...)
			}
		}
	}
	for n, l := range f.levels {
		var d money.Decimal
		if d.UnmarshalText([]byte(l[0])) != nil || d%1_000000 != 0 {
			wrong.At(fmt.Sprint("/after", n), "dunning.levels")
		}
		if !slices.Contains(dunningActions, l[1]) {
			wrong.At(fmt.Sprint("/action", n), "input.required", "name", v.say("web.level.action"))
		}
		if !slices.Contains(dunningTemplates, l[2]) {
			wrong.At(fmt.Sprint("/template", n), "input.required", "name", v.say("web.level.template"))
		}
		in.Levels = append(in.Levels, dunning.NewLevel{After: int64(d / 1_000000), Action: l[1], Template: l[2]})
		trial.Levels = append(trial.Levels, fmt.Sprint(int64(d/1_000000), ":", l[1], ":", l[2]))
	}
	if len(f.levels) == 0 {
		wrong.At("/after0", "dunning.levels")
	}
	if in.ValidFrom != 0 && in.ValidFrom < v.today() {
		wrong.At("/valid_from", "dunning.past_day", "day", in.ValidFrom)
	}
	trial.Place, trial.Gap, trial.Threshold = place, in.Gap, in.Threshold
	if len(wrong.Fields) > 0 {
		return in, trial, wrong
	}
	return in, trial, nil
}
