"""The sample company of the sandbox: who works there, whom it serves, where, and on what equipment.

Plain frozen values, no database and no wires. The demo seeds its database from them, the Slack stand-in its
workspace, and the mailboxes their owners, so that all three agree on every name, id and address. All addresses
end in `.example` (RFC 2606) and all telephone numbers are from the fictional 555-01xx range.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal["dispatcher", "supervisor", "billing", "technician"]


@dataclass(frozen=True)
class Company:
    name: str
    profile: str
    zone: str  # IANA
    slack_team_id: str
    slack_domain: str
    office_email: str  # where a customer writes when they start a conversation themselves


@dataclass(frozen=True)
class Person:
    """One of the company's own people: on Slack, with an e-mail address and a telephone."""

    name: str
    role: Role
    slack_user_id: str
    email: str
    phone: str
    title: str
    base: tuple[float, float] | None = None  # latitude and longitude: where a technician's day begins

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def handle(self) -> str:
        """The name after the @ in Slack: "tom"."""
        return self.first_name.casefold()


@dataclass(frozen=True)
class Channel:
    name: str
    slack_channel_id: str
    topic: str
    member_ids: tuple[str, ...]
    has_bot: bool


@dataclass(frozen=True)
class Contact:
    """A customer's person with a mailbox in the sandbox."""

    name: str
    email: str
    phone: str
    title: str

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


@dataclass(frozen=True)
class Equipment:
    name: str
    model: str
    serial: str


@dataclass(frozen=True)
class Site:
    name: str
    address: str
    zone: str  # IANA: windows are shown in the site's own time
    access_notes: str
    equipment: tuple[Equipment, ...]
    place: tuple[float, float]  # latitude and longitude


@dataclass(frozen=True)
class Customer:
    name: str
    primary_contact: Contact
    sites: tuple[Site, ...]


COMPANY = Company(
    name="Northgate Inspections",
    profile="visit",
    zone="America/Chicago",
    slack_team_id="T0NORTH",
    slack_domain="northgate-inspections",
    office_email="service@northgate.example",
)

DORA = Person("Dora Diaz", "dispatcher", "U0DORA", "dora@northgate.example", "+1 312 555 0110", "Dispatcher")
SUE = Person("Sue Shaw", "supervisor", "U0SUE", "sue@northgate.example", "+1 312 555 0111", "Supervisor")
BILL = Person("Bill Boyd", "billing", "U0BILL", "bill@northgate.example", "+1 312 555 0112", "Billing")
TOM = Person(
    "Tom Tran",
    "technician",
    "U0TOM",
    "tom@northgate.example",
    "+1 312 555 0121",
    "Fire inspector",
    base=(41.8565, -87.6615),
)
TINA = Person(
    "Tina Torres",
    "technician",
    "U0TINA",
    "tina@northgate.example",
    "+1 312 555 0122",
    "Boiler inspector",
    base=(41.8850, -87.7845),
)
RAJ = Person(
    "Raj Rao",
    "technician",
    "U0RAJ",
    "raj@northgate.example",
    "+1 312 555 0123",
    "Elevator inspector",
    base=(42.0334, -87.7334),
)
INES = Person(
    "Ines Iqbal",
    "technician",
    "U0INES",
    "ines@northgate.example",
    "+1 616 555 0124",
    "Fire inspector",
    base=(42.9634, -85.6681),
)

STAFF: tuple[Person, ...] = (DORA, SUE, BILL, TOM, TINA, RAJ, INES)
TECHNICIANS: tuple[Person, ...] = tuple(person for person in STAFF if person.role == "technician")

BOT_USER_ID = "U0TRUCKROLL"
BOT_NAME = "truckroll"

DISPATCH = Channel(
    name="dispatch",
    slack_channel_id="C0DISPATCH",
    topic="Every work order has its card here",
    member_ids=tuple(person.slack_user_id for person in STAFF),
    has_bot=True,
)
GENERAL = Channel(
    name="general",
    slack_channel_id="C0GENERAL",
    topic="Everybody at Northgate",
    member_ids=tuple(person.slack_user_id for person in STAFF),
    has_bot=False,
)
CHANNELS: tuple[Channel, ...] = (DISPATCH, GENERAL)

