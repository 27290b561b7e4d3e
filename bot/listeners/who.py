"""Who types or clicks: every request's Slack user becomes an actor once, before any listener."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from sqlalchemy.orm import Session

from core.desk import AsyncDesk
from core.identity import slack_actor, slack_company
from core.people import Actor


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def recognise(context: AsyncBoltContext, next: Callable[[], Awaitable[Any]]) -> None:  # noqa: A002  bolt's word
        team, user = str(context.team_id or ""), str(context.user_id or "")
        actor, company_id = await desk.run(lambda session: _lookup(session, team, user))
        context["actor"], context["company_id"] = actor, company_id
        await next()

    app.middleware(recognise)


def _lookup(session: Session, team: str, user: str) -> tuple[Actor | None, int | None]:
    actor = slack_actor(session, team, user)
    return actor, actor.company_id if actor else slack_company(session, team)
