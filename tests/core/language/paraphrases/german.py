"""How German-speaking customers write days and times.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. Every day goes with every time, and both into every
sentence. "nothing": no day or time is taken from it.
"""

# fmt: off
LANG = "de"

DAYS = (
    ("03-03", (
        "morgen", "Dienstag", "am Dienstag", "diesen Dienstag", "Di", "Di.", "Dienstag, 3.3.",
        "Dienstag, den 3. März", "Dienstag, 03.03.2026", "am 3.3.", "am 3. März", "am 3.", "am dritten",
        "am dritten März", "03.03.", "3.3.26", "Di 3.3.", "Di., 3. März", "3. Mrz", "am Dienstag den 3.",
        "am 03. März 2026",
    )),
    ("03-04", (
        "übermorgen", "uebermorgen", "Mittwoch", "am Mittwoch", "Mi", "in zwei Tagen", "in 2 Tagen",
        "kommenden Mittwoch", "am kommenden Mittwoch", "Mittwoch dieser Woche", "am Mittwoch, dem 4. März",
    )),
    ("03-06", (
        "Freitag", "am Freitag", "Fr", "Fr.", "diesen Freitag", "Freitag dieser Woche", "diese Woche Freitag",
        "diese Woche am Freitag", "am Freitag, 6.3.", "Freitag (6.3.)", "am 6.3.2026", "Freitag 6. März",
        "am kommenden Freitag",
    )),
    ("03-07", (
        "Samstag", "am Samstag", "Sonnabend", "Sa.", "Sa, 7.3.",
    )),
    ("03-10", (
        "nächste Woche Dienstag", "nächste Woche am Dienstag", "am Dienstag nächster Woche",
        "Dienstag nächste Woche", "Dienstag in der nächsten Woche", "Dienstag, den 10. März", "am 10.03.",
        "am zehnten März", "Dienstag in einer Woche", "am Dienstag, 10.03.26", "kommende Woche Dienstag",
        "Dienstag kommender Woche", "nächste Woche, Dienstag",
    )),
    ("03-12", (
        "am 12.", "am 12. März", "am zwölften", "in zehn Tagen", "in 10 Tagen", "Donnerstag nächster Woche",
        "Donnerstag in einer Woche", "Do 12.3.", "am 12. dieses Monats",
    )),
    ("03-16", (
        "in zwei Wochen", "in 2 Wochen", "in 14 Tagen", "in vierzehn Tagen", "heute in zwei Wochen",
        "am Montag in zwei Wochen", "am 16.3.",
    )),
    ("04-01", (
        "am 1. April", "am ersten April", "am 01.04.", "1.4.2026", "Mittwoch, 1. April", "am 1. Apr.", "1.4.",
    )),
    ("04-21", (
        "am 21. April", "am 21.4.", "am einundzwanzigsten April", "Dienstag, 21.04.2026",
    )),
)

TIMES = (
    ("time {day} 15:00", (
        "um 15 Uhr", "um 15:00 Uhr", "um 15.00 Uhr", "um 15:00", "gegen 15 Uhr", "15 Uhr", "15h", "um drei", "um 3",
        "um 3 Uhr nachmittags", "um drei Uhr nachmittags", "so gegen 15 Uhr", "ca. 15 Uhr", "um Punkt 15 Uhr",
        "um fünfzehn Uhr", "etwa um 15 Uhr", "ungefähr um 15 Uhr", "so um drei", "15:00h", "um 15 h",
    )),
    ("time {day} 10:30", (
        "um 10:30 Uhr", "um 10.30 Uhr", "um halb elf", "um 10 Uhr 30", "gegen halb elf", "10:30", "halb 11",
        "um halb 11", "um zehn Uhr dreißig", "10.30 Uhr",
    )),
    ("time {day} 11:15", (
        "um 11:15 Uhr", "um viertel nach elf", "um Viertel nach 11", "um 11.15 Uhr", "um elf Uhr fünfzehn",
    )),
    ("time {day} 14:45", (
        "um 14:45 Uhr", "um viertel vor drei", "um dreiviertel drei", "um Viertel vor 3", "14.45 Uhr",
    )),
    ("time {day} 12:00", (
        "um 12 Uhr", "um zwölf", "um 12 Uhr mittags", "um zwölf Uhr mittags",
    )),
    ("range {day} 09:00-11:00", (
        "zwischen 9 und 11 Uhr", "von 9 bis 11 Uhr", "9-11 Uhr", "9 bis 11 Uhr", "zwischen 9 und 11",
        "von 9:00 bis 11:00", "9:00 - 11:00 Uhr", "09:00-11:00", "von neun bis elf", "zwischen neun und elf Uhr",
        "9 – 11 Uhr", "von 9-11 Uhr",
    )),
    ("range {day} 14:00-16:30", (
        "zwischen 14 und 16:30 Uhr", "von 14 bis 16.30 Uhr", "14:00-16:30", "14 Uhr bis 16 Uhr 30",
        "von 14 bis 16:30",
    )),
    ("after {day} 15:00", (
        "nach 15 Uhr", "ab 15 Uhr", "ab 15:00", "frühestens um 15 Uhr", "erst ab 15 Uhr", "nicht vor 15 Uhr",
        "erst nach 15 Uhr", "ab drei", "nach drei", "frühestens ab 15 Uhr", "ab 15h",
    )),
    ("before {day}-12:00", (
        "vor 12 Uhr", "bis 12 Uhr", "bis spätestens 12 Uhr", "vor zwölf", "spätestens um 12 Uhr", "bis 12:00",
    )),
    ("daypart {day} morning", (
        "vormittag", "vormittags", "früh", "am Vormittag", "im Laufe des Vormittags", "am Morgen",
    )),
    ("daypart {day} afternoon", (
        "nachmittag", "nachmittags", "am Nachmittag", "am frühen Nachmittag", "am späten Nachmittag",
        "im Laufe des Nachmittags",
    )),
    ("daypart {day} evening", (
        "abend", "abends", "am Abend", "am frühen Abend",
    )),
)

