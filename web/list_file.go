package web

import (
	"slices"
	"strings"

	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/connect/table"
	"encaisse/web/ui"
)

// mostRows of a file: more is for the exports of the API.
const mostRows = 100_000

// file is the list as CSV or XLSX: the same filter, order and columns, all pages.
func (l list) file(v *visit, q query) error {
	if q.group != "" {
		return l.groupFile(v, q)
	}
	columns := l.shown(q)
	var headers []string
	for _, c := range columns {
		headers = append(headers, v.say("web.col."+c.key))
	}
	headers = append(headers, v.say("web.col.currency"))
	var out [][]any
	q.paging = db.Paging{Limit: 1000}
	for {
		r, err := l.rows(v, q)
		if err != nil {
			return err
		}
		for _, line := range r.lines {
			if picked := q.raw["id"]; len(picked) > 0 && !slices.Contains(picked, line.id) {
				continue
			}
			var values []any
			for _, c := range columns {
				values = append(values, line.cells[c.key].value)
			}
			out = append(out, append(values, line.currency))
		}
		if r.next == nil || len(out) >= mostRows {
			break
		}
		q.paging.Cursor = *r.next
	}
	return v.table(q.raw.Get("format"), strings.ReplaceAll(strings.Trim(l.path, "/"), "/", "-")+"-"+v.today().String(), v.say(l.title), headers, out)
}

// table sends rows as a file of a format.
func (v *visit) table(format, name, title string, headers []string, rows [][]any) error {
	if format != "xlsx" {
		return v.csv(name, headers, rows)
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="`+name+`.xlsx"`)
	b, err := table.NewWorkbook(v.w, title, headers)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := b.Write(row...); err != nil {
			return err
		}
	}
	return b.Close()
}

// csv sends a table as a file, in the way of the language.
func (v *visit) csv(name string, headers []string, rows [][]any) error {
	style := table.French
	if v.view.Lang == words.English {
		style = table.RFC4180
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	return table.WriteCSV(v.w, headers, rows, style)
}

// asFile tells that a page is asked for as a file: one of a format that is not
// there is the page.
func (v *visit) asFile() bool {
	format := v.r.URL.Query().Get("format")
	return format == "csv" || format == "xlsx"
}

// tableFile sends the table of a page in the format that is asked for.
func (v *visit) tableFile(name, title string, headers []string, rows [][]any) error {
	return v.table(v.r.URL.Query().Get("format"), name, title, headers, rows)
}

// fileLinks lead to the table of a page as a file.
func (v *visit) fileLinks() (list []actionLink) {
	for _, format := range []string{"csv", "xlsx"} {
		list = append(list, actionLink{v.here("format", format), "export", v.say("web.export_all", "format", strings.ToUpper(format))})
	}
	return list
}

// withWhy is the text of a state with what stands below it, for a file.
func withWhy(state, why string) string {
	if why == "" {
		return state
	}
	return state + ", " + why
}

// exports are the files of exactly what is shown.
func (l list) exports(v *visit, q query, r rows) []ui.Link {
	say := func(format string) string {
		if r.many || r.plain {
			return v.say("web.export_all", "format", format)
		}
		return v.say("web.export", "n", r.count, "format", format)
	}
	return []ui.Link{{Href: l.with(q, "format", "csv"), Text: say("CSV")}, {Href: l.with(q, "format", "xlsx"), Text: say("XLSX")}}
}

// howMany answers how many rows a filter has, for the tab of a kept view.
func (l list) howMany(v *visit, q query) error {
	q.paging = db.Paging{Limit: 1}
	r, err := l.rows(v, q)
	if err != nil {
		return err
	}
	text := ui.Number(v.ctx, r.count)
	if r.many {
		text = v.say("web.more_than", "n", 10_000)
	} else if r.plain {
		text = ""
	}
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	v.w.Header().Set("Cache-Control", "no-store")
	_, _ = v.w.Write([]byte(text)) // the browser is gone: nothing is lost
	return nil
}
