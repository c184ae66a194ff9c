// Package party holds who we deal with: customers, contacts, addresses,
// groups and the identifiers the law gives them.
package party

import "strings"

// IdentifierKind names the register a legal identifier belongs to.
type IdentifierKind string

const (
	SIREN    IdentifierKind = "siren"    // France, 9 digits: the company
	SIRET    IdentifierKind = "siret"    // France, 14 digits: one establishment of it
	NEQ      IdentifierKind = "neq"      // Québec enterprise number, 10 digits
	BN       IdentifierKind = "bn"       // Canadian business number, 9 digits, or with a program account
	EIN      IdentifierKind = "ein"      // United States employer identification number, 9 digits
	VAT      IdentifierKind = "vat"      // a VAT number given as the legal identifier
	National IdentifierKind = "national" // any other register: kept as given, not checked
)

// CheckLegalID cleans the identifier of a company in the register of its
// country (ISO 3166-1 alpha-2) and says which register it belongs to. What
// looks wrong is a warning code, never an error: the number is kept on the
// customer as given, cleaned, and a person decides. An identifier of unknown
// shape in a country we know has an empty kind and a warning. No identifier,
// no warning. Source: domain.md 4.8.
func CheckLegalID(country, id string) (clean string, kind IdentifierKind, warning string) {
	clean = compact(id)
	if clean == "" {
		return "", "", ""
	}
	switch country = strings.ToUpper(country); country {
	case "FR":
		kind, warning = frenchID(clean)
	case "CA":
		kind, warning = canadianID(clean)
	case "US":
		kind, warning = EIN, checkEIN(clean)
	default:
		kind = National
		if rest, ok := strings.CutPrefix(clean, vatPrefix(country)); ok && wellFormed(vatPrefix(country), rest) {
			kind, warning = VAT, checkVAT(vatPrefix(country), rest)
		}
	}
	return clean, kind, warning
}

// frenchID checks a SIREN or a SIRET. A number of Monaco is no SIREN: its
// companies are known in France by their VAT number.
func frenchID(s string) (IdentifierKind, string) {
	switch {
	case digits(s) && len(s) == 9:
		return SIREN, unless(luhn(s), "party.siren_check")
	case digits(s) && len(s) == 14:
		return SIRET, unless(siret(s), "party.siret_check")
	case strings.HasPrefix(s, "FR"):
		return VAT, checkVAT("FR", s[2:])
	}
	return "", "party.legal_id_format"
}

// siret holds for a SIREN followed by an internal number and a Luhn digit over
// all 14. The establishments of La Poste outgrew it: there the sum of the
// digits is a multiple of 5, except the head office, which follows Luhn.
func siret(s string) bool {
	if strings.HasPrefix(s, "356000000") && sum(s)%5 == 0 {
		return true
	}
	return luhn(s) && luhn(s[:9])
}

// canadianID checks a Québec enterprise number or a federal business number.
// The NEQ has no published check digit: its first two digits name the kind of
// enterprise (11 legal person, 22 sole proprietor, 33 partnership, 88 public
// body) and are all that can be checked.
func canadianID(s string) (IdentifierKind, string) {
	switch {
	case digits(s) && len(s) == 10:
		known := s[:2] == "11" || s[:2] == "22" || s[:2] == "33" || s[:2] == "88"
		return NEQ, unless(known, "party.neq_prefix")
	case digits(s) && len(s) == 9:
		return BN, unless(luhn(s), "party.bn_check")
	case programAccount(s, ""):
		return BN, unless(luhn(s[:9]), "party.bn_check")
	}
	return "", "party.legal_id_format"
}

// programAccount says whether s is a business number with the account of a
// federal program: 9 digits, two letters (any when program is empty), 4 digits.
func programAccount(s, program string) bool {
	if len(s) != 15 || !digits(s[:9]) || !letters(s[9:11]) || !digits(s[11:]) {
		return false
	}
	return program == "" || s[9:11] == program
}

// wrongEIN are the prefixes the IRS has never given out; every other pair of
// digits is a campus. Source: irs.gov, "How EINs are assigned and valid EIN
// prefixes".
const wrongEIN = " 00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97 "

func checkEIN(s string) string {
	if !digits(s) || len(s) != 9 {
		return "party.ein_format"
	}
	return unless(!strings.Contains(wrongEIN, " "+s[:2]+" "), "party.ein_prefix")
}

// CheckTaxID cleans the number under which a company of the country (ISO
// 3166-1 alpha-2) accounts for sales taxes and says what looks wrong with it,
// as a warning code. In the EU the clean form carries the prefix of the state,
// also when it was left out. In Canada it is a GST/HST number (business number,
// RT, 4 digits) or a QST number (10 digits, TQ, 4 digits). That a number is
// well formed does not say it is in force: only the register does. Source:
// domain.md 4.6 and 4.8.
func CheckTaxID(country, id string) (clean string, warning string) {
	clean = compact(id)
	if clean == "" {
		return "", ""
	}
	switch country = strings.ToUpper(country); country {
	case "CA":
		return clean, canadianTaxID(clean)
	case "US":
		return clean, checkEIN(clean)
	}
	if own := vatPrefix(country); own != "" {
		return europeanTaxID(own, clean)
	}
	// A company outside the EU may be registered in a member state.
	if prefix := foreignPrefix(clean); prefix != "" {
		return clean, checkVAT(prefix, clean[2:])
	}
	return clean, ""
}

// europeanTaxID checks a VAT number against the state of its holder and puts
// the prefix before it. A number of another member state is lawful (a foreign
// registration) but worth a look.
func europeanTaxID(own, clean string) (string, string) {
	rest, prefixed := strings.CutPrefix(clean, own)
	rest = padded(own, rest)
	warning := checkVAT(own, rest)
	if warning == "" || prefixed {
		return own + rest, warning
	}
	if other := foreignPrefix(clean); other != "" && checkVAT(other, padded(other, clean[2:])) == "" {
		return other + padded(other, clean[2:]), "party.vat_country"
	}
	if warning == "party.vat_check" {
		clean = own + rest
	}
	return clean, warning
}

func canadianTaxID(s string) string {
	switch {
	case digits(s) && len(s) == 9:
		return unless(luhn(s), "party.bn_check")
	case programAccount(s, "RT"):
		return unless(luhn(s[:9]), "party.bn_check")
	case len(s) == 16 && digits(s[:10]) && s[10:12] == "TQ" && digits(s[12:]):
		return ""
	case strings.Contains(s, "TQ"):
		return "party.qst_format"
	}
	return "party.gst_format"
}

// FrenchVAT is the VAT number of the company with this SIREN. Source: domain.md
// 4.8: key = (12 + 3 × (SIREN mod 97)) mod 97. False when it is not 9 digits.
func FrenchVAT(siren string) (string, bool) {
	if !digits(siren) || len(siren) != 9 {
		return "", false
	}
	key := (12 + 3*(number(siren)%97)) % 97
	return "FR" + string([]byte{'0' + byte(key/10), '0' + byte(key%10)}) + siren, true
}

// compact keeps letters and digits, in capitals: people write blanks, points,
// dashes, slashes and brackets between them as they please. Other characters
// stay, so that the format check sees them.
func compact(id string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\u00a0\u202f.-/:()_'", r) {
			return -1
		}
		return r
	}, strings.ToUpper(id))
}

func unless(right bool, warning string) string {
	if right {
		return ""
	}
	return warning
}
