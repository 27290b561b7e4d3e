"""A client of the control API: plays the users and looks at what they see. For tests and scripts.

```python
async with SandboxClient("http://127.0.0.1:3000/fake-slack") as slack:
    dora = slack.user("U0DORA")
    await dora.command("/wo new")
    view = await dora.modal()
    await dora.submit(view, {"title": "Leaking pump"})
    card = await slack.wait_for(lambda: dora.find("Leaking pump"))
    await dora.click(card, "schedule")
```
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp

from sandbox.slack.json_types import JSON

Found = TypeVar("Found")
LOOK_EVERY_SECONDS = 0.03


class ControlRefused(Exception):
    """A person could not have done this; `body` is the control API's answer."""

    def __init__(self, body: JSON) -> None:
        super().__init__(f"{body.get('error')}: {body.get('message')}")
        self.body = body
        self.code = str(body.get("error"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: the first delivery's answer, what Slack told the person, and everything else in `body`."""

    body: JSON

    @property
    def delivered(self) -> bool:
        return self.body["delivery"] is not None

    @property
    def acked(self) -> bool:
        return self.delivered and bool(self.body["delivery"]["acked"])

    @property
    def attempts(self) -> list[JSON]:
        return list(self.body["delivery"]["attempts"]) if self.delivered else []

    @property
    def ack(self) -> Any:
        """The body of the app's ack: text, or JSON."""
        return self.attempts[0]["body"] if self.attempts else None

    @property
    def text(self) -> str:
        """The words of the ack, whichever form they came in."""
        return str(self.ack.get("text", "")) if isinstance(self.ack, dict) else str(self.ack or "")

    @property
    def seconds(self) -> float:
        return float(self.attempts[0]["seconds"]) if self.attempts else 0.0

    @property
    def user_sees(self) -> JSON | None:
        seen: JSON | None = self.body["user_sees"]
        return seen


@dataclass
class SandboxClient:
    """The stand-in at `base_url`. Use as an async context manager, or call `close`."""

    base_url: str
    _session: aiohttp.ClientSession | None = field(default=None, repr=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def request(
        self, method: str, path: str, body: JSON | None = None, query: JSON | None = None
    ) -> JSON:
        """One control call; ControlRefused if the answer is a no."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        asked = {name: str(value) for name, value in (query or {}).items() if value is not None}
        url = f"{self.base_url.rstrip('/')}/control{path}"
        async with self._session.request(method, url, json=body, params=asked) as answer:
            found: JSON = await answer.json()
        if not found.get("ok"):
            raise ControlRefused(found)
        return found

    def user(self, user_id: str, channel: str | None = None) -> "UserClient":
        """Somebody to play; `channel` is where they type commands unless said (their first channel otherwise)."""
        return UserClient(self, user_id, channel)

    async def workspace(self) -> JSON:
        return await self.request("GET", "/workspace")

    async def calls(self, method: str | None = None) -> list[JSON]:
        return list((await self.request("GET", "/calls", query={"method": method}))["calls"])

    async def deliveries(self, kind: str | None = None) -> list[JSON]:
        return list((await self.request("GET", "/deliveries", query={"kind": kind}))["deliveries"])

    async def violations(self, kind: str | None = None) -> list[JSON]:
        return list((await self.request("GET", "/violations", query={"kind": kind}))["violations"])

    async def forget(self, what: str) -> None:
        """Forgets `calls`, `deliveries`, `violations` or `faults`."""
        await self.request("DELETE", f"/{what}")

    async def fault(self, kind: str, **fields: Any) -> str:
        """Switches a fault on; its id."""
        return str((await self.request("POST", "/faults", {"kind": kind, **fields}))["fault"]["id"])

    async def refresh_sockets(self) -> int:
        return int((await self.request("POST", "/sockets/refresh"))["sockets"])

    async def reset(self) -> None:
        await self.request("POST", "/reset")

    async def wait_quiet(self, quiet: float = 0.3, timeout: float = 10.0) -> None:  # noqa: ASYNC109  the server's time-out
        """Returns when nothing happened for `quiet` seconds; TimeoutError with what is still under way."""
        found = await self.request("GET", "/wait", query={"quiet": quiet, "timeout": timeout})
        if not found["quiet"]:
            raise TimeoutError(f"the sandbox did not come to rest: {found['under_way']}")

    async def wait_for(self, look: Callable[[], Awaitable[Found | None]], within: float = 10.0) -> Found:
        """Looks again and again until the answer is truthy, and returns it; TimeoutError after `within` seconds."""
        end = time.monotonic() + within
        while True:
            found = await look()
            if found:
                return found
            if time.monotonic() > end:
                raise TimeoutError(f"not seen within {within} s; violations: {await self.violations()}")
            await asyncio.sleep(LOOK_EVERY_SECONDS)


@dataclass
class UserClient:
    """One person at the keyboard. Messages and views are the JSON objects of the control API."""

    client: SandboxClient
    id: str
    channel: str | None = None

    async def command(self, text: str, channel: str | None = None) -> Outcome:
        return await self._do("/command", {"channel": channel or await self.home_channel(), "text": text})

    async def post(self, text: str, channel: str | None = None, **more: Any) -> Outcome:
        """Writes a message; `thread_ts` and `files` may be given."""
        body = {"channel": channel or await self.home_channel(), "text": text, **more}
        return await self._do("/post", body)

    async def write_to_app(self, text: str, **more: Any) -> Outcome:
        return await self.post(text, await self.dm(), **more)

    async def click(
        self, place: Mapping[str, Any], action_id: str, value: Any = None, **more: Any
    ) -> Outcome:
        """Clicks or chooses in a message, a modal or App Home; `block_id`, `stale` and `block` may be given."""
        return await self._do("/act", {**where(place), "action_id": action_id, "value": value, **more})

    async def suggestions(self, place: Mapping[str, Any], action_id: str, query: str) -> list[JSON]:
        """The options offered for what was typed, groups opened up."""
        found = (
            await self._do("/suggestions", {**where(place), "action_id": action_id, "query": query})
        ).body
        grouped = [option for group in found["option_groups"] for option in group["options"]]
        return [*found["options"], *grouped]

    async def submit(self, view: Mapping[str, Any], values: Mapping[str, Any] | None = None) -> Outcome:
        return await self._do(f"/views/{view['id']}/submit", {"values": dict(values or {})})

    async def close(self, view: Mapping[str, Any], *, clear: bool = False) -> Outcome:
        return await self._do(f"/views/{view['id']}/close", {"clear": clear})

    async def shortcut(self, callback_id: str, message: Mapping[str, Any] | None = None) -> Outcome:
        return await self._do(
            "/shortcut", {"callback_id": callback_id, **(where(message) if message else {})}
        )

    async def open_home(self) -> Outcome:
        return await self._do("/home", {"tab": "home"})

    async def home(self) -> JSON | None:
        """App Home as published for this person, without opening it."""
        view: JSON | None = (await self.client.request("GET", f"/users/{self.id}/home"))["view"]
        return view

    async def views(self) -> list[JSON]:
        return list((await self.client.request("GET", f"/users/{self.id}/views"))["views"])

    async def modal(self, within: float = 3.0) -> JSON:
        """The modal on top, once there is one."""
        return (await self.client.wait_for(self.views, within))[-1]

    async def conversations(self) -> list[JSON]:
        return list((await self.client.request("GET", f"/users/{self.id}/conversations"))["conversations"])

    async def home_channel(self) -> str:
        """Where this person types when nothing else is said."""
        if self.channel is None:
            self.channel = str((await self.conversations())[0]["id"])
        return self.channel

    async def dm(self) -> str:
        """The direct message with the app."""
        return next(str(row["id"]) for row in await self.conversations() if row["kind"] == "im")

    async def messages(self, channel: str | None = None, thread_ts: str | None = None) -> list[JSON]:
        path = f"/users/{self.id}/conversations/{channel or await self.home_channel()}/messages"
        return list((await self.client.request("GET", path, query={"thread_ts": thread_ts}))["messages"])

    async def find(self, text: str, channel: str | None = None) -> JSON | None:
        """The newest message with these words in its text or blocks; None if there is none."""
        found = [
            message
            for message in await self.messages(channel)
            if text in f"{message['text']} {message['blocks']}"
        ]
        return found[-1] if found else None

    async def _do(self, path: str, body: JSON) -> Outcome:
        return Outcome(await self.client.request("POST", f"/users/{self.id}{path}", body))


def where(place: Mapping[str, Any]) -> JSON:
    """How the control API names the place of a message or a view."""
    if place.get("type") == "home":
        return {"home": True}
    if place.get("type") == "modal":
        return {"view_id": place["id"]}
    return {"channel": place["channel"], "ts": place["ts"]}
