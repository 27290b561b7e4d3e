"""German days and times, as customers write them.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. "unread" was understood in part only and goes
to a person; "nothing" names no day or time that is taken for one.
"""

import pytest

from core.language.times import read_times
from tests.core.language.support import frame_in, seen

# fmt: off
TIMES = (
    # the customer writes                              we read
    ("Freitag früh",                                    "daypart 03-06 morning"),
    ("am Freitagvormittag",                             "daypart 03-06 morning"),
    ("Freitag nachmittag um drei",                      "time 03-06 15:00"),
    ("Freitag ab 15 Uhr",                               "after 03-06 15:00"),
    ("Freitag bis 11 Uhr",                              "before 03-06-11:00"),
    ("Freitag vor 12",                                  "before 03-06-12:00"),
    ("Freitag nach 14 Uhr",                             "after 03-06 14:00"),
    ("Freitag zwischen 9 und 11 Uhr",                   "range 03-06 09:00-11:00"),
    ("Freitag 9-11 Uhr",                                "range 03-06 09:00-11:00"),
    ("Freitag, 6.3., 9.30 Uhr",                         "time 03-06 09:30"),
    ("Dienstag, den 10. März 2026 um 9:30",             "time 03-10 09:30"),
    ("am 10.",                                          "day 03-10"),
    ("am 10.3.",                                        "day 03-10"),
    ("Dienstag in einer Woche",                         "day 03-10"),
    ("nächste Woche Dienstag",                          "day 03-10"),
    ("kommende Woche",                                  "week 03-09..03-15"),
    ("diese Woche",                                     "week 03-02..03-08"),
    ("KW 11",                                           "nothing"),
    ("in drei Tagen",                                   "day 03-05"),
    ("in zwei Wochen",                                  "day 03-16"),
    ("vom 10. bis 12. März",                            "dayrange 03-10..03-12"),
    ("zwischen dem 10. und 12. März",                   "dayrange 03-10..03-12"),
    ("Montag bis Mittwoch",                             "unread"),
    ("Donnerstag oder Freitag",                         "day 03-05; day 03-06"),
    ("Freitag zur gleichen Zeit",                       "time 03-06 14:00"),
    ("Freitag gegen Mittag",                            "daypart 03-06 midday"),
    ("Freitag um viertel nach drei",                    "time 03-06 15:15"),
    ("Freitag um viertel vor drei",                     "time 03-06 14:45"),
    ("Freitag um dreiviertel drei",                     "time 03-06 14:45"),
    ("Freitag um zehn nach drei",                       "time 03-06 15:10"),
    ("Freitag um fünf vor halb vier",                   "time 03-06 15:25"),
    ("am Wochenende",                                   "dayrange 03-07..03-08"),
    ("nächstes Wochenende",                             "dayrange 03-14..03-15"),
    ("heute Abend nach 18 Uhr",                         "after 03-02 18:00"),
    ("morgen früh um 8",                                "time 03-03 08:00"),
    ("Freitag ganztägig",                               "day 03-06"),
    ("Freitag den ganzen Tag",                          "day 03-06"),
    ("lieber am Freitag",                               "day 03-06"),
    ("Donnerstag kann ich nicht, aber Freitag",         "day 03-06"),
    ("Donnerstag passt leider nicht, Freitag wäre gut", "day 03-06"),
    ("spätestens Freitag",                              "before 03-06"),
    ("frühestens Freitag um 10",                        "after 03-06 10:00"),
    ("Ende des Monats",                                 "unread"),
    ("Anfang April",                                    "unread"),
    ("jeden Freitag",                                   "unread"),
    ("Fr., 06.03., 14-16 Uhr",                          "range 03-06 14:00-16:00"),
    ("übermorgen um halb zehn",                         "time 03-04 09:30"),
    ("am siebten April",                                "day 04-07"),
    ("am 7. April",                                     "day 04-07"),
    ("am siebten vierten",                              "day 04-07"),
    ("Dienstag in zwei Wochen",                         "day 03-17"),
    ("am 10. oder 11. März",                            "day 03-10; day 03-11"),
    ("spätestens Freitag um 10 Uhr",                    "before 03-06-10:00"),
    ("Dienstag bis Donnerstag",                         "dayrange 03-03..03-05"),
)
# fmt: on


@pytest.mark.parametrize(("words", "read"), TIMES)
def test_german_times(words: str, read: str) -> None:
    assert seen(read_times(words, frame_in("de"))) == read
