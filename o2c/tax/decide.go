package tax

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Category is the VAT category of a line: the UNTDID 5305 codes of EN 16931.
type Category string

const (
	Taxed        Category = "S"
	ZeroRated    Category = "Z"
	ExemptSupply Category = "E"
	Reversed     Category = "AE"
	IntraEU      Category = "K"
	Export       Category = "G"
	OutOfScope   Category = "O"
	NoTax        Category = "" // the seller keeps no taxes at all
)

// Regime is the tax regime of a seller.
type Regime string

const (
	RegimeStandard Regime = "standard"
	RegimeNone     Regime = "none"
)

// Kind is what is supplied.
type Kind string

const (
	Goods   Kind = "goods"
	Service Kind = "service"
	Digital Kind = "digital" // a service, but taxed as goods when a consumer of another member state buys it
)

// Seller is what a legal entity's place and regime say about its taxes.
type Seller struct {
	Country    string // ISO 3166-1 alpha-2
	Region     string // province or state
	Regime     Regime
	Exempt     bool           // small business without tax: franchise en base, small supplier
	Debits     bool           // France: chose to owe the VAT of services when invoiced
	OSS        bool           // distance sales taxed at destination: over the threshold, or opted in
	Rounding   Rounding       // how the taxes of a document are rounded; "" is Apart
	Registered []Registration // Canada and the United States: each tax only when listed
	Postcode   string         // France: that of an overseas department has its own law
}

// Supply is one line's question.
type Supply struct {
	Seller            Seller
	ShipToCountry     string // services: the customer's seat
	ShipToRegion      string // in Canada; the seller's own when not known
	BuyerVATConfirmed bool   // the register confirmed the buyer's VAT number for the day; not confirmed counts as none
	Kind              Kind
	Class             Class
	Day               day.Day // of delivery; of the payment for an advance
	Local             Local
}

// Local is what only some countries ask of a supply.
type Local struct {
	Postcode    string      // of the delivery; of the customer's seat for services
	Freight     bool        // it is the delivery itself that is charged
	Rates       []StateRate // United States: those of the state of destination
	Certificate string      // United States: number of the customer's certificate that holds there on that day
	Certified   string      // why it frees him of tax
}

// Tax is one tax on a line, with what is needed to find its rate again.
type Tax struct {
	Code  Code          `json:"code"`
	Place string        `json:"place"`
	Class Class         `json:"class"`
	Rate  money.Percent `json:"rate"`
}

// Treatment is the answer, stored on the line: category, reason why no tax is
// charged (a VATEX code of EN 16931 or a code of our own, "" when taxed or
// zero rated in the EU) and the taxes charged, all on the price before tax.
type Treatment struct {
	Category Category `json:"category"`
	Reason   string   `json:"reason,omitempty"`
	Taxes    []Tax    `json:"taxes,omitempty"`

	OnReceipt bool     `json:"on_receipt,omitempty"` // the tax falls due when the price is paid
	Rounding  Rounding `json:"rounding,omitempty"`   // the company's, "" for Apart

	Certificate string `json:"certificate,omitempty"` // of the customer, by which no tax is charged
}

// Reasons that are not VATEX codes.
const (
	ReasonNone          = "none"           // regime none
	ReasonExempt        = "exempt"         // the class is exempt
	ReasonSmallBusiness = "small_business" // exempt seller outside France
	ReasonNoNexus       = "us_no_nexus"    // the seller owes no sales tax in the state
	ReasonResale        = "us_resale"      // certificates of the customer
	ReasonCertificate   = "us_exempt"
	ReasonFreight       = "us_freight" // the state does not tax the delivery
	ReasonService       = "us_service" // nor services
	ReasonAbroad        = "abroad"     // from Canada or the United States to elsewhere

	ReasonOverseas = "fr_overseas" // goods from one VAT territory of France to another: as exported
	ReasonNoVAT    = "fr_no_vat"   // Guyane, Mayotte
)

// Decide finds the treatment of a supply: the first row of the table of
// domain.md 4.4 that fits. Refusals: `tax.country`, `tax.region` (a place is
// missing), `tax.seller_country` (no rules for that country), `tax.rate`; in
// the United States `tax.state` and `tax.state_rate`.
func Decide(s Supply) (Treatment, error) {
	t, err := decide(s)
	if err == nil && len(t.Taxes) > 0 && s.Seller.Rounding != Apart {
		t.Rounding = s.Seller.Rounding
	}
	return t, err
}

