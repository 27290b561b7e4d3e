"""Where a message is on its way can be read in the log: the last line of a worker that died names the step."""

import logging

import pytest
from sqlalchemy import select

from core import commands as c
from core.model import InboundMessage
from inbound.envelope import Envelope
from inbound.steps import Step
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom

READ = (
    Step.JOURNALED,
    Step.PARSE,
    Step.SCREEN,
    Step.AUTHENTICATE,
    Step.STRIP,
    Step.CORRELATE,
    Step.PROVE,
    Step.INTERPRET,
    Step.DECIDE,
)
"""What is logged for a person's answer until it is known what to do."""


def steps_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    lines = [record.getMessage() for record in caplog.records if record.name == "inbound.steps"]
    return [line.removeprefix("mail.step ") for line in lines]


def take(cast: Cast, mailroom: Mailroom, text: str, to: str) -> None:
    """Journal one message as the listener does and read it."""
    raw = mailroom.letter(to, text)
    mailroom.journal([Envelope(CARA, (to,), raw, "127.0.0.1", "smtp", cast.clock())])
    message_id = cast.run(lambda session: session.scalar(select(InboundMessage.id)))
    mailroom.reader.read(cast.company_id, message_id)


def test_each_step_of_an_answer_is_logged_when_it_begins(
    cast: Cast, mailroom: Mailroom, caplog: pytest.LogCaptureFixture
) -> None:
    to = mailroom.address(mailroom.asked(cast.scheduled_order(), "confirmation-request"))
    with caplog.at_level(logging.DEBUG, logger="inbound.steps"):
        take(cast, mailroom, "Yes", to)
    assert steps_of(caplog) == [*READ, Step.DECIDED, Step.CARRIED_OUT, Step.ENDED]


def test_what_asks_for_nothing_ends_with_its_decision(
    cast: Cast, mailroom: Mailroom, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="inbound.steps"):
        take(cast, mailroom, "Hello", "service@desk.test")
    assert steps_of(caplog)[-2:] == [Step.DECIDE, Step.ENDED]
    assert Step.DECIDED not in steps_of(caplog)


def test_a_refusal_is_carried_out_as_another_decision(
    cast: Cast, mailroom: Mailroom, caplog: pytest.LogCaptureFixture
) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    cast.do(cast.dora, c.Cancel(order=order, reason="sold"))
    with caplog.at_level(logging.DEBUG, logger="inbound.steps"):
        take(cast, mailroom, "Yes", to)
    assert steps_of(caplog)[-4:] == [Step.DECIDE, Step.DECIDED, Step.CARRIED_OUT, Step.ENDED]
