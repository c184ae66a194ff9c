package note

import (
	"slices"
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/dunning"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Correction is what a customer says is wrong, or has changed, of what is known
// of him.
type Correction struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	About    string `json:"about" enum:"email,people,address,delivery,identity,other" doc:"what of it"`
	Note     string `json:"note" minLength:"1" maxLength:"1000" doc:"how it should be"`
}

// CorrectionView is a correction as it was asked for.
type CorrectionView struct {
	ID    string `json:"id" doc:"of its fact"`
	About string `json:"about"`
	Note  string `json:"note"`
}

// Abouts are what a correction may be about.
var Abouts = []string{"email", "people", "address", "delivery", "identity", "other"}

// sentences say what a correction is about, to who finds it.
var sentences = words.NewCatalog(words.Base, Texts)

// Correct adds what a customer asks to be corrected to his record and tells who
// looks after him; where nobody does, all who may. It changes nothing of it: a
// person of the company does. It refuses note.empty and note.about.
func Correct(w *db.Write, in Correction) (CorrectionView, error) {
	text := strings.TrimSpace(in.Note)
	switch {
	case text == "":
		return CorrectionView{}, refuse.New(refuse.Invalid, "note.empty").At("/note", "note.empty")
	case !slices.Contains(Abouts, in.About):
		return CorrectionView{}, refuse.New(refuse.Invalid, "note.about").At("/about", "note.about")
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return CorrectionView{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return CorrectionView{}, err
	}
	told, err := dunning.Followers(w.Read, c.ID)
	if err == nil && len(told) == 0 {
		told, err = dunning.Collectors(w.Read)
	}
	if err != nil {
		return CorrectionView{}, err
	}
	ids := make([]db.ID, len(told))
	for i, f := range told {
		ids[i] = f.ID
	}
	said := sentences.Say(e.Language, "note.correction", refuse.Arg{Name: "about", Value: words.Key("note.about." + in.About)}, refuse.Arg{Name: "text", Value: text})
	event := keep(w, customer, thing{c.ID, c.Number, c.ID}, said, ids)
	return CorrectionView{event.Text("evt"), in.About, text}, w.Err()
}
