"""What people do by mistake, and what is recorded about a work order, to see that nothing of a slip stays."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select, text

from core import commands as c
from core import queries
from core.mailing import MAIL_TASK
from core.model import DeclineReason, HoldReason, Timer, WorkOrder
from core.replay import compare, stored_rows
from tests.cast import FRIDAY, THURSDAY, Cast


@dataclass(frozen=True)
class Slip:
    """What somebody does by mistake, and who: after `before` it can be taken back."""

    command: Callable[[Cast, int], c.Command]
    who: str = "dora"
    before: tuple[Callable[[Cast, int], tuple[str, c.Command]], ...] = ()


def tom(cast: Cast) -> int:
    return cast.tom.technician_id or 0


def tina(cast: Cast) -> int:
    return cast.tina.technician_id or 0


def offer_to(cast: Cast, number: int, technician_id: int) -> int:
    offers = cast.read(cast.dora, queries.order(number)).offers
    return next(each.id for each in offers if each.technician.technician_id == technician_id)


SCHEDULED = (lambda _k, n: ("dora", c.Schedule(order=n, window=THURSDAY)),)
CONFIRMED = (*SCHEDULED, lambda _k, n: ("cara", c.Confirm(order=n, for_rev=1, words="yes")))
ASSIGNED = (*SCHEDULED, lambda k, n: ("dora", c.Assign(order=n, technician_id=tom(k))))
OFFERED = (*SCHEDULED, lambda k, n: ("dora", c.OfferVisit(order=n, technician_ids=(tom(k), tina(k)))))
ARRIVED = (
    *ASSIGNED,
    lambda _k, n: ("tom", c.Depart(order=n)),
    lambda _k, n: ("tom", c.Arrive(order=n)),
)
STARTED = (*ARRIVED, lambda _k, n: ("tom", c.Start(order=n)))

# fmt: off
SLIPS = {
    "schedule":           Slip(lambda _k, n: c.Schedule(order=n, window=THURSDAY)),
    "reschedule":         Slip(lambda _k, n: c.Reschedule(order=n, window=FRIDAY, reason="rain"), before=CONFIRMED),
    "reschedule offered": Slip(lambda _k, n: c.Reschedule(order=n, window=FRIDAY, reason="rain"), before=OFFERED),
    "assign":             Slip(lambda k, n: c.Assign(order=n, technician_id=tom(k)), before=CONFIRMED),
    "assign offered":     Slip(lambda k, n: c.Assign(order=n, technician_id=tina(k)), before=OFFERED),
    "reassign":           Slip(lambda k, n: c.Assign(order=n, technician_id=tina(k)), before=ASSIGNED),
    "accept":             Slip(lambda k, n: c.AcceptOffer(order=n, offer_id=offer_to(k, n, tom(k))), "tom", OFFERED),
    "decline":            Slip(lambda k, n: c.DeclineOffer(order=n, offer_id=offer_to(k, n, tom(k)), reason=DeclineReason.TOO_FAR), "tom", OFFERED),
    "hold":               Slip(lambda _k, n: c.Hold(order=n, reason=HoldReason.PARTS), before=CONFIRMED),
    "cancel":             Slip(lambda _k, n: c.Cancel(order=n, reason="mistake"), before=CONFIRMED),
    "cancel offered":     Slip(lambda _k, n: c.Cancel(order=n, reason="mistake"), before=OFFERED),
    "send a quote":       Slip(lambda _k, n: c.SendQuote(order=n, total=Decimal(450))),
    "depart":             Slip(lambda _k, n: c.Depart(order=n), "tom", ASSIGNED),
    "arrive":             Slip(lambda _k, n: c.Arrive(order=n), "tom", ASSIGNED),
    "start":              Slip(lambda _k, n: c.Start(order=n), "tom", ARRIVED),
    "complete":           Slip(lambda _k, n: c.Complete(order=n), "tom", STARTED),
    "no-show":            Slip(lambda _k, n: c.NoShow(order=n, tried="rang"), "tom", ARRIVED),
}
# fmt: on


def after_the_steps_before(cast: Cast, slip: Slip) -> int:
    number = cast.new_order()
    for step in slip.before:
        who, command = step(cast, number)
        cast.do(getattr(cast, who), command)
    cast.clock.forward(minutes=20)
    return number


def state(cast: Cast, number: int) -> object:
    """Everything recorded about the work order, its timers, and how people see it; but not its version."""

    def read(session: Any) -> object:
        work = session.scalars(select(WorkOrder).where(WorkOrder.number == number)).one()
        rows = {
            key: {column: value for column, value in row.items() if column != "version"}
            for key, row in stored_rows(session, cast.company_id, work.id).items()
            if not is_closed(row)
        }
        timers = session.execute(
            select(Timer.kind, Timer.key, Timer.due_at).where(Timer.kind != "release_mail").order_by(Timer.id)
        ).all()
        return rows, sorted(map(tuple, timers))

    return cast.run(read)


def is_closed(row: dict[str, Any]) -> bool:
    """A row that the undone change added is kept, but closed."""
    is_round = "at_a_time" in (row.get("policy") or {})
    return (
        row.get("status") == "void"
        or row.get("reason") == "undone"
        or (is_round and row["status"] == "withdrawn")
    )


def differences(cast: Cast, number: int) -> list[str]:
    def read(session: Any) -> list[str]:
        work = session.scalars(select(WorkOrder).where(WorkOrder.number == number)).one()
        return [str(each) for each in compare(session, cast.company_id, work.id)]

    found: list[str] = cast.run(read)
    return found


def mail_jobs(cast: Cast) -> list[int]:
    """Notifications whose mail has a job."""
    found: list[int] = cast.run(
        lambda session: list(
            session.scalars(
                text(
                    "select (args->>'notification_id')::int from procrastinate_jobs where task_name = :task order by id"
                ),
                {"task": MAIL_TASK},
            )
        )
    )
    return found
