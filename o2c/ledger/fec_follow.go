package ledger

import (
	"regexp"
	"strconv"
	"strings"

	"encaisse/base/day"
)

// JournalOpening is the journal of the balances a year begins with.
const JournalOpening = "AN"

var trailing = regexp.MustCompile(`[0-9]+$`)

// follow holds a line against those before it.
func (c *fecCheck) follow(f []string, date, valid day.Day, amount int64, counted bool) {
	if c.entry.line == 0 || c.entry.journal != f[0] || c.entry.number != f[2] {
		c.endEntry()
		c.begin(f, date, valid)
	}
	if date != c.entry.date {
		c.add("ledger.fec.two_dates", "number", f[2])
	}
	if c.span.Last != 0 && date != 0 && !c.span.Holds(date) {
		c.add("ledger.fec.outside", "date", date, "last", c.span.Last)
	}
	if valid != 0 && date != 0 && valid < date {
		c.add("ledger.fec.valid_early", "valid", valid, "date", date)
	}
	if valid != 0 && valid < c.dated {
		c.add("ledger.fec.valid_order", "valid", valid, "before", c.dated)
	}
	c.dated = max(c.dated, valid)
	if f[0] == JournalOpening && (strings.HasPrefix(f[4], "6") || strings.HasPrefix(f[4], "7")) {
		c.add("ledger.fec.opening_class", "account", f[4])
	}
	c.entry.result = c.entry.result || strings.HasPrefix(f[4], "12")
	c.entry.income = c.entry.income || strings.HasPrefix(f[4], "6") || strings.HasPrefix(f[4], "7")
	if counted {
		c.entry.sum += amount
		c.total += amount
		c.letter(f, amount)
	}
}

// begin looks at the first line of an entry.
func (c *fecCheck) begin(f []string, date, valid day.Day) {
	c.entry = fecEntry{journal: f[0], number: f[2], date: date, valid: valid, line: c.line}
	if f[0] != JournalOpening {
		c.started = true
	} else if c.started {
		c.add("ledger.fec.opening_first")
	}
	j := c.journals[f[0]]
	if j == nil {
		j = &fecJournal{done: map[string]bool{}}
		c.journals[f[0]] = j
	}
	if j.done[f[2]] {
		c.add("ledger.fec.torn", "number", f[2], "journal", f[0])
		return
	}
	j.done[f[2]] = true
	n, err := strconv.ParseInt(trailing.FindString(f[2]), 10, 64)
	if err != nil {
		c.add("ledger.fec.number", "number", f[2])
		return
	}
	c.all = append(c.all, fecNumber{c.line, f[0], n, j.last})
	j.last = n
}

// endEntry closes the entry that was read: it balances, and closes no result.
func (c *fecCheck) endEntry() {
	e := c.entry
	if e.line == 0 {
		return
	}
	if e.sum != 0 {
		c.at(e.line, "ledger.fec.unbalanced", "number", e.number, "journal", e.journal, "difference", centimes(e.sum))
	}
	if e.result && e.income {
		c.at(e.line, "ledger.fec.result", "number", e.number)
	}
}

// letter sums what shares a letter: capitals say that it is settled.
func (c *fecCheck) letter(f []string, amount int64) {
	if f[13] == "" {
		return
	}
	if !letterNo.MatchString(f[13]) {
		c.add("ledger.fec.letters", "text", f[13])
		return
	}
	key := f[4] + " " + f[6] + " " + f[13]
	l := c.letters[key]
	if l == nil {
		l = &fecLetter{line: c.line}
		c.letters[key] = l
		c.letterAt = append(c.letterAt, key)
	}
	l.sum += amount
}

// end judges the file as a whole.
func (c *fecCheck) end(lines int) {
	if lines < 2 {
		c.at(0, "ledger.fec.nothing")
	}
	if c.total != 0 {
		c.at(0, "ledger.fec.total", "difference", centimes(c.total))
	}
	if !global(c.all) {
		for _, n := range c.all {
			if n.last != 0 && n.n != n.last+1 {
				c.at(n.line, "ledger.fec.gap", "number", n.n, "before", n.last, "journal", n.journal)
			}
		}
	}
	for _, key := range c.letterAt {
		l := c.letters[key]
		code := key[strings.LastIndex(key, " ")+1:]
		if l.sum != 0 && code == strings.ToUpper(code) {
			c.at(l.line, "ledger.fec.letters_open", "text", code, "difference", centimes(l.sum))
		}
	}
}

// global reports whether numbers run on without a break over all journals.
func global(all []fecNumber) bool {
	for i, n := range all {
		if i > 0 && n.n != all[i-1].n+1 {
			return false
		}
	}
	return true
}

func centimes(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := strconv.FormatInt(n, 10)
	for len(s) < 3 {
		s = "0" + s
	}
	return sign + s[:len(s)-2] + "," + s[len(s)-2:]
}
