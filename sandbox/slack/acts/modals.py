"""Submitting and closing modals, and what each answer of the app does to the stack."""

from collections.abc import Callable
from typing import Any

from sandbox.slack import forms, viewing
from sandbox.slack.acts.elements import UNANSWERED
from sandbox.slack.acts.entering import entered
from sandbox.slack.acts.person import Outcome, Person
from sandbox.slack.acts.places import Spot, in_view
from sandbox.slack.errors import CannotDo, SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.model import View
from sandbox.slack.record import Delivery


async def submit(person: Person, view_id: str, body: JSON) -> Outcome:
    """Fills in and submits the modal on top; refused where Slack's own form would not let it through."""
    view = _on_top(person, view_id)
    values = body.get("values") or {}
    if not isinstance(values, dict):
        raise CannotDo(422, "bad_request", "values must be an object.")
    _fill(person, view, values)
    refused = forms.refused_fields(view.body["blocks"], view.state)
    if refused:
        raise CannotDo(422, "cannot_submit", "The form is not complete.", fields=refused)
    view.errors, view.failure = {}, None
    payload = person.payload("view_submission") | person.trigger(view)
    payload |= {
        "view": view.to_slack(person.parts.view_identity()),
        "response_urls": _response_urls(person, view),
    }
    delivery = await person.parts.courier.deliver("view_submission", payload)
    user_sees = _answered(person, view, delivery)
    return Outcome([delivery], user_sees, {"view": person.shown_view(), "errors": view.errors})


async def close(person: Person, view_id: str, body: JSON) -> Outcome:
    """Closes the modal on top, or the whole stack; tells the app about those that ask for it."""
    view = _on_top(person, view_id)
    clear = bool(body.get("clear")) or bool(view.body.get("clear_on_close"))
    stack = list(person.parts.workspace.stacks[person.id])
    leave = 0 if clear else len(stack) - 1
    person.parts.workspace.close_views(person.id, leave)
    deliveries = []
    for closed in reversed(stack[leave:]):
        if closed.body.get("notify_on_close"):
            payload = person.payload("view_closed")
            payload |= {"view": closed.to_slack(person.parts.view_identity()), "is_cleared": clear}
            delivery = await person.parts.courier.deliver("view_closed", payload)
            person.parts.record.expect_empty_ack(delivery)
            deliveries.append(delivery)
    return Outcome(deliveries, more={"view": person.shown_view()})


def _on_top(person: Person, view_id: str) -> View:
    view = person.modal(view_id)
    if view is not person.parts.workspace.top_view(person.id):
        raise CannotDo(409, "not_visible", f"Another modal covers {view_id}.")
    return view


def _fill(person: Person, view: View, values: JSON) -> None:
    place = in_view(view)
    given = _by_block(view, values)
    for block, element in forms.places(view.body["blocks"]):
        if (block["block_id"], element["action_id"]) in given:
            value = given[block["block_id"], element["action_id"]]
            view.state[block["block_id"]][element["action_id"]] = entered(
                person, Spot(place, block, element), value
            )


def _by_block(view: View, values: JSON) -> dict[tuple[str, str], Any]:
    """Values by block_id and action_id, whichever of the two forms they were given in."""
    places = [
        (block["block_id"], element["action_id"]) for block, element in forms.places(view.body["blocks"])
    ]
    given: dict[tuple[str, str], Any] = {}
    for name, value in values.items():
        inside = [
            place for place in places if place[0] == name and isinstance(value, dict) and place[1] in value
        ]
        alone = [place for place in places if place[1] == name]
        if len(inside) != len(value) if inside else len(alone) != 1:
            there = ", ".join(f"{block} / {action}" for block, action in places)
            raise CannotDo(
                404, "no_such_action", f"The form has not exactly one field {name}; it has {there}."
            )
        given |= {place: value[place[1]] for place in inside} or {alone[0]: value}
    return given


def _response_urls(person: Person, view: View) -> list[JSON]:
    """Addresses to answer into the conversations chosen in selects that ask for one."""
    found = []
    for block, element in forms.places(view.body["blocks"]):
        channel = (
            view.state.get(block["block_id"], {}).get(element["action_id"], {}).get("selected_conversation")
        )
        if element.get("response_url_enabled") and channel:
            names = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": channel}
            found.append({**names, "response_url": person.response_url(channel)[0]})
    return found


def _answered(person: Person, view: View, delivery: Delivery) -> JSON | None:
    if delivery.ack is None:
        return _failed(person, view)
    try:
        _handler(delivery.ack.body)(person, view, delivery.ack.body)
    except SlackError as refused:
        where = f"view_submission {delivery.id}"
        person.parts.record.violation(refused.code, where, "; ".join(refused.problems) or refused.code)
        return _failed(person, view)
    return None


def _handler(body: Any) -> "Handler":
    if body in ("", None, {}):
        return _close
    handler = ANSWERS.get(body.get("response_action", "")) if isinstance(body, dict) else None
    if handler is None:
        raise SlackError("bad_ack", f"a view_submission cannot be answered with {body!r}")
    return handler


def _failed(person: Person, view: View) -> JSON:
    view.failure = UNANSWERED
    person.parts.workspace.touch_view(view)
    return {"kind": "modal", "text": UNANSWERED}


def _close(person: Person, view: View, _body: Any) -> None:
    stack = person.parts.workspace.stacks[person.id]
    if view in stack:
        person.parts.workspace.close_views(person.id, stack.index(view))


def _clear(person: Person, _view: View, _body: Any) -> None:
    person.parts.workspace.close_views(person.id, 0)


def _update(person: Person, view: View, body: JSON) -> None:
    viewing.update_modal(person.parts, view, body.get("view"), None)


def _push(person: Person, _view: View, body: JSON) -> None:
    viewing.push(person.parts, person.id, body.get("view"))


def _errors(person: Person, view: View, body: JSON) -> None:
    errors: Any = body.get("errors")
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackError(
            "bad_ack", f"errors must be by block_id of an input block ({sorted(inputs)}), not {errors!r}"
        )
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise SlackError("bad_ack", "every error must be a text")
    view.errors = errors
    person.parts.workspace.touch_view(view)


Handler = Callable[[Person, View, Any], None]

ANSWERS: dict[str, Handler] = {"clear": _clear, "update": _update, "push": _push, "errors": _errors}
"""What `response_action` does; an empty ack closes the modal."""
