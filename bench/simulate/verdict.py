"""What was promised, looked up when the days are over: the invariants, the history, and that nobody is forgotten."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.simulate.size import ZONE
from bot.blocks.cards import content_of
from bot.blocks.windows import Reader
from core import queries
from core.db import Sessions, transaction
from core.people import system
from core.queries.reading import Reading
from core.replay import compare
from tests.core.oracles.invariants import broken_invariants

AT_ONCE = 200
"""Work orders looked at in one question."""
RENDERED = 200
"""Cards of offers that are drawn as Slack would show them, at most."""
MOST_NAMED = 8

# First match wins; "forgotten" is what none of them says.
STANDINGS = text("""
select w.id, w.number, w.status, v.window_start, v.window_end, t.name as technician, v.confirmation,
  case
    when w.status = 'completed' then 'served'
    when w.status = 'cancelled' then 'cancelled'
    when w.status = 'on_hold' and (w.follow_up_on > :now or told.since is not null) then 'on hold'
    when w.status = 'ready' and v.technician_id is not null and v.window_end > :now then 'somebody will go'
    when w.status = 'ready' and v.technician_id is null and asked.until > :now then 'being offered'
    when w.status = 'ready' and v.technician_id is null and last.status = 'exhausted'
      and last.schedule_rev = v.schedule_rev and exists (select from cards c
        where c.company_id = w.company_id and c.kind = 'escalation' and c.subject = 'escalation:' || last.id)
      then case when last.acknowledged_at is not null then 'escalated, seen to'
                when last.step = 'group' then 'escalated to everybody'
                else 'escalated, chain goes on' end
    when w.status = 'no_show' and told.since is not null then 'waits for the customer'
    else 'forgotten'
  end as standing
from work_orders w
join visits v on v.company_id = w.company_id and v.work_order_id = w.id and v.visit_no = w.visit_no
left join technicians t on t.id = v.technician_id
left join lateral (select r.id, r.status, r.schedule_rev, r.step, r.acknowledged_at from rounds r
  where r.company_id = w.company_id and r.visit_id = v.id order by r.id desc limit 1) last on true
left join lateral (select min(ti.due_at) as until from offers o join timers ti on ti.work_order_id = w.id
  and ti.kind = 'expire_offer' and ti.key = o.id::text
  where o.company_id = w.company_id and o.visit_id = v.id and o.status = 'open') asked on true
left join lateral (select max(n.created_at) as since from notifications n
  where n.company_id = w.company_id and n.work_order_id = w.id
  and n.name in ('work-held', 'customer-absent', 'hold-follow-up')) told on true
where w.company_id = :company_id order by w.number
""")
TOLD_TWICE = text("""
select change_id, recipient, name from (
  select change_id, recipient, min(name) as name, count(*) as times from notifications where company_id = :company_id
   group by change_id, work_order_id, recipient, channel
   union all
  select change_id, recipient, min(name), count(*) from notifications
   where company_id = :company_id and staff_id is not null group by change_id, staff_id, recipient, channel
) as told where times > 1
""")
CARDS = text("""
select o.id, o.status, count(c.id) as cards, min(c.id) as card_id
  from offers o left join cards c on c.company_id = o.company_id and c.kind = 'offer' and c.subject = 'offer:' || o.id
 where o.company_id = :company_id group by o.id, o.status order by o.id
""")
HAPPENED = text("select name, count(*) as times from events where company_id = :company_id group by name")
LEFT_BEHIND = text("""
select t.kind, t.key, w.number from timers t left join work_orders w on w.id = t.work_order_id
 where t.company_id = :company_id and t.due_at < :now
""")
READER = Reader(zone=ZONE.key, locale="en_US")
OPEN_OR_ACCEPTED = frozenset({"open", "accepted"})


@dataclass(frozen=True)
class Verdict:
    """`broken`: one line each, with the work order; `standings`: where the work orders are, counted."""

    broken: tuple[str, ...]
    standings: Mapping[str, int]
    offers: Mapping[str, int]
    events: Mapping[str, int]
    """By name, whoever or whatever caused them."""
    planned: int


def verdict(sessions: Sessions, company_id: int, now: datetime) -> Verdict:
    """To be asked when nothing is due any more at `now`."""
    about = {"company_id": company_id, "now": now}
    with transaction(sessions) as session:
        orders = session.execute(STANDINGS, about).all()
        offers = session.execute(CARDS, about).all()
        checks = {
            "forgotten": [_forgotten(each) for each in orders if each.standing == "forgotten"],
            "invariants": list(_invariants(session, company_id, [each.number for each in orders])),
            "history": list(_differences(session, company_id, orders)),
            "told twice": [f"{row.name} to {row.recipient}" for row in session.execute(TOLD_TWICE, about)],
            "cards": list(_cards(session, company_id, offers, now)),
            "timers": [
                f"{row.kind} {row.key} of WO-{row.number}" for row in session.execute(LEFT_BEHIND, about)
            ],
        }
        planned = session.scalar(
            text("select count(*) from work_orders where company_id = :company_id and plan_id is not null"),
            about,
        )
        events = Counter({row.name: row.times for row in session.execute(HAPPENED, about)})
    return Verdict(
        tuple(line for what, found in checks.items() for line in _named(what, found)),
        Counter(each.standing for each in orders),
        Counter(each.status for each in offers),
        events,
        planned or 0,
    )


def _named(what: str, found: Sequence[str]) -> Iterator[str]:
    yield from (f"{what}: {line}" for line in found[:MOST_NAMED])
    if len(found) > MOST_NAMED:
        yield f"{what}: and {len(found) - MOST_NAMED} more"


def _forgotten(order: Any) -> str:
    until = order.window_end.isoformat() if order.window_end else "no window"
    return f"WO-{order.number} is {order.status}, {order.technician or 'nobody'} goes, until {until}, {order.confirmation}"


def _invariants(session: Session, company_id: int, numbers: Sequence[int]) -> Iterator[str]:
    for first in range(0, len(numbers), AT_ONCE):
        yield from broken_invariants(session, company_id, numbers[first : first + AT_ONCE])


def _differences(session: Session, company_id: int, orders: Sequence[Any]) -> Iterator[str]:
    """Replayed from its events, each work order is what the database says it is."""
    for each in orders:
        for found in compare(session, company_id, each.id):
            yield f"WO-{each.number}: {found}"
        session.expire_all()


def _cards(session: Session, company_id: int, offers: Sequence[Any], now: datetime) -> Iterator[str]:
    """Every offer has its card, and one that is over says so for good."""
    yield from (f"offer {each.id} has {each.cards} cards" for each in offers if each.cards != 1)
    over = [each.card_id for each in offers if each.status not in OPEN_OR_ACCEPTED]
    at = Reading(session, system(company_id), now)
    for card_id in over[:: max(1, len(over) // RENDERED)]:
        view = queries.card(card_id)(at)
        assert view is not None
        if not content_of(view, READER).settled:
            yield f"card {card_id} of an offer that is over is not settled"
