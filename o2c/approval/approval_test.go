package approval

import (
	"testing"

	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

const (
	anna id.ID = 101
	ben  id.ID = 102
	carl id.ID = 103
)

func TestAuthority(t *testing.T) { // domain.md 2.6: ≤ 5 000, ≤ 50 000, above
	k := Kind{Name: "k", Ladder: CreditLadder}
	own := []Authority{
		{Holder: "sales", Kind: "k", Currency: "EUR", Limited: true, UpTo: 100_00},
		{Holder: "credit", Kind: "k", Currency: "CAD", Limited: true, UpTo: 1_00},
		{Holder: "finance", Kind: "other", Currency: "EUR", Limited: true, UpTo: 0},
		{Holder: anna.Text("usr"), Kind: "k", Currency: "EUR", Limited: true, UpTo: 7_000_00},
		{Holder: ben.Text("usr"), Kind: "k", Limited: true, UpTo: 0},
		{Holder: carl.Text("usr"), Kind: "k", Currency: "EUR", Limited: true, UpTo: 0, Ended: true},
	}
	for _, c := range []struct {
		rows     []Authority
		user     id.ID
		role     string
		amount   money.Amount
		currency money.Currency
		want     bool
	}{
		{nil, anna, "credit", 5_000_00, "EUR", true},
		{nil, anna, "credit", 5_000_01, "EUR", false},
		{nil, anna, "credit_manager", 50_000_00, "EUR", true},
		{nil, anna, "credit_manager", 50_000_01, "EUR", false},
		{nil, anna, "finance", money.Max, "EUR", true},
		{nil, anna, "sales", 0, "EUR", false},
		{nil, anna, "", 0, "EUR", false},
		{nil, anna, "credit", 5_000, "JPY", true},
		{nil, anna, "credit", 5_001, "JPY", false},
		{own, carl, "sales", 100_00, "EUR", true},
		{own, carl, "sales", 100_01, "EUR", false},
		{own, carl, "sales", 1, "CAD", false},
		{own, carl, "credit", 1_01, "CAD", false},
		{own, carl, "credit", 5_000_00, "EUR", true}, // his own row ended
		{own, carl, "finance", 9_000_00, "EUR", true},
		{own, anna, "credit", 7_000_00, "EUR", true}, // the person before the role
		{own, anna, "finance", 7_000_01, "EUR", false},
		{own, ben, "finance", 1, "EUR", false},
	} {
		if got := k.Covers(c.rows, c.user, c.role, c.amount, c.currency); got != c.want {
			t.Errorf("%d %s %d %s: %v", c.user, c.role, c.amount, c.currency, got)
		}
	}
}

func TestWhoDecides(t *testing.T) { // invariant 12
	q := Request{State: Open, Requester: anna, Maker: ben, ExpiresAt: 1000}
	for actor, code := range map[id.ID]string{0: "approval.system", anna: "approval.own", ben: "approval.made", carl: ""} {
		if got := refuse.Code(q.mayDecide(actor)); got != code {
			t.Errorf("%d: %q, want %q", actor, got, code)
		}
	}
	for now, code := range map[int64]string{999: "", 1000: "approval.expired"} {
		if got := refuse.Code(q.open(now)); got != code {
			t.Errorf("at %d: %q, want %q", now, got, code)
		}
	}
	for _, s := range []State{Granted, Refused, Withdrawn, Expired, Voided} {
		q.State = s
		if got := refuse.Code(q.open(0)); got != "approval.state" {
			t.Errorf("%s: %q", s, got)
		}
	}
}

func TestDecider(t *testing.T) { // domain.md 2.6: the least authority that is enough
	k := Kind{Name: "k", Ladder: CreditLadder}
	own := []Authority{
		{Holder: "sales", Kind: "k", Limited: true, UpTo: 100_00},
		{Holder: "finance", Kind: "k", Limited: true, UpTo: 60_000_00},
		{Holder: anna.Text("usr"), Kind: "k"},
	}
	for _, c := range []struct {
		rows   []Authority
		amount money.Amount
		want   string
	}{
		{nil, 5_000_00, "credit"}, {nil, 5_000_01, "credit_manager"}, {nil, 50_000_01, "finance"}, {nil, money.Max, "finance"},
		{own, 100_00, "sales"}, {own, 100_01, "credit"}, {own, 60_000_01, "admin"},
	} {
		if got := k.decider(c.rows, c.amount, "EUR"); got != c.want {
			t.Errorf("%d: %q, want %q", c.amount, got, c.want)
		}
	}
}
