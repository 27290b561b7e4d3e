"""Socket Mode: the same listeners over a WebSocket that we open, for installations without a public address."""

import contextlib
from collections.abc import AsyncIterator

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.app import BotConfig


@contextlib.asynccontextmanager
async def slack_socket(app: AsyncApp, config: BotConfig) -> AsyncIterator[AsyncSocketModeHandler]:
    """Connected while the block runs; reconnects by itself. Raises ValueError without an app token."""
    if config.app_token is None:
        raise ValueError("SLACK_APP_TOKEN is needed for Socket Mode.")
    # A client of its own: the bolt app's carries no token, and opening the socket takes the app's, not the bot's.
    handler = AsyncSocketModeHandler(app, config.app_token, web_client=config.client(config.app_token))
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt's, without annotations
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # bolt's, without annotations
