"""Windows, days and amounts in words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from jinja2 import UndefinedError

from core.times_in_words import Manner, Span, window_words, zone_words
from templates import render
from templates.filters import first_name, on_one_line

CHICAGO, BERLIN, AUCKLAND = "America/Chicago", "Europe/Berlin", "Pacific/Auckland"
THIS_YEAR = date(2026, 11, 20)


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


# fmt: off
WINDOWS: list[tuple[Span, str, str, str]] = [
    # UTC                                             zone      locale   what the customer reads
    (Span(at(26, 20), at(26, 22)),                    CHICAGO,  "en_US", "Thursday, November 26, 2:00–4:00 pm"),
    (Span(at(26, 16), at(26, 19)),                    CHICAGO,  "en_US", "Thursday, November 26, 10:00 am–1:00 pm"),
    (Span(at(26, 18), at(26, 19)),                    CHICAGO,  "en_US", "Thursday, November 26, 12:00–1:00 pm"),
    (Span(at(26, 20), at(26, 22)),                    CHICAGO,  "en_GB", "Thursday 26 November, 2:00–4:00 pm"),
    (Span(at(26, 13), at(26, 15, 30)),                BERLIN,   "de_DE", "Thursday 26 November, 14:00–16:30"),
    (Span(at(26, 20), at(26, 22)),                    AUCKLAND, "en_NZ", "Friday 27 November, 9:00–11:00 am"),
    (Span(at(27, 3), at(27, 5)),                      CHICAGO,  "en_US", "Thursday, November 26, 9:00–11:00 pm"),
    (Span(at(27, 4), at(27, 8)),                      CHICAGO,  "en_US",
     "Thursday, November 26, 10:00 pm – Friday, November 27, 2:00 am"),
    (Span(at(26, 14), at(26, 23), date_only=True),    CHICAGO,  "en_US", "Thursday, November 26"),
    (Span(at(26, 6), at(27, 6), date_only=True),      CHICAGO,  "en_US", "Thursday, November 26"),
    (Span(at(26, 14), at(27, 23), date_only=True),    CHICAGO,  "en_US", "Thursday, November 26 – Friday, November 27"),
    (Span(at(4, 20, month=1, year=2027), at(4, 22, month=1, year=2027)), CHICAGO, "en_US",
     "Monday, January 4, 2027, 2:00–4:00 pm"),
    (Span(at(4, 20, month=1, year=2027), at(4, 22, month=1, year=2027)), CHICAGO, "en_GB",
     "Monday 4 January 2027, 2:00–4:00 pm"),
    (Span(at(1, 6), at(1, 8)),                        CHICAGO,  "en_US", "Sunday, November 1, 1:00–2:00 am"),
]
# fmt: on


@pytest.mark.parametrize(("span", "zone", "locale", "words"), WINDOWS)
def test_a_window_is_said_in_the_sites_time_and_the_companys_manner(
    span: Span, zone: str, locale: str, words: str
) -> None:
    assert window_words(span, Manner(zone, locale, THIS_YEAR)) == words


def test_a_window_in_a_subject_is_short() -> None:
    short = Manner(CHICAGO, "en_US", THIS_YEAR, short=True)
    assert window_words(Span(at(26, 20), at(26, 22)), short) == "Thu, Nov 26, 2:00–4:00 pm"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/Chicago", "Chicago time"),
        ("America/New_York", "New York time"),
        ("America/Indiana/Knox", "Knox time"),
        ("UTC", "UTC"),
        ("Etc/GMT+5", "GMT+5"),
    ],
)
def test_a_zone_is_said_by_its_place(zone: str, words: str) -> None:
    assert zone_words(zone) == words


CONTEXT: dict[str, Any] = {
    "site": {"zone": CHICAGO},
    "company": {"locale": "en_US", "currency": "USD", "zone": CHICAGO},
    "visit": {"start": "2026-11-26T20:00:00+00:00", "end": "2026-11-26T22:00:00+00:00", "date_only": False},
}


def said(template: str, **company: str) -> str:
    from templates import ENVIRONMENT  # noqa: PLC0415 - words of this test's own, under the same filters

    context = CONTEXT | {"company": CONTEXT["company"] | company}
    return ENVIRONMENT.from_string(template).render(context)


def test_the_zone_is_named_to_somebody_elsewhere() -> None:
    assert said("{{ visit | window }}") == "Thursday, November 26, 2:00–4:00 pm"
    assert said("{{ visit | window }}", zone=BERLIN) == "Thursday, November 26, 2:00–4:00 pm (Chicago time)"


def test_a_moment_can_be_said_by_its_day_or_its_clock() -> None:
    assert said("{{ visit.start | day }} {{ visit.start | clock }}") == "Thursday, November 26 2:00 pm"


def test_a_moment_without_an_offset_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="names no offset"):
        said("{{ '2026-11-26T20:00:00' | day }}")


# fmt: off
AMOUNTS: list[tuple[str, str, str]] = [
    ("1250.00",    "USD", "$1,250.00"),
    ("0.50",       "USD", "$0.50"),
    ("1250",       "EUR", "€1,250.00"),
    ("99.90",      "GBP", "£99.90"),
    ("1250.00",    "CHF", "CHF 1,250.00"),
    ("1250.00",    "CAD", "CAD 1,250.00"),
    ("1250.00",    "JPY", "JPY 1,250"),
    ("1234567.89", "USD", "$1,234,567.89"),
]
NAMES: list[tuple[str, str]] = [
    ("Cara Cole",     "Cara"),
    ("Zoë",           "Zoë"),
    ("Dr. Cole",      "Dr. Cole"),
    ("Frau Müller",   "Frau Müller"),
    ("  ",            ""),
]
# fmt: on


@pytest.mark.parametrize(("amount", "currency", "words"), AMOUNTS)
def test_an_amount_is_said_in_the_companys_currency(amount: str, currency: str, words: str) -> None:
    assert said(f"{{{{ '{amount}' | money }}}}", currency=currency) == words


@pytest.mark.parametrize(("name", "first"), NAMES)
def test_people_are_greeted_by_their_first_name(name: str, first: str) -> None:
    assert first_name(name) == first


def test_a_line_for_slack_has_the_customers_words_as_they_were_written() -> None:
    """Slack's control characters are escaped where the line is posted, once."""
    event = {"words": "yes & <3\nthanks", "matters": [{"reference": "WO-1", "asks": "approve_quote"}]}
    line = render("slack/matter-asked.txt", {"actor": {"name": "Cara Cole"}, "event": event})
    assert line.startswith("Cara Cole wrote “yes & <3 thanks”, which may be about WO-1 (the quote).")


def test_an_address_of_several_lines_fits_into_a_sentence() -> None:
    assert on_one_line("1200 W Fulton Market,\n\n Chicago ") == "1200 W Fulton Market, Chicago"


def test_a_word_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="order"):
        render("email/quote-rejected/subject.txt", {})
