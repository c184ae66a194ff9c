package cli

import "encaisse/base/words"

// Texts are the sentences of the command line: what each verb does, and what
// it says.
var Texts = words.Texts{
	"cli.nothing": {FR: "(rien)", EN: "(nothing)"},
	"cli.next":    {FR: "suite :", EN: "next:"},
	"cli.reason":  {FR: "encaisse : {reason}", EN: "encaisse: {reason}"},
	"cli.usage":   {FR: "encaisse : commande mal écrite : {reason}", EN: "encaisse: wrong usage: {reason}"},
	"cli.missing": {FR: "il manque {flags}", EN: "missing {flags}"},
	"cli.input":   {FR: "{file} n’est pas le JSON de cette commande : {reason}", EN: "{file} is not this command’s JSON: {reason}"},
	"cli.run":     {FR: "il n’y a pas de travail de fond « {run} » : {known} ou all", EN: "there is no long run “{run}”: {known} or all"},
	"cli.import":  {FR: "erreurs dans {file} : {count} (lignes à corriger : {file}.rejected.csv)", EN: "errors in {file}: {count} (rows to correct: {file}.rejected.csv)"},
	"cli.unread":  {FR: "{file} n’a pas pu être lu : rien n’est importé", EN: "{file} could not be read: nothing is imported"},
	"cli.secret":  {FR: "Cette clé n’est montrée qu’une fois : gardez-la.", EN: "This key is shown only once: keep it."},

	"cli.field":       {FR: "  {pointer} : {reason}", EN: "  {pointer}: {reason}"},
	"cli.no_database": {FR: "Il n’y a pas de société dans {url} : « encaisse init » en crée une.", EN: "There is no company in {url}: “encaisse init” creates one."},
	"cli.migrate":     {FR: "La base {url} est d’un format plus ancien : lancez « encaisse migrate ».", EN: "The database {url} has an older format: run “encaisse migrate”."},

	"help.encaisse": {
		FR: "De la commande à l’encaissement : vendre, livrer, facturer, encaisser.",
		EN: "Order to cash: sell, ship, invoice, get paid."},
	"help.database": {
		FR: "Base de données : sqlite:FICHIER ou postgres://…",
		EN: "Database: sqlite:FILE or postgres://…"},
	"help.json":   {FR: "Répondre en JSON.", EN: "Answer in JSON."},
	"help.lang":   {FR: "Langue des phrases : fr, fr-CA ou en (sinon celle de LANG).", EN: "Language of the sentences: fr, fr-CA or en (else that of LANG)."},
	"help.seller": {FR: "Société pour laquelle agir, par son nom ou son id, quand il y en a plusieurs.", EN: "Company to act for, by name or id, when there are several."},

	"help.demo":          {FR: "Construire une société de démonstration, ou servir celle qui est là.", EN: "Build a demonstration company, or serve the one that is there."},
	"help.demo.no.serve": {FR: "Construire et s’arrêter, sans servir.", EN: "Build and stop, do not serve."},
	"help.demo.seed":     {FR: "Graine : la même donne la même société.", EN: "Seed: the same one gives the same company."},
	"help.demo.fresh":    {FR: "Refaire la démonstration : son fichier est effacé.", EN: "Make the demonstration anew: its file is deleted."},
	"cli.demo.building":  {FR: "construction de la démonstration : {done} jours sur {total}", EN: "building the demonstration: day {done} of {total}"},
	"cli.demo.made":      {FR: "{company}, démonstration du {day}, graine {seed} ({url}).", EN: "{company}, demonstration of {day}, seed {seed} ({url})."},
	"cli.demo.kept":      {FR: "Démonstration du {day}, graine {seed} ({url}), telle qu’elle était ; --fresh la refait.", EN: "Demonstration of {day}, seed {seed} ({url}), as it was; --fresh makes it anew."},
	"cli.demo.keys":      {FR: "Une clé par rôle, montrée cette fois seulement :", EN: "One key per role, shown this time only:"},
	"cli.demo.more":      {FR: "Les clés déjà données ne se montrent plus ; en voici une nouvelle par rôle :", EN: "The keys given before are not shown again; here is a new one per role:"},
	"cli.demo.look":      {FR: "À voir dans un navigateur : {address}/ et {address}/docs. Par l’API :", EN: "To be seen in a browser: {address}/ and {address}/docs. Through the API:"},

	"help.init":          {FR: "Créer une société vide dans une base neuve, avec son utilisateur admin et sa clé.", EN: "Create an empty company in a new database, with its user admin and his key."},
	"help.init.name":     {FR: "Nom de la société.", EN: "Name of the company."},
	"help.init.country":  {FR: "Pays, deux lettres : FR, CA, US…", EN: "Country, two letters: FR, CA, US…"},
	"help.init.currency": {FR: "Devise : EUR, CAD, USD…", EN: "Currency: EUR, CAD, USD…"},
	"help.init.tax":      {FR: "Régime de taxe : standard ou none.", EN: "Tax regime: standard or none."},
	"help.init.language": {FR: "Langue de la société : fr ou en.", EN: "Language of the company: fr or en."},

	"help.init.region": {FR: "Province ou État : QC, ON…", EN: "Province or state: QC, ON…"},

	"help.serve":        {FR: "Servir l’API et les pages, et faire avancer la chaîne.", EN: "Serve the API and the pages, and drive the chain."},
	"help.serve.listen": {FR: "Adresse d’écoute ; le port 0 en choisit un.", EN: "Address to listen on; port 0 picks one."},
	"help.serve.dev":    {FR: "Mode d’essai : horloge d’essai, banque et courrier simulés.", EN: "Development mode: test clock, sandbox bank and mailbox."},
	"help.migrate":      {FR: "Mettre la base au format de ce programme.", EN: "Bring the database to this program’s format."},

	"help.user":          {FR: "Utilisateurs.", EN: "Users."},
	"help.user.add":      {FR: "Ajouter un utilisateur.", EN: "Add a user."},
	"help.apikey":        {FR: "Clés d’accès.", EN: "API keys."},
	"help.apikey.create": {FR: "Donner une clé à un utilisateur ; elle n’est montrée qu’une fois.", EN: "Give a user a key; it is shown only once."},

	"help.user.name":       {FR: "Nom de l’utilisateur, unique.", EN: "Name of the user, unique."},
	"help.user.language":   {FR: "Sa langue : fr, fr-CA ou en.", EN: "His language: fr, fr-CA or en."},
	"help.user.role":       {FR: "Lui donner aussi une clé dans ce rôle.", EN: "Also give him a key in this role."},
	"help.apikey.user":     {FR: "Utilisateur, par son nom ou son id.", EN: "User, by name or id."},
	"help.apikey.role":     {FR: "Rôle : {roles}.", EN: "Role: {roles}."},
	"help.apikey.entity":   {FR: "Seule société que la clé ouvre ; sinon toutes.", EN: "The only company the key opens; else every one."},
	"help.apikey.customer": {FR: "Client d’une clé d’espace client.", EN: "Customer of a portal key."},

	"help.export":         {FR: "Écrire un export en JSON : factures, paiements, postes ouverts, encours, balance.", EN: "Write an export as JSON: invoices, payments, open items, exposure, trial balance."},
	"help.export.kind":    {FR: "invoices, payments, open-items, exposure ou trial-balance.", EN: "invoices, payments, open-items, exposure or trial-balance."},
	"help.as.of":          {FR: "Tel que c’était à ce jour.", EN: "As it was on that day."},
	"help.known":          {FR: "Tel qu’on le savait à ce numéro de sceau.", EN: "As it was known at that seal number."},
	"help.bench":          {FR: "Mesurer la vitesse.", EN: "Measure the speed."},
	"help.bench.cycle":    {FR: "Cycles entiers par seconde, à côté du plancher de la même base.", EN: "Whole cycles a second, beside the floor of the same database."},
	"help.bench.clients":  {FR: "Clients à la fois.", EN: "Clients at once."},
	"help.bench.duration": {FR: "Durée de la mesure.", EN: "How long to measure."},
	"cli.export":          {FR: "Aucun export « {kind} » ; il y a : {known}.", EN: "There is no export “{kind}”; there are: {known}."},
	"help.run":            {FR: "Faire un travail de fond maintenant.", EN: "Do a long run now."},
	"help.run.what":       {FR: "Lequel : {runs} ou all.", EN: "Which: {runs} or all."},
	"help.run.until":      {FR: "Recommencer jusqu’à ce qu’aucune étape ne soit due.", EN: "Again until no step is due."},

	"help.import":           {FR: "Reprendre un fichier CSV ou XLSX : vérifié en entier, puis appliqué.", EN: "Take in a CSV or XLSX file: checked whole, then applied."},
	"help.import.kind":      {FR: "Ce qu’il contient : {kinds}.", EN: "What it holds: {kinds}."},
	"help.import.file":      {FR: "Le fichier.", EN: "The file."},
	"help.import.map":       {FR: "Fichier de correspondance, pour d’autres en-têtes et valeurs.", EN: "Map file, for other headers and values."},
	"help.import.dry.run":   {FR: "Vérifier sans rien appliquer.", EN: "Check only, apply nothing."},
	"help.import.cutover":   {FR: "Jour de bascule (sinon aujourd’hui) : ce qui le précède n’envoie rien.", EN: "Cut-over day (else today): what is before it sends nothing."},
	"help.import.separator": {FR: "Séparateur des cellules, au lieu de celui trouvé.", EN: "Separator of cells, instead of the one found."},
	"help.import.encoding":  {FR: "Encodage, au lieu de celui trouvé.", EN: "Encoding, instead of the one found."},
	"help.import.decimal":   {FR: "Marque décimale, au lieu de celle trouvée.", EN: "Decimal mark, instead of the one found."},
	"help.import.date":      {FR: "Ordre des dates, au lieu de celui trouvé.", EN: "Order of dates, instead of the one found."},

	"help.verb.input":   {FR: "Lire les champs dans un fichier JSON (- : entrée standard).", EN: "Read the fields from a JSON file (-: standard input)."},
	"help.verb.preview": {FR: "Dire ce qui serait fait, sans rien faire.", EN: "Say what would be done, do nothing."},
	"help.verb.key":     {FR: "Clé d’idempotence : la même commande deux fois ne compte qu’une fois.", EN: "Idempotency key: the same command twice counts once."},
	"help.verb.wait":    {FR: "Faire aussi ce qui en découle.", EN: "Also do what follows from it."},
}
