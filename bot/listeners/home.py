"""App Home: looking at it asks for it to be drawn, by a job."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.jobs import home_job
from core.desk import AsyncDesk
from core.jobs import defer


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def opened(event: dict[str, Any], context: AsyncBoltContext) -> None:
        if event.get("tab") == "home":
            job = home_job(str(context.team_id), event["user"])
            await desk.run(lambda session: defer(session, job))

    app.event("app_home_opened")(opened)
