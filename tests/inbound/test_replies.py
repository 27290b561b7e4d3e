"""What a customer's reply does, from the journal to the work order, on a real database."""

from decimal import Decimal

import pytest

from core import commands as c
from core import queries
from core.model import Confirmation, ItemKind, MessageStatus, QuoteStatus
from tests.cast import FRIDAY, Cast
from tests.inbound.mailroom import Mailroom

APPLIED, KEPT, TRIAGE = (
    MessageStatus.APPLIED,
    MessageStatus.KEPT,
    MessageStatus.TRIAGE,
)


def confirmation(cast: Cast, order: int) -> Confirmation:
    return cast.read(cast.dora, queries.order(order)).confirmation


# fmt: off
TO_A_VISIT = (
    # she writes                                    the message ends   the visit is then
    ("Yes that works.",                             APPLIED,           Confirmation.CONFIRMED),
    ("Yes that works.\n\nBest regards,\nCara Cole", APPLIED,           Confirmation.CONFIRMED),
    ("Friday 9-11 would be better",                 APPLIED,           Confirmation.CHANGE_REQUESTED),
    ("Please cancel",                               APPLIED,           Confirmation.DECLINED),
    ("Hm, who are you?",                            TRIAGE,            Confirmation.REQUESTED),
    ("Yes, but only if Tom comes",                  TRIAGE,            Confirmation.REQUESTED),
    ("",                                            TRIAGE,            Confirmation.REQUESTED),
    ("> Does it suit you? Yes.",                    TRIAGE,            Confirmation.REQUESTED),
)
# fmt: on


@pytest.mark.parametrize(("text", "status", "then"), TO_A_VISIT)
def test_an_answer_to_our_question_about_the_visit(
    cast: Cast, mailroom: Mailroom, text: str, status: MessageStatus, then: Confirmation
) -> None:
    order = cast.scheduled_order()
    message = mailroom.reply(mailroom.asked(order, "confirmation-request"), text)
    assert (message.status, confirmation(cast, order)) == (status, then)
    assert message.finished_at == cast.clock()
    assert message.why


def test_a_wish_for_another_time_reaches_the_office_as_a_window(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "Friday 9-11 would be better")
    request = cast.read(cast.dora, queries.order(order)).request
    assert request is not None
    [proposal] = request.proposals
    assert (proposal.start, proposal.end, request.words) == (
        FRIDAY.start,
        FRIDAY.end,
        "Friday 9-11 would be better",
    )


def test_after_two_is_a_window_from_two_as_long_as_the_visit(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order(FRIDAY)
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "Thursday after 2 would be better")
    request = cast.read(cast.dora, queries.order(order)).request
    assert request is not None
    assert [(each.start.hour, (each.end - each.start).seconds) for each in request.proposals] == [(20, 7200)]


def test_a_quote_is_approved_by_reply_for_its_version_and_total(cast: Cast, mailroom: Mailroom) -> None:
    """L14, I15."""
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    message = mailroom.reply(mailroom.asked(order, "quote"), "Approved, go ahead")
    quote = cast.read(cast.dora, queries.order(order)).quote
    assert quote is not None
    assert (message.status, quote.status, quote.version) == (APPLIED, QuoteStatus.APPROVED, 1)


def test_an_approval_of_a_replaced_quote_is_answered_and_changes_nothing(
    cast: Cast, mailroom: Mailroom
) -> None:
    """L14b."""
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    first = mailroom.asked(order, "quote")
    cast.do(cast.dora, c.SendQuote(order=order, total=Decimal(480)))
    message = mailroom.reply(first, "Approved")
    quote = cast.read(cast.dora, queries.order(order)).quote
    assert quote is not None
    assert (message.status, quote.status) == (TRIAGE, QuoteStatus.SENT)
    assert "v1 was replaced by v2" in mailroom.asked(order, "reply-answer").context["event"]["answer"]