ALONE = (
    ("week 03-09..03-15", (
        "nächste Woche", "in der nächsten Woche", "irgendwann nächste Woche", "kommende Woche",
        "in der kommenden Woche", "in der Woche vom 9. März", "im Laufe der nächsten Woche",
    )),
    ("week 03-02..03-08", (
        "diese Woche", "in dieser Woche", "noch diese Woche", "noch in dieser Woche",
    )),
    ("dayrange 03-07..03-08", (
        "dieses Wochenende", "am Wochenende", "an diesem Wochenende", "am kommenden Wochenende",
    )),
    ("dayrange 03-10..03-12", (
        "vom 10. bis 12. März", "vom 10. bis zum 12. März", "zwischen dem 10. und 12. März", "10.-12. März",
        "10.3. bis 12.3.", "vom 10.03. bis 12.03.2026", "vom 10. - 12.3.",
    )),
    ("day 03-05; day 03-06", (
        "Donnerstag oder Freitag", "am Donnerstag oder am Freitag", "entweder Donnerstag oder Freitag",
        "am 5. oder 6. März", "am 5.3. oder 6.3.",
    )),
    ("before 03-06", (
        "vor Freitag", "bis Freitag", "spätestens Freitag", "bis spätestens Freitag", "vor dem 6. März",
        "noch vor Freitag",
    )),
    ("after 03-09", (
        "ab dem 9. März", "ab 9.3.", "nach dem 9. März", "erst ab dem 9.3.", "frühestens am 9. März",
    )),
    ("nothing", (
        "Anfang April", "Ende März", "Mitte April", "Ende nächster Woche", "Freitag, 13. Februar",
        "Montag, 3. März", "jeden Freitag",
    )),
    ("nothing", (
        "der Techniker ist zu spät", "ich habe zwei Kinder", "rufen Sie 0171 2345678 an", "vor drei Wochen",
        "der Kessel von 2015", "schönen Tag noch", "schönes Wochenende", "guten Morgen", "guten Abend", "Zimmer 12",
        "Lindenweg 14", "der Code ist 4711", "gestern", "schönen Abend noch",
    )),
)

SENTENCES = (
    "Hallo, {when} passt mir", "Wäre {when} möglich?", "Könnten Sie {when} kommen?",
    "Mir würde {when} besser passen.", "lieber {when} bitte", "{when} wäre super", "Geht auch {when}?",
    "Ich könnte {when}, danke", "Wir sind {when} zu Hause", "Bitte {when}", "Ich schlage {when} vor.",
    "Hallo,\n\n{when} wenn möglich.\n\nDanke", "Dann besser {when}.",
)

TURNED_DOWN = (
    "{no} geht leider nicht, {yes} schon", "{no} kann ich nicht, aber {yes} passt", "nicht {no}, sondern {yes}",
    "{yes} statt {no}", "{no} passt mir nicht. {yes} wäre besser", "{no} bin ich nicht da, {yes} ginge",
    "{yes}, aber nicht {no}", "{no} bin ich verhindert. Geht {yes}?", "{no} ist schlecht, lieber {yes}",
    "{no} bin ich im Urlaub, {yes} bin ich da",
)
# fmt: on
