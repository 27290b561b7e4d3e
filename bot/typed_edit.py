"""Readers of the subcommands that change what a work order says: words → an intent. Pure; bot/slash.py has the table."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from bot.intents import Act, Asked, Intent
from bot.known import Known
from bot.typed_new import found_one, one_of
from bot.words import Word, joined
from core import commands as c
from core.model import Priority
from core.refusals import Missing


def _priority(words: tuple[Word, ...], _known: Known) -> dict[str, Any]:
    said = joined(words).casefold()
    if said not in {*Priority}:
        raise Missing(f"“{said}” is no priority: {', '.join(Priority)}.", field="priority")
    return {"priority": Priority(said)}


def _due(words: tuple[Word, ...], known: Known) -> dict[str, Any]:
    """The end of the day or window said; `never` takes the date away."""
    said = joined(words)
    if said.casefold() in {"never", "none"}:
        return {"no_due": True}
    return {"due_at": known.clock().window(said).end}


def _minutes(words: tuple[Word, ...], _known: Known) -> dict[str, Any]:
    said = joined(words).casefold().removesuffix("minutes").removesuffix("min").strip()
    if not said.isdecimal():
        raise Missing(f"“{joined(words)}” is no number of minutes.", field="minutes")
    return {"minutes": int(said)}


def _site(words: tuple[Word, ...], known: Known) -> dict[str, Any]:
    return {"site_id": found_one(known.sites, joined(words), "site").id}


def _service(words: tuple[Word, ...], known: Known) -> dict[str, Any]:
    return {"service_type_id": one_of(known.services, joined(words), "service type").id}


def _text(name: str) -> Callable[[tuple[Word, ...], Known], dict[str, Any]]:
    return lambda words, _known: {name: joined(words)}


FIELDS: Mapping[str, Callable[[tuple[Word, ...], Known], dict[str, Any]]] = MappingProxyType(
    {
        "title": _text("title"),
        "type": _text("type"),
        "description": _text("description"),
        "instructions": _text("instructions"),
        "message": _text("customer_note"),
        "priority": _priority,
        "due": _due,
        "minutes": _minutes,
        "site": _site,
        "service": _service,
    }
)
"""The first word of `/wo edit` after the work order."""


def edit(asked: Asked, known: Known) -> Intent:
    """The field, then what it is to say; a text field without words is emptied."""
    field = asked.words[0].text.casefold() if asked.words else ""
    if field not in FIELDS:
        raise Missing(f"Missing: what to change, one of {', '.join(FIELDS)}. `{asked.usage}`")
    changes = FIELDS[field](asked.words[1:], known)
    return Act((c.Edit(order=asked.number, **changes),))


def split(asked: Asked, _known: Known) -> Intent:
    """The numbers of the items that leave; a title in quotes for the new work order."""
    numbers = [word.text for word in asked.words if not word.is_quoted]
    if not numbers or not all(each.isdecimal() and len(each) < 5 for each in numbers):  # noqa: PLR2004  items are few
        raise Missing(
            f"Missing: which items become a work order of their own. `{asked.usage}`", field="items"
        )
    title = joined(tuple(word for word in asked.words if word.is_quoted))
    return Act((c.Split(order=asked.number, items=tuple(int(each) for each in numbers), title=title),))


def tell(asked: Asked, _known: Known) -> Intent:
    """A note that the customer is mailed (S3.12)."""
    return Act((c.Note(order=asked.number, text=asked.text, internal=False),))


def address(asked: Asked, _known: Known) -> Intent:
    """One address: where mail goes from now on; two: instead of which."""
    *old, new = [word.text for word in asked.words] or [""]
    if len(old) > 1 or not new:
        raise Missing(f"Missing: the address. `{asked.usage}`", field="email")
    return Act((c.CorrectAddress(order=asked.number, email=new, instead_of=old[0] if old else None),))
