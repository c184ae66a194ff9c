package closing

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/o2c/ledger"
)

var (
	qEntries = db.Q("closing.entries", `select l.event, l.n, l.journal, l.day, l.account, coalesce(l.holder, 0), coalesce(c.number, ''), coalesce(k.name, ''), l.currency, l.amount, l.home,
			coalesce(x.year, 0), coalesce(x.number, 0), coalesce(x.validated, 0), coalesce(x.validated_on, 0), coalesce(e.type, ''), coalesce(e.objects, '')
		from leg l left join event e on e.id = l.event left join entry_number x on x.event = l.event left join customer c on c.id = l.holder
			left join customer_words k on k.customer = l.holder
		where l.entity = $1 and l.day >= $2 and l.day <= $3 and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = l.event and s.number <= $4))
		order by l.day, l.event, l.n`).Scans()
	qPieces = db.Q("closing.pieces", `select id, number, issued_on from invoice where entity = $1 union all
		select id, number, shipped_on from shipment where entity = $1 union all
		select id, '', received_on from payment where entity = $1 union all
		select id, number, issued_on from open_item where entity = $1 and (kind = 'opening' or kind = 'charge')`).Scans()
	qTies = db.Q("closing.ties", `select d.event, c.event from application a join open_item d on d.id = a.debit join open_item c on c.id = a.credit
			where a.entity = $1 and a.day <= $2 group by a.debit, a.credit, d.event, c.event having sum(a.amount) <> 0
		union all select a.event, c.event from application a join open_item c on c.id = a.credit where a.entity = $1 and a.day <= $2 and a.debit is null
		union all select a.event, d.event from application a join open_item d on d.id = a.debit where a.entity = $1 and a.day <= $2 and a.credit is null`).Scans()
	qItemEvents = db.Q("closing.item_events", `select id, event from open_item where entity = $1`).Scans()
)

// line is a leg with what books say of it.
type line struct {
	Event       db.ID
	N           int64
	Journal     string
	Day         day.Day
	Account     string
	Holder      db.ID
	Customer    string
	Name        string
	Currency    money.Currency
	Amount      money.Amount // in the currency of the document
	Home        money.Amount // in that of the books
	Year        int64
	Number      int64
	Validated   db.ID
	ValidatedOn day.Day
	Type        string
	Objects     string
}

// document returns what the leg's fact is about: the first of the kinds that
// documents have.
func (l line) document() db.ID {
	fact := db.Event{Objects: l.Objects}
	for _, kind := range []string{"charge", "invoice", "shipment", "payment", "credit", "item"} {
		if id := fact.Object(kind); id != 0 {
			return id
		}
	}
	return 0
}

// piece is a document as entries name it.
type piece struct {
	Number string
	Day    day.Day
}

// book is what it takes to write entries out.
type book struct {
	lines  []line
	pieces map[db.ID]piece
	speak  words.Language
}

// entries reads the legs of some days, in the order of day and fact.
func entries(r *db.Read, from, to day.Day, known int64, l words.Language) (book, error) {
	b := book{pieces: map[db.ID]piece{}, speak: l}
	lines := db.Ask[line](r, qEntries, r.Entity, from, to, known)
	pieces := db.Ask[struct {
		ID     db.ID
		Number string
		Day    day.Day
	}](r, qPieces, r.Entity)
	var err error
	if b.lines, err = lines.All(); err != nil {
		return b, err
	}
	all, err := pieces.All()
	for _, p := range all {
		if p.Number == "" {
			p.Number = p.ID.Text("pay")
		}
		b.pieces[p.ID] = piece{p.Number, p.Day}
	}
	return b, err
}

// pieceOf names the document of a leg; a fact without one is named by its id.
func (b book) pieceOf(l line) piece {
	if p, ok := b.pieces[l.document()]; ok {
		if p.Day.IsZero() {
			p.Day = l.Day
		}
		return p
	}
	return piece{l.Event.Text("fct"), l.Day}
}

// textOf is what an entry says: the fact, and its document.
func (b book) textOf(l line) string {
	s := insight.Say(b.speak, l.Type)
	if s == "" {
		s = own.Say(b.speak, l.Type)
	}
	if p, ok := b.pieces[l.document()]; ok {
		s += " " + p.Number
	}
	return s
}

var own = words.NewCatalog(Texts, ledger.Texts)

// grouped are the lines entry by entry, in their order.
func grouped(lines []line) [][]line {
	var out [][]line
	for _, l := range lines {
		if n := len(out); n > 0 && out[n-1][0].Event == l.Event {
			out[n-1] = append(out[n-1], l)
		} else {
			out = append(out, []line{l})
		}
	}
	return out
}

// byNumber orders lines as they were validated.
func byNumber(lines []line) {
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.ValidatedOn, b.ValidatedOn), cmp.Compare(a.Validated, b.Validated), cmp.Compare(a.Journal, b.Journal),
			cmp.Compare(a.Number, b.Number), cmp.Compare(a.N, b.N))
	})
}

// ties are what settles what up to a day, by the facts of the items; a fact
// about an item (its return, its payer found) goes with it.
func ties(r *db.Read, to day.Day, lines []line) ([]ledger.Tie, error) {
	applied := db.Ask[ledger.Tie](r, qTies, r.Entity, to)
	items := db.Ask[struct{ Item, Event db.ID }](r, qItemEvents, r.Entity)
	out, err := applied.All()
	if err != nil {
		return nil, err
	}
	list, err := items.All()
	if err != nil {
		return nil, err
	}
	of := map[db.ID]db.ID{}
	for _, i := range list {
		of[i.Item] = i.Event
	}
	for _, l := range lines {
		if event := of[l.document()]; event != 0 && event != l.Event {
			out = append(out, ledger.Tie{A: int64(l.Event), B: int64(event)})
		}
	}
	return out, nil
}
