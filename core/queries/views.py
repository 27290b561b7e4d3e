"""Read models: frozen, complete, and free of ORM rows. Edges build messages and pages from these."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from core.commands import Command
from core.dispatch import Repairs
from core.model import (
    Asks,
    CardKind,
    CardStatus,
    Chain,
    Confirmation,
    Main,
    MessageStatus,
    OfferStatus,
    Priority,
    QuoteStatus,
    RequestStatus,
    RoundStatus,
)
from core.profiles import Profile
from core.queries.deliveries import MailView
from core.queries.items import ItemView

CommandType = type[Command]


@dataclass(frozen=True, kw_only=True)
class CompanyView:
    name: str
    zone: str
    locale: str
    currency: str
    phone: str | None
    slack_team_id: str | None
    dispatch_channel: str | None
    profile: Profile


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """Staff: `id` is the staff id, `technician_id` set for technicians."""

    id: int
    name: str
    slack_user_id: str | None
    technician_id: int | None = None
    phone: str | None = None
    email: str | None = None
    zone: str | None = None
    """Where their clock is; None: the company's."""


@dataclass(frozen=True, kw_only=True)
class WindowView:
    start: datetime
    end: datetime
    date_only: bool
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestView:
    """An open wish for another time; `proposals` in the order they were said."""

    id: int
    words: str
    proposals: tuple[WindowView, ...]
    status: RequestStatus = RequestStatus.OPEN
    answer_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class OfferView:
    id: int
    technician: PersonView
    status: OfferStatus
    reason: str | None
    expires_at: datetime
    answered_at: datetime | None
    closed_by: str | None = None
    """Who ended it without being asked."""
    late_at: datetime | None = None
    """When it was accepted after its time."""


@dataclass(frozen=True)
class MentionView:
    """Somebody to be mentioned in Slack; by name alone where they are not linked."""

    name: str
    slack_user_id: str | None


@dataclass(frozen=True, kw_only=True)
class EscalationView:
    """A round in which nobody was found. `on_duty`: who was asked to decide; None: nobody was on shift."""

    round_id: int
    status: RoundStatus
    """No longer `exhausted` once an undo has let it go on."""
    step: Chain | None
    reasons: tuple[str, ...]
    """Why each technician asked did not take it, or why nobody was asked."""
    left_out: tuple[str, ...]
    """Why others were not asked."""
    on_duty: MentionView | None
    acknowledged_by: str | None
    """Who said that they see to it."""
    repairs: Repairs = field(default_factory=Repairs)
    """What can be done as things are now."""


@dataclass(frozen=True, kw_only=True)
class QuoteView:
    version: int
    status: QuoteStatus
    total: Decimal
    summary: str


@dataclass(frozen=True, kw_only=True)
class ContactView:
    id: int
    name: str
    email: str | None
    phone: str | None
    bounced: bool
    complained: bool = False
    stopped: bool = False
    """They get no reminders and no status mails."""


@dataclass(frozen=True, kw_only=True)
class SiteView:
    id: int
    name: str
    address: str
    zone: str
    access_notes: str | None
    customer: str


@dataclass(frozen=True, kw_only=True)
class UnitView:
    """A device, or a vehicle."""

    id: int
    name: str
    model: str | None
    serial: str | None
    is_mobile: bool = False
    customer: str = ""
    site: SiteView | None = None
    """Where it stands; None for vehicles and what is not installed."""


@dataclass(frozen=True, kw_only=True)
class CustomerView:
    id: int
    name: str
    sites: tuple[SiteView, ...]
    units: tuple[UnitView, ...]


@dataclass(frozen=True, kw_only=True)
class ServiceTypeView:
    """`price` only for those who see prices (S1.14)."""

    id: int
    name: str
    price: Decimal | None
    minutes: int
    skills: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TemplateView:
    id: int
    name: str
    type: str
    title: str


@dataclass(frozen=True, kw_only=True)
class DeviceTypeView:
    id: int
    name: str
    model: str


@dataclass(frozen=True, kw_only=True)
class ScopeView:
    """What a work order says apart from title, type and description. `phases`: numbers of what was split off."""

    unit: UnitView | None = None
    service_type: str | None = None
    priority: Priority = Priority.NORMAL
    due_at: datetime | None = None
    minutes: int | None = None
    instructions: str = ""
    customer_note: str = ""
    quotation: str | None = None
    origin: int | None = None
    """The work order it was split off from."""
    phases: tuple[int, ...] = ()
    files: int = 0
    """What the customer sent by mail: how many files, `photos` of them photos."""
    photos: int = 0


