"""How Italian-speaking customers write days and times.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. Every day goes with every time, and both into every
sentence. "nothing": no day or time is taken from it.
"""

# fmt: off
LANG = "it"

DAYS = (
    ("03-03", (
        "domani", "martedì", "martedi", "martedi'", "questo martedì", "martedì 3", "martedì 3 marzo", "il 3 marzo",
        "3 marzo 2026", "il 3/3", "3/3/2026", "03/03", "il 03.03.2026", "mar 3 marzo", "mar. 3/3", "giorno 3",
        "il giorno 3 marzo", "il tre marzo", "il 3",
    )),
    ("03-04", (
        "dopodomani", "mercoledì", "mercoledi", "questo mercoledì", "fra due giorni", "tra 2 giorni", "mer 4 marzo",
        "mercoledì prossimo, 4 marzo",
    )),
    ("03-06", (
        "venerdì", "venerdi", "questo venerdì", "venerdì 6", "venerdì 6 marzo", "ven. 6/3",
        "venerdì di questa settimana", "il 6 marzo", "questa settimana venerdì", "nella giornata di venerdì",
    )),
    ("03-07", (
        "sabato", "sabato 7", "sabato 7 marzo", "sab 7/3",
    )),
    ("03-10", (
        "martedì della prossima settimana", "martedì della settimana prossima", "la prossima settimana, martedì",
        "la settimana prossima martedì", "martedì 10 marzo", "il 10 marzo", "martedì 10", "il 10/03/2026",
        "martedì prossima settimana", "settimana prossima, martedì",
    )),
    ("03-12", (
        "il 12", "il 12 marzo", "fra dieci giorni", "tra 10 giorni", "giovedì della prossima settimana",
        "giovedì 12", "il 12 di questo mese", "gio 12 marzo", "il giorno 12",
    )),
    ("03-16", (
        "fra due settimane", "tra due settimane", "tra 2 settimane", "lunedì 16", "lun. 16/3",
    )),
    ("04-01", (
        "il 1 aprile", "il primo aprile", "1° aprile", "il 1° aprile", "mercoledì 1 aprile", "1/4", "l'1 aprile",
        "01/04/2026",
    )),
    ("04-21", (
        "il 21 aprile", "martedì 21 aprile", "il ventuno aprile", "21/04", "21 apr",
    )),
)

TIMES = (
    ("time {day} 15:00", (
        "alle 15", "alle 15:00", "alle 15.00", "alle ore 15", "alle ore 15:00", "ore 15", "h. 15.00", "verso le 15",
        "intorno alle 15", "alle tre", "alle 3 del pomeriggio", "alle tre del pomeriggio", "per le 15",
        "circa alle 15", "alle quindici", "ore 15,00", "alle 15 in punto", "alle 15 circa",
    )),
    ("time {day} 10:30", (
        "alle 10:30", "alle 10.30", "alle 10 e 30", "alle dieci e mezza", "alle 10 e mezza", "ore 10:30",
        "verso le 10.30", "alle dieci e trenta", "alle ore 10.30", "alle 10,30",
    )),
    ("time {day} 11:15", (
        "alle 11:15", "alle undici e un quarto", "alle 11 e un quarto", "alle 11.15", "alle undici e quindici",
    )),
    ("time {day} 14:45", (
        "alle 14:45", "alle tre meno un quarto", "alle 14.45", "alle ore 14:45",
    )),
    ("time {day} 12:00", (
        "a mezzogiorno", "alle 12", "alle dodici", "verso mezzogiorno",
    )),
    ("range {day} 09:00-11:00", (
        "tra le 9 e le 11", "dalle 9 alle 11", "fra le 9 e le 11", "9-11", "dalle 9:00 alle 11:00",
        "dalle ore 9 alle ore 11", "tra le ore 9 e le 11", "dalle nove alle undici", "9.00-11.00",
        "dalle 9.00 alle 11.00", "tra le nove e le undici",
    )),
    ("range {day} 14:00-16:30", (
        "tra le 14 e le 16:30", "dalle 14 alle 16.30", "14:00-16:30", "dalle 14:00 alle 16:30", "14.00-16.30",
    )),
    ("after {day} 15:00", (
        "dopo le 15", "a partire dalle 15", "dalle 15 in poi", "non prima delle 15", "dopo le tre", "dalle 15",
        "dalle ore 15 in poi",
    )),
    ("before {day}-12:00", (
        "prima delle 12", "entro le 12", "entro mezzogiorno", "prima di mezzogiorno", "fino alle 12",
        "entro le ore 12",
    )),
    ("daypart {day} morning", (
        "mattina", "di mattina", "al mattino", "in mattinata", "nella mattinata", "la mattina",
        "in tarda mattinata",
    )),
    ("daypart {day} afternoon", (
        "pomeriggio", "di pomeriggio", "nel pomeriggio", "nel primo pomeriggio", "nel tardo pomeriggio",
        "a metà pomeriggio",
    )),
    ("daypart {day} evening", (
        "sera", "in serata", "di sera", "la sera",
    )),
)

