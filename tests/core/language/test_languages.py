"""Times and whole-message answers in six languages beside English."""

import pytest

from core.language.replies import Asked, Intent, read_reply
from core.language.times import read_times
from tests.core.language.support import frame_in, seen, shown

# fmt: off
TIMES = [
    ("de", "am Freitag um 10 Uhr",              "time 03-06 10:00"),
    ("de", "Freitag, den 6.3., von 9 bis 11",   "range 03-06 09:00-11:00"),
    ("de", "übermorgen vormittags",             "daypart 03-04 morning"),
    ("de", "halb drei am Freitag",              "time 03-06 14:30"),
    ("de", "nächste Woche",                     "week 03-09..03-15"),
    ("nl", "vrijdag om 10 uur",                 "time 03-06 10:00"),
    ("nl", "vrijdag tussen 9 en 11",            "range 03-06 09:00-11:00"),
    ("nl", "morgenochtend",                     "daypart 03-03 morning"),
    ("es", "el viernes a las 10",               "time 03-06 10:00"),
    ("es", "el viernes entre las 9 y las 11",   "range 03-06 09:00-11:00"),
    ("es", "viernes a las tres y media",        "time 03-06 15:30"),
    ("es", "mañana por la mañana",              "daypart 03-03 morning"),
    ("fr", "vendredi à 10h30",                  "time 03-06 10:30"),
    ("fr", "vendredi entre 9h et 11h",          "range 03-06 09:00-11:00"),
    ("fr", "le 10 mars",                        "day 03-10"),
    ("it", "venerdì alle 10",                   "time 03-06 10:00"),
    ("it", "venerdì dalle 9 alle 11",           "range 03-06 09:00-11:00"),
    ("pt", "sexta-feira às 10 horas",           "time 03-06 10:00"),
    ("pt", "sexta-feira das 9 às 11",           "range 03-06 09:00-11:00"),
]

REFUSED = [
    ("de", "Donnerstag geht leider nicht"),
    ("nl", "donderdag kan niet"),
    ("es", "el jueves no puedo"),
    ("fr", "jeudi je ne peux pas"),
    ("it", "giovedì non posso"),
    ("pt", "quinta não posso"),
]

ANSWERS: list[tuple[str, str, Asked, Intent]] = [
    ("de", "Ja, gerne!",                "confirm_visit", Intent.CONFIRM),
    ("de", "Ja, aber erst um drei",     "confirm_visit", Intent.HUMAN),
    ("de", "Nein",                      "confirm_visit", Intent.HUMAN),
    ("de", "Genehmigt.",                "approve_quote", Intent.APPROVE),
    ("de", "Ja",                        "approve_quote", Intent.HUMAN),
    ("nl", "Ja, prima",                 "confirm_visit", Intent.CONFIRM),
    ("es", "Sí, de acuerdo",            "confirm_visit", Intent.CONFIRM),
    ("fr", "Oui, c'est bon.",           "confirm_visit", Intent.CONFIRM),
    ("fr", "Bon pour accord",           "approve_quote", Intent.APPROVE),
    ("it", "Sì, confermo",              "confirm_visit", Intent.CONFIRM),
    ("pt", "Sim, confirmado",           "confirm_visit", Intent.CONFIRM),
    ("pt", "Sim",                       None,            Intent.HUMAN),
    ("de", "Guten Tag, ja, das passt. Vielen Dank!", "confirm_visit", Intent.CONFIRM),
    ("de", "Danke, nein",               "confirm_visit", Intent.HUMAN),
    ("de", "Danke!",                    "confirm_visit", Intent.HUMAN),
    ("nl", "Goedemorgen, ja prima, bedankt", "confirm_visit", Intent.CONFIRM),
    ("es", "Hola, sí, de acuerdo. Muchas gracias.", "confirm_visit", Intent.CONFIRM),
    ("es", "No, gracias",               "approve_quote", Intent.HUMAN),
    ("fr", "Bonjour, oui, parfait. Merci beaucoup.", "confirm_visit", Intent.CONFIRM),
    ("fr", "Bonjour, bon pour accord. Cordialement", "approve_quote", Intent.APPROVE),
    ("fr", "Oui mais pas jeudi, merci", "confirm_visit", Intent.HUMAN),
    ("it", "Buongiorno, confermo. Grazie mille", "confirm_visit", Intent.CONFIRM),
    ("pt", "Bom dia, sim, pode ser. Obrigada", "confirm_visit", Intent.CONFIRM),
]
# fmt: on


@pytest.mark.parametrize(("lang", "words", "seen"), TIMES)
def test_times_are_read_in_the_customers_language(lang: str, words: str, seen: str) -> None:
    reading = read_times(words, frame_in(lang))
    assert [shown(when) for when in reading.offers] == [seen], reading.unread


@pytest.mark.parametrize(("lang", "words"), REFUSED)
def test_a_refused_day_is_refused_in_every_language(lang: str, words: str) -> None:
    reading = read_times(words, frame_in(lang))
    assert [shown(when) for when in reading.refused] == ["day 03-05"]
    assert reading.offers == ()


