package table

import "encaisse/base/words"

// Texts are the sentences for the refusals and the warnings of this package.
var Texts = words.Texts{
	// The file as a whole.
	"table.size":             {FR: "Le fichier dépasse {limit} Mo.", EN: "The file is larger than {limit} MB."},
	"table.rows":             {FR: "Le fichier a plus de {limit} lignes. Découpez-le.", EN: "The file has more than {limit} rows. Split it."},
	"table.cells":            {FR: "Le fichier a plus de {limit} cellules. Découpez-le.", EN: "The file has more than {limit} cells. Split it."},
	"table.columns":          {FR: "Ligne {row} : plus de {limit} colonnes.", EN: "Row {row}: more than {limit} columns."},
	"table.cell":             {FR: "Ligne {row} : une cellule dépasse {limit} Mo.", EN: "Row {row}: a cell is larger than {limit} MB."},
	"table.empty_file":       {FR: "Le fichier est vide : la première ligne doit porter les en-têtes.", EN: "The file is empty: its first row must hold the headers."},
	"table.nul":              {FR: "Ligne {row} : un octet nul. Ce n’est pas un fichier CSV.", EN: "Row {row}: a NUL byte. This is not a CSV file."},
	"table.encoding":         {FR: "Ligne {row} : des octets que l’encodage {encoding} ne connaît pas. Indiquez l’encodage du fichier.", EN: "Row {row}: bytes that the encoding {encoding} does not have. Say the encoding of the file."},
	"table.quote":            {FR: "Ligne {row} : du texte suit un guillemet fermant.", EN: "Row {row}: text follows a closing quote."},
	"table.quote_open":       {FR: "Ligne {row} : un guillemet ouvert n’est jamais fermé.", EN: "Row {row}: a quote is opened and never closed."},
	"table.uneven":           {FR: "Ligne {row} : {cells} cellules pour {columns} colonnes.", EN: "Row {row}: {cells} cells for {columns} columns."},
	"table.header_missing":   {FR: "Colonnes absentes : {headers}. Le fichier a : {found}.", EN: "Missing columns: {headers}. The file has: {found}."},
	"table.header_duplicate": {FR: "Des en-têtes apparaissent deux fois : {headers}.", EN: "Headers appear twice: {headers}."},
	"table.option":           {FR: "« {value} » n’est pas une valeur possible pour {option}.", EN: "“{value}” is not a possible value for {option}."},

	// Workbooks.
	"table.xls":           {FR: "Classeur ancien (.xls) ou protégé par mot de passe. Enregistrez-le en .xlsx ou en CSV, sans mot de passe.", EN: "An old (.xls) or password-protected workbook. Save it as .xlsx or CSV, without a password."},
	"table.xlsx":          {FR: "Ce classeur ne peut pas être lu. Enregistrez-le à nouveau en .xlsx ou en CSV.", EN: "This workbook cannot be read. Save it again as .xlsx or CSV."},
	"table.xlsx_bomb":     {FR: "Ce classeur se décompresse hors de proportion. Enregistrez-le en CSV.", EN: "This workbook inflates out of proportion. Save it as CSV."},
	"table.xlsx_unsafe":   {FR: "Ce classeur contient ce qu’aucun tableur n’écrit. Enregistrez-le à nouveau en .xlsx ou en CSV.", EN: "This workbook holds what no spreadsheet writes. Save it again as .xlsx or CSV."},
	"table.xlsx_layout":   {FR: "Ligne {row} : le classeur ne dit pas où sont ses cellules. Ouvrez-le dans un tableur et enregistrez-le à nouveau.", EN: "Row {row}: the workbook does not say where its cells are. Open it in a spreadsheet and save it again."},
	"table.xlsx_cells":    {FR: "Le classeur a plus de {limit} cellules. Enregistrez-le en CSV.", EN: "The workbook has more than {limit} cells. Save it as CSV."},
	"table.sheet":         {FR: "Aucune feuille ne s’appelle « {sheet} ». Le classeur a : {sheets}.", EN: "No sheet is called “{sheet}”. The workbook has: {sheets}."},
	"table.formula":       {FR: "Ligne {row}, {column} : une formule n’a jamais été calculée. Ouvrez le classeur dans un tableur et enregistrez-le.", EN: "Row {row}, {column}: a formula was never worked out. Open the workbook in a spreadsheet and save it."},
	"table.formula_error": {FR: "Ligne {row}, {column} : la cellule est en erreur dans le classeur.", EN: "Row {row}, {column}: the cell is an error in the workbook."},

	// The map.
	"table.map":          {FR: "Fichier de correspondance, ligne {row} : « {text} » n’est pas compris, ou dit deux fois.", EN: "Map file, line {row}: “{text}” is not understood, or said twice."},
	"table.map_column":   {FR: "Le fichier de correspondance nomme des colonnes inconnues : {columns}.", EN: "The map file names columns that do not exist: {columns}."},
	"table.map_constant": {FR: "Fichier de correspondance : « {value} » ne convient pas pour {column} (nombres avec un point, dates 2026-11-21).", EN: "Map file: “{value}” will not do for {column} (numbers with a point, dates 2026-11-21)."},

	// One cell.
	"table.empty":     {FR: "Ligne {row}, {column} : la cellule est vide.", EN: "Row {row}, {column}: the cell is blank."},
	"table.number":    {FR: "Ligne {row}, {column} : « {value} » n’est pas un nombre dans ce fichier.", EN: "Row {row}, {column}: “{value}” is not a number in this file."},
	"table.whole":     {FR: "Ligne {row}, {column} : « {value} » n’est pas un nombre entier.", EN: "Row {row}, {column}: “{value}” is not a whole number."},
	"table.decimals":  {FR: "Ligne {row}, {column} : « {value} » a trop de décimales.", EN: "Row {row}, {column}: “{value}” has too many decimals."},
	"table.overflow":  {FR: "Ligne {row}, {column} : « {value} » dépasse ce qui peut être compté.", EN: "Row {row}, {column}: “{value}” is larger than can be counted."},
	"table.currency":  {FR: "Ligne {row}, {column} : « {value} » n’est pas en {currency}.", EN: "Row {row}, {column}: “{value}” is not in {currency}."},
	"table.date":      {FR: "Ligne {row}, {column} : « {value} » n’est pas une date dans ce fichier.", EN: "Row {row}, {column}: “{value}” is not a date in this file."},
	"table.date_year": {FR: "Ligne {row}, {column} : « {value} » a une année de deux chiffres ; il en faut quatre.", EN: "Row {row}, {column}: “{value}” has a year of two digits; it takes four."},

	// Warnings.
	"table.header_unknown":    {FR: "Colonnes laissées de côté : {headers}.", EN: "Columns left out: {headers}."},
	"table.header_blank":      {FR: "La colonne {column} n’a pas d’en-tête et a été laissée de côté.", EN: "Column {column} has no header and was left out."},
	"table.decimal_ambiguous": {FR: "Rien ne dit si la virgule ou le point marque les décimales (cellules comme « 1,234 » : {cells}). Lecture retenue : {decimal}.", EN: "Nothing tells whether a comma or a point marks the decimals (cells such as “1,234”: {cells}). Taken: {decimal}."},
	"table.decimal_mixed":     {FR: "Le fichier mélange virgule et point décimal (cellules contraires : {against}). Lecture retenue : {decimal}.", EN: "The file mixes decimal comma and point (cells that say otherwise: {against}). Taken: {decimal}."},
	"table.date_ambiguous":    {FR: "Rien ne dit si le jour ou le mois vient d’abord (dates comme 05/06/2026 : {cells}). Lecture retenue : jour/mois/année.", EN: "Nothing tells whether the day or the month comes first (dates such as 05/06/2026: {cells}). Taken: day/month/year."},
	"table.date_mixed":        {FR: "Le fichier mélange les ordres de dates (dates contraires : {against}). Lecture retenue : {date}.", EN: "The file mixes orders of dates (dates that say otherwise: {against}). Taken: {date}."},

	// What the warnings name.
	"table.comma": {FR: "la virgule", EN: "the comma"},
	"table.point": {FR: "le point", EN: "the point"},
	"table.iso":   {FR: "année-mois-jour", EN: "year-month-day"},
	"table.fr":    {FR: "jour/mois/année", EN: "day/month/year"},
	"table.us":    {FR: "mois/jour/année", EN: "month/day/year"},
}
