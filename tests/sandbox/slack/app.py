"""The bolt app under the stand-in's tests: one listener for each thing that Slack can do."""

import asyncio
from typing import Any

from slack_bolt.app.async_app import AsyncApp

JSON = dict[str, Any]

SITES = [("Acme HQ", "acme"), ("Acme Annex", "annex"), ("Bolt Hall", "bolt")]


def option(text: str, value: str) -> JSON:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


def button(action_id: str, text: str = "Press", **more: Any) -> JSON:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": text}, **more}


def section(text: str, **more: Any) -> JSON:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def field_of(block_id: str, element: JSON, **more: Any) -> JSON:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": block_id},
        "element": element,
        **more,
    }


CARD = [
    section("Leaking pump", block_id="head"),
    {
        "type": "actions",
        "block_id": "steps",
        "elements": [
            button("accept", "Accept", value="7"),
            button("replace", "Replace"),
            button("remove", "Remove"),
            button("whisper", "Whisper"),
            {
                "type": "overflow",
                "action_id": "more",
                "options": [option("Hold", "hold"), option("Cancel", "cancel")],
            },
            {"type": "datepicker", "action_id": "day"},
            {"type": "external_select", "action_id": "site", "min_query_length": 2},
            button("open", "Open"),
        ],
    },
]
FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "New work order"},
    "submit": {"type": "plain_text", "text": "Create"},
    "notify_on_close": True,
    "private_metadata": "kept",
    "blocks": [
        field_of("title", {"type": "plain_text_input", "action_id": "title", "max_length": 20}),
        field_of(
            "site", {"type": "external_select", "action_id": "site", "min_query_length": 2}, optional=True
        ),
        field_of(
            "kind",
            {
                "type": "static_select",
                "action_id": "kind",
                "options": [option("Repair", "repair"), option("Inspection", "inspection")],
                "initial_option": option("Repair", "repair"),
            },
        ),
        field_of("day", {"type": "datepicker", "action_id": "day"}, optional=True),
        {
            "type": "actions",
            "block_id": "tools",
            "elements": [button("push", "Push"), button("refresh", "Refresh")],
        },
    ],
}


def add_listeners(app: AsyncApp) -> None:
    """Everything the tests ask for; unmatched requests get bolt's own 404."""
    for add in (_commands, _actions, _views, _others):
        add(app)


def _commands(app: AsyncApp) -> None:
    @app.command("/wo")
    async def wo(ack: Any, client: Any, body: JSON, respond: Any) -> None:
        async def say(**message: Any) -> None:
            await client.chat_postMessage(channel=body["channel_id"], **message)

        match body["text"].split(" ", 1)[0]:
            case "card":
                await ack()
                await say(text="Leaking pump", blocks=CARD)
            case "form":
                await ack()
                await client.views_open(trigger_id=body["trigger_id"], view=FORM)
            case "loud":
                await ack(response_type="in_channel", text="for all")
            case "blocks":
                await ack(text="three", blocks=[section("three")])
            case "bad":
                await ack(
                    text="bad", blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
                )
            case "slow":
                await asyncio.sleep(0.8)
                await ack("too late")
            case "later":
                await ack()
                await respond("answered later")
            case "boom":
                raise RuntimeError("a bug of the app")
            case _:
                await ack(f"heard: {body['text']}")

    @app.command("/plain")
    async def plain(ack: Any, body: JSON) -> None:
        await ack(body["text"])


