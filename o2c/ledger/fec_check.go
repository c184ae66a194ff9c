package ledger

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"encaisse/base/day"
	"encaisse/base/refuse"
)

// FECFault is something a tax inspector's program, or ours, does not accept in
// a FEC: where, what, and in the sentence how to mend it.
type FECFault struct {
	Line int // 1 is the header; 0 the file as a whole
	Code string
	Args []refuse.Arg
}

// mostFECFaults bounds the list: a file with more is wrong as a whole.
const mostFECFaults = 1000

// fecCheck reads a file line by line and keeps what must agree between lines.
type fecCheck struct {
	faults   []FECFault
	line     int
	columns  []string
	sep      string
	span     Span
	entry    fecEntry
	journals map[string]*fecJournal
	names    map[string]string // of journals and accounts, once said
	all      []fecNumber
	total    int64
	dated    day.Day // ValidDate of the line before
	letters  map[string]*fecLetter
	letterAt []string
	started  bool // an entry other than the opening one was met
}

type fecEntry struct {
	journal, number string
	date, valid     day.Day
	sum             int64
	line            int
	result, income  bool // accounts 12x, and 6/7
}

type fecJournal struct {
	last int64
	done map[string]bool
}

type fecNumber struct {
	line    int
	journal string
	n, last int64
}

type fecLetter struct {
	line int
	sum  int64
}

var fecName = regexp.MustCompile(`^([0-9]{9})FEC([0-9]{4})([0-9]{2})([0-9]{2})\.txt$`)

