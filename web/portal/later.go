package portal

import (
	"net/http"
	"strconv"
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/refuse"
	"encaisse/o2c/portal"
	"encaisse/web/ui"
)

// laterPage is for who can not pay today: a day, or an échéancier.
type laterPage struct {
	Total    string
	Day      ui.Input
	First    ui.Input
	Parts    ui.Input
	Key      string
	Promise  string
	Plan     string
	One      bool
	Problems []ui.Problem
}

func (v *visit) later() error { return v.laterWith(http.StatusOK, nil) }

func (v *visit) laterWith(status int, why error) error {
	a, err := v.entry()
	if err != nil {
		return err
	}
	p := laterPage{Key: v.key(), One: v.guest.Document != 0,
		Day:   ui.Input{Name: "due_on", Label: v.say("portal.later.day"), Kind: "date", Required: true, Value: v.r.PostFormValue("due_on")},
		First: ui.Input{Name: "first_on", Label: v.say("portal.later.first"), Kind: "date", Required: true, Value: v.r.PostFormValue("first_on")},
		Parts: ui.Input{Name: "parts", Label: v.say("portal.later.parts"), Kind: "select", Required: true, Value: v.r.PostFormValue("parts")}}
	if p.Parts.Value == "" {
		p.Parts.Value = "3"
	}
	today := day.FromTime(v.app.DB.Now(), time.UTC) // a suggestion: the command knows the customer's own day
	if v.r.Method == http.MethodGet {
		p.Day.Value, p.First.Value = today.AddDays(7).String(), today.AddDays(15).String()
	}
	for n := int64(2); n <= 6; n++ {
		p.Parts.Options = append(p.Parts.Options, ui.Option{Value: strconv.FormatInt(n, 10), Text: strconv.FormatInt(n, 10)})
	}
	for _, s := range a.Sums {
		p.Total = ui.Money(v.ctx, s.ToPay)
	}
	var account accountPage
	v.goings(a, &account)
	p.Promise, p.Plan = account.Promise, account.Plan
	if r, no := refuse.As(why); no {
		v.wrong(r, &p)
	}
	return v.status(status, v.say("portal.later"), laterBody(p))
}

// wrong puts a refusal at its field and into the summary.
func (v *visit) wrong(r *refuse.Refusal, p *laterPage) {
	for _, f := range r.Fields {
		text := v.app.Say(v.view.Lang, &refuse.Refusal{Code: f.Code, Args: f.Args, Kind: r.Kind})
		for _, in := range []*ui.Input{&p.Day, &p.First, &p.Parts} {
			if "/"+in.Name == f.Pointer {
				in.Errors = append(in.Errors, text)
				p.Problems = append(p.Problems, ui.Problem{Field: in.Name, Text: text})
			}
		}
	}
	if len(p.Problems) == 0 {
		p.Problems = []ui.Problem{{Text: v.app.Say(v.view.Lang, r)}}
	}
}

func (v *visit) promise() error {
	d, err := dayIn(v.r.PostFormValue("due_on"))
	if err != nil {
		return v.laterWith(http.StatusUnprocessableEntity, refuse.New(refuse.Invalid, "input.invalid").At("/due_on", "input.date"))
	}
	return v.asked(do(v, app.PromiseOwn, portal.NewPromise{DueOn: d}), "promised")
}

func (v *visit) plan() error {
	d, err := dayIn(v.r.PostFormValue("first_on"))
	if err != nil {
		return v.laterWith(http.StatusUnprocessableEntity, refuse.New(refuse.Invalid, "input.invalid").At("/first_on", "input.date"))
	}
	parts, err := strconv.ParseInt(v.r.PostFormValue("parts"), 10, 64)
	if err != nil {
		parts = 0 // refused with its sentence
	}
	return v.asked(do(v, app.AskPlan, portal.NewPlan{Parts: parts, FirstOn: d}), "planned")
}

// asked goes home with a word, or says at the form what is wrong.
func (v *visit) asked(err error, done string) error {
	if r, no := refuse.As(err); no && (r.Kind == refuse.Invalid || r.Kind == refuse.Conflict) {
		return v.laterWith(r.Kind.Status(), err)
	}
	if err != nil {
		return err
	}
	return v.to(home + "?done=" + done)
}
