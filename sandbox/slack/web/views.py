"""views.*: opening, pushing, updating and publishing."""

from sandbox.slack import viewing
from sandbox.slack.errors import SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.model import View
from sandbox.slack.web.call import Call


def open_(call: Call) -> JSON:
    return _shown(call, viewing.open_modal(call.parts, call.args["trigger_id"], call.args["view"]))


def push(call: Call) -> JSON:
    return _shown(call, viewing.push_modal(call.parts, call.args["trigger_id"], call.args["view"]))


def update(call: Call) -> JSON:
    view_id, external_id = call.args.get("view_id"), call.args.get("external_id")
    if (view_id is None) == (external_id is None):
        raise SlackError("invalid_arguments", "exactly one of view_id and external_id must be given")
    view = viewing.find(call.parts, view_id, external_id)
    return _shown(call, viewing.update_modal(call.parts, view, call.args["view"], call.args.get("hash")))


def publish(call: Call) -> JSON:
    user = call.user(call.args["user_id"]).id
    return _shown(call, viewing.publish_home(call.parts, user, call.args["view"], call.args.get("hash")))


def _shown(call: Call, view: View) -> JSON:
    return {"view": view.to_slack(call.parts.view_identity())}
