package closing

import (
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

var qBefore = db.Q("closing.before", `select cast(coalesce(sum(home), 0) as bigint) from leg where entity = $1 and account = $2 and day < $3`).Scans()

// Days are the first and last day of a question.
type Days struct {
	From day.Day `query:"from" json:"from,omitempty" doc:"the beginning of the fiscal year when left out"`
	To   day.Day `query:"to" json:"to,omitempty" doc:"today when left out"`
}

func (in Days) span(r *db.Read, e seller.Entity) ledger.Span {
	if in.To.IsZero() {
		in.To = r.Today()
	}
	if in.From.IsZero() {
		in.From = ledger.YearOf(in.To, e.YearFrom).First
	}
	return ledger.Span{First: in.From, Last: in.To}
}

// Posted is a line of an account or a journal, with its document.
type Posted struct {
	Day      day.Day     `json:"day"`
	Journal  string      `json:"journal"`
	Number   string      `json:"number" doc:"empty until it is validated"`
	Account  string      `json:"account"`
	Customer string      `json:"customer"`
	Document string      `json:"document"`
	Text     string      `json:"text"`
	Debit    money.Money `json:"debit"`
	Credit   money.Money `json:"credit"`
	Letters  string      `json:"letters"`
	Fact     string      `json:"fact"`

	Foreign *money.Money `json:"foreign" doc:"of a document in another currency: the same in that, debit positive"`
}

func (b book) posted(l line, e seller.Entity) Posted {
	chart := ledger.Chart(e.Chart())
	v := Posted{Day: l.Day, Journal: l.Journal, Account: ledger.ExportNumber(chart, l.Account), Customer: l.Customer, Document: b.pieceOf(l).Number,
		Text: b.textOf(l), Debit: max(l.Home, 0).In(e.Currency), Credit: max(-l.Home, 0).In(e.Currency), Fact: l.Event.Text("fct"), Foreign: l.foreign(e.Currency)}
	if l.Number != 0 {
		v.Number = ledger.EntryNumber(l.Year, l.Number)
	}
	return v
}

// foreign is what a leg says in the currency of its document, nil when that is
// the company's own, or when it moved the books alone.
func (l line) foreign(home money.Currency) *money.Money {
	if l.Currency == home || l.Amount == 0 {
		return nil
	}
	m := l.Amount.In(l.Currency)
	return &m
}

// AccountIn asks for an account of the general ledger.
type AccountIn struct {
	Account string `path:"account" json:"-"`
	Days
}

// Account is an account of the general ledger (grand livre): what it held
// before, each line with its document, and what it holds then.
type Account struct {
	Account string      `json:"account"`
	Name    string      `json:"name"`
	From    day.Day     `json:"from"`
	To      day.Day     `json:"to"`
	Before  money.Money `json:"before" doc:"debit positive"`
	Lines   []Posted    `json:"lines"`
	After   money.Money `json:"after"`
}

// OfAccount lists an account with the documents that make it; numbers are
// accepted short or as exports write them.
func OfAccount(r *db.Read, in AccountIn) (Account, error) {
	e, err := seller.Of(r)
	if err != nil {
		return Account{}, err
	}
	chart, span := ledger.Chart(e.Chart()), in.span(r, e)
	short := chart.Short(in.Account)
	if short == "" {
		return Account{}, refuse.New(refuse.Missing, "closing.account", "account", in.Account)
	}
	before, err := db.One[money.Amount](r, qBefore, e.ID, short, span.First)
	if err != nil {
		return Account{}, err
	}
	b, err := entries(r, span.First, span.Last, 0, r.Speak)
	if err != nil {
		return Account{}, err
	}
	out := Account{ledger.ExportNumber(chart, short), chart.Name(short, r.Speak), span.First, span.Last, before.In(e.Currency), []Posted{}, before.In(e.Currency)}
	for _, l := range b.lines {
		if l.Account == short {
			out.Lines = append(out.Lines, b.posted(l, e))
			out.After.Minor += l.Home
		}
	}
	return out, nil
}

// JournalIn asks for a journal.
type JournalIn struct {
	Journal string `path:"journal" json:"-" doc:"VE, BQ, ST, OD or RE"`
	Days
}

// Book is a journal of some days.
type Book struct {
	Journal string      `json:"journal"`
	Name    string      `json:"name"`
	From    day.Day     `json:"from"`
	To      day.Day     `json:"to"`
	Lines   []Posted    `json:"lines"`
	Debit   money.Money `json:"debit"`
	Credit  money.Money `json:"credit"`
}

// OfJournal lists a journal: its debits and credits are equal.
func OfJournal(r *db.Read, in JournalIn) (Book, error) {
	e, err := seller.Of(r)
	if err != nil {
		return Book{}, err
	}
	journal := ledger.Journal(strings.ToUpper(in.Journal))
	if !own.Has(journal.Key()) || journal == ledger.JournalOpening {
		return Book{}, refuse.New(refuse.Missing, "closing.journal", "journal", in.Journal)
	}
	span := in.span(r, e)
	b, err := entries(r, span.First, span.Last, 0, r.Speak)
	if err != nil {
		return Book{}, err
	}
	zero := money.Amount(0).In(e.Currency)
	out := Book{string(journal), own.Say(r.Speak, journal.Key()), span.First, span.Last, []Posted{}, zero, zero}
	for _, l := range b.lines {
		if l.Journal == string(journal) {
			v := b.posted(l, e)
			out.Lines = append(out.Lines, v)
			out.Debit.Minor += v.Debit.Minor
			out.Credit.Minor += v.Credit.Minor
		}
	}
	return out, nil
}

// LetteringIn asks what settles what on a customer's account.
type LetteringIn struct {
	Customer string  `query:"customer" json:"customer" doc:"id or number"`
	AsOf     day.Day `query:"as_of" json:"as_of,omitempty" doc:"today when left out"`
}

// Group are lines of a customer's account that settle each other.
type Group struct {
	Code    string      `json:"code" doc:"capitals when settled, small letters when in part; empty: nothing settles it"`
	Date    *day.Day    `json:"date" doc:"of the last line"`
	Settled bool        `json:"settled"`
	Rest    money.Money `json:"rest"`
	Lines   []Posted    `json:"lines"`
}

// Lettering is the account of a customer, group by group.
type Lettering struct {
	Customer string      `json:"customer"`
	AsOf     day.Day     `json:"as_of"`
	Groups   []Group     `json:"groups"`
	Total    money.Money `json:"total"`
}

// OfCustomer letters a customer's account (411) as of a day.
func OfCustomer(r *db.Read, in LetteringIn) (Lettering, error) {
	e, err := seller.Of(r)
	if err != nil {
		return Lettering{}, err
	}
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return Lettering{}, err
	}
	if in.AsOf.IsZero() {
		in.AsOf = r.Today()
	}
	b, err := entries(r, -1<<40, in.AsOf, 0, r.Speak)
	if err != nil {
		return Lettering{}, err
	}
	chart := ledger.Chart(e.Chart())
	b.lines = slices.DeleteFunc(b.lines, func(l line) bool { return l.Holder != c.ID || l.Account != chart.Account(ledger.Receivable) })
	settled, err := ties(r, in.AsOf, b.lines)
	if err != nil {
		return Lettering{}, err
	}
	marks := make([]ledger.Mark, len(b.lines))
	for i, l := range b.lines {
		marks[i] = ledger.Mark{Key: int64(l.Event), Holder: int64(l.Holder), Amount: l.Home, Day: l.Day}
	}
	out := Lettering{c.Number, in.AsOf, []Group{}, money.Amount(0).In(e.Currency)}
	at := map[string]int{}
	for i, letters := range ledger.Letter(marks, settled) {
		k, ok := at[letters.Code]
		if !ok || letters.Code == "" {
			k = len(out.Groups)
			at[letters.Code] = k
			g := Group{Code: letters.Code, Settled: letters.Code != "" && letters.Code == strings.ToUpper(letters.Code), Rest: money.Amount(0).In(e.Currency)}
			if letters.Code != "" {
				g.Date = &letters.Date
			}
			out.Groups = append(out.Groups, g)
		}
		v := b.posted(b.lines[i], e)
		v.Letters = letters.Code
		g := &out.Groups[k]
		g.Lines = append(g.Lines, v)
		g.Rest.Minor += b.lines[i].Home
		out.Total.Minor += b.lines[i].Home
	}
	return out, nil
}
