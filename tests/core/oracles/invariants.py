"""The invariants of lifecycle §3 as questions to the database: each finds the work orders that break it.

Written from the rules, not from the code: no import of the lifecycle table, no ORM.
"""

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.orm import Session

CURRENT = (
    "join visits v on v.company_id = w.company_id and v.work_order_id = w.id and v.visit_no = w.visit_no"
)
ENDED = "w.status in ('completed', 'cancelled')"
OPEN_OFFER = "exists (select from offers o where o.visit_id = v.id and o.status = 'open')"
OPEN_ROUND = "exists (select from rounds r where r.visit_id = v.id and r.status = 'open')"
OPEN_WISH = "exists (select from reschedule_requests q where q.visit_id = v.id and q.status = 'open')"
STILL_HOLDS = (
    "e.name <> 'order.undone' and not exists (select from events u where u.work_order_id = w.id "
    "and u.name = 'order.undone' and (u.data->>'undone_id')::bigint = e.change_id)"
)
LIVE_QUOTE = "q.status not in ('superseded', 'void')"

# Each: work orders `w` for which the condition holds are broken.
QUESTIONS: dict[str, tuple[str, str]] = {
    "I1 one version for each accepted command": (
        "",
        (
            "w.version <> (select count(distinct e.version) from events e where e.work_order_id = w.id) "
            "or w.version <> (select coalesce(max(e.version), 0) from events e where e.work_order_id = w.id)"
        ),
    ),
    "I2 work under way has a technician": (
        CURRENT,
        "w.status in ('en_route', 'on_site', 'in_progress', 'review') and v.technician_id is null",
    ),
    "I3 one accepted offer for each visit": (
        CURRENT,
        "(select count(*) from offers o where o.visit_id = v.id and o.status = 'accepted') > 1",
    ),
    "I3 offers are open only while somebody is sought": (
        CURRENT,
        f"({OPEN_OFFER} or {OPEN_ROUND}) and (w.status <> 'ready' or v.technician_id is not null)",
    ),
    "I3 an open round has an open offer, and the other way round": (CURRENT, f"{OPEN_OFFER} <> {OPEN_ROUND}"),
    "I3 offers are for the window as it stands": (
        CURRENT,
        "exists (select from rounds r where r.visit_id = v.id and r.status = 'open' and r.schedule_rev <> v.schedule_rev)",
    ),
    "I3 only candidates of the round are asked": (
        CURRENT,
        (
            "exists (select from offers o join rounds r on r.id = o.round_id where o.visit_id = v.id "
            "and r.policy <> '{}' and not r.candidates @> jsonb_build_array(jsonb_build_object('id', o.technician_id)))"
        ),
    ),
    "P.42 an escalation goes on until somebody sees to it": (
        CURRENT,
        (
            f"w.status = 'ready' and v.technician_id is null and not {OPEN_ROUND} and exists (select from rounds r "
            "where r.id = (select max(id) from rounds l where l.visit_id = v.id) and r.status = 'exhausted' "
            "and r.schedule_rev = v.schedule_rev and r.acknowledged_at is null and r.step <> 'group' "
            "and not exists (select from timers t where t.work_order_id = w.id and t.key = r.id::text "
            "and t.kind = case r.step when 'coordinator' then 'ask_supervisor' else 'ask_group' end))"
        ),
    ),
    "I14 the chain is about a round that nobody took": (
        "",
        (
            "exists (select from timers t where t.work_order_id = w.id and t.kind in ('ask_supervisor', 'ask_group') "
            "and not exists (select from rounds r where r.id::text = t.key and r.status = 'exhausted' "
            "and r.acknowledged_at is null))"
        ),
    ),
    "I4 a yes is for the window as it stands": (
        CURRENT,
        "v.confirmation = 'confirmed' and (v.window_start is null or v.confirmation_rev is distinct from v.schedule_rev)",
    ),
    "I4 a yes has its evidence and its time": (
        CURRENT,
        "v.confirmation = 'confirmed' and (v.confirmed_at is null or v.confirmation_evidence is null)",
    ),
    "I5 planned visits of a technician do not overlap": (
        CURRENT,
        (
            "v.outcome = 'open' and not v.overridden and exists (select from visits o where o.id <> v.id "
            "and o.technician_id = v.technician_id and o.outcome = 'open' and not o.overridden "
            "and tstzrange(o.planned_start, o.planned_end) && tstzrange(v.planned_start, v.planned_end) "
            "and o.planned_start is not null and v.planned_start is not null)"
        ),
    ),
    "I6 nothing is done on a quote that is not approved": (
        "",
        (
            "w.status in ('en_route', 'on_site', 'in_progress') and exists (select from quotes q "
            f"where q.work_order_id = w.id and {LIVE_QUOTE} and q.status <> 'approved' and q.version = "
            f"(select max(version) from quotes q where q.work_order_id = w.id and {LIVE_QUOTE}))"
        ),
    ),
    "I8 completed work has nothing open": (
        CURRENT,
        (
            f"w.status = 'completed' and ({OPEN_OFFER} or {OPEN_ROUND} or {OPEN_WISH} or w.held_from is not null "
            "or exists (select from work_items i where i.work_order_id = w.id and i.removed_at is null and i.required "
            "and i.kind <> 'part' and i.status in ('open', 'in_progress')))"
        ),
    ),
    "I9 nothing waits on a cancelled work order": (
        CURRENT,
        (
            f"w.status = 'cancelled' and ({OPEN_OFFER} or {OPEN_ROUND} or {OPEN_WISH} "
            "or exists (select from quotes q where q.work_order_id = w.id and q.status = 'sent'))"
        ),
    ),
    "I9 nothing happens by itself once it has ended": (
        "",
        f"{ENDED} and exists (select from timers t where t.work_order_id = w.id and t.kind <> 'release_mail')",
    ),
    "I10 held means held from somewhere": ("", "(w.status = 'on_hold') <> (w.held_from is not null)"),
    "I13 told once for each change": (
        "",
        (
            "exists (select from notifications n where n.work_order_id = w.id "
            "group by n.change_id, n.recipient, n.channel having count(*) > 1)"
        ),
    ),
    "I14 timers of offers have an offer to look after": (
        CURRENT,
        (
            f"exists (select from timers t where t.work_order_id = w.id and t.kind in ('expire_offer', 'escalate')) "
            f"and not {OPEN_ROUND}"
        ),
    ),
    "I14 an open offer has a timer": (
        CURRENT,
        (
            "exists (select from offers o where o.visit_id = v.id and o.status = 'open' and not exists "
            "(select from timers t where t.work_order_id = w.id and t.kind = 'expire_offer' and t.key = o.id::text))"
        ),
    ),
    "I14 mail waits with a timer, or has a job, or is dealt with": (
        "",
        (
            "exists (select from notifications n where n.work_order_id = w.id and n.channel = 'email' "
            "and n.status = 'queued' and not exists (select from timers t where t.work_order_id = w.id "
            "and t.kind = 'release_mail' and t.key = n.id::text) and not exists (select from procrastinate_jobs j "
            "where j.task_name = 'mail.send' and (j.args->>'notification_id')::bigint = n.id))"
        ),
    ),
    "I16 what is claimed lies before now and after what was claimed before": (
        "",
        (
            "exists (select from (select e.effective_at, e.recorded_at, lag(e.effective_at) over (order by e.id) as before "
            f"from events e where e.work_order_id = w.id and {STILL_HOLDS} and exists (select from jsonb_array_elements(e.changes) c "
            "where c->>'table' = 'work_orders' and jsonb_exists(c->'after', 'status'))) as moved "
            "where moved.effective_at > moved.recorded_at or moved.effective_at < moved.before)"
        ),
    ),
    "visits: the current one is the last, and the only open one": (
        CURRENT,
        (
            "exists (select from visits o where o.work_order_id = w.id and (o.visit_no > w.visit_no "
            "or (o.visit_no < w.visit_no and o.outcome = 'open')))"
        ),
    ),
}

_ASKED = text(
    "\nunion all\n".join(
        f"select '{name}' as broken, w.number from work_orders w {join} "
        f"where w.company_id = :company_id and w.number = any(:numbers) and ({broken})"
        for name, (join, broken) in QUESTIONS.items()
    )
)
_TWICE = text(
    "select count(*) from (select from changes group by company_id, key having count(*) > 1) as again"
)


def broken_invariants(session: Session, company_id: int, numbers: Collection[int]) -> list[str]:
    """One line for each work order of `numbers` and invariant it breaks; nothing, if all hold."""
    rows = session.execute(_ASKED, {"company_id": company_id, "numbers": list(numbers)})
    found = [f"WO-{row.number}: {row.broken}" for row in rows]
    if session.scalar(_TWICE):
        found.append("I12 a delivery was taken twice")  # the key is the delivery
    return sorted(found)
