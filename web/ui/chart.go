package ui

import "encaisse/base/stat"

// Chart is drawn by the server, in parts of its place: it needs no script, and
// its table stands beside it. Label says the point to who does not see it.
type Chart struct {
	Label   string
	Columns []ChartColumn
	Joints  []ChartJoint // a line over the columns
	Base    string       // where nothing is
	Top     string       // the largest figure, at the top
	Legend  []Swatch
}

// ChartColumn is one place of the chart: its bars, its name, and its figure.
type ChartColumn struct {
	X, Width, Mid string
	Name, Value   string
	Odd           bool // its name has no room on a narrow sheet
	Bars          []ChartBar
}

// ChartBar is a part of a column.
type ChartBar struct{ Class, Y, Height string }

// ChartJoint is a part of a line, from one column to the next.
type ChartJoint struct{ X1, Y1, X2, Y2 string }

// Swatch says what a tint of the chart is.
type Swatch struct{ Class, Text string }

// Series are the values of a chart, a value a column.
type Series struct {
	Class, Name string
	Values      []int64
}

// The plot lies between these parts of a hundred; names stand below.
const (
	plotTop    = 12
	plotBottom = 84
)

// place is where a value of a span lies, in percent of the whole.
func place(v, low, high int64) string {
	if high <= low {
		return "84"
	}
	text, _ := stat.Ratio{Num: plotBottom*(high-low) - (plotBottom-plotTop)*(v-low), Den: high - low}.Times(1, 2)
	return text
}

// sizeOf is how high a value stands, in percent of the whole.
func sizeOf(v, low, high int64) string {
	if high <= low {
		return "0"
	}
	text, _ := stat.Ratio{Num: (plotBottom - plotTop) * v, Den: high - low}.Times(1, 2)
	return text
}

func hundredths(n, of int64) string {
	text, _ := stat.Ratio{Num: n, Den: of}.Times(100, 2)
	return text
}

// Columns draws values side by side, stacked over one another: what is below
// nothing hangs down.
func Columns(label string, names []string, series []Series) Chart {
	c := Chart{Label: label}
	var low, high int64
	for i := range names {
		var up, down int64
		for _, s := range series {
			up, down = up+max(s.Values[i], 0), down+min(s.Values[i], 0)
		}
		low, high = min(low, down), max(high, up)
	}
	c.Base = place(0, low, high)
	n := int64(max(len(names), 1))
	for i, name := range names {
		at := int64(i)
		col := ChartColumn{X: hundredths(8*at+1, 8*n), Width: hundredths(6, 8*n), Mid: hundredths(2*at+1, 2*n), Name: name, Odd: len(names) > 7 && (len(names)-1-i)%2 == 1}
		var up, down int64
		for _, s := range series {
			switch v := s.Values[i]; {
			case v > 0:
				up += v
				col.Bars = append(col.Bars, ChartBar{s.Class, place(up, low, high), sizeOf(v, low, high)})
			case v < 0:
				col.Bars = append(col.Bars, ChartBar{s.Class, place(down, low, high), sizeOf(-v, low, high)})
				down += v
			}
		}
		c.Columns = append(c.Columns, col)
	}
	if len(series) > 1 {
		for _, s := range series {
			c.Legend = append(c.Legend, Swatch{s.Class, s.Name})
		}
	}
	return c
}

// Curve draws values joined by a line; figures are written over the points. Where
// known says false there is no point.
func Curve(label string, names []string, values []int64, known []bool, figures []string) Chart {
	var low, high int64
	for i, v := range values {
		if known[i] {
			high = max(high, v)
		}
	}
	c := Chart{Label: label, Base: place(0, low, high)}
	n := int64(max(len(names), 1))
	for i, name := range names {
		at := int64(i)
		col := ChartColumn{X: hundredths(8*at+1, 8*n), Width: hundredths(6, 8*n), Mid: hundredths(2*at+1, 2*n), Name: name, Odd: len(names) > 7 && (len(names)-1-i)%2 == 1}
		if known[i] {
			col.Value = figures[i]
			col.Bars = []ChartBar{{"point", place(values[i], low, high), "0"}}
			if i > 0 && known[i-1] {
				c.Joints = append(c.Joints, ChartJoint{hundredths(2*at-1, 2*n), place(values[i-1], low, high), col.Mid, col.Bars[0].Y})
			}
		}
		c.Columns = append(c.Columns, col)
	}
	return c
}
