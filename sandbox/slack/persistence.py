"""Keeps the workspace in a JSON file, so that a restarted demo still has its messages. Modals do not survive."""

import base64
import json
import os
from dataclasses import asdict
from pathlib import Path

from sandbox.slack.json_types import JSON
from sandbox.slack.model import Message, View
from sandbox.slack.workspace import Conversation, StoredFile, Workspace

FORM = 1
"""The form of the file; a file of another form is left alone and not read."""


def save(workspace: Workspace, path: Path) -> None:
    """Writes beside the file and renames, so that a kill leaves the old state or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(_snapshot(workspace)), encoding="utf-8")
    os.replace(beside, path)  # noqa: PTH105  Path.replace would hide that the target is overwritten


def load(workspace: Workspace, path: Path) -> None:
    """Puts the kept state into a fresh workspace; configured people and channels win over kept ones."""
    if not path.exists():
        return
    kept = json.loads(path.read_text(encoding="utf-8"))
    if kept.get("form") != FORM:
        return
    workspace.ids.made = kept["made"]
    workspace.ids.last_micros = kept["last_micros"]
    for row in kept["conversations"]:
        workspace.conversations.setdefault(row["id"], Conversation(**row))
    for row in kept["messages"]:
        workspace.messages.setdefault(row["channel"], {})[row["ts"]] = Message(**row)
    workspace.homes.update({row["user"]: View(**row) for row in kept["homes"]})
    for row in kept["files"]:
        content = base64.b64decode(row.pop("content"))
        workspace.files[row["id"]] = StoredFile(**row, content=content)


def _snapshot(workspace: Workspace) -> JSON:
    messages = (message for channel in workspace.messages.values() for message in channel.values())
    return {
        "form": FORM,
        "made": workspace.ids.made,
        "last_micros": workspace.ids.last_micros,
        "conversations": [asdict(conversation) for conversation in workspace.conversations.values()],
        "messages": [message.to_json() for message in messages],
        "homes": [asdict(view) for view in workspace.homes.values()],
        "files": [_file(file) for file in workspace.files.values()],
    }


def _file(file: StoredFile) -> JSON:
    content = base64.b64encode(file.content).decode("ascii")
    return {
        "id": file.id,
        "name": file.name,
        "mimetype": file.mimetype,
        "user": file.user,
        "content": content,
    }
