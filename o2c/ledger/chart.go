// Package ledger turns the facts of the cycle into balanced entries.
package ledger

import (
	"strings"

	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/tax"
)

// Chart is a chart of accounts.
type Chart string

const (
	PCG     Chart = "pcg"     // plan comptable général, nomenclature of 2025
	Generic Chart = "generic" // four digits, for any other country
)

// ParseChart reads the name of a chart; refusal `ledger.chart`.
func ParseChart(s string) (Chart, error) {
	if c := Chart(strings.ToLower(s)); c == PCG || c == Generic {
		return c, nil
	}
	return "", refuse.New(refuse.Invalid, "ledger.chart", "text", s)
}

// Role is what an account is for, whatever its number.
type Role string

const (
	Bank                 Role = "bank"
	Undeposited          Role = "undeposited" // cheques received, not banked yet
	Receivable           Role = "receivable"
	DoubtfulReceivable   Role = "doubtful_receivable"
	Retention            Role = "retention" // kept back by customers of works, until released
	Impairment           Role = "impairment"
	Unbilled             Role = "unbilled" // shipped, not invoiced, at period end
	UnidentifiedReceipts Role = "unidentified_receipts"
	Inventory            Role = "inventory"
	Deposits             Role = "deposits" // advances tied to an order or a 386, before tax
	CreditNotesToIssue   Role = "credit_notes_to_issue"
	DeferredRevenue      Role = "deferred_revenue"
	TaxVAT               Role = "tax_vat"
	TaxGST               Role = "tax_gst"
	TaxHST               Role = "tax_hst"
	TaxQST               Role = "tax_qst"
	TaxPST               Role = "tax_pst"
	TaxPending           Role = "tax_pending"     // VAT on receipts, not cashed yet
	TaxUnbilled          Role = "tax_unbilled"    // of what is not invoiced at period end
	Opening              Role = "opening"         // counterpart of what is taken over
	RetainedProfit       Role = "retained_profit" // of the years before the last one
	RetainedLoss         Role = "retained_loss"
	ResultProfit         Role = "result_profit" // of the last year
	ResultLoss           Role = "result_loss"
	RevenueGoods         Role = "revenue_goods"
	RevenueServices      Role = "revenue_services"
	Freight              Role = "freight"
	Rebates              Role = "rebates"   // commercial rebates after invoice
	Discounts            Role = "discounts" // cash discounts taken
	LateFees             Role = "late_fees"
	Indemnities          Role = "indemnities" // fixed charges for recovery, where they are booked apart
	Recoveries           Role = "recoveries"  // of receivables written off
	ImpairmentReversal   Role = "impairment_reversal"
	SmallGain            Role = "small_gain"
	SmallLoss            Role = "small_loss"
	FXGain               Role = "fx_gain" // on trade items
	FXLoss               Role = "fx_loss"
	ConversionLoss       Role = "conversion_loss" // on what is open in another currency, at period end
	ConversionGain       Role = "conversion_gain"
	ExchangeProvision    Role = "exchange_provision"
	ExchangeExpense      Role = "exchange_expense"
	COGS                 Role = "cogs"
	BankFees             Role = "bank_fees"
	BadDebt              Role = "bad_debt"
	EarlierBadDebt       Role = "earlier_bad_debt" // of invoices of the years before
	ImpairmentExpense    Role = "impairment_expense"
)

// accounts: domain.md 5.1. HST is accounted for on the GST return, so both
// share an account of the generic chart. The French chart has one account for
// every tax on sales.
var accounts = map[Role]struct{ pcg, generic string }{
	Bank:                 {"512", "1000"},
	Undeposited:          {"5112", "1050"},
	Receivable:           {"411", "1100"},
	DoubtfulReceivable:   {"416", "1180"},
	Retention:            {"4117", "1170"},
	Impairment:           {"491", "1190"},
	Unbilled:             {"4181", "1150"},
	UnidentifiedReceipts: {"471", "2450"},
	Inventory:            {"37", "1300"},
	Deposits:             {"4191", "2100"},
	CreditNotesToIssue:   {"4198", "2410"},
	DeferredRevenue:      {"487", "2400"},
	TaxVAT:               {"44571", "2200"},
	TaxGST:               {"44571", "2210"},
	TaxHST:               {"44571", "2210"},
	TaxQST:               {"44571", "2220"},
	TaxPST:               {"44571", "2230"},
	TaxPending:           {"44574", "2300"},
	TaxUnbilled:          {"44587", "2300"},
	Opening:              {"890", "3900"},
	RetainedProfit:       {"110", "3000"},
	RetainedLoss:         {"119", "3000"},
	ResultProfit:         {"120", "3000"},
	ResultLoss:           {"129", "3000"},
	RevenueGoods:         {"707", "4000"},
	RevenueServices:      {"706", "4000"},
	Freight:              {"7085", "4100"},
	Rebates:              {"7097", "4900"},
	Discounts:            {"665", "4900"},
	LateFees:             {"7631", "7100"},
	Indemnities:          {"7581", "7100"},
	Recoveries:           {"7583", "6850"},
	ImpairmentReversal:   {"78174", "6800"},
	SmallGain:            {"758", "6950"},
	SmallLoss:            {"658", "6950"},
	FXGain:               {"756", "7200"},
	FXLoss:               {"656", "7200"},
	ConversionLoss:       {"476", "7200"},
	ConversionGain:       {"477", "7200"},
	ExchangeProvision:    {"1515", "2480"},
	ExchangeExpense:      {"6815", "7200"},
	COGS:                 {"6037", "5000"},
	BankFees:             {"627", "6900"},
	BadDebt:              {"6541", "6800"},
	EarlierBadDebt:       {"6544", "6800"},
	ImpairmentExpense:    {"68174", "6800"},
}

// Account is the number of the account that plays a role, "" when the chart or
// the role is none of ours.
func (c Chart) Account(r Role) string {
	switch c {
	case PCG:
		return accounts[r].pcg
	case Generic:
		return accounts[r].generic
	}
	return ""
}

// TaxRole is the role of the account a tax is owed on; "" for no tax.
func TaxRole(code tax.Code) Role {
	switch code {
	case tax.VAT, tax.Sales:
		return TaxVAT
	case tax.GST:
		return TaxGST
	case tax.HST:
		return TaxHST
	case tax.QST:
		return TaxQST
	case tax.PST:
		return TaxPST
	}
	return ""
}

// Name is the title of an account. A sub-account or a padded number has that of
// the account it belongs to; an account we do not know is its own title.
func (c Chart) Name(account string, l words.Language) string {
	for known := account; known != ""; known = known[:len(known)-1] {
		if title, ok := titles[c][known]; ok {
			return title.In(l)
		}
		if c != PCG {
			break
		}
	}
	return account
}

// ExportNumber is the account as every export writes it: French numbers padded
// with zeros to 6 digits (411000, 445710), others as they are (domain.md 5.1).
func ExportNumber(c Chart, account string) string {
	if c == PCG && len(account) < 6 {
		return account + strings.Repeat("0", 6-len(account))
	}
	return account
}

// Short is the number entries have for an account written short or as exports
// write it; "" when the chart has none like it.
func (c Chart) Short(account string) string {
	for known := account; known != ""; known = known[:len(known)-1] {
		if _, ok := titles[c][known]; ok && (known == account || ExportNumber(c, known) == account) {
			return known
		}
	}
	return ""
}
