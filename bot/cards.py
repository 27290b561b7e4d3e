"""Cards in Slack: posted once as far as Slack allows, then kept true by updates.

The row says `posting` before the call. When its outcome is unknown (no answer, or a crash in between), nothing is posted
again blindly: our key is looked up in the metadata of the channel's messages, one read; the card is posted only if it is
absent, and a later twin is deleted. A card that was deleted in Slack stays deleted.
"""

from datetime import timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.blocks.cards import Content, content_of
from bot.blocks.kit import escape
from bot.blocks.windows import Reader
from bot.web_api import GONE, OutcomeUnknown, RateLimited, SlackRefused, call
from core import cards, queries
from core.desk import AsyncDesk
from core.jobs import DeadJob, GiveUp, TryAgain
from core.model import Card, CardStatus, Staff
from core.people import system
from core.queries.reading import Query, Reading
from core.queries.views import CardView, PersonView

EVENT_TYPE = "truckroll_card"
LOOK_BACK = 200
"""Messages of the one history read: far more than a channel gets between a call and its next attempt."""
UNKNOWN_WAIT = timedelta(seconds=3)
"""Before looking: a request that timed out here may still be under way at Slack."""


NO_SLACK = "has no Slack account linked, so nothing was sent. Please call them."


class CardCourier:
    """`client` must not retry by itself."""

    def __init__(self, desk: AsyncDesk, client: AsyncWebClient) -> None:
        self._desk = desk
        self._client = client

    async def deliver(self, company_id: int, card_id: int) -> None:
        """Makes the message show what the card says now. Raises TryAgain or GiveUp."""
        found = await self._desk.read(system(company_id), _card_and_content(card_id))
        if found is None:
            return
        card, content = found
        try:
            match card.status:
                case CardStatus.NONE:
                    await self._post(company_id, card, content, await self.place(company_id, card))
                case CardStatus.POSTING:
                    await self._find_or_post(company_id, card, content)
                case CardStatus.POSTED:
                    await self._update(company_id, card, content)
                case CardStatus.GONE:
                    return
        except OutcomeUnknown as unknown:
            raise TryAgain(str(unknown), UNKNOWN_WAIT) from unknown
        except SlackRefused as refused:
            raise GiveUp(f"card {card.id} ({card.kind}): {refused}") from refused

    async def died(self, job: DeadJob) -> None:
        """A card for somebody without Slack was given up: dispatch hears that they know nothing of it."""
        company_id, card_id = int(str(job.args["company_id"])), int(str(job.args["card_id"]))
        card = await self._desk.read(system(company_id), queries.card(card_id))
        if card is None or card.staff is None or card.staff.slack_user_id is not None or card.order is None:
            return
        said = f"{card.order.reference}: {card.staff.name} {NO_SLACK}"
        await call(self._client.chat_postMessage(channel=card.dispatch_channel, text=escape(said)))

    async def place(self, company_id: int, card: CardView) -> str:
        """The channel the card belongs in."""
        if card.channel is not None:
            return card.channel
        if card.staff is None:
            return card.dispatch_channel
        return await direct_messages(self._desk, self._client, company_id, card.staff)

    async def _post(self, company_id: int, card: CardView, content: Content, channel: str) -> None:
        await self._desk.run(lambda session: cards.posting(session, company_id, card.id))
        try:
            answer = await call(
                self._client.chat_postMessage(
                    channel=channel,
                    text=content.text,
                    blocks=content.blocks,
                    metadata={"event_type": EVENT_TYPE, "event_payload": {"key": card.post_key}},
                    unfurl_links=False,
                )
            )
        except RateLimited:
            await self._desk.run(lambda session: _not_posted(session, company_id, card.id))
            raise
        await self._posted(company_id, card, (answer["channel"], answer["ts"]), content)

    async def _posted(
        self, company_id: int, card: CardView, place: tuple[str, str], content: Content
    ) -> None:
        shows = (content.digest, content.settled)
        await self._desk.run(lambda session: cards.posted(session, company_id, card.id, place, shows))

    async def _find_or_post(self, company_id: int, card: CardView, content: Content) -> None:
        channel = await self.place(company_id, card)
        answer = await call(
            self._client.conversations_history(channel=channel, include_all_metadata=True, limit=LOOK_BACK)
        )
        posts = sorted(_posts_of(card, answer["messages"]))
        if not posts:
            await self._post(company_id, card, content, channel)
            return
        for twin in posts[1:]:
            await self._delete(channel, twin)
        await self._show(channel, posts[0], content)
        await self._posted(company_id, card, (channel, posts[0]), content)

    async def _update(self, company_id: int, card: CardView, content: Content) -> None:
        if content.digest == card.shown:
            return
        assert card.channel is not None
        assert card.ts is not None
        try:
            await self._show(card.channel, card.ts, content)
        except SlackRefused as refused:
            if refused.error not in GONE:
                raise
            await self._desk.run(lambda session: cards.gone(session, company_id, card.id))
            return
        shows = (content.digest, content.settled)
        await self._desk.run(lambda session: cards.updated(session, company_id, card.id, shows))

    async def _show(self, channel: str, ts: str, content: Content) -> None:
        await call(self._client.chat_update(channel=channel, ts=ts, text=content.text, blocks=content.blocks))

    async def _delete(self, channel: str, ts: str) -> None:
        try:
            await call(self._client.chat_delete(channel=channel, ts=ts))
        except SlackRefused as refused:
            if refused.error not in GONE:
                raise


async def direct_messages(
    desk: AsyncDesk, client: AsyncWebClient, company_id: int, person: PersonView
) -> str:
    """The channel of somebody's direct messages, remembered once it is known."""
    known = await desk.run(
        lambda session: session.scalar(
            select(Staff.slack_dm).where(Staff.company_id == company_id, Staff.id == person.id)
        )
    )
    if known is not None:
        return known
    if person.slack_user_id is None:
        raise GiveUp(f"{person.name} has not linked a Slack account.")
    answer = await call(client.conversations_open(users=person.slack_user_id))
    channel: str = answer["channel"]["id"]
    await desk.run(lambda session: cards.remember_dm(session, company_id, person.id, channel))
    return channel


def _card_and_content(card_id: int) -> Query[tuple[CardView, Content] | None]:
    def read(at: Reading) -> tuple[CardView, Content] | None:
        card = queries.card(card_id)(at)
        return (card, content_of(card, Reader.of(queries.company()(at)))) if card is not None else None

    return read


def _posts_of(card: CardView, messages: list[dict[str, Any]]) -> list[str]:
    """The ts of every message that carries the card's key."""
    return [
        message["ts"]
        for message in messages
        if (message.get("metadata") or {}).get("event_payload", {}).get("key") == card.post_key
    ]


def _not_posted(session: Session, company_id: int, card_id: int) -> None:
    """Slack said no before it did anything: the next attempt need not look."""
    session.execute(
        update(Card).where(Card.company_id == company_id, Card.id == card_id).values(status=CardStatus.NONE)
    )
