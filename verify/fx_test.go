package verify_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/scenario"
	"encaisse/verify"
)

// What documents in another currency were booked at is bound: whatever is
// changed of it is found.
func TestTamperingWithRatesIsFound(t *testing.T) {
	tampered(t, "fx.txt",
		`update open_item set home = home + 1, home_open = home_open + 1 where currency = 'USD' and total > 0 and open > 0`,
		`update open_item set home = home - 1, home_open = home_open - 1 where currency = 'USD' and total < 0 and open < 0`,
		`update open_item set home_open = home_open - 1 where id = (select max(id) from open_item where currency = 'USD' and open > 0)`,
		`update open_item set home = home + 1, home_open = home_open + 1 where id = (select max(id) from open_item where currency = 'EUR' and total > 0)`,
		`update application set debit_home = debit_home + 1 where id = (select max(id) from application where debit_home <> credit_home and debit is not null)`,
		`update application set credit_home = credit_home + 1 where id = (select min(id) from application where debit_home <> credit_home and debit is not null)`,
		`update leg set home = home + 1 where amount = 0 and account = '411'`,
		`update leg set home = case when n = 1 then home + 1 else home - 1 end where event = (select max(event) from leg where amount = 0)`,
		`update leg set home = case when n = 1 then home + 1 when n = 2 then home - 1 else home end where event = (select min(event) from leg where currency = 'USD')`,
		`update leg set home = amount where event = (select min(event) from leg where currency = 'USD')`,
		`update invoice set home = home + 1 where number = 'FA-2026-000001'`,
		`update invoice set home = home + 1 where number = 'FA-2026-000003'`,
		`update invoice set home = home + 1 where type = '381'`,
		`update payment set home = home + 1 where id = (select min(id) from payment)`,
		`delete from event where id = (select max(id) from event where type = 'receivable.exchanged')`,
		`update exchange_rate set version = version + 1`)
}

// So is what deposits in another currency were cashed at.
func TestTamperingWithAdvancesIsFound(t *testing.T) {
	tampered(t, "deposit-currency.txt",
		`update deposit_move set net_home = net_home + 1, tax_home = tax_home - 1 where event = (select min(event) from deposit_move)`,
		`update deposit_move set net_home = net_home + 1 where event = (select min(event) from deposit_move where kind = 'deducted')`,
		`update deposit_move set tax_home = tax_home + 1 where event = (select min(event) from deposit_move where kind = 'deducted')`,
		`update deposit_move set tax_home = tax_home + 1 where event = (select min(event) from deposit_move where kind = 'deducted' and net < 0)`,
		`update deposit_move set net_home = net_home + 1 where event = (select min(event) from deposit_move where kind = 'credited')`,
		`update deposit_move set tax_home = tax_home - 1 where event = (select min(event) from deposit_move where kind = 'credited')`,
		`update deposit_move set net_home = net_home + 1, tax_home = tax_home - 1 where event = (select min(event) from deposit_move where kind = 'claimed')`,
		`update deposit_move set net_home = -net, tax_home = -tax where event = (select min(event) from deposit_move where kind = 'cashed' and net < 0)`,
		`update tax_move set base_home = base_home + 1 where event = (select min(event) from tax_move)`,
		`update tax_move set due_home = 0, base_home = 0 where event = (select min(event) from tax_move)`,
		`update tax_move set pending_home = 1 where event = (select min(event) from tax_move)`,
		`update leg set home = case when account = '4191' then home + 1 else home - 1 end where event = (select min(event) from leg where account = '4191' and amount > 0) and account in ('4191', '707')`,
		`update open_item set home = home - 1, home_open = home_open - 1 where id = (select max(id) from open_item where kind = 'credit_note')`,
		`update open_item set home = home - 1 where id = (select max(id) from open_item where kind = 'invoice' and instalment > 1)`,
		`update application set credit_home = credit_home + 1 where id = (select min(id) from application where kind = 'deposit')`)
}

// So is what deposits are said to have paid of an invoice.
func TestTamperingWithPrepaidIsFound(t *testing.T) {
	tampered(t, "deposit-paid.txt",
		`update invoice_line set prepaid = prepaid - 1 where invoice = (select min(invoice) from invoice_line where prepaid <> 0) and prepaid <> 0`,
		`update invoice_line set prepaid = 0 where invoice = (select max(invoice) from invoice_line where prepaid <> 0)`,
		`update invoice_line set prepaid = net where invoice = (select max(invoice) from invoice_line where deposit is not null) and deposit is not null`,
		`update deposit_move set tax = tax - 1 where event = (select min(event) from deposit_move where kind = 'deducted')`,
		`update deposit_move set tax = tax + 1 where event = (select min(event) from deposit_move where kind = 'deducted' and net < 0)`)
}

// So is what retentions in another currency are worth.
func TestTamperingWithRetentionsIsFound(t *testing.T) {
	tampered(t, "milestone-currency.txt",
		`update open_item set home = home + 1, home_open = home_open + 1 where retained and id = (select max(id) from open_item where retained)`,
		`update leg set home = case when account = '4117' then home + 1 else home - 1 end where event = (select min(event) from leg where account = '4117' and amount > 0) and account in ('4117', '411')`,
		`update leg set home = case when account = '4117' then home + 1 else home - 1 end where event = (select max(event) from leg where account = '4117' and amount < 0) and account in ('4117', '411')`)
}

// So is on which account what a doubtful claim is worth at the end of a year stands.
func TestTamperingWithConversionsIsFound(t *testing.T) {
	tampered(t, "fx-doubtful.txt",
		`update leg set account = '411' where account = '416' and event = (select min(e.id) from event e where e.type = 'cutoff.booked')`,
		`update leg set account = '411' where account = '416' and event = (select max(e.id) from event e where e.type = 'cutoff.reversed')`,
		`update event set body = replace(body, '"doubtful":', '"retained":') where id = (select min(e.id) from event e where e.type = 'cutoff.booked')`,
		`update leg set home = home + 1 where account = '416' and event = (select min(e.id) from event e where e.type = 'cutoff.booked')`)
}

// So is what was agreed with a customer about lateness, and what was charged by it.
func TestTamperingWithAgreedRatesIsFound(t *testing.T) {
	tampered(t, "penalty-agreed.txt",
		`update agreed_rate set rate = rate + 1 where id = (select min(id) from agreed_rate)`,
		`update agreed_rate set valid_from = valid_from - 1 where id = (select min(id) from agreed_rate)`,
		`update agreed_rate set customer = customer + 1 where id = (select max(id) from agreed_rate)`,
		`update agreed_rate set event = event - 1 where id = (select min(id) from agreed_rate)`,
		`delete from agreed_rate where id = (select max(id) from agreed_rate)`,
		`update charge_line set rate = 12150000 where rate = 10000000`)
}

// So is what VAT on receipts waited at, and fell due at.
func TestTamperingWithWaitingTaxIsFound(t *testing.T) {
	tampered(t, "vat-receipts-currency.txt",
		`update tax_move set pending_home = pending_home + 1 where event = (select min(event) from tax_move)`,
		`update tax_move set due_home = due_home + 1 where event = (select min(event) from tax_move)`,
		`update tax_move set base_home = base_home - 1 where event = (select max(event) from tax_move where base <> 0)`,
		`update tax_move set pending_home = pending_home - 1 where event = (select min(event) from tax_move where due = 0)`,
		`update tax_move set pending_home = pending_home + 1 where event = (select min(m.event) from tax_move m join event e on e.id = m.event where e.type = 'invoice.credited')`,
		`update tax_move set pending_home = pending_home + 1 where event = (select min(m.event) from tax_move m join event e on e.id = m.event where e.type = 'invoice.replaced')`,
		`update tax_move set pending_home = pending_home + 1 where event = (select min(m.event) from tax_move m join event e on e.id = m.event where e.type = 'payment.discounted')`,
		`update leg set home = case when account = '44574' then home + 1 else home - 1 end where event = (select min(event) from leg where account = '44574' and amount > 0) and account in ('44574', '656')`,
		`update leg set home = case when account = '44574' then home + 1 else home - 1 end where event = (select min(event) from leg where account = '44574' and amount < 0) and account in ('44574', '706')`)
}

// So is what doubtful claims in another currency hold on 416 and 491.
func TestTamperingWithClaimsIsFound(t *testing.T) {
	tampered(t, "loss-currency.txt",
		`update doubtful set booked_home = booked_home + 1`,
		`update doubtful set impaired_home = impaired_home + 1`,
		`update leg set home = case when account = '416' then home + 1 else home - 1 end where event = (select min(event) from leg where account = '416') and account in ('416', '411')`,
		`update leg set home = case when account = '491' then home - 1 else home + 1 end where event = (select min(event) from leg where account = '491') and account in ('491', '68174')`,
		`update leg set home = case when account = '44571' then home + 1 else home - 1 end where event = (select min(event) from leg where account = '6541') and account in ('44571', '6541')`,
		`update leg set home = case when account = '44574' then home + 1 else home - 1 end where event = (select max(event) from leg where account = '6541') and account in ('44574', '6541')`,
		`update leg set home = case when account = '512' then home + 1 else home - 1 end where event = (select min(event) from leg where account = '7583') and account in ('512', '7583')`,
		`update tax_move set due_home = due_home + 1 where event = (select min(event) from leg where account = '7583')`,
		`update tax_move set pending_home = pending_home + 1 where event = (select max(event) from leg where account = '6541')`)
}

// tampered plays a story and wants each change found.
func tampered(t *testing.T, file string, texts ...string) {
	var changes []*db.Stmt
	for _, sql := range texts {
		changes = append(changes, db.Q("test.tamper."+file+"."+sql, sql).Scans())
	}
	story, err := os.ReadFile("../scenario/" + file)
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Both(t, func(t *testing.T, url string) {
		if err := scenario.Play(t.Context(), url, file, string(story)); err != nil {
			t.Fatal(err)
		}
		a, err := app.Open(t.Context(), url, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		for _, q := range changes {
			var report verify.Report
			_, err := db.Do(context.Background(), a.DB, db.As{}, func(x *db.Write) (any, error) {
				x.Exec(q)
				var err error
				if report, err = verify.Look(x.Read); err != nil {
					return nil, err
				}
				return nil, errUndo
			})
			if !errors.Is(err, errUndo) {
				t.Error(q.Name(), err)
			} else if report.OK {
				t.Errorf("%s: not found", q.Name())
			}
		}
	})
}