def _actions(app: AsyncApp) -> None:
    @app.action("accept")
    async def accept(ack: Any, client: Any, body: JSON) -> None:
        await ack()
        words = f"accepted {body['actions'][0]['value']} by {body['user']['name']}"
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        await client.chat_update(**place, text=words, blocks=[section(words)])

    @app.action("replace")
    async def replace(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="replaced", replace_original=True)

    @app.action("remove")
    async def remove(ack: Any, respond: Any) -> None:
        await ack()
        await respond(delete_original=True)

    @app.action("whisper")
    async def whisper(ack: Any, respond: Any) -> None:
        await ack()
        for number in range(6):
            answer = await respond(text=f"whisper {number + 1}")
            if answer.status_code != 200:
                break

    @app.action("more")
    @app.action("day")
    @app.action("site")
    async def chosen(ack: Any, respond: Any, action: JSON, body: JSON) -> None:
        await ack()
        value = action.get("selected_option", {}).get("value") or action.get("selected_date")
        await respond(f"chose {value}; state {sorted(body['state']['values'].get('steps', {}))}")

    @app.action("open")
    async def open_form(ack: Any, client: Any, body: JSON) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.action("push")
    async def push(ack: Any, client: Any, body: JSON) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view={**FORM, "callback_id": "second"})

    @app.action("refresh")
    async def refresh(ack: Any, client: Any, body: JSON) -> None:
        await ack()
        view = body["view"]
        extra = [*FORM["blocks"], section("refreshed")]
        await client.views_update(view_id=view["id"], hash=view["hash"], view={**FORM, "blocks": extra})


def _views(app: AsyncApp) -> None:
    @app.view("form")
    async def submitted(ack: Any, client: Any, view: JSON, body: JSON) -> None:
        values = view["state"]["values"]
        title = values["title"]["title"]["value"]
        answers: dict[str, JSON] = {
            "errors": {"response_action": "errors", "errors": {"title": "That title is taken."}},
            "wrong": {"response_action": "errors", "errors": {"nowhere": "No such field."}},
            "update": {
                "response_action": "update",
                "view": {**FORM, "title": {"type": "plain_text", "text": "Updated"}},
            },
            "push": {"response_action": "push", "view": {**FORM, "callback_id": "second"}},
            "clear": {"response_action": "clear"},
        }
        if title in answers:
            await ack(answers[title])
            return
        if title == "boom":
            raise RuntimeError("a bug of the app")
        await ack()
        kind = values["kind"]["kind"]["selected_option"]["value"]
        await client.chat_postMessage(channel=body["user"]["id"], text=f"created {title} ({kind})")

    @app.view("second")
    async def second(ack: Any) -> None:
        await ack()

    @app.view_closed("form")
    async def closed(ack: Any, client: Any, body: JSON) -> None:
        await ack()
        await client.chat_postMessage(
            channel=body["user"]["id"], text=f"closed, cleared {body['is_cleared']}"
        )

    @app.options("site")
    async def sites(ack: Any, payload: JSON) -> None:
        asked = payload["value"].lower()
        found = [option(text, value) for text, value in SITES if asked in text.lower()]
        await ack(options=[option("x", str(n)) for n in range(101)] if asked == "many" else found)


def _others(app: AsyncApp) -> None:
    @app.shortcut("new_work_order")
    async def new(ack: Any, client: Any, body: JSON) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.shortcut("from_message")
    async def from_message(ack: Any, respond: Any, body: JSON) -> None:
        await ack()
        await respond(f"from: {body['message']['text']}")

    @app.event("app_home_opened")
    async def home(client: Any, event: JSON) -> None:
        blocks = [
            section(f"Home of {event['user']}"),
            {"type": "actions", "elements": [button("open", "Open")]},
        ]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.event("message")
    async def heard(client: Any, event: JSON) -> None:
        if event.get("text") == "boom":
            raise RuntimeError("a bug of the app")
        if event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share"):
            files = [file["name"] for file in event.get("files", [])]
            words = f"you wrote {event['text']} {' '.join(files)}".strip()
            await client.chat_postMessage(
                channel=event["channel"], thread_ts=event.get("thread_ts"), text=words
            )

    @app.event("app_mention")
    async def mentioned(client: Any, event: JSON) -> None:
        await client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    @app.event("link_shared")
    async def shared(client: Any, event: JSON) -> None:
        unfurls = {link["url"]: {"blocks": [section("WO-1042")]} for link in event["links"]}
        await client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=unfurls)
