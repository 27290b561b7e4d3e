"""Socket Mode: the app dials in with a one-use ticket, deliveries go out as envelopes, acks come back by envelope id."""

import asyncio
import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.slack.config import Identity
from sandbox.slack.ids import secret_id
from sandbox.slack.json_types import JSON
from sandbox.slack.record import Record

ENVELOPES = {"event": "events_api", "command": "slash_commands"}
"""Kind of delivery → type of envelope; everything else is `interactive`."""

_POLICY_VIOLATION = 1008


class SocketLost(ConnectionError):
    """The app's socket went away before it acked."""


@dataclass(eq=False)
class Connection:
    """One socket of the app, with the envelopes it has yet to ack."""

    socket: WebSocket
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    open: bool = True


@dataclass
class Sockets:
    """All sockets of the app; each delivery goes over one of them, taking turns, as Slack does."""

    identity: Identity
    record: Record
    tickets: set[str] = field(default_factory=set)
    connections: list[Connection] = field(default_factory=list)
    _turn: Any = field(default_factory=itertools.count)

    def ticket(self) -> str:
        """A ticket for apps.connections.open: good for one connection."""
        ticket = secret_id()
        self.tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """One connection from hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets:
            await socket.close(_POLICY_VIOLATION)
            return
        self.tickets.remove(ticket)
        await socket.accept()
        connection = Connection(socket)
        self.connections.append(connection)
        try:
            await socket.send_json(self._hello())
            while True:
                self._acked(connection, await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            # Starlette raises RuntimeError when we close a socket that another task is reading
            pass
        finally:
            self._lost(connection)

    async def ask(self, kind: str, payload: JSON, retry: tuple[int, str | None]) -> Any:
        """Sends one delivery and waits for its ack: the ack's payload, or an empty string. SocketLost if it goes away."""
        live = [connection for connection in self.connections if connection.open]
        connection = live[next(self._turn) % len(live)]
        envelope_id = secret_id()
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = waiting
        envelope: JSON = {
            "envelope_id": envelope_id,
            "type": ENVELOPES.get(kind, "interactive"),
            "payload": payload,
            "accepts_response_payload": kind != "event",
        }
        if kind == "event":
            envelope |= {"retry_attempt": retry[0], "retry_reason": retry[1] or ""}
        try:
            await connection.socket.send_json(envelope)
            return await waiting
        except (WebSocketDisconnect, RuntimeError) as gone:
            raise SocketLost from gone
        finally:
            connection.waiting.pop(envelope_id, None)

    def connected(self) -> bool:
        return any(connection.open for connection in self.connections)

    async def refresh(self) -> int:
        """Asks every socket to reconnect and stops using it, as Slack does every few hours; how many there were."""
        live = [connection for connection in self.connections if connection.open]
        for connection in live:
            connection.open = False
            await connection.socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        return len(live)

    async def close(self) -> None:
        for connection in list(self.connections):
            connection.open = False
            await connection.socket.close()

    def _hello(self) -> JSON:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self.identity.app_id},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
        }

    def _acked(self, connection: Connection, text: str) -> None:
        try:
            ack = json.loads(text)
            waiting = connection.waiting[ack["envelope_id"]]
        except (ValueError, KeyError, TypeError):
            # an ack that comes after its deadline is a violation already noted as a missing ack
            self.record.violation(
                "unknown_envelope", "socket", f"ack of an envelope nobody waits for: {text[:200]}"
            )
            return
        if not waiting.done():
            waiting.set_result(ack.get("payload") or "")

    def _lost(self, connection: Connection) -> None:
        connection.open = False
        self.connections.remove(connection)
        for waiting in connection.waiting.values():
            if not waiting.done():
                waiting.set_exception(SocketLost())
