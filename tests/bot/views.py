"""Read models of the cast, made by hand for tests of pure functions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.blocks.windows import Reader
from bot.known import Known
from core import commands as c
from core.availability import Exclusion, Why
from core.dispatch import OtherTechnician, OtherTime, Repairs
from core.model import (
    Asks,
    CardKind,
    CardStatus,
    Confirmation,
    Main,
    MessageStatus,
    OfferStatus,
    RequestStatus,
    RoundStatus,
)
from core.profiles import PROFILES
from core.queries.views import (
    CardView,
    CompanyView,
    ContactView,
    EscalationView,
    MentionView,
    MessageView,
    OfferView,
    OrderView,
    PersonView,
    RequestView,
    SiteView,
    WindowView,
)
from tests.cast import FRIDAY, MONDAY_NINE, THURSDAY

COMPANY = CompanyView(
    name="Northgate Inspections",
    zone="America/Chicago",
    locale="en_US",
    currency="USD",
    phone="+1 312 555 0100",
    slack_team_id="T0NORTH",
    dispatch_channel="C0DISPATCH",
    profile=PROFILES["visit"],
)
READER = Reader.of(COMPANY)
DORA = PersonView(id=1, name="Dora Diaz", slack_user_id="U0DORA")
TOM = PersonView(id=4, name="Tom Tran", slack_user_id="U0TOM", technician_id=41, phone="+1 312 555 0121")
TINA = PersonView(id=5, name="Tina Torres", slack_user_id="U0TINA", technician_id=42)
ACME = SiteView(
    id=7,
    name="Acme HQ",
    address="1200 W Fulton Market, Chicago, IL 60607",
    zone="America/Chicago",
    access_notes="Gate code 4411",
    customer="Acme Foods",
)
COLD = replace(ACME, id=8, name="Acme Cold Store", access_notes=None)
BREWHOUSE = replace(
    ACME, id=9, name="Müller Brewhouse", zone="America/Detroit", customer="Müller Brothers Brewing"
)
CARA = ContactView(
    id=3, name="Cara Cole", email="cara@acmefoods.example", phone="+1 312 555 0131", bounced=False
)
EVERYTHING = (
    c.Note,
    c.SendQuote,
    c.Schedule,
    c.Reschedule,
    c.RequestConfirmation,
    c.ConfirmOnBehalf,
    c.Assign,
    c.OfferVisit,
    c.Depart,
    c.Arrive,
    c.Start,
    c.Complete,
    c.Cancel,
)


def shown(at: c.Window) -> WindowView:
    return WindowView(start=at.start, end=at.end, date_only=at.date_only)


def order(**changes: Any) -> OrderView:
    """WO-12 at Acme HQ, on Thursday from two to four, nobody assigned."""
    usual = OrderView(
        number=12,
        version=3,
        status="Created",
        main=Main.READY,
        badges=("awaiting the customer's answer",),
        type="inspection",
        title="Annual fire inspection",
        description="All floors.",
        site=ACME,
        contact=CARA,
        window=shown(THURSDAY),
        schedule_rev=1,
        confirmation=Confirmation.REQUESTED,
        confirmed_at=None,
        technician=None,
        coordinator=DORA,
        request=None,
        offers=(),
        quote=None,
        created_at=MONDAY_NINE,
        possible=EVERYTHING,
    )
    return replace(usual, **changes)


def offer(status: OfferStatus = OfferStatus.OPEN, **changes: Any) -> OfferView:
    usual = OfferView(
        id=31,
        technician=TOM,
        status=status,
        reason=None,
        expires_at=MONDAY_NINE + timedelta(minutes=30),
        answered_at=None,
    )
    return replace(usual, **changes)


OFFERS = {
    CardKind.OFFER: offer(),
    CardKind.LATE_ACCEPT: offer(OfferStatus.EXPIRED, late_at=MONDAY_NINE + timedelta(minutes=45)),
}


def request(status: RequestStatus = RequestStatus.OPEN, **changes: Any) -> RequestView:
    usual = RequestView(
        id=9,
        words="Friday at 9 would be better",
        proposals=(shown(FRIDAY),),
        status=status,
        answer_reason=None,
    )
    return replace(usual, **changes)


def message(**changes: Any) -> MessageView:
    usual = MessageView(
        id=77,
        sender="cara@acmefoods.example",
        subject="Re: Your visit",
        text="Maybe. Who is coming?",
        status=MessageStatus.TRIAGE,
        why="“Maybe” is no clear answer.",
        order=12,
        asks=Asks.CONFIRM_VISIT,
        schedule_rev=1,
        settled=None,
    )
    return replace(usual, **changes)


def escalation(**changes: Any) -> EscalationView:
    usual = EscalationView(
        round_id=5,
        status=RoundStatus.EXHAUSTED,
        step=None,
        reasons=("Tom Tran declined: too far",),
        left_out=("Needs gas licence; Raj Rao does not have it.",),
        on_duty=MentionView("Dora Diaz", "U0DORA"),
        acknowledged_by=None,
        repairs=Repairs(
            technician=OtherTechnician(
                42, "Tina Torres", 24, (Exclusion(Why.BUSY, "Tina Torres has WO-9 2:00–4:00 pm."),)
            ),
            time=OtherTime(FRIDAY.start, FRIDAY.end, ("Tom Tran", "Tina Torres")),
            splits=(2, 3),
        ),
    )
    return replace(usual, **changes)


def card(kind: CardKind, **changes: Any) -> CardView:
    usual = CardView(
        id=1,
        kind=kind,
        post_key="k" * 32,
        status=CardStatus.NONE,
        channel=None,
        ts=None,
        staff=TOM if kind in {CardKind.OFFER, CardKind.ASSIGNMENT} else None,
        dispatch_channel="C0DISPATCH",
        team_id="T0NORTH",
        shown=None,
        order=order(),
        offer=OFFERS.get(kind),
        message=message() if kind is CardKind.TRIAGE else None,
        request=request() if kind is CardKind.REQUEST else None,
        escalation=escalation() if kind is CardKind.ESCALATION else None,
        created_at=MONDAY_NINE,
    )
    return replace(usual, **changes)


def known(**changes: Any) -> Known:
    usual = Known(
        now=MONDAY_NINE, company=COMPANY, technicians=(TINA, TOM), order=order(), sites=(ACME,), me=TOM.id
    )
    return replace(usual, **changes)
