package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/connect/paper/sheet"
)

// sample is an invoice of the kind a wholesaler sends.
func sample() Document {
	price := func(s string) money.Price { p, _ := money.ParsePrice(s); return p }
	return Document{
		Kind: Invoice, Number: "FA-2026-000042", Language: words.French, Format: sheet.A4, Regime: VAT, Currency: "EUR", Day: day.Of(2026, 11, 20),
		Seller: Party{Name: "Brindille & Cie", Lines: []string{"12 rue des Copeaux", "44000 Nantes"},
			IDs: []Fact{{"SIREN", "732 829 320"}, {"TVA", "FR44732829320"}}},
		Letterhead: Letterhead{Form: "SAS", Capital: "80 000 €", Register: "RCS Nantes 732 829 320", Phone: "02 40 00 00 00",
			Email: "factures@brindille.example", Website: "brindille.example"},
		Buyer: Party{Name: "Auberge du Pont-Gris SARL", Lines: []string{"3 place de la Girouette", "35000 Rennes"},
			IDs: []Fact{{"SIREN", "404 833 048"}, {"TVA", "FR83404833048"}}},
		Facts: []Fact{{"Date d’émission", "20/11/2026"}, {"Échéance", "20/12/2026"}, {"Votre commande", "BC-77120"}, {"Notre commande", "C-2026-004187"},
			{"Livraison", "BL-2026-003312 du 17/11/2026"}, {"Client", "C-00318"}},
		Lines: []Line{
			{1, "AS-2640", "Assiette grès Ardoise 26 cm, lot de 6", money.Units(24), 0, 0, "unit", price("36.74"), "10 %, 5 %", "20 %", 75384, 0},
			{2, "VR-0118", "Verre à pied Sonnet 25 cl, carton de 24", money.Units(12), 0, 0, "unit", price("60"), "10 %", "20 %", 64800, 0},
			{3, "CT-0931", "Couvert Lisière 24 pièces, inox brossé", money.Units(6), 0, 0, "unit", price("132"), "10 %", "20 %", 71280, 0},
			{4, "PL-4410", "Plat à gratin fonte 32 cm", money.Units(8), 0, 0, "unit", price("46.5"), "", "20 %", 37200, 0},
			{5, "LV-0007", "Le grand livre du service en salle", money.Units(2), 0, 0, "unit", price("31"), "", "5,5 %", 6200, 0},
			{6, "PORT", "Transport, 3 palettes, zone 2", money.Units(1), 0, 0, "unit", price("96"), "", "20 %", 9600, 0},
		},
		Taxes: []Tax{{"TVA 20 %", 258264, 51653}, {"TVA 5,5 %", 6200, 341}},
		Net:   264464, Tax: 51994, Total: 316458,
		Dues:  []Due{{day.Of(2026, 12, 20), 316458}},
		Terms: "30 jours nets",
		Pay: &Pay{Holder: "Brindille & Cie", IBAN: "FR14 2004 1010 0505 0001 3M02 606", Reference: "RF18 FA20 2600 0042",
			QR: "BCD\n002\n1\nSCT\n\nBrindille & Cie\nFR1420041010050500013M02606\nEUR3164.58\n\nRF18FA2026000042"},
		Notes: []string{"Catégorie d’opération : livraisons de biens et prestations de services.",
			"Pas d’escompte pour paiement anticipé. En cas de retard de paiement, pénalités au taux annuel de 12,15 % (taux de refinancement de la Banque centrale européenne majoré de 10 points), exigibles sans rappel le jour suivant l’échéance, et indemnité forfaitaire pour frais de recouvrement de 40 € (art. L441-10 et D441-5 du code de commerce)."},
	}
}

// emblem is a logo: a disc and a bar on nothing.
func emblem(wide, high int) *Picture {
	p := image.NewNRGBA64(image.Rect(0, 0, wide, high))
	r := high / 2
	for y := range high {
		for x := range wide {
			if dx, dy := x-r, y-r; dx*dx+dy*dy <= r*r || x > high+r/2 && y > r {
				p.Set(x, y, color.NRGBA64{R: 0x1717, G: 0x5c5c, B: 0x4c4c, A: 0xffff})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		panic(err)
	}
	sum := sha256.Sum256(b.Bytes())
	return &Picture{hex.EncodeToString(sum[:]), int64(wide), int64(high), b.Bytes()}
}
