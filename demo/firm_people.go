package demo

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
)

// client is a customer of the whole company, with his part in the story.
type client struct {
	buyer
	place    int    // which of the two entities sells to him
	store    string // the warehouse that serves him
	region   string
	gathers  bool // pays what is due in one transfer a month
	quarrels bool // contests some of his invoices
	takes    bool // takes the cash discount
	parts    int  // pays in so many instalments
	monthly  bool // gets one invoice a month
	byHand   bool // is invoiced by hand, some days after
}

// Clients that have a part of their own, by place in the list.
const (
	ruined   = defaults // stops paying, then proceedings are opened
	lost     = 33       // his oldest invoice is given up
	twice    = 1        // pays an invoice a second time
	wholesal = 40       // the first that is made up
)

var (
	kinds  = []string{"Bistrot", "Auberge", "Épicerie", "Hôtel", "Traiteur", "Brasserie", "Maison", "Relais", "Salon de thé", "Table"}
	titles = []string{"du Pont de Bois", "des Quatre Vents", "Saint-Éloi", "de la Rose d’Or", "du Moulin Vert", "aux Hirondelles", "du Lavoir", "de la Tour Penchée",
		"des Remparts", "du Cheval blanc", "de la Halle", "du Vieux Tilleul"}
	towns = []struct{ postcode, city, store string }{
		{"69003", "Lyon", main}, {"59000", "Lille", north}, {"38000", "Grenoble", main}, {"13006", "Marseille", main}, {"80000", "Amiens", north}, {"42000", "Saint-Étienne", main},
		{"76600", "Le Havre", north}, {"34000", "Montpellier", main}, {"62000", "Arras", north}, {"21000", "Dijon", main}, {"51100", "Reims", north}, {"73000", "Chambéry", main},
		{"59140", "Dunkerque", north}, {"83000", "Toulon", main}, {"60000", "Beauvais", north}, {"71000", "Mâcon", main},
	}
	habits    = []habit{prompt, steady, steady, prompt, slow, steady, prompt, steady, late, prompt}
	agreed    = []string{"net30", "net30", "eomA30", "net30", "2/10net30", "net30", "eomA30", "net30", "net30", "50%net30+50%net60"}
	provinces = []struct{ region, city, postcode string }{
		{"QC", "Montréal", "H2X 1Y4"}, {"QC", "Québec", "G1R 4P5"}, {"QC", "Trois-Rivières", "G9A 5H7"}, {"QC", "Gatineau", "J8X 3X4"}, {"ON", "Ottawa", "K1P 5M7"},
		{"QC", "Sherbrooke", "J1H 4A8"}, {"QC", "Rimouski", "G5L 4B4"}, {"NB", "Moncton", "E1C 1E8"},
	}
	houses = []string{"Bistro", "Café", "Auberge", "Épicerie fine", "Cabane à sucre"}
	places = []string{"des Érables", "du Vieux-Port", "de la Rivière", "du Cap"}
)

// Codes of the warehouses.
const (
	main  = "MAIN"
	north = "NORD"
	quays = "MTL"
)

// clientele are the customers of the whole company: those of the small one,
// others like them, and those of the branch.
func clientele() []client {
	var out []client
	for i, b := range buyers {
		c := client{buyer: b, store: main, takes: b.Terms == "2/10net30"}
		if i%4 == 1 {
			c.store = north
		}
		out = append(out, c)
	}
	for i := range 60 {
		t := towns[i%len(towns)]
		c := client{buyer: buyer{Name: kinds[i%len(kinds)] + " " + titles[(i*5+i/10)%len(titles)], Street: fmt.Sprintf("%d rue des Arts", 3+i*7%90),
			Postcode: t.postcode, City: t.city, Terms: agreed[(i*3)%len(agreed)], Size: 1 + (i*5)%3, Pays: habits[i%len(habits)]}, store: t.store}
		c.Limit = []int64{6_000, 12_000, 20_000}[c.Size-1]
		c.gathers, c.quarrels, c.monthly, c.byHand = i%11 == 3, i%9 == 4, i%10 == 1 && i != 31, i%10 == 6
		switch c.Terms {
		case "2/10net30":
			c.takes = i%2 == 0
		case "50%net30+50%net60":
			c.parts, c.gathers = 2, false
		}
		out = append(out, c)
	}
	for i := range 20 {
		t := provinces[i%len(provinces)]
		c := client{buyer: buyer{Name: houses[i%5] + " " + places[i/5] + " inc.", Street: fmt.Sprintf("%d, rue Principale", 100+i*37),
			Postcode: t.postcode, City: t.city, Country: "CA", Terms: "net30", Limit: 15_000, Size: 1 + i%3, Pays: habits[(i*3)%len(habits)]}, place: 1, store: quays, region: t.region}
		out = append(out, c)
	}
	out[2].quarrels, out[16].gathers = true, true
	return out
}

// account is the customer as he is created.
func (c client) account(i int, today day.Day) credit.NewCustomer {
	if c.place == 0 {
		n := c.buyer.account(i, today)
		switch {
		case c.monthly:
			n.Billing = string(party.Monthly)
		case c.byHand:
			n.Billing = string(party.Manual)
		}
		return n
	}
	limit := euros(c.Limit)
	return credit.NewCustomer{CreditLimit: &limit, New: party.New{Number: customer(i), Name: c.Name, Street: c.Street, Postcode: c.Postcode, City: c.City,
		Country: "CA", Region: c.region, Language: "fr-CA", Currency: "CAD", Terms: c.Terms, Email: fmt.Sprintf("comptes@cl%03d.example", i+1)}}
}
