package ledger

import (
	"fmt"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
)

// FECColumns are the columns of the fichier des écritures comptables, in order
// and spelling (LPF A47 A-1; domain.md 5.6).
var FECColumns = []string{"JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
	"PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"}

// FECLine is a line of the file. Amounts are minor units of the company's
// currency, debit positive; that of a document in another currency stands beside
// it, with its sign.
type FECLine struct {
	Journal     string
	JournalName string
	Number      string
	Date        day.Day
	Account     string
	AccountName string
	Aux         string
	AuxName     string
	Piece       string
	PieceDate   day.Day
	Text        string
	Amount      money.Amount
	Letters     Letters
	Validated   day.Day
	Foreign     money.Money
}

// EntryNumber is the number of an entry as the FEC writes it: the fiscal year
// and the place in the journal.
func EntryNumber(year, number int64) string { return fmt.Sprintf("%d%06d", year, number) }

// FECName is the name of the file: SIREN, FEC and the day the year closes.
func FECName(siren string, closing day.Day) string {
	return siren + "FEC" + compact(closing) + ".txt"
}

// FEC writes the file: a header, tabs, CR LF. No field holds a separator or an
// end of line.
func FEC(lines []FECLine, c money.Currency) string {
	var b strings.Builder
	b.WriteString(strings.Join(FECColumns, "\t") + "\r\n")
	for _, l := range lines {
		fields := []string{l.Journal, l.JournalName, l.Number, compact(l.Date), l.Account, l.AccountName, l.Aux, l.AuxName, l.Piece, compact(l.PieceDate),
			l.Text, decimal(max(l.Amount, 0).In(c)), decimal(max(-l.Amount, 0).In(c)), l.Letters.Code, compact(l.Letters.Date), compact(l.Validated), "", ""}
		if l.Foreign.Minor != 0 {
			fields[16], fields[17] = decimal(l.Foreign), string(l.Foreign.Currency)
		}
		for i, f := range fields {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(field(f))
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// field is a text without separators, ends of line and other signs that are
// not printed.
func field(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '|' {
			return ' '
		}
		return r
	}, s))
}

func compact(d day.Day) string {
	if d.IsZero() {
		return ""
	}
	return strings.ReplaceAll(d.String(), "-", "")
}

// decimal is an amount with a decimal comma, without a separator of thousands.
func decimal(m money.Money) string { return strings.ReplaceAll(m.Text(), ".", ",") }
