package party

import (
	"errors"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

const columns = `c.id, c.number, c.root, c.country, c.region, c.language, c.currency, c.terms, c.billing, c.tax_id, c.legal_id,
	c.vat_confirmed_on, c.po_required, c.warnings, c.taken_over, c.send_by, c.deposit_form, c.bounced, c.version, w.name, w.street, w.postcode, w.city, w.email`

const from = ` from customer c join customer_words w on w.customer = c.id`

var (
	qByID     = db.Q("party.by_id", `select `+columns+from+` where c.id = $1`)
	qByNumber = db.Q("party.by_number", `select `+columns+from+` where c.number = $1`)
	qList     = db.Q("party.list", `select `+columns+from+` where c.id > $1 order by c.id limit $2`)
	qInsert   = db.Q("party.insert", `insert into customer (id, number, root, country, region, language, currency, terms, tax_id, legal_id,
		vat_confirmed_on, po_required, warnings, taken_over, billing, send_by, deposit_form, version) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,1)`)
	qWords = db.Q("party.words.insert", `insert into customer_words (customer, name, sort_key, street, postcode, city, email) values ($1,$2,$3,$4,$5,$6,$7)`)
	qSave  = db.Q("party.update", `update customer set root=$2, country=$3, region=$4, language=$5, currency=$6, terms=$7, tax_id=$8, legal_id=$9,
		vat_confirmed_on=$10, po_required=$11, warnings=$12, billing=$14, send_by=$15, deposit_form=$16, bounced=$17, version=version+1 where id=$1 and version=$13`)
	qVersion   = db.Q("party.version", `select version from customer where id = $1`)
	qSaveWords = db.Q("party.words.update", `update customer_words set name=$2, sort_key=$3, street=$4, postcode=$5, city=$6, email=$7 where customer=$1`)
	qGroup     = db.Q("party.group.find", `select id from customer_group where number = $1`)
	qGroupOf   = db.Q("party.group.number", `select number from customer_group where id = $1`)
	qNewGroup  = db.Q("party.group.insert", `insert into customer_group (id, number, name) values ($1,$2,$3)`)
)

var customers = db.NewCache[string, Customer]("party.customer")

// Only is the customer that a list is of, by id or number; 0 when it is everybody's.
func Only(r *db.Read, ref string) (db.ID, error) {
	if ref == "" {
		return 0, nil
	}
	c, err := Find(r, ref)
	return c.ID, err
}

// Find returns a customer by id or number.
func Find(r *db.Read, ref string) (Customer, error) {
	return customers.Find(r, ref, func() (Customer, error) {
		q, arg := qByNumber, any(ref)
		if id, ok := db.ParseID(Prefix, ref); ok {
			q, arg = qByID, id
		}
		c, err := db.One[Customer](r, q, arg)
		if err == db.ErrNone {
			err = refuse.New(refuse.Missing, "party.unknown", "customer", ref)
		}
		return c, err
	})
}

// Load returns the customer of an id.
func Load(r *db.Read, id db.ID) (Customer, error) { return Find(r, id.Text(Prefix)) }

// sortKey orders names as the French do, on both engines alike.
func sortKey(name string) []byte {
	var b collate.Buffer
	return append([]byte(nil), collate.New(language.French).KeyFromString(&b, name)...)
}

func insert(w *db.Write, c Customer) {
	w.Exec(qInsert, c.ID, c.Number, c.Root, c.Country, c.Region, c.Language, c.Currency, c.Terms, c.TaxID, c.LegalID,
		c.VATConfirmedOn, c.PORequired, c.Warnings, c.TakenOver, c.Billing, c.SendBy, c.DepositForm)
	w.Exec(qWords, c.ID, c.Name, sortKey(c.Name), c.Street, c.Postcode, c.City, c.Email)
	customers.Drop(w)
	names.Drop(w)
}

func save(w *db.Write, c Customer) {
	w.Exec1(qSave, c.ID, c.Root, c.Country, c.Region, c.Language, c.Currency, c.Terms, c.TaxID, c.LegalID,
		c.VATConfirmedOn, c.PORequired, c.Warnings, c.Version, c.Billing, c.SendBy, c.DepositForm, c.Bounced)
	w.Exec1(qSaveWords, c.ID, c.Name, sortKey(c.Name), c.Street, c.Postcode, c.City, c.Email)
	customers.Drop(w)
	names.Drop(w)
}

// group returns the id of a group by its number, made when it is new.
func group(w *db.Write, number string) (id db.ID, made bool, err error) {
	id, err = db.One[db.ID](w.Read, qGroup, number)
	if err == db.ErrNone {
		id = w.NewID()
		w.Exec(qNewGroup, id, number, number)
		return id, true, nil
	}
	return id, false, err
}

// Group returns the id of a group by its number.
func Group(r *db.Read, number string) (db.ID, error) {
	id, err := db.One[db.ID](r, qGroup, number)
	if err == db.ErrNone {
		err = refuse.New(refuse.Missing, "party.group_unknown", "group", number)
	}
	return id, err
}

// GroupOf returns the number of a customer's group, "" when he has none.
func GroupOf(r *db.Read, c Customer) (string, error) {
	if c.Root == c.ID {
		return "", nil
	}
	return db.One[string](r, qGroupOf, c.Root)
}

// Unseen refuses a change of a customer that somebody else changed since it was
// read.
func (c Customer) Unseen(w *db.Write) error {
	if err := c.current(w); err != nil {
		return err
	}
	return refuse.New(refuse.Precondition, "party.changed_since", "customer", c.Number)
}

// current begins the command again when another node changed the customer since
// he was read here; who changes him holds his credit row.
func (c Customer) current(w *db.Write) error {
	version, err := db.One[int64](w.Read, qVersion, c.ID)
	if err == nil && version != c.Version {
		Forget(w.DB())
		err = &db.Fault{Kind: db.Retry, Stmt: qVersion.Name(), Err: errChanged}
	}
	return err
}

var errChanged = errors.New("the customer was changed meanwhile")

// Forget drops what is cached of customers: another node changed one.
func Forget(d *db.DB) { customers.Clear(d) }
