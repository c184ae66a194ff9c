package web

import (
	"encaisse/app"
	"encaisse/web/ui"
)

var lossList = list{
	path: "/losses", title: "web.losses", keys: "losses",
	columns: []column{{key: "number", grow: true}, {key: "doubtful", num: true}, {key: "rate", num: true}, {key: "impaired", num: true}, {key: "written_off", num: true}, {key: "recovered", num: true}, {key: "left_open", num: true, sum: true}},
	rows:    lossRows,
}

func (v *visit) losses() error { return lossList.draw(v) }

func lossRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListLosses, q.paging)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, l := range out.Items {
		r.lines = append(r.lines, row{id: l.ID, currency: l.Open.Currency, cells: map[string]cell{
			"number":      {ui.Cell{Text: l.Invoice, Href: v.invoiceLink(l.Invoice)}, l.Invoice},
			"doubtful":    {ui.Cell{Text: ui.Money(v.ctx, l.Doubtful)}, l.Doubtful},
			"rate":        {ui.Cell{Text: ui.Percent(v.ctx, l.Rate)}, l.Rate},
			"impaired":    {ui.Cell{Text: ui.Money(v.ctx, l.Impaired), Soft: l.Impaired.Minor == 0}, l.Impaired},
			"written_off": {ui.Cell{Text: ui.Money(v.ctx, l.WrittenOff), Soft: l.WrittenOff.Minor == 0}, l.WrittenOff},
			"recovered":   {ui.Cell{Text: ui.Money(v.ctx, l.Recovered), Soft: l.Recovered.Minor == 0}, l.Recovered},
			"left_open":   {ui.Cell{Text: ui.Money(v.ctx, l.Open)}, l.Open},
		}})
	}
	return r, nil
}

// creditList are the credit notes: a view of the invoices that has a place of
// its own.
var creditList = list{
	path: "/credits", title: "web.credit_notes", keys: "credit_notes",
	filters: []string{"customer", "from", "to"},
	columns: invoiceList.columns,
	rows: func(v *visit, q query) (rows, error) {
		q.view = "credits"
		return invoiceRows(v, q)
	},
}

func (v *visit) creditNotes() error { return creditList.draw(v) }
