package demo

import (
	"fmt"

	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// family is a row of articles that differ by their size.
type family struct {
	prefix, name, unit string
	sizes              []int
	price, step        int64 // of the smallest, and more for each size, in cents
	class              tax.Class
	pack               int64
	service            bool
}

// families of the wholesaler, beside the articles named one by one.
var families = []family{
	{"VPI", "Verre à pied %d cl, carton de 6", "carton", []int{12, 15, 19, 23, 29, 38, 47, 58}, 1890, 190, tax.Standard, 10, false},
	{"GOB", "Gobelet trempé %d cl, carton de 12", "carton", []int{9, 16, 20, 25, 30, 36, 42, 50}, 1540, 130, tax.Standard, 12, false},
	{"ASP", "Assiette plate grès %d cm, lot de 6", "lot", []int{16, 18, 20, 22, 24, 26, 28, 30}, 2450, 320, tax.Standard, 8, false},
	{"BOL", "Bol à anses %d cl, lot de 6", "lot", []int{25, 35, 45, 55, 65, 75, 90, 120}, 2130, 240, tax.Standard, 8, false},
	{"TAS", "Tasse et soucoupe %d cl, lot de 6", "lot", []int{6, 8, 12, 16, 20, 24, 28, 34}, 1980, 170, tax.Standard, 10, false},
	{"CAS", "Casserole inox %d cm", "pièce", []int{12, 14, 16, 18, 20, 24, 28, 32}, 2290, 540, tax.Standard, 4, false},
	{"POE", "Poêle en fonte %d cm", "pièce", []int{16, 20, 22, 24, 26, 28, 32, 36}, 2890, 610, tax.Standard, 4, false},
	{"MAR", "Marmite et couvercle %d l", "pièce", []int{4, 6, 8, 10, 14, 20, 30, 40}, 4990, 1380, tax.Standard, 2, false},
	{"BAC", "Bac gastronorme 1/1, profondeur %d mm", "pièce", []int{20, 40, 55, 65, 100, 150, 175, 200}, 990, 260, tax.Standard, 12, false},
	{"COT", "Couteau de cuisine %d cm", "pièce", []int{9, 11, 15, 18, 20, 23, 26, 30}, 1650, 420, tax.Standard, 6, false},
	{"FOU", "Fouet inox %d cm", "pièce", []int{20, 25, 30, 35, 40, 45, 50, 60}, 790, 160, tax.Standard, 6, false},
	{"PLN", "Planche à découper %d cm", "pièce", []int{25, 30, 35, 40, 45, 50, 60, 80}, 1490, 390, tax.Standard, 5, false},
	{"NAC", "Nappe de coton %d cm", "pièce", []int{120, 140, 160, 180, 200, 220, 250, 300}, 2790, 430, tax.Standard, 6, false},
	{"TOR", "Torchons métis, lot de %d", "lot", []int{6, 12, 18, 24, 30, 36, 48, 60}, 1890, 1190, tax.Standard, 4, false},
	{"PHO", "Photophore de verre %d cm", "pièce", []int{6, 8, 10, 12, 15, 18, 22, 28}, 690, 210, tax.Standard, 12, false},
	{"BOC", "Bocal à joint %d ml, lot de 6", "lot", []int{125, 250, 350, 500, 750, 1000, 1500, 2000}, 1290, 180, tax.Standard, 8, false},
	{"PLT", "Plateau antidérapant %d cm", "pièce", []int{27, 31, 36, 40, 45, 50, 56, 66}, 1590, 280, tax.Standard, 6, false},
	{"SEA", "Seau à glace et à vin %d l", "pièce", []int{1, 2, 3, 4, 5, 6, 8, 10}, 2190, 490, tax.Standard, 3, false},
	{"BOI", "Boîte hermétique %d l", "pièce", []int{1, 2, 3, 5, 8, 12, 18, 22}, 590, 240, tax.Standard, 10, false},
	{"CHD", "Chandelier de table %d cm", "pièce", []int{10, 14, 18, 22, 26, 30, 35, 40}, 1890, 350, tax.Standard, 5, false},
	{"CAG", "Café en grains, sac de %d g", "sac", []int{250, 500, 750, 1000, 1500, 2000, 2500, 5000}, 690, 520, tax.Reduced, 16, false},
	{"THN", "Thé noir en vrac, %d g", "sachet", []int{100, 200, 250, 400, 500, 750, 1000, 2000}, 540, 460, tax.Reduced, 8, false},
	{"HUN", "Huile de noix, %d cl", "bouteille", []int{10, 20, 25, 33, 50, 75, 100, 200}, 490, 370, tax.Reduced, 12, false},
	{"VIN", "Vinaigre de cidre, %d cl", "bouteille", []int{25, 33, 50, 75, 100, 150, 200, 500}, 320, 210, tax.Reduced, 12, false},
	{"MIF", "Miel de fleurs, pot de %d g", "pot", []int{40, 125, 250, 375, 500, 750, 1000, 2500}, 250, 330, tax.Reduced, 20, false},
	{"CFF", "Confiture de fraise, %d g", "pot", []int{30, 100, 200, 240, 370, 500, 750, 1500}, 190, 170, tax.Reduced, 24, false},
	{"RIZ", "Riz long, sac de %d kg", "sac", []int{1, 2, 3, 5, 8, 10, 15, 25}, 290, 380, tax.Reduced, 10, false},
	{"FAR", "Farine de blé tendre, sac de %d kg", "sac", []int{1, 2, 3, 5, 10, 15, 20, 25}, 190, 240, tax.Reduced, 12, false},
	{"SUC", "Sucre de canne, %d kg", "sac", []int{1, 2, 3, 4, 5, 8, 10, 25}, 310, 290, tax.Reduced, 12, false},
	{"CHC", "Chocolat de couverture, %d kg", "kg", []int{1, 2, 3, 4, 5, 6, 8, 10}, 1590, 1290, tax.Standard, 4, false},
	{"BIS", "Biscuits secs, boîte de %d g", "boîte", []int{150, 300, 400, 500, 750, 1000, 1500, 2000}, 390, 280, tax.Reduced, 14, false},
	{"SIR", "Sirop de fruits, %d cl", "bouteille", []int{25, 33, 50, 70, 75, 100, 150, 500}, 350, 190, tax.Reduced, 12, false},
	{"AFF", "Affûtage de %d couteaux", "envoi", []int{5, 10, 20, 40}, 2900, 2400, tax.Standard, 1, true},
	{"LOC", "Location de vaisselle, %d couverts", "jour", []int{50, 100, 200, 300}, 9000, 8500, tax.Standard, 1, true},
	{"CON", "Conseil en art de la table, %d heures", "mission", []int{2, 4, 8, 16, 24, 32}, 18000, 17000, tax.Standard, 1, true},
	{"JAD", "Potée d’aromates, %d plants", "caisse", []int{6, 12, 24, 48}, 1490, 1190, tax.Intermediate, 4, false},
}

// wares are the articles of the whole company: those of the small one, then
// the families, until there are so many.
func wares(most int) []article {
	out := append([]article{}, articles...)
	for _, f := range families {
		for k, size := range f.sizes {
			cents := f.price + f.step*int64(k)
			a := article{SKU: fmt.Sprintf("%s-%d", f.prefix, size), Name: fmt.Sprintf(f.name, size), Unit: f.unit, Class: f.class,
				Service: f.service, Pack: f.pack, Price: money.Price(cents * 10_000), Scarce: !f.service && (k*7+len(out))%23 == 0}
			if !f.service {
				a.Cost = money.Price(cents * 10_000 * 11 / 20)
			}
			out = append(out, a)
		}
	}
	return out[:min(most, len(out))]
}
