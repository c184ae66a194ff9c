package demo

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"demo.used": {
		FR: "Cette base contient autre chose que la démonstration : donnez-en une vide par --database.",
		EN: "This database holds something else than the demonstration: give an empty one by --database."},
	"demo.partial": {
		FR: "Cette démonstration n’a pas été construite jusqu’au bout : prenez une base vide.",
		EN: "This demonstration was not built to the end: take an empty database."},
	"demo.server": {
		FR: "Seul un fichier SQLite peut être effacé : videz vous-même la base du serveur.",
		EN: "Only an SQLite file can be deleted: empty the server’s database yourself."},
	"demo.busy": {
		FR: "Un autre processus ({pid}) sert cette démonstration : arrêtez-le d’abord.",
		EN: "Another process ({pid}) serves this demonstration: stop it first."},
}
