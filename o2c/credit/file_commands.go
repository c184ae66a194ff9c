package credit

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/party"
)

var (
	qCheck = db.Q("credit.check.set", `insert into credit_check (holder, item, passed, done_by, done_on, event) values ($1,$2,$3,$4,$5,$6)
		on conflict (holder, item) do update set passed = excluded.passed, done_by = excluded.done_by, done_on = excluded.done_on, event = excluded.event`)
	qChecks    = db.Q("credit.checks", `select item, passed, done_by, done_on from credit_check where holder = $1 order by item`)
	qChecked   = db.Q("credit.checked", `update credit set checked_on = $2, version = version + 1 where holder = $1`)
	qInsolvent = db.Q("credit.insolvency", `update credit set insolvent_on = $2, version = version + 1 where holder = $1`)
	qReview    = db.Q("credit.review", `update credit set review_due = $2, review_told = $3, version = version + 1 where holder = $1`)
	qTold      = db.Q("credit.review.told", `update credit set review_told = review_due, version = version + 1 where holder = $1`)
	qDueFiles  = db.Q("credit.reviews.due", `select k.holder from credit k join customer c on c.id = k.holder
		where k.review_due <> 0 and k.review_due <= $1 and k.review_told <> k.review_due order by k.holder limit $2`).Scans()
	qReviewCount = db.Q("credit.reviews.count", db.CountBegins+`credit k join customer c on c.id = k.holder where k.review_due <> 0 and k.review_due <= $1 and k.holder > 0`+db.CountEnds)
	qReviews     = db.Q("credit.reviews", `select k.holder, k.review_due from credit k join customer c on c.id = k.holder
		where k.review_due <> 0 and k.review_due <= $1 and k.holder > $2 order by k.holder limit $3`).Scans()
	qInsure = db.Q("credit.insure", `insert into credit_insurance (holder, insurer_limit, share, waiting_days, notify_days, extension_days, event)
		values ($1,$2,$3,$4,$5,$6,$7) on conflict (holder) do update set insurer_limit = excluded.insurer_limit, share = excluded.share,
		waiting_days = excluded.waiting_days, notify_days = excluded.notify_days, extension_days = excluded.extension_days, event = excluded.event`)
	qTouch = db.Q("credit.touch", `update credit set version = version + 1 where holder = $1`)
)

// Done says that something of a new customer's file was checked.
type Done struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Item     string `json:"item" enum:"legal_existence,vat_number,signatory,insolvency_register,accounts,references,bank_details,terms_signed"`
	Passed   *bool  `json:"passed,omitempty" doc:"true when left out"`
	Comment  string `json:"comment,omitempty" maxLength:"500"`
}

// Check keeps who checked what of a customer, when and with which outcome. The
// file being complete ends prepayment (domain.md 2.5).
func Check(w *db.Write, in Done) (File, error) {
	if !slices.Contains(Checks, in.Item) {
		return File{}, refuse.New(refuse.Invalid, "credit.check_item", "item", in.Item).At("/item", "credit.check_item", "item", in.Item)
	}
	c, k, err := own(w, in.Customer)
	if err != nil {
		return File{}, err
	}
	passed := in.Passed == nil || *in.Passed
	n, err := db.All[checkRow](w.Read, qChecks, c.ID)
	if err != nil {
		return File{}, err
	}
	n = slices.DeleteFunc(n, func(x checkRow) bool { return !x.Passed || x.Item == in.Item })
	complete := passed && len(n)+1 == len(Checks)
	on := k.CheckedOn
	if complete && on == 0 {
		on = w.Day()
	}
	event := w.Emit("credit.checked", checked{in.Item, passed, complete}, db.Obj("customer", c.ID))
	approval.Say(w, event, in.Comment)
	w.Exec(qCheck, c.ID, in.Item, passed, w.Actor, w.Day(), event)
	w.Exec1(qChecked, c.ID, on)
	if complete {
		err = Eased(w, c.ID, "checked")
	}
	if err != nil {
		return File{}, err
	}
	return fileOf(w.Read, c)
}

// ToDeclare is an insolvency, or its end.
type ToDeclare struct {
	Customer string  `path:"customer" json:"-" doc:"id or number"`
	On       day.Day `json:"on" doc:"day the proceedings were opened; null ends them"`
	Comment  string  `json:"comment,omitempty" maxLength:"500"`
}

// Declare records insolvency proceedings: from that day on orders wait,
// deliveries stop, and nothing is chased; credit is to be reviewed at once.
func Declare(w *db.Write, in ToDeclare) (File, error) {
	c, k, err := own(w, in.Customer)
	if err != nil {
		return File{}, err
	}
	if in.On > w.Today() {
		return File{}, refuse.New(refuse.Invalid, "credit.insolvency_future").At("/on", "credit.insolvency_future")
	}
	if in.On == k.InsolventOn {
		return fileOf(w.Read, c)
	}
	event := w.Emit("credit.insolvency_set", dated{On: in.On}, db.Obj("customer", c.ID))
	approval.Say(w, event, in.Comment)
	w.Exec1(qInsolvent, c.ID, in.On)
	reviewOn(w, c.ID, w.Day(), "insolvency")
	if in.On.IsZero() {
		if err := Eased(w, c.ID, "insolvency"); err != nil {
			return File{}, err
		}
	}
	return fileOf(w.Read, c)
}

// Insolvent reports whether proceedings are open against a customer: then
// nothing is chased, the claim is filed (domain.md 1.10).
func Insolvent(r *db.Read, customer db.ID) (bool, error) {
	on, err := Opened(r, customer)
	return on != 0, err
}

