"""One call of Slack's Web API, and what its failure means: try again, refused for good, or nobody knows."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from core.jobs import TryAgain

TOO_MANY = 429
SERVER_FAULT = 500
UNCLEAR = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)
"""Errors with which Slack says that something may have happened all the same."""
GONE = frozenset(
    {"message_not_found", "thread_not_found", "channel_not_found", "is_archived", "cant_update_message"}
)
"""The message, or the place it was in, is not there any more."""


class OutcomeUnknown(Exception):
    """The call may or may not have taken effect."""


class SlackRefused(Exception):
    """Slack understood and said no; `error` is its word for it. Nothing took effect."""

    def __init__(self, error: str) -> None:
        super().__init__(f"Slack refused: {error}")
        self.error = error


class RateLimited(TryAgain):
    """Slack asks us to wait; nothing took effect."""


async def call(request: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """The answer of a request. Raises RateLimited, SlackRefused or OutcomeUnknown."""
    try:
        return dict((await request).data)  # type: ignore[arg-type]  # bytes only for file downloads
    except SlackApiError as error:
        raise _meaning(error) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise OutcomeUnknown(f"Slack did not answer: {type(error).__name__}") from error


def _meaning(error: SlackApiError) -> Exception:
    response = error.response
    status = getattr(response, "status_code", None) or 0
    code = response.get("error") if isinstance(getattr(response, "data", None), dict) else None
    if status == TOO_MANY:
        wait = float(response.headers.get("Retry-After", 1))
        return RateLimited(f"Slack asks for {wait:.0f} s of patience", timedelta(seconds=wait))
    if status >= SERVER_FAULT or code in UNCLEAR or code is None:
        return OutcomeUnknown(f"Slack answered {status} {code or ''}".strip())
    return SlackRefused(str(code))
