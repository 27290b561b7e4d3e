"""Where an element stands: in a message, in an open modal, or in App Home; and what it holds for this person."""

from dataclasses import dataclass
from typing import Any

from sandbox.slack import forms, payloads
from sandbox.slack.acts.person import Person
from sandbox.slack.errors import CannotDo
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Message, State, View


@dataclass(frozen=True, slots=True)
class Place:
    """A message or a view, with the state this person has in it."""

    message: Message | None
    view: View | None
    blocks: list[JSON]
    state: State

    @property
    def name(self) -> str:
        """One name for the place, under which offered options are remembered."""
        return (
            self.view.id if self.view else f"{self.message.channel} {self.message.ts}" if self.message else ""
        )

    def payload(self, person: Person, block: JSON | None = None) -> JSON:
        """The part of a payload that says where it happened."""
        if self.view is not None:
            view = self.view.to_slack(person.parts.view_identity())
            return {"container": {"type": "view", "view_id": self.view.id}, "view": view}
        assert self.message is not None
        return payloads.on_message(person.parts, self.message, block)


@dataclass(frozen=True, slots=True)
class Spot:
    """One element in its block in its place."""

    place: Place
    block: JSON
    element: JSON

    def offers(self, person: Person) -> tuple[str, ...]:
        """Under which name the last suggestions for this element are remembered."""
        return person.id, self.place.name, self.block["block_id"], self.element["action_id"]


def find_place(person: Person, body: JSON) -> Place:
    """The place a control call names: `channel` and `ts`, `view_id`, or `home`."""
    if body.get("home"):
        return in_view(person.home())
    if body.get("view_id"):
        return in_view(person.modal(body["view_id"]))
    message = person.message(body.get("channel"), body.get("ts"))
    blocks = message.all_blocks()
    state = message.chosen[person.id] = forms.first_state(blocks, message.chosen.get(person.id))
    return Place(message, None, blocks, state)


def find_spot(person: Person, body: JSON) -> Spot:
    """The element a control call names; CannotDo unless exactly this element stands there now."""
    place = find_place(person, body)
    blocks = [_as_it_was(body.get("block"))] if body.get("stale") else place.blocks
    action_id, block_id = body.get("action_id"), body.get("block_id")
    found = [
        Spot(place, block, element)
        for block, element in forms.places(blocks)
        if element.get("action_id") == action_id and block_id in (None, block.get("block_id"))
    ]
    if len(found) == 1:
        return found[0]
    there = ", ".join(str(element.get("action_id")) for _, element in forms.places(blocks)) or "nothing"
    problem = (
        "stands there more than once: name its block_id"
        if found
        else f"does not stand there; there is {there}"
    )
    raise CannotDo(404, "no_such_action", f"Element {action_id} {problem}.")


def _as_it_was(block: Any) -> JSON:
    if not isinstance(block, dict) or not {"type", "block_id"} <= set(block):
        raise CannotDo(422, "bad_request", "A stale click needs the block as it was, with its block_id.")
    return block


def in_view(view: View) -> Place:
    """A modal or App Home as a place."""
    return Place(None, view, view.body["blocks"], view.state)
