package seller

import (
	"regexp"
	"strings"

	"encaisse/base/refuse"
	"encaisse/base/words"
)

var said = words.NewCatalog(Texts)

// Whether a company takes cheques.
const (
	Cheques   = "yes"
	NoCheques = "no"
)

// accounts is the form of a bank account where banks have no IBAN, and what its
// parts are called: institution, transit and account in Canada, routing number
// and account in the United States.
var accounts = map[string]struct {
	form  *regexp.Regexp
	parts []string
}{
	"CA": {regexp.MustCompile(`^(\d{3})[- ](\d{5})[- ](\d{7,12})$`), []string{"institution", "transit", "account"}},
	"US": {regexp.MustCompile(`^(\d{9})[- ](\d{4,17})$`), []string{"routing", "account"}},
}

// Part is a part of a bank account, by its name.
type Part struct{ Name, Value string }

// Account is the bank account of a company whose bank has no IBAN, part by part.
func (e Entity) Account(l words.Language) (out []Part) {
	known, ok := accounts[e.Country]
	if !ok || e.BankAccount == "" {
		return nil
	}
	for i, value := range known.form.FindStringSubmatch(e.BankAccount) {
		if i > 0 {
			out = append(out, Part{said.Say(l, "seller.account."+known.parts[i-1]), value})
		}
	}
	return out
}

// Payable tells whether it is known how the company is paid.
func (e Entity) Payable() bool {
	return e.IBAN != "" || e.BankAccount != "" || e.Interac != "" || e.Cheques == Cheques
}

// OnlyIBAN tells whether a transfer to an IBAN is the one way to pay it.
func (e Entity) OnlyIBAN() bool {
	return e.IBAN != "" && e.BankAccount == "" && e.Interac == "" && e.Cheques != Cheques
}

// Remit is where a cheque is sent to.
func (e Entity) Remit() string { return e.Address().Line() }

// Ways is how the company is paid, in one text for a sentence of a message.
func (e Entity) Ways(l words.Language) string {
	var out []string
	add := func(key, name string, value any) {
		out = append(out, said.Say(l, key, refuse.Arg{Name: name, Value: value}))
	}
	if e.IBAN != "" {
		add("seller.way.iban", "iban", words.Fours(e.IBAN))
	}
	if e.BankAccount != "" {
		var parts []string
		for _, p := range e.Account(l) {
			parts = append(parts, strings.ToLower(p.Name)+"\u00a0"+p.Value)
		}
		add("seller.way.account", "account", parts)
	}
	if e.Interac != "" {
		add("seller.way.interac", "email", e.Interac)
	}
	if e.Cheques == Cheques {
		add("seller.way.cheque", "to", e.Name+", "+e.Remit())
	}
	return strings.Join(out, said.Say(l, "seller.way.next"))
}

// Accounts is where money goes that pays the company.
func (e Entity) Accounts() string {
	var out []string
	for _, s := range []string{e.IBAN, e.BankAccount, e.Interac} {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// ways sets how the company is paid beside its IBAN.
func (in Details) ways(e *Entity) error {
	r := refuse.New(refuse.Invalid, "seller.rounding")
	if in.BankAccount != nil {
		e.BankAccount = strings.TrimSpace(*in.BankAccount)
		m := accounts[e.Country].form
		switch {
		case e.BankAccount == "":
		case m == nil || !m.MatchString(e.BankAccount) || e.Country == "US" && !routed(e.BankAccount):
			return r.At("/bank_account", "seller.bank_account", "account", *in.BankAccount)
		default:
			e.BankAccount = strings.Join(m.FindStringSubmatch(e.BankAccount)[1:], "-")
		}
	}
	if in.Interac != nil {
		name, host, ok := strings.Cut(strings.TrimSpace(*in.Interac), "@")
		if e.Interac = strings.TrimSpace(*in.Interac); e.Interac != "" && (e.Country != "CA" || !ok || name == "" || !strings.Contains(host, ".") || strings.ContainsAny(e.Interac, " \t,;<>")) {
			return r.At("/interac", "seller.interac", "email", *in.Interac)
		}
	}
	if in.Cheques != nil {
		if e.Cheques = *in.Cheques; e.Cheques != Cheques && e.Cheques != NoCheques {
			return r.At("/cheques", "seller.cheques", "choice", *in.Cheques)
		}
	}
	return nil
}

// routed tells whether the check digit of a routing number holds (ABA).
func routed(account string) bool {
	sum := 0
	for i, c := range account[:9] {
		sum += int(c-'0') * []int{3, 7, 1}[i%3]
	}
	return sum%10 == 0
}
