"""The one error handler: whatever a listener raises becomes a sentence where the person is looking.

Refusals say why and what next; a database that is away says that nothing was changed; anything else is a bug, logged
with the reference the person is given.
"""

import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks.home import stranger
from bot.blocks.kit import Block, cut, escape, lines, modal, sentence_parts, unmarked
from bot.calls import Body, Stranger, input_fields
from bot.forms import Unfilled
from core.db import DatabaseDown
from core.refusals import Refusal

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 2
"""How long an answer by response_url may take: Slack waits three seconds for the whole."""
ERROR_LIMIT = 300
TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"})
TOO_LATE_WORDS = "Slack gave us too little time to open the form. Nothing was changed; please try again."


def register(app: AsyncApp) -> None:
    async def on_error(error: Exception, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        words = sentence(error)
        fields = error.fields if isinstance(error, Unfilled) else {}
        place = error.field if isinstance(error, Refusal) else None
        blocks = stranger() if isinstance(error, Stranger) else None
        if body.get("type") == "view_submission":
            return _in_form(body, words, fields, place)
        if "command" in body:
            return _json(
                {
                    "response_type": "ephemeral",
                    "text": escape(words),
                    **({"blocks": blocks} if blocks else {}),
                }
            )
        if body.get("type") == "block_suggestion":
            return _json({"options": []})
        await tell(body, client, words, blocks)
        return BoltResponse(status=200, body="")

    app.error(on_error)


def sentence(error: Exception) -> str:
    """What the person reads. Logs what nobody foresaw."""
    match error:
        case Refusal():
            return error.words
        case DatabaseDown():
            return str(error)
        case SlackApiError() if error.response.get("error") in TOO_LATE:
            return TOO_LATE_WORDS
        case _:
            reference = secrets.token_hex(3).upper()
            logger.error("bug in a Slack listener, reference %s", reference, exc_info=error)
            return f"Something went wrong on our side (reference {reference}). Nothing was lost; please try again."


async def tell(
    body: Body,
    client: AsyncWebClient,
    words: str,
    blocks: list[Block] | None = None,
    *,
    replace: bool = False,
) -> None:
    """Says it to the person who clicked, where they clicked: an ephemeral message, or a small window over App Home.

    Never raises: an answer that cannot be given is logged.
    """
    try:
        if body.get("response_url"):
            hook = AsyncWebhookClient(str(body["response_url"]), timeout=ANSWER_SECONDS)
            await hook.send(
                text=escape(words), blocks=blocks, response_type="ephemeral", replace_original=replace
            )
        elif body.get("trigger_id"):
            view = modal("told", "Truckroll", blocks or [lines(sentence_parts(words))])
            push = (body.get("view") or {}).get("type") == "modal"
            await (client.views_push if push else client.views_open)(
                trigger_id=str(body["trigger_id"]), view=view
            )
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        logger.warning("could not answer a click in Slack: %s", type(error).__name__)


def _in_form(body: Body, words: str, fields: Mapping[str, str], place: str | None) -> BoltResponse:
    """At the field it is about, else at the first; a form without fields is replaced by the sentence."""
    inputs = input_fields(body)
    if not inputs:
        return _json(
            {"response_action": "update", "view": modal("told", "Truckroll", [lines(sentence_parts(words))])}
        )
    errors = {name: cut(unmarked(said), ERROR_LIMIT) for name, said in fields.items() if name in inputs}
    if not errors:
        errors = {place if place in inputs else _nearest(place, inputs): cut(unmarked(words), ERROR_LIMIT)}
    return _json({"response_action": "errors", "errors": errors})


def _nearest(place: str | None, inputs: list[str]) -> str:
    """A window is asked for by its day."""
    return "date" if place == "window" and "date" in inputs else inputs[0]


def _json(answer: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200, body=json.dumps(answer), headers={"content-type": ["application/json;charset=utf-8"]}
    )
