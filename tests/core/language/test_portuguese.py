"""Portuguese days and times, as customers write them.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. "unread" was understood in part only and goes
to a person; "nothing" names no day or time that is taken for one.
"""

import pytest

from core.language.times import read_times
from tests.core.language.support import frame_in, seen

# fmt: off
TIMES = (
    # the customer writes                we read
    ("amanhã às 11",                      "time 03-03 11:00"),
    ("amanhã de manhã",                   "daypart 03-03 morning"),
    ("amanhã à tarde",                    "daypart 03-03 afternoon"),
    ("depois de amanhã à tarde",          "daypart 03-04 afternoon"),
    ("sexta de manhã",                    "daypart 03-06 morning"),
    ("sexta-feira à tarde",               "daypart 03-06 afternoon"),
    ("sexta pela manhã",                  "daypart 03-06 morning"),
    ("sexta ao meio-dia",                 "time 03-06 12:00"),
    ("sexta às 15h",                      "time 03-06 15:00"),
    ("sexta às 15h30",                    "time 03-06 15:30"),
    ("sexta às três e meia",              "time 03-06 15:30"),
    ("sexta às 3 da tarde",               "time 03-06 15:00"),
    ("sexta às quinze para as três",      "time 03-06 14:45"),
    ("sexta à uma da tarde",              "time 03-06 13:00"),
    ("sexta por volta das 10",            "time 03-06 10:00"),
    ("sexta lá pelas 10",                 "time 03-06 10:00"),
    ("sexta entre 9 e 11",                "range 03-06 09:00-11:00"),
    ("sexta entre as 9h e as 11h",        "range 03-06 09:00-11:00"),
    ("sexta de 9 a 11",                   "range 03-06 09:00-11:00"),
    ("sexta das 9h às 11h",               "range 03-06 09:00-11:00"),
    ("sexta depois das 15h",              "after 03-06 15:00"),
    ("sexta a partir das 15h",            "after 03-06 15:00"),
    ("sexta antes das 12h",               "before 03-06-12:00"),
    ("sexta até às 11h",                  "before 03-06-11:00"),
    ("até sexta",                         "before 03-06"),
    ("a partir de sexta",                 "after 03-06"),
    ("terça, 10 de março, às 9:30",       "time 03-10 09:30"),
    ("terça 10",                          "day 03-10"),
    ("dia 10",                            "day 03-10"),
    ("dia 10/03",                         "day 03-10"),
    ("no dia 10 de março",                "day 03-10"),
    ("1º de abril",                       "day 04-01"),
    ("primeiro de abril",                 "day 04-01"),
    ("terça da semana que vem",           "day 03-10"),
    ("terça da próxima semana",           "day 03-10"),
    ("semana que vem",                    "week 03-09..03-15"),
    ("na próxima semana",                 "week 03-09..03-15"),
    ("esta semana",                       "week 03-02..03-08"),
    ("este fim de semana",                "dayrange 03-07..03-08"),
    ("daqui a três dias",                 "day 03-05"),
    ("daqui a duas semanas",              "day 03-16"),
    ("em duas semanas",                   "day 03-16"),
    ("de 10 a 12 de março",               "dayrange 03-10..03-12"),
    ("entre 10 e 12 de março",            "dayrange 03-10..03-12"),
    ("de segunda a quarta",               "unread"),
    ("quinta ou sexta",                   "day 03-05; day 03-06"),
    ("sexta no mesmo horário",            "time 03-06 14:00"),
    ("sexta o dia todo",                  "day 03-06"),
    ("melhor na sexta",                   "day 03-06"),
    ("quinta não posso, sexta sim",       "day 03-06"),
    ("final do mês",                      "unread"),
    ("início de abril",                   "unread"),
    ("toda sexta",                        "unread"),
    ("sexta, 6 de março, das 14h às 16h", "range 03-06 14:00-16:00"),
    ("hoje às 5 da tarde",                "time 03-02 17:00"),
    ("segunda que vem",                   "day 03-09"),
    ("de terça a quinta",                 "dayrange 03-03..03-05"),
    ("daqui a 10 dias",                   "day 03-12"),
    ("dentro de duas semanas",            "nothing"),
    ("às dez para as três",               "time 03-05 14:50"),
)
# fmt: on


@pytest.mark.parametrize(("words", "read"), TIMES)
def test_portuguese_times(words: str, read: str) -> None:
    assert seen(read_times(words, frame_in("pt"))) == read
