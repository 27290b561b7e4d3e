"""The bot's jobs: what the core asks Slack to show, App Homes and account links, each a task of the job engine."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.blocks.home import Section, home, stranger_home
from bot.blocks.kit import escape
from bot.blocks.windows import Reader
from bot.cards import CardCourier
from bot.files import FileCourier
from bot.jobs import FILES_TASK, HOME_TASK, LINK_TASK, home_job
from bot.lines import LineCourier
from bot.web_api import OutcomeUnknown, SlackRefused, call
from core import queries
from core.cards import CARD_TASK
from core.desk import AsyncDesk
from core.identity import link_slack_user, slack_actor, slack_company
from core.jobs import DeadJob, GiveUp, TryAgain, defer
from core.notifications import LINE_TASK
from core.people import Actor, Permission
from core.queries.reading import Query, Reading

HOME_LINES = 10
NEEDS_ACTION = (
    ("Wants another time", "reschedule requested"),
    ("Waiting for the customer", "unconfirmed"),
    ("Nobody assigned", "unassigned"),
)

Run = Callable[..., Awaitable[None]]
OnDead = Callable[[DeadJob], Awaitable[None]]


def tasks(
    desk: AsyncDesk, client: AsyncWebClient, uploads: AsyncWebClient
) -> Mapping[str, tuple[Run, OnDead | None]]:
    """Name → what runs it, and what is told when it died. The clients must not retry by themselves; `uploads` has the
    patience for a large file.
    """
    card = CardCourier(desk, client)
    line = LineCourier(desk, client, card)
    return {
        CARD_TASK: (card.deliver, card.died),
        LINE_TASK: (line.deliver, line.died),
        HOME_TASK: (Homes(desk, client).draw, None),
        LINK_TASK: (Links(desk, client).link, None),
        FILES_TASK: (FileCourier(desk, uploads).deliver, None),
    }


class Homes:
    """App Homes."""

    def __init__(self, desk: AsyncDesk, client: AsyncWebClient) -> None:
        self._desk = desk
        self._client = client

    async def draw(self, team_id: str, user_id: str) -> None:
        """Publishes the Home of one person as things are now."""
        actor = await self._desk.run(lambda session: slack_actor(session, team_id, user_id))
        view = await self._desk.read(actor, _home_of(actor)) if actor else stranger_home()
        await _or_again(call(self._client.views_publish(user_id=user_id, view=view)))


class Links:
    """Links Slack users to staff by the email address of their Slack profile."""

    def __init__(self, desk: AsyncDesk, client: AsyncWebClient) -> None:
        self._desk = desk
        self._client = client

    async def link(self, team_id: str, user_id: str) -> None:
        """Links, and tells them how it went; running it twice links once."""
        answer = await _or_again(call(self._client.users_info(user=user_id)))
        email = str(answer["user"].get("profile", {}).get("email") or "")
        name = await self._desk.run(lambda session: _linked(session, team_id, user_id, email))
        said = _welcome(name, email)
        opened = await _or_again(call(self._client.conversations_open(users=user_id)))
        await _or_again(
            call(self._client.chat_postMessage(channel=opened["channel"]["id"], text=escape(said)))
        )
        await self._desk.run(lambda session: defer(session, home_job(team_id, user_id)))


async def _or_again(answer: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    try:
        return await answer
    except OutcomeUnknown as unknown:
        raise TryAgain(str(unknown)) from unknown
    except SlackRefused as refused:
        raise GiveUp(str(refused)) from refused


def _linked(session: Session, team_id: str, user_id: str, email: str) -> str | None:
    company_id = slack_company(session, team_id)
    if company_id is None or not email:
        return None
    name = link_slack_user(session, company_id, email, user_id)
    known = slack_actor(session, team_id, user_id)
    return name or (known.name if known else None)


def _welcome(name: str | None, email: str) -> str:
    if name is not None:
        return f"You are linked as {name}. `/wo help` lists what you can do."
    return (
        f"Nobody in the staff list has the address {email or 'of your Slack profile'}, or they are linked already. "
        "Ask your dispatcher to put your address into the staff list, then link again from Truckroll's Home tab."
    )


def _home_of(actor: Actor) -> Query[dict[str, Any]]:
    def read(at: Reading) -> dict[str, Any]:
        sections: list[Section] = []
        if actor.technician_id is not None:
            mine = queries.orders(status="open", technician_id=actor.technician_id, limit=HOME_LINES)
            sections.append(("Your jobs", mine(at)))
        if actor.may(Permission.VIEW):
            sections += [
                (title, queries.orders(status=status, limit=HOME_LINES)(at)) for title, status in NEEDS_ACTION
            ]
        reader = Reader.of(queries.company()(at))
        return home(sections, reader, may_create=actor.may(Permission.CREATE))

    return read
