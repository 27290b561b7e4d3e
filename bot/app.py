"""The bolt app: every listener in order, for HTTP and Socket Mode alike.

Listeners are short: validate, one transaction, ack (Slack waits three seconds). Whatever others see is a job. Nothing is
read from the environment, and no request to Slack is made before the first listener asks for one.
"""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import Route

from bot.http import SlackRequests
from bot.listeners import (
    commands,
    enquiries,
    errors,
    escalation,
    home,
    linking,
    looking,
    offers,
    opening,
    orders,
    requests,
    strays,
    triage,
    typeahead,
    who,
)
from core.desk import AsyncDesk

PATH = "/slack/events"
LARGEST_REQUEST = 1024 * 1024
"""Bytes; the largest form Slack sends is far smaller."""
INLINE_SECONDS = 2
"""How long a call inside a listener may take; it answers within three."""
JOB_SECONDS = 15
UPLOAD_SECONDS = 300
"""A file of 20 MB over a slow line."""


@dataclass(frozen=True)
class BotConfig:
    """`signing_secret` proves requests over HTTP; `app_token` opens the socket; `api_url` ends with a slash."""

    bot_token: str
    signing_secret: str = ""
    app_token: str | None = None
    api_url: str = "https://slack.com/api/"

    def client(self, token: str | None, seconds: int = JOB_SECONDS) -> AsyncWebClient:
        """A Web API client that tries once: repeating a post after a lost answer would post it twice."""
        return AsyncWebClient(token=token, base_url=self.api_url, timeout=seconds, retry_handlers=[])


def build_app(desk: AsyncDesk, config: BotConfig) -> AsyncApp:
    """The app with all its listeners; `slack_route` serves it over HTTP, `bot.socket` by Socket Mode."""

    async def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult:
        """The one installation there is: no auth.test, so that the first ack does not wait for Slack."""
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, bot_token=config.bot_token
        )

    app = AsyncApp(
        name="truckroll",
        client=config.client(None, INLINE_SECONDS),
        authorize=authorize,
        signing_secret=config.signing_secret,
        process_before_response=True,
    )
    errors.register(app)
    who.register(app, desk)
    for concept in (
        commands,
        opening,
        looking,
        orders,
        offers,
        escalation,
        requests,
        triage,
        enquiries,
        typeahead,
        home,
        linking,
    ):
        concept.register(app, desk)
    strays.register(app)
    return app


def slack_route(app: AsyncApp, config: BotConfig, path: str = PATH) -> Route:
    """Where Slack's requests arrive; a mount would answer 307 to Slack.

    Raises ValueError without a signing secret: anybody could forge requests.
    """
    if not config.signing_secret:
        raise ValueError("SLACK_SIGNING_SECRET is needed to take Slack's requests over HTTP.")
    return Route(path, SlackRequests(app, path=path), methods=["POST"], max_body_size=LARGEST_REQUEST)
