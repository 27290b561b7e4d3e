"""The company of a simulated day, drawn by lot and written like a company file: people, sites, skills, plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.simulate.size import FIRST_DAY, HOLIDAY, ZONE, Size
from core.identity import contact_actor, slack_actor
from core.model import Contact, OffReason, Site
from core.people import Actor, Proof, Role
from core.roster import (
    CompanyPart,
    ContactPart,
    CustomerPart,
    HolidayPart,
    OffPart,
    Roster,
    ServiceTypePart,
    SitePart,
    SitePlanPart,
    SkillPart,
    StaffPart,
)

TEAM = "T0NORTH"
SITES_A_TECHNICIAN, SITES_A_CUSTOMER = 2, 2
DISPATCHERS, SUPERVISORS = 4, 2
PLANNED = 0.2
"""Of the work orders of a day, so many come from plans."""
HOURS = (
    "mon-fri 7:00-16:00",
    "mon-fri 8:00-17:00",
    "mon-fri 8:00-12:00 12:30-17:30",
    "mon-fri 9:00-18:00, sat 9:00-13:00",
    "mon-sat 7:00-19:00",
)
ZONES = ("America/Chicago",) * 18 + ("America/New_York", "America/Denver")
SERVICES = (
    ServiceTypePart(name="Inspection", minutes=30),
    ServiceTypePart(name="Alarm service", minutes=25, skills=("alarms",)),
    ServiceTypePart(name="Boiler service", minutes=45, skills=("gas",)),
)
PLAN_HOURS = ("9:00-11:00", "10:00-12:00", "13:00-15:00", "14:00-17:00")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class People:
    """Everybody who acts, by what they do."""

    company_id: int
    dispatchers: tuple[Actor, ...]
    supervisors: tuple[Actor, ...]
    technicians: tuple[Actor, ...]
    contacts: dict[int, Actor]
    """By contact id."""
    sites: tuple[int, ...]


def company(size: Size, dice: Random) -> Roster:
    """With as much planned work for each weekday that is simulated."""
    weekdays = sorted({day.weekday() for day in size.working_days})
    plans = [_plan(size, dice, day) for day in weekdays for _ in range(int(size.orders * PLANNED))]
    customers = max(4, size.technicians * SITES_A_TECHNICIAN // SITES_A_CUSTOMER)
    return Roster(
        company=CompanyPart(
            name="Northgate Field Services",
            mailbox="northgate",
            zone=ZONE.key,
            slack_team_id=TEAM,
            dispatch_channel="C0DISPATCH",
        ),
        staff=(*_office(), *(_technician(size, dice, at) for at in range(size.technicians))),
        customers=tuple(_customer(dice, at, plans[at::customers]) for at in range(customers)),
        service_types=SERVICES,
        holidays=(HolidayPart(day=HOLIDAY, name="Veterans Day"),),
    )


def people(session: Session, company_id: int, size: Size) -> People:
    """As the edges would know them."""

    def actor(user: str) -> Actor:
        found = slack_actor(session, TEAM, user)
        assert found is not None
        return found

    contacts = session.scalars(select(Contact).order_by(Contact.id)).all()
    return People(
        company_id=company_id,
        dispatchers=tuple(actor(f"UD{at}") for at in range(DISPATCHERS)),
        supervisors=tuple(actor(f"US{at}") for at in range(SUPERVISORS)),
        technicians=tuple(actor(f"UT{at}") for at in range(size.technicians)),
        contacts={
            each.id: contact_actor(session, company_id, each.id, Proof.KNOWN_ADDRESS, each.email or "")
            for each in contacts
        },
        sites=tuple(session.scalars(select(Site.id).order_by(Site.id))),
    )


def _office() -> Iterator[StaffPart]:
    for at in range(DISPATCHERS):
        yield StaffPart(
            name=f"Dora {at}",
            email=f"dora{at}@northgate.example",
            roles=(Role.DISPATCHER,),
            slack_user_id=f"UD{at}",
            duty_order=at + 1,
        )
    for at in range(SUPERVISORS):
        yield StaffPart(
            name=f"Sue {at}",
            email=f"sue{at}@northgate.example",
            roles=(Role.SUPERVISOR,),
            slack_user_id=f"US{at}",
        )


def _technician(size: Size, dice: Random, at: int) -> StaffPart:
    written = {
        "name": f"Tech {at}",
        "email": f"tech{at}@northgate.example",
        "roles": (Role.TECHNICIAN,),
        "slack_user_id": f"UT{at}",
        "zone": dice.choice(ZONES),
        "hours": dice.choice(HOURS),
        "jobs_per_day": dice.randint(9, 13),
        "base": _place(dice),
        "skills": tuple(_skills(dice)),
        "off": tuple(_off(size, dice)),
    }
    return StaffPart.model_validate(written)


def _skills(dice: Random) -> Iterator[SkillPart]:
    """Some ran out, some will while it is looked at."""
    for name, licence in (("alarms", False), ("gas", True)):
        if dice.random() < 0.75:
            until = FIRST_DAY + timedelta(days=dice.randint(-10, 20)) if dice.random() < 0.15 else None
            yield SkillPart(name=name, licence=licence, valid_until=until)


def _off(size: Size, dice: Random) -> Iterator[OffPart]:
    if dice.random() < 0.04 * min(size.days, 10):
        first = FIRST_DAY + timedelta(days=dice.randrange(size.days))
        last = first + timedelta(days=dice.choice((0, 0, 1, 6)))
        yield OffPart(start=first, end=last, reason=dice.choice((OffReason.PTO, OffReason.TRAINING)))


def _customer(dice: Random, at: int, plans: list[SitePlanPart]) -> CustomerPart:
    sites = tuple(
        SitePart(
            name=f"Site {at}.{number}",
            address=f"{at} Main St",
            zone="America/Indiana/Indianapolis" if dice.random() < 0.05 else ZONE.key,
            place=_place(dice) if dice.random() < 0.95 else None,
            plans=tuple(
                each.model_copy(update={"title": f"Service {at}.{number}.{place}"})
                for place, each in enumerate(plans[number::SITES_A_CUSTOMER])
            ),
        )
        for number in range(SITES_A_CUSTOMER)
    )
    # One of twenty cannot be reached by mail.
    email = f"casey{at}@customer{at}.example" if dice.random() < 0.95 else None
    return CustomerPart(
        name=f"Customer {at}",
        contacts=(ContactPart(name=f"Casey {at}", email=email, primary=True),),
        sites=sites,
    )


def _plan(size: Size, dice: Random, weekday: int) -> SitePlanPart:
    technician = f"tech{dice.randrange(size.technicians)}@northgate.example" if dice.random() < 0.3 else None
    return SitePlanPart(
        title="Service",
        type="maintenance",
        every=f"RRULE:FREQ=WEEKLY;BYDAY={WEEKDAYS[weekday]}",
        start=_first(weekday),
        coordinator=f"dora{dice.randrange(DISPATCHERS)}@northgate.example",
        technician=technician,
        hours=dice.choice(PLAN_HOURS),
        minutes=dice.choice((20, 30, 45)),
        ahead=0,
    )


def _first(weekday: int) -> date:
    return FIRST_DAY + timedelta(days=(weekday - FIRST_DAY.weekday()) % 7)


def _place(dice: Random) -> tuple[float, float]:
    return (round(dice.uniform(41.80, 41.96), 5), round(dice.uniform(-87.75, -87.60), 5))
