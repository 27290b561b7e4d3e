"""Clicks and choices in messages, modals and App Home, and the options of external selects."""

from sandbox.slack import forms
from sandbox.slack.acts.entering import entered
from sandbox.slack.acts.person import Outcome, Person, text_of
from sandbox.slack.acts.places import Place, Spot, find_spot
from sandbox.slack.errors import CannotDo
from sandbox.slack.json_types import JSON
from sandbox.slack.record import Delivery
from sandbox.slack.validation import options_problems

UNANSWERED = "We had some trouble connecting. Try again?"
USUAL_QUERY_LENGTH = 3
COPIED = ("text", "value", "style", "placeholder", "url")
"""What an action carries over from a button; selects carry over the placeholder."""


async def act(person: Person, body: JSON) -> Outcome:
    """A click or a choice. An input that does not dispatch only changes the form."""
    spot = find_spot(person, body)
    chosen = entered(person, spot, body.get("value")) if spot.element["type"] in forms.KINDS else {}
    if spot.element["type"] not in forms.STATELESS and not body.get("stale"):
        spot.place.state.setdefault(spot.block["block_id"], {})[spot.element["action_id"]] = chosen
        _published(person, spot.place)
    if spot.block["type"] == "input" and not spot.block.get("dispatch_action"):
        return Outcome()
    payload = (
        person.payload("block_actions")
        | spot.place.payload(person, spot.block)
        | person.trigger(spot.place.view)
    )
    payload["actions"] = [_action(person, spot, chosen)]
    if spot.place.message is not None:
        message = spot.place.message
        payload |= {"state": {"values": spot.place.state}}
        payload["response_url"] = person.response_url(message.channel, message.ts)[0]
    delivery = await person.parts.courier.deliver("block_actions", payload)
    person.parts.record.expect_empty_ack(delivery)
    return _warned(person, spot.place, delivery)


async def suggestions(person: Person, body: JSON) -> Outcome:
    """What the app offers for a few typed letters; remembered, so that only this can be chosen afterwards."""
    spot = find_spot(person, body)
    if spot.element["type"] not in {"external_select", "multi_external_select"}:
        raise CannotDo(422, "bad_request", f"{spot.element['action_id']} is not an external select.")
    query = text_of(body, "query")
    if len(query) < spot.element.get("min_query_length", USUAL_QUERY_LENGTH):
        return Outcome(more={"options": [], "option_groups": []})
    payload = person.payload("block_suggestion") | spot.place.payload(person, spot.block)
    payload |= {"action_id": spot.element["action_id"], "block_id": spot.block["block_id"], "value": query}
    delivery = await person.parts.courier.deliver("block_suggestion", payload)
    return _offered(person, spot, delivery)


def _action(person: Person, spot: Spot, chosen: JSON) -> JSON:
    element = spot.element
    action: JSON = {name: element[name] for name in COPIED if name in element}
    names = {"type": element["type"], "action_id": element["action_id"], "block_id": spot.block["block_id"]}
    return {**action, **chosen, **names, "action_ts": person.parts.ids.ts("actions")}


def _published(person: Person, place: Place) -> None:
    if place.message is not None:
        person.parts.workspace.touch(place.message)
    elif place.view is not None:
        person.parts.workspace.touch_view(place.view)


def _warned(person: Person, place: Place, delivery: Delivery) -> Outcome:
    """Slack's warning sign beside a click that the app did not answer."""
    if delivery.ack is not None:
        return Outcome([delivery])
    if place.message is not None and person.id not in place.message.warned:
        place.message.warned.append(person.id)
    if place.view is not None:
        place.view.failure = UNANSWERED
    _published(person, place)
    return Outcome([delivery], {"kind": "warning", "text": UNANSWERED})


def _offered(person: Person, spot: Spot, delivery: Delivery) -> Outcome:
    ack = delivery.ack
    if ack is None:
        return Outcome(
            [delivery], {"kind": "warning", "text": UNANSWERED}, {"options": [], "option_groups": []}
        )
    problems = options_problems(ack.body)
    if problems:
        where = f"block_suggestion {delivery.id}"
        person.parts.record.violation("bad_options", where, "; ".join(problems))
        return Outcome(
            [delivery],
            {"kind": "warning", "text": "Something went wrong"},
            {"options": [], "option_groups": []},
        )
    options, groups = ack.body.get("options") or [], ack.body.get("option_groups") or []
    flat = [*options, *(option for group in groups for option in group["options"])]
    person.parts.workspace.offered[spot.offers(person)] = flat
    return Outcome([delivery], more={"options": options, "option_groups": groups})
