package credit

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
)

const extraColumns = `id, holder, entity, amount, from_day, to_day, begun, event`

var (
	qExtras     = db.Q("credit.extras", `select `+extraColumns+` from credit_line where holder = $1 and active order by id`)
	qEveryExtra = db.Q("credit.extras.all", `select `+extraColumns+` from credit_line where active order by id`).Scans()
	qExtra      = db.Q("credit.extra.insert", `insert into credit_line (`+extraColumns+`, active, set_by, closed) values ($1,$2,$3,$4,$5,$6,$7,$8,true,$9,0)`)
	qExtraEnd   = db.Q("credit.extra.end", `update credit_line set active = false, closed = $2 where id = $1 and active`)
	qExtraOn    = db.Q("credit.extra.begin", `update credit_line set begun = true where id = $1`)
	qTurning    = db.Q("credit.extra.turning", `select distinct holder from credit_line where active and entity = 0 and (to_day < $1 or not begun and from_day <= $1) order by holder limit $2`).Scans()
	qMoreLine   = db.Q("credit.extra.count", `update credit set extras = extras + $2, version = version + 1 where holder = $1`)

	qRules   = db.Q("credit.rules", `select class, rule, enabled, threshold from credit_rule order by class, rule`).Scans()
	qSetRule = db.Q("credit.rule.set", `insert into credit_rule (class, rule, enabled, threshold, version) values ($1,$2,$3,$4,1)
		on conflict (class, rule) do update set enabled = excluded.enabled, threshold = excluded.threshold, version = credit_rule.version + 1`)

	qOwed = db.Q("credit.owed", `select cast(coalesce(sum(open), 0) as bigint), cast(coalesce(sum(case when due_on < $3 then open else 0 end), 0) as bigint),
		coalesce(min(due_on), 0), coalesce(min(issued_on), 0) from open_item where customer = $1 and open <> 0 and total > 0 and currency = $2`)
	qPaid = db.Q("credit.paid", `select cast(coalesce(sum(a.amount), 0) as bigint),
		cast(coalesce(sum(a.amount * (case when a.day > i.due_on then a.day - i.due_on else 0 end)), 0) as bigint)
		from invoice v join open_item i on i.id = v.id join application a on a.debit = v.id
		where v.id in (`+invoicesOf+`) and v.currency = $2 and v.type in ('380', '384') and a.kind <> 'replaced' and a.day > $3`)
	qMissing = db.Q("credit.missing", `select count(*) from credit_check where holder = $1 and passed`)
)

// extra is a line beside the base limit.
type extra struct {
	ID     db.ID
	Holder db.ID
	Entity db.ID
	Amount money.Amount
	From   day.Day
	To     day.Day
	Begun  bool // as of its first day orders that wait were asked again
	Event  db.ID
}

func (e extra) temporary() bool { return e.Entity == 0 }

// extras reads the lines beside, only of who has some.
func (k row) extras(r *db.Read) ([]extra, error) {
	if k.Extras == 0 {
		return nil, nil
	}
	return db.All[extra](r, qExtras, k.Holder)
}

// stored is a rule as the company set it.
type stored struct {
	Class string
	Rule  string
	Set   Rule
}

var policies = db.NewCache[struct{}, []stored]("credit.rules")

func storedRules(r *db.Read) ([]stored, error) {
	return policies.Find(r, struct{}{}, func() ([]stored, error) { return db.All[stored](r, qRules) })
}

// policyOf is the policy of a class: its own rules before those of everybody.
func policyOf(r *db.Read, class string) (Policy, error) {
	all, err := storedRules(r)
	if err != nil || len(all) == 0 {
		return Policy{}, err
	}
	p := Policy{set: map[string]Rule{}}
	for _, s := range all { // the class "" comes first
		if s.Class == "" || s.Class == class {
			p.set[s.Rule] = s.Set
		}
	}
	return p, nil
}

// judge gives a customer's own line his policy and what that asks for.
func (k row) judge(r *db.Read, c party.Customer, currency money.Currency, l *Line) error {
	p, err := policyOf(r, k.Class)
	if err != nil {
		return err
	}
	return judgeBy(r, p, c, currency, l)
}

// judgeBy is judge by a policy that may be another than the one in force.
func judgeBy(r *db.Read, p Policy, c party.Customer, currency money.Currency, l *Line) error {
	l.Policy = p
	owed, index, file := p.reads()
	if !owed && !index && !file {
		return nil
	}
	var asked struct {
		owed *db.Answer[sums]
		paid *db.Answer[paidSums]
		file *db.Answer[int64]
	}
	if owed {
		asked.owed = db.Ask[sums](r, qOwed, c.ID, currency, r.Day())
	}
	if index {
		asked.paid = askPaid(r, c.ID, currency)
	}
	if file {
		asked.file = db.Ask[int64](r, qMissing, c.ID)
	}
	if owed {
		s, err := asked.owed.One()
		if err != nil {
			return err
		}
		l.Conduct.Open, l.Conduct.Overdue, l.Conduct.DueOn, l.Conduct.IssuedOn = s.A, s.B, day.Day(s.C), day.Day(s.D)
	}
	if index {
		c, err := paid(asked.paid, l.Conduct)
		if err != nil {
			return err
		}
		l.Conduct = c
	}
	if file {
		n, err := asked.file.One()
		l.Missing = int64(len(Checks)) - n
		return err
	}
	return nil
}

// sums are the columns of a sum over a customer's items.
type sums struct {
	A, B money.Amount
	C, D int64
}

type paidSums struct{ Paid, LateDays money.Amount }

// askPaid asks how a customer paid in the 12 months before today.
func askPaid(r *db.Read, customer db.ID, currency money.Currency) *db.Answer[paidSums] {
	return db.Ask[paidSums](r, qPaid, customer, currency, r.Day().AddMonths(-12))
}

func paid(a *db.Answer[paidSums], c Conduct) (Conduct, error) {
	s, err := a.One()
	c.Paid, c.LateDays = s.Paid, s.LateDays
	return c, err
}

// HowPaid is how a customer paid in the 12 months before today, in a currency.
func HowPaid(r *db.Read, customer db.ID, currency money.Currency) (Conduct, error) {
	return paid(askPaid(r, customer, currency), Conduct{})
}
