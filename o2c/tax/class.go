package tax

// Known reports whether the class is one of the table's.
func (c Class) Known() bool {
	switch c {
	case Standard, Intermediate, Reduced, SuperReduced, Exempt, Zero, ReverseCharge:
		return true
	}
	return false
}
