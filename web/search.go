package web

import (
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/words"
	"encaisse/web/ui"
)

// foundPage is what a search found, in groups.
type foundPage struct {
	Query  string
	Groups []foundGroup
}

type foundGroup struct {
	Name string
	Hits []hit
}

type hit struct{ Href, Icon, Title, Text, Amount string }

// mostHits of a group that are shown.
const mostHits = 8

// search finds documents, customers, actions and pages: as a part of a page
// for the field on top, as a page of its own without scripts.
func (v *visit) search() error {
	text := strings.TrimSpace(v.r.URL.Query().Get("q"))
	p := foundPage{Query: text}
	if text != "" {
		documents, err := v.documents(text)
		if err != nil {
			return err
		}
		p.Groups = append(p.Groups, documents...)
		p.Groups = append(p.Groups, foundGroup{v.say("web.found.actions"), v.named(text)})
		p.Groups = append(p.Groups, foundGroup{v.say("web.found.pages"), v.pages(text)})
		p.Groups = slices.DeleteFunc(p.Groups, func(g foundGroup) bool { return len(g.Hits) == 0 })
	}
	if v.htmx() {
		return v.piece(foundBody(p))
	}
	if len(p.Groups) > 0 && strings.EqualFold(p.Groups[0].Hits[0].Title, text) {
		return v.to(p.Groups[0].Hits[0].Href) // its very number
	}
	return v.show(v.say("web.found"), foundWhole(p))
}

// documents are those of the registry's search, by kind.
func (v *visit) documents(text string) ([]foundGroup, error) {
	found, err := ask(v, app.FindAnything, app.FindIn{Q: cutRunes(text, 100)})
	if err != nil {
		return nil, err
	}
	var groups []foundGroup
	for _, kind := range []string{"customer", "order", "quote", "invoice", "charge"} {
		g := foundGroup{Name: v.say("web." + kind + "s")}
		for _, f := range found {
			href := v.record(f.Kind, f.Number)
			if f.Kind != kind || href == "" || len(g.Hits) == mostHits {
				continue
			}
			h := hit{href, kindIcons[kind], f.Number, f.Name, ui.Money(v.ctx, f.Amount)}
			if kind == "customer" {
				h.Title, h.Text = f.Name, f.Number
			}
			g.Hits = append(g.Hits, h)
			if kind == "order" && strings.EqualFold(f.Number, text) && v.opens("/orders/{id}/thread") {
				g.Hits = append(g.Hits, hit{Href: "/orders/" + escape(f.Number) + "/thread", Icon: "clock", Title: v.say("web.steer.thread", "number", f.Number)})
			}
		}
		groups = append(groups, g)
	}
	return groups, nil
}

// beginnings are the screens that begin something, by the word of their list.
var beginnings = []place{{icon: "cart", text: "web.new.orders", path: "/orders/new"}, {icon: "pen", text: "web.new.quotes", path: "/quotes/new"},
	{icon: "plus", text: "web.new.customers", path: "/customers/new"}, {icon: "plus", text: "web.new.items", path: "/items/new"}}

// named are the actions whose names hold a text.
func (v *visit) named(text string) (hits []hit) {
	for _, b := range beginnings {
		if label := v.say(b.text); v.opens(b.path) && strings.Contains(words.Plain(label), words.Plain(text)) {
			hits = append(hits, hit{Href: b.path, Icon: b.icon, Title: label})
		}
	}
	for name, a := range actions {
		if label := v.say("web.do." + name); v.mayDo(name) && strings.Contains(words.Plain(label), words.Plain(text)) {
			hits = append(hits, hit{Href: "/do/" + name, Icon: a.icon, Title: label})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return strings.Compare(a.Title, b.Title) })
	return hits[:min(len(hits), mostHits)]
}

// pages are the places of the menu whose names hold a text.
func (v *visit) pages(text string) (hits []hit) {
	add := func(p place) {
		if p.path != "" && v.opens(p.path) && strings.Contains(words.Plain(v.say(p.text)), words.Plain(text)) {
			hits = append(hits, hit{Href: p.path, Icon: "arrow", Title: v.say(p.text)})
		}
	}
	for _, p := range places {
		add(p)
		for _, b := range p.below {
			add(b)
		}
	}
	return hits
}
func cutRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
