package tax

import "encaisse/base/day"

// mentions is the sentence an invoice owes for a reason: by the seller's
// country ("" for any) and, since the law that it names moves, by the day of
// issue. The VAT articles of the CGI moved to another code on 2026-09-01; the
// old references stay allowed until 2027-12-31 (domain.md 4.2), so the next
// rows begin before 2028.
var mentions = []struct {
	reason, country string
	from            day.Day
	key             string
}{
	{"VATEX-FR-FRANCHISE", "FR", day.Of(1993, 1, 1), "tax.mention.fr.franchise"},
	{"VATEX-EU-AE", "", day.Of(1993, 1, 1), "tax.mention.reverse_charge"},
	{"VATEX-EU-IC", "FR", day.Of(1993, 1, 1), "tax.mention.fr.intra_eu"},
	{"VATEX-EU-IC", "", day.Of(1993, 1, 1), "tax.mention.intra_eu"},
	{"VATEX-EU-G", "FR", day.Of(1993, 1, 1), "tax.mention.fr.export"},
	{"VATEX-EU-G", "", day.Of(1993, 1, 1), "tax.mention.export"},
	{"VATEX-EU-O", "FR", day.Of(2010, 1, 1), "tax.mention.fr.abroad"},
	{"VATEX-EU-O", "", day.Of(2010, 1, 1), "tax.mention.abroad"},
	{ReasonNone, "", day.Of(1993, 1, 1), "tax.mention.none"},
	{ReasonExempt, "", day.Of(1993, 1, 1), "tax.mention.exempt"},
	{ReasonSmallBusiness, "CA", day.Of(1993, 1, 1), "tax.mention.small_supplier"},
	{ReasonSmallBusiness, "", day.Of(1993, 1, 1), "tax.mention.small_business"},
	{ReasonNoNexus, "", day.Of(1993, 1, 1), "tax.mention.us_no_nexus"},
	{ReasonResale, "", day.Of(1993, 1, 1), "tax.mention.us_resale"},
	{ReasonCertificate, "", day.Of(1993, 1, 1), "tax.mention.us_exempt"},
	{ReasonFreight, "", day.Of(1993, 1, 1), "tax.mention.us_freight"},
	{ReasonService, "", day.Of(1993, 1, 1), "tax.mention.us_service"},
	{ReasonAbroad, "CA", day.Of(1993, 1, 1), "tax.mention.ca_export"},
	{ReasonAbroad, "", day.Of(1993, 1, 1), "tax.mention.not_taxed_abroad"},
}

// Mention is the key of the sentence that an invoice of a seller's country owes
// for a reason on its day of issue, "" when it owes none.
func Mention(reason, country string, issued day.Day) string {
	best := -1
	for i, m := range mentions {
		if m.reason != reason || m.from > issued || m.country != "" && m.country != vatCountry(country) {
			continue
		}
		if best < 0 || m.country != "" && mentions[best].country == "" ||
			m.country == mentions[best].country && m.from > mentions[best].from {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return mentions[best].key
}
