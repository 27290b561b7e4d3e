"""The assignment in a technician's direct messages: all they need on the road, and the buttons of their day."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote_plus

from bot.blocks.items import progress
from bot.blocks.kit import Block, Part, actions, bold, button, cut, lines, link
from bot.blocks.order import Step, reported
from bot.blocks.scope import scope
from bot.blocks.windows import Reader, in_words, planned
from bot.ids import Ref
from core import commands as c
from core.model import Main
from core.queries.views import OrderView, PersonView

MAP = "https://www.openstreetmap.org/search?query="
TEXT_LIMIT = 800

FIELD: Mapping[type[c.Command], Step] = MappingProxyType(
    {
        c.AckAssignment: Step("Seen", "do.seen"),
        c.Depart: Step("Set off", "do.depart", "primary"),
        c.Arrive: Step("Arrived", "do.arrive"),
        c.Start: Step("Start", "do.start"),
        c.Complete: Step("Done", "do.done", "primary"),
        c.Submit: Step("Done", "do.submit", "primary"),
        c.Resume: Step("Resume", "do.resume", "primary"),
        c.Note: Step("Add a note", "form.note"),
    }
)
"""The buttons of a day in the field, in its order."""


def assignment_card(order: OrderView, technician: PersonView, reader: Reader) -> list[Block]:
    """The brief while the job is theirs; one sentence once it is not."""
    title: tuple[Part, ...] = (bold(f"{order.reference}  "), cut(order.title, 200))
    ended = ending(order, technician)
    if ended is not None:
        return [lines(title, (ended,))]
    ref = str(Ref(order.number, order.schedule_rev))
    steps = [
        button(step.words, step.action, ref, step.style)
        for command, step in FIELD.items()
        if command in order.possible
    ]
    return [lines((bold("Your job: "), *title), *_brief(order, reader)), *actions("steps", steps)]


def ending(order: OrderView, technician: PersonView) -> str | None:
    """How the job ended for this technician; None while it is theirs to do."""
    if order.main is Main.CANCELLED:
        return "This work order was cancelled. You need not go."
    if order.technician is None or order.technician.id != technician.id:
        return f"{order.technician.name} has this now." if order.technician else "This is no longer yours."
    return "Done. Thank you!" if order.main is Main.COMPLETED else None


def tel(phone: str) -> str:
    """The number as a link to tap (RFC 3966)."""
    return "tel:" + re.sub(r"[^+\d]", "", phone)


def _brief(order: OrderView, reader: Reader) -> list[tuple[Part, ...]]:
    rows: list[tuple[Part, ...]] = [
        (bold("Status  "), "  ·  ".join((order.status, *order.badges))),
        (bold("When  "), in_words(order.window, order.site.zone, reader) + planned(order, reader)),
        (
            bold("Where  "),
            f"{order.site.name}, ",
            link(MAP + quote_plus(order.site.address), order.site.address),
        ),
    ]
    rows += reported(order, reader)
    rows += progress(order)
    if order.contact is not None:
        phone = order.contact.phone
        call: tuple[Part, ...] = (", ", link(tel(phone), phone)) if phone else ()
        rows.append((bold("Customer  "), f"{order.site.customer}, {order.contact.name}", *call))
    if order.site.access_notes:
        rows.append((bold("Getting in  "), cut(order.site.access_notes, TEXT_LIMIT)))
    rows += scope(order, reader)
    if order.description:
        rows.append((cut(order.description, TEXT_LIMIT),))
    if order.scope.instructions:
        rows.append((bold("Instructions  "), cut(order.scope.instructions, TEXT_LIMIT)))
    return rows