// CheckFEC checks a file against every rule of domain.md 5.6, stricter than
// the official program: name, encoding, columns, dates, amounts, numbering
// without a gap, balance by entry and in all, opening balances first, classes
// 6 and 7 not closed, lettering that balances. No fault means that it holds.
func CheckFEC(name string, data []byte) []FECFault {
	c := &fecCheck{journals: map[string]*fecJournal{}, names: map[string]string{}, letters: map[string]*fecLetter{}}
	c.name(name)
	text := string(data)
	if strings.HasPrefix(text, "\uFEFF") {
		c.add("ledger.fec.mark")
		text = strings.TrimPrefix(text, "\uFEFF")
	}
	if !utf8.ValidString(text) {
		text = FromLatin9([]byte(text))
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if c.line = 1; !c.header(lines[0]) {
		return c.faults
	}
	for _, l := range lines[1:] {
		c.line++
		c.row(l)
		if len(c.faults) >= mostFECFaults {
			return c.faults
		}
	}
	c.endEntry()
	c.end(len(lines))
	return c.faults
}

func (c *fecCheck) add(code string, pairs ...any) { c.at(c.line, code, pairs...) }

func (c *fecCheck) at(line int, code string, pairs ...any) {
	c.faults = append(c.faults, FECFault{line, code, refuse.New(refuse.Invalid, code, pairs...).Args})
}

func (c *fecCheck) name(name string) {
	m := fecName.FindStringSubmatch(name)
	if m == nil {
		c.add("ledger.fec.name", "name", name)
		return
	}
	last, err := day.Parse(m[2] + "-" + m[3] + "-" + m[4])
	if err != nil {
		c.add("ledger.fec.name", "name", name)
		return
	}
	if !luhn(m[1]) {
		c.add("ledger.fec.siren", "siren", m[1])
	}
	c.span = Span{last.AddDays(1).AddMonths(-24), last} // a first year may last up to two
}

// luhn is the check of a SIREN.
func luhn(digits string) bool {
	sum := 0
	for i, r := range []byte(digits) {
		d := int(r - '0')
		if (len(digits)-i)%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// header accepts the 18 columns, with Debit and Credit or Montant and Sens.
func (c *fecCheck) header(line string) bool {
	c.sep = "\t"
	if !strings.Contains(line, "\t") {
		c.sep = "|"
	}
	c.columns = strings.Split(line, c.sep)
	signed := slices.Clone(FECColumns)
	signed[11], signed[12] = "Montant", "Sens"
	if slices.Equal(c.columns, FECColumns) || slices.Equal(c.columns, signed) {
		return true
	}
	for i, want := range FECColumns {
		if i >= len(c.columns) || c.columns[i] != want && c.columns[i] != signed[i] {
			c.add("ledger.fec.header", "column", i+1, "name", want)
			return false
		}
	}
	c.add("ledger.fec.width", "count", len(c.columns))
	return false
}

// mayBeEmpty are the places of the columns that need no value.
var mayBeEmpty = []int{6, 7, 13, 14, 16, 17}

// row checks a line by itself, then what it must agree with.
func (c *fecCheck) row(line string) {
	f := strings.Split(line, c.sep)
	if len(f) != len(FECColumns) {
		c.add("ledger.fec.width", "count", len(f))
		return
	}
	for i, v := range f {
		if v == "" && !slices.Contains(mayBeEmpty, i) {
			c.add("ledger.fec.empty", "name", c.columns[i])
		}
		if strings.IndexFunc(v, func(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError }) >= 0 {
			c.add("ledger.fec.sign", "name", c.columns[i])
		}
	}
	c.pairs(f)
	c.account(f)
	date, _ := c.date(f[3], 3)
	c.date(f[9], 9)
	valid, _ := c.date(f[15], 15)
	if f[14] != "" {
		c.date(f[14], 14)
	}
	amount, ok := c.amount(f)
	c.follow(f, date, valid, amount, ok)
}

// pairs are columns of which both have a value, or none.
func (c *fecCheck) pairs(f []string) {
	for _, p := range [][2]int{{6, 7}, {13, 14}, {16, 17}} {
		if (f[p[0]] == "") != (f[p[1]] == "") {
			c.add("ledger.fec.pair", "name", FECColumns[p[0]], "other", FECColumns[p[1]])
		}
	}
	if f[17] != "" && !iso.MatchString(f[17]) {
		c.add("ledger.fec.currency", "text", f[17])
	}
	if f[16] != "" {
		if _, ok := hundredths(f[16]); !ok {
			c.add("ledger.fec.amount", "name", FECColumns[16], "text", f[16])
		}
	}
}

var (
	iso       = regexp.MustCompile(`^[A-Z]{3}$`)
	accountNo = regexp.MustCompile(`^[1-8][0-9]{2}[0-9A-Z]*$`)
	written   = regexp.MustCompile(`^[+-]?[0-9]+(,[0-9]{1,2})?$`)
	letterNo  = regexp.MustCompile(`^([A-Z]+|[a-z]+)$`)
	compactly = regexp.MustCompile(`^[0-9]{8}$`)
)

func (c *fecCheck) account(f []string) {
	if f[4] != "" && !accountNo.MatchString(f[4]) {
		c.add("ledger.fec.account", "account", f[4])
	}
	for _, p := range []struct{ kind, code, name string }{{"j", f[0], f[1]}, {"c", f[4], f[5]}, {"a", f[6], f[7]}} {
		if p.code == "" || p.name == "" {
			continue
		}
		if was, ok := c.names[p.kind+p.code]; ok && was != p.name {
			c.add("ledger.fec.two_names", "code", p.code, "name", p.name, "other", was)
		} else {
			c.names[p.kind+p.code] = p.name
		}
	}
}

func (c *fecCheck) date(s string, column int) (day.Day, bool) {
	if s == "" {
		return 0, false
	}
	if compactly.MatchString(s) {
		if d, err := day.Parse(s[:4] + "-" + s[4:6] + "-" + s[6:]); err == nil {
			return d, true
		}
	}
	c.add("ledger.fec.date", "name", FECColumns[column], "text", s)
	return 0, false
}

// hundredths reads an amount with a decimal comma.
func hundredths(s string) (int64, bool) {
	if !written.MatchString(s) {
		return 0, false
	}
	whole, cents, _ := strings.Cut(strings.TrimLeft(s, "+-"), ",")
	n, err := strconv.ParseInt(whole+(cents + "00")[:2], 10, 64)
	if strings.HasPrefix(s, "-") {
		n = -n
	}
	return n, err == nil
}

// amount is that of the line, debit positive; exactly one side has one.
func (c *fecCheck) amount(f []string) (int64, bool) {
	a, ok := hundredths(f[11])
	if !ok {
		c.add("ledger.fec.amount", "name", c.columns[11], "text", f[11])
		return 0, false
	}
	if c.columns[12] == "Sens" {
		switch f[12] {
		case "D", "+1":
			return a, true
		case "C", "-1":
			return -a, true
		}
		c.add("ledger.fec.side", "text", f[12])
		return 0, false
	}
	b, ok := hundredths(f[12])
	if !ok {
		c.add("ledger.fec.amount", "name", c.columns[12], "text", f[12])
		return 0, false
	}
	if (a == 0) == (b == 0) {
		c.add("ledger.fec.one_side")
	}
	return a - b, true
}
