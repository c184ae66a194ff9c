package seller

import (
	"time"

	"encaisse/base/db"
)

const columns = `id, name, country, region, currency, tax, language, zone, legal_id, tax_id, street, postcode, city, iban, open_from, year_from, rounding, caps, vat_days, vat_unchecked, send_by, bank_account, interac, cheques, deposit_form`

var (
	qLoad   = db.Q("seller.load", `select `+columns+` from entity where id = $1`)
	qAll    = db.Q("seller.all", `select `+columns+` from entity order by id`).Scans()
	qInsert = db.Q("seller.insert", `insert into entity (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25)`)
	qBooks  = db.Q("seller.books", `update entity set open_from=$2, year_from=$3 where id=$1`)
	qUpdate = db.Q("seller.update", `update entity set name=$2, legal_id=$3, tax_id=$4, street=$5, postcode=$6, city=$7, iban=$8, rounding=$9, caps=$10, vat_days=$11, vat_unchecked=$12, send_by=$13, deposit_form=$14, bank_account=$15, interac=$16, cheques=$17, version=version+1 where id=$1`)

	qRegistrations = db.Q("seller.registrations", `select id, entity, kind, number, valid_from, valid_to, version from tax_registration order by entity, kind, valid_from`).Scans()
	qRegister      = db.Q("seller.register", `insert into tax_registration (id, entity, kind, number, valid_from, valid_to, version) values ($1,$2,$3,$4,$5,$6,1)`)
	qRegistered    = db.Q("seller.registered", `update tax_registration set number = $2, valid_to = $3, version = version + 1 where id = $1 and version = $4`)
)

var (
	entities = db.NewCache[db.ID, Entity]("seller.entity")
	every    = db.NewCache[struct{}, []Entity]("seller.all")
	zones    = db.NewCache[string, *time.Location]("seller.zone")
)

// Load returns an entity.
func Load(r *db.Read, id db.ID) (Entity, error) {
	return entities.Find(r, id, func() (Entity, error) {
		e, err := db.One[Entity](r, qLoad, id)
		if err != nil {
			return e, err
		}
		list := []Entity{e}
		err = describe(r, list)
		return list[0], err
	})
}

// All returns every entity, oldest first; not to be changed.
func All(r *db.Read) ([]Entity, error) {
	return every.Find(r, struct{}{}, func() ([]Entity, error) {
		list, err := db.All[Entity](r, qAll)
		if err != nil {
			return nil, err
		}
		return list, describe(r, list)
	})
}

// describe gives entities what they are registered for.
func describe(r *db.Read, list []Entity) error {
	rows, err := db.All[Registration](r, qRegistrations)
	for _, row := range rows {
		for i := range list {
			if list[i].ID == row.Entity {
				list[i].Registrations = append(list[i].Registrations, row)
			}
		}
	}
	return err
}

// Known returns every entity when the cache holds them.
func Known(d *db.DB) ([]Entity, bool) { return every.Peek(d, struct{}{}) }

// Of returns the entity the command acts for.
func Of(r *db.Read) (Entity, error) { return Load(r, r.Entity) }

// Zone returns where an entity's civil days begin.
func Zone(r *db.Read, entity db.ID) (*time.Location, error) {
	if entity == 0 {
		return time.UTC, nil
	}
	e, err := Load(r, entity)
	if err != nil {
		return nil, err
	}
	return zones.Find(r, e.Zone, func() (*time.Location, error) { return time.LoadLocation(e.Zone) })
}

func insert(w *db.Write, e Entity) {
	w.Exec(qInsert, e.ID, e.Name, e.Country, e.Region, e.Currency, e.Tax, e.Language, e.Zone, e.LegalID, e.TaxID,
		e.Street, e.Postcode, e.City, e.IBAN, e.OpenFrom, e.YearFrom, string(e.Rounding), e.Caps, e.VATDays, e.VATUnchecked, e.SendBy, e.BankAccount, e.Interac, e.Cheques, e.DepositForm)
	drop(w)
}

func drop(w *db.Write) {
	entities.Drop(w)
	every.Drop(w)
}

func update(w *db.Write, e Entity) {
	w.Exec1(qUpdate, e.ID, e.Name, e.LegalID, e.TaxID, e.Street, e.Postcode, e.City, e.IBAN, string(e.Rounding), e.Caps, e.VATDays, e.VATUnchecked, e.SendBy, e.DepositForm, e.BankAccount, e.Interac, e.Cheques)
	drop(w)
}

// Books sets from which day on the books of an entity are open, and the month
// its fiscal years begin with.
func Books(w *db.Write, e Entity) {
	w.Exec1(qBooks, e.ID, e.OpenFrom, e.YearFrom)
	drop(w)
}
