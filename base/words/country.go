package words

// Countries are the names of the places a letter goes to most often; others
// are written by their code.
var Countries = Texts{
	"country.AT": {FR: "Autriche", EN: "Austria"},
	"country.AU": {FR: "Australie", EN: "Australia"},
	"country.BE": {FR: "Belgique", EN: "Belgium"},
	"country.BG": {FR: "Bulgarie", EN: "Bulgaria"},
	"country.BR": {FR: "Brésil", EN: "Brazil"},
	"country.CA": {FR: "Canada", EN: "Canada"},
	"country.CH": {FR: "Suisse", EN: "Switzerland"},
	"country.CN": {FR: "Chine", EN: "China"},
	"country.CY": {FR: "Chypre", EN: "Cyprus"},
	"country.CZ": {FR: "Tchéquie", EN: "Czechia"},
	"country.DE": {FR: "Allemagne", EN: "Germany"},
	"country.DK": {FR: "Danemark", EN: "Denmark"},
	"country.DZ": {FR: "Algérie", EN: "Algeria"},
	"country.EE": {FR: "Estonie", EN: "Estonia"},
	"country.ES": {FR: "Espagne", EN: "Spain"},
	"country.FI": {FR: "Finlande", EN: "Finland"},
	"country.FR": {FR: "France", EN: "France"},
	"country.GB": {FR: "Royaume-Uni", EN: "United Kingdom"},
	"country.GR": {FR: "Grèce", EN: "Greece"},
	"country.HR": {FR: "Croatie", EN: "Croatia"},
	"country.HU": {FR: "Hongrie", EN: "Hungary"},
	"country.IE": {FR: "Irlande", EN: "Ireland"},
	"country.IN": {FR: "Inde", EN: "India"},
	"country.IS": {FR: "Islande", EN: "Iceland"},
	"country.IT": {FR: "Italie", EN: "Italy"},
	"country.JP": {FR: "Japon", EN: "Japan"},
	"country.LT": {FR: "Lituanie", EN: "Lithuania"},
	"country.LU": {FR: "Luxembourg", EN: "Luxembourg"},
	"country.LV": {FR: "Lettonie", EN: "Latvia"},
	"country.MA": {FR: "Maroc", EN: "Morocco"},
	"country.MC": {FR: "Monaco", EN: "Monaco"},
	"country.MT": {FR: "Malte", EN: "Malta"},
	"country.MX": {FR: "Mexique", EN: "Mexico"},
	"country.NL": {FR: "Pays-Bas", EN: "Netherlands"},
	"country.NO": {FR: "Norvège", EN: "Norway"},
	"country.NZ": {FR: "Nouvelle-Zélande", EN: "New Zealand"},
	"country.PL": {FR: "Pologne", EN: "Poland"},
	"country.PT": {FR: "Portugal", EN: "Portugal"},
	"country.RO": {FR: "Roumanie", EN: "Romania"},
	"country.SE": {FR: "Suède", EN: "Sweden"},
	"country.SI": {FR: "Slovénie", EN: "Slovenia"},
	"country.SK": {FR: "Slovaquie", EN: "Slovakia"},
	"country.SN": {FR: "Sénégal", EN: "Senegal"},
	"country.TN": {FR: "Tunisie", EN: "Tunisia"},
	"country.TR": {FR: "Turquie", EN: "Türkiye"},
	"country.UA": {FR: "Ukraine", EN: "Ukraine"},
	"country.US": {FR: "États-Unis", EN: "United States"},
}

var countryNames = NewCatalog(Countries)

// Country is the name of a country by its code.
func Country(l Language, code string) string {
	if key := "country." + code; countryNames.Has(key) {
		return countryNames.Say(l, key)
	}
	return code
}
