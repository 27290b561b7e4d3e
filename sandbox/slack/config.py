"""What a stand-in Slack workspace is made of: people, channels, secrets and where the app listens."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SandboxUser:
    """One person of the workspace. `id` looks like Slack's: `U` and capitals or digits."""

    id: str
    name: str
    real_name: str
    email: str
    title: str = ""
    tz: str = "America/New_York"
    phone: str = ""
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class SandboxChannel:
    """One channel. `members` are user ids; the app is a member unless `has_app` says otherwise."""

    id: str
    name: str
    members: Sequence[str] = ()
    is_private: bool = False
    topic: str = ""
    has_app: bool = True


@dataclass(frozen=True, slots=True)
class Identity:
    """The ids Slack gives to the team and to the installed app."""

    team_id: str = "T0SANDBOX"
    team_name: str = "Sandbox"
    team_domain: str = "sandbox"
    app_id: str = "A0SANDBOX"
    bot_id: str = "B0SANDBOX"
    bot_user_id: str = "U0SANDBOXBOT"


@dataclass(frozen=True, slots=True)
class SlackSandboxConfig:
    """Everything the stand-in needs to know.

    `manifest` is the parsed manifest.yml. `request_url` is where the app takes Slack's requests over HTTP (None: Socket
    Mode only). `state_file` keeps the messages over a restart (None: nothing is kept). `clock` answers epoch seconds and
    runs message times, trigger_ids, response_urls and rate limits; signatures and the ack deadline are on real time,
    because the app checks them against its own. `ack_seconds` and `retry_delays` are Slack's 3 s, and at once, after one
    minute, after five; only tests shorten them. `public_url` is where the stand-in is reached (None: as last called).
    """

    manifest: Mapping[str, Any]
    users: Sequence[SandboxUser]
    channels: Sequence[SandboxChannel]
    signing_secret: str
    bot_token: str
    app_token: str
    request_url: str | None = None
    state_file: Path | None = None
    public_url: str | None = None
    clock: Callable[[], float] = time.time
    ack_seconds: float = 3.0
    retry_delays: Sequence[float] = (0.0, 60.0, 300.0)
    identity: Identity = field(default_factory=Identity)
