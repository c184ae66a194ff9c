package web

import (
	"net/http"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/listing"
	"encaisse/o2c/seller"
	"encaisse/web/ui"
)

var itemList = list{
	path: "/items", title: "web.items", keys: "items", begin: "/items/new",
	filters: []string{"q"},
	columns: []column{{key: "sku"}, {key: "item", grow: true}, {key: "kind_of"}, {key: "onhand", num: true}, {key: "free", num: true}, {key: "floor", num: true}, {key: "price", num: true, sum: true}},
	rows:    itemRows,
}

func (v *visit) items() error { return itemList.draw(v) }

func itemRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ItemRows, listing.ItemsIn{Paging: q.paging, Q: q.q})
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, count: out.Rows}
	for _, i := range out.Items {
		price, floor := cell{}, cell{}
		if i.Price != nil {
			price = cell{ui.Cell{Text: v.unit(*i.Price, i.Currency)}, *i.Price}
		}
		if i.Floor != nil {
			floor = cell{ui.Cell{Text: v.unit(*i.Floor, i.Currency), Soft: true}, *i.Floor}
		}
		href := v.link2("/items/{id}", "/items/"+escape(i.SKU))
		free := cell{ui.Cell{Text: ui.Number(v.ctx, i.Available), Href: with(href, "?part=claims")}, i.Available}
		onhand := cell{ui.Cell{Text: ui.Number(v.ctx, i.OnHand), Href: with(href, "?part=moves")}, i.OnHand}
		if i.Kind != catalog.Goods {
			free, onhand = cell{}, cell{}
		}
		r.lines = append(r.lines, row{id: i.SKU, currency: i.Currency, cells: map[string]cell{
			"sku":     {ui.Cell{Text: i.SKU, Href: href}, i.SKU},
			"item":    {ui.Cell{Text: i.Name}, i.Name},
			"kind_of": {ui.Cell{Text: v.say("web.kind." + i.Kind), Soft: true}, v.say("web.kind." + i.Kind)},
			"onhand":  onhand, "free": free, "floor": floor, "price": price,
		}})
	}
	return r, nil
}

// with goes on with an address when there is one.
func with(href, more string) string {
	if href == "" {
		return ""
	}
	return href + more
}

// unit is the price of a unit.
func (v *visit) unit(p money.Price, c money.Currency) string {
	return words.UnitPrice(v.view.Lang, p, c)
}

// itemPage is the record of an item: what it costs whom, and where it is.
type itemPage struct {
	Head     ui.Heading
	Actions  []actionLink
	Tabs     []ui.Tab
	Grid     ui.Grid
	Empty    *ui.EmptyPage
	Next     string
	Facts    []ui.Fact
	Path     string
	Quote    []ui.Input
	Trail    []ui.Fact
	Floor    *ui.State
	Ready    *ui.State // when so many can be there
	Problems []ui.Problem
}

