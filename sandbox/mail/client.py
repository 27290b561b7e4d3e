"""A typed client of the mailboxes' API, for tests: what a person does with their mail, one method each."""

import base64
import io
import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import aiohttp

_REQUEST_SECONDS = 300.0  # longer than anybody waits for a mail
_JSON = {"Content-Type": "application/json"}


class MailApiError(Exception):
    """The API refused: a person could not have done this. `code` is its error, the text its sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class NoMailError(AssertionError):
    """No matching mail came in time; the text lists what is there instead."""


@dataclass(frozen=True)
class MailMessage:
    """One message. `raw` is the API's JSON with everything else (headers, invite, delivery)."""

    id: int
    mailbox: str
    subject: str
    text: str
    html: str
    raw: dict[str, Any]

    @classmethod
    def of(cls, message: dict[str, Any]) -> Self:
        return cls(
            id=message["id"],
            mailbox=message["mailbox"],
            subject=message["subject"],
            text=message.get("text", message["preview"]),
            html=message.get("html", ""),
            raw=message,
        )

    @property
    def invite(self) -> dict[str, Any] | None:
        invite: dict[str, Any] | None = self.raw.get("invite")
        return invite

    @property
    def reply_to(self) -> str:
        """Where an answer goes."""
        people = self.raw["reply_to"] or [self.raw["from"]]
        return str(people[0]["address"])

    @property
    def delivery(self) -> str:
        """Of a mail written here: delivered, deferred or refused. Empty for one received."""
        return self.raw["delivery"]["state"] if self.raw["delivery"] else ""


class MailClient:
    """`base` is where the API is mounted, "http://127.0.0.1:8000/sandbox/mail". Used as `async with`."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_REQUEST_SECONDS))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._session is not None
        await self._session.close()

    def mailbox(self, address: str) -> "MailboxClient":
        return MailboxClient(self, address)

    async def mailboxes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.call("GET", "/mailboxes"))["mailboxes"]
        return found

    async def call(self, method: str, path: str, body: Any = None, **query: str | float) -> dict[str, Any]:
        """One request. Raises MailApiError with the API's own sentence."""
        assert self._session is not None, "use it as `async with MailClient(base) as mail:`"
        params = {name: str(value) for name, value in query.items()}
        async with self._session.request(
            method, self._base + path, data=_as_file(body), headers=_JSON, params=params
        ) as response:
            answer: dict[str, Any] = await response.json()
        if not answer["ok"]:
            raise MailApiError(answer["error"], answer["message"])
        return answer

    async def text(self, path: str) -> bytes:
        assert self._session is not None
        async with self._session.get(self._base + path) as response:
            response.raise_for_status()
            return await response.read()


class MailboxClient:
    """One person's mailbox."""

    def __init__(self, client: MailClient, address: str) -> None:
        self._client = client
        self.address = address
        self._path = f"/mailboxes/{quote(address)}"

    async def messages(self, after: int = 0) -> list[MailMessage]:
        """Summaries, oldest first: `text` is only the first words; `message(id)` has the whole."""
        answer = await self._client.call("GET", f"{self._path}/messages", after=after)
        return [MailMessage.of(message) for message in answer["messages"]]

    async def message(self, mail_id: int) -> MailMessage:
        return MailMessage.of((await self._client.call("GET", f"{self._path}/messages/{mail_id}"))["message"])

    async def source(self, mail_id: int) -> bytes:
        return await self._client.text(f"{self._path}/messages/{mail_id}/source")

    async def wait_for(
        self, *, subject: str = "", text: str = "", after: int = 0, seconds: float = 10
    ) -> MailMessage:
        """The first message that matches. Raises NoMailError when none came in so many seconds."""
        answer = await self._client.call(
            "GET", f"{self._path}/wait", subject=subject, text=text, after=after, timeout=seconds
        )
        if answer["message"] is None:
            there = [f"{one.id}: {one.subject}" for one in await self.messages()]
            raise NoMailError(
                f"No mail with subject {subject!r} and text {text!r} after {after} in {self.address}: {there}"
            )
        return MailMessage.of(answer["message"])

    async def reply(self, mail_id: int, text: str, shape: str = "gmail") -> MailMessage:
        return await self._do(mail_id, "reply", {"text": text, "shape": shape})

    async def forward(self, mail_id: int, to: str, text: str = "") -> MailMessage:
        return await self._do(mail_id, "forward", {"to": to, "text": text})

    async def out_of_office(self, mail_id: int, text: str = "") -> MailMessage:
        return await self._do(mail_id, "out-of-office", {"text": text})

    async def rsvp(self, mail_id: int, answer: str, comment: str = "") -> MailMessage:
        """`answer`: accepted, tentative or declined."""
        return await self._do(mail_id, "rsvp", {"answer": answer, "comment": comment})

    async def write(self, subject: str, text: str, to: str | None = None) -> MailMessage:
        """A mail that answers nothing, to the office unless said otherwise."""
        return await self._post("/messages", {"subject": subject, "text": text, "to": to})

    async def send_raw(self, raw: bytes, to: str, sender: str | None = None) -> MailMessage:
        """Bytes as they are; `sender` is the envelope's, this mailbox unless said otherwise."""
        content = base64.b64encode(raw).decode("ascii")
        who = self.address if sender is None else sender
        return await self._post("/raw", {"sender": who, "to": to, "content_base64": content})

    async def misbehave(self, kind: str, times: int | None = 1) -> None:
        """`kind`: defer, refuse or bounce; for the next `times` messages, None until `behave()`."""
        await self._client.call("PUT", f"{self._path}/fault", {"kind": kind, "times": times})

    async def behave(self) -> None:
        await self._client.call("DELETE", f"{self._path}/fault")

    async def _do(self, mail_id: int, what: str, body: dict[str, Any]) -> MailMessage:
        return await self._post(f"/messages/{mail_id}/{what}", body)

    async def _post(self, path: str, body: dict[str, Any]) -> MailMessage:
        return MailMessage.of((await self._client.call("POST", self._path + path, body))["message"])


def _as_file(body: Any) -> io.BytesIO | None:
    """The body as aiohttp wants large ones; an oversized mail is one."""
    return None if body is None else io.BytesIO(json.dumps(body).encode())
