package verify

import (
	"fmt"

	"encaisse/base/db"
)

// creditFacts are those that change a credit row, once each.
var creditFacts = []string{"credit.limit_set", "credit.blocked", "credit.line_opened", "credit.line_ended", "credit.checked", "credit.insolvency_set",
	"credit.review_set", "credit.reviewed", "credit.review_due", "credit.scored", "credit.classed", "credit.insured"}

// told is how the facts about a thing are counted: one of its creation, one
// more for each version after the first.
var told = []struct {
	object  string   // kind of object in the fact
	created string   // type of the fact that made it; "" when that is another's
	changed []string // types of those that changed it
	q       *db.Stmt // every such thing, with its version
}{
	{"key", "apikey.created", []string{"apikey.revoked"}, db.Q("verify.keys", `select id, case when revoked = 0 then 1 else 2 end from api_key`).Scans()},
	{"factor", "factor.added", []string{"factor.named", "factor.ended"}, db.Q("verify.factors", `select id, version from factor`).Scans()},
	{"factor_rule", "factor_rule.set", []string{"factor_rule.changed"}, db.Q("verify.factor_rules", `select id, version from factor_rule`).Scans()},
	{"link", "link.made", []string{"link.revoked"}, db.Q("verify.links", `select id, case when revoked = 0 then 1 else 2 end from portal_link`).Scans()},
	{"loss_rate", "loss_rate.set", []string{"loss_rate.changed"}, db.Q("verify.loss_rates", `select id, version from loss_rate`).Scans()},
	{"registration", "seller.tax_registered", []string{"seller.tax_registration_changed"}, db.Q("verify.registrations", `select id, version from tax_registration`).Scans()},
	{"exchange_rate", "rate.set", []string{"rate.changed"}, db.Q("verify.exchange_rates", `select id, version from exchange_rate`).Scans()},
	{"dso_target", "receivable.target_set", []string{"receivable.target_changed"}, db.Q("verify.dso_targets", `select id, version from dso_target`).Scans()},
	{"tolerance", "tolerance.set", []string{"tolerance.changed"}, db.Q("verify.tolerances", `select id, version from tolerance`).Scans()},
	{"tax_rate", "seller.rate_set", []string{"seller.rate_changed"}, db.Q("verify.tax_rates", `select id, version from tax_rate`).Scans()},
	{"certificate", "party.certified", []string{"party.certificate_changed"}, db.Q("verify.certificates", `select id, version from tax_exemption`).Scans()},
	{"vat_check", "party.vat_checked", nil, db.Q("verify.vat_checks", `select id, 1 from vat_check`).Scans()},
	{"charge_policy", "charge.policy_set", []string{"charge.policy_changed"}, db.Q("verify.charge_policies", `select id, version from charge_policy`).Scans()},
	{"entity", "seller.created", []string{"seller.described"}, db.Q("verify.entities", `select id, version from entity`).Scans()},
	{"warehouse", "stock.warehouse_added", []string{"stock.zone_set"}, db.Q("verify.warehouses", `select id, version from warehouse`).Scans()},
	{"count", "stock.count_started", []string{"stock.counted", "stock.count_posted", "stock.count_cancelled"}, db.Q("verify.counts", `select id, version from stock_count`).Scans()},
	{"address", "party.address_added", []string{"party.address_changed"}, db.Q("verify.addresses", `select id, version from customer_address`).Scans()},
	{"entity", "paper.letterhead_set", []string{"paper.letterhead_changed"}, db.Q("verify.letterheads", `select entity, version from letterhead`).Scans()},
	{"customer", "party.created", []string{"party.changed", "party.bounced", "party.reachable"}, db.Q("verify.customers", `select id, version from customer`).Scans()},
	{"customer", "", creditFacts, db.Q("verify.credits",
		`select k.holder, k.version from credit k join customer c on c.id = k.holder`).Scans()},
	{"holder", "", creditFacts, db.Q("verify.group_credits",
		`select k.holder, k.version from credit k join customer_group g on g.id = k.holder`).Scans()},
	{"price", "catalog.price_set", []string{"catalog.price_changed", "catalog.price_ended"}, db.Q("verify.prices", `select id, version from price`).Scans()},
	{"price_list", "catalog.list_created", nil, db.Q("verify.price_lists", `select id, 1 from price_list`).Scans()},
	{"promotion", "catalog.promotion_created", []string{"catalog.promotion_ended"}, db.Q("verify.promotions", `select id, version from promotion`).Scans()},
	{"authority", "catalog.authority_set", []string{"catalog.authority_changed"}, db.Q("verify.authorities", `select id, version from price_authority`).Scans()},
	{"tariff", "catalog.tariff_set", []string{"catalog.tariff_changed"}, db.Q("verify.tariffs", `select id, version from tariff`).Scans()},
	{"user", "user.added", nil, db.Q("verify.users", `select id, 1 from app_user`).Scans()},
	{"item", "catalog.created", []string{"catalog.changed", "catalog.floored"}, db.Q("verify.items", `select id, version from item`).Scans()},
}

