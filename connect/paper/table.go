package paper

import "encaisse/connect/paper/sheet"

// column is a column of a table. The first one takes what the others leave and
// wraps; the rest are figures, never cut: they are set smaller when they must.
type column struct {
	title string
	right bool
}

// row is a line of a table; of a heading only the first cell stands.
type row struct {
	cells   []string
	under   string // in small letters under the first cell
	heading bool
	carried string // what the rows so far sum to, "" where nothing is carried
}

const (
	rowSize  = 8.6
	rowAir   = 5.0 // above and below
	between  = 12.0
	leastFor = 0.34 // of the width, for the first column
)

// grid is a table with its measures.
type grid struct {
	columns []column
	width   []float64
	cell    sheet.Style
	head    sheet.Style
}

// measure gives each column its room.
func (p *page) measure(columns []column, rows []row) grid {
	g := grid{columns: columns, width: make([]float64, len(columns)), cell: body, head: label}
	g.cell.Size = rowSize
	all := p.right - p.left
	for {
		used := 0.0
		for i := 1; i < len(columns); i++ {
			g.width[i] = g.head.Width(columns[i].title)
			for _, r := range rows {
				if !r.heading {
					g.width[i] = max(g.width[i], g.cell.Width(r.cells[i]))
				}
			}
			used += g.width[i] + between
		}
		g.width[0] = all - used
		if g.width[0] >= all*leastFor || g.cell.Size < 3 {
			return g
		}
		g.cell.Size *= 0.96
		g.head.Size *= 0.96
	}
}

// table sets rows over as many pages as they need, with what is carried from
// one to the next, and keeps so much room after the last: what stands there has at
// least one row above it on its page, where a page can hold both.
func (p *page) table(columns []column, rows []row, after float64) {
	g := p.measure(columns, rows)
	tail, high := g.tail(rows)
	titles := g.head.Size*leading + 5
	if high += after; high+titles+g.carry(row{carried: "0"}) > p.bottom()-top {
		tail = len(rows) // no page holds both
	}
	if tail == 0 {
		p.room(titles + high)
	}
	p.room(60)
	p.heading(g)
	carried := ""
	for i, r := range rows {
		need := g.need(r)
		if r.heading && i+1 < len(rows) {
			need += 2 * g.cell.Size * leading
		}
		if p.y+min(need, 160)+g.carry(r) > p.bottom() || i == tail && i > 0 && p.y+high > p.bottom() {
			p.turn(g, carried)
		}
		p.row(g, r, g.lines(r), carried)
		carried = r.carried
	}
	if p.y+after > p.bottom() {
		p.turn(g, carried)
	}
}

// tail is where the last row begins with the headings that it stands under, and
// the room that they take.
func (g grid) tail(rows []row) (at int, high float64) {
	for at = len(rows); at > 0 && (at == len(rows) || rows[at-1].heading); at-- {
		high += g.need(rows[at-1])
	}
	return at, high
}

// need is the room that a row takes.
func (g grid) need(r row) float64 {
	need := rowAir + float64(len(g.lines(r)))*g.cell.Size*leading + rowAir
	if r.heading {
		need += 3
	}
	if r.under != "" {
		need += high(small, g.width[0], r.under)
	}
	return need
}

// carry is the room that what is carried takes at the end of a page.
func (g grid) carry(r row) float64 {
	if r.carried == "" {
		return 0
	}
	return g.cell.Size*leading + 2*rowAir
}

func (g grid) lines(r row) []string {
	y := g.cell
	wide := g.width[0]
	if r.heading {
		y.Face = sheet.Bold
		for _, w := range g.width[1:] {
			wide += w + between
		}
	}
	return y.Wrap(r.cells[0], wide)
}

// heading sets the titles of the columns.
func (p *page) heading(g grid) {
	p.y += g.head.Size * leading
	p.cells(g, g.head, func(i int) string { return g.columns[i].title })
	p.y += 5
	p.Rule(p.left, p.right, p.y, 0.9, ink)
}

// cells sets a text a column at the height reached.
func (p *page) cells(g grid, y sheet.Style, text func(int) string) {
	x := p.left
	for i, c := range g.columns {
		if i > 0 {
			x += between
		}
		if c.right {
			p.Right(y, x+g.width[i], p.y, text(i))
		} else {
			p.Text(y, x, p.y, text(i))
		}
		x += g.width[i]
	}
}

// row sets one row; a name longer than the page goes on on the next.
func (p *page) row(g grid, r row, lines []string, carried string) {
	style := g.cell
	if r.heading {
		style.Face = sheet.Bold
		p.y += 3
	}
	p.y += rowAir - 2
	for i, line := range lines {
		if p.y+style.Size*leading > p.bottom()-g.carry(r) {
			p.turn(g, carried)
			p.y += rowAir - 2
		}
		p.y += style.Size * leading
		p.Text(style, p.left, p.y, line)
		if i == 0 && !r.heading {
			p.cells(g, style, func(i int) string {
				if i == 0 {
					return ""
				}
				return r.cells[i]
			})
		}
	}
	p.y = p.block(small, p.left, p.y, g.width[0], r.under) + rowAir
	if !r.heading {
		p.Rule(p.left, p.right, p.y, 0.4, hair)
	}
}

// turn begins the next page with the titles and what is carried.
func (p *page) turn(g grid, carried string) {
	if carried != "" {
		p.carried(g, p.say("carried"), carried)
	}
	p.next()
	p.heading(g)
	if carried != "" {
		p.carried(g, p.say("brought"), carried)
		p.Rule(p.left, p.right, p.y, 0.4, hair)
	}
}

func (p *page) carried(g grid, what, amount string) {
	y := sheet.Style{Face: sheet.Regular, Size: g.cell.Size, Ink: pale}
	p.y += rowAir + y.Size
	p.Right(y, p.right-max(y.Width(amount), g.width[len(g.width)-1])-between, p.y, what)
	p.Right(y, p.right, p.y, amount)
	p.y += rowAir
}
