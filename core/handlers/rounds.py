"""The life of a round: begun, gone on with, ended; what several commands do to offers (lifecycle §8).

Every way ends here: each open round has an open offer, or it is over and somebody is asked to decide (L40).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core import events as e
from core import guards
from core.availability import Span, Why
from core.availability.loading import workers
from core.dispatch import Candidate, candidates
from core.dispatch.deadlines import HORIZON, answer_by, last_answer
from core.dispatch.rounds import EVERYBODY, RoundPolicy, left_out, snapshot, waiting
from core.duty import on_duty
from core.model import Chain, JsonObject, Main, Offer, OfferStatus, Priority, Round, RoundStatus, Technician
from core.planning import visit_length
from core.turn import Events, Turn

NOT_MADE = OfferStatus.WITHDRAWN
"""Within an open round: taken back by an undo, or because they are off then."""
OFF = "off"
"""Why an offer lapsed."""
AT_ONCE = 10
"""Candidates looked at together for who is asked next."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Whom a round is for: those named, in that order, or whoever can go, the best first.

    `at_a_time` None: as the profile says, those named all at once. `without`: who is not asked, and why not.
    """

    named: tuple[int, ...] = ()
    at_a_time: int | None = None
    without: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def like(cls, old: Round) -> "Ask":
        """The same people again, as many at a time."""
        named = tuple(each["id"] for each in (*old.candidates, *old.left_out)) if old.named else ()
        return cls(named=named, at_a_time=RoundPolicy.read(old.policy).at_a_time if old.policy else None)


def begin(turn: Turn, ask: Ask, found: Collection[Candidate] | None = None) -> Events:
    """L36: the first are asked; with nobody to ask it is escalated at once (L40)."""
    _open(turn, ask, found if found is not None else look(turn, ask))
    yield from go_on(turn, looked_at=True)


def escalate_at_once(turn: Turn, ask: Ask, why: str) -> Events:
    """L40 without asking anybody: a person decides."""
    _open(turn, ask, look(turn, ask))
    yield _exhausted(turn, (why,))


def seek(turn: Turn, ask: Ask, why: str, *, urgent: bool = False) -> Events:
    """L42: somebody else is sought for a visit that was just given back; by a person where it is urgent."""
    if not _can_be_offered(turn):
        return
    if urgent or not turn.order.profile.offers_again:
        yield from escalate_at_once(turn, ask, why)
    else:
        yield from begin(turn, ask)


def offer_anew(turn: Turn, old: Round) -> Events:
    """H2: the round was overtaken by another window; its people are asked about that one."""
    if turn.order.profile.offers_again and _can_be_offered(turn):
        yield from begin(turn, Ask.like(old))


def go_on(turn: Turn, *, looked_at: bool = False) -> Events:
    """The next are asked, as many as the policy has room for; with nobody left it is escalated.

    `looked_at`: who can go was looked up just now.
    """
    order = turn.order
    if order.round is None:
        return
    if made := _ask_next(turn, order.round, looked_at=looked_at):
        yield e.OffersMade(
            round_id=order.round.id,
            offer_ids=tuple(each.id for each in made),
            technician_ids=tuple(each.technician_id for each in made),
            expires_at=min(each.expires_at for each in made),
            left_out=_sentences(order.round) if looked_at else (),
            deadline=last_answer(begins_at(turn), timedelta(), _margin(order.round)),
            next=not looked_at,
        )
    if not order.open_offers():
        yield _exhausted(
            turn, tuple(_why_not(turn, each) for each in order.offers if each.status is not NOT_MADE)
        )


def close_round(turn: Turn, status: RoundStatus, offers: OfferStatus, reason: str) -> Round | None:
    """The open round, if any, ends; its open offers get `offers` and `reason`, and whose doing it was."""
    order, ended = turn.order, turn.order.round
    if ended is None:
        return None
    for offer in order.open_offers():
        offer.status, offer.reason, offer.answered_at = offers, reason, turn.now
        offer.closed_by = turn.actor.name
    ended.status, ended.closed_at = status, turn.now
    order.round = None
    # A new round, or the technician, must not meet this one in a unique index.
    turn.session.flush()
    return ended


def lapse(turn: Turn, technician_id: int) -> Events:
    """N.25: who was asked is off then; the next are asked."""
    for offer in turn.order.open_offers():
        if offer.technician_id == technician_id:
            offer.status, offer.reason, offer.answered_at = OfferStatus.WITHDRAWN, OFF, turn.now
            offer.closed_by = turn.actor.name
            yield e.OfferLapsed(offer_id=offer.id, technician_id=technician_id)
    yield from go_on(turn)


def end(turn: Turn, offer: Offer) -> e.OfferExpired:
    """An offer whose time is up."""
    offer.status, offer.answered_at = OfferStatus.EXPIRED, turn.now
    return e.OfferExpired(offer_id=offer.id, technician_id=offer.technician_id)


def look(turn: Turn, ask: Ask, only: Collection[int] | None = None) -> tuple[Candidate, ...]:
    """Who could be asked, in the order of asking. Whoever was named may have declined before (P.3)."""
    chosen = only if only is not None else ask.named or None
    found = candidates(turn.session, turn.order, turn.now, only=chosen)
    if not ask.named:
        return found
    place = {technician_id: at for at, technician_id in enumerate(ask.named)}
    return tuple(sorted((_asked_by_name(each) for each in found), key=lambda each: place[each.technician_id]))


def begins_at(turn: Turn) -> datetime | None:
    """When whoever takes it must be there at the latest; None for what is overdue anyway.

    A promise of a day alone leaves the hour open: the last one that is long enough counts.
    """
    order, visit = turn.order, turn.order.visit
    if visit.window_start is None or visit.window_end is None:
        due = order.work.due_at
        return due if due is not None and due > turn.now else None
    if not visit.date_only:
        return visit.window_start
    return max(visit.window_end - visit_length(turn.session, order), visit.window_start)


def _open(turn: Turn, ask: Ask, found: Collection[Candidate]) -> None:
    order, profile = turn.order, turn.order.profile
    usual = EVERYBODY if ask.named else profile.offers_at_a_time
    policy = RoundPolicy.of(profile, usual if ask.at_a_time is None else ask.at_a_time)
    can = [each for each in found if each.can_go and each.technician_id not in ask.without]
    cannot = [left_out(each) for each in found if not each.can_go and each.technician_id not in ask.without]
    without = [
        {"id": each.technician_id, "name": each.name, "why": [], "sentence": ask.without[each.technician_id]}
        for each in found
        if each.technician_id in ask.without
    ]
    order.round = turn.add(
        Round(
            visit_id=order.visit.id,
            schedule_rev=order.visit.schedule_rev,
            named=bool(ask.named),
            policy=policy.as_json(),
            candidates=[snapshot(each) for each in can],
            left_out=[*without, *cannot],
            opened_at=turn.now,
        )
    )
    order.offers = []


def _ask_next(turn: Turn, current: Round, *, looked_at: bool) -> list[Offer]:
    policy = RoundPolicy.read(current.policy)
    asked = [each.technician_id for each in turn.order.offers if each.status is not NOT_MADE]
    ids = waiting(current.candidates, asked, [each["id"] for each in current.left_out])
    room = policy.room(len(turn.order.open_offers()), len(ids))
    if not ids or not room:
        return []
    made = list[Offer]()
    for some in _batches(ids, max(room, AT_ONCE)):
        able = some if looked_at else _still_able(turn, current, some)
        until = _deadlines(turn, current, policy, able)
        in_time = [(each, expires_at) for each in able if (expires_at := until[each]) is not None]
        made += [_offer(turn, current, *each) for each in in_time[: room - len(made)]]
        if len(made) == room:
            break
    turn.session.add_all(made)
    turn.session.flush()
    turn.order.offers.extend(made)
    return made


def _batches(ids: list[int], size: int) -> Iterator[list[int]]:
    """Mostly the first few can go: no more than those are looked at."""
    for first in range(0, len(ids), size):
        yield ids[first : first + size]


def _offer(turn: Turn, current: Round, technician_id: int, expires_at: datetime) -> Offer:
    return Offer(
        company_id=turn.actor.company_id,
        round_id=current.id,
        visit_id=turn.order.visit.id,
        technician_id=technician_id,
        made_at=turn.now,
        expires_at=expires_at,
    )


def _still_able(turn: Turn, current: Round, ids: list[int]) -> list[int]:
    """Those of them who can still go; nobody is asked in vain."""
    ask = Ask(named=tuple(ids) if current.named else ())
    found = look(turn, ask, only=ids)
    gone = [left_out(each) for each in found if not each.can_go]
    if gone:
        current.left_out = [*current.left_out, *gone]
    return [each for each in ids if each not in {one["id"] for one in gone}]


def _deadlines(turn: Turn, current: Round, policy: RoundPolicy, ids: list[int]) -> dict[int, datetime | None]:
    """Until when each could answer; None for who could not in time, which is noted with the round."""
    order, travel = turn.order, {each["id"]: each["travel_minutes"] for each in current.candidates}
    begins, margin = begins_at(turn), _margin(current)
    found: dict[int, datetime | None] = {}
    for worker in workers(turn.session, order.company, ids, Span(turn.now, turn.now + HORIZON)):
        minutes = travel.get(worker.id)
        way = timedelta(minutes=order.profile.travel_minutes if minutes is None else minutes)
        until = answer_by(turn.now, policy.minutes, worker, always=order.work.priority is Priority.EMERGENCY)
        latest = last_answer(begins, way, margin)
        too_late = until is None or (latest is not None and until > latest)
        found[worker.id] = None if too_late else until
    late = [each for each in current.candidates if each["id"] in ids and found.get(each["id"]) is None]
    if late:
        current.left_out = [*current.left_out, *(_too_late(each) for each in late)]
    return {technician_id: found.get(technician_id) for technician_id in ids}


def _margin(current: Round) -> timedelta:
    return timedelta(minutes=RoundPolicy.read(current.policy).margin_minutes)


def _too_late(each: JsonObject) -> JsonObject:
    sentence = f"{each['name']} could not answer in time: it begins too soon."
    return {"id": each["id"], "name": each["name"], "why": ["too_late"], "sentence": sentence}


def _exhausted(turn: Turn, reasons: tuple[str, ...]) -> e.DispatchEscalated:
    """L40: the round is over, and whoever is on duty is asked to decide."""
    order, ended = turn.order, turn.order.round
    assert ended is not None
    ended.step, ended.acknowledged_at, ended.acknowledged_by = Chain.COORDINATOR, None, None
    close_round(turn, RoundStatus.EXHAUSTED, OfferStatus.EXPIRED, "nobody took it")
    person = on_duty(turn.session, order.company, order.coordinator, turn.now)
    wait = timedelta(minutes=RoundPolicy.read(ended.policy).escalation_minutes)
    return e.DispatchEscalated(
        round_id=ended.id,
        reasons=reasons,
        left_out=_sentences(ended),
        on_duty={"id": person.id, "name": person.name, "slack_user_id": person.slack_user_id}
        if person
        else None,
        supervisor_at=turn.now + wait,
        group_at=turn.now + 2 * wait,
    )


def _sentences(ended: Round) -> tuple[str, ...]:
    return tuple(each["sentence"] for each in ended.left_out)


def _why_not(turn: Turn, offer: Offer) -> str:
    technician = turn.find(Technician, offer.technician_id)
    assert technician is not None
    said = f"declined: {offer.reason}" if offer.status is OfferStatus.DECLINED else "did not answer in time"
    return f"{technician.name} {said}"


def _asked_by_name(each: Candidate) -> Candidate:
    left = tuple(found for found in each.exclusions if found.why is not Why.DECLINED)
    return replace(each, exclusions=left)


def _can_be_offered(turn: Turn) -> bool:
    """Whether L36 would let it be offered; a job that rests or has no date waits for the office."""
    order = turn.order
    tests = (
        guards.no_technician,
        guards.no_open_round,
        guards.planned,
        guards.window_ahead,
        guards.quote_approved,
    )
    return order.status is not Main.ON_HOLD and all(test(order, turn.now) is None for test in tests)
