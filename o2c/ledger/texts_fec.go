package ledger

import "encaisse/base/words"

// FECTexts say what is wrong with a FEC, and how it is mended.
var FECTexts = words.Texts{
	"ledger.fec.name": {
		FR: "Le nom « {name} » n’est pas celui d’un FEC : nommez-le SIREN, FEC, date de clôture AAAAMMJJ, par exemple 732829320FEC20261231.txt.",
		EN: "“{name}” is not the name of a FEC: call it SIREN, FEC, closing date YYYYMMDD, such as 732829320FEC20261231.txt."},
	"ledger.fec.siren": {
		FR: "{siren} n’est pas un SIREN (clé fausse) : corrigez le nom du fichier et le numéro légal de la société.",
		EN: "{siren} is no SIREN (wrong check digit): correct the file name and the company's legal number."},
	"ledger.fec.mark": {
		FR: "Le fichier commence par une marque d’ordre des octets : enregistrez-le sans BOM.",
		EN: "The file begins with a byte order mark: save it without one."},
	"ledger.fec.header": {
		FR: "La colonne {column} de l’en-tête doit être {name} : reprenez les 18 noms dans l’ordre et l’orthographe du texte.",
		EN: "Column {column} of the header must be {name}: use the 18 names in the order and spelling of the law."},
	"ledger.fec.width": {
		FR: "{count} colonnes au lieu de 18 : retirez les séparateurs et retours à la ligne des libellés, complétez les colonnes vides.",
		EN: "{count} columns instead of 18: remove separators and line ends from texts, keep the empty columns."},
	"ledger.fec.empty": {
		FR: "{name} est vide : cette colonne est obligatoire sur chaque ligne.",
		EN: "{name} is empty: every line must have it."},
	"ledger.fec.sign": {
		FR: "{name} contient un caractère de contrôle ou illisible : remplacez-le, en ISO 8859-15.",
		EN: "{name} has a control or unreadable character: replace it, in ISO 8859-15."},
	"ledger.fec.pair": {
		FR: "{name} et {other} vont ensemble : remplissez les deux ou aucune.",
		EN: "{name} and {other} go together: fill both or neither."},
	"ledger.fec.currency": {
		FR: "« {text} » n’est pas un code de devise ISO 4217 : trois capitales, par exemple USD.",
		EN: "“{text}” is no ISO 4217 currency: three capitals, such as USD."},
	"ledger.fec.account": {
		FR: "Le compte « {account} » ne commence pas par trois chiffres du plan comptable général : corrigez CompteNum.",
		EN: "Account “{account}” does not begin with three digits of the French chart: correct CompteNum."},
	"ledger.fec.two_names": {
		FR: "{code} s’appelle ici « {name} » et plus haut « {other} » : gardez un seul libellé.",
		EN: "{code} is called “{name}” here and “{other}” above: keep one name."},
	"ledger.fec.date": {
		FR: "{name} « {text} » n’est pas une date : écrivez AAAAMMJJ.",
		EN: "{name} “{text}” is no date: write YYYYMMDD."},
	"ledger.fec.amount": {
		FR: "{name} « {text} » n’est pas un montant : virgule décimale, deux décimales au plus, signe en tête, sans séparateur de milliers.",
		EN: "{name} “{text}” is no amount: decimal comma, two decimals at most, sign first, no thousands separator."},
	"ledger.fec.side": {
		FR: "Sens « {text} » : écrivez D ou C (ou +1, -1).",
		EN: "Sens “{text}”: write D or C (or +1, -1)."},
	"ledger.fec.one_side": {
		FR: "Une ligne porte un débit ou un crédit, pas les deux ni aucun : mettez 0,00 de l’autre côté.",
		EN: "A line has a debit or a credit, not both nor none: write 0,00 on the other side."},
	"ledger.fec.two_dates": {
		FR: "L’écriture {number} porte plusieurs dates : une écriture a une date.",
		EN: "Entry {number} has several dates: an entry has one."},
	"ledger.fec.outside": {
		FR: "Le {date} n’est pas dans l’exercice qui finit le {last} : l’écriture appartient à un autre fichier.",
		EN: "{date} is not in the year that ends on {last}: the entry belongs to another file."},
	"ledger.fec.valid_early": {
		FR: "Validée le {valid}, avant sa date, le {date} : ValidDate ne précède pas EcritureDate.",
		EN: "Validated on {valid}, before its date {date}: ValidDate does not come before EcritureDate."},
	"ledger.fec.valid_order": {
		FR: "Validée le {valid}, après une ligne du {before} : triez le fichier par date de validation.",
		EN: "Validated on {valid}, after a line of {before}: sort the file by day of validation."},
	"ledger.fec.opening_class": {
		FR: "Le compte {account} est dans les à-nouveaux : les classes 6 et 7 n’ont pas de solde d’ouverture.",
		EN: "Account {account} is among the opening balances: classes 6 and 7 have none."},
	"ledger.fec.opening_first": {
		FR: "Les à-nouveaux (journal AN) doivent venir avant toute autre écriture.",
		EN: "Opening balances (journal AN) must come before any other entry."},
	"ledger.fec.torn": {
		FR: "Les lignes de l’écriture {number} du journal {journal} ne se suivent pas, ou le numéro sert deux fois : regroupez-les.",
		EN: "The lines of entry {number} of journal {journal} are not together, or the number is used twice: group them."},
	"ledger.fec.number": {
		FR: "Le numéro « {number} » ne finit pas par des chiffres : une numérotation continue est exigée.",
		EN: "Number “{number}” does not end in digits: numbers must run on."},
	"ledger.fec.gap": {
		FR: "Dans le journal {journal}, {number} suit {before} : la numérotation doit être continue, par journal ou pour tout le fichier.",
		EN: "In journal {journal}, {number} follows {before}: numbers must run on without a gap, by journal or for the whole file."},
	"ledger.fec.unbalanced": {
		FR: "L’écriture {number} du journal {journal} n’est pas équilibrée : écart de {difference}. Corrigez-la dans les livres, par une écriture de plus.",
		EN: "Entry {number} of journal {journal} does not balance: off by {difference}. Mend it in the books, by one more entry."},
	"ledger.fec.total": {
		FR: "Le fichier n’est pas équilibré : écart de {difference} entre débits et crédits.",
		EN: "The file does not balance: debits and credits differ by {difference}."},
	"ledger.fec.result": {
		FR: "L’écriture {number} solde des comptes 6 ou 7 par le résultat (12) : le FEC se produit avant cette écriture, retirez-la.",
		EN: "Entry {number} closes accounts 6 or 7 to the result (12): the FEC is made before that entry, remove it."},
	"ledger.fec.letters": {
		FR: "« {text} » n’est pas un lettrage : des lettres, capitales quand le groupe est soldé, minuscules sinon.",
		EN: "“{text}” is no lettering: letters, capitals when the group is settled, small ones otherwise."},
	"ledger.fec.letters_open": {
		FR: "Le lettrage {text} laisse {difference} : lettrez en minuscules tant que le groupe n’est pas soldé.",
		EN: "Lettering {text} leaves {difference}: use small letters until the group is settled."},
	"ledger.fec.nothing": {
		FR: "Le fichier n’a aucune écriture.",
		EN: "The file has no entry."},
}
