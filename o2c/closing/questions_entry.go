package closing

import (
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// FactPrefix begins the id of a fact as the books name it.
const FactPrefix = "fct"

var (
	qEntryLegs = db.Q("closing.entry", `select l.event, l.n, l.journal, l.day, l.account, coalesce(l.holder, 0), coalesce(c.number, ''), coalesce(k.name, ''), l.currency, l.amount, l.home,
			coalesce(x.year, 0), coalesce(x.number, 0), coalesce(x.validated, 0), coalesce(x.validated_on, 0), coalesce(e.type, ''), coalesce(e.objects, '')
		from leg l left join event e on e.id = l.event left join entry_number x on x.event = l.event left join customer c on c.id = l.holder
			left join customer_words k on k.customer = l.holder
		where l.event = $1 and l.entity = $2 order by l.n`)
	qPiece = db.Q("closing.piece", `select id, number, issued_on from invoice where id = $1 union all select id, number, shipped_on from shipment where id = $1
		union all select id, '', received_on from payment where id = $1 union all select id, number, issued_on from open_item where id = $1 and (kind = 'opening' or kind = 'charge')`)
	qEntryFact = db.Q("closing.entry_fact", `select e.type, e.at, e.day, coalesce(u.name, ''), coalesce(s.number, 0) from event e
		left join app_user u on u.id = e.actor left join seal s on s.event = e.id where e.id = $1`)
)

// EntryIn names an entry by the fact that posted it.
type EntryIn struct {
	Fact string `path:"fact" json:"-" doc:"fct_… as journals name it"`
}

// EntryView is an entry with the fact behind it.
type EntryView struct {
	Fact        string    `json:"fact"`
	Type        string    `json:"type"`
	Text        string    `json:"text"`
	At          time.Time `json:"at" doc:"when it was recorded"`
	Day         day.Day   `json:"day" doc:"the business day of the fact; its lines have that of the books"`
	By          string    `json:"by" doc:"user; empty: the system"`
	Seal        int64     `json:"seal" doc:"its number in the chain of seals; 0: not sealed yet"`
	ValidatedOn day.Day   `json:"validated_on" doc:"empty until it is validated"`
	Lines       []Posted  `json:"lines"`
}

// ShowEntry is one entry of the books, with who did what it books and when;
// refusal `closing.entry`.
func ShowEntry(r *db.Read, in EntryIn) (EntryView, error) {
	unknown := refuse.New(refuse.Missing, "closing.entry", "fact", in.Fact)
	id, ok := db.ParseID(FactPrefix, in.Fact)
	if !ok {
		return EntryView{}, unknown
	}
	e, err := seller.Of(r)
	if err != nil {
		return EntryView{}, err
	}
	lines, err := db.All[line](r, qEntryLegs, id, e.ID)
	if err != nil {
		return EntryView{}, err
	}
	if len(lines) == 0 {
		return EntryView{}, unknown
	}
	b := book{lines: lines, pieces: map[db.ID]piece{}, speak: r.Speak}
	found, err := db.All[struct {
		ID     db.ID
		Number string
		Day    day.Day
	}](r, qPiece, lines[0].document())
	if err != nil {
		return EntryView{}, err
	}
	for _, p := range found {
		if p.Number == "" {
			p.Number = p.ID.Text("pay")
		}
		b.pieces[p.ID] = piece{p.Number, p.Day}
	}
	f, err := db.One[struct {
		Type string
		At   int64
		Day  day.Day
		By   string
		Seal int64
	}](r, qEntryFact, id)
	if err != nil {
		return EntryView{}, err
	}
	out := EntryView{Fact: in.Fact, Type: f.Type, Text: b.textOf(lines[0]), At: time.UnixMicro(f.At).UTC(), Day: f.Day, By: f.By, Seal: f.Seal, ValidatedOn: lines[0].ValidatedOn, Lines: []Posted{}}
	for _, l := range lines {
		out.Lines = append(out.Lines, b.posted(l, e))
	}
	return out, nil
}
