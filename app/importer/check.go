package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/connect/table"
)

// A step is one command of an import, done once: its key is kept with its
// effect.
type step struct {
	key   []byte
	by    db.ID // the file that did it before; 0 = nobody
	day   day.Day
	rank  int // order of steps of one day
	line  int
	rows  int // of the file that are done with it
	quiet bool
	do    func(*db.Write) (changed bool, err error)
}

// A unit is a row, or the rows of an order, with its steps in their order.
type unit struct {
	row   table.Row
	order string // number of an order
	steps []step
}

// check reads the whole file against the masters, without changing anything.
type check struct {
	r       *db.Read
	app     *app.App
	kind    *kind
	sheet   *table.Sheet
	file    *file
	present map[string]bool // columns the file has
	out     *Result
	units   []unit
	ranks   map[[32]byte]int
	err     error // of the database
	caller  app.Caller
}

func judge(r *db.Read, a *app.App, k *kind, sheet *table.Sheet, f *file, in Request, out *Result) (*check, error) {
	c := &check{r: r, app: a, kind: k, sheet: sheet, file: f, out: out, ranks: map[[32]byte]int{}, caller: in.Caller,
		present: columns(k, sheet, in.Options.Map)}
	k.check(c)
	if c.err == nil {
		c.err = c.lookup()
	}
	if c.err == nil {
		c.err = c.clashes()
	}
	slices.SortStableFunc(out.Errors, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(slices.Index(sheet.Headers, a.Column), slices.Index(sheet.Headers, b.Column)))
	})
	out.Warnings = len(out.Warned)
	c.r = nil
	return c, c.err
}

// columns tells which of the kind's columns the file has: what it does not
// have stays as it is on a customer or item that exists.
func columns(k *kind, sheet *table.Sheet, m table.Map) map[string]bool {
	fold := func(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
	headers := map[string]bool{}
	for _, h := range sheet.Headers {
		headers[fold(h)] = true
	}
	present := map[string]bool{}
	for _, col := range k.columns {
		_, constant := m.Constants[col.Name]
		name := col.Name
		if h, ok := m.Headers[col.Name]; ok {
			name = h
		}
		present[col.Name] = constant || headers[fold(name)]
	}
	return present
}

// key makes the key of a row (or order) from what identifies it: its content,
// its day and its rank among equal rows of the file (domain.md 12, point 6).
func (c *check) key(content any, d day.Day, parts ...string) []string {
	b, err := json.Marshal(content)
	if err != nil {
		panic(err) // our own structs always encode
	}
	base := append([]string{c.kind.name, c.file.Entity.Text("ent"), string(b), d.String()}, parts...)
	sum := hash(base)
	rank := c.ranks[[32]byte(sum)]
	c.ranks[[32]byte(sum)]++
	return append(base, strconv.Itoa(rank))
}

func hash(parts []string) []byte {
	sum := sha256.Sum256([]byte(db.JSON(parts)))
	return sum[:]
}

// add puts a row on the list of what is to be done, in one step.
func (c *check) add(row table.Row, content any, s step, parts ...string) {
	s.key, s.line, s.rows = hash(c.key(content, s.day, parts...)), row.Number, 1
	c.units = append(c.units, unit{row: row, steps: []step{s}})
}

// due lists the steps not done yet, in the order of days, then kinds of step,
// then rows. A row that another file did is done.
func (c *check) due() []step {
	var list []step
	for _, u := range c.units {
		if by := u.steps[0].by; by != 0 && by != c.file.ID {
			continue
		}
		for _, s := range u.steps {
			if s.by == 0 {
				list = append(list, s)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.rank, b.rank), cmp.Compare(a.line, b.line))
	})
	return list
}

func rowsOf(steps []step) int {
	n := 0
	for _, s := range steps {
		n += s.rows
	}
	return n
}

// line reads the cells of a row and lists what is wrong with them.
type line struct {
	c   *check
	row table.Row
	bad bool
}

// mostText is how long a cell of text may be, in characters.
const mostText = 300

func (c *check) line(row table.Row) *line {
	l := &line{c: c, row: row}
	for _, col := range c.kind.columns {
		text := row.Text(col.Name)
		if len(text) > mostText && utf8.RuneCountInString(text) > mostText {
			l.no(col.Name, "import.long", "max", mostText)
		}
		if !words.Legible(text) {
			l.no(col.Name, "form.legible")
		}
	}
	return l
}

// no lists a cell that is wrong by a rule.
func (l *line) no(name, code string, pairs ...any) { l.refuse(l.row.Refuse(name, code, pairs...)) }

// refuse lists what a refusal says about the row; another error ends the check.
func (l *line) refuse(err error) {
	l.bad = true
	no, ok := refuse.As(err)
	if !ok {
		l.c.err = cmp.Or(l.c.err, err)
		return
	}
	l.c.out.Errors = append(l.c.out.Errors, cells(l.c.app, l.c.caller.Language, no, l.row.Number, l.row.Header)...)
}

// at is refuse for a refusal that does not name the cell.
func (l *line) at(name string, err error) {
	if no, ok := refuse.As(err); ok && len(no.Fields) == 0 {
		copied := l.row.Refuse(name, no.Code)
		copied.Args = append(copied.Args, no.Args...)
		err = copied
	}
	l.refuse(err)
}

// warn counts a warning about a cell.
func (l *line) warn(name, code string) {
	l.c.out.Warned = append(l.c.out.Warned, cells(l.c.app, l.c.caller.Language, l.row.Refuse(name, code), l.row.Number, l.row.Header)...)
}

// text is a cell that must not be blank.
func (l *line) text(name string) string {
	if !l.row.Has(name) {
		l.no(name, "table.empty")
	}
	return l.row.Text(name)
}

// must reads a cell that must not be blank.
func must[T any](l *line, name string, read func(string) (T, error)) T {
	v, err := read(name)
	if err != nil {
		l.refuse(err)
	}
	return v
}

// may reads a cell that may be blank.
func may[T any](l *line, name string, read func(string) (T, error)) (v T, has bool) {
	if !l.row.Has(name) {
		return v, false
	}
	return must(l, name, read), true
}

// past reads a day that is not after today.
func (l *line) past(name string) day.Day {
	d := must(l, name, l.row.Day)
	if d > l.c.file.today {
		l.no(name, "import.future", "day", d)
	}
	return d
}
