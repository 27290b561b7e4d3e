"""How Dutch-speaking customers write days and times.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. Every day goes with every time, and both into every
sentence. "nothing": no day or time is taken from it.
"""

# fmt: off
LANG = "nl"

DAYS = (
    ("03-03", (
        "morgen", "dinsdag", "op dinsdag", "aanstaande dinsdag", "a.s. dinsdag", "deze dinsdag", "dinsdag 3 maart",
        "dinsdag 3/3", "dinsdag 3 mrt", "di 3 mrt", "di. 3 maart", "3 maart", "op 3 maart", "op de 3e", "de 3e",
        "3-3-2026", "03-03-2026", "3/3/2026", "3 mrt. 2026", "dinsdag de 3e", "dinsdag 03-03",
    )),
    ("03-04", (
        "overmorgen", "woensdag", "komende woensdag", "over twee dagen", "over 2 dagen", "wo 4 maart",
        "aankomende woensdag", "woensdag aanstaande",
    )),
    ("03-06", (
        "vrijdag", "aanstaande vrijdag", "deze vrijdag", "vrijdag 6 maart", "vrijdag de 6e", "vr 6/3",
        "vrijdag van deze week", "deze week vrijdag", "deze week op vrijdag", "op vrijdag 6 maart", "6 maart a.s.",
        "vrijdag (6 maart)",
    )),
    ("03-07", (
        "zaterdag", "zaterdag 7 maart", "za 7/3",
    )),
    ("03-10", (
        "volgende week dinsdag", "dinsdag volgende week", "dinsdag van volgende week", "op dinsdag volgende week",
        "dinsdag 10 maart", "10 maart", "de 10e", "dinsdag over een week", "volgende week op dinsdag",
        "volgende week, dinsdag", "10-03-2026", "dinsdag in de volgende week",
    )),
    ("03-12", (
        "de 12e", "12 maart", "over tien dagen", "over 10 dagen", "donderdag volgende week", "do 12 maart",
        "de twaalfde", "de 12e van deze maand", "op de twaalfde",
    )),
    ("03-16", (
        "over twee weken", "over 2 weken", "over veertien dagen", "vandaag over twee weken", "maandag 16 maart",
        "ma 16/3", "maandag over twee weken",
    )),
    ("04-01", (
        "1 april", "op 1 april", "woensdag 1 april", "1 apr", "1-4-2026", "01/04",
    )),
    ("04-21", (
        "21 april", "dinsdag 21 april", "eenentwintig april", "21/04", "21 apr.",
    )),
)

TIMES = (
    ("time {day} 15:00", (
        "om 15 uur", "om 15:00", "om 15.00 uur", "om 15:00 uur", "rond 15 uur", "15u", "om 15u", "om 15u00",
        "om drie uur", "om 3 uur", "om 3 uur 's middags", "om drie uur 's middags", "rond drie uur", "tegen 15u",
        "15h", "om vijftien uur", "omstreeks 15 uur", "zo rond 15.00 uur", "om 15h00", "rond een uur of drie",
    )),
    ("time {day} 10:30", (
        "om half elf", "om 10:30", "om 10.30 uur", "om 10u30", "10u30", "rond half 11", "om half 11",
        "om tien uur dertig", "om 10 uur 30", "om 10h30",
    )),
    ("time {day} 11:15", (
        "om kwart over elf", "om 11:15", "om 11.15 uur", "om kwart over 11", "om 11u15",
    )),
    ("time {day} 14:45", (
        "om kwart voor drie", "om 14:45", "om 14u45", "om kwart voor 3", "om 14.45 uur",
    )),
    ("time {day} 12:00", (
        "om 12 uur", "om twaalf uur", "om 12:00", "om 12 uur 's middags",
    )),
    ("range {day} 09:00-11:00", (
        "tussen 9 en 11", "tussen 9 en 11 uur", "van 9 tot 11", "van 9 tot 11 uur", "9-11 uur", "tussen 9u en 11u",
        "9u-11u", "tussen 9:00 en 11:00", "van 9.00 tot 11.00 uur", "tussen negen en elf", "van 9u tot 11u",
        "9:00-11:00", "tussen 9.00 en 11.00 uur",
    )),
    ("range {day} 14:00-16:30", (
        "tussen 14 en 16.30 uur", "van 14:00 tot 16:30", "14u-16u30", "tussen 14u en 16u30",
        "van 14.00 tot 16.30 uur",
    )),
    ("after {day} 15:00", (
        "na 15 uur", "na 15u", "vanaf 15 uur", "vanaf 15:00", "na drie uur", "niet voor 15 uur", "pas na 15 uur",
        "op zijn vroegst om 15 uur", "vanaf 15u",
    )),
    ("before {day}-12:00", (
        "voor 12 uur", "voor 12u", "tot 12 uur", "uiterlijk om 12 uur", "vóór 12 uur", "voor twaalf uur",
    )),
    ("daypart {day} morning", (
        "ochtend", "in de ochtend", "'s ochtends", "voormiddag", "in de voormiddag", "in de loop van de ochtend",
    )),
    ("daypart {day} afternoon", (
        "middag", "in de middag", "'s middags", "namiddag", "in de namiddag", "aan het eind van de middag",
        "in de loop van de middag",
    )),
    ("daypart {day} evening", (
        "avond", "in de avond", "'s avonds",
    )),
)

ALONE = (
    ("week 03-09..03-15", (
        "volgende week", "ergens volgende week", "in de week van 9 maart", "in de loop van volgende week",
        "de volgende week",
    )),
    ("week 03-02..03-08", (
        "deze week", "deze week nog", "nog deze week",
    )),
    ("dayrange 03-07..03-08", (
        "dit weekend", "komend weekend", "in het weekend", "dit komende weekend",
    )),
    ("dayrange 03-10..03-12", (
        "van 10 tot 12 maart", "van 10 tot en met 12 maart", "tussen 10 en 12 maart", "10 t/m 12 maart",
        "10-12 maart", "van dinsdag 10 tot donderdag 12 maart",
    )),
    ("day 03-05; day 03-06", (
        "donderdag of vrijdag", "op donderdag of vrijdag", "5 of 6 maart", "donderdag 5 of vrijdag 6 maart",
        "ofwel donderdag ofwel vrijdag",
    )),
    ("before 03-06", (
        "voor vrijdag", "vóór vrijdag", "uiterlijk vrijdag", "voor 6 maart", "ten laatste vrijdag",
    )),
    ("after 03-09", (
        "vanaf 9 maart", "na 9 maart", "niet voor 9 maart", "pas vanaf 9 maart",
    )),
    ("nothing", (
        "begin april", "eind maart", "half april", "eind volgende week", "vrijdag 13 februari", "maandag 3 maart",
        "elke vrijdag",
    )),
    ("nothing", (
        "de monteur is te laat", "ik heb twee kinderen", "bel 06 12345678", "drie weken geleden",
        "de ketel van 2015", "fijne dag", "fijn weekend", "goedemorgen", "goede middag", "kamer 12", "Lindelaan 14",
        "de code is 4711", "gisteren", "prettige avond", "nog een fijne dag",
    )),
)

SENTENCES = (
    "Hallo, {when} past mij", "Kan het {when}?", "Zou u {when} kunnen komen?", "liever {when} graag",
    "{when} zou beter uitkomen", "{when} is prima", "Ik kan {when}, dank u", "Mag het {when}?",
    "Is {when} mogelijk?", "Graag {when}.", "Ik stel voor {when}.", "Beste,\n\n{when} als dat kan.\n\nBedankt",
    "Dan liever {when}.",
)

TURNED_DOWN = (
    "{no} kan niet, {yes} wel", "{no} lukt helaas niet, maar {yes} past", "niet {no} maar {yes}",
    "{yes} in plaats van {no}", "{no} ben ik er niet. {yes} graag", "{no} komt niet uit, {yes} wel",
    "{yes}, maar niet {no}", "{no} ben ik op vakantie, {yes} ben ik thuis", "{no} is slecht, liever {yes}",
    "{no} ben ik verhinderd. Kan {yes}?",
)
# fmt: on
