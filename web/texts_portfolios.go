package web

import "encaisse/base/words"

// portfolioTexts are those of the pages of portfolios.
var portfolioTexts = words.Texts{
	"web.portfolios":           {FR: "Portefeuilles", EN: "Portfolios"},
	"web.portfolio.of":         {FR: "Portefeuille : {name}", EN: "Portfolio: {name}"},
	"web.portfolio.sum":        {FR: "{n} {n:client|clients}, {late} en retard", EN: "{n} {n:customer|customers}, {late} late"},
	"web.portfolio.figures":    {FR: "Encours", EN: "What is owed"},
	"web.portfolio.accounts":   {FR: "Clients du portefeuille", EN: "Customers of the portfolio"},
	"web.portfolio.everybody":  {FR: "Personne en particulier", EN: "Nobody in particular"},
	"web.portfolio.late":       {FR: "{n} en retard", EN: "{n} late"},
	"web.portfolio.covered":    {FR: "Remplacement par {name} du {from} au {to}", EN: "{name} stands in from {from} to {to}"},
	"web.portfolio.for_now":    {FR: "{name}, remplacement par {other} jusqu’au {to}", EN: "{name}; {other} stands in until {to}"},
	"web.col.collector":        {FR: "Suivi par", EN: "Followed by"},
	"web.col.accounts":         {FR: "Clients", EN: "Customers"},
	"web.col.owed":             {FR: "Dû", EN: "Owed"},
	"web.col.overdue":          {FR: "Échu", EN: "Overdue"},
	"web.col.promised_sum":     {FR: "Promis", EN: "Promised"},
	"web.col.expected":         {FR: "Attendu", EN: "Expected"},
	"web.col.oldest":           {FR: "Plus ancien", EN: "Oldest"},
	"web.empty.portfolios":     {FR: "Rien à suivre", EN: "Nothing to follow"},
	"web.empty.portfolios.why": {FR: "Personne ne doit rien, et aucun client n’est confié : confiez-en depuis la liste des clients.", EN: "Nobody owes anything, and no customer was given to anybody: give some from the list of customers."},
	"web.empty.portfolio":      {FR: "Aucun client dans ce portefeuille", EN: "No customer in this portfolio"},
	"web.empty.portfolio.why":  {FR: "Cochez des clients dans leur liste, puis confiez-les.", EN: "Tick customers in their list, then give them."},

	"web.do.portfolio.give":  {FR: "Confier à un chargé de recouvrement", EN: "Give to a collector"},
	"web.do.portfolio.cover": {FR: "Prévoir un remplacement", EN: "Arrange a stand-in"},
	"web.field.collector":    {FR: "Suivi par", EN: "Followed by"},
	"web.field.stand_in":     {FR: "Remplacement par", EN: "Stand-in"},
	"web.hint.collector":     {FR: "Le nom de l’utilisateur ; vide : le client est à tous.", EN: "The name of the user; empty: the customer is everybody’s."},
	"web.hint.stand_in":      {FR: "Le nom de l’utilisateur ; vide : personne.", EN: "The name of the user; empty: nobody."},
	"web.out.collector":      {FR: "Suivi par", EN: "Followed by"},
	"web.out.stand_in":       {FR: "Remplacement par", EN: "Stand-in"},
	"object.portfolio":       {FR: "Portefeuille", EN: "Portfolio"},
}
