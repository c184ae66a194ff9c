package closing

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

var (
	qPrior = db.Q("closing.prior", `select p.account, p.holder, coalesce(c.number, ''), coalesce(k.name, ''), p.taken, p.last_year, p.amount from
		(select account, coalesce(holder, 0) as holder, journal = 'RE' as taken, day >= $3 as last_year, cast(sum(home) as bigint) as amount
			from leg where entity = $1 and day < $2 group by account, coalesce(holder, 0), journal = 'RE', day >= $3) p
		left join customer c on c.id = p.holder left join customer_words k on k.customer = p.holder
		where p.amount <> 0 order by p.account, c.number`).Scans()
	qCarried = db.Q("closing.carried", `select i.event, i.customer, i.number, i.issued_on, cast(i.home - coalesce(u.amount, 0) as bigint), i.currency, cast(i.total - coalesce(u.own, 0) as bigint) from open_item i left join
		(select item, sum(amount) as amount, sum(own) as own from (select debit as item, debit_home as amount, amount as own from application where debit is not null and day < $2 union all
			select credit, -credit_home, -amount from application where credit is not null and day < $2) x group by item) u on u.item = i.id
		where i.entity = $1 and i.issued_on < $2 and i.customer is not null and i.total <> coalesce(u.own, 0) order by i.issued_on, i.id`).Scans()
)

// FECIn asks for the fichier des écritures comptables of a fiscal year.
type FECIn struct {
	Year int64   `query:"year" json:"year,omitempty" minimum:"0" maximum:"9999" doc:"in which the fiscal year ends; that of the day when left out"`
	Day  day.Day `query:"as_of" json:"as_of,omitempty" doc:"last day of the file; the end of the year, at most yesterday, when left out"`
}

// File is a text to be kept as a file.
type File struct {
	Name     string `json:"name"`
	Encoding string `json:"encoding" doc:"that the file is to be written in"`
	Content  string `json:"content"`
}

// FEC makes the file of a fiscal year from validated entries: opening balances
// first, classes 6 and 7 not closed, 411 lettered. For companies on the French
// chart only; refusals: `closing.chart`, `closing.siren`, `closing.future`,
// `closing.unvalidated`.
func FEC(r *db.Read, in FECIn) (File, error) {
	e, err := seller.Of(r)
	if err != nil {
		return File{}, err
	}
	if ledger.Chart(e.Chart()) != ledger.PCG {
		return File{}, refuse.New(refuse.Invalid, "closing.chart", "entity", e.Name)
	}
	siren := digits(e.LegalID)
	if len(siren) < 9 {
		return File{}, refuse.New(refuse.Invalid, "closing.siren", "entity", e.Name)
	}
	span, to := in.span(r, e)
	if span.First > r.Today() {
		return File{}, refuse.New(refuse.Invalid, "closing.future", "first", span.First).At("/"+in.asked(), "closing.future", "first", span.First)
	}
	b, err := entries(r, span.First, to, 0, words.French)
	if err != nil {
		return File{}, err
	}
	settled, err := ties(r, to, b.lines)
	if err != nil {
		return File{}, err
	}
	before := db.Ask[prior](r, qPrior, e.ID, span.First, ledger.YearOf(span.First.AddDays(-1), e.YearFrom).First)
	items := db.Ask[carried](r, qCarried, e.ID, span.First)
	sums, err := before.All()
	if err != nil {
		return File{}, err
	}
	open, err := items.All()
	if err != nil {
		return File{}, err
	}
	taken, err := b.split()
	if err != nil {
		return File{}, err
	}
	lines := fec(b, ledger.Span{First: span.First, Last: to}, openings(b, span.First, sums, open, taken), settled, e.Currency)
	if len(lines) == 0 {
		return File{}, refuse.New(refuse.Invalid, "closing.nothing", "first", span.First, "last", to)
	}
	return File{ledger.FECName(siren[:9], to), "iso-8859-15", ledger.FEC(lines, e.Currency)}, nil
}

// asked is the field that says the year.
func (in FECIn) asked() string {
	if in.Year != 0 {
		return "year"
	}
	return "as_of"
}

// span is the fiscal year that is asked for, and the last day of the file.
func (in FECIn) span(r *db.Read, e seller.Entity) (ledger.Span, day.Day) {
	d := in.Day
	if in.Year != 0 {
		d = day.Of(int(in.Year), 1, 1)
	}
	if d.IsZero() {
		d = r.Today().AddDays(-1)
	}
	s := ledger.YearOf(d, e.YearFrom)
	if s.Holds(in.Day) {
		return s, in.Day
	}
	return s, min(s.Last, max(s.First, r.Today().AddDays(-1)))
}

// split takes the entries of a takeover out, which are opening balances, and
// refuses entries that are not validated.
func (b *book) split() (taken []line, err error) {
	var rest []line
	missing := 0
	for _, l := range b.lines {
		switch {
		case l.Journal == string(ledger.JournalTakeover):
			taken = append(taken, l)
			continue
		case l.Number == 0 && l.N == 1:
			missing++
		}
		rest = append(rest, l)
	}
	if missing > 0 {
		return nil, refuse.New(refuse.Invalid, "closing.unvalidated", "count", missing)
	}
	b.lines = rest
	return taken, nil
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Journal writes every entry up to a day in hledger's journal format.
func Journal(r *db.Read, in insight.AsOf) (File, error) {
	e, err := seller.Of(r)
	if err != nil {
		return File{}, err
	}
	to := in.Day
	if to.IsZero() {
		to = r.Today()
	}
	b, err := entries(r, -1<<40, to, in.Known, e.Language)
	if err != nil {
		return File{}, err
	}
	chart := ledger.Chart(e.Chart())
	var out []ledger.JournalEntry
	for _, g := range grouped(b.lines) {
		j := ledger.JournalEntry{Day: g[0].Day, Code: g[0].code(), Text: b.textOf(g[0])}
		for _, l := range g {
			j.Lines = append(j.Lines, ledger.JournalLine{Account: ledger.ExportNumber(chart, l.Account), Aux: l.Customer, Amount: l.Home.In(e.Currency), Foreign: l.foreign(e.Currency)})
		}
		out = append(out, j)
	}
	return File{"encaisse.journal", "utf-8", ledger.Hledger(out)}, nil
}

// code is the journal of a leg and its number once it is validated.
func (l line) code() string {
	if l.Number == 0 {
		return l.Journal
	}
	return l.Journal + " " + ledger.EntryNumber(l.Year, l.Number)
}
