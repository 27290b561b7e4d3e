"""Lines of text: replies in the thread of a work order's card, and direct messages. At least once, and repeats counted."""

from typing import Any

from prometheus_client import Counter
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import Block, Part, cut, escape, lines, mention
from bot.cards import direct_messages
from bot.web_api import GONE, OutcomeUnknown, SlackRefused, call
from core import notifications
from core.desk import AsyncDesk
from core.jobs import DeadJob, GiveUp, TryAgain
from core.notifications import Outgoing
from templates import render

TEXT_LIMIT = 2900

UNSURE = Counter(
    "truckroll_slack_lines_unsure_total",
    "Lines sent again after Slack's answer was lost: each may be there twice.",
)


class LineCourier:
    """`client` must not retry by itself."""

    def __init__(self, desk: AsyncDesk, client: AsyncWebClient) -> None:
        self._desk = desk
        self._client = client

    async def deliver(self, company_id: int, notification_id: int) -> None:
        """Says it, unless it was said or is no longer true. Raises TryAgain or GiveUp."""
        out = await self._desk.run(lambda session: notifications.claim(session, company_id, notification_id))
        if out is None:
            return
        try:
            ts = await self._say(out)
        except OutcomeUnknown as unknown:
            UNSURE.inc()
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
        ping = out.context["coordinator"]["slack_user_id"] if out.ping else None
        try:
            if out.card_channel and out.card_ts:
                return await self._post(out.card_channel, text, _said(text, ping), thread_ts=out.card_ts)
        except SlackRefused as refused:
            if refused.error not in GONE:
                raise
        # Without a card there is no thread: the line names its work order and stands by itself.
        text = f"{out.context['order']['reference']}: {text}"
        return await self._post(out.dispatch_channel or "", text, _said(text, ping))

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


def _said(text: str, ping: str | None = None) -> list[Block]:
    parts: list[Part] = [mention(ping), " "] if ping else []
    return [lines((*parts, text))]


def _number(value: object) -> int:
    return int(str(value))
