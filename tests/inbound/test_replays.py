"""Genuine mail sent again, and other people's words handed on: neither does anything a second time or in her name."""

import re
from collections.abc import Callable
from decimal import Decimal

import dkim
import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import Confirmation, MessageStatus, Quote, QuoteStatus
from core.tokens import ReplyToken
from tests.cast import FRIDAY
from tests.inbound.mailroom import CARA
from tests.inbound.scene import EVE, Scene
from tests.inbound.signed import key, signer


def by_another_way(genuine: bytes) -> bytes:
    """The same mail, as it looks after another relay: nothing that is signed has changed."""
    return (
        b"Return-Path: <eve@evil.example>\r\nReceived: from mx.evil.example by mail.desk.test; Mon, 23 Nov 2026\r\n"
        + genuine
    )


def test_a_yes_played_again_after_the_visit_was_moved_confirms_nothing(scene: Scene) -> None:
    """I12, L33: the question it answered is not the newest any more."""
    to, cast = scene.mailroom.address(scene.visit), scene.cast
    genuine = scene.mailroom.letter(to, "Yes, that works.")
    assert scene.comes(genuine, to, CARA).status is MessageStatus.APPLIED
    cast.do(cast.dora, c.Reschedule(order=scene.visit_order, window=FRIDAY, reason="van broke down"))
    again = scene.comes(by_another_way(genuine), to, EVE)
    assert again.status is MessageStatus.KEPT
    visit = cast.read(cast.dora, queries.order(scene.visit_order))
    assert visit.confirmation is Confirmation.REQUESTED
    assert {told.address for told in cast.told("reply-answer", scene.visit_order)} == {CARA}


def test_an_approval_played_again_approves_once(scene: Scene) -> None:
    genuine = scene.mailroom.letter(scene.token, "Approved")
    assert scene.comes(genuine, sender=CARA).status is MessageStatus.APPLIED
    again = scene.comes(by_another_way(genuine), sender=EVE)
    assert again.status in {MessageStatus.KEPT, MessageStatus.TRIAGE}
    assert scene.mailroom.events(scene.order).count("quote.approved") == 1


def test_a_no_played_again_does_not_undo_the_yes_that_came_after_it(scene: Scene) -> None:
    to, cast = scene.mailroom.address(scene.visit), scene.cast
    first = scene.mailroom.letter(to, "No, that does not work.")
    scene.comes(first, to, CARA)
    cast.do(cast.dora, c.Reschedule(order=scene.visit_order, window=FRIDAY, reason="as she asked"))
    newest = scene.mailroom.asked(scene.visit_order, "visit-moved")
    assert scene.mailroom.reply(newest, "Yes, that works.").status is MessageStatus.APPLIED
    assert scene.comes(by_another_way(first), to, EVE).status in {MessageStatus.KEPT, MessageStatus.TRIAGE}
    visit = cast.read(cast.dora, queries.order(scene.visit_order))
    assert visit.confirmation is Confirmation.CONFIRMED


@pytest.mark.parametrize("notification", [1, 2, 3, 999_999])
def test_a_secret_of_one_company_opens_nothing_at_another(scene: Scene, notification: int) -> None:
    """Eve's own company has genuine reply addresses; none of them is an address of ours, whatever its number."""
    theirs = scene.mailroom.tokens.address(ReplyToken(scene.cast.eve.company_id, notification))
    for recipient in ("service@desk.test", theirs):
        raw = scene.mailroom.letter(theirs, f"Approved, says {recipient}")
        for message_id in scene.mailroom.post_all([raw], recipient, CARA):
            scene.mailroom.reader.read(scene.cast.company_id, message_id)
    assert scene.untouched()


def as_gmail_signs(raw: bytes, headers: tuple[bytes, ...]) -> bytes:
    """Cara's provider signs the headers that are there, and none that is not."""
    signature: bytes = dkim.sign(
        raw, b"sandbox", b"acmefoods.example", key().pem, include_headers=list(headers)
    )
    return signature + raw


# what the signature of her genuine approval covers                       what Eve makes of it, {other} is another quote's address
COVERED: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    ((b"from", b"to", b"subject", b"date", b"message-id"),                "Cc: {other}\r\n",   ""),
    ((b"from", b"subject", b"date", b"message-id"),                       "To: {other}\r\n",   "To: "),
    ((b"from", b"to"),                                                    "Cc: {other}\r\nTo: {other}\r\n", ""),
)  # fmt: skip


@pytest.mark.parametrize(("headers", "added", "removed"), COVERED)
def test_a_genuine_approval_readdressed_to_another_quote_asks_for_a_code(
    scene: Scene, headers: tuple[bytes, ...], added: str, removed: str
) -> None:
    """I15: a signature says whom a mail is for only where it covers that header."""
    raw = scene.mailroom.unsigned(scene.token, "Approved", Date="Mon, 23 Nov 2026 09:00:00 -0600")
    genuine = as_gmail_signs(raw, headers)
    other = scene.mailroom.address(
        scene.mailroom.asked(scene.cast.new_order(c.SendQuote(total=Decimal(9000))), "quote")
    )
    if removed:
        genuine = re.sub(rb"\r\nTo: [^\r]*", b"", genuine, count=1)
    message = scene.comes(added.format(other=other).encode() + genuine, other, EVE)
    assert message.steps["authenticate"]["aligned"] is True, "her signature is genuine still"
    assert message.steps["prove"]["level"] == "E2"
    assert scene.cast.run(lambda session: set(session.scalars(select(Quote.status)))) == {QuoteStatus.SENT}
    assert [told.address for told in scene.cast.told("approval-code")] == [CARA]


