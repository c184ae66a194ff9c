package app

import "encaisse/flow"

// What Open gives the database when its options do not say otherwise: the
// chain, and the hooks that look at each command that said yes.
var (
	Steps  = flow.Steps
	Finish = flow.Finish
)
