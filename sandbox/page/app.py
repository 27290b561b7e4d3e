"""The page and what it talks to as one ASGI app, to be mounted anywhere: all of its addresses are relative.

Mounted at "/sandbox", the page is at "/sandbox/", the Slack stand-in below "/sandbox/slack/" and the mailboxes below
"/sandbox/mail/".
"""

from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox import sample

STATIC = Path(__file__).parent / "static"

# style-src: mails carry inline styles, and a frame inherits the page's policy
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def page_app(slack: ASGIApp, mail: ASGIApp) -> Starlette:
    """`slack` is SlackSandbox.asgi, `mail` is MailSandbox.asgi."""
    files = Starlette(
        routes=[
            Route("/config.json", _config),
            Mount("/", StaticFiles(directory=STATIC, html=True)),
        ],
        middleware=[Middleware(_PageHeaders)],
    )
    return Starlette(routes=[Mount("/slack", slack), Mount("/mail", mail), Mount("/", files)])


async def _config(_request: Request) -> Response:
    return JSONResponse({"ok": True, **config()})


def config() -> dict[str, Any]:
    """What the page cannot learn from the two APIs: the company's name and zone, and who does what."""
    return {
        "company": sample.COMPANY.name,
        "zone": sample.COMPANY.zone,
        "staff": [
            {"id": person.slack_user_id, "name": person.name, "role": person.role, "title": person.title}
            for person in sample.STAFF
        ],
    }


class _PageHeaders:
    """Each answer forbids scripts from elsewhere, and is asked for anew, so that an upgrade shows at once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
                headers["Cache-Control"] = "no-cache"
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self._app(scope, receive, with_headers)
