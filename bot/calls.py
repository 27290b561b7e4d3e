"""What listeners share: who acts, the key of a delivery, and what a payload is about."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from core.people import Actor
from core.refusals import Refusal

Body = Mapping[str, Any]


class Stranger(Refusal):
    """Truckroll does not know you yet. Open its Home tab in Slack and link your account."""


def actor_of(context: AsyncBoltContext) -> Actor:
    """The member of staff who typed or clicked. Raises Stranger."""
    actor: Actor | None = context.get("actor")
    if actor is None:
        raise Stranger
    return actor


def delivery_key(body: Body) -> str:
    """The same for every delivery of one act of one person, and different for every other (I12)."""
    view = body.get("view")
    if body.get("type") == "view_submission" and view:
        return f"slack:view:{view['id']}:{view['hash']}"
    if body.get("event_id"):
        return f"slack:event:{body['event_id']}"
    if body.get("trigger_id"):
        return f"slack:trigger:{body['trigger_id']}"
    action = body["actions"][0]
    return f"slack:action:{body['user']['id']}:{action['action_id']}:{action['action_ts']}"


def input_fields(body: Body) -> list[str]:
    """The block ids of the form's inputs, in order: where Slack takes errors."""
    view = body.get("view") or {}
    return [block["block_id"] for block in view.get("blocks", ()) if block["type"] == "input"]
