"""Journey 4: a quote is approved by a plain reply, and by nothing else."""

import re
from collections.abc import Callable

import httpx
import pytest

from core.model import QuoteStatus
from core.tokens import ReplyToken, ReplyTokens
from sandbox.mail.client import MailMessage
from tests.flows.office import BOOKED, MAILBOX, TOKENS, Office, letter, shown
from tests.flows.program import MAIL_DOMAIN

APPROVED = (
    # shape     what they write
    ("gmail",   "Approved, go ahead."),
    ("apple",   "Approved"),
    ("outlook", "Approved – please go ahead.\n\nKind regards,\nCara Cole"),
    ("plain",   "approved"),
)  # fmt: skip


async def quoted_order(office: Office, total: str = "450.00") -> tuple[int, MailMessage]:
    """A work order with a quote, and the mail that brings it."""
    number = await office.new_order("Replace riser valve")
    said = await office.wo(f"quote WO-{number} {total} New valve and labour")
    assert said.startswith(f"A quote of {total} for WO-{number} is on its way."), said
    return number, await office.cara.wait_for(subject="Replace riser valve", text=f"WO-{number} ")


@pytest.mark.parametrize(("shape", "words"), APPROVED)
async def test_a_quote_is_approved_by_reply(office: Office, shape: str, words: str) -> None:
    number, quote = await quoted_order(office)
    assert "$450.00 (quote version 1)" in quote.text
    early = await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")
    assert f"Quote v1 of WO-{number} isn't approved yet" in early

    await office.cara.reply(quote.id, words, shape)

    receipt = await office.cara.wait_for(subject="approved", text=f"WO-{number} ", after=quote.id)
    assert "You approved our quote of $450.00 (version 1)" in receipt.text
    assert "quote v1 approved" in shown(await office.card(number, "quote v1 approved"))
    assert any("Cara Cole approved quote v1: “" in line for line in await office.thread(number))
    assert "is scheduled for" in await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")


async def asked_for_a_code(office: Office) -> tuple[int, MailMessage]:
    """Walt approves; his provider does not sign, so he is sent a code: the order, and that mail."""
    number = await office.new_order("Replace steam trap", site="Prairie Middle School")
    await office.wo(f"quote WO-{number} 1200.00 Steam trap and labour")
    quote = await office.walt.wait_for(subject="Replace steam trap", text=f"WO-{number} ")
    await office.walt.reply(quote.id, "Approved, go ahead", "gmail")
    code = await office.walt.wait_for(subject="One more step", text=f"WO-{number} ", after=quote.id)
    assert "approved the quote" not in str(await office.thread(number))
    return number, code


def link_in(mail: MailMessage) -> str:
    found = re.search(r"^http://\S+/approve/\S+$", mail.text, re.MULTILINE)
    assert found is not None, mail.text
    return found[0]


def code_in(mail: MailMessage) -> str:
    found = re.search(r"^ +(\d{3} \d{3})$", mail.text, re.MULTILINE)
    assert found is not None, mail.text
    return found[1]


async def test_an_approver_without_signed_mail_answers_with_the_code(office: Office) -> None:
    number, mail = await asked_for_a_code(office)
    await office.walt.reply(mail.id, code_in(mail), "iphone")

    receipt = await office.walt.wait_for(subject="approved", text=f"WO-{number} ", after=mail.id)
    assert "You approved our quote of $1,200.00 (version 1)" in receipt.text
    assert any(
        "Walt Becker approved quote v1: “Approved, go ahead”" in line for line in await office.thread(number)
    )


async def test_an_approver_without_signed_mail_types_the_code_on_the_page(office: Office) -> None:
    number, mail = await asked_for_a_code(office)
    page = link_in(mail)
    async with httpx.AsyncClient() as browser:
        for look in (browser.get, browser.head):
            assert (await look(page)).status_code == 200
        assert "isn't approved yet" in await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")
        answer = await browser.post(page, data={"code": code_in(mail)})
    assert "Thank you" in answer.text
    await office.walt.wait_for(subject="approved", text=f"WO-{number} ", after=mail.id)
    assert "is scheduled for" in await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")


