"""The mail of these tests: a confirmation request as Truckroll sends it, with a token of its own and an invite."""

from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cache

NOW = datetime(2026, 11, 20, 15, 12, 44, tzinfo=UTC)
REPLY_TO = "reply+k7fQ2mZpX4vT9aLc3RnB8sWd6YhJ1eGu@mail.northgate.example"
ORGANIZER = "invite+Zr8Xq1Lm5Tb2Vc9NpK4sHd7WfJ3yGa6e@mail.northgate.example"
ICS = f"""BEGIN:VCALENDAR
PRODID:-//Truckroll//EN
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:wo-1042-visit-1@northgate.example
SEQUENCE:3
DTSTAMP:20261120T150000Z
DTSTART:20261126T200000Z
DTEND:20261126T220000Z
SUMMARY:Fire alarm inspection at Acme HQ
LOCATION:1200 W Fulton Market\\, Chicago
ORGANIZER;CN=Northgate Inspections:mailto:{ORGANIZER}
ATTENDEE;CN=Cara Cole;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:cara@acmefoods.example
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
TEXT = (
    "Hello Cara,\n\n"
    "We would like to visit Acme HQ on Thursday, November 26, 2 pm to 4 pm (Chicago time) to inspect the fire alarm panel.\n\n"
    "Does that suit you? Just answer this mail.\n\nNorthgate Inspections · café entrance\n"
)


@cache
def confirmation_request() -> bytes:
    """What a customer gets: text, HTML and an invite, with a Reply-To of its own."""
    mail = EmailMessage()
    mail["From"] = "Northgate Inspections <service@northgate.example>"
    mail["To"] = "Cara Cole <cara@acmefoods.example>"
    mail["Reply-To"] = f"Northgate Inspections <{REPLY_TO}>"
    mail["Subject"] = "Please confirm: Acme HQ – Thursday, Nov 26 [WO-1042]"
    mail["Date"] = "Fri, 20 Nov 2026 15:00:00 +0000"
    mail["Message-ID"] = "<wo-1042.r3@mail.northgate.example>"
    mail["References"] = "<wo-1042.r1@mail.northgate.example>"
    mail.set_content(TEXT)
    html = TEXT.replace("\n\n", "</p><p>").strip()
    mail.add_alternative(
        f"<html><head><title>x</title></head><body><p>{html}</p></body></html>", subtype="html"
    )
    mail.add_alternative(ICS.encode(), maintype="text", subtype="calendar", params={"method": "REQUEST"})
    mail.add_attachment(ICS.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return mail.as_bytes()
