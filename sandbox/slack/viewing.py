"""Opening, pushing, updating and publishing views, with Slack's rules: triggers, stack depth, hash, external ids."""

from typing import Any

from sandbox.slack.errors import SlackError
from sandbox.slack.forms import fill_ids, first_state
from sandbox.slack.json_types import JSON
from sandbox.slack.model import View
from sandbox.slack.parts import Parts
from sandbox.slack.tickets import TicketRefused, Trigger
from sandbox.slack.validation import view_problems

DEEPEST = 3


def open_modal(parts: Parts, trigger_id: str, body: Any) -> View:
    """views.open: a new modal for the person behind the trigger."""
    trigger = _redeem(parts, trigger_id)
    checked = check(parts, body, "modal")
    if trigger.view_id in _open(parts, trigger.user):
        raise SlackError(
            "invalid_arguments", "the trigger is from an open modal: use views.push or views.update"
        )
    # a modal left open elsewhere gives way to the new one
    parts.workspace.close_views(trigger.user, leave=0)
    return show(parts, trigger.user, checked)


def push_modal(parts: Parts, trigger_id: str, body: Any) -> View:
    """views.push: another modal on top of the one in which the trigger arose."""
    trigger = _redeem(parts, trigger_id)
    if trigger.view_id is None or trigger.view_id not in _open(parts, trigger.user):
        raise SlackError("invalid_trigger_id", "views.push needs a trigger from an open modal")
    return push(parts, trigger.user, body)


def push(parts: Parts, user: str, body: Any) -> View:
    checked = check(parts, body, "modal")
    if len(parts.workspace.stacks.get(user, [])) >= DEEPEST:
        raise SlackError("push_limit_reached")
    return show(parts, user, checked)


def update_modal(parts: Parts, view: View | None, body: Any, view_hash: str | None) -> View:
    """views.update, and `response_action: update`: new content; what was filled in stays where the ids stay."""
    if view is None:
        raise SlackError("not_found")
    if view_hash is not None and view_hash != view.hash:
        raise SlackError("hash_conflict")
    checked = check(parts, body, view.body["type"], view)
    view.change(checked, first_state(checked["blocks"], view.state), parts.config.clock())
    parts.workspace.touch_view(view)
    return view


def publish_home(parts: Parts, user: str, body: Any, view_hash: str | None) -> View:
    """views.publish: the App Home of one person."""
    view = parts.workspace.homes.get(user)
    if view_hash is not None and (view is None or view_hash != view.hash):
        raise SlackError("hash_conflict")
    if not parts.manifest.home_tab:
        raise SlackError("not_enabled", "the manifest does not enable the home tab")
    checked = check(parts, body, "home", view)
    if view is None:
        name = parts.ids.new("V")
        view = parts.workspace.homes[user] = View(name, user, checked, {}, root_id=name)
    view.change(checked, first_state(checked["blocks"]), parts.config.clock())
    parts.workspace.touch_view(view)
    return view


def find(parts: Parts, view_id: str | None, external_id: str | None) -> View | None:
    """A view by either of its ids."""
    for view in parts.workspace.views():
        if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
            return view
    return None


def check(parts: Parts, body: Any, kind: str, itself: View | None = None) -> JSON:
    """The view as it is kept, with its ids filled in; SlackError with every problem otherwise."""
    problems = view_problems(body)
    if not problems and body["type"] != kind:
        problems = [f"unsupported type: {body['type']}, expected {kind} [json-pointer:/view/type]"]
    if problems:
        raise SlackError("invalid_arguments", *problems)
    same = find(parts, None, body.get("external_id"))
    if same is not None and same is not itself:
        raise SlackError("duplicate_external_id")
    return {**body, "blocks": fill_ids(body["blocks"])}


def show(parts: Parts, user: str, body: JSON) -> View:
    stack = parts.workspace.stacks.get(user, [])
    name = parts.ids.new("V")
    root, previous = (stack[0].id, stack[-1].id) if stack else (name, None)
    view = View(name, user, body, {}, root, previous)
    view.change(body, first_state(body["blocks"]), parts.config.clock())
    parts.workspace.show_view(view)
    return view


def _open(parts: Parts, user: str) -> list[str]:
    return [view.id for view in parts.workspace.stacks.get(user, [])]


def _redeem(parts: Parts, trigger_id: str) -> Trigger:
    try:
        return parts.tickets.redeem_trigger(trigger_id)
    except TicketRefused as refused:
        raise SlackError(refused.code) from None
