"""What templates may do to a value: say a day, a window, an amount, a first name; escape for Slack.

The filters of time read the site's zone, the company's locale and the day of writing from the context themselves, so
that no template can say a window in the wrong zone.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from core.times_in_words import Manner, Span, clock_words, day_words, local, window_words, zone_words

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
WITHOUT_CENTS = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "HUF"})
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "sr", "sra"})
FIELD_WORDS = {
    "due_at": "due date",
    "site_id": "address",
    "unit_id": "unit",
    "service_type_id": "service",
    "customer_note": "note to the customer",
    "minutes": "expected duration",
}
_SPACE = re.compile(r"\s+")


def _manner(context: Context, *, short: bool = False) -> Manner:
    mail: Mapping[str, Any] = context.get("mail") or {}
    return Manner(
        zone=context["site"]["zone"],
        locale=context["company"]["locale"],
        today=_moment(mail["sent"]).date() if mail else None,
        short=short,
        language=context.get("language") or "en",
    )


@pass_context
def window(context: Context, value: Mapping[str, Any] | str) -> str:
    """A visit, or anything with `start` and `end`, or "isoStart/isoEnd", in the site's time or in its own `zone`.

    The zone is named unless it is known to be the company's own.
    """
    manner = _manner(context)
    zone: str = (value.get("zone") or manner.zone) if isinstance(value, Mapping) else manner.zone
    words = window_words(_span(value), replace(manner, zone=zone))
    if context["company"].get("zone") == zone:
        return words
    return f"{words} ({_zone(zone, manner.language)})"


@pass_context
def window_short(context: Context, value: Mapping[str, Any] | str) -> str:
    """The same for a subject line: "Thu, Nov 26, 2:00–4:00 pm"."""
    return window_words(_span(value), _manner(context, short=True))


@pass_context
def day(context: Context, value: str) -> str:
    """The site's day of a moment: "Thursday, November 26"."""
    manner = _manner(context)
    return day_words(local(_moment(value), manner).date(), manner)


@pass_context
def clock(context: Context, value: str) -> str:
    """The site's time of day of a moment: "2:00 pm"."""
    manner = _manner(context)
    return clock_words(local(_moment(value), manner).time(), manner)


@pass_context
def matter_words(context: Context, matter: Mapping[str, Any], said: Mapping[str, str]) -> str:
    """What an open matter is, in the words of a language: "Unser Termin am Donnerstag, 26. November, …"."""
    if matter["asks"] == "approve_quote":
        return said["quote"].format(total=money(context, matter["total"]), version=matter["version"])
    if matter["asks"] == "pick_slot":
        return said["slots"]
    return said["visit"].format(window=window(context, matter))


def _zone(zone: str, language: str) -> str:
    return zone_words(zone) if language == "en" else zone.rpartition("/")[2].replace("_", " ")


@pass_context
def money(context: Context, value: str) -> str:
    """An amount given as decimal text, in the company's currency: "$1,250.00", "CHF 1,250.00"."""
    currency: str = context["company"]["currency"]
    step = Decimal(1) if currency in WITHOUT_CENTS else Decimal("0.01")
    amount = f"{Decimal(value).quantize(step, ROUND_HALF_UP):,}"
    language = context.get("language") or "en"
    if language != "en":
        return _money_abroad(amount, SYMBOLS.get(currency, currency), language)
    return f"{SYMBOLS[currency]}{amount}" if currency in SYMBOLS else f"{currency} {amount}"


def _money_abroad(amount: str, symbol: str, language: str) -> str:
    """“1.250,00 €”, in French “1 250,00 €”, in Dutch “€ 1.250,00”; the spaces do not break."""
    thousands = "\u202f" if language == "fr" else "."
    written = amount.replace(",", "\0").replace(".", ",").replace("\0", thousands)
    return f"{symbol}\u00a0{written}" if language == "nl" else f"{written}\u00a0{symbol}"


def first_name(value: str) -> str:
    """“Cara” of “Cara Cole”; the whole of “Dr. Cole”, for “Hello Dr.” greets nobody."""
    words = value.split()
    if not words or words[0].rstrip(".").casefold() in TITLES:
        return " ".join(words)
    return words[0]


def one_line(value: str) -> str:
    """Line breaks and runs of spaces become one space: for subjects and titles."""
    return _SPACE.sub(" ", value).strip()


def on_one_line(value: str) -> str:
    """An address within a sentence: its lines, with commas between them."""
    return ", ".join(line.strip().rstrip(",") for line in value.splitlines() if line.strip())


def lines(value: str) -> Markup:
    """Text with its line breaks kept in HTML."""
    return Markup("<br>").join(escape(line) for line in value.strip().splitlines())


def fields(value: Iterable[str]) -> str:
    """Names of changed fields as words: "title, due date"."""
    return ", ".join(FIELD_WORDS.get(name, name.replace("_", " ")) for name in value)


def _span(value: Mapping[str, Any] | str) -> Span:
    if isinstance(value, str):
        start, _, end = value.partition("/")
        return Span(_moment(start), _moment(end))
    return Span(_moment(value["start"]), _moment(value["end"]), bool(value.get("date_only", False)))


def _moment(value: str) -> datetime:
    """An aware moment from ISO 8601. Raises ValueError for one without an offset: it would be a guess."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value} names no offset from UTC")
    return moment


FILTERS: dict[str, Callable[..., Any]] = {
    "window": window,
    "window_short": window_short,
    "day": day,
    "clock": clock,
    "money": money,
    "matter_words": matter_words,
    "first_name": first_name,
    "one_line": one_line,
    "on_one_line": on_one_line,
    "lines": lines,
    "fields": fields,
}
