package loss

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

const matrixColumns = `id, entity, valid_from, not_due, late_30, late_60, late_90, later, adjustment, version`

var (
	qMatrix    = db.Q("loss.matrix", `select `+matrixColumns+` from loss_rate where entity = $1 and valid_from <= $2 order by valid_from desc limit 1`)
	qMatrixOn  = db.Q("loss.matrix.on", `select `+matrixColumns+` from loss_rate where entity = $1 and valid_from = $2`)
	qMatrixNew = db.Q("loss.matrix.insert", `insert into loss_rate (`+matrixColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,1)`)
	qMatrixPut = db.Q("loss.matrix.update", `update loss_rate set not_due=$2, late_30=$3, late_60=$4, late_90=$5, later=$6, adjustment=$7, version=version+1 where id=$1 and version=$8`)
)

// MatrixPrefix begins the ids of matrices.
const MatrixPrefix = "ecl"

// MatrixOf is the matrix of a company on a day: the last one set, or the usual.
func MatrixOf(r *db.Read, entity db.ID, d day.Day) (Matrix, error) {
	m, err := db.One[Matrix](r, qMatrix, entity, d)
	if err == db.ErrNone {
		return Usual, nil
	}
	return m, err
}

// NewMatrix sets loss rates, or the roll rates they follow from.
type NewMatrix struct {
	ValidFrom  day.Day         `json:"valid_from,omitempty" doc:"first day; today when left out"`
	Rates      []money.Percent `json:"rates,omitempty" maxItems:"5" doc:"lifetime loss: not due, 1–30, 31–60, 61–90, over 90 days late"`
	Rolls      []money.Percent `json:"rolls,omitempty" maxItems:"4" doc:"instead: what of each stage goes on to the next"`
	Final      money.Percent   `json:"final,omitempty" doc:"with rolls: what of over 90 days is lost"`
	Adjustment money.Percent   `json:"adjustment,omitempty" doc:"for what lies ahead, percent of the rates; 100 when left out"`
}

// MatrixView is a matrix as doors show it.
type MatrixView struct {
	ValidFrom  day.Day         `json:"valid_from"`
	Rates      []money.Percent `json:"rates" doc:"before the adjustment"`
	Adjustment money.Percent   `json:"adjustment"`
}

func viewMatrix(m Matrix) MatrixView {
	v := MatrixView{ValidFrom: m.ValidFrom, Adjustment: m.Adjustment}
	for _, r := range m.rates() {
		v.Rates = append(v.Rates, *r)
	}
	return v
}

// SetMatrix sets the loss rates of the company from a day on (domain.md 5.5).
func SetMatrix(w *db.Write, in NewMatrix) (MatrixView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return MatrixView{}, err
	}
	m, err := in.matrix()
	if err != nil {
		return MatrixView{}, err
	}
	if m.ValidFrom = in.ValidFrom; m.ValidFrom.IsZero() {
		m.ValidFrom = w.Today()
	}
	old, err := db.One[Matrix](w.Read, qMatrixOn, e.ID, m.ValidFrom)
	switch {
	case err == db.ErrNone:
		m.ID, m.Entity = w.NewID(), e.ID
		w.Exec(qMatrixNew, m.ID, m.Entity, m.ValidFrom, m.NotDue, m.Late30, m.Late60, m.Late90, m.Later, m.Adjustment)
	case err != nil:
		return MatrixView{}, err
	default:
		m.ID = old.ID
		w.Exec1(qMatrixPut, m.ID, m.NotDue, m.Late30, m.Late60, m.Late90, m.Later, m.Adjustment, old.Version)
	}
	v := viewMatrix(m)
	w.Emit(map[bool]string{true: "loss_rate.set", false: "loss_rate.changed"}[old.ID == 0], v, db.Obj("loss_rate", m.ID))
	return v, w.Err()
}

func (in NewMatrix) matrix() (Matrix, error) {
	m := Matrix{Adjustment: money.Whole}
	if in.Adjustment != 0 {
		m.Adjustment = in.Adjustment
	}
	r := refuse.New(refuse.Invalid, "loss.matrix")
	for _, p := range append(append([]money.Percent{in.Final}, in.Rates...), in.Rolls...) {
		if p < 0 || p > money.Whole {
			r.At("/rates", "loss.rate", "rate", p)
		}
	}
	if m.Adjustment < 0 || m.Adjustment > 10*money.Whole {
		r.At("/adjustment", "loss.adjustment", "rate", m.Adjustment)
	}
	if len(in.Rates) != Stages && len(in.Rolls) != Stages-1 || len(in.Rates) > 0 && len(in.Rolls) > 0 {
		r.At("/rates", "loss.matrix_size", "rates", Stages, "rolls", Stages-1)
	}
	if len(r.Fields) > 0 {
		return m, r
	}
	if len(in.Rolls) > 0 {
		made, err := Lifetime([Stages - 1]money.Percent(in.Rolls), in.Final)
		made.Adjustment = m.Adjustment
		return made, err
	}
	for i, p := range m.rates() {
		*p = in.Rates[i]
	}
	return m, nil
}