@pytest.mark.parametrize(("lang", "words", "asked", "intent"), ANSWERS)
def test_only_whole_messages_answer_in_other_languages(
    lang: str, words: str, asked: Asked, intent: Intent
) -> None:
    assert read_reply(words, frame_in(lang), asked).intent is intent


# fmt: off
COUNTED = [
    # lang  the customer writes                  we read
    ("en", "the last Monday of March",           "day 03-30"),
    ("en", "the second Tuesday of April",        "day 04-14"),
    ("en", "in two months",                      "day 05-02"),
    ("en", "Friday before lunch",                "daypart 03-06 morning"),
    ("de", "am zweiten Dienstag im April",       "day 04-14"),
    ("de", "am letzten Montag im März",          "day 03-30"),
    ("de", "in einem Monat",                     "day 04-02"),
    ("de", "Freitag nach dem Mittagessen",       "daypart 03-06 afternoon"),
    ("nl", "de tweede dinsdag van april",        "day 04-14"),
    ("nl", "de laatste maandag van maart",       "day 03-30"),
    ("nl", "vrijdag na de lunch",                "daypart 03-06 afternoon"),
    ("es", "el segundo martes de abril",         "day 04-14"),
    ("es", "el último lunes de marzo",           "day 03-30"),
    ("es", "el viernes después de comer",        "daypart 03-06 afternoon"),
    ("fr", "le deuxième mardi d'avril",          "day 04-14"),
    ("fr", "le dernier lundi de mars",           "day 03-30"),
    ("fr", "le 3 du mois prochain",              "day 04-03"),
    ("fr", "les 3 prochains jours",              "dayrange 03-03..03-05"),
    ("fr", "d'ici deux semaines",                "before 03-16"),
    ("it", "il secondo martedì di aprile",       "day 04-14"),
    ("it", "l'ultimo lunedì di marzo",           "day 03-30"),
    ("it", "ven 6/3 h 10",                       "time 03-06 10:00"),
    ("pt", "daqui a um mês",                     "day 04-02"),
    ("pt", "sexta depois do almoço",             "daypart 03-06 afternoon"),
]
# fmt: on


@pytest.mark.parametrize(("lang", "words", "read"), COUNTED)
def test_days_that_must_be_counted_are(lang: str, words: str, read: str) -> None:
    assert [shown(when) for when in read_times(words, frame_in(lang)).offers] == [read]


# fmt: off
NUMBER_AFTER_A_WEEKDAY = [
    # lang  the customer writes            we read: Friday is the 6th and the 13th, Thursday the 12th
    ("pt", "sexta, 13 às 10h",             "time 03-13 10:00"),
    ("pt", "quinta, 12 às 9h",             "time 03-12 09:00"),
    ("pt", "sexta, 13",                    "day 03-13"),
    ("pt", "sexta 13",                     "day 03-13"),
    ("pt", "sexta dia 13 às 10h",          "time 03-13 10:00"),
    ("pt", "sexta, 9 às 12h",              "range 03-06 09:00-12:00"),
    ("pt", "sexta, das 9 às 12h",          "range 03-06 09:00-12:00"),
    ("pt", "quinta, 12 às 14h",            "unread"),     # from twelve, or the twelfth
    ("pt", "sexta, 13h às 10h",            "unread"),     # backwards
    ("pt", "sexta das 12 às 9h",           "unread"),
    ("it", "venerdì, 13 alle 10",          "time 03-13 10:00"),
    ("it", "giovedì, 12 alle 14",          "unread"),
    ("it", "venerdì dalle 13 alle 10",     "unread"),
    ("es", "viernes, 13 a las 10h",        "time 03-13 10:00"),
    ("es", "viernes, 14",                  "unread"),     # no Friday
    ("fr", "vendredi, 13 à 10h",           "time 03-13 10:00"),
    ("fr", "vendredi, 9h à 12h",           "range 03-06 09:00-12:00"),
    ("fr", "vendredi de 14h à 9h",         "unread"),
    ("de", "Freitag, 13 um 10 Uhr",        "time 03-13 10:00"),
    ("de", "Freitag, 14",                  "unread"),
    ("de", "Freitag, 14 Uhr",              "time 03-06 14:00"),
    ("de", "Freitag, 10 bis 12 Uhr",       "range 03-06 10:00-12:00"),
    ("de", "Freitag 11 bis 8 Uhr",         "unread"),
    ("de", "Freitag, 4 bis 7 Uhr",         "range 03-06 16:00-19:00"),
    ("nl", "vrijdag, 13 om 10 uur",        "time 03-13 10:00"),
    ("nl", "vrijdag van 14 tot 9 uur",     "unread"),
    ("en", "Friday, 13 at 10",             "time 03-13 10:00"),
    ("en", "Friday 11 to 8",               "range 03-06 11:00-20:00"),
]
# fmt: on


@pytest.mark.parametrize(("lang", "words", "read"), NUMBER_AFTER_A_WEEKDAY)
def test_a_number_after_a_weekday_is_the_day_it_can_be_and_no_range_runs_backwards(
    lang: str, words: str, read: str
) -> None:
    assert seen(read_times(words, frame_in(lang))) == read