func decide(s Supply) (Treatment, error) {
	if s.Seller.Regime == RegimeNone {
		return Treatment{Category: NoTax, Reason: ReasonNone}, nil
	}
	seller, to := vatCountry(s.Seller.Country), vatCountry(s.ShipToCountry)
	if to == "" {
		return Treatment{}, refuse.New(refuse.Invalid, "tax.country")
	}
	switch {
	case inEU(seller, s.Day):
		return european(s, seller, to)
	case seller == "CA" && to == "CA":
		return canadian(s)
	case seller == "US" && to == "US":
		return american(s)
	case seller == "CA":
		return Treatment{Category: Export, Reason: ReasonAbroad}, nil
	case seller == "US":
		return Treatment{Category: OutOfScope, Reason: ReasonAbroad}, nil
	}
	return Treatment{}, refuse.New(refuse.Invalid, "tax.seller_country", "country", s.Seller.Country)
}

// european is the rows of a seller in the EU. The exemption of intra-Community
// supplies is not for a seller who is exempt himself (directive 2006/112,
// art. 139(1)): his goods stay exempt inside the EU, whoever buys them.
func european(s Supply, seller, to string) (Treatment, error) {
	goods, union := s.Kind == Goods, inEU(to, s.Day)
	switch {
	case to == seller && seller == "FR":
		return inFrance(s)
	case to == seller:
		return domestic(s, seller, s.Class)
	case union && goods && s.Seller.Exempt:
		return domestic(s, seller, s.Class)
	case union && s.BuyerVATConfirmed && goods:
		return Treatment{Category: IntraEU, Reason: "VATEX-EU-IC"}, nil
	case union && s.BuyerVATConfirmed:
		return Treatment{Category: Reversed, Reason: "VATEX-EU-AE"}, nil
	case union && s.Seller.OSS && s.Kind != Service:
		return domestic(s, to, s.Class.rated())
	case union:
		return domestic(s, seller, s.Class.rated())
	case goods:
		return Treatment{Category: Export, Reason: "VATEX-EU-G"}, nil
	}
	return Treatment{Category: OutOfScope, Reason: "VATEX-EU-O"}, nil
}

// domestic taxes a supply under the law of one member state.
func domestic(s Supply, country string, class Class) (Treatment, error) {
	switch {
	case s.Seller.Exempt && vatCountry(s.Seller.Country) == "FR":
		return Treatment{Category: ExemptSupply, Reason: "VATEX-FR-FRANCHISE"}, nil
	case s.Seller.Exempt:
		return Treatment{Category: ExemptSupply, Reason: ReasonSmallBusiness}, nil
	case class == ReverseCharge:
		return Treatment{Category: Reversed, Reason: "VATEX-EU-AE"}, nil
	}
	return charge(class, s.Day, Tax{Code: VAT, Place: country, Class: class})
}

// canadian charges the taxes of the province of delivery, each only when the
// seller is registered for it. Where the address names no province, that of
// the seller is the place of supply.
func canadian(s Supply) (Treatment, error) {
	to := province(s.ShipToRegion)
	if to == "" {
		to = province(s.Seller.Region)
	}
	codes, ok := provinces[to]
	if !ok {
		return Treatment{}, refuse.New(refuse.Invalid, "tax.region", "region", to)
	}
	class := s.Class.rated()
	var taxes []Tax
	for _, code := range codes {
		if slices.Contains(s.Seller.Registered, registration(code, to)) {
			taxes = append(taxes, Tax{Code: code, Place: place(code, to), Class: class})
		}
	}
	if s.Seller.Exempt || len(taxes) == 0 {
		return Treatment{Category: ExemptSupply, Reason: ReasonSmallBusiness}, nil
	}
	return charge(class, s.Day, taxes...)
}

// charge puts the rates of the day on the taxes, unless the class bears none.
func charge(class Class, d day.Day, taxes ...Tax) (Treatment, error) {
	switch class {
	case Exempt:
		return Treatment{Category: ExemptSupply, Reason: ReasonExempt}, nil
	case Zero:
		return Treatment{Category: ZeroRated}, nil
	}
	return Treatment{Category: Taxed, Taxes: taxes}.On(d)
}

// Due is the treatment of a line on an invoice of the seller: in France the VAT
// of a service falls due when it is paid, unless the seller chose the debits
// (domain.md 4.5).
func (s Seller) Due(kind Kind, t Treatment) Treatment {
	t.OnReceipt = vatCountry(s.Country) == "FR" && !s.Debits && kind != Goods && t.Category == Taxed &&
		!slices.ContainsFunc(t.Taxes, func(x Tax) bool { return x.Place != "FR" && x.Place != overseasRates })
	return t
}

// On is the same treatment at the rates of another day: an order freezes the
// treatment, delivery decides the rate (domain.md 1.13). Sales tax keeps its
// rate: its table is the firm's, and Delivered asks it.
func (t Treatment) On(d day.Day) (Treatment, error) {
	t.Taxes = slices.Clone(t.Taxes)
	for i, tax := range t.Taxes {
		if tax.Code == Sales {
			continue
		}
		r, err := RateOn(tax.Place, tax.Code, tax.Class, d)
		if err != nil {
			return Treatment{}, err
		}
		t.Taxes[i].Rate = r.Rate
	}
	return t, nil
}