@dataclass(frozen=True, kw_only=True)
class OrderView:
    """A work order as cards, modals and answers show it. Times are aware UTC; show them in site.zone."""

    number: int
    version: int
    status: str
    """The profile's name of the status (lifecycle §5)."""
    main: Main
    badges: tuple[str, ...]
    type: str
    title: str
    description: str
    site: SiteView
    contact: ContactView | None
    window: WindowView | None
    schedule_rev: int
    confirmation: Confirmation
    confirmed_at: datetime | None
    technician: PersonView | None
    coordinator: PersonView
    request: RequestView | None
    offers: tuple[OfferView, ...]
    """Of the open round, or else of the last one."""
    quote: QuoteView | None
    """Prices are for those with pricing.view; None for anybody else."""
    created_at: datetime
    possible: tuple[CommandType, ...]
    """What the reader may do now; buttons come from this."""
    items: tuple[ItemView, ...] = ()
    """By number; empty for work that is one piece."""
    scope: ScopeView = ScopeView()
    planned: WindowView | None = None
    """The hour in the technician's day, where it is not the whole window."""
    since: datetime | None = None
    """Since when the work is where it is, as whoever moved it says."""
    reported_at: datetime | None = None
    """When we heard of that, if it was later (I16)."""
    mail: MailView | None = None
    """Our newest mail to the customer that was not dropped."""
    worked: timedelta | None = None
    """How long the work took, pauses left out (S2.19); None until it has ended."""

    @property
    def reference(self) -> str:
        return f"WO-{self.number}"


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """One line of a list."""

    number: int
    status: str
    title: str
    customer: str
    site: str
    zone: str
    priority: Priority
    window: WindowView | None
    technician: str | None


@dataclass(frozen=True)
class Became:
    """Something that changed: `what` is `window` or `technician` (by name); None is none."""

    what: str
    before: WindowView | str | None
    after: WindowView | str | None


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    at: datetime
    """When it was, as its doer says."""
    recorded_at: datetime | None = None
    """When we heard of it (I16); None if that is the same."""
    name: str
    """The event's name, e.g. `visit.confirmed`."""
    actor: str
    channel: str
    data: dict[str, Any]
    proof: int
    became: tuple[Became, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnverifiedView:
    """What a reply that nothing proves would do (N.11). `contact_id` is for whom a person would apply it; `address` and
    `name` are the writer's, where they could be added to the customer.
    """

    commands: tuple[Command, ...]
    does: str
    contact_id: int
    address: str
    name: str


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """An inbound message in triage."""

    id: int
    sender: str | None
    subject: str | None
    text: str
    status: MessageStatus
    why: str | None
    order: int | None
    asks: Asks | None
    """What our message it answers had asked."""
    schedule_rev: int | None
    settled: str | None
    """How a person dealt with it, and who."""
    done: str | None = None
    """What was done with it already; the rest waits for a person."""
    unverified: UnverifiedView | None = None
    known_as: str | None = None
    """Who of ours has the sender's address: "Cara Cole, Acme Foods"."""
    disowned: str | None = None
    """Why it is probably forged, where its domain says so."""
    files: tuple[str, ...] = ()
    """What came with it, each with its size."""
    left_out: tuple[str, ...] = ()
    """What came with it and is not kept, each with the reason."""
    has_loose_files: bool = False
    """Whether some of the files are with no work order."""
    may_become_order: bool = False
    """It waits for a person, and nothing but perhaps its sender ties it to a work order there is."""


@dataclass(frozen=True, kw_only=True)
class CardView:
    """A Slack message to post or update, with what it shows."""

    id: int
    kind: CardKind
    post_key: str
    status: CardStatus
    channel: str | None
    ts: str | None
    staff: PersonView | None
    """In whose direct messages; None: the company's dispatch channel."""
    dispatch_channel: str
    team_id: str
    shown: str | None
    order: OrderView | None
    offer: OfferView | None
    message: MessageView | None
    request: RequestView | None
    """For a request card: the wish it is about, answered or not."""
    escalation: EscalationView | None
    """For an escalation card."""
    created_at: datetime
