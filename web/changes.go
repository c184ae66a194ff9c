package web

import (
	"net/url"

	"encaisse/o2c/insight"
)

// changes are what a fact changed, old to new, where its body says so.
func (v *visit) changes(insight.Step) []string { return nil }

func escape(s string) string { return url.PathEscape(s) }
