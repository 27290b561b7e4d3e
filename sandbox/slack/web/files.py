"""files.*: the two-step upload, and sharing what was uploaded."""

import mimetypes
from typing import Any

from sandbox.slack import events
from sandbox.slack.errors import SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Content
from sandbox.slack.posting import by_app
from sandbox.slack.web.call import Call
from sandbox.slack.workspace import StoredFile

LARGEST = 50 * 1024 * 1024


def get_upload_url(call: Call) -> JSON:
    name, length = call.args["filename"], call.args["length"]
    if not 0 < length <= LARGEST:
        raise SlackError("invalid_arguments", f"length must be between 1 and {LARGEST}")
    file = StoredFile(call.parts.ids.new("F"), name, mimetype(name), call.parts.config.identity.bot_user_id)
    call.parts.workspace.files[file.id] = file
    return {"upload_url": f"{call.parts.base}/upload/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> JSON:
    files = [_uploaded(call, row) for row in call.args["files"]]
    shown = [file.to_slack(call.parts.base) for file in files]
    if call.args.get("channel_id"):
        conversation = call.joined("channel_id")
        content = Content(call.args.get("initial_comment", ""), files=shown)
        author, thread_ts = by_app(call.parts), call.args.get("thread_ts")
        message = call.parts.workspace.add_message(conversation.id, author, content, thread_ts)
        call.parts.background.run(events.posted(call.parts, message))
    return {"files": shown}


def mimetype(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _uploaded(call: Call, row: Any) -> StoredFile:
    file = call.parts.workspace.files.get(str(row.get("id"))) if isinstance(row, dict) else None
    if file is None or not file.content:
        raise SlackError("file_not_found")
    return file
