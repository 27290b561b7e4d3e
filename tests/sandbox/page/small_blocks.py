"""What the small app shows: its modal, its card, its mail."""

from typing import Any

from sandbox import sample

Payload = dict[str, Any]

TYPES = ("Inspection", "Repair", "Service")


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> Payload:
    return {"text": plain(text), "value": value}


def field(block_id: str, label: str, element: Payload, **more: Any) -> Payload:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


NEW_MODAL: Payload = {
    "type": "modal",
    "callback_id": "new",
    "title": plain("New work order"),
    "submit": plain("Create"),
    "close": plain("Cancel"),
    "blocks": [
        field(
            "site",
            "Site",
            {
                "type": "external_select",
                "action_id": "site",
                "min_query_length": 1,
                "placeholder": plain("Name, customer or street"),
            },
        ),
        field(
            "type",
            "Type",
            {
                "type": "static_select",
                "action_id": "type",
                "options": [option(one, one.lower()) for one in TYPES],
            },
        ),
        field(
            "title",
            "What is to be done",
            {"type": "plain_text_input", "action_id": "title", "max_length": 80},
            hint=plain("The customer reads this."),
        ),
        field("day", "Day", {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-26"}),
        field("time", "From", {"type": "timepicker", "action_id": "time", "initial_time": "14:00"}),
        field("who", "Technicians", {"type": "multi_users_select", "action_id": "who"}, optional=True),
        field(
            "extras",
            "Also",
            {
                "type": "checkboxes",
                "action_id": "extras",
                "options": [option("Ask the customer now", "ask"), option("Two people needed", "two")],
            },
            optional=True,
        ),
        field("until", "Answer by", {"type": "datetimepicker", "action_id": "until"}, optional=True),
        field(
            "urgency",
            "Urgency",
            {
                "type": "radio_buttons",
                "action_id": "urgency",
                "options": [option("Normal", "normal"), option("Today", "today")],
                "initial_option": option("Normal", "normal"),
            },
        ),
    ],
}


BUTTONS: list[Payload] = [
    {
        "type": "button",
        "action_id": "ask",
        "text": plain("Ask customer"),
        "style": "primary",
        "value": "1",
    },
    {"type": "button", "action_id": "assign", "text": plain("Assign"), "value": "1"},
    {
        "type": "button",
        "action_id": "cancel",
        "text": plain("Cancel"),
        "style": "danger",
        "value": "1",
        "confirm": {
            "title": plain("Cancel WO-1042?"),
            "text": plain("The customer is told."),
            "confirm": plain("Cancel it"),
            "deny": plain("Keep it"),
            "style": "danger",
        },
    },
    {
        "type": "overflow",
        "action_id": "more",
        "options": [option("History", "history"), option("Put on hold", "hold")],
    },
]


def card(order: Payload) -> list[Payload]:
    return [
        {"type": "header", "text": plain(f"WO-1042 · {order['site']}")},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"*{order['title']}*\n{order['status']}"},
            "fields": [
                {"type": "mrkdwn", "text": f"*When*\n{order['when']}"},
                {"type": "mrkdwn", "text": f"*Technician*\n{order['who']}"},
                {
                    "type": "mrkdwn",
                    "text": "*Address*\n<https://maps.example/?q=1200+W+Fulton|1200 W Fulton Market, Chicago>",
                },
                {"type": "mrkdwn", "text": "*Access*\nGate code `4411`, dog :dog:"},
            ],
        },
        {
            "type": "context",
            "elements": [
                {"type": "mrkdwn", "text": f"Created by <@{sample.DORA.slack_user_id}> · {order['type']}"}
            ],
        },
        {"type": "divider"},
        {"type": "actions", "block_id": "next", "elements": BUTTONS},
    ]


HTML = """<html><body style="font-family:sans-serif"><p>Hello Cara,</p><p>We would like to visit <b>Acme HQ</b> on
<b>Thursday, November 26, 2 to 4 pm</b>.</p><p style="color:#555">Just answer this mail in your own words.</p>
<script>document.title = "script ran"; parent.document.title = "script ran";</script>
<img src="https://tracker.example/pixel.gif" alt=""></body></html>"""

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//small//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:wo-1042@small.test
SEQUENCE:0
DTSTAMP:20261120T150000Z
DTSTART:20261126T200000Z
DTEND:20261126T220000Z
SUMMARY:Fire alarm inspection at Acme HQ
LOCATION:1200 W Fulton Market\\, Chicago
ORGANIZER:mailto:invite+abc@mail.northgate.example
ATTENDEE:mailto:cara@acmefoods.example
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