// Opened is the day from which proceedings are open against a customer, 0 when
// none are.
func Opened(r *db.Read, customer db.ID) (day.Day, error) {
	k, err := db.One[row](r, qOwn, customer)
	if k.InsolventOn > r.Day() {
		return 0, err
	}
	return k.InsolventOn, err
}

// Proceedings says of whom a credit.insolvency_set fact is, and since when
// proceedings are open: 0, they ended.
func Proceedings(e db.Event) (customer db.ID, on day.Day, err error) {
	var b dated
	err = e.Read(&b)
	return e.Object("customer"), b.On, err
}

// reviewOn sets the day of the next review.
func reviewOn(w *db.Write, customer db.ID, on day.Day, why string) {
	w.Emit("credit.review_set", dated{on, why}, db.Obj("customer", customer))
	w.Exec1(qReview, customer, on, 0)
}

// Reviewed says that a customer's credit was looked at.
type Reviewed struct {
	Customer string  `path:"customer" json:"-" doc:"id or number"`
	Next     day.Day `json:"next,omitempty" doc:"when left out in 12 months, 6 for a large limit or a class D or E"`
	Comment  string  `json:"comment,omitempty" maxLength:"500"`
}

// Review records a review and the day of the next (domain.md 2.8).
func Review(w *db.Write, in Reviewed) (File, error) {
	c, k, err := own(w, in.Customer)
	if err != nil {
		return File{}, err
	}
	var limit *money.Amount
	if k.Limited {
		limit = &k.Limit
	}
	latest := w.Day().AddMonths(usualReview)
	next := in.Next
	if next.IsZero() {
		next = NextReview(w.Day(), limit, k.Currency, k.Class)
	}
	if next <= w.Day() || next > latest {
		return File{}, refuse.New(refuse.Invalid, "credit.review_day", "latest", latest).At("/next", "credit.review_day", "latest", latest)
	}
	event := w.Emit("credit.reviewed", dated{On: next}, db.Obj("customer", c.ID))
	approval.Say(w, event, in.Comment)
	w.Exec1(qReview, c.ID, next, 0)
	if err := Eased(w, c.ID, "review"); err != nil {
		return File{}, err
	}
	return fileOf(w.Read, c)
}

// ReviewNow calls for a review at once: a payment came back, a promise was
// broken twice.
func ReviewNow(w *db.Write, customer db.ID, why string) error {
	if customer == 0 {
		return nil
	}
	c, k, err := own(w, partyID(customer))
	if err == nil && (k.ReviewDue == 0 || k.ReviewDue > w.Day()) {
		reviewOn(w, c.ID, w.Day(), why)
	}
	return err
}

// DueReviews lists customers whose review is due and was not told yet; Remind
// tells it, once a due day.
func DueReviews(r *db.Read, limit int) ([]db.ID, error) {
	return db.All[db.ID](r, qDueFiles, r.Today(), limit)
}

// Remind records that a review is due.
func Remind(w *db.Write, customer db.ID) error {
	c, k, err := own(w, partyID(customer))
	if err != nil || k.ReviewDue == 0 || k.ReviewDue > w.Today() || k.ReviewTold == k.ReviewDue {
		return err
	}
	w.Emit("credit.review_due", dated{On: k.ReviewDue}, db.Obj("customer", c.ID))
	w.Exec1(qTold, c.ID)
	return w.Err()
}

// Insurance is what a credit insurer carries of a customer.
type Insurance struct {
	Customer  string        `path:"customer" json:"-" doc:"id or number"`
	Limit     money.Decimal `json:"limit" doc:"of the insurer; 0: not insured"`
	Share     money.Percent `json:"share" doc:"insured part, percent"`
	Waiting   int64         `json:"waiting_days,omitempty" minimum:"0" maximum:"3650" doc:"before a claim is paid"`
	Notify    int64         `json:"notify_days,omitempty" minimum:"0" maximum:"3650" doc:"an overdue item is told to the insurer within so many days"`
	Extension int64         `json:"extension_days,omitempty" minimum:"0" maximum:"3650" doc:"the most an item may be put off"`
}

// CoverBy keeps what an insurer carries.
func CoverBy(w *db.Write, in Insurance) (File, error) {
	c, k, err := own(w, in.Customer)
	if err != nil {
		return File{}, err
	}
	limit, err := in.Limit.Amount(k.Currency)
	if err != nil {
		return File{}, err
	}
	if limit < 0 || in.Share < 0 || in.Share > money.Whole || in.Waiting < 0 || in.Notify < 0 || in.Extension < 0 {
		return File{}, refuse.New(refuse.Invalid, "credit.insurance").At("/share", "credit.insurance")
	}
	event := w.Emit("credit.insured", insured{limit, in.Share, in.Waiting, in.Notify, in.Extension}, db.Obj("customer", c.ID))
	w.Exec(qInsure, c.ID, limit, int64(in.Share), in.Waiting, in.Notify, in.Extension, event)
	w.Exec1(qTouch, c.ID)
	return fileOf(w.Read, c)
}

// Due is a customer to review.
type Due struct {
	Customer string  `json:"customer"`
	Name     string  `json:"name"`
	On       day.Day `json:"on"`
}

// Reviews pages through the customers whose review is due.
func Reviews(r *db.Read, in db.Paging) (db.Counted[Due], error) {
	type holder struct {
		ID db.ID
		On day.Day
	}
	out := db.Counted[Due]{Page: db.Page[Due]{Items: []Due{}}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	rows, err := db.All[holder](r, qReviews, r.Today(), after, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in, rows, func(h holder) db.ID { return h.ID })
	out.Next = page.Next
	for _, h := range page.Items {
		c, err := party.Load(r, h.ID)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, Due{c.Number, c.Name, h.On})
	}
	return db.Count(r, in, out.Page, qReviewCount, r.Today())
}
