"""Notifications whose turn has come, as the core hands them to outbound: Northgate writes to Cara."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from core.model import Asks
from core.notifications import Outgoing
from core.tokens import ReplyTokens
from outbound.compose import MailIdentity

TOKENS = ReplyTokens(b"k" * 32, "mail.northgate.example")
IDENTITY = MailIdentity()
WRITTEN = datetime(2026, 11, 20, 15, 0, 30, tzinfo=UTC)
KEY = "5f2d1c7ab0e94a0f8f4e3b2a19c8d7e6"

CONTEXT: dict[str, Any] = {
    "order": {
        "number": 1042,
        "reference": "WO-1042",
        "title": "Fire alarm inspection",
        "type": "inspection",
        "description": "Yearly inspection of the panel and all detectors on floors 1 to 3.\n"
        "The alarm will sound for a few minutes.",
    },
    "company": {
        "name": "Northgate Inspections",
        "phone": "+1 312 555 0100",
        "locale": "en_US",
        "currency": "USD",
        "mailbox": "service",
        "zone": "America/Chicago",
    },
    "customer": {"name": "Acme Foods"},
    "site": {
        "name": "Acme HQ",
        "address": "1200 W Fulton Market\nChicago, IL 60607",
        "zone": "America/Chicago",
    },
    "visit": {
        "id": 31,
        "no": 1,
        "rev": 3,
        "start": "2026-11-26T20:00:00+00:00",
        "end": "2026-11-26T22:00:00+00:00",
        "date_only": False,
    },
    "contact": {"name": "Cara Cole", "first_name": "Cara"},
    "technician": {"name": "Tom Tran", "phone": "+1 312 555 0121"},
    "coordinator": {"name": "Dora Diaz", "slack_user_id": "U0DORA"},
    "actor": {"name": "Dora Diaz", "channel": "slack", "kind": "staff"},
    "event": {},
    "quote": None,
    "invite": None,
    "done": [],
}
QUOTE = {
    "version": 2,
    "total": "1250.00",
    "summary": "Replace 12 detectors and one sounder, parts and labour.",
}
ASKED = {"invite": {"method": "REQUEST", "sequence": 3}}
PROPOSED = ("2026-11-27T20:00:00+00:00/2026-11-27T22:00:00+00:00",)

SLOTS = (*PROPOSED, "2026-11-30T15:00:00+00:00/2026-11-30T17:00:00+00:00")

MATTERS = (
    {
        "notification_id": 71,
        "asks": "confirm_visit",
        "number": 1042,
        "reference": "WO-1042",
        "title": "Fire alarm inspection",
        "start": "2026-11-26T20:00:00+00:00",
        "end": "2026-11-26T22:00:00+00:00",
        "date_only": False,
        "zone": "America/Chicago",
        "version": None,
        "total": None,
    },
    {
        "notification_id": 72,
        "asks": "approve_quote",
        "number": 1043,
        "reference": "WO-1043",
        "title": "Sounder on floor 2",
        "start": None,
        "end": None,
        "date_only": False,
        "zone": "America/Chicago",
        "version": 2,
        "total": "1250.00",
    },
)

TECHNICIANS: dict[str, Any] = {
    "technician": None,
    "offer": {"id": 4, "expires_at": "2026-11-23T20:00:00+00:00"},
    "brief": {
        "instructions": "Bring the long ladder.",
        "access": "Gate code 4411.\nBeware of the dog.",
        "contact": "Cara Cole",
        "phone": "+1 312 555 0131",
    },
}

# What each mail's context has of its own.
OWN: dict[str, dict[str, Any]] = {
    "confirmation-request": {"event": {"rev": 3, "again": False}, **ASKED},
    "confirmation-reminder": {"event": {"rev": 3}},
    "visit-moved": {
        "event": {
            "old_start": "2026-11-24T15:00:00+00:00",
            "old_end": "2026-11-24T17:00:00+00:00",
            "start": "2026-11-26T20:00:00+00:00",
            "end": "2026-11-26T22:00:00+00:00",
            "rev": 3,
            "reason": "moved by the office",
            "under_way": False,
            "asks_again": True,
            "agreed": False,
        },
        **ASKED,
    },
    "visit-rebooked": {
        "event": {"old_start": "2026-11-24T15:00:00+00:00", "reason": "as the customer asked"},
        **ASKED,
    },
    "visit-confirmed": {"event": {"rev": 3, "words": "yes", "on_behalf": False, "again": False}},
    "visit-declined": {"event": {"words": "please do not come"}},
    "request-received": {
        "event": {
            "message_id": 9,
            "sender": "cara@acmefoods.example",
            "contact": "Cara Cole",
            "answered": True,
            "subject": "The pump leaks",
            "text": "leak.jpg (1.2 MB), plan.pdf (80 KB)",
        }
    },
    "reschedule-received": {
        "event": {"request_id": 5, "words": "Friday after 2 would be better", "understood": list(PROPOSED)}
    },
    "slots-proposed": {"event": {"slots": list(SLOTS), "gone": None}},
    "slot-picked": {"event": {"choice": 2, "rev": 3, "words": "2"}, **ASKED},
    "proposal-declined": {"event": {"reason": "All our fire inspectors are at another site on Friday."}},
    "technician-named": {"event": {"technician_id": 4, "replaced_id": None}},
    "on-the-way": {"event": {}},
    "work-completed": {
        "event": {"summary": "Panel and 48 detectors tested.\nTwo batteries replaced."},
        "done": [
            {"kind": "inspection", "name": "Panel", "quantity": "1"},
            {"kind": "part", "name": "Battery 12 V", "quantity": "2"},
        ],
    },
    "order-cancelled": {
        "event": {"reason": "customer moved house", "technician_id": 4, "customer_was_told": True},
        "invite": {"method": "CANCEL", "sequence": 3},
    },
    "quote": {"event": {"version": 2, "total": "1250.00", "to": "Cara Cole"}, "quote": QUOTE},
    "quote-approved": {
        "event": {"version": 2, "total": "1250.00", "words": "approved, go ahead"},
        "quote": QUOTE,
    },
    "quote-rejected": {"event": {"version": 2, "words": "no thanks"}, "quote": QUOTE},
    "approval-code": {"event": {"code_id": 12, "version": 2, "total": "1250.00"}, "quote": QUOTE},
    "code-mistaken": {"event": {"code_id": 12, "left": 4, "by_mail": True}, "quote": QUOTE},
    "cancel-passed-on": {"event": {"words": "please cancel"}},
    "running-late": {"event": {"minutes": 20, "reason": "traffic", "expected": "2026-11-26T20:20:00+00:00"}},
    "customer-absent": {"event": {"tried": "rang twice, phoned", "slots": list(SLOTS)}},
    "work-held": {
        "event": {"reason": "parts", "words": "gasket ordered", "follow_up_on": None, "again": False}
    },
    "work-resumed": {"event": {"overdue": False}},
    "order-changed": {
        "event": {"fields": ["title", "customer_note"]},
        "order": {**CONTEXT["order"], "note": "Please leave the boiler room unlocked."},
    },
    "note-for-customer": {
        "event": {"text": "We bring our own ladder.\nNo need to clear the hall.", "internal": False}
    },
    "new-visit-needed": {"event": {"technician_id": 4, "reason": "needs a second person", "slots": []}},
    "offer": {"event": {"round_id": 3}, **TECHNICIANS},
    "your-job": {"event": {"offer_id": 4}, **TECHNICIANS},
    "decline-noted": {"event": {"offer_id": 4, "reason": "too far"}, **TECHNICIANS},
    "late-answer-noted": {"event": {"offer_id": 4}, **TECHNICIANS},
    "offer-answer": {"event": {"answer": "Tina Tran took WO-1042 at 10:41 am."}, **TECHNICIANS},
    "mail-stopped": {"event": {"contact": "Cara Cole", "address": "cara@acmefoods.example", "words": "STOP"}},
    "mail-started": {"event": {"contacts": ["Cara Cole"], "words": "START"}},
    "which-matter": {"event": {"message_id": 9, "words": "Yes", "matters": list(MATTERS)}},
    "reply-answer": {
        "event": {
            "message_id": 9,
            "why": "about an earlier time",
            "answer": "That was about an earlier time; the visit is now on Friday, November 27, 2:00–4:00 pm.",
            "for_person": False,
        }
    },
}


def context(name: str, **changes: Any) -> dict[str, Any]:
    """The context of mail `name`; `changes` are laid over its sections: site={"zone": …}, technician=None."""
    made = deepcopy(CONTEXT | OWN[name])
    for section, value in changes.items():
        both = isinstance(value, dict) and isinstance(made[section], dict)
        made[section] = made[section] | value if both else value
    return made


def outgoing(name: str, **changes: Any) -> Outgoing:
    return replace(OUTGOING, name=name, context=context(name, **changes))


OUTGOING = Outgoing(
    id=77,
    company_id=1,
    order_number=1042,
    invite_id=42,
    was_deferred=False,
    work_order_id=1042,
    visit_id=31,
    channel="email",
    recipient="contact:7",
    staff=None,
    contact_id=7,
    address="cara@acmefoods.example",
    name="confirmation-request",
    context=context("confirmation-request"),
    ping=False,
    asks=Asks.CONFIRM_VISIT,
    schedule_rev=3,
    quote_version=2,
    quote_total=Decimal("1250.00"),
    message_key=KEY,
    created_at=WRITTEN,
    thread_keys=(),
    raw=None,
    team_id=None,
    dispatch_channel=None,
    card_channel=None,
    card_ts=None,
    sender_mailbox="service",
)
