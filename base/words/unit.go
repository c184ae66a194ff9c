package words

import (
	"strings"

	"encaisse/base/money"
)

// counted are the units of goods that have a plural, with it, as they stand in
// either language. A unit that is not among them is a measure (kg, m) or a
// company's own word, and stays as it is.
var counted = []struct{ fr, frs, en, ens string }{
	{"article", "articles", "article", "articles"},
	{"barquette", "barquettes", "tray", "trays"},
	{"bidon", "bidons", "jerrycan", "jerrycans"},
	{"bobine", "bobines", "reel", "reels"},
	{"boîte", "boîtes", "box", "boxes"},
	{"bouteille", "bouteilles", "bottle", "bottles"},
	{"caisse", "caisses", "crate", "crates"},
	{"carton", "cartons", "carton", "cartons"},
	{"coffret", "coffrets", "gift box", "gift boxes"},
	{"colis", "colis", "parcel", "parcels"},
	{"envoi", "envois", "shipment", "shipments"},
	{"feuille", "feuilles", "sheet", "sheets"},
	{"fût", "fûts", "drum", "drums"},
	{"heure", "heures", "hour", "hours"},
	{"jeu", "jeux", "set", "sets"},
	{"jour", "jours", "day", "days"},
	{"lot", "lots", "lot", "lots"},
	{"mètre", "mètres", "metre", "metres"},
	{"minute", "minutes", "minute", "minutes"},
	{"mission", "missions", "mission", "missions"},
	{"mois", "mois", "month", "months"},
	{"paire", "paires", "pair", "pairs"},
	{"palette", "palettes", "pallet", "pallets"},
	{"panier", "paniers", "basket", "baskets"},
	{"paquet", "paquets", "packet", "packets"},
	{"pièce", "pièces", "piece", "pieces"},
	{"pot", "pots", "pot", "pots"},
	{"rouleau", "rouleaux", "roll", "rolls"},
	{"sac", "sacs", "bag", "bags"},
	{"sachet", "sachets", "sachet", "sachets"},
	{"seau", "seaux", "bucket", "buckets"},
	{"semaine", "semaines", "week", "weeks"},
	{"tonne", "tonnes", "tonne", "tonnes"},
	{"unité", "unités", "unit", "units"},
}

// Unit is a unit as it goes with a quantity in a language: "6 pièces", "6
// pieces", and "1,5 pièce" where "1.5 pieces". What is no word of either
// language that is known stays as it was written.
func Unit(l Language, q money.Quantity, unit string) string {
	word := strings.ToLower(unit)
	for _, u := range counted {
		if word != u.fr && word != u.frs && word != u.en && word != u.ens {
			continue
		}
		switch many := several(l, Number(l, q)); {
		case l.french() && many:
			return u.frs
		case l.french():
			return u.fr
		case many:
			return u.ens
		}
		return u.en
	}
	return unit
}
