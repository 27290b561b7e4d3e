"""Shortcuts, global and on a message, and looking at the app's tabs."""

from sandbox.slack import events, payloads
from sandbox.slack.acts.elements import UNANSWERED
from sandbox.slack.acts.person import Outcome, Person, text_of
from sandbox.slack.errors import CannotDo
from sandbox.slack.json_types import JSON


async def run_shortcut(person: Person, body: JSON) -> Outcome:
    """A shortcut from the composer's menu, or from a message's."""
    callback_id = text_of(body, "callback_id")
    known = person.parts.manifest.shortcut(callback_id)
    if known is None:
        raise CannotDo(404, "no_such_action", f"The manifest has no shortcut {callback_id}.")
    kind = "shortcut" if known["type"] == "global" else "message_action"
    payload = person.payload(kind) | person.trigger() | {"callback_id": callback_id}
    payload["action_ts"] = person.parts.ids.ts("actions")
    if kind == "message_action":
        message = person.message(body.get("channel"), body.get("ts"))
        if message.visible_to is not None:
            raise CannotDo(409, "not_visible", "Slack offers no shortcuts on ephemeral messages.")
        about = payloads.on_message(person.parts, message)
        payload |= {"channel": about["channel"], "message": about["message"], "message_ts": message.ts}
        payload["response_url"] = person.response_url(message.channel, message.ts)[0]
    delivery = await person.parts.courier.deliver(kind, payload)
    person.parts.record.expect_empty_ack(delivery)
    return Outcome([delivery], None if delivery.ack else {"kind": "warning", "text": UNANSWERED})


async def open_home(person: Person, body: JSON) -> Outcome:
    """Looks at the app's home or messages tab."""
    tab = body.get("tab") or "home"
    if tab not in {"home", "messages"}:
        raise CannotDo(422, "bad_request", "tab must be home or messages.")
    if tab == "home" and not person.parts.manifest.home_tab:
        raise CannotDo(409, "not_visible", "The manifest does not enable the home tab.")
    deliveries = await events.home_opened(person.parts, person.id, tab)
    view = person.parts.workspace.homes.get(person.id)
    shown = view.to_control(person.parts.view_identity()) if view else None
    return Outcome(deliveries, more={"view": shown})
