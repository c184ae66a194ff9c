package dunning

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// SpecimenIn asks for a message as a customer would read it.
type SpecimenIn struct {
	Template string `query:"template" json:"template" required:"true" enum:"courtesy,friendly,firm,notice,final"`
	Language string `query:"language" json:"language,omitempty" enum:"fr,fr-CA,en," doc:"the customer's when left out"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number; one who owes something when left out"`
}

// SpecimenView is a message about what a customer really owes. It is never
// sent.
type SpecimenView struct {
	Customer string     `json:"customer"`
	Name     string     `json:"name" doc:"of the customer"`
	To       string     `json:"to"`
	Language string     `json:"language"`
	Letter   LetterView `json:"letter"`
}

// shownDebts of a customer stand in a specimen.
const shownDebts = 6

// Specimen puts a template into words, about what a customer owes now.
func Specimen(r *db.Read, in SpecimenIn) (SpecimenView, error) {
	e, err := seller.Of(r)
	if err != nil {
		return SpecimenView{}, err
	}
	id, err := receivable.CustomerID(r, in.Customer)
	if err == nil && id == 0 {
		id, err = someDebtor(r, e)
	}
	if err != nil {
		return SpecimenView{}, err
	}
	c, err := party.Load(r, id)
	if err != nil {
		return SpecimenView{}, err
	}
	owed, err := meant(r, e, c, "")
	if err != nil {
		return SpecimenView{}, err
	}
	s, err := look(r, e, c, owed)
	if err != nil {
		return SpecimenView{}, err
	}
	live := fitting(s.facts.Debts, in.Template, r.Today())
	if len(live) == 0 {
		return SpecimenView{}, refuse.New(refuse.Conflict, "dunning.nothing_owed", "customer", c.Number)
	}
	p, err := s.paper(r, Action{Template: in.Template, Currency: s.currency}, live)
	if err != nil {
		return SpecimenView{}, err
	}
	if in.Language != "" {
		p.language = words.ParseLanguage(in.Language)
	}
	v := SpecimenView{Customer: c.Number, Name: c.Name, To: c.Email, Language: string(p.language)}
	v.Letter = p.view()
	return v, nil
}

// fitting are debts that a message of a template is about: late ones, of the
// reminder before the due day those that are not. Without any, whatever is owed
// stands in.
func fitting(debts []Debt, template string, today day.Day) []Chased {
	var fit, other []Chased
	for _, d := range debts {
		switch c := (Chased{Debt: d, Amount: d.Collectible()}); {
		case c.Amount <= 0:
		case receivable.DaysLate(d.DueOn, today) > 0 == (template != Courtesy):
			fit = append(fit, c)
		default:
			other = append(other, c)
		}
	}
	if len(fit) == 0 {
		fit = other
	}
	return fit[:min(len(fit), shownDebts)]
}

// someDebtor is a customer who owes something that is late, else anything.
func someDebtor(r *db.Read, e seller.Entity) (db.ID, error) {
	list, err := Owing(r, e.ID, 0, 20)
	if err == nil && len(list) == 0 {
		err = refuse.New(refuse.Conflict, "dunning.specimen_none")
	}
	if err != nil {
		return 0, err
	}
	for _, id := range list {
		list, err := about(r, id)
		if err != nil {
			return 0, err
		}
		if len(list) > 0 && receivable.DaysLate(list[0].facts.Debts[0].DueOn, r.Today()) > 0 {
			return id, nil
		}
	}
	return list[0], nil
}
