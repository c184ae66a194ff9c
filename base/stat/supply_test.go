package stat

import (
	"math"
	"testing"
)

func TestSupply(t *testing.T) { // domain.md 9
	if q := EOQ(12_000, 50, 2.40); q != 707 {
		t.Error(q)
	}
	if cost := SupplyCost(12_000, 50, 2.40, 707); math.Abs(cost-1697.06) > 0.005 {
		t.Error(cost)
	}
	if EOQ(12_000, 50, 0) != 0 {
		t.Error("without a cost of keeping there is no economic quantity")
	}
	if ss := SafetyStock(1.645, 9, 0, 0, 20); ss != 99 {
		t.Error(ss)
	}
	ss := SafetyStock(1.645, 9, 1.5, 100, 20)
	if ss != 266 || ReorderPoint(9, 100, ss) != 1166 {
		t.Error(ss, ReorderPoint(9, 100, ss))
	}
}

func TestDaily(t *testing.T) {
	if mean, d := Daily([]int64{10, 10}, 2); mean != 10 || d != 0 {
		t.Error(mean, d)
	}
	if mean, d := Daily([]int64{4, 8}, 4); mean != 3 || math.Abs(d-math.Sqrt(11)) > 1e-9 {
		t.Error(mean, d)
	}
}
