"""Italian days and times, as customers write them.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. "unread" was understood in part only and goes
to a person; "nothing" names no day or time that is taken for one.
"""

import pytest

from core.language.times import read_times
from tests.core.language.support import frame_in, seen

# fmt: off
TIMES = (
    # the customer writes                    we read
    ("domani alle 11",                        "time 03-03 11:00"),
    ("domani mattina",                        "daypart 03-03 morning"),
    ("domattina alle 9",                      "time 03-03 09:00"),
    ("dopodomani pomeriggio",                 "daypart 03-04 afternoon"),
    ("venerdì mattina",                       "daypart 03-06 morning"),
    ("venerdì nel pomeriggio",                "daypart 03-06 afternoon"),
    ("venerdì in tarda mattinata",            "daypart 03-06 morning"),
    ("venerdì a mezzogiorno",                 "time 03-06 12:00"),
    ("venerdì alle 15",                       "time 03-06 15:00"),
    ("venerdì alle 15.30",                    "time 03-06 15:30"),
    ("venerdì alle tre e mezza",              "time 03-06 15:30"),
    ("venerdì alle tre e un quarto",          "time 03-06 15:15"),
    ("venerdì alle tre meno un quarto",       "time 03-06 14:45"),
    ("venerdì alle 3 del pomeriggio",         "time 03-06 15:00"),
    ("venerdì all'una",                       "time 03-06 13:00"),
    ("venerdì verso le 10",                   "time 03-06 10:00"),
    ("venerdì intorno alle 10",               "time 03-06 10:00"),
    ("venerdì tra le 9 e le 11",              "range 03-06 09:00-11:00"),
    ("venerdì dalle ore 9:00 alle ore 11:00", "range 03-06 09:00-11:00"),
    ("venerdì dopo le 15",                    "after 03-06 15:00"),
    ("venerdì prima delle 12",                "before 03-06-12:00"),
    ("venerdì dalle 15 in poi",               "after 03-06 15:00"),
    ("venerdì a partire dalle 15",            "after 03-06 15:00"),
    ("venerdì fino alle 11",                  "before 03-06-11:00"),
    ("entro venerdì",                         "before 03-06"),
    ("da venerdì",                            "after 03-06"),
    ("martedì 10 marzo alle 9:30",            "time 03-10 09:30"),
    ("martedì 10",                            "day 03-10"),
    ("il 10",                                 "day 03-10"),
    ("il 10/3",                               "day 03-10"),
    ("il primo aprile",                       "day 04-01"),
    ("il 1° aprile",                          "day 04-01"),
    ("martedì della prossima settimana",      "day 03-10"),
    ("martedì della settimana prossima",      "day 03-10"),
    ("la prossima settimana",                 "week 03-09..03-15"),
    ("la settimana prossima",                 "week 03-09..03-15"),
    ("questa settimana",                      "week 03-02..03-08"),
    ("questo weekend",                        "dayrange 03-07..03-08"),
    ("nel fine settimana",                    "dayrange 03-07..03-08"),
    ("tra tre giorni",                        "day 03-05"),
    ("fra due settimane",                     "day 03-16"),
    ("dal 10 al 12 marzo",                    "dayrange 03-10..03-12"),
    ("tra il 10 e il 12 marzo",               "dayrange 03-10..03-12"),
    ("da lunedì a mercoledì",                 "unread"),
    ("giovedì o venerdì",                     "day 03-05; day 03-06"),
    ("venerdì alla stessa ora",               "time 03-06 14:00"),
    ("venerdì tutto il giorno",               "day 03-06"),
    ("meglio venerdì",                        "day 03-06"),
    ("giovedì non posso, venerdì sì",         "day 03-06"),
    ("fine mese",                             "unread"),
    ("inizio aprile",                         "unread"),
    ("ogni venerdì",                          "unread"),
    ("domani sera dopo le 18",                "after 03-03 18:00"),
    ("venerdì 6 marzo dalle 14 alle 16",      "range 03-06 14:00-16:00"),
    ("venerdì in mattinata",                  "daypart 03-06 morning"),
    ("domani notte",                          "unread"),
    ("da martedì a giovedì",                  "dayrange 03-03..03-05"),
    ("il 10 o l'11 marzo",                    "day 03-10; day 03-11"),
)
# fmt: on


@pytest.mark.parametrize(("words", "read"), TIMES)
def test_italian_times(words: str, read: str) -> None:
    assert seen(read_times(words, frame_in("it"))) == read
