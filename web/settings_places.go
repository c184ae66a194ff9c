package web

import "encaisse/app"

// settingsPlaces are the places of the menu that set the house.
var settingsPlaces = []place{
	{icon: "gear", text: "web.settings", below: []place{{text: "web.company", path: "/settings/company"}, {text: "web.users", path: "/settings/users"}, {text: "web.signin_rules", path: "/settings/sign-in"}, {text: "web.dunning_plan", path: "/settings/dunning"},
		{text: "web.credit_policy", path: "/settings/credit"}, {text: "web.mails", path: "/settings/mails"}, {text: "web.taxes", path: "/settings/taxes"}, {text: "web.series", path: "/settings/series"},
		{text: "web.keys", path: "/settings/keys"}, {text: "web.audit", path: "/settings/audit"}, {text: "web.health", path: "/health"}}},
}

// settings are the pages of what the house is set to, and of its health.
func settings() []screen {
	planned := needs(app.ShowDunning.Entry, app.TryDunning.Entry)
	ruled := needs(app.CreditPolicy.Entry, app.TryRule.Entry)
	healthy := needs(app.ShowHealth.Entry, app.StuckSteps.Entry)
	return []screen{
		{"GET /settings/company", needs(app.ShowEntity.Entry, app.ShowHead.Entry, app.ShowLogo.Entry), (*visit).company},
		{"GET /settings/company/logo", needs(app.ShowLogo.Entry), (*visit).logo},
		{"POST /settings/company/logo", needs(app.ShowEntity.Entry, app.ShowHead.Entry, app.ShowLogo.Entry, app.SetLogo.Entry), (*visit).logoSet},
		{"POST /settings/company/logo/remove", needs(app.RemoveLogo.Entry), (*visit).logoRemoved},
		{"GET /settings/users", needs(app.ListStaff.Entry), (*visit).users},
		{"POST /settings/users", needs(app.ListStaff.Entry, app.AddUser.Entry), (*visit).userAdded},
		{"POST /settings/users/{user}", needs(app.ListStaff.Entry, app.Invite.Entry), (*visit).userDone},
		{"GET /settings/dunning", planned, (*visit).dunningPlan},
		{"POST /settings/dunning", append(needs(app.SetDunning.Entry), planned...), (*visit).dunningSet},
		{"GET /settings/credit", ruled, (*visit).creditPolicy},
		{"POST /settings/credit", append(needs(app.SetRule.Entry), ruled...), (*visit).ruleSet},
		{"GET /settings/mails", needs(app.Specimen.Entry), (*visit).mails},
		{"POST /settings/mails", needs(app.Specimen.Entry, app.TryMail.Entry), (*visit).mailTried},
		{"GET /mails", needs(app.ListMails.Entry), (*visit).outbox},
		{"GET /mails/bounces", needs(app.ReadBounce.Entry), (*visit).bounces},
		{"POST /mails/bounces", needs(app.ReadBounce.Entry), (*visit).bounced},
		{"GET /mails/{id}", needs(app.ShowMail.Entry), (*visit).mail},
		{"GET /settings/taxes", needs(app.TaxTable.Entry, app.ListMentions.Entry, app.ListTaxRates.Entry), (*visit).taxTables},
		{"GET /settings/series", needs(app.ListSeries.Entry), (*visit).series},
		{"GET /settings/keys", needs(app.ListKeys.Entry), (*visit).keys},
		{"POST /settings/keys", needs(app.ListKeys.Entry, app.CreateKey.Entry), (*visit).keyMade},
		{"POST /settings/keys/{id}", needs(app.ListKeys.Entry, app.RevokeKey.Entry), (*visit).keyDone},
		{"GET /settings/audit", needs(app.Audit.Entry), (*visit).audit},
		{"GET /health", healthy, (*visit).health},
		{"POST /health/verify", append(needs(app.StartRun.Entry), healthy...), (*visit).verifyNow},
		{"POST /health/steps/{id}", append(needs(app.RetryStep.Entry), healthy...), (*visit).retryStep},
	}
}

// settingActions are the commands of these pages that have a form of the usual kind.
var settingActions = map[string]action{
	"entity.describe":   {icon: "pen", fields: []string{"id", "name", "legal_id", "tax_id", "street", "postcode", "city", "iban", "bank_account", "interac", "cheques", "send_by", "deposit_form"}, takes: about{"id": "entity"}, back: "company", home: "/settings/company"},
	"entity.letterhead": {icon: "pen", fields: []string{"id", "form", "capital", "register", "phone", "email", "website", "closing"}, takes: about{"id": "entity"}, back: "company", home: "/settings/company"},
}
