package cli

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"encaisse/base/day"
	"encaisse/base/money"
)

type soldLine struct {
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
	Price    *money.Price   `json:"unit_price,omitempty"`
}

type sold struct {
	ID        string         `path:"id" json:"-"`
	Customer  string         `json:"customer" enum:"a,b" doc:"who pays, in $"`
	Amount    *money.Decimal `json:"amount,omitempty"`
	Requested day.Day        `json:"requested_on,omitempty"`
	Confirm   *bool          `json:"confirm,omitempty"`
	Lines     []soldLine     `json:"lines,omitempty"`
	Language  string         `json:"language,omitempty"`
	Where     struct {
		City string `json:"city"`
	} `json:"where"`
}

func TestGiven(t *testing.T) {
	for _, c := range []struct{ args, want, missing string }{
		{"C1 --customer dupont", `{"customer":"dupont","where":{"city":""}}`, ""},
		{"--id=C1 --customer= --no-confirm --requested-on 2026-01-15 --amount=1200.5",
			`{"customer":"","amount":"1200.5","requested_on":"2026-01-15","confirm":false,"where":{"city":""}}`, ""},
		{"C1 --customer x --confirm --requested_on=2026-01-15 --where.city=Lyon --language fr",
			`{"customer":"x","requested_on":"2026-01-15","confirm":true,"language":"fr","where":{"city":"Lyon"}}`, ""},
		{"C1 --customer x --confirm=false --lines a:1@2,b:2 --lines c:3",
			`{"customer":"x","confirm":false,"lines":[{"sku":"a","quantity":"1","unit_price":"2.00"},{"sku":"b","quantity":"2"},{"sku":"c","quantity":"3"}],"where":{"city":""}}`, ""},
		{"--confirm", `{"customer":"","confirm":true,"where":{"city":""}}`, "<id> --customer"},
	} {
		g := newGiven(reflect.TypeFor[sold](), false)
		p, err := kong.New(&struct{}{}, vars("fr"), kong.DynamicCommand("order.sell", "", "", g.value.Interface()))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Parse(append([]string{"order.sell"}, strings.Fields(c.args)...)); err != nil {
			t.Errorf("%s: %v", c.args, err)
			continue
		}
		var in sold
		missing, err := g.fill(&in)
		got, _ := json.Marshal(in)
		if err != nil || string(got) != c.want || strings.Join(missing, " ") != c.missing {
			t.Errorf("%s gives\n%s missing %v %v, want\n%s missing %s", c.args, got, missing, err, c.want, c.missing)
		}
		if c.missing == "" && in.ID != "C1" {
			t.Errorf("%s: id %q", c.args, in.ID)
		}
	}
}
