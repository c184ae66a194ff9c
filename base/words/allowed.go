package words

import (
	"maps"
	"slices"
)

// Allowed are the words for the events that a table of edges allows in a state,
// the keys prefix + event; none of them is prefix + "nothing". A refusal of an
// event says with them what can be done instead. Events in but are not for people.
func Allowed[S comparable, T any](edges map[string]map[S]T, state S, prefix string, but ...string) []Key {
	var list []Key
	for _, event := range slices.Sorted(maps.Keys(edges)) {
		if _, ok := edges[event][state]; ok && !slices.Contains(but, event) {
			list = append(list, Key(prefix+event))
		}
	}
	if list == nil {
		return []Key{Key(prefix + "nothing")}
	}
	return list
}
