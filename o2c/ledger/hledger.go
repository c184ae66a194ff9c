package ledger

import (
	"fmt"
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
)

// JournalEntry is an entry as the journal in hledger's format writes it.
type JournalEntry struct {
	Day   day.Day
	Code  string // journal and number
	Text  string
	Lines []JournalLine
}

// JournalLine is a line of it.
type JournalLine struct {
	Account string
	Aux     string // number of a customer, under the account
	Amount  money.Money
	Foreign *money.Money // the same in the currency of the document, when that is another
}

// Hledger writes entries in hledger's journal format: every account and
// currency is declared, so that `hledger check --strict` accepts it.
func Hledger(entries []JournalEntry) string {
	accounts, currencies := map[string]bool{}, map[money.Currency]bool{}
	var body strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&body, "\n%s (%s) %s\n", e.Day, plainly(e.Code), plainly(e.Text))
		for _, l := range e.Lines {
			name := plainly(l.Account)
			if l.Aux != "" {
				name += ":" + plainly(l.Aux)
			}
			accounts[name], currencies[l.Amount.Currency] = true, true
			fmt.Fprintf(&body, "    %-40s  %s %s", name, l.Amount.Text(), l.Amount.Currency)
			if l.Foreign != nil {
				fmt.Fprintf(&body, "  ; %s %s", l.Foreign.Text(), l.Foreign.Currency)
			}
			body.WriteByte('\n')
		}
	}
	var head strings.Builder
	head.WriteString("decimal-mark .\n")
	for _, c := range sorted(currencies) {
		fmt.Fprintf(&head, "commodity %s %s\n", sample(c), c)
	}
	for _, a := range sorted(accounts) {
		fmt.Fprintf(&head, "account %s\n", a)
	}
	return head.String() + body.String()
}

// sample shows how amounts of a currency are written: 1000.00, 1000. for yen.
func sample(c money.Currency) string {
	return "1000." + strings.Repeat("0", c.Exponent())
}

func sorted[K ~string](set map[K]bool) []K {
	list := make([]K, 0, len(set))
	for k := range set {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// plainly takes what has a meaning in the format out of a text: ends of line,
// comments, the colon of sub-accounts, runs of blanks, brackets and bars.
func plainly(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f || strings.ContainsRune(";:()[]|*!\"", r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
