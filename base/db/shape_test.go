package db

import (
	"maps"
	"reflect"
	"slices"
	"testing"
)

// What a text touches is told for sure, or not at all.
func TestShapes(t *testing.T) {
	for _, c := range []struct {
		sql    string
		tables []string
		equal  map[string]map[string]int
	}{
		{`select a from t where k = $2 and n=$1 order by a`, []string{"t"}, map[string]map[string]int{"t": {"k": 1, "n": 0}}},
		{`select a from t x join u y on y.k = x.k where x.k = $1 and y.n > $2 limit $3`, []string{"t", "u"}, map[string]map[string]int{"t": {"k": 0}}},
		{`select a from t, u as y where k = $1`, []string{"t", "u"}, nil},
		{`select a from t where k = $1 or n = $2`, []string{"t"}, nil},
		{`select a from t where not (n = 1 and k = $1 and a = 2)`, []string{"t"}, nil},
		{`select a from t where k = $1 and exists (select 1 from u where u.n = $2)`, []string{"t", "u"}, nil},
		{`select a from t left join u on u.k = t.k where t.k = $1`, []string{"t", "u"}, nil},
		{`select a from t where k = $1 + 1 and n = $2`, []string{"t"}, map[string]map[string]int{"t": {"n": 1}}},
		{`delete from t where k = $1`, []string{"t"}, map[string]map[string]int{"t": {"k": 0}}},
	} {
		s := shapeOf(c.sql)
		if got := slices.Sorted(maps.Keys(s.tables)); !slices.Equal(got, c.tables) {
			t.Errorf("%s names %v", c.sql, got)
		}
		if len(s.equal) != len(c.equal) || len(c.equal) > 0 && !reflect.DeepEqual(s.equal, c.equal) {
			t.Errorf("%s: %v", c.sql, s.equal)
		}
	}
}
