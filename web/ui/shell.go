package ui

import "encaisse/base/words"

// Surroundings is what stands around a page.
type Surroundings struct {
	Title    string
	Menu     []MenuItem
	User     string
	Role     string
	Entity   string
	Here     string // the page's own address, to come back to
	Query    string // what was searched for
	Done     string // what was just done; "" for nothing
	Demo     bool
	News     int64  // what waits for who is signed in
	NewsText string // it in words; "" for a page without
	SignedIn bool   // not by an address alone: there is something to sign out of
}

// MenuItem is a place of the menu. Its items show when it is open.
type MenuItem struct {
	Href, Icon, Text string
	On, Open         bool
	Items            []MenuItem
}

// allKeys are the keys that work on every page, and on lists.
var allKeys = []Key{
	{[]string{"Ctrl", "K"}, "find"},
	{[]string{"J", "K"}, "move"},
	{[]string{"X"}, "tick"},
	{[]string{"E"}, "open"},
	{[]string{"N"}, "next"},
	{[]string{"/"}, "filter"},
	{[]string{"?"}, "keys"},
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func pressed(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// shortLanguage is the language of the texts: those of Quebec are French.
func shortLanguage(l words.Language) string {
	if l == words.English {
		return "en"
	}
	return "fr"
}
