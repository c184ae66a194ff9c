package demo

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/connect/paper"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Company is the name of the one that is made.
const Company = "Comptoir Luciole SAS"

// house is the company of the demonstration. Its numbers have right check
// digits and belong to nobody: no company of France has one that begins with 000.
var house = seller.NewEntity{Name: Company, Country: "FR", Currency: "EUR", Tax: "standard", Language: "fr",
	LegalID: siren(0), TaxID: vat(siren(0)), Street: "12 quai des Lanternes", Postcode: "69002", City: "Lyon",
	IBAN: "FR7699999000010000000041728"}

// heading is what its documents say of it; nobody is called by these numbers.
var heading = paper.LetterheadIn{ID: Company, Form: new("SAS"), Capital: new("50 000 €"), Register: new("RCS Lyon 000 990 002"),
	Phone: new("04 65 71 00 12"), Email: new("contact@comptoir-luciole.example"), Website: new("comptoir-luciole.example")}

// staff is one person a role, in the order of the cycle; collections has two.
var staff = []struct{ Role, Name string }{
	{access.Sales, "camille"},
	{access.Credit, "noe"},
	{access.CreditManager, "ines"},
	{access.Warehouse, "karim"},
	{access.Billing, "lucie"},
	{access.Cash, "amina"},
	{access.Collections, "zoe"}, // shares the customers with hugo, who acts
	{access.Collections, "hugo"},
	{access.Finance, "paul"},
	{access.Auditor, "edith"},
	{access.Admin, company.Administrator},
}

// A Key opens the demonstration in one role. Its secret is nowhere but here.
type Key struct {
	Role   string `json:"role"`
	User   string `json:"user"`
	Entity string `json:"entity"` // the only one it opens
	Secret string `json:"key"`
}

// hire adds the people who are not there yet.
func hire(w *db.Write) error {
	for _, p := range staff {
		if p.Name == company.Administrator {
			continue
		}
		if _, err := access.AddUser(w, access.NewUser{Name: p.Name, Email: p.Name + "@comptoir-luciole.example"}); err != nil {
			return err
		}
	}
	return nil
}

// Keys makes a new key for each role in the wholesaler, and one for the finance
// of its branch where there is one. Those made before go on opening.
func Keys(ctx context.Context, a *app.App) ([]Key, error) {
	admin, err := a.Act(ctx, company.Administrator, access.Admin, Company)
	if err != nil {
		return nil, err
	}
	_, err = a.Act(ctx, "paul", access.Finance, Branch)
	branched := err == nil
	// For the organisation, not for its entity: it is no fact of the trade.
	return db.Do(ctx, a.DB, db.As{Actor: admin.User}, func(w *db.Write) ([]Key, error) {
		keys := make([]Key, 0, len(staff)+1)
		add := func(name, role, entity string) error {
			k, err := access.IssueKey(w, access.NewKey{User: name, Role: role, Entity: entity})
			if err == nil {
				keys = append(keys, Key{role, name, entity, *k.Secret})
			}
			return err
		}
		for _, p := range staff {
			if err := add(p.Name, p.Role, Company); err != nil {
				return nil, err
			}
		}
		if branched {
			if err := add("paul", access.Finance, Branch); err != nil {
				return nil, err
			}
		}
		return keys, w.Err()
	})
}

// Logins lets each person of the staff sign in to his role with one password,
// a new one each time, which it returns. Branch or house: finance may sit in both.
func Logins(ctx context.Context, a *app.App) (string, error) {
	admin, err := a.Act(ctx, company.Administrator, access.Admin, Company)
	if err != nil {
		return "", err
	}
	_, err = a.Act(ctx, "paul", access.Finance, Branch)
	branched := err == nil
	password := "luciole-" + strings.ToLower(rand.Text()[:10])
	hash, err := access.Hash(ctx, password)
	if err != nil {
		return "", err
	}
	_, err = db.Do(ctx, a.DB, db.As{Actor: admin.User}, func(w *db.Write) (any, error) {
		for _, p := range staff {
			entities := []string{Company}
			if branched && (p.Role == access.Finance || p.Role == access.Auditor || p.Role == access.Admin) {
				entities = append(entities, Branch)
			}
			for _, e := range entities {
				if _, err := access.Appoint(w, access.NewPost{User: p.Name, Role: p.Role, Entity: e}); err != nil {
					return nil, err
				}
			}
			u, err := access.Named(w.Read, p.Name)
			if err != nil {
				return nil, err
			}
			if err := access.SetPassword(w, u.ID, hash, 0); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	return password, err
}

// siren is the n-th company number of the demonstration: eight digits and the
// Luhn digit that makes them right.
func siren(n int) string {
	s := fmt.Sprintf("00099%03d", n)
	sum := 0
	for i, c := range s {
		d := int(c - '0')
		if i%2 == 1 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return fmt.Sprint(s, (10-sum%10)%10)
}

// vat is the VAT number of a company number.
func vat(siren string) string {
	number, _ := party.FrenchVAT(siren)
	return number
}
