package seller

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/tax"
)

// Prefix of an entity's id as people see it.
const Prefix = "ent"

// NewEntity is what a legal entity starts with.
type NewEntity struct {
	Name     string         `json:"name" minLength:"1" maxLength:"200"`
	Country  string         `json:"country" minLength:"2" maxLength:"2" doc:"ISO 3166-1 alpha-2"`
	Region   string         `json:"region,omitempty" maxLength:"10" doc:"province or state; in Canada QC when left out"`
	Currency money.Currency `json:"currency" doc:"ISO 4217"`
	Tax      string         `json:"tax" enum:"standard,none"`
	Language string         `json:"language,omitempty" doc:"fr, fr-CA or en"`
	LegalID  string         `json:"legal_id,omitempty" maxLength:"200"`
	TaxID    string         `json:"tax_id,omitempty" maxLength:"200"`
	Street   string         `json:"street,omitempty" maxLength:"200"`
	Postcode string         `json:"postcode,omitempty" maxLength:"200"`
	City     string         `json:"city,omitempty" maxLength:"200"`
	IBAN     string         `json:"iban,omitempty" maxLength:"200"`

	BankAccount string `json:"bank_account,omitempty" maxLength:"60" doc:"where banks have no IBAN: institution-transit-account in Canada (815-30000-1234567), routing-account in the United States"`
	Interac     string `json:"interac,omitempty" maxLength:"200" doc:"mail that Interac transfers go to, in Canada"`
	Cheques     string `json:"cheques,omitempty" enum:"yes,no," doc:"whether cheques are taken, to the company's name at its address; no when left out"`
}

// View is an entity as doors show it.
type View struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Country  string         `json:"country"`
	Region   string         `json:"region"`
	Currency money.Currency `json:"currency"`
	Tax      string         `json:"tax"`
	Zone     string         `json:"zone"`
	LegalID  string         `json:"legal_id"`
	TaxID    string         `json:"tax_id"`
	Street   string         `json:"street"`
	Postcode string         `json:"postcode"`
	City     string         `json:"city"`
	IBAN     string         `json:"iban"`
	Rounding tax.Rounding   `json:"tax_rounding" doc:"apart, combined, streamlined, streamlined_item"`
	Caps     string         `json:"payment_caps" doc:"terms beyond the lawful ones: off, warn, refuse"`
	Warnings []string       `json:"warnings"`

	VATDays      int64  `json:"vat_check_days" doc:"how old the check of a VAT number may be; 0: any age"`
	VATUnchecked string `json:"vat_unchecked" doc:"a VAT number that counts as none: tax, refuse"`

	BankAccount string `json:"bank_account" doc:"where banks have no IBAN: institution-transit-account, in the United States routing-account"`
	Interac     string `json:"interac" doc:"mail that Interac transfers go to"`
	Cheques     string `json:"cheques" doc:"whether cheques are taken: yes, no"`

	SendBy string `json:"send_by" doc:"how invoices and credit notes reach customers of themselves: mail, none"`

	DepositForm string `json:"deposit_form" doc:"how invoices say what deposits paid of them: lines below zero, or prepaid: the whole sale, of which so much is already paid"`

	Registrations []RegistrationView `json:"registrations"`
}

func view(e Entity) View {
	v := View{e.ID.Text(Prefix), e.Name, e.Country, e.Region, e.Currency, e.Tax, e.Zone, e.LegalID, e.TaxID,
		e.Street, e.Postcode, e.City, e.IBAN, e.Rounding, e.Caps, e.Warnings(), e.VATDays, e.VATUnchecked, e.BankAccount, e.Interac, e.Cheques, e.SendBy, e.DepositForm, []RegistrationView{}}
	for _, r := range e.Registrations {
		v.Registrations = append(v.Registrations, RegistrationView{r.Kind, r.Number, r.From, r.To})
	}
	return v
}

// Create adds a legal entity.
func Create(w *db.Write, in NewEntity) (View, error) {
	country := strings.ToUpper(strings.TrimSpace(in.Country))
	if !party.IsCountry(country) {
		return View{}, refuse.New(refuse.Invalid, "seller.country", "country", in.Country)
	}
	if in.Tax != "none" && in.Tax != "standard" {
		return View{}, refuse.New(refuse.Invalid, "seller.tax", "tax", in.Tax)
	}
	if strings.TrimSpace(in.Name) == "" {
		return View{}, refuse.New(refuse.Invalid, "seller.name")
	}
	language := words.French
	if in.Language != "" {
		language = words.ParseLanguage(in.Language)
	}
	zone, region := home(country, strings.ToUpper(in.Region))
	e := Entity{ID: w.NewID(), Name: strings.TrimSpace(in.Name), Country: country, Region: region, Currency: in.Currency,
		Tax: in.Tax, Language: language, Zone: zone, LegalID: in.LegalID, TaxID: in.TaxID, Street: in.Street,
		Postcode: in.Postcode, City: in.City, IBAN: in.IBAN, YearFrom: 1, Rounding: tax.Apart, Caps: CapsWarn, VATUnchecked: VATTax, SendBy: ByMail, DepositForm: DepositLines}
	if in.Cheques == "" {
		in.Cheques = NoCheques
	}
	if err := (Details{BankAccount: &in.BankAccount, Interac: &in.Interac, Cheques: &in.Cheques}).ways(&e); err != nil {
		return View{}, err
	}
	insert(w, e)
	w.Entity = e.ID
	w.Emit("seller.created", created{e.Country, e.Currency, e.Tax}, db.Obj("entity", e.ID))
	return view(e), w.Err()
}

