"""Lines of text: replies in the thread of a work order's card, and direct messages.

At least once: a line whose answer was lost is said again. Each attempt is counted with its notification, so a line that was
sent with more than one may be there twice.
"""

import contextlib
import logging
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks.kit import Block, Part, cut, escape, lines, mention
from bot.cards import CardCourier, direct_messages
from bot.web_api import GONE, OutcomeUnknown, SlackRefused, call
from core import notifications
from core.desk import AsyncDesk
from core.jobs import DeadJob, GiveUp, TryAgain
from core.model import Card, CardKind, CardStatus, WorkOrder
from core.notifications import Outgoing
from templates import render

logger = logging.getLogger(__name__)

TEXT_LIMIT = 2900


class LineCourier:
    """`client` must not retry by itself."""

    def __init__(self, desk: AsyncDesk, client: AsyncWebClient, cards: CardCourier) -> None:
        self._desk = desk
        self._client = client
        self._cards = cards

    async def deliver(self, company_id: int, notification_id: int) -> None:
        """Says it, unless it was said or is no longer true. Raises TryAgain or GiveUp."""
        out = await self._desk.run(lambda session: notifications.claim(session, company_id, notification_id))
        if out is None:
            return
        try:
            ts = await self._say(out)
        except OutcomeUnknown as unknown:
            logger.warning("a line in Slack may be there twice: notification %s", out.id)
            await self._failed(out, str(unknown), permanent=False)
            raise TryAgain(str(unknown)) from unknown
        except SlackRefused as refused:
            await self._failed(out, str(refused), permanent=True)
            raise GiveUp(f"line {out.id} ({out.name}): {refused}") from refused
        now = self._desk.clock()
        await self._desk.run(lambda session: notifications.sent(session, company_id, out.id, now, ts))

    async def died(self, job: DeadJob) -> None:
        """The engine gave the job up: the notification says so."""
        company_id, notification_id = _number(job.args["company_id"]), _number(job.args["notification_id"])
        await self._desk.run(
            lambda session: notifications.failed(
                session, company_id, notification_id, job.why, permanent=True
            )
        )

    async def _say(self, out: Outgoing) -> str:
        text = cut(render(f"slack/{out.name}.txt", out.context), TEXT_LIMIT)
        if out.staff is not None:
            channel = await direct_messages(self._desk, self._client, out.company_id, out.staff)
            return await self._post(channel, text, _said(text))
        ping, everybody = _mentioned(out)
        place = None if everybody or out.order_number is None else await self._thread(out)
        try:
            if place is not None:
                return await self._post(place[0], text, _said(text, ping), thread_ts=place[1])
        except SlackRefused as refused:
            if refused.error not in GONE:
                raise
        # Without a card there is no thread, and with nobody on shift the whole channel has to see it: the line names
        # its work order and stands by itself.
        if out.order_number is not None:
            text = f"{out.context['order']['reference']}: {text}"
        return await self._post(out.dispatch_channel or "", text, _said(text, ping))

    async def _thread(self, out: Outgoing) -> tuple[str, str] | None:
        """Channel and ts of the work order's card; it is posted first if its own job has not run yet."""
        if out.card_channel and out.card_ts:
            return out.card_channel, out.card_ts
        card_id = await self._desk.run(lambda session: _unposted_card(session, out))
        if card_id is None:
            return None
        with contextlib.suppress(GiveUp):
            await self._cards.deliver(out.company_id, card_id)
        return await self._desk.run(lambda session: _place(session, out.company_id, card_id))

    async def _post(self, channel: str, text: str, blocks: list[Block], **where: Any) -> str:
        answer = await call(
            self._client.chat_postMessage(
                channel=channel, text=escape(text), blocks=blocks, unfurl_links=False, **where
            )
        )
        return str(answer["ts"])

    async def _failed(self, out: Outgoing, error: str, *, permanent: bool) -> None:
        await self._desk.run(
            lambda session: notifications.failed(session, out.company_id, out.id, error, permanent=permanent)
        )


def _mentioned(out: Outgoing) -> tuple[tuple[str, ...], bool]:
    """Whom a ping mentions, and whether it is for everybody because nobody is on shift."""
    if not out.ping:
        return (), False
    person = out.context.get("on_duty", out.context.get("coordinator"))
    people = out.context["event"].get("people") or ([person] if person else [])
    return tuple(each["slack_user_id"] for each in people if each["slack_user_id"]), not people


def _said(text: str, mentioned: tuple[str, ...] = ()) -> list[Block]:
    parts: list[Part] = [part for each in mentioned for part in (mention(each), " ")]
    return [lines((*parts, text))]


def _unposted_card(session: Session, out: Outgoing) -> int | None:
    return session.scalar(
        select(Card.id)
        .join(WorkOrder, (WorkOrder.company_id == Card.company_id) & (WorkOrder.id == Card.work_order_id))
        .where(
            Card.company_id == out.company_id,
            Card.kind == CardKind.ORDER,
            Card.status.in_([CardStatus.NONE, CardStatus.POSTING]),
            WorkOrder.number == out.order_number,
        )
    )


def _place(session: Session, company_id: int, card_id: int) -> tuple[str, str] | None:
    row = session.execute(
        select(Card.channel, Card.ts).where(Card.company_id == company_id, Card.id == card_id)
    ).one()
    return (row.channel, row.ts) if row.channel and row.ts else None


def _number(value: object) -> int:
    return int(str(value))
