package stock

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
)

const transferColumns = `id, entity, number, source, target, state, sent_on, received_on, version`

var (
	qTransfer        = db.Q("stock.transfer.by_id", `select `+transferColumns+` from transfer where id = $1`)
	qTransferNumber  = db.Q("stock.transfer.by_number", `select `+transferColumns+` from transfer where number = $1 and entity = $2`)
	qTransferLock    = db.Q("stock.transfer.lock", `select `+transferColumns+` from transfer where id = $1`).Locks(db.Document)
	qTransferLines   = db.Q("stock.transfer.lines", `select transfer, n, item, quantity, cost, received from transfer_line where transfer = $1 order by n`)
	qNewTransfer     = db.Q("stock.transfer.insert", `insert into transfer (`+transferColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,1)`)
	qNewTransferLine = db.Q("stock.transfer.line.insert", `insert into transfer_line (transfer, n, item, quantity, cost, received) values ($1,$2,$3,$4,$5,$6)`)
	qTransferDone    = db.Q("stock.transfer.received", `update transfer set state = $2, received_on = $3, version = version + 1 where id = $1 and version = $4`)
	qTransferLine    = db.Q("stock.transfer.line.received", `update transfer_line set received = $3 where transfer = $1 and n = $2`)
	qTransfers       = db.Q("stock.transfers", `select `+transferColumns+` from transfer where entity = $1 and id > $2 and ($3 = '' or state = $3) order by id limit $4`)
	qTransferCount   = db.Q("stock.transfers.count", db.CountBegins+`transfer where entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
)

// FindTransfer returns a transfer by id or number, without its lines.
func FindTransfer(r *db.Read, ref string) (t Transfer, err error) {
	if id, ok := db.ParseID(TransferPrefix, ref); ok {
		t, err = db.One[Transfer](r, qTransfer, id)
	} else {
		t, err = db.One[Transfer](r, qTransferNumber, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && t.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "stock.transfer", "transfer", ref)
	}
	return t, err
}

func lockTransfer(w *db.Write, ref string) (Transfer, error) {
	t, err := FindTransfer(w.Read, ref)
	if err != nil {
		return t, err
	}
	if t, err = db.Lock[Transfer](w, qTransferLock, t.ID); err != nil {
		return t, err
	}
	t.Lines, err = db.All[TransferLine](w.Read, qTransferLines, t.ID)
	return t, err
}

// TransferView is a transfer as doors show it.
type TransferView struct {
	ID         string             `json:"id"`
	Number     string             `json:"number"`
	Source     string             `json:"from"`
	Target     string             `json:"to"`
	State      string             `json:"state" doc:"sent: in transit; received"`
	SentOn     day.Day            `json:"sent_on"`
	ReceivedOn day.Day            `json:"received_on"`
	Lines      []TransferLineView `json:"lines"`
}

// TransferLineView is a line as doors show it.
type TransferLineView struct {
	N        int64          `json:"n"`
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
	Received money.Quantity `json:"received"`
}

func viewTransfer(r *db.Read, t Transfer) (TransferView, error) {
	v := TransferView{ID: t.ID.Text(TransferPrefix), Number: t.Number, State: t.State, SentOn: t.SentOn, ReceivedOn: t.ReceivedOn, Lines: []TransferLineView{}}
	var err error
	if v.Source, err = Code(r, t.Source); err != nil {
		return v, err
	}
	if v.Target, err = Code(r, t.Target); err != nil {
		return v, err
	}
	for _, l := range t.Lines {
		i, err := catalog.Load(r, l.Item)
		if err != nil {
			return v, err
		}
		v.Lines = append(v.Lines, TransferLineView{l.N, i.SKU, l.Quantity, l.Received})
	}
	return v, nil
}

// TransferID names one transfer.
type TransferID struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// ShowTransfer returns one transfer.
func ShowTransfer(r *db.Read, in TransferID) (TransferView, error) {
	t, err := FindTransfer(r, in.ID)
	if err != nil {
		return TransferView{}, err
	}
	if t.Lines, err = db.All[TransferLine](r, qTransferLines, t.ID); err != nil {
		return TransferView{}, err
	}
	return viewTransfer(r, t)
}

// TransferFilter asks for a list of transfers.
type TransferFilter struct {
	db.Paging
	State string `query:"state" json:"state,omitempty" enum:"sent,received,"`
}

// ListTransfers pages through the transfers, oldest first.
func ListTransfers(r *db.Read, in TransferFilter) (db.Counted[TransferView], error) {
	after, err := in.First()
	if err != nil {
		return db.Counted[TransferView]{}, err
	}
	rows, err := db.All[Transfer](r, qTransfers, r.Entity, after, in.State, in.Rows()+1)
	if err != nil {
		return db.Counted[TransferView]{}, err
	}
	page, err := db.Shown(db.Paged(in.Paging, rows, func(t Transfer) db.ID { return t.ID }), func(t Transfer) (TransferView, error) { return ShowTransfer(r, TransferID{t.ID.Text(TransferPrefix)}) })
	if err != nil {
		return db.Counted[TransferView]{}, err
	}
	return db.Count(r, in.Paging, page, qTransferCount, r.Entity, in.State)
}
