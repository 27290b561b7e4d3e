"""French days and times, as customers write them.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. "unread" was understood in part only and goes
to a person; "nothing" names no day or time that is taken for one.
"""

import pytest

from core.language.times import read_times
from tests.core.language.support import frame_in, seen

# fmt: off
TIMES = (
    # the customer writes                            we read
    ("demain à 11h",                                  "time 03-03 11:00"),
    ("demain matin",                                  "daypart 03-03 morning"),
    ("après-demain après-midi",                       "daypart 03-04 afternoon"),
    ("vendredi matin",                                "daypart 03-06 morning"),
    ("vendredi dans la matinée",                      "daypart 03-06 morning"),
    ("vendredi en fin d'après-midi",                  "daypart 03-06 afternoon"),
    ("vendredi en début d'après-midi",                "daypart 03-06 afternoon"),
    ("vendredi à midi",                               "time 03-06 12:00"),
    ("vendredi à 15 heures",                          "time 03-06 15:00"),
    ("vendredi à trois heures et demie",              "time 03-06 15:30"),
    ("vendredi à trois heures moins le quart",        "time 03-06 14:45"),
    ("vendredi à trois heures et quart",              "time 03-06 15:15"),
    ("vendredi vers 10h",                             "time 03-06 10:00"),
    ("vendredi aux alentours de 10h",                 "time 03-06 10:00"),
    ("vendredi de 9h à 11h",                          "range 03-06 09:00-11:00"),
    ("vendredi entre 9 et 11 heures",                 "range 03-06 09:00-11:00"),
    ("vendredi à partir de 15h",                      "after 03-06 15:00"),
    ("vendredi après 15h",                            "after 03-06 15:00"),
    ("vendredi avant midi",                           "before 03-06-12:00"),
    ("vendredi jusqu'à 11h",                          "before 03-06-11:00"),
    ("avant vendredi",                                "before 03-06"),
    ("à partir de vendredi",                          "after 03-06"),
    ("le mardi 10 mars à 9h30",                       "time 03-10 09:30"),
    ("mardi 10",                                      "day 03-10"),
    ("le 10/03",                                      "day 03-10"),
    ("le 1er avril",                                  "day 04-01"),
    ("le 10",                                         "day 03-10"),
    ("mardi de la semaine prochaine",                 "day 03-10"),
    ("la semaine prochaine",                          "week 03-09..03-15"),
    ("cette semaine",                                 "week 03-02..03-08"),
    ("ce week-end",                                   "dayrange 03-07..03-08"),
    ("dans trois jours",                              "day 03-05"),
    ("dans deux semaines",                            "day 03-16"),
    ("dans quinze jours",                             "day 03-17"),
    ("d'ici vendredi",                                "before 03-06"),
    ("du 10 au 12 mars",                              "dayrange 03-10..03-12"),
    ("entre le 10 et le 12 mars",                     "dayrange 03-10..03-12"),
    ("de lundi à mercredi",                           "unread"),
    ("jeudi ou vendredi",                             "day 03-05; day 03-06"),
    ("vendredi à la même heure",                      "time 03-06 14:00"),
    ("vendredi toute la journée",                     "day 03-06"),
    ("plutôt vendredi",                               "day 03-06"),
    ("jeudi je ne suis pas disponible, vendredi oui", "day 03-06"),
    ("jeudi impossible, vendredi c'est possible",     "day 03-06"),
    ("fin du mois",                                   "unread"),
    ("début avril",                                   "unread"),
    ("tous les vendredis",                            "nothing"),
    ("vendredi 6 mars entre 14h00 et 16h00",          "range 03-06 14:00-16:00"),
    ("au plus tard vendredi",                         "before 03-06"),
    ("mardi en huit",                                 "day 03-10"),
    ("de mardi à jeudi",                              "dayrange 03-03..03-05"),
    ("vendredi en quinze",                            "day 03-20"),
    ("le 10 ou le 11 mars",                           "day 03-10; day 03-11"),
)
# fmt: on


@pytest.mark.parametrize(("words", "read"), TIMES)
def test_french_times(words: str, read: str) -> None:
    assert seen(read_times(words, frame_in("fr"))) == read
