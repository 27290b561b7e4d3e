"""Technicians without Slack answer offers by mail with the code word of each offer (P.10, L37, L38)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.mailmarks import OFFER_MAIL, offer_code
from core.model import (
    Card,
    CardKind,
    Company,
    InboundMessage,
    MessageStatus,
    Notification,
    Offer,
    OfferStatus,
    Staff,
    Technician,
)
from core.notifications import claim
from core.people import Actor
from core.refusals import Refusal
from inbound.decision import from_json
from outbound.compose import MailIdentity, compose
from tests.cast import Cast
from tests.inbound.mailroom import Mailroom

APPLIED, KEPT, TRIAGE = MessageStatus.APPLIED, MessageStatus.KEPT, MessageStatus.TRIAGE


def leaves_slack(cast: Cast, person: Actor) -> str:
    """They are not in Slack any more; their address."""

    def unlink(session: Session) -> str:
        staff = session.get_one(Staff, person.id)
        staff.slack_user_id = None
        return staff.email

    found: str = cast.run(unlink)
    return found


def offered(cast: Cast, *people: Actor) -> int:
    order = cast.scheduled_order()
    ids = tuple(each.technician_id or 0 for each in people)
    cast.do(cast.dora, c.OfferVisit(order=order, technician_ids=ids))
    return order


def code_of(mailroom: Mailroom, mail: Notification) -> str:
    return offer_code(mailroom.tokens, mail.company_id, mail.context["offer"]["id"])


def technician(cast: Cast, order: int) -> str | None:
    person = cast.read(cast.dora, queries.order(order)).technician
    return person.name if person else None


def offer_status(cast: Cast, mail: Notification) -> OfferStatus:
    found: OfferStatus = cast.run(
        lambda session: session.scalar(select(Offer.status).where(Offer.id == mail.context["offer"]["id"]))
    )
    return found


def answer(mailroom: Mailroom, mail: Notification, text: str) -> InboundMessage:
    assert mail.address is not None
    return mailroom.reply(mail, text, sender=mail.address)


def test_whoever_is_not_in_slack_is_offered_it_by_mail_and_everybody_else_in_slack(
    cast: Cast, mailroom: Mailroom
) -> None:
    address = leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom, cast.tina)
    mail = mailroom.asked(order, OFFER_MAIL)
    assert [told.address for told in cast.told(OFFER_MAIL, order)] == [address]
    cards = cast.run(lambda session: session.query(Card).filter(Card.kind == CardKind.OFFER).all())
    assert [card.staff_id for card in cards] == [cast.tina.id]
    assert "quote" not in mail.context, "technicians see no prices (S1.14)"
    assert code_of(mailroom, mail) not in str(mail.context)


def test_the_mail_says_the_code_word_and_nothing_that_is_kept_does(cast: Cast, mailroom: Mailroom) -> None:
    address = leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    mail = mailroom.asked(order, OFFER_MAIL)
    outgoing = cast.run(lambda session: claim(session, mail.company_id, mail.id))
    read = message_from_bytes(compose(outgoing, mailroom.tokens, MailIdentity()), policy=policy.default)
    assert isinstance(read, EmailMessage)
    body = read.get_body(("plain",))
    assert body is not None
    assert f"Reply YES {code_of(mailroom, mail)} to take it" in body.get_content()
    assert (read["To"], read["List-Unsubscribe"]) == (f"{cast.tom.name} <{address}>", None)


# fmt: off
ANSWERS = (
    # he writes                              the message ends   the offer is           and has it
    ("Yes {code}",                           APPLIED,           (OfferStatus.ACCEPTED, True)),
    ("yes {low}\n\nThanks,\nTom",            APPLIED,           (OfferStatus.ACCEPTED, True)),
    ("{code} yes please",                    APPLIED,           (OfferStatus.ACCEPTED, True)),
    ("I'll take it, {spaced}. Thanks",       APPLIED,           (OfferStatus.ACCEPTED, True)),
    ("No {code} too far",                    APPLIED,           (OfferStatus.DECLINED, False)),
    ("no {code}: my van broke down",         APPLIED,           (OfferStatus.DECLINED, False)),
    ("No {code}",                            APPLIED,           (OfferStatus.DECLINED, False)),
    ("Yes",                                  KEPT,              (OfferStatus.OPEN, False)),
    ("No, too far",                          KEPT,              (OfferStatus.OPEN, False)),
    ("Yes ABCD2345",                         KEPT,              (OfferStatus.OPEN, False)),
    ("Yes {code} but only after three",      KEPT,              (OfferStatus.OPEN, False)),
    ("{code}",                               KEPT,              (OfferStatus.OPEN, False)),
    ("Where is that?",                       TRIAGE,            (OfferStatus.OPEN, False)),
    ("No problem, I'll take it. {code}",     KEPT,              (OfferStatus.OPEN, False)),
    ("No worries, yes {code}",               KEPT,              (OfferStatus.OPEN, False)),
    ("No issue at all - {code} accepted",    KEPT,              (OfferStatus.OPEN, False)),
    ("{code} no, that is not a problem",     KEPT,              (OfferStatus.OPEN, False)),
    ("No safety concerns {code}",            KEPT,              (OfferStatus.OPEN, False)),
    ("No-brainer! {code} see you there",     KEPT,              (OfferStatus.OPEN, False)),
    ("Can't wait! {code}",                   KEPT,              (OfferStatus.OPEN, False)),
    ("Can’t say no to that {code}",          KEPT,              (OfferStatus.OPEN, False)),
    ("No? {code}",                           KEPT,              (OfferStatus.OPEN, False)),
    ("Can't make it {code}",                 APPLIED,           (OfferStatus.DECLINED, False)),
    ("Cannot {code}, I can't do it alone",   APPLIED,           (OfferStatus.DECLINED, False)),
    ("No thanks, too far. Sorry! {code}",    APPLIED,           (OfferStatus.DECLINED, False)),
    ("No too far {code}",                    APPLIED,           (OfferStatus.DECLINED, False)),
    ("Sorry, no\n\n{code}\nmy van is old",  APPLIED,           (OfferStatus.DECLINED, False)),
    ("{code}: no",                           APPLIED,           (OfferStatus.DECLINED, False)),
    ("NO, away from 1400, {code}",           APPLIED,           (OfferStatus.DECLINED, False)),
    ("No, gone since June 2026. {spaced}",   APPLIED,           (OfferStatus.DECLINED, False)),
    ("{code} yes {low}",                     APPLIED,           (OfferStatus.ACCEPTED, True)),
    ("Yes June 2026 {code}",                 KEPT,              (OfferStatus.OPEN, False)),
)
# fmt: on


@pytest.mark.parametrize(("text", "status", "then"), ANSWERS)
def test_an_answer_to_an_offer(
    cast: Cast, mailroom: Mailroom, text: str, status: MessageStatus, then: tuple[OfferStatus, bool]
) -> None:
    """L37, L38: yes or no with the code word; anything less is asked back and is never an act."""
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    mail = mailroom.asked(order, OFFER_MAIL)
    code = code_of(mailroom, mail)
    message = answer(
        mailroom, mail, text.format(code=code, low=code.lower(), spaced=f"{code[:4]} {code[4:]}")
    )
    has_it = technician(cast, order) == cast.tom.name
    assert (message.status, (offer_status(cast, mail), has_it)) == (status, then)
    assert bool(cast.told("offer-answer", order)) == (status is KEPT)


# fmt: off
DECLINED = (
    # she writes                        the reason         in her words
    ("No {code} too far, sorry",        "too far",         "sorry"),
    ("No: Vehicle. {code}",             "vehicle",         ""),
    ("No, my van\nbroke down. {code}",  "other",           "my van broke down"),
    ("No {code}",                       "other",           "no reason given"),
    ("No! ({code})",                    "other",           "no reason given"),
    ("No… ({code}) – on leave",         "other",           "on leave"),
    ("No {code} other: on leave",       "other",           "on leave"),
)
# fmt: on


@pytest.mark.parametrize(("text", "reason", "words"), DECLINED)
def test_a_reason_may_follow_the_no(
    cast: Cast, mailroom: Mailroom, text: str, reason: str, words: str
) -> None:
    """P.2: one of the reasons, or any words."""
    leaves_slack(cast, cast.tina)
    mail = mailroom.asked(offered(cast, cast.tina), OFFER_MAIL)
    message = answer(mailroom, mail, text.format(code=code_of(mailroom, mail)))
    [declined] = from_json(message.decision or {}).commands
    assert isinstance(declined, c.DeclineOffer)
    assert (declined.reason, declined.words) == (reason, words)


def test_right_codes_are_looked_for_among_all_that_look_like_one(cast: Cast, mailroom: Mailroom) -> None:
    """A date and a road look like code words; a yes to two offers at once is asked back about."""
    leaves_slack(cast, cast.tom)
    orders = [offered(cast, cast.tom), offered(cast, cast.tom)]
    first, second = (mailroom.asked(each, OFFER_MAIL) for each in orders)
    codes = [code_of(mailroom, each) for each in (first, second)]
    assert answer(mailroom, second, f"Yes {codes[0]} {codes[1]}").status is KEPT
    assert answer(mailroom, second, f"No, road 2025 and {codes[0]}").status is APPLIED
    assert [offer_status(cast, each) for each in (first, second)] == [OfferStatus.DECLINED, OfferStatus.OPEN]


def test_who_accepts_reads_what_they_need_on_the_road(cast: Cast, mailroom: Mailroom) -> None:
    address = leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    mail = mailroom.asked(order, OFFER_MAIL)
    answer(mailroom, mail, f"Yes {code_of(mailroom, mail)}")
    yours = mailroom.asked(order, "your-job")
    assert (yours.address, yours.context["brief"]["contact"]) == (address, "Cara Cole")
    assert not cast.run(lambda session: session.query(Card).filter(Card.kind == CardKind.ASSIGNMENT).all())


def test_the_code_word_works_without_the_thread_and_only_from_its_owner(
    cast: Cast, mailroom: Mailroom
) -> None:
    address = leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    mail = mailroom.asked(order, OFFER_MAIL)
    to = f"{cast.run(lambda session: session.get_one(Company, cast.company_id).mailbox)}@desk.test"
    text = f"Yes {code_of(mailroom, mail)}"
    forged = mailroom.letter(to, text, "mallory@example.net")
    assert mailroom.receive(forged, to, "mallory@example.net").status is TRIAGE
    assert technician(cast, order) is None
    assert mailroom.receive(mailroom.letter(to, text, address), to, address).status is APPLIED
    assert technician(cast, order) == cast.tom.name


def test_somebody_else_with_the_mail_and_its_code_takes_nothing(cast: Cast, mailroom: Mailroom) -> None:
    """U.2: forwarded mail has the secret, but not the sender."""
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    mail = mailroom.asked(order, OFFER_MAIL)
    message = mailroom.reply(mail, f"Yes {code_of(mailroom, mail)}", sender="tom@elsewhere.example")
    assert (message.status, technician(cast, order)) == (TRIAGE, None)
    assert "but the offer was made to" in (message.why or "")
    assert not cast.told("offer-answer")


def test_each_round_has_a_code_word_of_its_own(cast: Cast, mailroom: Mailroom) -> None:
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    first = mailroom.asked(order, OFFER_MAIL)
    cast.do(cast.dora, c.WithdrawOffers(order=order))
    cast.do(cast.dora, c.OfferVisit(order=order, technician_ids=(cast.tom.technician_id or 0,)))
    second = mailroom.asked(order, OFFER_MAIL)
    assert code_of(mailroom, first) != code_of(mailroom, second)
    message = answer(mailroom, second, f"Yes {code_of(mailroom, first)}")
    assert (message.status, technician(cast, order)) == (KEPT, None)
    assert "took the offer" in mailroom.asked(order, "offer-answer").context["event"]["answer"]


def test_who_comes_too_late_reads_who_has_it(cast: Cast, mailroom: Mailroom) -> None:
    """R-TAKEN."""
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom, cast.tina)
    mail = mailroom.asked(order, OFFER_MAIL)
    slack_offer = cast.run(
        lambda session: session.scalar(
            select(Offer.id)
            .join(Technician, Technician.id == Offer.technician_id)
            .where(Technician.staff_id == cast.tina.id)
        )
    )
    cast.do(cast.tina, c.AcceptOffer(order=order, offer_id=slack_offer))
    message = answer(mailroom, mail, f"Yes {code_of(mailroom, mail)}")
    assert (message.status, technician(cast, order)) == (KEPT, cast.tina.name)
    assert f"{cast.tina.name} took" in mailroom.asked(order, "offer-answer").context["event"]["answer"]


def test_a_yes_after_the_time_goes_to_the_coordinator(cast: Cast, mailroom: Mailroom) -> None:
    """§8: nobody has it, so a person decides."""
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    mail = mailroom.asked(order, OFFER_MAIL)
    cast.clock.now += timedelta(hours=12)
    while cast.desk.run_timers():
        pass
    message = answer(mailroom, mail, f"Yes {code_of(mailroom, mail)}")
    assert (message.status, technician(cast, order)) == (APPLIED, None)
    assert mailroom.asked(order, "late-answer-noted").address == mail.address
    again = answer(mailroom, mail, f"Yes {code_of(mailroom, mail)}")
    assert again.status is KEPT
    assert "Your dispatcher knows" in mailroom.asked(order, "offer-answer").context["event"]["answer"]


def test_a_tap_and_a_mail_at_the_same_moment_have_one_winner(cast: Cast, mailroom: Mailroom) -> None:
    """I3, N.5: the Desk decides, whichever way it is said."""
    leaves_slack(cast, cast.tom)
    for _each in range(4):
        order = offered(cast, cast.tom, cast.tina)
        mail = mailroom.asked(order, OFFER_MAIL)
        tap = cast.run(
            lambda session, mail=mail: session.scalar(
                select(Offer.id).where(
                    Offer.round_id == _round(session, mail), Offer.technician_id == cast.tina.technician_id
                )
            )
        )
        assert mail.address is not None
        to = mailroom.address(mail)
        letter = mailroom.letter(to, f"Yes {code_of(mailroom, mail)}", mail.address)
        message_id = mailroom.post(letter, to, mail.address)
        with ThreadPoolExecutor(2) as threads:
            by_mail = threads.submit(mailroom.reader.read, cast.company_id, message_id)
            by_tap = threads.submit(_tap, cast, order, tap)
        by_mail.result()
        tapped = by_tap.result()
        won_by_mail = mailroom.message(message_id).status is APPLIED
        assert won_by_mail != tapped
        assert technician(cast, order) == (cast.tom.name if won_by_mail else cast.tina.name)
        cast.do(cast.dora, c.Cancel(order=order, reason="next one"))


def _round(session: Session, mail: Notification) -> int:
    return session.get_one(Offer, mail.context["offer"]["id"]).round_id


def _tap(cast: Cast, order: int, offer_id: int) -> bool:
    try:
        cast.do(cast.tina, c.AcceptOffer(order=order, offer_id=offer_id), key=f"tap:{offer_id}")
    except Refusal:
        return False
    return True


def test_the_code_word_is_asked_for_once_a_day(cast: Cast, mailroom: Mailroom) -> None:
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    mail = mailroom.asked(order, OFFER_MAIL)
    assert answer(mailroom, mail, "Yes").status is KEPT
    assert answer(mailroom, mail, "Yes!").status is TRIAGE
    assert len([told for told in cast.told("offer-answer", order) if told.channel == "email"]) == 1


def came_back(mailroom: Mailroom, mail: Notification, about: str) -> InboundMessage:
    """The report of a mail server that it could not deliver to that address."""
    to = mailroom.address(mail)
    report = (
        f"From: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nMIME-Version: 1.0\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {about}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    ).encode()
    return mailroom.receive(report, to, "")


def test_an_offer_that_comes_back_reaches_the_dispatcher(cast: Cast, mailroom: Mailroom) -> None:
    address = leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    message = came_back(mailroom, mailroom.asked(order, OFFER_MAIL), address.upper())
    assert message.status is TRIAGE
    assert "came back" in (message.why or "")
    assert "Please call them" in (message.why or "")
    assert cast.told("mail-failed", order)


def test_a_report_about_another_address_does_not_mark_the_offer_as_failed(
    cast: Cast, mailroom: Mailroom
) -> None:
    """N.13: a mailbox that forwards tells of where it forwards to."""
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    message = came_back(mailroom, mailroom.asked(order, OFFER_MAIL), "somebody@else.example")
    assert message.status is TRIAGE
    assert "not the address we wrote to" in (message.why or "")
    assert not cast.told("mail-failed", order)


def test_a_bounce_of_an_offer_that_names_no_address_marks_nobody(cast: Cast, mailroom: Mailroom) -> None:
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    to = mailroom.address(mailroom.asked(order, OFFER_MAIL))
    raw = mailroom.unsigned(to, "I was not able to deliver it (#5.1.1).", "MAILER-DAEMON@mx.example")
    message = mailroom.receive(raw, to, "")
    assert (message.status, cast.told("mail-failed", order)) == (TRIAGE, [])
    assert "this names no address. Please read it." in (message.why or "")


def test_somebody_who_left_takes_nothing(cast: Cast, mailroom: Mailroom) -> None:
    leaves_slack(cast, cast.tom)
    order = offered(cast, cast.tom)
    mail = mailroom.asked(order, OFFER_MAIL)
    cast.run(
        lambda session: session.execute(
            update(Technician).where(Technician.staff_id == cast.tom.id).values(active=False)
        )
    )
    message = answer(mailroom, mail, f"Yes {code_of(mailroom, mail)}")
    assert (message.status, technician(cast, order)) == (TRIAGE, None)
