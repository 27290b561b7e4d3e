"""Carries what Slack sends to the app, signed, over HTTP or a socket, and waits 3 s for the ack.

Events that are not acked are sent again with Slack's retry headers; commands and interactions are not. Faults on demand
(late, twice, not at all, ack lost) happen here.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp

from sandbox.slack.changes import Changes
from sandbox.slack.faults import Faults
from sandbox.slack.ids import Ids
from sandbox.slack.json_types import JSON
from sandbox.slack.record import Attempt, Delivery, Record
from sandbox.slack.sockets import Sockets

FORM, PLAIN_JSON = "application/x-www-form-urlencoded", "application/json"
RETRY_REASONS = {"timeout": "http_timeout", "ack_lost": "http_timeout", "http_error": "http_error"}
APP_FAULTS = {
    "timeout": "no ack within the deadline",
    "http_error": "the ack was not a 2xx",
    "unreachable": "nothing answers where the app should listen",
}


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds: until an ack must have come, and before each retry of an event."""

    ack: float
    retries: Sequence[float]


@dataclass
class Courier:
    """The only way from the stand-in to the app."""

    signing_secret: str
    request_url: str | None
    deadlines: Deadlines
    changes: Changes
    record: Record
    faults: Faults
    sockets: Sockets
    ids: Ids
    session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        self.session = aiohttp.ClientSession()

    async def stop(self) -> None:
        if self.session is not None:
            await self.session.close()

    async def deliver(self, kind: str, payload: JSON) -> Delivery:
        """One delivery with its first attempt (and a duplicate, if asked for); look at `.ack` for what came back."""
        delivery = Delivery(self.ids.new("Dl"), kind, payload)
        self.record.deliveries.append(delivery)
        with self.changes.busy(f"delivery {delivery.id} {kind}"):
            late = self.faults.take("late", delivery=kind)
            if late:
                await asyncio.sleep(late.seconds)
            await self._attempt(delivery, 0, None)
            if self.faults.take("duplicate", delivery=kind):
                await self._attempt(delivery, 1, "http_timeout")
            self.changes.publish("delivery")
        return delivery

    async def retry(self, delivery: Delivery) -> None:
        """Sends an event that was not acked again, as often as Slack does."""
        for number, delay in enumerate(self.deadlines.retries, start=1):
            if delivery.ack is not None:
                return
            await asyncio.sleep(delay)
            reason = RETRY_REASONS.get(delivery.attempts[-1].error or "", "connection_failed")
            with self.changes.busy(f"delivery {delivery.id} {delivery.kind} again"):
                await self._attempt(delivery, number, reason)
                self.changes.publish("delivery")

    async def _attempt(self, delivery: Delivery, number: int, reason: str | None) -> None:
        attempt = Attempt(number)
        delivery.attempts.append(attempt)
        if self.faults.take("unreachable", delivery=delivery.kind):
            attempt.error = "unreachable"
            return
        began = time.monotonic()
        attempt.error = await self._send(delivery, attempt, reason)
        attempt.seconds = round(time.monotonic() - began, 6)
        if attempt.error:
            self.record.violation("no_ack", f"{delivery.kind} {delivery.id}", APP_FAULTS[attempt.error])
        elif self.faults.take("ack_lost", delivery=delivery.kind):
            attempt.error = "ack_lost"

    async def _send(self, delivery: Delivery, attempt: Attempt, reason: str | None) -> str | None:
        delivery.transport = transport = self._transport()
        try:
            async with asyncio.timeout(self.deadlines.ack):
                if transport == "socket":
                    retry = (attempt.retry_num, reason)
                    attempt.status, attempt.body = (
                        200,
                        await self.sockets.ask(delivery.kind, delivery.payload, retry),
                    )
                    return None
                return await self._post(delivery, attempt, reason)
        except TimeoutError:
            attempt.status = None
            return "timeout"
        except (aiohttp.ClientError, OSError):
            attempt.status = None
            return "unreachable"

    def _transport(self) -> Literal["http", "socket"]:
        return "socket" if self.sockets.connected() else "http"

    async def _post(self, delivery: Delivery, attempt: Attempt, reason: str | None) -> str | None:
        if self.request_url is None or self.session is None:
            return "unreachable"
        content_type, body = encode(delivery.kind, delivery.payload)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        headers |= signature(self.signing_secret, body, int(time.time()))
        if attempt.retry_num:
            headers |= {"X-Slack-Retry-Num": str(attempt.retry_num), "X-Slack-Retry-Reason": reason or ""}
        # Slack follows no redirects: an app mounted so that it answers 307 hears nothing
        sent = self.session.post(self.request_url, data=body.encode(), headers=headers, allow_redirects=False)
        async with sent as answer:
            attempt.status, attempt.body = answer.status, await _read(answer)
        return None if 200 <= answer.status < 300 else "http_error"  # noqa: PLR2004  the 2xx range


def encode(kind: str, payload: JSON) -> tuple[str, str]:
    """Content type and body, each kind of delivery in the form that Slack gives it."""
    if kind == "command":
        return FORM, urlencode(payload)
    if kind == "event":
        return PLAIN_JSON, json.dumps(payload)
    return FORM, urlencode({"payload": json.dumps(payload)})


def signature(secret: str, body: str, timestamp: int) -> dict[str, str]:
    """Slack's v0 signature: HMAC-SHA256 over `v0:timestamp:body`."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}


async def _read(answer: aiohttp.ClientResponse) -> Any:
    text = await answer.text()
    if answer.content_type == PLAIN_JSON and text:
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