async def test_a_wrong_code_approves_nothing_and_says_so(office: Office) -> None:
    number, mail = await asked_for_a_code(office)
    wrong = f"{(int(code_in(mail).replace(' ', '')) + 1) % 1_000_000:06d}"
    await office.walt.reply(mail.id, wrong, "plain")
    told = await office.walt.wait_for(subject="That code is not right", text=f"WO-{number} ", after=mail.id)
    assert "4 tries are left." in told.text
    assert "isn't approved yet" in await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")


async def test_a_quote_is_turned_down_by_reply(office: Office) -> None:
    """L17."""
    number, quote = await quoted_order(office)
    await office.cara.reply(quote.id, "No thanks", "iphone")
    await office.cara.wait_for(subject="your answer to our quote", text=f"WO-{number} ", after=quote.id)
    found = office.order(number).quote
    assert found is not None
    assert found.status is QuoteStatus.REJECTED


async def test_an_approval_of_the_old_version_does_not_approve_the_new_one(office: Office) -> None:
    number, old = await quoted_order(office)
    await office.wo(f"quote WO-{number} 980.00 Valve, labour and scaffolding")
    new = await office.cara.wait_for(subject="new quote", text=f"WO-{number} ", after=old.id)
    before = office.facts(number)

    await office.cara.reply(old.id, "approved", "gmail")

    answer = await office.cara.wait_for(subject="About your message", text=f"WO-{number} ", after=new.id)
    assert "Quote v1 was replaced by v2. Please answer the newest quote. Nothing was changed." in answer.text
    await office.settle()
    assert office.facts(number) == before
    await office.cara.reply(new.id, "approved", "gmail")
    await office.cara.wait_for(subject="$980.00 approved", text=f"WO-{number} ", after=new.id)


async def test_an_approval_by_somebody_else_is_shown_to_a_person(office: Office) -> None:
    """Omar was forwarded Cara's mail, or guesses: our secret in the wrong hands."""
    number, quote = await quoted_order(office)
    before = office.facts(number)
    raw = letter(
        "Omar Haddad <omar@lakeviewdental.example>",
        quote.reply_to,
        "approved",
        In_Reply_To=quote.raw["message_id"],
    )

    sent = await office.omar.send_raw(raw, quote.reply_to)

    assert sent.delivery == "delivered"
    card = await office.triage(
        "It came from omar@lakeviewdental.example, but we had asked cara@acmefoods.example."
    )
    assert f"Mail about WO-{number} Replace riser valve" in shown(card)
    assert "approved" in shown(card)
    assert office.facts(number) == before


def changed_token(quote: MailMessage) -> str:
    local = quote.reply_to.partition("@")[0]
    return f"{local[:-4]}{'aaaa' if not local.endswith('aaaa') else 'bbbb'}@{MAIL_DOMAIN}"


def token_of_another_key(quote: MailMessage) -> str:
    token = TOKENS.read(quote.reply_to)
    assert token is not None
    return ReplyTokens(b"another key, as long as it has to be", MAIL_DOMAIN).address(token)


UNPROVEN = (
    # where it goes          what the coordinator reads
    (changed_token,          "Its reply address was not made by us: the code in it is wrong."),
    (token_of_another_key,   "Its reply address was not made by us: the code in it is wrong."),
    (lambda _quote: MAILBOX, "It answers no message of ours that we can recognise."),
)  # fmt: skip


@pytest.mark.parametrize(("address", "why"), UNPROVEN, ids=["changed token", "other key", "no token"])
async def test_an_approval_without_our_secret_is_shown_to_a_person(
    office: Office, address: Callable[[MailMessage], str], why: str
) -> None:
    number, quote = await quoted_order(office)
    before = office.facts(number)
    to = address(quote)
    assert (
        await office.cara.send_raw(letter("Cara Cole <cara@acmefoods.example>", to, "approved"), to)
    ).delivery == "delivered"
    card = await office.triage(why)
    assert "From  cara@acmefoods.example" in shown(card)
    assert office.facts(number) == before


async def test_a_token_of_another_company_opens_nothing(office: Office) -> None:
    number, quote = await quoted_order(office)
    before = office.facts(number)
    token = TOKENS.read(quote.reply_to)
    assert token is not None
    foreign = TOKENS.address(ReplyToken(company_id=2, notification_id=token.notification_id))
    raw = letter("Cara Cole <cara@acmefoods.example>", foreign, "approved")
    await office.cara.send_raw(raw, MAILBOX)
    await office.triage("Its reply address belongs to another company.")
    assert office.facts(number) == before
