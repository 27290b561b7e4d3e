"""What Slack hands out for a short time: trigger_ids (3 s, once) and response_urls (30 minutes, five times)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.slack.ids import secret_id

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60
RESPONSE_URL_USES = 5


class TicketRefused(Exception):
    """The error code Slack answers for a ticket that does not work (any more)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Trigger:
    user: str
    issued: float
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """What an answer through this address is about: whose interaction, where, and on which message."""

    user: str
    channel: str
    issued: float
    message_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


@dataclass
class Tickets:
    """Issues and redeems both kinds, on the workspace's clock."""

    clock: Callable[[], float]
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def trigger(self, user: str, view_id: str | None = None) -> str:
        now = self.clock()
        name = f"{int(now)}.{len(self.triggers) + 1}.{secret_id()}"
        _drop_old(self.triggers, now)
        self.triggers[name] = Trigger(user, now, view_id)
        return name

    def redeem_trigger(self, name: str) -> Trigger:
        """The trigger, now used; TicketRefused with Slack's code otherwise."""
        trigger = self.triggers.get(name)
        if trigger is None:
            raise TicketRefused("invalid_trigger_id")
        if trigger.used:
            raise TicketRefused("trigger_exchanged")
        if self.clock() - trigger.issued > TRIGGER_SECONDS:
            raise TicketRefused("expired_trigger_id")
        trigger.used = True
        return trigger

    def response_url(self, about: ResponseUrl) -> str:
        """The last part of a new address."""
        name = secret_id()
        _drop_old(self.response_urls, about.issued)
        self.response_urls[name] = about
        return name

    def redeem_response_url(self, name: str) -> ResponseUrl:
        """What the address is about, one use counted; TicketRefused with Slack's code otherwise."""
        about = self.response_urls.get(name)
        if about is None:
            raise TicketRefused("invalid_url")
        if self.clock() - about.issued > RESPONSE_URL_SECONDS:
            raise TicketRefused("expired_url")
        if about.uses >= RESPONSE_URL_USES:
            raise TicketRefused("used_url")
        about.uses += 1
        return about


def _drop_old(tickets: dict[str, Trigger] | dict[str, ResponseUrl], now: float) -> None:
    """Forgets what nobody will ask for any more; younger ones stay, so that their refusal says why."""
    for name in [name for name, ticket in tickets.items() if now - ticket.issued > 2 * RESPONSE_URL_SECONDS]:
        del tickets[name]
