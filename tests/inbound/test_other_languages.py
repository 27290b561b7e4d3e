"""Customers who write another language than we do: read in theirs, and answered in theirs (N.26)."""

from decimal import Decimal

import pytest

from core import commands as c
from core import queries
from core.model import Confirmation, Contact, MessageStatus, QuoteStatus
from core.notifications import claim
from inbound.written_in import language_of
from outbound.render import words
from tests.cast import FRIDAY, Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.outbound.letters import outgoing

APPLIED, TRIAGE = MessageStatus.APPLIED, MessageStatus.TRIAGE

# fmt: off
WRITTEN = (
    # somebody writes                                            it is
    ("Ja, passt",                                                "de"),
    ("Ja, bitte kommen Sie am Donnerstag um 14 Uhr",             "de"),
    ("Leider passt mir der Termin nicht",                        "de"),
    ("Oui, merci",                                               "fr"),
    ("Bonjour, nous ne serons pas là jeudi",                     "fr"),
    ("Sí, gracias",                                              "es"),
    ("Hola, confirmado, gracias",                                "es"),
    ("Ja graag",                                                 "nl"),
    ("Sì, confermo",                                             "it"),
    ("Sim, obrigado",                                            "pt"),
    ("Yes that works",                                           "en"),
    ("Friday 9-11",                                              "en"),
    ("Come at 2pm EST",                                          "en"),
    ("Los Angeles, Vale Street",                                 None),
    ("As per contract",                                          None),
    ("Ja",                                                       None),
    ("2",                                                        None),
    ("",                                                         None),
    ("OK",                                                       None),
)
ANSWERS = (
    # she writes       and is confirmed in    with the words
    ("Ja, passt",      "de",                  "Unser Termin ist bestätigt"),
    ("Oui merci",      "fr",                  "Notre visite est confirmée"),
    ("Sí, gracias",    "es",                  "Nuestra visita está confirmada"),
    ("Ja graag",       "nl",                  "Ons bezoek is bevestigd"),
    ("Sì, grazie",     "it",                  "La nostra visita è confermata"),
    ("Sim, obrigado",  "pt",                  "A nossa visita está confirmada"),
)
WORDS_WE_ASK_FOR = (
    # in our mails, to confirm and to approve
    ("de", "JA",  "GENEHMIGT"),
    ("es", "SÍ",  "APROBADO"),
    ("fr", "OUI", "APPROUVÉ"),
    ("it", "SÌ",  "APPROVATO"),
    ("nl", "JA",  "GOEDGEKEURD"),
    ("pt", "SIM", "APROVADO"),
)
# fmt: on


@pytest.mark.parametrize(("language", "yes", "approved"), WORDS_WE_ASK_FOR)
def test_the_words_that_our_mails_ask_for_are_understood(
    cast: Cast, mailroom: Mailroom, language: str, yes: str, approved: str
) -> None:
    """L14, L29: what we tell somebody to write does what we say."""
    cast.run(
        lambda session: setattr(
            session.query(Contact).filter(Contact.email == CARA).one(), "language", language
        )
    )
    order = cast.scheduled_order()
    cast.do(cast.dora, c.SendQuote(order=order, total=Decimal(450)))
    asks, quotes = (mailroom.asked(order, name) for name in ("confirmation-request", "quote"))
    for mail, word in ((asks, yes), (quotes, approved)):
        outgoing = cast.run(lambda session, mail=mail: claim(session, mail.company_id, mail.id))
        assert word in words(outgoing, "reply+x@desk.test").text
        assert mailroom.reply(mail, word).status is APPLIED
    view = cast.read(cast.dora, queries.order(order))
    assert view.quote is not None
    assert (view.confirmation, view.quote.status) == (Confirmation.CONFIRMED, QuoteStatus.APPROVED)


@pytest.mark.parametrize(("text", "language"), WRITTEN)
def test_a_language_is_told_by_its_small_words_or_not_at_all(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(("text", "language", "sentence"), ANSWERS)
def test_an_answer_in_another_language_is_confirmed_in_that_language(
    cast: Cast, mailroom: Mailroom, text: str, language: str, sentence: str
) -> None:
    """L29, N.26."""
    order = cast.scheduled_order()
    message = mailroom.reply(mailroom.asked(order, "confirmation-request"), text)
    assert message.status is APPLIED
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED
    receipt = mailroom.asked(order, "visit-confirmed")
    assert receipt.context["language"] == language
    said = words(outgoing("visit-confirmed", language=language), "reply+x@desk.test")
    assert sentence in said.text
    assert (
        cast.run(lambda session: session.query(Contact).filter(Contact.email == CARA).one().language)
        == language
    )


def test_a_refused_answer_is_refused_in_their_language(cast: Cast, mailroom: Mailroom) -> None:
    """L33."""
    order = cast.scheduled_order()
    old = mailroom.asked(order, "confirmation-request")
    cast.do(cast.dora, c.Reschedule(order=order, window=FRIDAY, reason="van broke down"))
    mailroom.reply(old, "Ja, passt")
    answer = mailroom.asked(order, "reply-answer")
    assert (answer.context["language"], answer.context["event"]["kind"]) == ("de", "moved")


def test_what_nothing_proves_changes_no_language(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    message = mailroom.reply(
        mailroom.asked(order, "confirmation-request"), "Ja, passt", sender="mallory@example.net"
    )
    assert message.status is TRIAGE
    assert (
        cast.run(lambda session: session.query(Contact).filter(Contact.email == CARA).one().language) is None
    )


def test_they_are_asked_back_in_their_language(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    cast.run(
        lambda session: setattr(session.query(Contact).filter(Contact.email == CARA).one(), "language", "de")
    )
    cast.do(cast.dora, c.Note(order=order, text="Wir bringen eine Leiter mit.", internal=False))
    mailroom.reply(mailroom.asked(order, "note-for-customer"), "Ja, passt")
    asked = mailroom.asked(order, "which-matter")
    assert asked.context["language"] == "de"
    assert mailroom.reply(asked, "1").status is APPLIED
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED
