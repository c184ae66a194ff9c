package demo

import (
	"fmt"

	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/tax"
)

// article is an item with what it costs and how much of it is bought at once.
type article struct {
	SKU, Name string
	Unit      string
	Price     money.Price // before tax; 0: no list price
	Cost      money.Price
	Class     tax.Class
	Service   bool
	Pack      int64 // usual quantity of an order line
	Scarce    bool  // the supplier delivers late
}

var articles = []article{
	{SKU: "VER-35", Name: "Verre à pied 35 cl, carton de 6", Unit: "carton", Price: 24_900_000, Cost: 13_200_000, Class: tax.Standard, Pack: 12},
	{SKU: "FLU-18", Name: "Flûte 18 cl, carton de 6", Unit: "carton", Price: 27_500_000, Cost: 14_800_000, Class: tax.Standard, Pack: 8},
	{SKU: "ASS-27", Name: "Assiette plate 27 cm, lot de 12", Unit: "lot", Price: 68_000_000, Cost: 37_000_000, Class: tax.Standard, Pack: 6},
	{SKU: "ASS-21", Name: "Assiette creuse 21 cm, lot de 12", Unit: "lot", Price: 71_500_000, Cost: 39_000_000, Class: tax.Standard, Pack: 5},
	{SKU: "COU-24", Name: "Couverts inox, 24 pièces", Unit: "coffret", Price: 89_000_000, Cost: 48_500_000, Class: tax.Standard, Pack: 4},
	{SKU: "NAP-25", Name: "Nappe de lin 160 × 250", Unit: "pièce", Price: 54_000_000, Cost: 29_000_000, Class: tax.Standard, Pack: 6, Scarce: true},
	{SKU: "SER-20", Name: "Serviettes de coton, lot de 20", Unit: "lot", Price: 38_400_000, Cost: 19_900_000, Class: tax.Standard, Pack: 8},
	{SKU: "LAM-01", Name: "Lampe de table rechargeable", Unit: "pièce", Price: 46_900_000, Cost: 25_100_000, Class: tax.Standard, Pack: 10, Scarce: true},
	{SKU: "BOU-99", Name: "Bougies chauffe-plat, boîte de 100", Unit: "boîte", Price: 12_800_000, Cost: 5_900_000, Class: tax.Standard, Pack: 15},
	{SKU: "CAR-10", Name: "Carafe 1 litre", Unit: "pièce", Price: 18_600_000, Cost: 9_400_000, Class: tax.Standard, Pack: 10},
	{SKU: "PLA-45", Name: "Plateau de service en hêtre", Unit: "pièce", Price: 31_200_000, Cost: 16_800_000, Class: tax.Standard, Pack: 5},
	{SKU: "CHO-01", Name: "Chocolats assortis, 1 kg", Unit: "kg", Price: 34_000_000, Cost: 19_500_000, Class: tax.Standard, Pack: 6},
	{SKU: "HUI-05", Name: "Huile d’olive, bidon de 5 l", Unit: "bidon", Price: 62_000_000, Cost: 41_000_000, Class: tax.Reduced, Pack: 6},
	{SKU: "CAF-01", Name: "Café en grains, 1 kg", Unit: "kg", Price: 19_800_000, Cost: 11_600_000, Class: tax.Reduced, Pack: 20},
	{SKU: "THE-05", Name: "Thé vert en vrac, 500 g", Unit: "sachet", Price: 23_500_000, Cost: 12_900_000, Class: tax.Reduced, Pack: 8},
	{SKU: "MIE-06", Name: "Miel de châtaignier, 6 × 500 g", Unit: "carton", Price: 47_700_000, Cost: 30_200_000, Class: tax.Reduced, Pack: 6, Scarce: true},
	{SKU: "SEL-01", Name: "Fleur de sel, 1 kg", Unit: "kg", Price: 9_350_000, Cost: 4_200_000, Class: tax.Reduced, Pack: 10},
	{SKU: "CON-12", Name: "Confiture d’abricot, 12 × 370 g", Unit: "carton", Price: 41_100_000, Cost: 25_600_000, Class: tax.Reduced, Pack: 5},
	{SKU: "PAT-10", Name: "Pâtes artisanales, 10 × 500 g", Unit: "carton", Price: 28_900_000, Cost: 17_100_000, Class: tax.Reduced, Pack: 8},
	{SKU: "MOU-05", Name: "Moutarde à l’ancienne, seau de 5 kg", Unit: "seau", Price: 21_450_000, Cost: 11_800_000, Class: tax.Reduced, Pack: 5},
	{SKU: "JAR-01", Name: "Jardinière d’aromates", Unit: "pièce", Price: 16_900_000, Cost: 8_700_000, Class: tax.Intermediate, Pack: 8},
	{SKU: "MAG-10", Name: "Revue « Tables et Saisons », lot de 10", Unit: "lot", Price: 39_000_000, Cost: 27_000_000, Class: tax.SuperReduced, Pack: 2},
	{SKU: "LIV-EX", Name: "Livraison express", Unit: "envoi", Price: 45_000_000, Class: tax.Standard, Service: true, Pack: 1},
	{SKU: "GRA-01", Name: "Gravure sur verre", Unit: "pièce", Price: 2_350_000, Class: tax.Standard, Service: true, Pack: 48},
	{SKU: "FOR-01", Name: "Formation au service en salle, une journée", Unit: "jour", Price: 480_000_000, Class: tax.Exempt, Service: true, Pack: 1},
	{SKU: "PAN-00", Name: "Panier de saison, prix à convenir", Unit: "panier", Cost: 22_000_000, Class: tax.Reduced, Pack: 5},
}

// unpriced is the article without a list price.
const unpriced = "PAN-00"

// entry is the n-th article as it is created.
func (a article) entry(n int) catalog.New {
	in := catalog.New{SKU: a.SKU, Name: a.Name, Kind: catalog.Goods, Unit: a.Unit, TaxClass: string(a.Class), GTIN: code(n)}
	if a.Service {
		in.Kind, in.GTIN = catalog.Service, ""
	}
	if a.Price != 0 {
		in.Price = &a.Price
	}
	return in
}

// code is the bar code of the n-th article: numbers that begin with 2 are each
// house's own.
func code(n int) string {
	for d := range 10 {
		if is, ok := catalog.GTIN(fmt.Sprintf("200%09d%d", n, d)); ok {
			return is
		}
	}
	return ""
}

// bin is where the n-th article stands: aisle, rack and level.
func bin(n int) string { return fmt.Sprintf("%c-%02d-%d", 'A'+n/60, n/4%15+1, n%4+1) }
