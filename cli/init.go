package cli

import (
	"log/slog"

	"encaisse/app"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/seller"
)

type initVerb struct {
	Name     string `required:"" help:"${help_init_name}"`
	Country  string `required:"" placeholder:"CC" help:"${help_init_country}"`
	Region   string `placeholder:"RR" help:"${help_init_region}"`
	Currency string `required:"" placeholder:"CUR" help:"${help_init_currency}"`
	Tax      string `required:"" placeholder:"standard|none" help:"${help_init_tax}"`
	Language string `placeholder:"fr|en" help:"${help_init_language}"`
}

// Run founds an empty company in a new database, and prints its entity, its
// administrator and his key, this once.
func (v *initVerb) Run(s *session) error {
	currency, err := money.ParseCurrency(v.Currency)
	if err != nil {
		return err
	}
	language := s.language
	if v.Language != "" {
		language = words.ParseLanguage(v.Language)
	}
	a, err := app.Open(s.ctx, s.url(defaultURL), app.Options{Log: s.log(slog.LevelWarn)})
	if err != nil {
		return err
	}
	defer a.Close()
	made, err := db.Do(s.ctx, a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: v.Name, Country: v.Country, Region: v.Region, Currency: currency,
			Tax: v.Tax, Language: string(language)})
	})
	if err != nil {
		return err
	}
	return s.secret(made)
}

// secret prints an answer with a key in it and, for people, that it is shown
// only now.
func (s *session) secret(answer any) error {
	if err := s.print(answer); err != nil || s.JSON {
		return err
	}
	s.tell("cli.secret", "")
	return nil
}
