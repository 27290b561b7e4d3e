"""From a customer's first mail with photos to a work order, and on in the same conversation: over real SMTP and HTTP."""

from core import queries
from core.db import transaction
from core.desk import Desk
from core.identity import slack_actor
from sandbox import sample
from sandbox.mail.client import MailMessage
from tests.flows.office import BOOKED, MAILBOX, Message, Office, shown, signed
from tests.inbound.parcels import logo, photo, unsigned

CARA = "Cara Cole <cara@acmefoods.example>"
UNKNOWN = "It answers no message of ours that we can recognise."


async def writes(office: Office, subject: str, text: str) -> MailMessage:
    """Cara begins a conversation, with two photos and her company's logo."""
    raw = unsigned(
        MAILBOX,
        text,
        ("cellar.jpg", "image/jpeg", photo()),
        ("../pump.jpg", "image/jpeg", photo(seed=2)),
        sender=CARA,
        subject=subject,
        inline=(("image001.png", logo()),),
        Message_ID=f"<{subject.replace(' ', '')}@acmefoods.example>",
    )
    return await office.cara.send_raw(signed(raw), MAILBOX)


async def made_by_dora(office: Office, card: Message) -> int:
    """She fills in the form; the work order's number."""
    await office.dora.click(card, "triage.new")
    view = await office.dora.modal()
    [site] = await office.dora.suggestions(view, "site", "Acme HQ")
    done = await office.dora.submit(view, {"type": "repair", "site": site["value"]})
    title = done.ack["view"]["title"]["text"]
    return int(title.removeprefix("WO-"))


def files(office: Office, number: int) -> list[str]:
    """As Dora may see them."""
    with transaction(office.sessions) as session:
        dora = slack_actor(session, sample.COMPANY.slack_team_id, sample.DORA.slack_user_id)
    assert dora is not None
    return [each.name for each in Desk(office.sessions).read(dora, queries.files(number))]


def headers(mail: MailMessage) -> dict[str, str]:
    return {name.lower(): value for name, value in mail.raw["headers"]}


async def test_a_mail_with_photos_becomes_work_and_is_answered_where_it_began(office: Office) -> None:
    """L1, L9, L29: one conversation from the first mail to the photo beside the yes."""
    sent = await writes(office, "Cellar pump", "The pump in our cellar leaks. The gate code is 9921.")
    assert sent.delivery == "delivered"
    card = await office.triage(UNKNOWN)
    assert "Cara Cole, Acme Foods" in shown(card)
    assert "Files: cellar.jpg (59 KB), pump.jpg (59 KB)" in shown(card)

    number = await made_by_dora(office, card)

    answer = await office.cara.wait_for(subject="Re: Cellar pump", text=f"WO-{number} ", after=sent.id)
    answer = await office.cara.message(answer.id)
    assert answer.subject == f"Re: Cellar pump [WO-{number}]"
    assert headers(answer)["in-reply-to"] == "<Cellarpump@acmefoods.example>"
    assert files(office, number) == ["cellar.jpg", "pump.jpg"]
    assert any("made this from the mail of Cara Cole" in line for line in await office.thread(number))

    await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")
    asked = await office.cara.wait_for(subject="Re: Cellar pump", text=f"WO-{number} ", after=answer.id)
    asked = await office.cara.message(asked.id)
    assert headers(asked)["references"].split()[0] == "<Cellarpump@acmefoods.example>"
    assert asked.invite is not None

    tap = ("tap.jpg", "image/jpeg", photo(seed=9))
    yes = unsigned(asked.reply_to, "yes that works", tap, sender=CARA, subject=f"Re: {asked.subject}")
    await office.cara.send_raw(signed(yes), asked.reply_to)
    await office.card(number, "confirmed")
    assert "Cara Cole sent tap.jpg (59 KB)." in " ".join(await office.thread(number))
    assert files(office, number) == ["cellar.jpg", "pump.jpg", "tap.jpg"]


async def test_photos_come_as_direct_messages_to_whoever_asks(office: Office) -> None:
    await writes(office, "Photos", "Photos for you, as promised.")
    card = await office.triage(UNKNOWN)
    await office.dora.click(card, "triage.files")
    await office.settle()
    said = await office.dora.messages(await office.dora.dm())
    assert [file["name"] for row in said for file in row["files"]][-2:] == ["cellar.jpg", "pump.jpg"]