func (v *visit) item() error {
	i, err := ask(v, app.ShowItem, catalog.BySKU{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	path := "/items/" + escape(i.SKU)
	p := itemPage{Head: ui.Heading{Title: i.Name, Sub: i.SKU, Crumbs: []ui.Link{{Href: "/items", Text: v.say("web.items")}}}, Path: path,
		Actions: v.actions(about{"item": i.SKU}, "stock.receive", "expected.announce", "stock.bin", "stock.minimum", "stock.adjust", "price.set", "item.floor")}
	if v.opens("/items/{id}/change") {
		p.Actions = append([]actionLink{{path + "/change", "pen", v.say("web.edit.items")}}, p.Actions...)
	}
	p.Facts = []ui.Fact{{Name: v.say("web.col.kind_of"), Text: v.say("web.kind." + i.Kind)}, {Name: v.say("web.col.unit"), Text: i.Unit}, {Name: v.say("web.col.class"), Text: v.say("web.class." + i.TaxClass)}}
	if i.Price != nil {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("web.trail.list"), Text: v.unit(*i.Price, i.Currency)})
	}
	if i.Floor != nil {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("web.col.floor"), Text: v.unit(*i.Floor, i.Currency)})
	}
	if i.Weight != 0 {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("web.col.weight"), Text: ui.Number(v.ctx, i.Weight) + "\u00a0kg"})
	}
	if i.GTIN != "" {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("web.col.gtin"), Text: i.GTIN})
	}
	parts := v.itemParts(i.Kind)
	p.Tabs = v.tabs(path, nil, parts...)
	switch v.part(parts...) {
	case "moves":
		err = v.movesOf(i.SKU, &p)
	case "claims":
		err = v.claimsOf(i.SKU, &p)
	case "promise":
		err = v.promiseOf(i.SKU, &p)
	case "expected":
		err = v.expectedOf(i.SKU, &p)
	case "prices":
		err = v.pricesOf(i.SKU, &p)
	default:
		err = v.levelsOf(i.SKU, &p)
	}
	if err != nil {
		return err
	}
	if v.may(app.QuotePrice.Entry) {
		v.quote(i.SKU, i.Kind == catalog.Goods, &p)
	}
	return v.status(http.StatusOK, i.Name, itemBody(p))
}

// itemParts are those of an item that are for the visitor.
func (v *visit) itemParts(kind string) []string {
	var out []string
	if v.may(app.StockRows.Entry) && kind == catalog.Goods {
		out = append(out, "levels", "promise", "expected", "claims", "moves")
	}
	if v.may(app.ListPrices.Entry) {
		out = append(out, "prices")
	}
	return append(out, "levels")[:max(len(out), 1)]
}

func (v *visit) levelsOf(sku string, p *itemPage) error {
	if !v.may(app.StockRows.Entry) {
		return nil
	}
	out, err := ask(v, app.StockRows, listing.StockIn{Q: sku})
	p.Grid = ui.Grid{Caption: v.say("web.part.levels"), Columns: []ui.Column{{Name: v.say("web.col.warehouse"), Grow: true}, {Name: v.say("web.col.bin")}, {Name: v.say("web.col.onhand"), Num: true}, {Name: v.say("web.col.reserved"), Num: true},
		{Name: v.say("web.col.blocked"), Num: true}, {Name: v.say("web.col.free"), Num: true, Key: true}}}
	for _, l := range out.Items {
		if l.SKU == sku {
			p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: l.Warehouse, Cells: []ui.Cell{{Text: l.Warehouse}, {Text: l.Bin}, {Text: ui.Number(v.ctx, l.OnHand), Href: p.Path + "?part=moves"},
				{Text: ui.Number(v.ctx, l.Reserved), Href: p.Path + "?part=claims"}, {Text: ui.Number(v.ctx, l.Blocked), Soft: l.Blocked == 0}, {Text: ui.Number(v.ctx, l.Available)}}})
		}
	}
	if len(p.Grid.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.levels"), Text: v.say("web.empty.levels.why")}
	}
	return err
}

func (v *visit) movesOf(sku string, p *itemPage) error {
	out, err := ask(v, app.StockMoves, listing.MovesIn{SKU: sku, Paging: pagingOf(v.r)})
	p.Grid = ui.Grid{Caption: v.say("web.part.moves"), Columns: []ui.Column{{Name: v.say("web.col.day")}, {Name: v.say("web.col.kind"), Grow: true}, {Name: v.say("web.col.warehouse")}, {Name: v.say("web.col.value"), Num: true}, {Name: v.say("web.col.quantity"), Num: true, Key: true}}}
	for _, m := range out.Items {
		c := ui.Cell{Text: v.say("web.moved." + m.Kind), Small: m.Number}
		c.Href = v.record(m.Object, m.Number)
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: m.Number, Cells: []ui.Cell{{Text: ui.Day(v.ctx, m.Day)}, c, {Text: m.Warehouse}, {Text: ui.Money(v.ctx, m.Value), Soft: true}, {Text: signed(ui.Number(v.ctx, m.Quantity), m.Quantity > 0)}}})
	}
	if out.Next != nil {
		p.Next = p.Path + "?part=moves&cursor=" + *out.Next
	}
	if len(out.Items) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.levels"), Text: v.say("web.empty.levels.why")}
	}
	return err
}

