package words

// Base are the sentences for the refusals of base/money and base/day, which
// stand below this package and cannot hold their own.
var Base = Texts{
	"money.text":     {FR: "« {text} » n’est pas un nombre décimal (exemple : 1200.50).", EN: "“{text}” is not a decimal number (example: 1200.50)."},
	"money.decimals": {FR: "« {text} » a trop de décimales : {decimals} au plus.", EN: "“{text}” has too many decimals: at most {decimals}."},
	"money.overflow": {FR: "Le montant dépasse ce qui peut être compté.", EN: "The amount is larger than can be counted."},
	"money.currency": {FR: "« {text} » n’est pas un code de devise ISO 4217 (exemple : EUR).", EN: "“{text}” is not an ISO 4217 currency code (example: EUR)."},
	"money.discount": {FR: "Une remise va de 0 à 100 %, pas {discount}.", EN: "A discount is between 0 and 100%, not {discount}."},
	"money.division": {FR: "Division par zéro.", EN: "Division by zero."},
	"money.weights":  {FR: "Un montant ne se répartit pas sur des poids dont la somme est nulle.", EN: "An amount cannot be shared over weights that sum to zero."},
	"day.text":       {FR: "« {text} » n’est pas une date (exemple : 2026-11-21).", EN: "“{text}” is not a date (example: 2026-11-21)."},
}
