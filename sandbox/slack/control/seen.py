"""What the control API shows: the workspace as a user sees it, what the app did, and the switches for faults."""

import time
from dataclasses import asdict

from starlette.requests import Request

from sandbox.slack.acts.person import person
from sandbox.slack.errors import CannotDo
from sandbox.slack.json_types import JSON
from sandbox.slack.parts import Parts
from sandbox.slack.workspace import Conversation

LONGEST_WAIT = 120.0


def workspace(parts: Parts, _request: Request) -> JSON:
    identity, manifest = parts.config.identity, parts.manifest
    channels = [c for c in parts.workspace.conversations.values() if c.kind == "channel"]
    return {
        "team": {"id": identity.team_id, "name": identity.team_name, "domain": identity.team_domain},
        "app": {
            "id": identity.app_id,
            "name": manifest.bot_name,
            "bot_user_id": identity.bot_user_id,
            "bot_id": identity.bot_id,
            "home_tab": manifest.home_tab,
            "messages_tab": manifest.messages_tab,
        },
        "users": [asdict(user) for user in parts.workspace.users.values()],
        "channels": [_conversation(parts, channel) for channel in channels],
        "commands": list(manifest.commands),
        "shortcuts": list(manifest.shortcuts),
        "sockets": len(parts.sockets.connections),
    }


def conversations(parts: Parts, request: Request) -> JSON:
    who = person(parts, request.path_params["user"])
    return {"conversations": [_conversation(parts, found) for found in parts.workspace.seen_by(who.id)]}


def messages(parts: Parts, request: Request) -> JSON:
    who = person(parts, request.path_params["user"])
    channel = who.conversation(request.path_params["channel"])
    shown = parts.workspace.shown_to(who.id, channel.id, request.query_params.get("thread_ts"))
    return {"messages": [who.shown_message(message) for message in shown]}


def views(parts: Parts, request: Request) -> JSON:
    who = person(parts, request.path_params["user"])
    stack = parts.workspace.stacks.get(who.id, [])
    return {"views": [view.to_control(parts.view_identity()) for view in stack]}


def home(parts: Parts, request: Request) -> JSON:
    view = parts.workspace.homes.get(person(parts, request.path_params["user"]).id)
    return {"view": view.to_control(parts.view_identity()) if view else None}


def calls(parts: Parts, request: Request) -> JSON:
    method, since = request.query_params.get("method"), int(_number(request, "since", "0"))
    rows = (row for row in parts.record.calls if row["seq"] > since)
    return {"calls": [row for row in rows if method in (None, row["method"])]}


def deliveries(parts: Parts, request: Request) -> JSON:
    kind = request.query_params.get("kind")
    found = [delivery for delivery in parts.record.deliveries if kind in (None, delivery.kind)]
    return {"deliveries": [{**delivery.to_json(), "payload": delivery.payload} for delivery in found]}


def violations(parts: Parts, request: Request) -> JSON:
    kind = request.query_params.get("kind")
    return {"violations": [row for row in parts.record.violations if kind in (None, row["kind"])]}


def forget(parts: Parts, request: Request) -> JSON:
    record = parts.record
    kept = {
        "calls": record.calls.clear,
        "deliveries": record.deliveries.clear,
        "violations": record.violations.clear,
        "faults": parts.faults.active.clear,
    }
    clear = kept.get(request.path_params["what"])
    if clear is None:
        raise CannotDo(404, "bad_request", f"Only these can be forgotten: {', '.join(kept)}.")
    clear()
    return {}


def faults(parts: Parts, _request: Request) -> JSON:
    return {"faults": [fault.to_json() for fault in parts.faults.active]}


async def add_fault(parts: Parts, request: Request) -> JSON:
    try:
        return {"fault": parts.faults.add(await request.json()).to_json()}
    except (ValueError, TypeError) as refused:
        raise CannotDo(422, "bad_request", f"{refused}.") from None


def remove_fault(parts: Parts, request: Request) -> JSON:
    if not parts.faults.remove(request.path_params["fault"]):
        raise CannotDo(404, "bad_request", "There is no such fault; it may have happened already.")
    return {}


async def wait(parts: Parts, request: Request) -> JSON:
    quiet, within = _number(request, "quiet", "0.3"), _number(request, "timeout", "10")
    began = time.monotonic()
    came = await parts.changes.wait_quiet(quiet, min(within, LONGEST_WAIT))
    seconds = round(time.monotonic() - began, 3)
    return {"quiet": came, "seconds": seconds, "under_way": list(parts.changes.under_way.values())}


async def refresh_sockets(parts: Parts, _request: Request) -> JSON:
    return {"sockets": await parts.sockets.refresh()}


def reset(parts: Parts, _request: Request) -> JSON:
    for kept in (parts.record.calls, parts.record.deliveries, parts.record.violations, parts.faults.active):
        kept.clear()
    parts.workspace.forget()
    return {}


def _conversation(parts: Parts, conversation: Conversation) -> JSON:
    said = parts.workspace.public_messages(conversation.id)
    return {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": parts.manifest.bot_name if conversation.kind == "im" else conversation.name,
        "is_private": conversation.is_private,
        "topic": conversation.topic,
        "members": conversation.members,
        "can_write": conversation.kind != "im" or parts.manifest.takes_messages,
        "latest_ts": said[-1].ts if said else None,
    }


def _number(request: Request, name: str, otherwise: str) -> float:
    given = request.query_params.get(name, otherwise)
    try:
        return float(given)
    except ValueError:
        raise CannotDo(422, "bad_request", f"{name} must be a number, not {given}.") from None