func signed(text string, up bool) string {
	if up {
		return "+" + text
	}
	return text
}

func (v *visit) claimsOf(sku string, p *itemPage) error {
	out, err := ask(v, app.StockClaims, listing.ClaimsIn{SKU: sku})
	p.Grid = v.claims(out)
	if len(out) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.claims"), Text: v.say("web.empty.claims.why")}
	}
	return err
}

func (v *visit) claims(list []listing.ClaimRow) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.claims"), Columns: []ui.Column{{Name: v.say("web.col.number")}, {Name: v.say("web.col.customer"), Grow: true}, {Name: v.say("web.col.warehouse")}, {Name: v.say("web.col.promised")},
		{Name: v.say("web.col.reserved"), Num: true}, {Name: v.say("web.col.waiting"), Num: true, Key: true}}}
	for _, c := range list {
		g.Lines = append(g.Lines, ui.Line{ID: c.Order, Cells: []ui.Cell{{Text: c.Order, Href: v.record("order", c.Order)}, {Text: c.Name, Small: c.Customer}, {Text: c.Warehouse}, {Text: v.dayOr(c.PromisedOn)},
			{Text: ui.Number(v.ctx, c.Reserved), Soft: c.Reserved == 0}, {Text: ui.Number(v.ctx, c.Backordered), Soft: c.Backordered == 0}}})
	}
	return g
}

func (v *visit) pricesOf(sku string, p *itemPage) error {
	out, err := ask(v, app.ListPrices, catalog.PriceFilter{Paging: pagingOf(v.r), SKU: sku})
	p.Grid = ui.Grid{Caption: v.say("web.part.prices"), Columns: []ui.Column{{Name: v.say("web.col.list"), Grow: true}, {Name: v.say("web.col.least"), Num: true}, {Name: v.say("web.col.from")}, {Name: v.say("web.col.until")}, {Name: v.say("web.col.price"), Num: true, Key: true}}}
	for _, x := range out.Items {
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: x.ID, Cells: []ui.Cell{{Text: x.List, Small: or(x.Customer, x.Group)}, {Text: ui.Number(v.ctx, x.Least)}, {Text: v.dayOr(x.From)}, {Text: v.dayOr(x.To)}, {Text: v.unit(x.Price, x.Currency)}}})
	}
	if len(out.Items) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.prices"), Text: v.say("web.empty.prices.why")}
	}
	return err
}

// quote explains a price: for whom, how many, on which day.
func (v *visit) quote(sku string, goods bool, p *itemPage) {
	raw := v.r.URL.Query()
	p.Quote = []ui.Input{{Name: "customer", Label: v.say("web.filter.customer"), Value: strings.TrimSpace(raw.Get("customer"))},
		{Name: "quantity", Label: v.say("web.col.quantity"), Kind: "amount", Value: strings.TrimSpace(raw.Get("quantity"))}, {Name: "day", Label: v.say("web.col.day"), Kind: "date", Value: raw.Get("day")}}
	in := catalog.ToQuote{SKU: sku, Customer: p.Quote[0].Value}
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	if text := p.Quote[1].Value; text != "" {
		q, err := money.ParseQuantity(words.Untyped(text))
		if err != nil || q <= 0 {
			wrong.At("/quantity", "order.quantity", "quantity", text)
		}
		in.Quantity = q
	}
	if text := p.Quote[2].Value; text != "" {
		d, err := day.Parse(text)
		if err != nil {
			wrong.At("/day", "input.date")
		}
		in.Day = d
	}
	var err error = wrong
	if len(wrong.Fields) == 0 && goods {
		p.Ready = v.readyOf(sku, in.Quantity)
	}
	var out catalog.QuoteView
	if len(wrong.Fields) == 0 {
		out, err = ask(v, app.QuotePrice, in)
	}
	if err != nil {
		if refuse.Code(err) != "catalog.no_price" || len(raw) > 0 {
			v.wrong(err, p.Quote, &p.Problems)
		}
		return
	}
	p.Trail = v.trail(out.Trail)
	if out.Floor != nil {
		p.Floor = &ui.State{Tone: "ok", Icon: "check", Text: v.say("web.floor", "amount", *out.Floor)}
		if out.Net.Minor < out.Floor.Minor && !out.Included {
			p.Floor = &ui.State{Tone: "alert", Icon: "stop", Text: v.say("web.floor.below", "amount", *out.Floor)}
		}
	}
}