ACME_FOODS = Customer(
    name="Acme Foods",
    primary_contact=Contact("Cara Cole", "cara@acmefoods.example", "+1 312 555 0131", "Facilities manager"),
    sites=(
        Site(
            name="Acme HQ",
            address="1200 W Fulton Market, Chicago, IL 60607",
            zone="America/Chicago",
            access_notes="Gate code 4411, dog in the yard. Ask for Cara at reception.",
            place=(41.8867, -87.6573),
            equipment=(
                Equipment("Fire alarm panel", "Notifier NFS-320", "NF320-88412"),
                Equipment("Sprinkler riser, floors 1-4", "Viking VK100", "VK-20117"),
                Equipment("Kitchen hood suppression", "Ansul R-102", "AN-R102-5530"),
            ),
        ),
        Site(
            name="Acme Cold Store",
            address="3851 S Ashland Ave, Chicago, IL 60609",
            zone="America/Chicago",
            access_notes="Dock 3, ring twice. Bring a coat: 0 °F inside.",
            place=(41.8246, -87.6651),
            equipment=(
                Equipment("Ammonia detector", "Honeywell Sensepoint XCD", "HS-XCD-0917"),
                Equipment("Dry-pipe sprinkler valve", "Tyco DPV-1", "TY-DPV-3308"),
            ),
        ),
    ),
)

LAKEVIEW_DENTAL = Customer(
    name="Lakeview Dental",
    primary_contact=Contact(
        "Omar Haddad", "omar@lakeviewdental.example", "+1 847 555 0132", "Practice manager"
    ),
    sites=(
        Site(
            name="Lakeview Clinic",
            address="820 Davis St, Evanston, IL 60201",
            zone="America/Chicago",
            access_notes="Before 8 am use the side door. Patients inside: quiet work only until 5 pm.",
            place=(42.0464, -87.6817),
            equipment=(
                Equipment("Autoclave", "Tuttnauer 3870EA", "TT-3870-2214"),
                Equipment("Backflow preventer", "Watts 009M2", "W009-71820"),
            ),
        ),
    ),
)

HARBOR_LOFTS = Customer(
    name="Harbor Lofts Association",
    primary_contact=Contact(
        "Renée Dubois", "renee@harborlofts.example", "+1 312 555 0133", "Building manager"
    ),
    sites=(
        Site(
            name="Harbor Lofts Tower",
            address="401 E Ontario St, Chicago, IL 60611",
            zone="America/Chicago",
            access_notes="Loading dock in the alley, key at the concierge. Elevator 2 is the service elevator.",
            place=(41.8932, -87.6168),
            equipment=(
                Equipment("Passenger elevator 1", "Otis Gen2", "OT-G2-40117"),
                Equipment("Service elevator 2", "Otis Gen2", "OT-G2-40118"),
                Equipment("Hot water boiler", "Lochinvar Crest FBN1001", "LC-1001-3345"),
            ),
        ),
    ),
)

PRAIRIE_SCHOOLS = Customer(
    name="Prairie School District 9",
    primary_contact=Contact("Walt Becker", "walt@prairie9.example", "+1 630 555 0134", "Head of maintenance"),
    sites=(
        Site(
            name="Prairie Middle School",
            address="55 N Columbia St, Naperville, IL 60540",
            zone="America/Chicago",
            access_notes="Sign in at the office. No drilling during lessons (8:15 am to 3:05 pm).",
            place=(41.7745, -88.1400),
            equipment=(
                Equipment("Steam boiler", "Cleaver-Brooks CBEX-200", "CB-200-1187"),
                Equipment("Fire extinguishers (42)", "Amerex B402", "AMX-LOT-0042"),
            ),
        ),
    ),
)

MUELLER_BREWING = Customer(
    name="Müller Brothers Brewing",
    primary_contact=Contact("Jörg Müller", "joerg@muellerbrewing.example", "+1 616 555 0135", "Brewmaster"),
    sites=(
        Site(
            name="Müller Brewhouse",
            address="925 Bridge St NW, Grand Rapids, MI 49504",
            zone="America/Detroit",
            access_notes="Closed shoes and eye protection. Call from the gate, the bell is broken.",
            place=(42.9712, -85.6846),
            equipment=(
                Equipment("Brew kettle pressure vessel", "Kaspar Schulz 25 hl", "KS-25-0093"),
                Equipment("CO2 detector", "Analox Ax60+", "AX60-55127"),
            ),
        ),
    ),
)

CUSTOMERS: tuple[Customer, ...] = (
    ACME_FOODS,
    LAKEVIEW_DENTAL,
    HARBOR_LOFTS,
    PRAIRIE_SCHOOLS,
    MUELLER_BREWING,
)
CONTACTS: tuple[Contact, ...] = tuple(customer.primary_contact for customer in CUSTOMERS)
SITES: tuple[Site, ...] = tuple(site for customer in CUSTOMERS for site in customer.sites)


def customer_of(contact: Contact) -> Customer:
    """The customer whose primary contact this is."""
    return next(customer for customer in CUSTOMERS if customer.primary_contact == contact)
