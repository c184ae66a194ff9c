package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/seller"
)

// Keep keeps the file of a job for ever; when somebody was faster, his is the
// one that is kept.
func Keep(w *db.Write, j Job, f File) (File, error) {
	have, err := find(w.Read, j.Kind, j.Object, j.Until)
	if err != nil {
		return f, err
	}
	if have != nil {
		return *have, nil
	}
	hash := sha256.Sum256(f.Bytes)
	file, err := db.One[db.ID](w.Read, qFile, hash[:])
	switch {
	case err == db.ErrNone:
		file = w.NewID()
		w.Exec1(qInsertFile, file, hash[:], f.Media, f.Bytes)
	case err != nil:
		return f, err
	}
	id := w.NewID()
	data := sha256.Sum256([]byte(f.data))
	event := w.Emit("paper.made", made{j.Kind, f.Number, j.Document.Language, f.Media, f.SHA256, hex.EncodeToString(data[:]), f.Program},
		db.Obj("paper", id), db.Obj(object(j.Kind), j.Object), db.Obj("customer", j.Customer))
	w.Exec1(qInsert, id, w.Entity, string(j.Kind), j.Object, j.Until, j.Customer, f.Number, string(j.Document.Language), file, f.data, f.Program, event)
	f.Kept = true
	return f, w.Err()
}

// object is what a document is of.
func object(k Kind) string {
	switch k {
	case DeliveryNote:
		return "shipment"
	case Quote:
		return "quote"
	case Charge:
		return "charge"
	case Reminder, FormalNotice:
		return "action"
	}
	return "invoice"
}

// made is the body of paper.made: it binds the bytes and the data they were
// made from.
type made struct {
	Kind     Kind           `json:"kind"`
	Number   string         `json:"number"`
	Language words.Language `json:"language"`
	Media    string         `json:"media"`
	File     string         `json:"file"` // SHA-256 of the bytes
	Data     string         `json:"data"` // and of the data
	Program  string         `json:"program"`
}

// LetterheadIn sets what a company's documents say of it.
type LetterheadIn struct {
	ID       string  `path:"id" json:"-" doc:"id or name"`
	Form     *string `json:"form,omitempty" maxLength:"100" doc:"legal form: SAS, inc."`
	Capital  *string `json:"capital,omitempty" maxLength:"100" doc:"with its currency"`
	Register *string `json:"register,omitempty" maxLength:"200" doc:"RCS and place, RM for crafts"`
	Phone    *string `json:"phone,omitempty" maxLength:"100"`
	Email    *string `json:"email,omitempty" maxLength:"200"`
	Website  *string `json:"website,omitempty" maxLength:"200"`
	Closing  *string `json:"closing,omitempty" maxLength:"1000" doc:"a last sentence of the company's own on its invoices"`
}

// LetterheadView is a letterhead as doors show it.
type LetterheadView struct {
	Entity   string `json:"entity"`
	Form     string `json:"form"`
	Capital  string `json:"capital"`
	Register string `json:"register"`
	Phone    string `json:"phone"`
	Email    string `json:"email"`
	Website  string `json:"website"`
	Closing  string `json:"closing"`
}

func (h Letterhead) view(name string) LetterheadView {
	return LetterheadView{name, h.Form, h.Capital, h.Register, h.Phone, h.Email, h.Website, h.Closing}
}

// ShowLetterhead is what the documents of a company say of it.
func ShowLetterhead(r *db.Read, in seller.ByID) (LetterheadView, error) {
	e, err := seller.Show(r, in)
	if err != nil {
		return LetterheadView{}, err
	}
	id, _ := db.ParseID(seller.Prefix, e.ID)
	h, err := headOf(r, id)
	return h.view(e.Name), err
}

// SetLetterhead sets what the documents made from now on say of the company;
// what was made before stays.
func SetLetterhead(w *db.Write, in LetterheadIn) (LetterheadView, error) {
	e, err := seller.Show(w.Read, seller.ByID{ID: in.ID})
	if err != nil {
		return LetterheadView{}, err
	}
	id, _ := db.ParseID(seller.Prefix, e.ID)
	h, err := headOf(w.Read, id)
	if err != nil {
		return LetterheadView{}, err
	}
	for _, f := range []struct{ to, from *string }{{&h.Form, in.Form}, {&h.Capital, in.Capital}, {&h.Register, in.Register}, {&h.Phone, in.Phone},
		{&h.Email, in.Email}, {&h.Website, in.Website}, {&h.Closing, in.Closing}} {
		if f.from != nil {
			*f.to = strings.TrimSpace(*f.from)
		}
	}
	if h.Version == 0 {
		w.Emit("paper.letterhead_set", struct{}{}, db.Obj("entity", id))
		w.Exec1(qHeadNew, id, h.Form, h.Capital, h.Register, h.Phone, h.Email, h.Website, h.Closing)
	} else {
		w.Emit("paper.letterhead_changed", struct{}{}, db.Obj("entity", id))
		w.Exec1(qHeadSet, id, h.Form, h.Capital, h.Register, h.Phone, h.Email, h.Website, h.Closing, h.Version)
	}
	return h.view(e.Name), w.Err()
}
