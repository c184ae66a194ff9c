package demo

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
)

// habit is how a customer pays: between so many days before (negative) and
// after the due date.
type habit struct{ from, to int }

// The habits.
var (
	prompt  = habit{-6, 0}
	steady  = habit{-1, 6}
	slow    = habit{6, 15}
	late    = habit{22, 48}
	never   = habit{400, 400}
	advance = habit{} // before the order: his limit is 0
)

// buyer is a customer with his character.
type buyer struct {
	Name     string
	Street   string
	Postcode string
	City     string
	Terms    string
	Limit    int64 // in euros; 0: prepayment; -1: none
	Size     int   // 1 small to 4 large: how much he orders, and how often
	Pays     habit
	Country  string // France when empty
	Tax      string // VAT number, confirmed, of a company abroad
	Group    string
	PO       bool // his orders need his own number
}

const noLimit = -1

// tables is the number of the group of three, which share one limit.
const tables = "ANSELME"

// groupLimit of that group, in euros.
const groupLimit = 14_000

var buyers = []buyer{
	{Name: "Hôtel des Trois Lunes", Street: "4 rue du Semnoz", Postcode: "74000", City: "Annecy", Terms: "net30", Limit: 18_000, Size: 4, Pays: prompt},
	{Name: "Brasserie La Virevolte", Street: "27 rue des Marronniers", Postcode: "69002", City: "Lyon", Terms: "net30", Limit: 12_000, Size: 3, Pays: steady},
	{Name: "Épicerie Zéphyrine", Street: "8 place des Ducs", Postcode: "21000", City: "Dijon", Terms: "net30", Limit: 6_000, Size: 2, Pays: prompt},
	{Name: "Auberge de la Grive Bleue", Street: "15 route de Savigny", Postcode: "21200", City: "Beaune", Terms: "eomA30", Limit: 9_000, Size: 2, Pays: steady},
	{Name: "Traiteur Pampille", Street: "3 quai de l’Isère", Postcode: "38000", City: "Grenoble", Terms: "net30", Limit: 10_000, Size: 3, Pays: slow},
	{Name: "Le Comptoir d’Octavie", Street: "11 rue Basse", Postcode: "26000", City: "Valence", Terms: "net30", Limit: 5_000, Size: 1, Pays: steady},
	{Name: "Maison Perlipopette", Street: "2 quai des Machines", Postcode: "44000", City: "Nantes", Terms: "2/10net30", Limit: 8_000, Size: 2, Pays: prompt},
	{Name: "Café Tournebroche", Street: "19 rue du Change", Postcode: "37000", City: "Tours", Terms: "net0", Limit: 3_000, Size: 1, Pays: steady},
	{Name: "Les Tables d’Anselme", Street: "5 cours de la Marne", Postcode: "33000", City: "Bordeaux", Terms: "net30", Limit: 9_000, Size: 3, Pays: steady, Group: tables},
	{Name: "Les Tables d’Anselme Rive Droite", Street: "41 quai des Queyries", Postcode: "33100", City: "Bordeaux", Terms: "net30", Limit: 9_000, Size: 3, Pays: slow, Group: tables},
	{Name: "Les Tables d’Anselme Gare", Street: "1 parvis Saint-Jean", Postcode: "33800", City: "Bordeaux", Terms: "net30", Limit: 9_000, Size: 2, Pays: late, Group: tables},
	{Name: "Hôtel Miravelle", Street: "66 promenade du Port", Postcode: "06300", City: "Nice", Terms: "net30", Limit: 20_000, Size: 4, Pays: slow},
	{Name: "Bistrot Chante-Pluie", Street: "9 rue d’Antrain", Postcode: "35000", City: "Rennes", Terms: "net30", Limit: 5_000, Size: 1, Pays: prompt},
	{Name: "Épicerie fine Baldaquin", Street: "22 rue des Tonneliers", Postcode: "67000", City: "Strasbourg", Terms: "net30", Limit: 7_000, Size: 2, Pays: steady},
	{Name: "Chocolaterie Funambule", Street: "6 rue du Port-Neuf", Postcode: "64100", City: "Bayonne", Terms: "net30", Limit: 6_000, Size: 2, Pays: prompt},
	{Name: "Guinguette du Vieux Saule", Street: "80 île des Loups", Postcode: "94130", City: "Nogent-sur-Marne", Terms: "net0", Limit: 4_000, Size: 1, Pays: late},
	{Name: "Halle gourmande Isidore", Street: "14 rue de Gand", Postcode: "59000", City: "Lille", Terms: "eomA30", Limit: 15_000, Size: 4, Pays: steady},
	{Name: "Caviste Sous-Bois", Street: "33 rue de Mars", Postcode: "51100", City: "Reims", Terms: "net30", Limit: 5_000, Size: 1, Pays: prompt},
	{Name: "Restaurant Le Cerf-Volant rouge", Street: "7 place de Chambre", Postcode: "57000", City: "Metz", Terms: "net30", Limit: 6_000, Size: 2, Pays: slow},
	{Name: "Cantine Marguerite", Street: "52 rue de Bourgogne", Postcode: "45000", City: "Orléans", Terms: "net30", Limit: 5_000, Size: 1, Pays: steady},
	{Name: "Hôtel Bellerive-du-Lac", Street: "1 avenue des Sources", Postcode: "74500", City: "Évian-les-Bains", Terms: "net30", Limit: 16_000, Size: 3, Pays: prompt},
	{Name: "Fromagerie Capucine et fils", Street: "18 Grande-Rue", Postcode: "25000", City: "Besançon", Terms: "net30", Limit: 4_000, Size: 1, Pays: steady},
	{Name: "Pâtisserie Mirliton", Street: "29 rue du Gros-Horloge", Postcode: "76000", City: "Rouen", Terms: "net30", Limit: 6_000, Size: 2, Pays: prompt},
	{Name: "Crêperie Vent d’Ouest", Street: "10 rue Kéréon", Postcode: "29000", City: "Quimper", Terms: "net30", Limit: 4_000, Size: 1, Pays: slow},
	{Name: "Château de Brumecourt", Street: "Allée des Tilleuls", Postcode: "37400", City: "Amboise", Terms: "eomB45", Limit: 12_000, Size: 3, Pays: steady},
	{Name: "La Table de Faustine", Street: "3 rue Mignet", Postcode: "13100", City: "Aix-en-Provence", Terms: "net30", Limit: 5_000, Size: 2, Pays: late},
	{Name: "Relais de la Combe noire", Street: "Route de Bayard", Postcode: "05000", City: "Gap", Terms: "net30", Limit: 4_000, Size: 1, Pays: steady},
	{Name: "Boutique Papillote", Street: "16 rue Saint-Aubin", Postcode: "49100", City: "Angers", Terms: "net30", Limit: 3_500, Size: 1, Pays: prompt},
	{Name: "Comptoir des Embruns", Street: "40 quai Duperré", Postcode: "17000", City: "La Rochelle", Terms: "net30", Limit: 7_000, Size: 2, Pays: steady},
	{Name: "Résidence Les Glycines", Street: "21 boulevard des Pyrénées", Postcode: "64000", City: "Pau", Terms: "eomA30", Limit: noLimit, Size: 2, Pays: steady},
	{Name: "Lycée hôtelier Montfaucon", Street: "75 avenue de la Gloire", Postcode: "31500", City: "Toulouse", Terms: "net30", Limit: noLimit, Size: 2, Pays: slow, PO: true},
	{Name: "Mairie de Saint-Aubin-les-Prés", Street: "1 place de la Mairie", Postcode: "72130", City: "Saint-Aubin-les-Prés", Terms: "net30", Limit: noLimit, Size: 1, Pays: slow, PO: true},
	{Name: "Coopérative Grain de Sel", Street: "12 rue du Miroir", Postcode: "72000", City: "Le Mans", Terms: "net30", Limit: 9_000, Size: 3, Pays: prompt},
	{Name: "Camping L’Étoile des Dunes", Street: "Route des Lacs", Postcode: "40600", City: "Biscarrosse", Terms: "net30", Limit: 5_000, Size: 2, Pays: late},
	{Name: "Salon de thé Amandine Poivre", Street: "13 rue Froide", Postcode: "14000", City: "Caen", Terms: "net30", Limit: 0, Size: 1, Pays: advance},
	{Name: "Établissements Trévignon", Street: "ZA du Moulin", Postcode: "19100", City: "Brive-la-Gaillarde", Terms: "net30", Limit: 8_000, Size: 3, Pays: never},
	{Name: "Restaurant Chez Léontine", Street: "2 rue des Carmes", Postcode: "63000", City: "Clermont-Ferrand", Terms: "net30", Limit: 4_000, Size: 1, Pays: steady},
	{Name: "Feinkost Sonnenblick GmbH", Street: "Salzstraße 31", Postcode: "79098", City: "Freiburg", Terms: "net30", Limit: 10_000, Size: 2, Pays: prompt, Country: "DE", Tax: "DE999123455"},
	{Name: "De Gulden Lepel BV", Street: "Hoogpoort 12", Postcode: "9000", City: "Gent", Terms: "net30", Limit: 9_000, Size: 2, Pays: steady, Country: "BE", Tax: "BE0999123457"},
	{Name: "Épicerie du Jet d’Eau Sàrl", Street: "Quai du Mont-Blanc 5", Postcode: "1201", City: "Genève", Terms: "net30", Limit: 7_000, Size: 2, Pays: steady, Country: "CH"},
}

