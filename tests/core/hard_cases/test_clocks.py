"""Hard cases of lifecycle §11: windows on clocks that jump, in places with clocks of their own, and in the past."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.blocks.windows import Reader, in_words
from bot.times import Clock
from core import commands as c
from core import queries
from core.model import Site
from core.queries.views import SiteView
from core.refusals import Time
from templates import render
from tests.cast import MONDAY_NINE, THURSDAY, Cast
from tests.core.hard_cases.looking import seen

NEW_YORK = "America/New_York"


def clock_of(cast: Cast, now: datetime = MONDAY_NINE, zone: str = "America/Chicago") -> Clock:
    """What Dora's words are read against, at a site in `zone`."""
    site = SiteView(id=1, name="There", address="", zone=zone, access_notes=None, customer="Acme Foods")
    return Clock.at(now, site, cast.read(cast.dora, queries.company()))


def test_an_hour_that_the_clock_skips_is_refused(cast: Cast) -> None:
    """H18: in Chicago there is no 2:30 on 14 March 2027."""
    before = datetime(2027, 3, 8, 15, tzinfo=UTC)
    with pytest.raises(Time, match=r"02:30 does not exist on 14 March 2027 in America/Chicago"):
        clock_of(cast, before).window("March 14 2:30-4am")


def test_an_hour_that_comes_twice_is_asked_about(cast: Cast) -> None:
    """H18: in Chicago there are two 1:30s on 1 November 2026."""
    before = datetime(2026, 10, 26, 15, tzinfo=UTC)
    with pytest.raises(Time, match=r"01:30 comes twice on 01 November 2026 in America/Chicago"):
        clock_of(cast, before).window("November 1 1:30-3am")


def test_a_window_is_on_the_clock_of_the_site(cast: Cast) -> None:
    """H18: two in the afternoon is an hour earlier further east."""
    here, there = (
        clock_of(cast, zone=zone).window("thursday 2-4pm") for zone in ("America/Chicago", NEW_YORK)
    )
    assert here.start == THURSDAY.start
    assert here.start - there.start == timedelta(hours=1)


def test_a_window_in_the_past_is_refused(cast: Cast) -> None:
    """H18: by the words, and by the Desk whatever the words were."""
    with pytest.raises(Time, match="has just passed"):
        clock_of(cast).window("November 20 2-4pm")
    number = cast.new_order()
    past = c.Window(start=MONDAY_NINE - timedelta(hours=3), end=MONDAY_NINE - timedelta(hours=1))
    with pytest.raises(Time, match="already over"):
        cast.do(cast.dora, c.Schedule(order=number, window=past))
    assert seen(cast, number).window is None


def test_the_site_is_named_where_its_clock_is_not_the_readers(cast: Cast) -> None:
    """H18: two in the afternoon in New York, said to an office in Chicago."""

    def move_east(session: Any) -> None:
        session.get(Site, cast.site_id).zone = NEW_YORK

    cast.run(move_east)
    number = cast.new_order()
    here = clock_of(cast, zone=NEW_YORK).window("thursday 2-4pm")
    cast.do(cast.dora, c.Schedule(order=number, window=here))
    (line,) = cast.told("visit-scheduled", number)
    said = render("slack/visit-scheduled.txt", line.context)
    assert "2:00–4:00 pm (New York time)" in said
    card = seen(cast, number)
    reader = Reader.of(cast.read(cast.dora, queries.company()))
    assert in_words(card.window, card.site.zone, reader) == "Thu, Nov 26, 2:00–4:00 pm (New York time)"
