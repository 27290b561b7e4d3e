"""The job that sends a mail: claim, compose once, hand over, keep the answer.

The bytes are committed before the first attempt. A run whose outcome nobody knows (the connection broke after the
last line) is repeated with the same bytes and Message-ID, so that a second copy is the same message.
"""

import functools
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from core import cards, notifications
from core.commands import Fate, NoteDelivery
from core.desk import AsyncDesk
from core.jobs import GiveUp, TryAgain, defer
from core.mailing import MAIL_TASK
from core.mailmarks import CODE_MAIL, OFFER_MAIL
from core.notifications import Outgoing
from core.people import system
from core.tokens import ReplyTokens
from outbound.compose import MailIdentity, compose, reply_address_of
from outbound.headers import Unsendable, mail_address
from outbound.relay import DeliveryFailed, Relay, hand_over

logger = logging.getLogger(__name__)

NO_RELAY = "No mail server is set: write SMTP_RELAY_HOST, and waiting mail goes out."
LONGEST_WAIT = timedelta(minutes=15)
ATTEMPTS = 200
"""With waits of up to LONGEST_WAIT about a day and a half: longer than a relay is down over a Sunday night."""


@dataclass(frozen=True)
class Sender:
    """Sends the mail of a notification. Without a relay mail waits."""

    desk: AsyncDesk
    relay: Relay | None
    tokens: ReplyTokens
    identity: MailIdentity

    async def send(self, company_id: int, notification_id: int) -> None:
        """Raises TryAgain or GiveUp. Nothing is sent that was sent before or is no longer true (I13)."""
        if self.relay is None:
            raise TryAgain(NO_RELAY)
        mail = (company_id, notification_id)
        claimed = await self.desk.run(lambda session: notifications.claim(session, *mail))
        if claimed is None:
            return
        try:
            raw = claimed.raw or await self._composed(claimed)
            recipient = mail_address(claimed.address or "")
            answer = await hand_over(self.relay, reply_address_of(claimed, self.tokens), recipient, raw)
        except Unsendable as error:
            await self._gave_up(claimed, str(error), Fate.REFUSED)
            raise GiveUp(str(error)) from None
        except DeliveryFailed as error:
            if error.permanent:
                await self._gave_up(claimed, str(error), Fate.REFUSED if error.by_recipient else Fate.UNSENT)
                raise GiveUp(str(error)) from error
            await self._deferred(claimed, str(error))
            raise TryAgain(str(error)) from error
        await self._sent(claimed, answer)
        logger.info("Sent mail %s of company %s: %s", notification_id, company_id, claimed.name)

    async def _composed(self, claimed: Outgoing) -> bytes:
        raw = compose(claimed, self.tokens, self.identity)
        if claimed.name in {CODE_MAIL, OFFER_MAIL}:
            return raw  # nothing that is kept gives the code away
        await self.desk.run(
            functools.partial(
                notifications.store_raw,
                company_id=claimed.company_id,
                notification_id=claimed.id,
                raw=raw,
            )
        )
        return raw

    async def _deferred(self, claimed: Outgoing, why: str) -> None:
        def note(session: Session) -> None:
            notifications.failed(session, claimed.company_id, claimed.id, why, permanent=False)
            _refresh_cards(session, claimed)

        await self.desk.run(note)

    async def _sent(self, claimed: Outgoing, answer: str) -> None:
        now = self.desk.clock()

        def note(session: Session) -> None:
            notifications.sent(session, claimed.company_id, claimed.id, now, answer)
            if claimed.was_deferred:
                _refresh_cards(session, claimed)

        await self.desk.run(note)

    async def _gave_up(self, claimed: Outgoing, why: str, fate: Fate) -> None:
        """The office hears of it, and the work order shows it; once, however often the job is sent again."""
        note = NoteDelivery(
            order=claimed.order_number,
            notification_id=claimed.id,
            address=claimed.address or "",
            fate=fate,
            why=why,
        )
        await self.desk.do(system(claimed.company_id), (note,), f"mail-failed:{claimed.id}")
        mail = (claimed.company_id, claimed.id)
        await self.desk.run(lambda session: notifications.failed(session, *mail, why, permanent=True))


def _refresh_cards(session: Session, claimed: Outgoing) -> None:
    """The card says of mail that it is late, and no longer says so once it went."""
    if claimed.team_id is not None and claimed.dispatch_channel is not None:
        about = cards.refresh_jobs(session, claimed.company_id, work_order_id=claimed.work_order_id)
        defer(session, *about)


def tasks(sender: Sender) -> Mapping[str, Callable[..., Awaitable[None]]]:
    """The jobs of this edge by task name; args `company_id`, `notification_id`."""
    return {MAIL_TASK: sender.send}
