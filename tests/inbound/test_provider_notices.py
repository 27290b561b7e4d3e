"""What Amazon tells of our own mail: a bounce or a complaint marks the address, shows on the order and reaches the office."""

import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from core import queries
from core.model import Confirmation, MessageStatus, Notification
from inbound.intake.batches import Batches
from inbound.intake.providers.ses import Ses
from inbound.intake.webhooks import Webhooks
from inbound.journal import Journal
from tests.cast import MONDAY_NINE
from tests.inbound.mailroom import CARA, TOKENS, Mailroom
from tests.inbound.test_webhooks import LARGEST, TOPIC, Amazon


@pytest.fixture(scope="module")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Amazon:
    return Amazon(tmp_path_factory.mktemp("amazon"))


@dataclass
class Page:
    """Amazon's way in, and one question of ours that went out through SES."""

    client: httpx.AsyncClient
    amazon: Amazon
    mailroom: Mailroom
    order: int
    asked: Notification

    async def told(self, news: dict[str, Any], source: str | None = None) -> httpx.Response:
        """Amazon tells something of our mail."""
        token = self.mailroom.address(self.asked)
        mail = {
            "source": token if source is None else source,
            "messageId": "0100018f-1",
            "destination": [CARA],
            "headers": [
                {"name": "From", "value": "Northgate <service@desk.test>"},
                {"name": "Reply-To", "value": f"Northgate <{token}>"},
                {"name": "Message-ID", "value": f"<{self.asked.message_key}@desk.test>"},
                {"name": "Subject", "value": "Please confirm\r\nX-Injected: yes"},
            ],
        }
        said = {
            "Type": "Notification", "MessageId": "1", "TopicArn": TOPIC,
            "Timestamp": f"{MONDAY_NINE:%Y-%m-%dT%H:%M:%S.000Z}", "Message": json.dumps({**news, "mail": mail}),
        }  # fmt: skip
        return await self.client.post("/mail/webhook/ses", json=self.amazon.signed(said))

    def read(self) -> MessageStatus:
        """Reads the message that was kept; how it ended."""
        self.mailroom.reader.read(self.mailroom.cast.company_id, 1)
        return self.mailroom.message(1).status


@pytest.fixture
async def page(mailroom: Mailroom, executor: ThreadPoolExecutor, amazon: Amazon) -> AsyncIterator[Page]:
    order = mailroom.cast.scheduled_order()
    journal = Journal(mailroom.cast.desk.sessions, TOKENS)
    hooks = Webhooks(
        {"ses": Ses(TOPIC, amazon.get)}, Batches(journal, executor), mailroom.cast.clock, LARGEST
    )
    transport = httpx.ASGITransport(Starlette(routes=hooks.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="https://wo.example") as client:
        yield Page(client, amazon, mailroom, order, mailroom.asked(order, "confirmation-request"))


def bounce(kind: str = "Permanent", whom: str = CARA, name: str = "notificationType") -> dict[str, Any]:
    return {
        name: "Bounce",
        "bounce": {
            "bounceType": kind,
            "bouncedRecipients": [
                {"emailAddress": whom, "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 unknown"}
            ],
        },
    }


COMPLAINT = {
    "notificationType": "Complaint",
    "complaint": {"complainedRecipients": [{"emailAddress": CARA}], "complaintFeedbackType": "abuse"},
}

# Amazon tells                          it is read as   the message ends        bounced  complained
NEWS = (
    (bounce(),                          "bounce",       MessageStatus.TRIAGE,   True,    False),
    (bounce(name="eventType"),          "bounce",       MessageStatus.TRIAGE,   True,    False),
    (bounce(whom="bob@acmefoods.test"), "bounce",       MessageStatus.TRIAGE,   False,   False),
    (bounce("Transient"),               "delay",        MessageStatus.IGNORED,  False,   False),
    (COMPLAINT,                         "complaint",    MessageStatus.TRIAGE,   False,   True),
)  # fmt: skip


@pytest.mark.parametrize("row", NEWS)
async def test_news_about_our_mail_marks_the_address_it_is_about(
    page: Page, row: tuple[dict[str, Any], str, MessageStatus, bool, bool]
) -> None:
    news, kind, ends, bounced, complained = row
    assert (await page.told(news)).text == "Kept.\n"
    assert page.read() is ends
    message, cast = page.mailroom.message(1), page.mailroom.cast
    assert message.steps["screen"]["kind"] == kind
    assert message.steps["correlate"]["order"] == f"WO-{page.order}"
    view = cast.read(cast.dora, queries.order(page.order))
    assert view.contact is not None
    assert (view.contact.bounced, view.contact.complained) == (bounced, complained)
    assert view.confirmation is Confirmation.REQUESTED
    marked = ["channel:dispatch"] if bounced or complained else []
    assert [told.recipient for told in cast.told("mail-failed", page.order)] == marked


async def test_the_same_news_twice_is_one_message(page: Page) -> None:
    for _ in range(2):
        assert (await page.told(bounce())).status_code == 200
    assert page.read() is MessageStatus.TRIAGE
    assert len(page.mailroom.cast.told("mail-failed", page.order)) == 1


async def test_news_without_a_mail_of_ours_is_refused(page: Page) -> None:
    assert (await page.told(bounce(), source="")).status_code == 400
    answer = await page.told({"notificationType": "Delivery", "delivery": {}})
    assert answer.status_code == 400
