"""What a person types: slash commands and messages, with files."""

from sandbox.slack import answers, events, payloads, posting
from sandbox.slack.acts.entering import store_file
from sandbox.slack.acts.person import Outcome, Person, text_of
from sandbox.slack.config import SandboxUser
from sandbox.slack.errors import CannotDo, SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Content
from sandbox.slack.record import Delivery
from sandbox.slack.texts import escape, typed
from sandbox.slack.tickets import ResponseUrl
from sandbox.slack.workspace import Author

COMMAND_ERRORS = {"timeout": "operation_timeout", "ack_lost": "operation_timeout"}
"""How Slack words a failed command, by the attempt's error; anything else is dispatch_failed."""


async def command(person: Person, body: JSON) -> Outcome:
    """A slash command typed in a channel, the app's answer in its ack included."""
    conversation = person.conversation_to_write(body.get("channel"))
    name, _, rest = text_of(body, "text").partition(" ")
    known = person.parts.manifest.command(name)
    if known is None:
        return _slackbot(person, conversation.id, f"{name} is not a valid command.")
    if body.get("thread_ts"):
        return _slackbot(person, conversation.id, f"{name} is not supported in threads. Sorry!")
    text = (
        _marked_up(person, rest.strip(), named=True) if known.get("should_escape") else escape(rest.strip())
    )
    url, about = person.response_url(conversation.id)
    as_typed = payloads.Typed(name, text, person.trigger()["trigger_id"], url)
    payload = payloads.command(person.parts.config.identity, person.user, conversation, as_typed)
    delivery = await person.parts.courier.deliver("command", payload)
    return _answered(person, delivery, name, about)


async def post(person: Person, body: JSON) -> Outcome:
    """A message written into a channel, a thread or the direct message with the app."""
    conversation = person.conversation_to_write(body.get("channel"))
    thread_ts = body.get("thread_ts")
    if thread_ts is not None:
        person.message(conversation.id, thread_ts)
    files = [store_file(person, row) for row in body.get("files") or ()]
    text = _marked_up(person, body.get("text") or "")
    if not text and not files:
        raise CannotDo(422, "bad_request", "A message needs text or files.")
    content = Content(text, files=[file.to_slack(person.parts.base) for file in files])
    message = person.parts.workspace.add_message(
        conversation.id, Author(person.id, "user"), content, thread_ts
    )
    deliveries = await events.posted(person.parts, message)
    return Outcome(deliveries, more={"message": person.shown_message(message)})


def _answered(person: Person, delivery: Delivery, name: str, about: ResponseUrl) -> Outcome:
    ack = delivery.ack
    if ack is None:
        code = COMMAND_ERRORS.get(delivery.attempts[-1].error or "", "dispatch_failed")
        return _failed(person, delivery, name, code, about)
    try:
        answers.from_ack(person.parts, ack.body, about)
    except SlackError as refused:
        sentence = "; ".join(refused.problems) or refused.code
        person.parts.record.violation(refused.code, f"command {delivery.id}", sentence)
        return _failed(person, delivery, name, "invalid_command_response", about)
    return Outcome([delivery])


def _failed(person: Person, delivery: Delivery, name: str, code: str, about: ResponseUrl) -> Outcome:
    outcome = _slackbot(person, about.channel, f'{name} failed with the error "{code}"')
    outcome.deliveries.append(delivery)
    return outcome


def _slackbot(person: Person, channel: str, text: str) -> Outcome:
    posting.slackbot_says(person.parts, person.id, channel, text)
    return Outcome(user_sees={"kind": "ephemeral", "text": text})


def _marked_up(person: Person, text: str, *, named: bool = False) -> str:
    workspace, bot_name = person.parts.workspace, person.parts.manifest.bot_name
    bot = SandboxUser(person.parts.config.identity.bot_user_id, bot_name.lower(), bot_name, "")
    channels = [(c.id, c.name) for c in workspace.seen_by(person.id) if c.kind == "channel"]
    return typed(text, [*workspace.users.values(), bot], channels, named=named)