def test_an_approval_of_a_quote_whose_prices_have_changed_waits_for_a_person(
    cast: Cast, mailroom: Mailroom
) -> None:
    """L6, L14b: before the next version is sent, and without a word of the office to the customer yet."""
    hose = c.AddItem(kind=ItemKind.PART, name="Hose", unit_price=Decimal(9), required=False)
    order = cast.new_order(hose, c.SendQuote(total=Decimal(450)))
    first = mailroom.asked(order, "quote")
    cast.do(cast.dora, c.ChangeItem(order=order, item=1, unit_price=Decimal(12)))
    message = mailroom.reply(first, "Approved")
    quote = cast.read(cast.dora, queries.order(order)).quote
    assert quote is not None
    assert (message.status, quote.status) == (TRIAGE, QuoteStatus.REVISING)
    answer = mailroom.asked(order, "reply-answer").context["event"]["answer"]
    assert answer.startswith("Quote v1 was replaced, and the next one is not ready yet.")


def test_a_yes_to_the_old_window_is_answered_once_and_changes_nothing(cast: Cast, mailroom: Mailroom) -> None:
    """L33."""
    order = cast.scheduled_order()
    old = mailroom.asked(order, "confirmation-request")
    cast.do(cast.dora, c.Reschedule(order=order, window=FRIDAY, reason="van broke down"))
    message = mailroom.reply(old, "Yes")
    assert (message.status, confirmation(cast, order)) == (KEPT, Confirmation.REQUESTED)
    [answer] = cast.told("reply-answer", order)
    assert "the visit is now on Friday, November 27, 9:00–11:00 am" in answer.context["event"]["answer"]
    assert answer.address == "cara@acmefoods.example"


def test_a_reply_to_a_cancelled_order_changes_nothing_and_is_answered_helpfully(
    cast: Cast, mailroom: Mailroom
) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    cast.do(cast.dora, c.Cancel(order=order, reason="sold"))
    message = mailroom.reply(asked, "Yes")
    [answer] = cast.told("reply-answer", order)
    assert message.status is KEPT
    assert "has been cancelled" in answer.context["event"]["answer"]
    assert "/wo" not in answer.context["event"]["answer"]


