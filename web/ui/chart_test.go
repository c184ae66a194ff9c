package ui

import "testing"

// Bars stand on the line of nothing, hang below it when they are less, and fill
// the plot from its largest to its least.
func TestColumns(t *testing.T) {
	c := Columns("x", []string{"a", "b"}, []Series{{"s1", "one", []int64{60, -20}}, {"s2", "two", []int64{20, 0}}})
	first, second := c.Columns[0], c.Columns[1]
	if c.Base != "69.60" || len(first.Bars) != 2 || first.Bars[0] != (ChartBar{"s1", "26.40", "43.20"}) || first.Bars[1] != (ChartBar{"s2", "12.00", "14.40"}) {
		t.Errorf("base %s, %+v", c.Base, first.Bars)
	}
	if len(second.Bars) != 1 || second.Bars[0] != (ChartBar{"s1", "69.60", "14.40"}) || second.X != "56.25" || second.Width != "37.50" {
		t.Errorf("%+v", second)
	}
	if empty := Columns("x", []string{"a"}, []Series{{"s1", "one", []int64{0}}}); len(empty.Columns[0].Bars) != 0 {
		t.Errorf("%+v", empty)
	}
}

func TestCurve(t *testing.T) {
	c := Curve("x", []string{"a", "b", "c"}, []int64{0, 40, 20}, []bool{false, true, true}, []string{"", "4", "2"})
	if len(c.Joints) != 1 || c.Joints[0] != (ChartJoint{"50.00", "12.00", "83.33", "48.00"}) || c.Columns[0].Value != "" {
		t.Errorf("%+v", c)
	}
}
