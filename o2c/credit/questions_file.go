package credit

import (
	"encoding/json"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
)

// File is what is known of a customer for credit.
type File struct {
	Customer    string      `json:"customer"`
	Class       string      `json:"class"`
	CheckedOn   day.Day     `json:"checked_on" doc:"null: prepayment until the file is complete"`
	InsolventOn day.Day     `json:"insolvent_on"`
	ReviewDue   day.Day     `json:"review_due"`
	Checks      []CheckView `json:"checks"`
	Lines       []ExtraView `json:"lines" doc:"beside the base limit"`
	Insurance   *Insured    `json:"insurance"`
	Score       *ScoreView  `json:"score" doc:"the last one"`
}

// CheckView is an item of the file.
type CheckView struct {
	Item   string  `json:"item"`
	Passed bool    `json:"passed"`
	By     *string `json:"by"`
	On     day.Day `json:"on"`
}

// Insured is what an insurer carries of today's exposure.
type Insured struct {
	Limit     money.Money   `json:"limit"`
	Share     money.Percent `json:"share"`
	Waiting   int64         `json:"waiting_days"`
	Notify    int64         `json:"notify_days"`
	Extension int64         `json:"extension_days"`
	Insured   money.Money   `json:"insured"`
	OwnRisk   money.Money   `json:"own_risk"`
}

type checkRow struct {
	Item   string
	Passed bool
	By     db.ID
	On     day.Day
}

type insuranceRow struct {
	Limit     money.Amount
	Share     int64
	Waiting   int64
	Notify    int64
	Extension int64
}

var (
	qInsurance = db.Q("credit.insurance", `select insurer_limit, share, waiting_days, notify_days, extension_days from credit_insurance where holder = $1`)
	qLastScore = db.Q("credit.score.last", `select `+scoreColumns+` from credit_score where holder = $1 order by id desc limit 1`)
)

// ShowFile returns what is known of a customer for credit.
func ShowFile(r *db.Read, in ByCustomer) (File, error) {
	c, err := party.Find(r, in.ID)
	if err != nil {
		return File{}, err
	}
	return fileOf(r, c)
}

func fileOf(r *db.Read, c party.Customer) (File, error) {
	own, checks := db.Ask[row](r, qOwn, c.ID), db.Ask[checkRow](r, qChecks, c.ID)
	insurance, scores := db.Ask[insuranceRow](r, qInsurance, c.ID), db.Ask[scoreRow](r, qLastScore, c.ID)
	extras, sums := db.Ask[extra](r, qExtras, c.ID), db.Ask[kept](r, qBalances, c.Root)
	k, err := own.One()
	if err != nil {
		return File{}, err
	}
	f := File{Customer: c.Number, Class: k.Class, CheckedOn: k.CheckedOn, InsolventOn: k.InsolventOn, ReviewDue: k.ReviewDue,
		Checks: []CheckView{}, Lines: []ExtraView{}}
	rows, err := checks.All()
	if err != nil {
		return f, err
	}
	f.check(rows)
	lines, err := extras.All()
	if err != nil {
		return f, err
	}
	for _, e := range lines {
		f.Lines = append(f.Lines, extraView(c.Number, k.Currency, e, true))
	}
	if i, err := insurance.One(); err == nil {
		balances, err := sums.All()
		if err != nil {
			return f, err
		}
		if f.Insurance, err = i.of(k.Currency, sum(balances, k.Currency, c.ID, 0).Total()); err != nil {
			return f, err
		}
	} else if err != db.ErrNone {
		return f, err
	}
	s, err := scores.One()
	if err == db.ErrNone {
		return f, nil
	}
	v := s.view(c.Number, k.Currency)
	f.Score = &v
	return f, err
}

// check lists every item of the file, done or not.
func (f *File) check(rows []checkRow) {
	for _, item := range Checks {
		v := CheckView{Item: item}
		for _, x := range rows {
			if x.Item == item {
				by := x.By.Text("usr")
				v.Passed, v.By, v.On = x.Passed, &by, x.On
			}
		}
		f.Checks = append(f.Checks, v)
	}
}

func (i insuranceRow) of(c money.Currency, exposure money.Amount) (*Insured, error) {
	cover, err := Insure(exposure, i.Limit, money.Percent(i.Share))
	return &Insured{i.Limit.In(c), money.Percent(i.Share), i.Waiting, i.Notify, i.Extension, cover.Insured.In(c), cover.OwnRisk.In(c)}, err
}

const scoreColumns = `id, holder, day, score, class, suggested is not null, coalesce(suggested, 0), inputs, weights, method, event`

// scoreRow is a stored score.
type scoreRow struct {
	ID        db.ID
	Holder    db.ID
	Day       day.Day
	Points    int64
	Class     string
	Limited   bool
	Suggested money.Amount
	Inputs    string
	Weights   string
	Method    string
	Event     db.ID
}

// ScoreView is a score as doors show it.
type ScoreView struct {
	Customer  string        `json:"customer"`
	On        day.Day       `json:"on"`
	Score     money.Decimal `json:"score" doc:"0 to 100, higher is safer"`
	Class     string        `json:"class"`
	Suggested *money.Money  `json:"suggested_limit"`
	Inputs    any           `json:"inputs"`
	Weights   any           `json:"weights"`
	Method    string        `json:"method"`
}

func (s scoreRow) view(number string, c money.Currency) ScoreView {
	v := ScoreView{number, s.Day, money.Decimal(s.Points) * 10_000, s.Class, nil, json.RawMessage(s.Inputs), json.RawMessage(s.Weights), s.Method}
	if s.Limited {
		m := s.Suggested.In(c)
		v.Suggested = &m
	}
	return v
}
