"""Time off: entered, and the visits in it dealt with in the same command (N.25, P.44); taken back."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.availability import Span
from core.availability.spans import moment
from core.handlers.dispatching import unassign
from core.handlers.elsewhere import do_there
from core.handlers.rounds import lapse
from core.handlers.scheduling import move
from core.handlers.visits_in_absence import Hit, hit_visits
from core.model import Company, Main, Staff, Technician, TimeOff
from core.people import Permission
from core.refusals import Missing, Perm, Refusal, State, Time
from core.times_in_words import Manner, stretch_words
from core.turn import Events, Turn

LONGEST = timedelta(days=366)


def take_time_off(turn: Turn, command: c.TakeTimeOff) -> Events:
    """N.25: whoever is off is off at once; each of their visits that does not fit any more is unassigned and offered
    to others, or moved. Customers hear of it only when their window moves.
    """
    person = _whose(turn, command.staff_id)
    _check(turn, command)
    known = _known(turn, person, command)
    was_off = tuple(Span(each.starts_at, each.ends_at) for each in known)
    row = _enter(turn, person, command, known)
    hits = hit_visits(turn, person, Span(command.starts_at, command.ends_at), was_off)
    jobs = tuple(_deal_with(turn, hit, person, command) for hit in hits)
    yield e.TimeOffTaken(
        time_off_id=row.id,
        staff_id=person.id,
        person=person.name,
        when=stretch_words(row.starts_at, row.ends_at, _manner(turn, person)),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason.value,
        words=row.words or "",
        jobs=jobs,
    )


def cancel_time_off(turn: Turn, command: c.CancelTimeOff) -> Events:
    """Visits that others have or were asked about meanwhile stay as they are: a second change of mind costs trust."""
    row = turn.find(TimeOff, command.time_off_id)
    if row is None:
        raise Missing(f"There is no time off {command.time_off_id}. `/wo off list` shows what there is.")
    person = _whose(turn, row.staff_id)
    if row.ends_at <= turn.now:
        raise State("That time off is over already.")
    yield e.TimeOffCancelled(
        staff_id=person.id,
        person=person.name,
        when=stretch_words(row.starts_at, row.ends_at, _manner(turn, person)),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason.value,
        words=row.words or "",
    )
    turn.session.delete(row)


def _whose(turn: Turn, staff_id: int) -> Staff:
    """Everybody enters their own; that of others is for those who dispatch."""
    person = turn.find(Staff, staff_id)
    if person is None:
        raise Missing("There is nobody like that on your staff.", field="person")
    if person.id != turn.actor.id and not turn.actor.may(Permission.OFFER):
        raise Perm(
            f"Only a dispatcher enters time off for others (`{Permission.OFFER}`). Yours: `/wo off me …`."
        )
    # One entry after the other for each person.
    turn.session.refresh(person, with_for_update={"key_share": True})
    return person


def _check(turn: Turn, command: c.TakeTimeOff) -> None:
    if command.starts_at >= command.ends_at:
        raise Time("That ends before it starts.", field="when")
    if command.ends_at <= turn.now:
        raise Time("That is over already. Give a time that is still to come.", field="when")
    if command.ends_at - command.starts_at > LONGEST:
        raise Time("That is longer than a year. Make them inactive instead.", field="when")
    if command.moves_to is not None and not turn.actor.may(Permission.EDIT):
        raise Perm(
            f"Only a dispatcher moves visits (`{Permission.EDIT}`). Leave the new day out: they are offered."
        )


def _known(turn: Turn, person: Staff, command: c.TakeTimeOff) -> list[TimeOff]:
    """What they have of it already, or right beside it."""
    asked = select(TimeOff).where(
        TimeOff.company_id == turn.actor.company_id,
        TimeOff.staff_id == person.id,
        TimeOff.starts_at <= command.ends_at,
        TimeOff.ends_at >= command.starts_at,
    )
    return list(turn.session.scalars(asked.order_by(TimeOff.starts_at, TimeOff.id)))


def _enter(turn: Turn, person: Staff, command: c.TakeTimeOff, near: list[TimeOff]) -> TimeOff:
    """Together with what touches it and has the same reason; two reasons for the same hours are a mistake."""
    starts_at, ends_at = command.starts_at, command.ends_at
    same = [each for each in near if each.reason is command.reason]
    for each in near:
        if each not in same and each.starts_at < ends_at and each.ends_at > starts_at:
            raise State(_taken(turn, person, each))
    words = command.words.strip() or None
    if same:
        return _join(turn, same, starts_at, ends_at, words)
    return turn.add(
        TimeOff(staff_id=person.id, starts_at=starts_at, ends_at=ends_at, reason=command.reason, words=words)
    )


def _join(
    turn: Turn, rows: list[TimeOff], starts_at: datetime, ends_at: datetime, words: str | None
) -> TimeOff:
    first, *others = rows
    first.starts_at = min(starts_at, first.starts_at)
    first.ends_at = max(ends_at, *(each.ends_at for each in rows))
    first.words = words or first.words
    for each in others:
        turn.session.delete(each)
    turn.session.flush()
    return first


def _taken(turn: Turn, person: Staff, row: TimeOff) -> str:
    when = stretch_words(row.starts_at, row.ends_at, _manner(turn, person))
    return (
        f"{person.name} is off {when} already ({row.reason}, no. {row.id}). "
        f"Give the time around it, or take it back first: `/wo off cancel {row.id}`."
    )


def _deal_with(turn: Turn, hit: Hit, person: Staff, command: c.TakeTimeOff) -> str:
    """What became of one visit, as a sentence."""
    order = hit.order
    if hit.is_offered:
        events = do_there(turn, order, lambda there: lapse(there, hit.technician_id))
        return f"{order.reference}{_with_whom(turn, events) or ' is offered to the others who were asked'}."
    if hit.is_under_way:
        return (
            f"{order.reference} is under way: `/wo assign {order.reference} @name` gives it to somebody else."
        )
    why = f"off, {command.reason}" if command.reason != "other" else "off"
    if command.moves_to is not None and order.status is Main.READY:
        window = _same_hours(hit, command.moves_to)
        try:
            events = do_there(turn, order, lambda there: move(there, window, f"{person.name} is not there"))
        except Refusal as refusal:
            raise type(refusal)(f"{order.reference}: {refusal.words}", field="day") from refusal
        return f"{order.reference} is moved to {command.moves_to:%a} {command.moves_to.day} {command.moves_to:%b}{_with_whom(turn, events)}."
    events = do_there(
        turn, order, lambda there: unassign(there, c.Unassign(reason=f"{person.name} is {why}"))
    )
    return f"{order.reference}{_with_whom(turn, events) or ' has nobody now'}."


def _with_whom(turn: Turn, events: tuple[e.Happened, ...]) -> str:
    """Who goes now, as the events tell it; empty when nothing is said of it."""
    found = list(_sayings(turn, events))
    return found[-1] if found else ""


def _sayings(turn: Turn, events: tuple[e.Happened, ...]) -> Iterator[str]:
    for event in events:
        match event:
            case e.OffersMade(technician_ids=ids):
                names = [each.name for each in (turn.find(Technician, one) for one in ids) if each]
                yield f" is offered to {', '.join(names)}"
            case e.DispatchEscalated():
                yield " waits for your decision: nobody can be asked"
            case e.VisitMoved(lost=str()):
                yield ", without a technician"


def _same_hours(hit: Hit, day: date) -> c.Window:
    """The same hours of that day on the site's clock."""
    visit, zone = hit.order.visit, ZoneInfo(hit.order.site.zone)
    assert visit.window_start is not None
    assert visit.window_end is not None
    start, end = visit.window_start.astimezone(zone), visit.window_end.astimezone(zone)
    shift = day - start.date()
    return c.Window(
        start=moment(day, start.time(), zone),
        end=moment(end.date() + shift, end.time(), zone),
        date_only=visit.date_only,
    )


def _manner(turn: Turn, person: Staff) -> Manner:
    """On that person's clock."""
    company = turn.session.get_one(Company, turn.actor.company_id)
    return Manner(zone=person.zone or company.zone, locale=company.locale, short=True)
