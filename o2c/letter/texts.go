package letter

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"letter.no_address":     {FR: "Le client {customer} n’a pas d’adresse électronique : indiquez-en une sur sa fiche.", EN: "Customer {customer} has no e-mail address: set one on his record."},
	"letter.no_own_address": {FR: "Vous n’avez pas d’adresse électronique : demandez à l’administrateur d’en indiquer une à votre compte.", EN: "You have no e-mail address: ask the administrator to set one on your account."},

	"letter.good_address": {FR: "Rien ne dit que l’adresse du client {customer} soit mauvaise : il n’y a rien à rétablir.", EN: "Nothing says that the address of customer {customer} is bad: there is nothing to restore."},

	"mail.asked":     {FR: "Message demandé", EN: "Message asked for"},
	"mail.sent":      {FR: "Message envoyé", EN: "Message sent"},
	"mail.failed":    {FR: "Message refusé : il n’a pas été remis", EN: "Message refused: it was not delivered"},
	"mail.unsure":    {FR: "Message peut-être envoyé", EN: "Message perhaps sent"},
	"mail.delayed":   {FR: "Message en retard", EN: "Message delayed"},
	"mail.bounced":   {FR: "Message revenu : il n’a pas été remis", EN: "Message came back: it was not delivered"},
	"mail.cancelled": {FR: "Message non envoyé", EN: "Message not sent"},
}
