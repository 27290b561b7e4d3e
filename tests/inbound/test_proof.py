"""Who wrote, and what that is enough for: E0 to E3, the way a dispatcher would explain it."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.db import transaction
from core.model import Confirmation, Contact, Event, MessageStatus, Quote, QuoteStatus
from inbound.authenticate import Authenticator
from inbound.envelope import Envelope
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.signed import SilentDns, signer, zone

CARL, UNSIGNED = "carl@acmefoods.example", "cara@nothing.example"
APPLIED, KEPT, TRIAGE = MessageStatus.APPLIED, MessageStatus.KEPT, MessageStatus.TRIAGE


def colleague(cast: Cast, email: str = CARL, **more: object) -> None:
    """Another contact of Cara's firm, whom we never asked."""
    row = Contact(
        company_id=cast.company_id, customer_id=cast.cara.customer_id, name="Carl", email=email, **more
    )
    cast.run(lambda session: session.add(row))


def moved_to(cast: Cast, email: str) -> None:
    """Cara's firm has its mail elsewhere."""

    def change(session: object) -> None:
        contact = session.scalars(select(Contact).where(Contact.email == CARA)).one()  # type: ignore[attr-defined]
        contact.email = email

    cast.run(change)


def quote_status(cast: Cast) -> QuoteStatus:
    found: QuoteStatus = cast.run(lambda session: session.scalars(select(Quote.status)).one())
    return found


# fmt: off
TO_A_VISIT = (
    # who writes                     signed   silent DNS   level   the message ends   the visit is then
    ((CARA,                          True,    False),      "E3",   (APPLIED,          Confirmation.CONFIRMED)),
    ((CARA,                          True,    True),       "E2",   (APPLIED,          Confirmation.CONFIRMED)),
    ((CARA,                          False,   True),       "E2",   (APPLIED,          Confirmation.CONFIRMED)),
    ((CARA,                          False,   False),      "E1",   (TRIAGE,           Confirmation.REQUESTED)),
    ((CARL,                          True,    False),      "E3",   (APPLIED,          Confirmation.CONFIRMED)),
    (("CARL@AcmeFoods.example",      True,    False),      "E3",   (APPLIED,          Confirmation.CONFIRMED)),
    (("carl@nothing.example",        False,   False),      "E2",   (APPLIED,          Confirmation.CONFIRMED)),
    (("dave@acmefoods.example",      True,    False),      "E1",   (TRIAGE,           Confirmation.REQUESTED)),
    (("omar@lakeviewdental.example", False,   False),      "E1",   (TRIAGE,           Confirmation.REQUESTED)),
)
# fmt: on


@pytest.mark.parametrize(("who", "level", "then"), TO_A_VISIT)
def test_who_may_confirm(
    cast: Cast,
    mailroom: Mailroom,
    who: tuple[str, bool, bool],
    level: str,
    then: tuple[MessageStatus, Confirmation],
) -> None:
    sender, signed, silent = who
    colleague(cast)
    colleague(cast, "carl@nothing.example")
    if silent:
        mailroom.authenticator = Authenticator(SilentDns())
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    raw = mailroom.unsigned(to, "Yes", sender)
    message = mailroom.receive(signer().sign(raw, "acmefoods.example") if signed else raw, to, sender)
    visit = cast.read(cast.dora, queries.order(order))
    assert (message.status, visit.confirmation) == then
    assert message.steps["prove"]["level"] == level


def test_a_colleague_answers_in_their_own_name_and_gets_the_receipt(cast: Cast, mailroom: Mailroom) -> None:
    colleague(cast)
    order = cast.scheduled_order()
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "Yes", sender=CARL)
    newest = cast.read(cast.dora, queries.history(order))[0]
    assert (newest.name, newest.actor) == ("visit.confirmed", "Carl")
    assert mailroom.asked(order, "visit-confirmed").address == CARL


def test_an_unsigned_yes_to_a_quote_asks_for_a_code_and_the_code_approves_it(
    cast: Cast, mailroom: Mailroom
) -> None:
    moved_to(cast, UNSIGNED)
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    message = mailroom.reply(mailroom.asked(order, "quote"), "Approved, go ahead", sender=UNSIGNED)
    assert (message.status, message.steps["prove"]["level"]) == (APPLIED, "E2")
    assert quote_status(cast) is QuoteStatus.SENT
    mail = mailroom.asked(order, "approval-code")
    assert mail.address == UNSIGNED
    given = mailroom.reply(mail, mailroom.code_in(mail), sender=UNSIGNED)
    assert (given.status, quote_status(cast)) == (APPLIED, QuoteStatus.APPROVED)
    evidence = cast.run(lambda session: session.scalars(select(Quote.evidence)).one())
    assert (evidence["proof"], evidence["authenticated"], evidence["words"]) == (
        3,
        "one-time code",
        "Approved, go ahead",
    )


def test_a_wrong_code_is_told_once_and_counted(cast: Cast, mailroom: Mailroom) -> None:
    moved_to(cast, UNSIGNED)
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    mailroom.reply(mailroom.asked(order, "quote"), "Approved", sender=UNSIGNED)
    mail = mailroom.asked(order, "approval-code")
    wrong = f"{(int(mailroom.code_in(mail)) + 1) % 1_000_000:06d}"
    mailroom.reply(mail, wrong, sender=UNSIGNED)
    assert mailroom.asked(order, "code-mistaken").context["event"]["left"] == 4
    assert quote_status(cast) is QuoteStatus.SENT