var priceList = list{
	path: "/prices", title: "web.prices", keys: "prices", create: "price.set",
	filters: []string{"list", "sku"},
	columns: []column{{key: "list"}, {key: "item"}, {key: "customer", grow: true}, {key: "least", num: true}, {key: "from"}, {key: "until"}, {key: "price", num: true, sum: true}},
	rows:    priceRows,
}

func (v *visit) prices() error { return priceList.draw(v) }

func priceRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListPrices, catalog.PriceFilter{Paging: q.paging, List: strings.TrimSpace(q.raw.Get("list")), SKU: strings.TrimSpace(q.raw.Get("sku"))})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, x := range out.Items {
		r.lines = append(r.lines, row{id: x.ID, currency: x.Currency, cells: map[string]cell{
			"list":     {ui.Cell{Text: x.List, Href: "/prices?list=" + queried(x.List)}, x.List},
			"item":     {ui.Cell{Text: x.SKU, Href: v.link2("/items/{id}", "/items/"+escape(x.SKU)+"?part=prices")}, x.SKU},
			"customer": {ui.Cell{Text: or(or(x.Customer, x.Group), v.say("web.everybody"))}, or(x.Customer, x.Group)},
			"least":    {ui.Cell{Text: ui.Number(v.ctx, x.Least)}, x.Least},
			"from":     {ui.Cell{Text: v.dayOr(x.From)}, x.From}, "until": {ui.Cell{Text: v.dayOr(x.To)}, x.To},
			"price": {ui.Cell{Text: v.unit(x.Price, x.Currency), Small: v.included(x.Included)}, x.Price},
		}})
	}
	return r, nil
}

var promotionList = list{
	path: "/promotions", title: "web.promotions", keys: "promotions", create: "promotion.create",
	columns: []column{{key: "number"}, {key: "item", grow: true}, {key: "list"}, {key: "from"}, {key: "until"}, {key: "discount", num: true, sum: true}},
	rows:    promotionRows,
}

func (v *visit) promotions() error { return promotionList.draw(v) }

func promotionRows(v *visit, _ query) (rows, error) {
	out, err := ask(v, app.ListPromotions, seller.None{})
	if err != nil {
		return rows{}, err
	}
	r := rows{count: int64(len(out.Items))}
	for _, x := range slices.Backward(out.Items) {
		off := "−" + ui.Percent(v.ctx, x.Percent)
		if x.Percent == 0 {
			off = "−" + v.unit(x.Each, x.Currency)
		}
		r.lines = append(r.lines, row{id: x.Code, cells: map[string]cell{
			"number": {ui.Cell{Text: x.Code}, x.Code}, "item": {ui.Cell{Text: or(x.SKU, v.say("web.every_item"))}, x.SKU}, "list": {ui.Cell{Text: x.List}, x.List},
			"from": {ui.Cell{Text: v.dayOr(x.From)}, x.From}, "until": {ui.Cell{Text: v.dayOr(x.To)}, x.To}, "discount": {ui.Cell{Text: off}, off},
		}})
	}
	return r, nil
}
