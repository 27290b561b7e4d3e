"""The bolt app under the stand-in's tests: one listener for each thing that Slack can do, registered by table."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from tests.sandbox.slack.kit import JSON, actions, button, field_of, modal, option, plain, section

Listener = Callable[..., Awaitable[None]]

SITES = [("Acme HQ", "acme"), ("Acme Annex", "annex"), ("Bolt Hall", "bolt")]

CARD = [
    section("Leaking pump", block_id="head"),
    actions(
        button("accept", "Accept", value="7"),
        button("replace", "Replace"),
        button("remove", "Remove"),
        button("five_times", "Five times"),
        {
            "type": "overflow",
            "action_id": "more",
            "options": [option("Hold", "hold"), option("Cancel", "cancel")],
        },
        {"type": "datepicker", "action_id": "day"},
        {"type": "external_select", "action_id": "site", "min_query_length": 2},
        block_id="steps",
    ),
]
KIND = {
    "type": "static_select",
    "action_id": "kind",
    "options": [option("Repair", "repair"), option("Inspection", "inspection")],
    "initial_option": option("Repair", "repair"),
}
FORM = modal(
    field_of("title", {"type": "plain_text_input", "action_id": "title", "max_length": 20}),
    field_of("site", {"type": "external_select", "action_id": "site", "min_query_length": 2}, optional=True),
    field_of("kind", KIND),
    field_of("day", {"type": "datepicker", "action_id": "day"}, optional=True),
    actions(button("push", "Push"), button("refresh", "Refresh"), block_id="tools"),
    callback_id="form",
    notify_on_close=True,
    private_metadata="kept",
)
SECOND = {**FORM, "callback_id": "second"}


# Commands


async def wo(ack: Any, client: Any, body: JSON, respond: Any) -> None:
    """`/wo WORD …`: the word picks the answer, anything else is echoed."""
    word = body["text"].split(" ", 1)[0]
    answer = WORDS.get(word)
    if answer is None:
        await ack(f"heard: {body['text']}")
    else:
        await answer(ack, client, body, respond)


async def post_card(ack: Any, client: Any, body: JSON, _respond: Any) -> None:
    await ack()
    await client.chat_postMessage(channel=body["channel_id"], text="Leaking pump", blocks=CARD)


async def show_form(ack: Any, client: Any, body: JSON, _respond: Any) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=FORM)


async def answer_all(ack: Any, *_: Any) -> None:
    await ack(response_type="in_channel", text="for all")


async def answer_in_blocks(ack: Any, *_: Any) -> None:
    await ack(text="three", blocks=[section("three")])


async def answer_too_long(ack: Any, *_: Any) -> None:
    await ack(text="bad", blocks=[{"type": "header", "text": plain("x" * 151)}])


async def answer_too_late(ack: Any, *_: Any) -> None:
    await asyncio.sleep(0.8)
    await ack("too late")


async def answer_later(ack: Any, _client: Any, _body: JSON, respond: Any) -> None:
    await ack()
    await respond("answered later")


async def fail(*_: Any) -> None:
    raise RuntimeError("a bug of the app")


WORDS: dict[str, Listener] = {
    "card": post_card,
    "form": show_form,
    "loud": answer_all,
    "blocks": answer_in_blocks,
    "bad": answer_too_long,
    "slow": answer_too_late,
    "later": answer_later,
    "boom": fail,
}


async def as_typed(ack: Any, body: JSON) -> None:
    await ack(body["text"])


# Clicks


async def accept(ack: Any, client: Any, body: JSON) -> None:
    await ack()
    words = f"accepted {body['actions'][0]['value']} by {body['user']['name']}"
    place = {"channel": body["channel"]["id"], "ts": body["container"]["message_ts"]}
    await client.chat_update(**place, text=words, blocks=[section(words)])


async def replace(ack: Any, respond: Any) -> None:
    await ack()
    await respond(text="replaced", replace_original=True)


async def remove(ack: Any, respond: Any) -> None:
    await ack()
    await respond(delete_original=True)


async def answer_six_times(ack: Any, respond: Any) -> None:
    await ack()
    for number in range(6):
        await respond(text=f"whisper {number + 1}")


async def chosen(ack: Any, respond: Any, action: JSON, body: JSON) -> None:
    await ack()
    value = action.get("selected_option", {}).get("value") or action.get("selected_date")
    await respond(f"chose {value}; state {sorted(body['state']['values'].get('steps', {}))}")


async def open_form(ack: Any, client: Any, body: JSON) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=FORM)


async def push(ack: Any, client: Any, body: JSON) -> None:
    await ack()
    await client.views_push(trigger_id=body["trigger_id"], view=SECOND)


async def refresh(ack: Any, client: Any, body: JSON) -> None:
    await ack()
    view = {**FORM, "blocks": [*FORM["blocks"], section("refreshed")]}
    await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)


# Views and options


SUBMISSIONS: dict[str, JSON] = {
    "errors": {"response_action": "errors", "errors": {"title": "That title is taken."}},
    "wrong": {"response_action": "errors", "errors": {"nowhere": "No such field."}},
    "update": {"response_action": "update", "view": {**FORM, "title": plain("Updated")}},
    "push": {"response_action": "push", "view": SECOND},
    "clear": {"response_action": "clear"},
}
"""Title in the form → what the submission is answered with; any other title creates the order."""


async def submitted(ack: Any, client: Any, view: JSON, body: JSON) -> None:
    values = view["state"]["values"]
    title = values["title"]["title"]["value"]
    if title == "boom":
        await fail()
    await ack(SUBMISSIONS.get(title, ""))
    if title not in SUBMISSIONS:
        kind = values["kind"]["kind"]["selected_option"]["value"]
        await client.chat_postMessage(channel=body["user"]["id"], text=f"created {title} ({kind})")


async def only_ack(ack: Any) -> None:
    await ack()


async def closed(ack: Any, client: Any, body: JSON) -> None:
    await ack()
    await client.chat_postMessage(channel=body["user"]["id"], text=f"closed, cleared {body['is_cleared']}")


async def sites(ack: Any, payload: JSON) -> None:
    asked = payload["value"].lower()
    found = [option(text, value) for text, value in SITES if asked in text.lower()]
    await ack(options=[option("x", str(n)) for n in range(101)] if asked == "many" else found)


# Shortcuts and events


async def from_message(ack: Any, respond: Any, body: JSON) -> None:
    await ack()
    await respond(f"from: {body['message']['text']}")


async def show_home(client: Any, event: JSON) -> None:
    blocks = [section(f"Home of {event['user']}"), actions(button("open", "Open"))]
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


async def heard(client: Any, event: JSON) -> None:
    if event.get("text") == "boom":
        await fail()
    if event.get("channel_type") == "im" and event.get("subtype") in {None, "file_share"}:
        files = " ".join(file["name"] for file in event.get("files", []))
        words = f"you wrote {event['text']} {files}".strip()
        await client.chat_postMessage(channel=event["channel"], thread_ts=event.get("thread_ts"), text=words)


async def mentioned(client: Any, event: JSON) -> None:
    await client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")


async def link_shared(client: Any, event: JSON) -> None:
    unfurls = {link["url"]: {"blocks": [section("WO-1042")]} for link in event["links"]}
    await client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=unfurls)


LISTENERS: tuple[tuple[str, str, Listener], ...] = (
    ("command", "/wo", wo),
    ("command", "/plain", as_typed),
    ("action", "accept", accept),
    ("action", "replace", replace),
    ("action", "remove", remove),
    ("action", "five_times", answer_six_times),
    ("action", "more", chosen),
    ("action", "day", chosen),
    ("action", "site", chosen),
    ("action", "open", open_form),
    ("action", "push", push),
    ("action", "refresh", refresh),
    ("view", "form", submitted),
    ("view", "second", only_ack),
    ("view_closed", "form", closed),
    ("options", "site", sites),
    ("shortcut", "new_work_order", open_form),
    ("shortcut", "from_message", from_message),
    ("event", "app_home_opened", show_home),
    ("event", "message", heard),
    ("event", "app_mention", mentioned),
    ("event", "link_shared", link_shared),
)


def add_listeners(app: AsyncApp) -> None:
    """Registers everything above; what nothing matches gets bolt's own 404."""
    for kind, name, listener in LISTENERS:
        getattr(app, kind)(name)(listener)
