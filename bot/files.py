"""Files that customers sent, handed to whoever asks for them as direct messages; one job for each.

Slack keeps and shows them: nothing is served from here, so nothing of a stranger's can run anywhere near us. What the
person may see is looked up again when the file is sent. A file whose answer was lost is sent again.
"""

from slack_sdk.errors import SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import direct_messages
from bot.jobs import FILES_TASK
from bot.web_api import OutcomeUnknown, SlackRefused, call
from core import queries
from core.desk import AsyncDesk
from core.identity import slack_actor
from core.jobs import GiveUp, Job, TryAgain
from core.people import Actor
from core.queries import FileView
from core.queries.views import PersonView

NO_SCOPE = "missing_scope"
NOT_ALLOWED = "Slack does not let Truckroll share files yet. Whoever installed it adds the scope files:write and installs it again."


def file_jobs(actor: Actor, person: tuple[str, str], files: tuple[FileView, ...]) -> list[Job]:
    """`person`: team and user id in Slack."""
    team_id, user_id = person
    return [
        Job(
            FILES_TASK,
            {"team_id": team_id, "user_id": user_id, "file_id": each.id},
            lane=f"slack-files:{actor.company_id}:{actor.id}",  # a slow upload holds up no offer
            once=f"file:{actor.id}:{each.id}",
        )
        for each in files
    ]


class FileCourier:
    """`client` must not retry by itself."""

    def __init__(self, desk: AsyncDesk, client: AsyncWebClient) -> None:
        self._desk = desk
        self._client = client

    async def deliver(self, team_id: str, user_id: str, file_id: int) -> None:
        """Sends one file. Nothing to somebody who left, or may not see it any more. Raises TryAgain or GiveUp."""
        actor = await self._desk.run(lambda session: slack_actor(session, team_id, user_id))
        if actor is None or actor.id is None:
            return
        found = await self._desk.read(actor, queries.contents([file_id]))
        if not found:
            return
        person = PersonView(id=actor.id, name=actor.name, slack_user_id=user_id)
        try:
            channel = await direct_messages(self._desk, self._client, actor.company_id, person)
            await self._send(channel, found[0])
        except (OutcomeUnknown, SlackRequestError) as unknown:
            raise TryAgain(f"file {file_id}: {unknown}") from unknown
        except SlackRefused as refused:
            raise GiveUp(f"file {file_id}: {refused}") from refused

    async def _send(self, channel: str, file: queries.FileContent) -> None:
        try:
            await call(
                self._client.files_upload_v2(
                    channel=channel, content=file.content, filename=file.name, title=file.name
                )
            )
        except SlackRefused as refused:
            if refused.error == NO_SCOPE:
                await call(self._client.chat_postMessage(channel=channel, text=NOT_ALLOWED))
            raise
