package dunning

import (
	"encaisse/base/day"
	"encaisse/base/id"
)

// Portfolio is what one collector follows. Customers that nobody was given to
// are everybody's: they are in no portfolio.
type Portfolio struct {
	ID        id.ID
	Entity    id.ID
	Collector id.ID
	StandIn   id.ID // 0: nobody
	First     day.Day
	Last      day.Day
	Version   int64
}

// covered tells whether somebody else follows its customers too on a day.
func (p Portfolio) covered(today day.Day) bool {
	return p.StandIn != 0 && p.First <= today && today <= p.Last
}

// followedBy tells whether its customers are a user's on a day: his own, or of
// one he stands in for.
func (p Portfolio) followedBy(user id.ID, today day.Day) bool {
	return p.Collector == user || p.covered(today) && p.StandIn == user
}
