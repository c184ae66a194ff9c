package importer

import (
	"encoding/hex"
	"reflect"
	"strconv"
	"strings"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/connect/table"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/tax"
)

// first is where a file names a customer or an item for the first time.
type first struct {
	row     int
	content string
}

// once refuses a second row of a number that says something else: which of the
// two is meant nobody can tell.
func (l *line) once(seen map[string]first, name, number string, content any) {
	if number == "" {
		return // told already
	}
	text := db.JSON(content)
	if f, ok := seen[number]; ok && f.content != text {
		l.no(name, "import.twice", "other", f.row)
	} else if !ok {
		seen[number] = first{l.row.Number, text}
	}
}

// master lists a row that creates or changes a customer or an item. It is done
// again when another file says the same: the master may have changed between.
// What else the row does is a step of its own, after all masters of the file.
func (c *check) master(row table.Row, content any, do func(*db.Write) (bool, error), then ...func(*db.Write) (bool, error)) {
	base := c.key(content, 0, hex.EncodeToString(c.file.Hash))
	u, changed := unit{row: row}, false
	for i, do := range append([]func(*db.Write) (bool, error){do}, then...) {
		s := step{rank: i, line: row.Number, do: func(w *db.Write) (bool, error) {
			effect, err := do(w)
			if i == 0 {
				changed = false
			}
			changed = changed || effect
			return changed, err
		}}
		if s.key = hash(base); i > 0 {
			s.key = hash(append(base, "then", strconv.Itoa(i)))
		}
		u.steps = append(u.steps, s)
	}
	u.steps[len(u.steps)-1].rows = 1
	c.units = append(c.units, u)
}

// customerRow is a customer, and who follows him.
type customerRow struct {
	credit.NewCustomer
	Collector string `json:"collector,omitempty"`
}

func customers(c *check) {
	seen := map[string]first{}
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		in := customerRow{l.customer(), l.collector()}
		l.once(seen, "number", in.Number, in)
		if l.bad {
			continue
		}
		if _, _, code := party.CheckLegalID(in.Country, in.LegalID); code != "" {
			l.warn("legal_id", code)
		}
		if _, code := party.CheckTaxID(in.Country, in.TaxID); code != "" {
			l.warn("tax_id", code)
		}
		var then []func(*db.Write) (bool, error)
		if in.Collector != "" {
			then = append(then, func(w *db.Write) (bool, error) { return give(w, in) })
		}
		c.master(row, in, func(w *db.Write) (bool, error) { return c.putCustomer(w, in.NewCustomer) }, then...)
	}
}

// collector is who follows the customer from now on; a blank cell changes nothing.
// Who may not give customers to collectors may not do it by a file.
func (l *line) collector() string {
	name := l.row.Text("collector")
	if name == "" {
		return ""
	}
	if err := app.GiveCustomer.Entry.Authorise(l.c.caller.Role); err != nil {
		l.at("collector", err)
	} else if ok, err := dunning.Collects(l.c.r, name); err != nil {
		l.refuse(err)
	} else if !ok {
		l.no("collector", "portfolio.collector", "name", name)
	}
	return name
}

func give(w *db.Write, in customerRow) (changed bool, err error) {
	was, err := dunning.Holding(w.Read, dunning.OfCustomer{Customer: in.Number})
	if err != nil {
		return false, err
	}
	now, err := dunning.Give(w, dunning.ToGive{Customer: in.Number, Collector: in.Collector})
	return was.Collector != now.Collector, err
}

func (l *line) customer() credit.NewCustomer {
	row := l.row
	in := credit.NewCustomer{New: party.New{Number: l.text("number"), Name: l.text("name"), Country: strings.ToUpper(l.text("country")),
		Region: row.Text("region"), Street: row.Text("street"), Postcode: row.Text("postcode"), City: row.Text("city"),
		Email: row.Text("email"), Language: spoken(row.Text("language")), Currency: must(l, "currency", l.currency),
		Terms: l.text("terms"), TaxID: row.Text("tax_id"), LegalID: row.Text("legal_id"), Group: row.Text("group"), DepositForm: row.Text("deposit_form"), TakenOver: true}}
	if c := in.Country; c != "" && (len(c) != 2 || strings.Trim(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		l.no("country", "party.country", "country", c)
	}
	if f := in.DepositForm; f != "" && f != party.DepositLines && f != party.DepositPaid {
		l.no("deposit_form", "party.deposit_form", "choice", f)
	}
	if in.Terms != "" {
		terms, err := receivable.ParseTerms(in.Terms)
		if err != nil {
			l.at("terms", err)
		}
		in.Terms = string(terms)
	}
	if in.Currency == "" {
		return in
	}
	limit, has := may(l, "credit_limit", func(name string) (money.Decimal, error) {
		if _, err := row.Amount(name, in.Currency); err != nil {
			return 0, err
		}
		p, err := row.PriceIn(name, in.Currency)
		return money.Decimal(p), err
	})
	if limit < 0 {
		l.no("credit_limit", "credit.limit_negative")
	}
	if has {
		in.CreditLimit = &limit
	}
	if rate, has := may(l, "late_rate", row.Percent); has {
		in.LateRate = &rate
	}
	return in
}

// spoken is a language we speak, or none: then the country decides.
func spoken(tag string) string {
	switch p, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-"); p {
	case "fr", "en":
		return tag
	}
	return ""
}

// currency reads a cell that holds the code of one.
func (l *line) currency(name string) (money.Currency, error) {
	if !l.row.Has(name) {
		return "", l.row.Refuse(name, "table.empty")
	}
	c, err := money.ParseCurrency(l.row.Text(name))
	if err != nil {
		return "", l.row.Refuse(name, "money.currency", "text", l.row.Text(name))
	}
	return c, nil
}

