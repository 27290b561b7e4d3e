"""How French-speaking customers write days and times.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. Every day goes with every time, and both into every
sentence. "nothing": no day or time is taken from it.
"""

# fmt: off
LANG = "fr"

DAYS = (
    ("03-03", (
        "demain", "mardi", "ce mardi", "mardi 3", "mardi 3 mars", "le mardi 3 mars", "mardi le 3 mars",
        "le 3 mars 2026", "3/3", "le 03/03", "le 3/3/2026", "03.03.2026", "le 03-03-2026", "mardi 03/03",
        "Mardi 3/03/26", "mar. 3 mars", "le 3",
    )),
    ("03-04", (
        "après-demain", "apres demain", "mercredi", "mercredi prochain le 4", "ce mercredi", "dans deux jours",
        "dans 2 jours", "le 4 mars", "mer. 4 mars",
    )),
    ("03-06", (
        "vendredi", "ce vendredi", "vendredi 6", "vendredi 6 mars", "vendredi, le 6 mars", "ven 6 mars",
        "le 6 mars", "le six mars", "vendredi de cette semaine", "cette semaine vendredi", "le vendredi 06/03",
    )),
    ("03-07", (
        "samedi", "samedi 7", "le samedi 7 mars", "sam. 7/03",
    )),
    ("03-10", (
        "mardi 10 mars", "mardi de la semaine prochaine", "la semaine prochaine mardi",
        "mardi la semaine prochaine", "la semaine prochaine, mardi", "le 10 mars", "le mardi 10", "mardi en huit",
        "le 10/03/2026", "mardi de la semaine suivante",
    )),
    ("03-12", (
        "jeudi 12 mars", "le 12", "le 12 de ce mois", "dans dix jours", "dans 10 jours",
        "jeudi de la semaine prochaine", "jeudi en huit",
    )),
    ("03-16", (
        "dans deux semaines", "dans 2 semaines", "lundi 16 mars", "le lundi 16/03",
    )),
    ("04-01", (
        "le 1er avril", "1er avril", "le premier avril", "mercredi 1er avril", "le 1 avril", "le 1/4", "01/04/2026",
    )),
    ("04-21", (
        "le 21 avril", "le 21 avr.", "mardi 21 avril", "le vingt et un avril", "21/04",
    )),
)

TIMES = (
    ("time {day} 15:00", (
        "à 15h", "à 15 h", "à 15h00", "à 15 h 00", "à 15:00", "vers 15h", "à 15 heures", "à quinze heures", "15h",
        "aux alentours de 15h", "autour de 15h", "vers les 15h", "à 3 heures de l'après-midi",
        "à trois heures de l'après-midi", "environ 15h", "à 15h précises", "à 15h pile",
    )),
    ("time {day} 10:30", (
        "à 10h30", "à 10 h 30", "à 10:30", "à dix heures et demie", "à 10 heures 30", "à 10 heures et demie",
        "10h30", "vers 10h30", "à dix heures trente", "à 10H30",
    )),
    ("time {day} 11:15", (
        "à 11h15", "à onze heures et quart", "à 11 heures et quart", "à onze heures quinze",
    )),
    ("time {day} 14:45", (
        "à 14h45", "à trois heures moins le quart", "à quinze heures moins le quart", "à 14 heures 45",
    )),
    ("time {day} 12:00", (
        "à midi", "vers midi", "à 12h",
    )),
    ("range {day} 09:00-11:00", (
        "entre 9h et 11h", "entre 9 et 11h", "entre 9 et 11 heures", "de 9h à 11h", "de 9 à 11h", "9h-11h",
        "de 9 heures à 11 heures", "entre neuf heures et onze heures", "9h à 11h", "entre 9h00 et 11h00",
    )),
    ("range {day} 14:00-16:30", (
        "entre 14h et 16h30", "de 14h à 16h30", "14h-16h30", "14h00-16h30", "de 14:00 à 16:30",
    )),
    ("after {day} 15:00", (
        "après 15h", "à partir de 15h", "dès 15h", "pas avant 15h", "après 15 heures", "15h au plus tôt",
    )),
    ("before {day}-12:00", (
        "avant midi", "avant 12h", "jusqu'à midi", "au plus tard à midi", "avant 12 heures",
    )),
    ("daypart {day} morning", (
        "matin", "le matin", "dans la matinée", "en matinée", "au matin", "en fin de matinée",
        "dans le courant de la matinée",
    )),
    ("daypart {day} afternoon", (
        "après-midi", "l'après-midi", "dans l'après-midi", "en début d'après-midi", "en fin d'après-midi",
        "apres midi", "aprem", "dans le courant de l'après-midi",
    )),
    ("daypart {day} evening", (
        "soir", "en soirée", "le soir", "dans la soirée",
    )),
)

ALONE = (
    ("week 03-09..03-15", (
        "la semaine prochaine", "semaine prochaine", "n'importe quand la semaine prochaine", "la semaine du 9 mars",
        "la semaine du 9", "dans le courant de la semaine prochaine",
    )),
    ("week 03-02..03-08", (
        "cette semaine", "cette semaine si possible",
    )),
    ("dayrange 03-07..03-08", (
        "ce week-end", "ce weekend", "le week-end",
    )),
    ("dayrange 03-10..03-12", (
        "du 10 au 12 mars", "entre le 10 et le 12 mars", "du mardi 10 au jeudi 12 mars", "du 10/03 au 12/03",
    )),
    ("day 03-05; day 03-06", (
        "jeudi ou vendredi", "soit jeudi soit vendredi", "le 5 ou le 6 mars", "jeudi 5 ou vendredi 6 mars",
    )),
    ("before 03-06", (
        "avant vendredi", "d'ici vendredi", "au plus tard vendredi", "vendredi au plus tard", "avant le 6 mars",
    )),
    ("after 03-09", (
        "à partir du 9 mars", "pas avant le 9 mars", "dès le 9 mars", "après le 9 mars",
    )),
    ("nothing", (
        "début avril", "fin mars", "fin de semaine prochaine", "mi-avril", "vendredi 13 février", "lundi 3 mars",
    )),
    ("nothing", (
        "le technicien est en retard", "j'ai deux enfants", "appelez le 06 12 34 56 78", "il y a trois semaines",
        "la chaudière de 2015", "bonne journée", "bonne soirée", "bon week-end", "chambre 12",
        "au 14 rue des Lilas", "le code est 4711", "hier", "bon après-midi",
    )),
)

SENTENCES = (
    "Bonjour, {when} me convient", "Serait-il possible de venir {when} ?", "Je préfère {when}, merci.",
    "Pouvez-vous passer {when} plutôt ?", "On peut faire {when} ?", "{when} serait parfait",
    "Je serais disponible {when}", "plutôt {when} svp", "Est-ce que {when} est possible ?",
    "Je vous propose {when}.", "{when} si possible", "Bonjour,\n\n{when} si cela vous va.\n\nMerci",
    "Je suis libre {when}",
)

TURNED_DOWN = (
    "{no} ça ne va pas, {yes} oui", "Je ne peux pas {no}, mais {yes} c'est possible",
    "{no} impossible, plutôt {yes}", "pas {no} mais {yes}", "Je ne suis pas là {no}. {yes} ?",
    "{yes} mais pas {no}", "{no} je suis absent, par contre {yes} ça marche",
    "malheureusement {no} ne convient pas. {yes} plutôt ?", "{yes} au lieu de {no}",
    "Je suis en déplacement {no}, libre {yes}",
)
# fmt: on