ALONE = (
    ("week 03-09..03-15", (
        "la prossima settimana", "la settimana prossima", "settimana prossima", "la settimana del 9 marzo",
        "nella prossima settimana", "nel corso della prossima settimana",
    )),
    ("week 03-02..03-08", (
        "questa settimana", "in questa settimana",
    )),
    ("dayrange 03-07..03-08", (
        "questo fine settimana", "questo weekend", "nel weekend", "nel fine settimana",
    )),
    ("dayrange 03-10..03-12", (
        "dal 10 al 12 marzo", "tra il 10 e il 12 marzo", "da martedì 10 a giovedì 12 marzo", "10-12 marzo",
    )),
    ("day 03-05; day 03-06", (
        "giovedì o venerdì", "o giovedì o venerdì", "il 5 o il 6 marzo", "giovedì 5 o venerdì 6",
        "giovedì oppure venerdì",
    )),
    ("before 03-06", (
        "entro venerdì", "prima di venerdì", "entro il 6 marzo", "al più tardi venerdì", "non oltre venerdì",
    )),
    ("after 03-09", (
        "dal 9 marzo in poi", "a partire dal 9 marzo", "dopo il 9 marzo", "non prima del 9 marzo",
    )),
    ("nothing", (
        "a inizio aprile", "a fine marzo", "a metà aprile", "fine della prossima settimana", "venerdì 13 febbraio",
        "lunedì 3 marzo", "ogni venerdì",
    )),
    ("nothing", (
        "il tecnico è in ritardo", "ho due figli", "chiamate il 333 1234567", "tre settimane fa",
        "la caldaia del 2015", "buona giornata", "buona serata", "buon fine settimana", "stanza 12", "via Roma 14",
        "il codice è 4711", "ieri", "buon pomeriggio",
    )),
)

SENTENCES = (
    "Buongiorno, {when} va bene", "È possibile {when}?", "Potete venire {when}?", "Preferirei {when}, grazie.",
    "meglio {when} per favore", "{when} sarebbe perfetto", "Si può fare {when}?", "Io posso {when}",
    "Sono disponibile {when}", "Propongo {when}.", "Sarebbe possibile {when}?",
    "Salve,\n\n{when} se possibile.\n\nGrazie", "Mi andrebbe bene {when}",
)

TURNED_DOWN = (
    "{no} non posso, {yes} sì", "{no} non va bene, ma {yes} sì", "non {no} ma {yes}", "{yes} invece di {no}",
    "{no} impossibile, meglio {yes}", "{no} non ci sono. Possiamo {yes}?", "{yes} ma non {no}",
    "{no} sono in viaggio, {yes} sono a casa", "{no} sono impegnato, {yes} va bene", "{yes} al posto di {no}",
)
# fmt: on
