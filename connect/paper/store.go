package paper

import (
	"encaisse/base/day"
	"encaisse/base/db"
)

const columns = `id, entity, kind, object, valid_until, customer, number, language, file, data, program, event`

var (
	qFind = db.Q("paper.find", `select p.kind, p.number, p.program, p.data, f.media, f.bytes from paper p join file f on f.id = p.file
		where p.kind = $1 and p.object = $2 and p.valid_until = $3`)
	qFile       = db.Q("paper.file.find", `select id from file where hash = $1`)
	qInsertFile = db.Q("paper.file.insert", `insert into file (id, hash, media, bytes) values ($1,$2,$3,$4)`)
	qInsert     = db.Q("paper.insert", `insert into paper (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`)

	qHead    = db.Q("paper.letterhead", `select form, capital, register, phone, email, website, closing, version from letterhead where entity = $1`)
	qHeadNew = db.Q("paper.letterhead.insert", `insert into letterhead (entity, form, capital, register, phone, email, website, closing, version)
		values ($1,$2,$3,$4,$5,$6,$7,$8,1)`)
	qHeadSet = db.Q("paper.letterhead.update", `update letterhead set form=$2, capital=$3, register=$4, phone=$5, email=$6, website=$7, closing=$8,
		version=version+1 where entity=$1 and version=$9`)
)

// find returns the kept document of a thing, of a quote for a last day; nil when there is none.
func find(r *db.Read, kind Kind, object db.ID, until day.Day) (*File, error) {
	row, err := db.One[struct {
		Kind    Kind
		Number  string
		Program string
		Data    string
		Media   string
		Bytes   []byte
	}](r, qFind, string(kind), object, until)
	if err == db.ErrNone {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	f := described(row.Kind, row.Number, row.Bytes)
	f.Media, f.Program, f.Kept, f.data = row.Media, row.Program, true, row.Data
	return &f, nil
}

// kept is a letterhead with its version.
type kept struct {
	Letterhead
	Version int64
}

func headOf(r *db.Read, entity db.ID) (kept, error) {
	row, err := db.One[struct {
		Form, Capital, Register, Phone, Email, Website, Closing string
		Version                                                 int64
	}](r, qHead, entity)
	if err == db.ErrNone {
		return kept{}, nil
	}
	return kept{Letterhead{Form: row.Form, Capital: row.Capital, Register: row.Register, Phone: row.Phone, Email: row.Email, Website: row.Website, Closing: row.Closing}, row.Version}, err
}

// letterheadOf is what the documents of a company say of it, with its logo.
func letterheadOf(r *db.Read, entity db.ID) (Letterhead, error) {
	h, err := headOf(r, entity)
	if err != nil {
		return h.Letterhead, err
	}
	l, err := logoOf(r, entity)
	if l.Hash != nil {
		h.Logo = &Picture{l.SHA256(), l.Wide, l.High, l.Bytes}
	}
	return h.Letterhead, err
}
