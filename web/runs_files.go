package web

import (
	"encaisse/app/work"
	"encaisse/web/ui"
)

// runFiles are the files that work made.
func (v *visit) runFiles(work.View) []ui.Link { return nil }