// Customers that have a part of their own in the story, by place in the list.
const (
	lender   = 11 // whose limit is lowered below what he owes
	defaults = 35 // never pays, is suspended, then stopped
	shut     = 36 // blocked by a person
)

// customer is the number of the i-th customer.
func customer(i int) string { return fmt.Sprintf("CL%03d", i+1) }

// account is the customer as he is created.
func (p buyer) account(i int, today day.Day) credit.NewCustomer {
	c := credit.NewCustomer{New: party.New{Number: customer(i), Name: p.Name, Street: p.Street, Postcode: p.Postcode, City: p.City,
		Country: "FR", Language: "fr", Currency: house.Currency, Terms: p.Terms, Group: p.Group, PORequired: p.PO,
		Email: fmt.Sprintf("compta@cl%03d.example", i+1)}}
	switch p.Country {
	case "":
		c.LegalID = siren(i + 1)
		c.TaxID = vat(c.LegalID)
	default:
		c.Country, c.TaxID = p.Country, p.Tax
		if p.Tax != "" {
			c.VATConfirmedOn = today
		}
	}
	if p.Country == "DE" || p.Country == "BE" {
		c.Language = "en"
	}
	if p.Limit != noLimit {
		limit := euros(p.Limit)
		c.CreditLimit = &limit
	}
	return c
}

// euros is a whole amount as requests write it.
func euros(n int64) money.Decimal { return money.Decimal(n * 1_000_000) }
