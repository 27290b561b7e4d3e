"""The baseline of slash commands: a bolt app that only acks, served exactly as Truckroll serves its own.

Run as `python -m bench.bare_bolt PORT SIGNING_SECRET`.
"""

import sys

import uvicorn
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from starlette.applications import Starlette

from app.roles.web import listen
from bot.app import BotConfig, slack_route


async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
    """As Truckroll's: the one installation there is."""
    return AuthorizeResult(
        enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, bot_token="xoxb-bench"
    )


def main(port: int, secret: str) -> None:
    app = AsyncApp(authorize=authorize, signing_secret=secret, process_before_response=True)

    async def acks(ack: AsyncAck) -> None:
        await ack("ok")

    app.command("/wo")(acks)
    route = slack_route(app, BotConfig(bot_token="xoxb-bench", signing_secret=secret))
    config = uvicorn.Config(
        Starlette(routes=[route]), log_config=None, access_log=False, lifespan="off", server_header=False
    )
    listener = listen("127.0.0.1", port)
    print('"ready"', flush=True)
    uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
