"""Mail about a work order that a customer's own mail became stays in that mail's conversation."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from core.notifications import Answered
from outbound.compose import compose
from outbound.threads import MOST_REFERENCES, bare_subject
from tests.outbound.letters import IDENTITY, KEY, TOKENS, outgoing

ASKED = Answered("Re: The pump leaks", "pump@acmefoods.example", ("first@acmefoods.example",))
OURS = "mail.northgate.example"
# fmt: off
SUBJECTS = (
    # theirs                                what ours begins with, after "Re: "
    ("The pump leaks",                      "The pump leaks"),
    ("Re: AW: Fwd: The pump leaks",         "The pump leaks"),
    ("RE[2]: The pump leaks",               "The pump leaks"),
    ("Re: The pump leaks [WO-7]",           "The pump leaks"),
    ("Regarding: the pump",                 "Regarding: the pump"),
    ("  \r\nBcc: eve@else.example",         "Bcc: eve@else.example"),
    ("Re:",                                 ""),
    ("",                                    ""),
)
UNREPEATABLE = (
    "has a space@acmefoods.example",
    "breaks\r\nBcc: eve@else.example",
    "<nested>@acmefoods.example",
    f"{'x' * 300}@acmefoods.example",
    "naïve@acmefoods.example",
    "no-at-sign",
)
# fmt: on


def sent(answers: Answered | None, thread_keys: tuple[str, ...] = ()) -> EmailMessage:
    mail = replace(outgoing("request-received"), answers=answers, thread_keys=thread_keys)
    raw = compose(mail, TOKENS, IDENTITY)
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_first_answer_names_their_mail_and_what_it_answered() -> None:
    mail = sent(ASKED)
    assert mail["Subject"] == "Re: The pump leaks [WO-1042]"
    assert mail["In-Reply-To"] == "<pump@acmefoods.example>"
    assert mail["References"].split() == ["<first@acmefoods.example>", "<pump@acmefoods.example>"]
    assert mail["Message-ID"] == f"<{KEY}@{OURS}>"


def test_later_mails_go_on_from_our_own() -> None:
    mail = sent(ASKED, thread_keys=("one", "two"))
    assert mail["In-Reply-To"] == f"<two@{OURS}>"
    assert mail["References"].split()[1:] == ["<pump@acmefoods.example>", f"<one@{OURS}>", f"<two@{OURS}>"]


def test_a_long_conversation_keeps_its_beginning_and_its_end() -> None:
    mail = sent(ASKED, thread_keys=tuple(f"k{number}" for number in range(60)))
    named = mail["References"].split()
    assert (len(named), named[0], named[-1]) == (
        MOST_REFERENCES,
        "<first@acmefoods.example>",
        f"<k59@{OURS}>",
    )


def test_everybody_else_gets_our_own_subject() -> None:
    mail = sent(None)
    assert mail["Subject"] == "We have your request: Fire alarm inspection [WO-1042]"
    assert mail["In-Reply-To"] is None


def test_a_mail_without_a_subject_is_answered_with_ours() -> None:
    assert sent(Answered("Re: ", "a@b.example", ()))["Subject"].startswith("We have your request")


@pytest.mark.parametrize(("theirs", "bare"), SUBJECTS)
def test_their_subject_without_what_programs_add(theirs: str, bare: str) -> None:
    assert bare_subject(theirs) == bare


@pytest.mark.parametrize("identifier", UNREPEATABLE)
def test_an_identifier_that_cannot_stand_in_a_header_is_left_out(identifier: str) -> None:
    mail = sent(Answered("Pump", identifier, (identifier,)))
    assert (mail["In-Reply-To"], mail["Bcc"]) == (None, None)
