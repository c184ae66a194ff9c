package table

import (
	"os"
	"path/filepath"
	"testing"

	"encaisse/base/money"
	"encaisse/base/refuse"
)

// shared is a folder of real files that are not part of the repository.
func shared(t *testing.T, folder string) string {
	t.Helper()
	root := os.Getenv("ENCAISSE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(root, "data", folder)
	if _, err := os.Stat(path); err != nil {
		t.Skip("skipped: no shared data (set ENCAISSE_SHARED)")
	}
	return path
}

func file(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The AdventureWorks files are Latin-1 with American dates and prices of four
// decimals; the sums were made by another program.
func TestAdventureWorks(t *testing.T) {
	folder := shared(t, "orders/adventureworks")
	sales := []Column{
		{"OrderDate", Date, true}, {"StockDate", Date, true}, {"OrderNumber", Text, true}, {"ProductKey", Whole, true},
		{"CustomerKey", Whole, true}, {"OrderQuantity", Whole, true}, {"UnitPriceSold", Decimal, true},
	}
	customers := []Column{{"CustomerKey", Whole, true}, {"FirstName", Text, true}, {"BirthDate", Date, true}, {"AnnualIncome", Amount, true}}
	products := []Column{{"ProductKey", Whole, true}, {"ProductName", Text, true}, {"ProductCost", Decimal, true}, {"ProductPrice", Decimal, true}}
	cases := []struct {
		name    string
		columns []Column
		rows    int
		sum     string // of what sums up, in the file's currency
		shape   string // encoding, decimals, dates
		total   func(Row) (money.Decimal, error)
	}{
		{"Sales_2015.csv", sales, 2630, "6404933.5803", "utf-8 point us", lineTotal},
		{"Sales_2016.csv", sales, 23935, "9324203.7917", "utf-8 point us", lineTotal},
		{"Customers.csv", customers, 18148, "1039320000", "latin-1 point us", income},
		{"Products.csv", products, 293, "209330.1455", "utf-8 point fr", func(r Row) (money.Decimal, error) { return r.Decimal("ProductPrice") }},
		{"Product_Categories.csv", []Column{{"ProductCategoryKey", Whole, true}}, 4, "", "utf-8 point fr", nil},
		{"Product_Subcategories.csv", []Column{{"ProductSubcategoryKey", Whole, true}}, 37, "", "utf-8 point fr", nil},
		{"Territories.csv", []Column{{"SalesTerritoryKey", Whole, true}}, 10, "", "utf-8 point fr", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, err := Read(file(t, filepath.Join(folder, c.name)), c.columns, Options{})
			if err != nil {
				t.Fatal(err)
			}
			shape := s.Shape.Encoding.Value + " " + s.Shape.Decimal.Value + " " + s.Shape.Dates.Value
			if len(s.Rows) != c.rows || shape != c.shape {
				t.Errorf("%d rows, %s; want %d, %s", len(s.Rows), shape, c.rows, c.shape)
			}
			var sum money.Decimal
			for _, r := range s.Rows {
				for _, column := range c.columns {
					if err := r.check(column); column.Kind != Amount && err != nil {
						t.Fatal(err)
					}
				}
				if c.total == nil {
					continue
				}
				d, err := c.total(r)
				if err != nil {
					t.Fatal(err)
				}
				sum += d
			}
			if c.total != nil && sum.String() != c.sum {
				t.Errorf("sum %s, want %s", sum, c.sum)
			}
		})
	}
}

func lineTotal(r Row) (money.Decimal, error) {
	n, err := r.Whole("OrderQuantity")
	if err != nil {
		return 0, err
	}
	p, err := r.Price("UnitPriceSold")
	return money.Decimal(int64(p) * n), err
}

func income(r Row) (money.Decimal, error) {
	a, err := r.Amount("AnnualIncome", "USD")
	return money.Decimal(a) * 10_000, err // cents in millionths
}

// Statements of banks are odd CSV: each is read or refused with a code.
func TestBankFiles(t *testing.T) {
	folder := shared(t, "bank/csv")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		s, err := Read(file(t, filepath.Join(folder, e.Name())), nil, Options{})
		switch r, refused := refuse.As(err); {
		case err == nil:
			t.Logf("%s: %d rows of %d columns, %q, %s", e.Name(), len(s.Rows), len(s.Headers), s.Shape.Separator.Value, s.Shape.Encoding.Value)
		case !refused || !hasText(r):
			t.Errorf("%s: %v", e.Name(), err)
		default:
			t.Logf("%s: %v", e.Name(), err)
		}
	}
}

func hasText(r *refuse.Refusal) bool {
	_, ok := Texts[r.Code]
	return ok
}
