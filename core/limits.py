"""How long what staff write may be. Pure.

What is too long is refused by name and nothing of it is cut, so that it stays in the form it was written in. What
customers write is never too long: as much of a mail as is read at all (64 KB or 2,000 lines, see `inbound.strip`) is kept
whole, and shortened only where it is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any

from core import commands as c
from core.people import Actor, Kind
from core.refusals import Refusal, TooLong

MOST: Mapping[str, int] = MappingProxyType(
    {
        "title": 200,
        "type": 60,
        "name": 200,
        "model": 200,
        "serial": 200,
        "first_name": 200,
        "last_name": 200,
        "company_name": 200,
        "email": 320,
        "instead_of": 320,
        "phone": 60,
        "address": 500,
        "description": 10_000,
        "instructions": 10_000,
        "customer_note": 10_000,
        "text": 10_000,
        "summary": 5_000,
        "reason": 2_000,
        "words": 2_000,
        "tried": 2_000,
        "reference": 2_000,
        "how": 500,
        "answer": 500,
        "caption": 500,
        "override": 300,
        "signed_by": 200,
        "quotation": 100,
    }
)
"""Characters, by the name of a command's field."""
OWN: Mapping[tuple[type[Any], str], int] = MappingProxyType(
    {(c.LinkQuotation, "reference"): 100, (c.Point, "text"): 200, (c.SendQuote, "summary"): 2_000}
)
"""Where one command differs."""
CALLED: Mapping[str, str] = MappingProxyType(
    {
        "customer_note": "message to the customer",
        "signed_by": "name",
        "tried": "note",
        "how": "note",
        "words": "text",
        "override": "reason",
    }
)
"""What people call a field, where that is not its name."""


def too_long(actor: Actor, command: c.Command) -> Refusal | None:
    """The first text of `command` that is longer than it may be, if `actor` is staff."""
    if actor.kind is not Kind.STAFF:
        return None
    return next(
        (_refusal(name, text, most) for name, text, most in _texts(command) if len(text) > most), None
    )


def _refusal(name: str, text: str, most: int) -> Refusal:
    called = CALLED.get(name, name.replace("_", " "))
    return TooLong(
        f"The {called} has {len(text):,} characters, and {most:,} is the most. Shorten it; nothing was changed.",
        field=name,
    )


def _texts(said: Any) -> Iterator[tuple[str, str, int]]:
    """Name, text and limit of every text in it, and in what it is made of."""
    if isinstance(said, tuple):
        for each in said:
            yield from _texts(each)
    elif is_dataclass(said):
        for field in fields(said):
            value = getattr(said, field.name)
            if not isinstance(value, str):
                yield from _texts(value)
            elif (most := OWN.get((type(said), field.name)) or MOST.get(field.name)) is not None:
                yield field.name, value.strip(), most
