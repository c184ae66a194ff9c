package company

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"company.used": {
		FR: "Cette base contient déjà une société : prenez une base neuve.",
		EN: "This database already holds a company: take a new one."},
}
