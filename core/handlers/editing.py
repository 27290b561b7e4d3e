"""Changing what a work order says (L6), and the quotation it rests on (L3b)."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.handlers.amending import cost_of
from core.handlers.eligibility import against, refusal_of
from core.handlers.items import new_item
from core.handlers.quoting import supersede_quote
from core.handlers.subject import Subject, check
from core.handlers.terms import search_terms
from core.model import Equipment, Event, ItemKind, ServiceType, Site
from core.refusals import Missing, Stale, State
from core.turn import Events, Turn

PLAIN = ("title", "type", "description", "instructions", "customer_note", "priority", "due_at", "minutes")
"""Fields of the command that go to the column of the same name."""
NEVER_EMPTY = ("title", "type")
COMMUTING = frozenset(
    {
        "order.noted",
        "order.taken",
        "order.quotation-linked",
        "visit.acked",
        "visit.unacked",
        "visit.unanswered",
        "message.kept",
        "message.linked",
    }
)
"""What may have happened since without the editor having to look again (H11)."""


def edit(turn: Turn, command: c.Edit) -> Events:
    """L6: only what differs changes; the window is rescheduled, not edited."""
    order, work = turn.order, turn.order.work
    _check_seen(turn, command.seen)
    wanted = _wanted(command)
    _check_service(turn, command, wanted)
    _check_place(turn, command)
    fields = tuple(name for name, value in wanted.items() if getattr(work, name) != value)
    if not fields:
        raise State(f"{order.reference} says that already; nothing was changed.")
    for name in fields:
        setattr(work, name, wanted[name])
    superseded = tuple(_serve(turn)) if "service_type_id" in fields else ()
    site = turn.find(Site, work.site_id) or order.site
    order.site = site
    work.terms = search_terms(turn, work, order.customer, site, turn.find(Equipment, work.unit_id))
    yield e.WorkOrderEdited(fields=fields)
    yield from superseded


def _wanted(command: c.Edit) -> dict[str, Any]:
    """Column → what it is to be. Raises Missing when nothing is said or a field can't be empty."""
    said = {name: getattr(command, name) for name in (*PLAIN, "service_type_id", "site_id", "unit_id")}
    wanted = {name: _tidy(name, value) for name, value in said.items() if value is not None}
    if command.no_due:
        wanted["due_at"] = None
    if not wanted:
        raise Missing("Missing: what to change. For example `/wo edit WO-12 title Replace the pump`.")
    if empty := [name for name in NEVER_EMPTY if wanted.get(name) == ""]:
        raise Missing(f"Missing: {', '.join(empty)}.", field=empty[0])
    if wanted.get("minutes", 1) <= 0:
        raise Missing("The work takes at least a minute.", field="minutes")
    return wanted


def _tidy(name: str, value: Any) -> Any:
    if name == "type":
        return value.strip().casefold()
    if name == "title":
        return value.strip()
    return value


def _check_service(turn: Turn, command: c.Edit, wanted: dict[str, Any]) -> None:
    """Another service takes as long as it takes (S3.8), unless something else is said."""
    if command.service_type_id is None:
        return
    service = turn.find(ServiceType, command.service_type_id)
    if service is None or not service.active:
        raise Missing("There is no such service type.", field="service type")
    wanted.setdefault("minutes", service.minutes)


def _serve(turn: Turn) -> Events:
    """The item that is the work itself is now this service, at its price (L6); whoever has the visit must be able to."""
    order = turn.order
    service = turn.find(ServiceType, order.work.service_type_id)
    assert service is not None
    if order.visit.technician_id is not None:
        found = tuple(each for each in against(turn, order.visit.technician_id) if not each.can_be_overridden)
        if found:
            raise refusal_of(found, "Unassign them first, or assign somebody else.")
    row = next((item.row for item in order.items if item.row.essential and not item.row.required), None)
    before = cost_of(row) if row is not None else 0
    if row is None:
        row = new_item(
            turn,
            kind=ItemKind.SERVICE,
            name=service.name,
            required=False,
            essential=True,
            quantity=Decimal(1),
        )
    row.name, row.unit_price = service.name, service.price
    if cost_of(row) != before:
        yield from supersede_quote(turn)


def _check_place(turn: Turn, command: c.Edit) -> None:
    """C7: unit and site stay the customer's, and a fixed unit is worked on where it stands."""
    if command.site_id is None and command.unit_id is None:
        return
    order = turn.order
    site = turn.find(Site, command.site_id or order.work.site_id)
    unit = turn.find(Equipment, command.unit_id or order.work.unit_id)
    if site is None or (command.unit_id is not None and unit is None):
        raise Missing(f"There is no such {'site' if site is None else 'unit'}.", field="site")
    stands_at = turn.find(Site, unit.site_id) if unit else None
    check(turn, Subject(customer=order.customer, site=site, unit=unit), stands_at)


def _check_seen(turn: Turn, seen: int | None) -> None:
    """R-STALE with what changed and by whom; notes and the like don't matter (H11)."""
    work = turn.order.work
    if seen is None or seen == work.version:
        return
    since = turn.session.scalars(
        select(Event)
        .where(
            Event.company_id == work.company_id,
            Event.work_order_id == work.id,
            Event.version > seen,
            Event.name.not_in(COMMUTING),
        )
        .order_by(Event.id.desc())
        .limit(1)
    ).first()
    if since is not None:
        what = since.name.replace(".", " ").replace("-", " ").replace("order ", "")
        raise Stale(f"Changed since you opened it: {what}, by {since.actor['name']}. Look again, then edit.")


def link_quotation(turn: Turn, command: c.LinkQuotation) -> Events:
    """L3b: whoever links it vouches for it being accepted, and the customer's."""
    reference = " ".join(command.reference.split())
    if not reference:
        raise Missing("Missing: the quotation's reference. `/wo link WO-12 Q-2041`", field="reference")
    order, replaced = turn.order, turn.order.work.quotation
    if replaced == reference:
        raise State(f"{order.reference} is linked to {reference} already.")
    order.work.quotation = reference
    unit = turn.find(Equipment, order.work.unit_id)
    order.work.terms = search_terms(turn, order.work, order.customer, order.site, unit)
    yield e.QuotationLinked(reference=reference, replaced=replaced)