def test_we_do_not_argue_with_a_machine_for_ever(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    cast.do(cast.dora, c.Cancel(order=order, reason="sold"))
    statuses = [mailroom.reply(asked, "Yes").status for _ in range(5)]
    assert statuses == [KEPT, KEPT, KEPT, TRIAGE, TRIAGE]
    assert len(cast.told("reply-answer", order)) == 3


def test_a_yes_from_another_address_changes_nothing_and_is_not_answered(
    cast: Cast, mailroom: Mailroom
) -> None:
    order = cast.scheduled_order()
    mails = len([told for told in cast.told() if told.channel == "email"])
    message = mailroom.reply(mailroom.asked(order, "confirmation-request"), "Yes", sender="eve@else.example")
    assert (message.status, confirmation(cast, order)) == (TRIAGE, Confirmation.REQUESTED)
    assert message.why == "It came from eve@else.example, but we had asked cara@acmefoods.example."
    assert len([told for told in cast.told() if told.channel == "email"]) == mails
    assert mailroom.triage_cards() == [message.id]


def test_two_senders_in_one_mail_prove_nothing(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    raw = mailroom.letter(mailroom.address(asked), "Yes", "cara@acmefoods.example, eve@else.example")
    message = mailroom.receive(raw, mailroom.address(asked))
    assert (message.status, confirmation(cast, order)) == (TRIAGE, Confirmation.REQUESTED)


def test_a_reply_found_by_its_thread_counts_as_one_with_the_token(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    raw = mailroom.letter("service@desk.test", "Yes", References=f"<other@x> <{asked.message_key}@desk.test>")
    message = mailroom.receive(raw, "service@desk.test")
    assert (message.status, confirmation(cast, order)) == (APPLIED, Confirmation.CONFIRMED)
    assert message.steps["correlate"]["by"] == "In-Reply-To or References"


def test_mail_that_answers_nothing_of_ours_waits_for_a_person(cast: Cast, mailroom: Mailroom) -> None:
    message = mailroom.receive(
        mailroom.letter("service@desk.test", "Yes! Our boiler leaks."), "service@desk.test"
    )
    assert (message.status, message.work_order_id) == (TRIAGE, None)
    assert message.why == "It answers no message of ours that we can recognise."
    assert mailroom.triage_cards() == [message.id]


def test_a_forged_token_changes_nothing_and_waits_for_a_person(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    genuine = mailroom.address(mailroom.asked(order, "confirmation-request"))
    local, _, domain = genuine.partition("@")
    forged = f"{local[:-4]}{'aaaa' if not local.endswith('aaaa') else 'bbbb'}@{domain}"
    message = mailroom.receive(mailroom.letter(forged, "Yes"), forged)
    assert (message.status, confirmation(cast, order)) == (TRIAGE, Confirmation.REQUESTED)
    assert message.why == "Its reply address was not made by us: the code in it is wrong."


def test_a_token_of_another_company_changes_nothing_there_or_here(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    token = mailroom.address(mailroom.asked(order, "confirmation-request"))
    raw = mailroom.letter(token, "Yes", References="<x@y>")
    message_id = mailroom.post(raw, "other@desk.test")
    mailroom.reader.read(cast.eve.company_id, message_id)
    message = mailroom.message(message_id)
    assert (message.company_id, message.status) == (cast.eve.company_id, TRIAGE)
    assert message.why == "Its reply address belongs to another company."
    assert confirmation(cast, order) is Confirmation.REQUESTED


def test_an_out_of_office_note_changes_nothing_and_is_not_answered(cast: Cast, mailroom: Mailroom) -> None:
    """I11."""
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    told = len(cast.told())
    message = mailroom.reply(asked, "Yes, I am away until Friday.", Auto_Submitted="auto-replied")
    assert (message.status, confirmation(cast, order)) == (KEPT, Confirmation.REQUESTED)
    assert [each.recipient for each in cast.told()[told:]] == ["channel:dispatch"], "one line in the thread"


BOUNCE = (
    "Hi. This is the mail program at acmefoods.example.\nI was not able to deliver your message.\n\n"
    "<{address}>:\nno mailbox here by that name (#5.1.1)\n"
)


def test_a_bounce_marks_the_contact_and_shows_on_the_order(cast: Cast, mailroom: Mailroom) -> None:
    """I11."""
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    to = mailroom.address(asked)
    raw = mailroom.letter(
        to, BOUNCE.format(address="cara@acmefoods.example"), "MAILER-DAEMON@acmefoods.example"
    )
    message = mailroom.receive(raw, to, sender="")
    contact = cast.read(cast.dora, queries.order(order)).contact
    assert contact is not None
    assert (contact.bounced, message.status) == (True, TRIAGE)
    assert mailroom.asked(order, "confirmation-request").error is not None
    assert confirmation(cast, order) is Confirmation.REQUESTED


def test_a_bounce_about_somebody_else_marks_nobody(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    raw = mailroom.letter(
        to, BOUNCE.format(address="bill@elsewhere.example"), "MAILER-DAEMON@acmefoods.example"
    )
    mailroom.receive(raw, to, sender="")
    contact = cast.read(cast.dora, queries.order(order)).contact
    assert contact is not None
    assert not contact.bounced


def test_the_same_mail_delivered_twice_acts_once(cast: Cast, mailroom: Mailroom) -> None:
    """I12."""
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    to = mailroom.address(asked)
    raw = mailroom.letter(to, "Yes")
    mailroom.receive(raw, to)
    with pytest.raises(ValueError, match="not enough values"):
        mailroom.post(b"Received: from another relay\r\n" + raw, to)
    assert mailroom.events(order).count("visit.confirmed") == 1


def test_yes_with_a_question_confirms_and_the_question_reaches_a_person(
    cast: Cast, mailroom: Mailroom
) -> None:
    order = cast.scheduled_order()
    message = mailroom.reply(
        mailroom.asked(order, "confirmation-request"), "Yes that works. Do I need to be there?"
    )
    assert (message.status, confirmation(cast, order)) == (TRIAGE, Confirmation.CONFIRMED)
    assert mailroom.triage_cards() == [message.id]


def test_a_long_letter_is_kept_to_its_last_word(cast: Cast, mailroom: Mailroom) -> None:
    """With the message, and in a note of the work order that is made from it."""
    said = "\n".join(
        f"{number}. The boiler makes a noise that nobody here has heard." for number in range(900)
    )
    assert len(said) > 50_000
    message = mailroom.receive(mailroom.letter("service@desk.test", said), "service@desk.test")
    assert message.new_text == said
    order = cast.new_order(c.TakeUpEnquiry(message_id=message.id))
    notes = [each.data for each in cast.read(cast.dora, queries.history(order)) if each.name == "order.noted"]
    assert [note["text"] for note in notes] == [said]
