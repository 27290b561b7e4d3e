"""Who could go to a visit and why not the others, and how offers have gone lately. Pure."""

from collections.abc import Sequence

from bot.blocks.kit import Block, Part, bold, context, cut, lines, quiet
from bot.blocks.windows import Reader, in_words
from core.availability import why_not
from core.dispatch import Candidate
from core.queries.dispatch import FAIRNESS_DAYS, FairnessLine
from core.queries.views import OrderView

MOST_PEOPLE = 15
REASON_LIMIT = 170
"""Fifteen of them stay below Slack's 3,000 characters for a block."""

Row = tuple[Part, ...]


def who_list(order: OrderView, found: Sequence[Candidate], reader: Reader) -> list[Block]:
    """P.5, N.17: those who can go, the best first, then the others, each with the reason."""
    can, cannot = [each for each in found if each.can_go], [each for each in found if not each.can_go]
    when = in_words(order.window, order.site.zone, reader)
    ranked: list[Row] = [
        (f"{place}.  ", bold(each.name), f"  {figures(each)}")
        for place, each in enumerate(can[:MOST_PEOPLE], 1)
    ]
    reasons: list[Row] = [
        (f"⛔  {cut(why_not(each.exclusions), REASON_LIMIT)}",) for each in cannot[:MOST_PEOPLE]
    ]
    return [
        lines(
            (bold(f"{order.reference}  "), cut(order.title, 200)),
            (f"Who could go, {when}:",),
            *(ranked or [("Nobody.",)]),
            *_more(len(can)),
        ),
        *([lines(("Not now:",), *reasons, *_more(len(cannot)))] if cannot else []),
        context(
            f"/wo offer {order.reference} asks them in this order, /wo assign {order.reference} @name sends somebody."
        ),
    ]


def figures(each: Candidate) -> str:
    """What they were ranked by, as in "12 min away, was here last, 40 % of the day taken, 2 offers lately"."""
    said = (
        f"{each.travel_minutes} min away" if each.travel_minutes is not None else "",
        "was here last" if each.was_here else "",
        f"{each.utilisation:.0%} of the day taken",
        f"{each.recent_offers} offer{'s' * (each.recent_offers != 1)} lately" if each.recent_offers else "",
    )
    return ", ".join(part for part in said if part)


def fairness_list(found: Sequence[FairnessLine]) -> list[Block]:
    """N.21."""
    rows: list[Row] = [(bold(each.name), f"  {_counts(each)}") for each in found[: 2 * MOST_PEOPLE]]
    return [
        lines(
            (f"Offers of the last {FAIRNESS_DAYS} days:",), *(rows or [("There are no technicians yet.",)])
        ),
        context("Nobody is asked less for having said no."),
    ]


def _counts(line: FairnessLine) -> str:
    if not line.offered:
        return "no offers"
    why = ", ".join(f"{reason} {times}" for reason, times in line.why)
    declined = f"{line.declined} declined" + (f" ({why})" if why else "")
    return f"{line.offered} offered: {line.accepted} accepted, {declined}, {line.unanswered} not answered"


def _more(count: int) -> list[Row]:
    return [(quiet(f"… and {count - MOST_PEOPLE} more"),)] if count > MOST_PEOPLE else []
