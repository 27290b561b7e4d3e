"""The parts of one stand-in, handed to whatever works on them."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.changes import Changes
from sandbox.slack.config import SlackSandboxConfig
from sandbox.slack.courier import Courier
from sandbox.slack.faults import Faults
from sandbox.slack.ids import Ids
from sandbox.slack.json_types import JSON
from sandbox.slack.manifest import Manifest
from sandbox.slack.record import Record
from sandbox.slack.sockets import Sockets
from sandbox.slack.tickets import Tickets
from sandbox.slack.workspace import Workspace

_log = logging.getLogger(__name__)


@dataclass
class Background:
    """Work that nobody waits for; a fault in it is logged, and `stop` ends it."""

    tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def run(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            _log.error("background work of the Slack stand-in failed", exc_info=fault)

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


@dataclass
class Parts:
    """Everything one stand-in consists of. `base` is its address as the app and the page reach it."""

    config: SlackSandboxConfig
    manifest: Manifest
    ids: Ids
    changes: Changes
    workspace: Workspace
    tickets: Tickets
    faults: Faults
    record: Record
    sockets: Sockets
    courier: Courier
    background: Background
    base: str = ""
    posted_at: dict[str, float] = field(default_factory=dict)
    """When the app last posted into each channel, for the limit of one message per second."""

    def bot(self) -> JSON:
        """The app's part of a message object."""
        identity = self.config.identity
        profile = {"id": identity.bot_id, "app_id": identity.app_id, "name": self.manifest.bot_name}
        return {
            "bot_id": identity.bot_id,
            "app_id": identity.app_id,
            "bot_profile": profile,
            "team": identity.team_id,
        }

    def view_identity(self) -> JSON:
        """The team's and app's part of a view object."""
        identity = self.config.identity
        return {
            "team_id": identity.team_id,
            "app_id": identity.app_id,
            "bot_id": identity.bot_id,
            "app_installed_team_id": identity.team_id,
        }
