"""Nobody took a visit in time: why each technician did not or cannot, and what can be done, a button each (N.17)."""

from collections.abc import Sequence
from typing import Any

from bot.blocks.kit import Block, Part, actions, bold, button, cut, lines, mention, quiet
from bot.blocks.windows import Reader, in_words
from bot.ids import Ref
from core import commands as c
from core.availability import why_not
from core.dispatch import OtherTechnician, OtherTime
from core.model import Main, RoundStatus
from core.queries.views import EscalationView, OrderView, WindowView

MOST_REASONS = 12
REASON_LIMIT = 160
"""Twelve of each kind, and what frames them, stay below Slack's 3,000 characters for a block."""

Row = tuple[Part, ...]


def escalation_card(order: OrderView, found: EscalationView, reader: Reader) -> list[Block]:
    title = (bold(f"{order.reference}  "), cut(order.title, 200))
    ended = ending(order, found)
    if ended is not None:
        return [lines(title, (f"Nobody took it at first. {ended}",))]
    when = in_words(order.window, order.site.zone, reader)
    return [
        lines((bold("Nobody took "), *title), (f"{when}, {order.site.name}",), *_listed(found.reasons)),
        *([lines((bold("Not asked"),), *_listed(found.left_out))] if found.left_out else []),
        lines(*_ways_out(order, found, reader), _who_decides(found)),
        *actions("repairs", _repairs(order, found, reader)),
        *actions("steps", _steps(order)),
    ]


def ending(order: OrderView, found: EscalationView) -> str | None:
    """What became of it; None while somebody has to decide."""
    if order.main is Main.CANCELLED:
        return "It was cancelled since."
    if order.technician is not None:
        return f"{order.technician.name} has it now."
    if found.status is not RoundStatus.EXHAUSTED:
        return "It is being offered again."
    if c.OfferVisit not in order.possible and c.Assign not in order.possible:
        return f"It is {order.status.lower()} now."
    return None


def _listed(said: Sequence[str]) -> list[Row]:
    shown: list[Row] = [(f"•  {cut(each, REASON_LIMIT)}",) for each in said[:MOST_REASONS]]
    more = len(said) - len(shown)
    return [*shown, (quiet(f"… and {more} more"),)] if more > 0 else shown


def _ways_out(order: OrderView, found: EscalationView, reader: Reader) -> list[Row]:
    """The same as the buttons, in words: whom, when, what, and what speaks against it."""
    ways, rows = found.repairs, list[Row]()
    if ways.technician is not None:
        rows.append(("→  ", bold(ways.technician.name), _about(ways.technician)))
    if ways.time is not None:
        at = in_words(_window(ways.time), order.site.zone, reader)
        rows.append(("→  ", bold(at), f": {_and(ways.time.names)} could go"))
    if ways.splits and c.Split in order.possible:
        items = ", ".join(str(number) for number in ways.splits[:MOST_REASONS])
        rows.append(("→  ", bold("Split it"), f": items {items} could become a work order of their own"))
    return rows or [("Nobody could be sent, and no time of the next three weeks is free.",)]


def _about(way: OtherTechnician) -> str:
    far = f", {way.travel_minutes} min away" if way.travel_minutes is not None else ""
    if not way.against:
        return f"{far} and free then"
    return f"{far}, if a supervisor goes against this: {cut(why_not(way.against), REASON_LIMIT)}"


def _who_decides(found: EscalationView) -> Row:
    if found.acknowledged_by is not None:
        return (f"{found.acknowledged_by} sees to it.",)
    if found.on_duty is None:
        return ("Nobody is on shift. Whoever reads this, please decide.",)
    who, slack_user_id = found.on_duty.name, found.on_duty.slack_user_id
    return (mention(slack_user_id), " please decide.") if slack_user_id else (f"{who}, please decide.",)


def _repairs(order: OrderView, found: EscalationView, reader: Reader) -> list[dict[str, Any]]:
    ways, made = found.repairs, list[dict[str, Any]]()
    if ways.technician is not None and c.Assign in order.possible:
        made.append(_assign(order, ways.technician))
    if ways.time is not None and c.Reschedule in order.possible:
        at = in_words(_window(ways.time), order.site.zone, reader)
        ref = Ref(order.number, order.schedule_rev, int(ways.time.start.timestamp()))
        made.append(button(f"Offer {at}", "escalation.time", str(ref)))
    if ways.splits and c.Split in order.possible:
        made.append(button("Split…", "form.split", str(Ref(order.number, order.schedule_rev))))
    if found.acknowledged_by is None and c.Take in order.possible:
        made.append(button("I'm on it", "do.take", str(Ref(order.number, order.schedule_rev))))
    return made


def _assign(order: OrderView, way: OtherTechnician) -> dict[str, Any]:
    ref = str(Ref(order.number, order.schedule_rev, way.technician_id))
    if way.against:
        return button(f"Assign {way.name} anyway…", "escalation.anyway", ref)
    return button(f"Assign {way.name}", "escalation.assign", ref, "primary")


def _steps(order: OrderView) -> list[dict[str, Any]]:
    ref = str(Ref(order.number, order.schedule_rev))
    steps = (
        (c.OfferVisit, button("Offer again", "form.offer", ref)),
        (c.Assign, button("Assign", "form.assign", ref)),
        (c.Reschedule, button("Reschedule", "form.reschedule", ref)),
    )
    return [element for command, element in steps if command in order.possible]


def _window(way: OtherTime) -> WindowView:
    return WindowView(start=way.start, end=way.end, date_only=way.date_only)


def _and(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
