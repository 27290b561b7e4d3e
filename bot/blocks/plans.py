"""Plans and time off, one line each."""

from collections.abc import Sequence
from datetime import date

from bot.blocks.kit import Block, Part, bold, cut, lines, sentence_parts
from core.model import PlanStatus
from core.queries.absences import AbsenceView
from core.queries.plans import PlanLine, PlanView


def plan_list(found: Sequence[PlanLine]) -> list[Block]:
    if not found:
        return [
            lines(
                sentence_parts('No plans yet. `/wo plans new every 3 months at … "Filter change"` makes one.')
            )
        ]
    return [lines((bold("Plans"),), *(_line(each) for each in found))]


def plan_detail(plan: PlanView) -> list[Block]:
    """What it creates and when, the next days, and what it created lately."""
    rows: list[Sequence[Part]] = [
        (
            bold(f"Plan {plan.number}  "),
            f"{cut(plan.title, 100)} · {plan.type} · {_place(plan)}{_rests(plan)}",
        ),
        (
            f"{plan.said}{f', {plan.hours}' if plan.hours else ''}{f', {plan.technician}' if plan.technician else ''}",
        ),
        (_room(plan),),
    ]
    if plan.upcoming_days:
        rows.append((bold("Next  "), " · ".join(_day(each) for each in plan.upcoming_days)))
    if plan.waiting:
        rows.append((f"{plan.waiting} installed and waiting for their day",))
    if plan.exclusions:
        rows.append((f"Never on {', '.join(_day(each) for each in plan.exclusions)}",))
    if plan.created:
        rows.append((f"Lately: {', '.join(f'WO-{number}' for number in plan.created)}",))
    return [lines(*rows)]


def absence_list(found: Sequence[AbsenceView]) -> list[Block]:
    if not found:
        return [lines(("Nobody is off. `/wo off @tom thu-fri sick` enters it.",))]
    return [lines((bold("Time off"),), *(_absence(each) for each in found))]


def _line(each: PlanLine) -> tuple[Part, ...]:
    following = f" · next {_day(each.upcoming)}" if each.upcoming and each.status is PlanStatus.ACTIVE else ""
    return (
        bold(f"{each.number}  "),
        f"{cut(each.title, 60)} · {_place(each)} · {cut(each.said, 60)}{following}{_rests(each)}",
    )


def _absence(each: AbsenceView) -> tuple[Part, ...]:
    why = f"{each.reason}: {cut(each.words, 60)}" if each.words else each.reason
    return (bold(f"{each.id}  "), f"{each.person} · {each.when} · {why}")


def _place(each: PlanLine) -> str:
    return cut(each.site, 40) if each.site else "wherever it is installed"


def _rests(each: PlanLine) -> str:
    return "" if each.status is PlanStatus.ACTIVE else f" · {each.status}"


def _room(plan: PlanView) -> str:
    early = f", up to {plan.early_days} days early" if plan.early_days else ""
    late = f", up to {plan.late_days} days late" if plan.late_days else ""
    return f"Created {plan.days_ahead} days ahead{early}{late}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