def test_a_signed_approval_says_what_proved_it(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    mailroom.reply(mailroom.asked(order, "quote"), "Approved")
    evidence = cast.run(lambda session: session.scalars(select(Quote.evidence)).one())
    assert evidence["authenticated"] == "DKIM proves that it comes from acmefoods.example."
    assert (evidence["proof"], evidence["address"], evidence["authority"]) == (3, CARA, "approver")


def test_a_colleague_who_is_no_approver_may_decline_and_not_approve(cast: Cast, mailroom: Mailroom) -> None:
    colleague(cast)
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    asked = mailroom.asked(order, "quote")
    said_yes = mailroom.reply(asked, "Approved", sender=CARL)
    assert (said_yes.status, quote_status(cast)) == (TRIAGE, QuoteStatus.SENT)
    said_no = mailroom.reply(asked, "No thanks", sender=CARL)
    assert (said_no.status, quote_status(cast)) == (APPLIED, QuoteStatus.REJECTED)


def test_the_second_yes_within_two_minutes_is_told_to_look_for_the_code(
    cast: Cast, mailroom: Mailroom
) -> None:
    moved_to(cast, UNSIGNED)
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    asked = mailroom.asked(order, "quote")
    mailroom.reply(asked, "Approved", sender=UNSIGNED)
    again = mailroom.reply(asked, "Approved!", sender=UNSIGNED)
    assert again.status is KEPT
    answer = mailroom.asked(order, "reply-answer").context["event"]["answer"]
    assert answer.startswith("We sent you a code a moment ago.")
    assert len(cast.told("approval-code", order)) == 1


UNVERIFIED: tuple[tuple[str, list[str]], ...] = (
    # what they write                  what a dispatcher could apply
    ("Yes that works.",                ["Confirm"]),
    ("Friday 9-11 would be better",    ["RequestReschedule"]),
    ("Please don't come",              ["RequestCancel"]),
    ("Hm, who are you?",               []),
)  # fmt: skip


@pytest.mark.parametrize(("words", "commands"), UNVERIFIED)
def test_what_an_unverified_reply_would_do_is_kept_with_it(
    cast: Cast, mailroom: Mailroom, words: str, commands: list[str]
) -> None:
    order = cast.scheduled_order()
    sender = "Dave Doe <dave@acmefoods.example>"
    message = mailroom.reply(mailroom.asked(order, "confirmation-request"), words, sender=sender)
    assert message.decision is not None
    assert [each["command"] for each in message.decision["unproven"]] == commands
    assert message.decision["stranger"] == {"address": "dave@acmefoods.example", "name": "Dave Doe"}
    shown = cast.read(cast.dora, queries.message(message.id)).unverified
    assert (shown is not None) == bool(commands)


def test_an_address_that_failed_is_not_offered_to_be_added(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    message = mailroom.receive(mailroom.unsigned(to, "Yes", "dave@acmefoods.example"), to)
    assert message.decision is not None
    assert message.decision["stranger"] is None
    shown = cast.read(cast.dora, queries.message(message.id)).unverified
    assert shown is not None
    assert shown.address == ""


def test_explaining_shows_what_was_checked(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    message = mailroom.reply(mailroom.asked(order, "confirmation-request"), "Yes")
    found = message.steps["authenticate"]
    assert (found["dkim"], found["dmarc"]) == ("pass (acmefoods.example)", "pass (acmefoods.example)")
    assert (found["aligned"], found["failed"], found["by"]) == (True, False, "checked here")
    proofs = cast.run(lambda session: session.scalars(select(Event.actor).order_by(Event.id.desc())).first())
    assert proofs["proof"] == 3


def test_our_own_mail_servers_header_is_believed_and_dns_is_not_asked(cast: Cast, mailroom: Mailroom) -> None:
    mailroom.authenticator = Authenticator(SilentDns(), "mx.desk.test")
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    to = mailroom.address(mailroom.asked(order, "quote"))
    header = b"Authentication-Results: mx.desk.test; dmarc=pass header.from=acmefoods.example\r\n"
    message = mailroom.receive(header + mailroom.unsigned(to, "Approved"), to)
    assert (message.status, quote_status(cast)) == (APPLIED, QuoteStatus.APPROVED)
    assert message.steps["authenticate"]["by"] == "mx.desk.test"


@pytest.mark.parametrize(
    ("way_in", "status"), [("smtp", TRIAGE), ("lmtp", APPLIED), ("webhook", APPLIED), ("imap", APPLIED)]
)
def test_the_host_that_hands_a_mail_over_is_judged_only_where_it_is_the_senders(
    cast: Cast, mailroom: Mailroom, way_in: str, status: MessageStatus
) -> None:
    """SPF knows the sender's hosts, not the provider's that fetches, posts or relays their mail to us."""
    moved_to(cast, "cara@spf-only.example")
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    raw = mailroom.unsigned(to, "Yes", "cara@spf-only.example")
    envelope = Envelope("cara@spf-only.example", (to,), raw, "203.0.113.66", way_in, cast.clock())
    with transaction(cast.desk.sessions) as session:
        [message_id] = mailroom.journal.keep(session, [envelope])
    mailroom.reader.read(cast.company_id, message_id)
    assert mailroom.message(message_id).status is status


def test_the_zone_of_these_tests_is_asked_like_dns() -> None:
    assert zone().records("firm.example", "TXT") == (b"v=spf1 ip4:192.0.2.10 -all",)
    assert zone().records("FIRM.example.", "TXT") == zone().records("firm.example", "TXT")
    assert zone().records("nobody.example", "TXT") == ()
