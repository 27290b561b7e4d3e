"""Milliseconds to read one reply, against dateparser's search for dates in the same words.

The baseline only looks for dates; ours also decides what the reply wants. The replies are of mixed kinds and lengths.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from dateparser.search import search_dates

from bench.measure import Result, in_turns, table
from core.language.replies import read_reply
from core.language.times import Frame

ZONE = ZoneInfo("America/New_York")
FRAME = Frame(
    now=datetime(2026, 3, 2, 9, 0, tzinfo=ZONE),
    zone=ZONE,
    booked=datetime(2026, 3, 5, 14, 0, tzinfo=ZONE),
)
REPLIES = (
    "yes",
    "Yes, that works for us. Thanks, Cara",
    "Hi Dora,\n\nThursday at 2 is fine, see you then.\n\nBest regards,\nCara",
    "Can we do Friday between 9 and 11 instead?",
    "Sorry, I have to work that day. Could you come on the 12th or the 13th, anytime after 3pm?",
    "Thursday does not work, but Friday morning or Monday after 4 would be great.",
    "Please cancel the appointment, we no longer need it.",
    "Approved, please go ahead. When can you start?",
    "Yes, but only if you can be done by noon, I have a flight to catch.",
    "The unit on the second floor is leaking again, can you bring the part we talked about on March 1?",
    "We moved to 12 Main Street, suite 4. The gate code is 4411 and the dog is friendly.",
    "I never said yes to the quote you sent on 3/2/26 for $1,250.00.",
)
SECONDS_TO_MS = 1000
ONE_REPLY = "language: one reply"


def results() -> Iterator[Result]:
    """Milliseconds per reply."""
    _replies()
    _dates()
    yield Result(ONE_REPLY, *in_turns(_replies, _dates), "ms")


def _replies() -> float:
    return _each(lambda words: read_reply(words, FRAME, "confirm_visit"))


def _dates() -> float:
    return _each(lambda words: search_dates(words, languages=["en"]))


def _each(read: Callable[[str], object]) -> float:
    began = time.perf_counter()
    for words in REPLIES:
        read(words)
    return (time.perf_counter() - began) * SECONDS_TO_MS / len(REPLIES)


if __name__ == "__main__":
    print(table(results()))
