package web

import (
	"strings"

	"encaisse/app"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

var targetTexts = words.Texts{
	"web.aim":           {FR: "Objectif de DSO", EN: "DSO target"},
	"web.aim.over":      {FR: "objectif de {days} j : {gap} j de trop, {cash}", EN: "target of {days} days: {gap} too many, {cash}"},
	"web.aim.better":    {FR: "objectif de {days} j tenu, {gap} j de mieux", EN: "target of {days} days met, {gap} better"},
	"web.aim.met":       {FR: "objectif de {days} j tenu", EN: "target of {days} days met"},
	"web.aim.set":       {FR: "objectif de {days} j", EN: "target of {days} days"},
	"web.aim.none":      {FR: "aucun objectif fixé", EN: "no target set"},
	"web.do.dso.target": {FR: "Fixer l’objectif de DSO", EN: "Set the DSO target"},
	"web.field.days":    {FR: "Jours", EN: "Days"},
}

// aim says beside a DSO what the company aims at and what the gap is worth,
// nothing where no target is set.
func (v *visit) aim(a *insight.Aimed) string {
	if a == nil {
		return ""
	}
	if better, ok := strings.CutPrefix(a.Gap, "-"); ok {
		return v.say("web.aim.better", "days", a.Days, "gap", ui.Number(v.ctx, better))
	}
	switch a.Gap {
	case "n/a":
		return v.say("web.aim.set", "days", a.Days)
	case "0.0":
		return v.say("web.aim.met", "days", a.Days)
	}
	return v.say("web.aim.over", "days", a.Days, "gap", ui.Number(v.ctx, a.Gap), "cash", ui.Money(v.ctx, a.Cash))
}

// aimed puts the target beside the DSO on the page that explains it, and what
// sets it, for who may.
func (v *visit) aimed(a asking, b *board) error {
	if !v.may(app.ShowDSO.Entry) || a.customer != "" || a.group != "" {
		return nil
	}
	dso, err := ask(v, app.ShowDSO, a.dso())
	if err != nil {
		return err
	}
	f := ui.Figure{Name: v.say("web.aim"), Whole: v.say("ui.none"), Note: v.say("web.aim.none"), Href: v.link("/dso")}
	days := ""
	if t := dso.Target; t != nil {
		days = ui.Number(v.ctx, t.Days)
		f.Whole, f.Rest, f.Note = days, "\u00a0"+v.say("web.days"), v.aim(t)
	}
	b.Figures = append(b.Figures, f)
	b.Buttons = append(b.Buttons, v.actions(about{"days": days}, "dso.target")...)
	return nil
}
