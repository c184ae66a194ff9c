// Package insight answers questions over the whole chain: aging, DSO, exports,
// the thread of an order. It computes everything from the documents, as of any
// past day, as known now or as known then.
package insight

import "encaisse/base/day"

// AsOf is the day a question is about, and what was known: nothing said is
// today, as known now. Known is a seal number: only facts sealed up to it count.
type AsOf struct {
	Day   day.Day `query:"as_of" json:"as_of,omitempty" doc:"a past day; today when left out"`
	Known int64   `query:"known" json:"known,omitempty" minimum:"0" doc:"seal number: as known then; 0: as known now"`
}
