package party

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const certificateColumns = `id, customer, state, number, kind, valid_from, valid_to, version`

var (
	qCertificate     = db.Q("party.certificate.find", `select `+certificateColumns+` from tax_exemption where customer = $1 and state = $2 and number = $3`)
	qCertificates    = db.Q("party.certificates", `select `+certificateColumns+` from tax_exemption where customer = $1 order by state, number`)
	qNewCertificate  = db.Q("party.certificate.insert", `insert into tax_exemption (`+certificateColumns+`) values ($1,$2,$3,$4,$5,$6,$7,1)`)
	qSaveCertificate = db.Q("party.certificate.update", `update tax_exemption set kind=$2, valid_from=$3, valid_to=$4, version=version+1 where id=$1 and version=$5`)

	qExpiring = db.Q("party.certificates.expiring", `select x.id, x.customer, x.state, x.number, x.kind, x.valid_from, x.valid_to, x.version, c.number, w.name
		from tax_exemption x join customer c on c.id = x.customer join customer_words w on w.customer = c.id
		where x.valid_to >= $1 and x.valid_to <= $2 order by x.valid_to, c.number, x.state, x.number limit 1000`)
)

var certificates = db.NewCache[db.ID, []Certificate]("party.certificate")

// CertificateOn is the certificate of a customer that holds in a state on a
// day, ok when there is one.
func CertificateOn(r *db.Read, c Customer, state string, d day.Day) (x Certificate, ok bool, err error) {
	list, err := certificates.Find(r, c.ID, func() ([]Certificate, error) { return db.All[Certificate](r, qCertificates, c.ID) })
	if err != nil {
		return x, false, err
	}
	x, ok = certified(list, state, d)
	return x, ok, nil
}

// Certify adds a certificate to a customer, or changes the one of that state
// and number. Orders taken before keep how they are taxed.
func Certify(w *db.Write, in NewCertificate) (CertificateView, error) {
	c, err := Find(w.Read, in.Customer)
	if err != nil {
		return CertificateView{}, err
	}
	x, err := in.certificate(c)
	if err != nil {
		return CertificateView{}, err
	}
	old, err := db.One[Certificate](w.Read, qCertificate, c.ID, x.State, x.Number)
	typ := "party.certified"
	switch {
	case err == db.ErrNone:
		x.ID = w.NewID()
		w.Exec(qNewCertificate, x.ID, x.Customer, x.State, x.Number, x.Kind, x.From, x.To)
	case err != nil:
		return CertificateView{}, err
	default:
		if x.ID, x.Version = old.ID, old.Version; x == old {
			return x.view(c), nil
		}
		typ = "party.certificate_changed"
		w.Exec1(qSaveCertificate, x.ID, x.Kind, x.From, x.To, x.Version)
	}
	certificates.Drop(w)
	w.Emit(typ, attested{x.State, x.Number, x.Kind, x.From, x.To}, db.Obj("certificate", x.ID), db.Obj("customer", c.ID))
	return x.view(c), w.Err()
}

// CertificateView is a certificate as doors show it.
type CertificateView struct {
	ID       string  `json:"id"`
	Customer string  `json:"customer"`
	Name     string  `json:"name"`
	State    string  `json:"state" doc:"empty: every one"`
	Number   string  `json:"number"`
	Kind     string  `json:"kind"`
	From     day.Day `json:"valid_from"`
	To       day.Day `json:"valid_to"`
}

func (x Certificate) view(c Customer) CertificateView {
	return CertificateView{x.ID.Text("cer"), c.Number, c.Name, x.State, x.Number, x.Kind, x.From, x.To}
}

// Certificates lists those of a customer.
func Certificates(r *db.Read, in OfCustomer) ([]CertificateView, error) {
	out := []CertificateView{}
	c, err := Find(r, in.Customer)
	if err != nil {
		return out, err
	}
	list, err := db.All[Certificate](r, qCertificates, c.ID)
	for _, x := range list {
		out = append(out, x.view(c))
	}
	return out, err
}

// Soon asks what ends within so many days.
type Soon struct {
	Days int64 `query:"days" json:"days,omitempty" minimum:"0" maximum:"3650" doc:"30 when left out"`
}

// Expiring lists the certificates that end from today on within some days, the
// first to end first: a new one is asked of the customer in time.
func Expiring(r *db.Read, in Soon) ([]CertificateView, error) {
	out := []CertificateView{}
	if in.Days < 0 || in.Days > 3650 {
		return out, refuse.New(refuse.Invalid, "party.certificate").At("/days", "party.certificate_soon", "days", in.Days)
	}
	if in.Days == 0 {
		in.Days = 30
	}
	rows, err := db.All[struct {
		Certificate
		Customer, Name string
	}](r, qExpiring, r.Day(), r.Day().AddDays(int(in.Days)))
	for _, x := range rows {
		out = append(out, x.view(Customer{Number: x.Customer, Words: Words{Name: x.Name}}))
	}
	return out, err
}
