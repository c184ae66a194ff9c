package paper

import (
	"encaisse/base/db"
	"encaisse/o2c/seller"
)

var (
	qLogo     = db.Q("paper.logo.find", `select hash, wide, high, bytes from logo where entity = $1`)
	qLogoHash = db.Q("paper.logo.hash", `select hash from logo where entity = $1`)
	qLogoSet  = db.Q("paper.logo.set", `insert into logo (entity, hash, wide, high, bytes) values ($1,$2,$3,$4,$5)
		on conflict (entity) do update set hash = excluded.hash, wide = excluded.wide, high = excluded.high, bytes = excluded.bytes`)
	qLogoEnd = db.Q("paper.logo.end", `delete from logo where entity = $1`)
)

// LogoIn is the logo of a company, as its file is.
type LogoIn struct {
	ID   string `path:"id" json:"-" doc:"id or name"`
	Data []byte `json:"data" doc:"the file, as base64: PNG or JPEG, 512 KB and 1000 pixels a side at most"`
}

// LogoView is the logo of a company as doors show it.
type LogoView struct {
	Entity string `json:"entity"`
	SHA256 string `json:"sha256" doc:"of the picture as it is kept; empty: there is none"`
	Width  int64  `json:"width" doc:"pixels"`
	Height int64  `json:"height" doc:"pixels"`
	Size   int    `json:"size" doc:"bytes"`
}

// LogoFile is a logo with its picture.
type LogoFile struct {
	LogoView
	Data []byte `json:"data" doc:"the picture, a PNG, as base64"`
}

// logoFact is the body of paper.logo_set: it binds the bytes.
type logoFact struct {
	SHA256 string `json:"sha256"`
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
}

func (l Logo) view(name string) LogoView {
	return LogoView{name, l.SHA256(), l.Wide, l.High, len(l.Bytes)}
}

// SetLogo sets the logo that customers see on the portal and on documents made
// from now on; the one before is forgotten. Doing it again changes nothing. It refuses what ReadLogo does.
func SetLogo(w *db.Write, in LogoIn) (LogoView, error) {
	e, id, err := companyOf(w.Read, in.ID)
	if err != nil {
		return LogoView{}, err
	}
	l, err := ReadLogo(in.Data)
	if err != nil {
		return LogoView{}, err
	}
	have, err := logoHash(w.Read, id)
	if err != nil || have == l.SHA256() {
		return l.view(e.Name), err
	}
	w.Emit("paper.logo_set", logoFact{l.SHA256(), l.Wide, l.High}, db.Obj("entity", id))
	w.Exec(qLogoSet, id, l.Hash, l.Wide, l.High, l.Bytes)
	return l.view(e.Name), w.Err()
}

// RemoveLogo takes the logo of a company away: its name stands there again.
func RemoveLogo(w *db.Write, in seller.ByID) (LogoView, error) {
	e, id, err := companyOf(w.Read, in.ID)
	if err != nil {
		return LogoView{}, err
	}
	have, err := logoHash(w.Read, id)
	if err != nil || have == "" {
		return LogoView{Entity: e.Name}, err
	}
	w.Emit("paper.logo_removed", struct{}{}, db.Obj("entity", id))
	w.Exec1(qLogoEnd, id)
	return LogoView{Entity: e.Name}, w.Err()
}

// ShowLogo is the logo of a company.
func ShowLogo(r *db.Read, in seller.ByID) (LogoFile, error) {
	e, id, err := companyOf(r, in.ID)
	if err != nil {
		return LogoFile{}, err
	}
	return LogoOf(r, id, e.Name)
}

// OwnLogo is the logo of the company that a customer deals with, whoever asks
// for whatever.
func OwnLogo(r *db.Read, _ ContactIn) (LogoFile, error) {
	e, err := seller.Of(r)
	if err != nil {
		return LogoFile{}, err
	}
	return LogoOf(r, e.ID, e.Name)
}

// LogoOf is the logo of a company that is known; without a hash when it has none.
func LogoOf(r *db.Read, entity db.ID, name string) (LogoFile, error) {
	l, err := logoOf(r, entity)
	return LogoFile{l.view(name), append([]byte{}, l.Bytes...)}, err // no bytes are no null
}

// logoOf is the logo of a company as it is kept; without a hash when it has none.
func logoOf(r *db.Read, entity db.ID) (Logo, error) {
	l, err := db.One[Logo](r, qLogo, entity)
	if err == db.ErrNone {
		err = nil
	}
	return l, err
}

// logoHash is the hash of a company's logo; "" when it has none.
func logoHash(r *db.Read, entity db.ID) (string, error) {
	hash, err := db.One[[]byte](r, qLogoHash, entity)
	if err == db.ErrNone {
		err = nil
	}
	return Logo{Hash: hash}.SHA256(), err
}

func companyOf(r *db.Read, idOrName string) (seller.View, db.ID, error) {
	e, err := seller.Show(r, seller.ByID{ID: idOrName})
	if err != nil {
		return e, 0, err
	}
	id, _ := db.ParseID(seller.Prefix, e.ID)
	return e, id, nil
}