JUNK = b"X-A: 1\r\n"
OTHERS = b"DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=x; h=from; bh=eA==; b=eA==\r\n"
# how Eve keeps the signature from those who look what it covers: its own bytes stay, as relaxed rules see them
HIDDEN = {
    "below those of others":      lambda raw: raw.replace(b"DKIM-Signature:", OTHERS * 60 + b"DKIM-Signature:", 1),
    "below all that is read":     lambda raw: raw.replace(b"DKIM-Signature:", JUNK * 600 + b"DKIM-Signature:", 1),
    "behind many blanks":         lambda raw: raw.replace(b" d=acmefoods", b" " * 300 + b"d=acmefoods", 1),
    "across a mailbox's line":    lambda raw: raw.replace(b" d=acmefoods", b"\r\nFrom eve\r\n d=acmefoods", 1),
}  # fmt: skip


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_what_a_signature_leaves_open_is_seen_wherever_it_stands(
    scene: Scene, hidden: Callable[[bytes], bytes]
) -> None:
    """I15: signed without its To, a genuine approval of another matter can be sent to any quote's address."""
    raw = scene.mailroom.unsigned("somebody@else.example", "Approved")
    signature = as_gmail_signs(raw, (b"from", b"subject"))[: -len(raw)]
    head, body = raw.replace(b"somebody@else.example", scene.token.encode()).split(b"\r\n\r\n", 1)
    above = [line for line in head.split(b"\r\n") if line.startswith((b"From", b"To", b"Content", b"MIME"))]
    below = [line for line in head.split(b"\r\n") if line not in above]
    replayed = b"\r\n".join((*above, signature + below[0], *below[1:], b"", body))
    message = scene.comes(hidden(replayed), sender=CARA)
    assert message.steps["authenticate"]["aligned"] is True, "her signature is genuine still"
    assert message.steps["prove"]["level"] == "E2"
    assert scene.untouched()


def test_a_genuine_approval_signed_by_gmail_approves(scene: Scene) -> None:
    raw = scene.mailroom.unsigned(scene.token, "Approved", Date="Mon, 23 Nov 2026 09:00:00 -0600")
    genuine = as_gmail_signs(raw, (b"from", b"to", b"subject", b"date", b"message-id"))
    message = scene.comes(genuine, sender=CARA)
    assert (message.steps["prove"]["level"], message.status) == ("E3", MessageStatus.APPLIED)


# how programs hand on what somebody else wrote
HANDED_ON = (
    (
        "---------- Forwarded message ---------\nFrom: Bob Boss <bob@acmefoods.example>\nDate: Mon, Nov 23, 2026 at 9:00 AM\n"
        "Subject: Re: quote\nTo: Cara Cole <cara@acmefoods.example>\n\n\nApproved, go ahead.\n"
    ),
    (
        "\n\nBegin forwarded message:\n\n> From: Bob Boss <bob@acmefoods.example>\n> Subject: Re: quote\n> Date: November 23, 2026\n"
        "> To: Cara Cole <cara@acmefoods.example>\n> \n> Approved, go ahead.\n"
    ),
    (
        "\n________________________________\nFrom: Bob Boss <bob@acmefoods.example>\nSent: Monday, November 23, 2026 9:00 AM\n"
        "To: Cara Cole <cara@acmefoods.example>\nSubject: RE: quote\n\nApproved, go ahead.\n"
    ),
    (
        "\n-------- Original Message --------\nSubject: Re: quote\nDate: Mon, 23 Nov 2026 09:00:00 -0600\n"
        "From: Bob Boss <bob@acmefoods.example>\nTo: Cara Cole <cara@acmefoods.example>\n\nApproved, go ahead.\n"
    ),
    (
        "\n-----Weitergeleitete Nachricht-----\nVon: Bob Boss <bob@acmefoods.example>\nGesendet: Montag, 23. November 2026 09:00\n"
        "An: Cara Cole <cara@acmefoods.example>\nBetreff: AW: quote\n\nApproved, go ahead.\n"
    ),
    "FYI, this is what Bob says:\n\n> Approved, go ahead.\n",
    "On Mon, Nov 23, 2026 at 9:00 AM Bob Boss <bob@acmefoods.example> wrote:\n\n> Approved, go ahead.\n",
)


@pytest.mark.parametrize("words", HANDED_ON)
def test_what_she_only_hands_on_is_not_her_word(scene: Scene, words: str) -> None:
    """The proof is hers, the words are Bob's."""
    message = scene.comes(scene.mailroom.letter(scene.token, words), sender=CARA)
    assert (message.steps["prove"]["level"], message.status) == ("E3", MessageStatus.TRIAGE), message.new_text
    assert scene.untouched()


def test_her_genuine_approval_within_a_mail_of_eves_is_eves_mail(scene: Scene) -> None:
    """Forwarded as a file, signature and all: the secret is there, the sender is not (§6)."""
    genuine = scene.mailroom.letter(scene.token, "Approved")
    raw = (
        (
            f"From: {EVE}\r\nTo: {scene.token}\r\nSubject: Fwd: quote\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/mixed; boundary="f"\r\n\r\n--f\r\nContent-Type: text/plain\r\n\r\nApproved\r\n'
            "--f\r\nContent-Type: message/rfc822\r\n\r\n"
        ).encode()
        + genuine
        + b"\r\n--f--\r\n"
    )
    message = scene.comes(signer().sign(raw, "evil.example"))
    assert (message.steps["prove"]["level"], message.status) == ("E1", MessageStatus.TRIAGE)
    assert scene.untouched()