var qMasterFacts = db.Q("verify.master_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
	from event where id > $1 and (type in ('user.added', 'apikey.created', 'apikey.revoked', 'factor.added', 'factor.named', 'factor.ended', 'factor_rule.set', 'factor_rule.changed', 'link.made', 'link.revoked', 'seller.created', 'seller.described', 'loss_rate.set', 'loss_rate.changed', 'seller.tax_registered', 'seller.tax_registration_changed', 'stock.warehouse_added', 'party.created', 'party.changed', 'party.bounced', 'party.reachable', 'credit.limit_set', 'credit.blocked',
	'credit.line_opened', 'credit.line_ended', 'credit.checked', 'credit.insolvency_set', 'credit.review_set', 'credit.reviewed', 'credit.review_due',
	'credit.scored', 'credit.classed', 'credit.insured',
	'stock.zone_set', 'stock.count_started', 'stock.counted', 'stock.count_posted', 'stock.count_cancelled', 'party.address_added', 'party.address_changed', 'tolerance.set', 'tolerance.changed', 'receivable.target_set', 'receivable.target_changed', 'rate.set', 'rate.changed', 'charge.policy_set', 'charge.policy_changed',
	'seller.rate_set', 'seller.rate_changed', 'party.certified', 'party.certificate_changed', 'party.vat_checked')
	or type like 'catalog.%' or type like 'paper.letterhead%') order by id limit $2`).Scans()

// masters checks that each master record has the fact that made it and one a
// change, and no fact is of a thing that is not there.
func masters(r *db.Read) (out []db.Breach, err error) {
	count := map[string]map[db.ID]int64{}
	err = db.Pages(r, qMasterFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			for _, m := range told {
				if id := e.Object(m.object); id != 0 {
					if count[e.Type] == nil {
						count[e.Type] = map[db.ID]int64{}
					}
					count[e.Type][id]++
					break
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, m := range told {
		rows, err := db.All[struct {
			ID      db.ID
			Version int64
		}](r, m.q)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			var changes int64
			for _, typ := range m.changed {
				changes += count[typ][row.ID]
				delete(count[typ], row.ID)
			}
			what := fmt.Sprintf("%s %d", m.object, row.ID)
			if changes != row.Version-1 {
				out = append(out, db.NotEqual("masters.facts", what, "facts of a change", changes, row.Version-1))
			}
			if m.created != "" && count[m.created][row.ID] != 1 {
				out = append(out, db.NotEqual("masters.facts", what, "facts of its making", count[m.created][row.ID], 1))
			}
			delete(count[m.created], row.ID)
		}
	}
	for typ, of := range count {
		for id := range of {
			out = append(out, db.Breach{Check: "masters.facts", What: fmt.Sprintf("fact %s of %d", typ, id), Why: "is of a thing that is not there"})
		}
	}
	return out, nil
}
