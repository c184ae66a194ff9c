package app

import (
	"encaisse/connect/mail"
	"encaisse/o2c/insight"
	"encaisse/o2c/letter"
	"encaisse/o2c/outbox"
)

// What is sent to customers.
var (
	ListMails     = question("mail.list", "GET /v1/mails", outbox.List, billing, collections, finance)
	ShowMail      = question("mail.show", "GET /v1/mails/{id}", outbox.Show, billing, collections, finance)
	MailFacts     = question("mail.facts", "GET /v1/mails/{id}/facts", insight.OfMessage, billing, collections, finance)
	SendInvoice   = command("invoice.send", "POST /v1/invoices/{id}/mails", letter.SendInvoice, sales, billing, collections, finance)
	ResendQuote   = command("quote.resend", "POST /v1/quotes/{id}/mails", letter.SendQuote, sales)
	SendCharge    = command("penalty.send", "POST /v1/charges/{id}/mails", letter.SendCharge, billing, collections, finance)
	TryMail       = command("mail.test", "POST /v1/mails/tests", letter.Try, collections, finance)
	ReadBounce    = command("mail.bounce", "POST /v1/mails/bounces", mail.Bounce, billing, collections, finance)
	NoteBounce    = command("mail.bounce_note", "POST /v1/mails/{id}/bounces", letter.NoteBounce, billing, collections, finance)
	TrustAddress  = command("mail.trust", "POST /v1/customers/{customer}/mail_trust", letter.Trust, billing, collections, finance)
	SendStatement = command("statement.send", "POST /v1/customers/{customer}/statement/mails", letter.SendStatement, sales, billing, collections, finance)
)
