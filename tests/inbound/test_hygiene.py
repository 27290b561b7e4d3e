"""What becomes of mail of ours that fails or is unwelcome, and who never gets an automatic answer."""

from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP

import pytest
from sqlalchemy import text

from core import commands as c
from core import queries
from core.model import Confirmation, MessageStatus, Notification
from core.refusals import Missing
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom

OFFICE = "office@desk.test"


def complaint(about: Notification, mailroom: Mailroom) -> bytes:
    """As a provider's feedback loop reports it (RFC 5965): to the office, our mail inside, no token outside."""
    ours = EmailMessage()
    ours["From"], ours["To"], ours["Subject"] = "Northgate <office@desk.test>", CARA, "Please confirm"
    ours["Message-ID"] = f"<{about.message_key}@desk.test>"
    ours.set_content("Please confirm your visit.")
    report = MIMEMultipart("report", report_type="feedback-report")
    report["From"], report["To"], report["Subject"] = "fbl@provider.example", OFFICE, "FW: Please confirm"
    report["Message-ID"] = "<fbl-1@provider.example>"
    report.attach(MIMEText("This is an email abuse report."))
    feedback = MIMEText("")
    feedback.replace_header("Content-Type", "message/feedback-report")
    del feedback["Content-Transfer-Encoding"]
    feedback.set_payload("Feedback-Type: abuse\r\nUser-Agent: fbl/1\r\nVersion: 1\r\n")
    report.attach(feedback)
    report.attach(MIMEMessage(ours))
    return report.as_bytes(policy=SMTP)


def office(cast: Cast) -> str:
    name: str = cast.run(
        lambda session: session.scalar(text("select mailbox from companies order by id limit 1"))
    )
    return f"{name}@desk.test"


def test_a_complaint_marks_the_address_and_tells_the_office(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    message = mailroom.receive(complaint(asked, mailroom), office(cast), sender="fbl@provider.example")
    assert (message.status, message.work_order_id) == (MessageStatus.TRIAGE, asked.work_order_id)
    view = cast.read(cast.dora, queries.order(order))
    assert view.contact is not None
    assert (view.contact.complained, view.contact.bounced) == (True, False)
    assert view.confirmation is Confirmation.REQUESTED
    assert mailroom.triage_cards() == [message.id]
    [line] = cast.told("mail-failed", order)
    assert (line.recipient, line.context["event"]["fate"]) == ("channel:dispatch", "complained")
    with pytest.raises(Missing, match="reported our mail as spam"):
        cast.do(cast.dora, c.RequestConfirmation(order=order))


def test_whoever_complained_is_written_to_no_more(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    mailroom.receive(complaint(asked, mailroom), office(cast), sender="fbl@provider.example")
    before = mails(cast)
    cast.do(cast.dora, c.Cancel(order=order, reason="sold"))
    assert mails(cast) == before


def test_a_bounce_is_noted_in_the_history_of_the_order(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    to = mailroom.address(asked)
    raw = mailroom.unsigned(
        to, f"I was not able to deliver your message.\n\n<{CARA}>:\nno mailbox here by that name (#5.1.1)\n",
        "MAILER-DAEMON@acmefoods.example",
    )  # fmt: skip
    mailroom.receive(raw, to, sender="")
    assert mailroom.events(order)[-2:] == ["message.kept", "mail.failed"]
    [line] = cast.told("mail-failed", order)
    assert line.context["event"]["fate"] == "bounced"


# what a machine writes back                headers                                       envelope sender
MACHINES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("a vacation note",                     {"Auto_Submitted": "auto-replied"},           CARA),
    ("a ticket system",                     {"X_Auto_Response_Suppress": "All"},          CARA),
    ("a mailing list",                      {"List_Id": "<all.acmefoods.example>"},       CARA),
    ("bulk mail",                           {"Precedence": "bulk"},                       CARA),
    ("a robot without a return address",    {},                                           ""),
    ("our own mail, come back",             {"X_Truckroll_Loop": "desk.test"},            CARA),
    ("a read receipt",                      {"X_Autoreply": "yes"},                       CARA),
)  # fmt: skip
SAYS = (
    "yes that works",
    "approved, go ahead",
    "123 456",
    "cancel it please",
    "can we do thursday at 2 instead?",
)


@pytest.mark.parametrize("machine", MACHINES, ids=[row[0] for row in MACHINES])
def test_a_machine_gets_no_mail_and_changes_nothing(
    cast: Cast, mailroom: Mailroom, machine: tuple[str, dict[str, str], str]
) -> None:
    _, headers, sender = machine
    order = cast.scheduled_order()
    cast.do(cast.dora, c.Cancel(order=order, reason="sold"))  # a person would be told so
    asked = mailroom.asked(order, "confirmation-request")
    before, to = mails(cast), mailroom.address(asked)
    for words in SAYS:
        message = mailroom.receive(mailroom.letter(to, words, **headers), to, sender)
        assert message.status in {MessageStatus.IGNORED, MessageStatus.KEPT}, words
        assert mails(cast) == before, words


def test_one_address_gets_so_many_automatic_answers_a_day(cast: Cast, mailroom: Mailroom) -> None:
    """Two machines that answer each other once an hour stay below any hourly limit."""
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    cast.do(cast.dora, c.Cancel(order=order, reason="sold"))
    statuses = []
    for _ in range(8):
        cast.clock.forward(hours=1, minutes=1)
        statuses.append(mailroom.reply(asked, "Yes").status)
    assert statuses == [MessageStatus.KEPT] * 6 + [MessageStatus.TRIAGE] * 2
    assert len(cast.told("reply-answer", order)) == 6


def mails(cast: Cast) -> int:
    return len([told for told in cast.told() if told.channel == "email"])