// putCustomer creates or changes a customer. Columns the file does not have
// leave him as he is.
func (c *check) putCustomer(w *db.Write, in credit.NewCustomer) (changed bool, err error) {
	old, err := credit.Show(w.Read, credit.ByCustomer{ID: in.Number})
	if refuse.Code(err) == "party.unknown" {
		_, err = credit.Welcome(w, in)
		return true, err
	}
	if err != nil {
		return false, err
	}
	for name, to := range map[string]struct {
		field *string
		was   string
	}{"region": {&in.Region, old.Region}, "street": {&in.Street, old.Street}, "postcode": {&in.Postcode, old.Postcode}, "city": {&in.City, old.City},
		"email": {&in.Email, old.Email}, "language": {&in.Language, old.Language}, "tax_id": {&in.TaxID, old.TaxID}, "legal_id": {&in.LegalID, old.LegalID},
		"group": {&in.Group, old.Group}, "deposit_form": {&in.DepositForm, old.DepositForm}} {
		if !c.present[name] {
			*to.field = to.was
		}
	}
	in.PORequired = old.PORequired // no column says it
	if !c.present["late_rate"] {
		in.LateRate = &old.LateRate
	}
	if !c.present["credit_limit"] && old.CreditLimit != nil {
		limit, err := money.ParseDecimal(old.CreditLimit.Text())
		if err != nil {
			return false, err
		}
		in.CreditLimit = &limit
	}
	now, err := order.PutCustomer(w, in)
	return !reflect.DeepEqual(old, now), err
}

func items(c *check) {
	seen, codes := map[string]first{}, map[string]first{}
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		in := l.item()
		l.once(seen, "sku", in.SKU, in)
		l.once(codes, "gtin", in.GTIN, in.SKU)
		if other, err := catalog.ByGTIN(c.r, in.GTIN); err != nil {
			l.at("gtin", err)
		} else if other != "" && other != in.SKU {
			l.no("gtin", "catalog.gtin_taken", "gtin", in.GTIN, "sku", other)
		}
		if old, err := catalog.Find(c.r, in.SKU); err == nil && old.Kind != in.Kind && !l.bad {
			l.no("kind", "catalog.kind_fixed", "sku", in.SKU)
		} else if err != nil && refuse.Code(err) != "catalog.unknown" {
			l.refuse(err)
		}
		if !l.bad {
			c.master(row, in, func(w *db.Write) (bool, error) { return c.putItem(w, in) })
		}
	}
}

func (l *line) item() catalog.New {
	row := l.row
	in := catalog.New{SKU: l.text("sku"), Name: l.text("name"), Kind: strings.ToLower(l.text("kind")), Unit: row.Text("unit"),
		Currency: l.c.file.entity.Currency, TaxClass: strings.ToLower(row.Text("tax_class"))}
	if in.Kind != "" && in.Kind != catalog.Goods && in.Kind != catalog.Service && in.Kind != catalog.Freight {
		l.no("kind", "catalog.kind", "kind", in.Kind)
	}
	if in.TaxClass != "" && !tax.Class(in.TaxClass).Known() {
		l.no("tax_class", "catalog.tax_class", "class", in.TaxClass)
	}
	if code, has := may(l, "currency", l.currency); has {
		in.Currency = code
	}
	price, has := may(l, "price", func(name string) (money.Price, error) { return row.PriceIn(name, in.Currency) })
	if price < 0 {
		l.no("price", "catalog.price_negative")
	}
	if has {
		in.Price = &price
	}
	if in.Weight, _ = may(l, "weight_kg", row.Quantity); in.Weight < 0 {
		l.no("weight_kg", "catalog.weight_negative")
	}
	for name, to := range map[string]*money.Quantity{"length_cm": &in.Length, "width_cm": &in.Width, "height_cm": &in.Height} {
		if *to, _ = may(l, name, row.Quantity); *to < 0 {
			l.no(name, "catalog.size_negative")
		}
	}
	if code := row.Text("gtin"); code != "" {
		var ok bool
		if in.GTIN, ok = catalog.GTIN(code); !ok {
			l.no("gtin", "catalog.gtin", "gtin", code)
		}
	}
	return in
}

// putItem creates or changes an item. Columns the file does not have leave it
// as it is.
func (c *check) putItem(w *db.Write, in catalog.New) (changed bool, err error) {
	old, err := catalog.Show(w.Read, catalog.BySKU{ID: in.SKU})
	if refuse.Code(err) == "catalog.unknown" {
		_, err = catalog.Create(w, in)
		return true, err
	}
	if err != nil {
		return false, err
	}
	if !c.present["unit"] {
		in.Unit = old.Unit
	}
	if !c.present["price"] {
		in.Price = old.Price
	}
	if !c.present["currency"] {
		in.Currency = old.Currency
	}
	if !c.present["tax_class"] {
		in.TaxClass = old.TaxClass
	}
	if !c.present["weight_kg"] {
		in.Weight = old.Weight
	}
	if !c.present["gtin"] {
		in.GTIN = old.GTIN
	}
	for name, size := range map[string]struct {
		field *money.Quantity
		was   money.Quantity
	}{"length_cm": {&in.Length, old.Length}, "width_cm": {&in.Width, old.Width}, "height_cm": {&in.Height, old.Height}} {
		if !c.present[name] {
			*size.field = size.was
		}
	}
	now, err := catalog.Put(w, in)
	return !reflect.DeepEqual(old, now), err
}
