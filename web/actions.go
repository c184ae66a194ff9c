package web

import (
	"net/url"

	"encaisse/app"
)

// action is a command that people do from a page: which of its fields the form
// shows, and what of a record fills them.
type action struct {
	icon, key string
	fields    []string          // in their order on the form
	takes     map[string]string // field: what of the record fills it
	back      string            // the records one comes back to: order, invoice, customer
	home      string            // the list one comes back to when there is no record
}

// about is what a record says of itself to its actions.
type about map[string]string

// actions are those that have a form, by the name of their command.
var actions = allActions(mainActions, deskActions, bookActions, settingActions)

var mainActions = map[string]action{
	"order.confirm": {icon: "check", key: "C", fields: []string{"id"}, takes: about{"id": "order"}, back: "order"},
	"order.release": {icon: "check", key: "A", fields: []string{"id", "comment"}, takes: about{"id": "order"}, back: "order"},
	"order.retry":   {icon: "refresh", fields: []string{"id"}, takes: about{"id": "order"}, back: "order"},
	"order.hold":    {icon: "pause", fields: []string{"id", "reason"}, takes: about{"id": "order"}, back: "order"},
	"order.cancel":  {icon: "x", fields: []string{"id", "reason"}, takes: about{"id": "order"}, back: "order"},
	"order.recall":  {icon: "undo", fields: []string{"id", "reason"}, takes: about{"id": "order"}, back: "order"},
	"shipping.plan": {icon: "truck", key: "P", fields: []string{"order", "ship"}, takes: about{"order": "order"}, back: "order"},

	"quote.send":       {icon: "mail", key: "E", fields: []string{"id"}, takes: about{"id": "quote"}, back: "quote"},
	"quote.resend":     {icon: "mail", fields: []string{"id"}, takes: about{"id": "quote"}, back: "quote"},
	"quote.accept":     {icon: "check", key: "A", fields: []string{"id", "po_number", "requested_on"}, takes: about{"id": "quote"}, back: "quote"},
	"quote.refuse":     {icon: "x", fields: []string{"id", "reason"}, takes: about{"id": "quote"}, back: "quote"},
	"quote.revalidate": {icon: "clock", fields: []string{"id", "valid_until"}, takes: about{"id": "quote"}, back: "quote"},

	"invoice.issue":   {icon: "invoice", key: "F", fields: []string{"order"}, takes: about{"order": "order"}, back: "order"},
	"invoice.deposit": {icon: "invoice", fields: []string{"id", "percent", "amount"}, takes: about{"id": "order"}, back: "order"},
	"invoice.credit":  {icon: "undo", fields: []string{"id", "reason"}, takes: about{"id": "invoice"}, back: "invoice"},
	"dispute.open":    {icon: "scales", fields: []string{"invoice", "reason", "amount"}, takes: about{"invoice": "invoice"}, back: "invoice"},

	"promise.make":  {icon: "promise", key: "P", fields: []string{"customer", "invoice", "amount", "due_on"}, takes: about{"customer": "customer", "invoice": "invoice", "amount": "open"}, back: "customer"},
	"contact.log":   {icon: "phone", fields: []string{"customer", "channel", "direction", "person", "result", "note", "next_on"}, takes: about{"customer": "customer"}, back: "customer"},
	"dunning.pause": {icon: "pause", fields: []string{"customer", "invoice", "reason", "until"}, takes: about{"customer": "customer", "invoice": "invoice"}, back: "customer"},

	"invoice.send":     {icon: "mail", fields: []string{"id"}, takes: about{"id": "invoice"}, back: "invoice"},
	"mail.bounce_note": {icon: "undo", fields: []string{"id", "status", "action"}, takes: about{"id": "message"}, back: "message"},
	"mail.trust":       {icon: "check", fields: []string{"customer"}, takes: about{"customer": "customer"}, back: "customer"},

	"statement.send": {icon: "mail", fields: []string{"customer"}, takes: about{"customer": "customer"}, back: "customer"},

	"portfolio.give":    {icon: "user", fields: []string{"customer", "collector"}, takes: about{"customer": "customer"}, back: "customer"},
	"portfolio.cover":   {icon: "user", fields: []string{"collector", "stand_in", "from", "to"}, takes: about{"collector": "portfolio"}, back: "portfolio", home: "/portfolios"},
	"dunning.remind":    {icon: "mail", fields: []string{"customer", "amount", "currency"}, takes: map[string]string{"customer": "customer", "amount": "asked", "currency": "currency"}, back: "customer"},
	"penalty.charge":    {icon: "plus", fields: []string{"customer", "currency", "up_to", "without_indemnity"}, takes: about{"customer": "customer", "currency": "currency"}, back: "customer", home: "/to-charge"},
	"dso.target":        {icon: "gauge", fields: []string{"days", "valid_from"}, takes: about{"days": "days"}, home: "/figures/dso"},
	"penalty.waive":     {icon: "x", fields: []string{"id", "part", "amount", "reason"}, takes: about{"id": "charge", "part": "part"}, back: "charge", home: "/charges"},
	"penalty.send":      {icon: "mail", fields: []string{"id"}, takes: about{"id": "charge"}, back: "charge"},
	"promise.cancel":    {icon: "x", fields: []string{"id"}, takes: about{"id": "promise"}, back: "promises"},
	"plan.propose":      {icon: "promise", fields: []string{"customer", "parts", "first_on"}, takes: about{"customer": "customer"}, back: "customer"},
	"plan.accept":       {icon: "check", key: "A", fields: []string{"id"}, takes: about{"id": "plan"}, back: "plan"},
	"plan.cancel":       {icon: "x", fields: []string{"id"}, takes: about{"id": "plan"}, back: "plan"},
	"credit.insolvency": {icon: "stop", fields: []string{"customer", "on", "comment"}, takes: about{"customer": "customer"}, back: "customer"},

	"payment.receive":  {icon: "bank", fields: []string{"customer", "amount", "received_on", "reference", "payer", "fee"}, takes: about{"customer": "customer"}, back: "payments"},
	"payment.identify": {icon: "user", fields: []string{"id", "customer"}, takes: about{"id": "payment"}, back: "payment"},
	"payment.unapply":  {icon: "undo", fields: []string{"id", "invoice"}, takes: about{"id": "payment", "invoice": "invoice"}, back: "payment"},
	"payment.return":   {icon: "undo", fields: []string{"id", "reason", "fee", "returned_on"}, takes: about{"id": "payment"}, back: "payment"},
	"payment.refund":   {icon: "export", fields: []string{"id", "amount", "iban", "payee", "reason"}, takes: about{"id": "payment"}, back: "payment"},
	"refund.pay":       {icon: "check", fields: []string{"id"}, takes: about{"id": "refund"}, back: "refunds"},
	"refund.cancel":    {icon: "x", fields: []string{"id", "reason"}, takes: about{"id": "refund"}, back: "refunds"},
	"refund.return":    {icon: "undo", fields: []string{"id", "reason"}, takes: about{"id": "refund"}, back: "refunds"},

	"dispute.review": {icon: "eye", key: "A", fields: []string{"id"}, takes: about{"id": "dispute"}, back: "dispute"},
	"dispute.assign": {icon: "user", fields: []string{"id", "owner"}, takes: about{"id": "dispute"}, back: "dispute"},
	"dispute.reject": {icon: "x", fields: []string{"id"}, takes: about{"id": "dispute"}, back: "dispute"},
	"dispute.close":  {icon: "lock", fields: []string{"id"}, takes: about{"id": "dispute"}, back: "dispute"},
	"loss.doubt":     {icon: "warn", fields: []string{"id"}, takes: about{"id": "invoice"}, back: "invoice"},
	"loss.impair":    {icon: "chart", fields: []string{"id", "rate"}, takes: about{"id": "invoice"}, back: "invoice"},
	"loss.write_off": {icon: "x", fields: []string{"id", "amount", "ground", "duplicate_sent_on"}, takes: about{"id": "invoice"}, back: "invoice"},
	"loss.recover":   {icon: "bank", fields: []string{"id", "amount"}, takes: about{"id": "invoice"}, back: "invoice"},

	"credit.limit":  {icon: "gauge", fields: []string{"customer", "limit"}, takes: about{"customer": "customer"}, back: "customer"},
	"credit.block":  {icon: "lock", fields: []string{"customer", "reason"}, takes: about{"customer": "customer"}, back: "customer"},
	"credit.review": {icon: "eye", fields: []string{"customer", "next", "comment"}, takes: about{"customer": "customer"}, back: "customer"},

	"customer.address": {icon: "truck", fields: []string{"customer", "code", "name", "street", "postcode", "city", "country", "region"}, takes: about{"customer": "customer", "code": "code", "name": "name", "street": "street", "postcode": "postcode", "city": "city", "country": "country", "region": "region"}, back: "customer"},
}

// mayDo tells whether the visitor may do a command that has a form.
func (v *visit) mayDo(name string) bool {
	e, ok := app.Find(name)
	_, form := actions[name]
	return ok && form && v.may(e)
}

// href is the form of an action, filled from a record.
func (a action) href(name string, of about) string {
	values := url.Values{}
	for field, what := range a.takes {
		if of[what] != "" {
			values.Set(field, of[what])
		}
	}
	if len(values) == 0 {
		return "/do/" + name
	}
	return "/do/" + name + "?" + values.Encode()
}
