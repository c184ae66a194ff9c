package seal

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"seal.none":      {FR: "Rien n’est encore scellé.", EN: "Nothing is sealed yet."},
	"seal.signature": {FR: "La signature de la tête {number} n’est pas celle de sa clé.", EN: "The signature of head {number} is not that of its key."},
	"seal.rewritten": {FR: "La chaîne n’est plus celle de la tête exportée : l’enregistrement {number} a une autre empreinte.", EN: "The chain is no longer that of the exported head: record {number} has another hash."},
	"seal.other_key": {FR: "La chaîne est signée par une autre clé que la tête exportée ({number}).", EN: "The chain is signed by another key than the exported head ({number})."},
	"seal.shorter":   {FR: "La chaîne s’arrête à {number} alors qu’une tête exportée était à {earlier} : sa fin a été coupée.", EN: "The chain ends at {number}, an exported head was at {earlier}: its tail was cut off."},
	"seal.line":      {FR: "Ligne {line} : ce n’est pas un enregistrement de la chaîne.", EN: "Line {line} is no record of the chain."},
	"seal.no_head":   {FR: "Ce fichier ne finit pas par une tête signée.", EN: "This file does not end with a signed head."},
	"seal.no_end":    {FR: "L’export s’arrête après l’enregistrement {number}, sans tête signée : il a été coupé.", EN: "The export stops after record {number}, without a signed head: it was cut off."},
	"seal.number":    {FR: "L’enregistrement {number} se trouve à la place de {expected} : il en manque ou il y en a de trop.", EN: "Record {number} stands in the place of {expected}: one is missing or was added."},
	"seal.broken":    {FR: "L’enregistrement {number} ({type}, fait {event}) a été modifié.", EN: "Record {number} ({type}, fact {event}) was changed."},
	"seal.other_end": {FR: "La tête signée est de {head}, l’export va jusqu’à {number}.", EN: "The signed head is of {head}, the export goes up to {number}."},
}
