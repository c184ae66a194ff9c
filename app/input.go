package app

import "encaisse/base/words"

// inputTexts say what is wrong with an input before its command sees it.
var inputTexts = words.Texts{
	"input.json":       {FR: "Le corps de la demande n’est pas du JSON.", EN: "The body of the request is not JSON."},
	"input.invalid":    {FR: "La demande n’a pas la forme attendue.", EN: "The request does not have the expected form."},
	"input.too_large":  {FR: "La demande dépasse {max} Mo.", EN: "The request is larger than {max} MB."},
	"input.media_type": {FR: "Le corps de la demande doit être en application/json.", EN: "The body of the request must be application/json."},
	"input.route":      {FR: "Il n’y a rien à l’adresse {path}.", EN: "There is nothing at {path}."},
	"input.method":     {FR: "Cette adresse n’accepte que : {allowed}.", EN: "This address only accepts: {allowed}."},

	"input.unknown":  {FR: "Ce champ n’existe pas.", EN: "There is no such field."},
	"input.required": {FR: "Le champ « {name} » est obligatoire.", EN: "The field “{name}” is required."},
	"input.value":    {FR: "Cette valeur n’est pas acceptée.", EN: "This value is not accepted."},
	"input.once":     {FR: "Ce paramètre ne se donne qu’une fois.", EN: "This parameter may be given once only."},
	"input.boolean":  {FR: "Il faut true ou false.", EN: "This must be true or false."},
	"input.number":   {FR: "Il faut un nombre.", EN: "This must be a number."},
	"input.integer":  {FR: "Il faut un nombre entier.", EN: "This must be a whole number."},
	"input.string":   {FR: "Il faut un texte.", EN: "This must be a text."},
	"input.array":    {FR: "Il faut une liste.", EN: "This must be a list."},
	"input.object":   {FR: "Il faut un objet.", EN: "This must be an object."},
	"input.enum":     {FR: "Il faut l’une de ces valeurs : {values}.", EN: "This must be one of: {values}."},
	"input.min":      {FR: "Il faut au moins {min}.", EN: "This must be at least {min}."},
	"input.above":    {FR: "Il faut plus de {min}.", EN: "This must be more than {min}."},
	"input.max":      {FR: "Il faut au plus {max}.", EN: "This must be at most {max}."},
	"input.below":    {FR: "Il faut moins de {max}.", EN: "This must be less than {max}."},
	"input.short":    {FR: "Il faut au moins {min} {min:caractère|caractères}.", EN: "This must have at least {min} {min:character|characters}."},
	"input.long":     {FR: "Il faut au plus {max} {max:caractère|caractères}.", EN: "This must have at most {max} {max:character|characters}."},
	"input.few":      {FR: "Il faut au moins {min} {min:élément|éléments}.", EN: "This must have at least {min} {min:element|elements}."},
	"input.many":     {FR: "Il faut au plus {max} {max:élément|éléments}.", EN: "This must have at most {max} {max:element|elements}."},
	"input.unique":   {FR: "Chaque élément ne peut y être qu’une fois.", EN: "Each element may be there once only."},
	"input.pattern":  {FR: "Le texte n’a pas la forme attendue : {pattern}.", EN: "The text does not have the expected form: {pattern}."},
	"input.date":     {FR: "Il faut une date (exemple : 2026-11-21).", EN: "This must be a date (example: 2026-11-21)."},
	"input.instant":  {FR: "Il faut un instant (exemple : 2026-11-21T09:30:00Z).", EN: "This must be an instant (example: 2026-11-21T09:30:00Z)."},
	"input.email":    {FR: "Il faut une adresse de courriel.", EN: "This must be an e-mail address."},
	"input.base64":   {FR: "Il faut du base64.", EN: "This must be base64."},
}