// Details are what may come later.
type Details struct {
	ID       string  `path:"id" json:"-"`
	Name     *string `json:"name,omitempty" minLength:"1" maxLength:"200"`
	LegalID  *string `json:"legal_id,omitempty" maxLength:"200"`
	TaxID    *string `json:"tax_id,omitempty" maxLength:"200"`
	Street   *string `json:"street,omitempty" maxLength:"200"`
	Postcode *string `json:"postcode,omitempty" maxLength:"200"`
	City     *string `json:"city,omitempty" maxLength:"200"`
	IBAN     *string `json:"iban,omitempty" maxLength:"200"`
	Rounding *string `json:"tax_rounding,omitempty" enum:"apart,combined,streamlined,streamlined_item" doc:"how taxes are rounded: one method a company"`
	Caps     *string `json:"payment_caps,omitempty" enum:"off,warn,refuse" doc:"payment terms beyond the lawful ones"`

	VATDays      *int64  `json:"vat_check_days,omitempty" minimum:"0" maximum:"3650" doc:"how old the check of a buyer's VAT number may be; 0: any age"`
	VATUnchecked *string `json:"vat_unchecked,omitempty" enum:"tax,refuse" doc:"what becomes of an intra-EU supply whose buyer's VAT number counts as none"`

	BankAccount *string `json:"bank_account,omitempty" maxLength:"60" doc:"where banks have no IBAN: institution-transit-account in Canada (815-30000-1234567), routing-account in the United States"`
	Interac     *string `json:"interac,omitempty" maxLength:"200" doc:"mail that Interac transfers go to, in Canada"`
	Cheques     *string `json:"cheques,omitempty" enum:"yes,no" doc:"whether cheques are taken, to the company's name at its address"`

	SendBy *string `json:"send_by,omitempty" enum:"mail,none" doc:"how invoices and credit notes reach customers of themselves"`

	DepositForm *string `json:"deposit_form,omitempty" enum:"lines,prepaid" doc:"how invoices say what deposits paid of them: as lines below zero, or as already paid of the whole sale"`
}

// Describe sets what an invoice must say of the seller.
func Describe(w *db.Write, in Details) (View, error) {
	e, err := find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	for _, f := range []struct {
		to   *string
		from *string
	}{{&e.Name, in.Name}, {&e.LegalID, in.LegalID}, {&e.TaxID, in.TaxID}, {&e.Street, in.Street},
		{&e.Postcode, in.Postcode}, {&e.City, in.City}, {&e.IBAN, in.IBAN}} {
		if f.from != nil {
			*f.to = strings.TrimSpace(*f.from)
		}
	}
	if e.Name == "" {
		return View{}, refuse.New(refuse.Invalid, "seller.name").At("/name", "seller.name")
	}
	if in.Caps != nil {
		if e.Caps = *in.Caps; e.Caps != CapsOff && e.Caps != CapsWarn && e.Caps != CapsRefuse {
			return View{}, refuse.New(refuse.Invalid, "seller.rounding").At("/payment_caps", "seller.caps_unknown", "caps", *in.Caps)
		}
	}
	if in.Rounding != nil {
		if e.Rounding = tax.Rounding(*in.Rounding); !e.Rounding.Known() {
			return View{}, refuse.New(refuse.Invalid, "seller.rounding").At("/tax_rounding", "seller.rounding_unknown", "rounding", *in.Rounding)
		}
	}
	if err := in.vat(&e); err != nil {
		return View{}, err
	}
	if err := in.ways(&e); err != nil {
		return View{}, err
	}
	if in.SendBy != nil {
		if e.SendBy = *in.SendBy; e.SendBy != ByMail && e.SendBy != ByNone {
			return View{}, refuse.New(refuse.Invalid, "seller.rounding").At("/send_by", "seller.send_by", "choice", *in.SendBy)
		}
	}
	if in.DepositForm != nil {
		if e.DepositForm = *in.DepositForm; e.DepositForm != DepositLines && e.DepositForm != DepositPaid {
			return View{}, refuse.New(refuse.Invalid, "seller.rounding").At("/deposit_form", "seller.deposit_form", "choice", *in.DepositForm)
		}
	}
	update(w, e)
	w.Emit("seller.described", struct{}{}, db.Obj("entity", e.ID))
	return view(e), w.Err()
}

// vat sets what the company asks of its buyers' VAT numbers.
func (in Details) vat(e *Entity) error {
	if in.VATDays != nil {
		if e.VATDays = *in.VATDays; e.VATDays < 0 || e.VATDays > 3650 {
			return refuse.New(refuse.Invalid, "seller.rounding").At("/vat_check_days", "seller.vat_days", "days", *in.VATDays)
		}
	}
	if in.VATUnchecked != nil {
		if e.VATUnchecked = *in.VATUnchecked; e.VATUnchecked != VATTax && e.VATUnchecked != VATRefuse {
			return refuse.New(refuse.Invalid, "seller.rounding").At("/vat_unchecked", "seller.vat_unchecked", "choice", *in.VATUnchecked)
		}
	}
	return nil
}
