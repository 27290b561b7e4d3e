"""The addresses Slack hands out: response_urls, upload addresses, and files to download."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox.slack import answers
from sandbox.slack.errors import HAPPENS, SlackError
from sandbox.slack.parts import Parts
from sandbox.slack.tickets import TicketRefused
from sandbox.slack.web.endpoint import token_of

BAD_REQUEST, FORBIDDEN, NOT_FOUND = 400, 403, 404
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What the page shows within a message."""


@dataclass(frozen=True, slots=True)
class ResponseUrls:
    """`/response/{id}`: answers of the app to a command or a click, for half an hour, five times."""

    parts: Parts

    async def answer(self, request: Request) -> Response:
        name = str(request.path_params["id"])
        with self.parts.changes.busy("response_url"):
            try:
                about = self.parts.tickets.redeem_response_url(name)
                answers.answer(self.parts, await _json(request), about)
            except TicketRefused as refused:
                return self._refuse(NOT_FOUND, SlackError(refused.code))
            except SlackError as refused:
                return self._refuse(BAD_REQUEST, refused)
            return PlainTextResponse("ok")

    def _refuse(self, status: int, refused: SlackError) -> Response:
        if refused.code not in HAPPENS:
            self.parts.record.violation(
                refused.code, "response_url", "; ".join(refused.problems) or refused.code
            )
        return PlainTextResponse(refused.code, status)


@dataclass(frozen=True, slots=True)
class Upload:
    """`/upload/{file}`: the bytes of a file as a raw body, which is how slack_sdk sends them."""

    parts: Parts

    async def answer(self, request: Request) -> Response:
        file = self.parts.workspace.files.get(str(request.path_params["file"]))
        if file is None:
            return PlainTextResponse("file_not_found", NOT_FOUND)
        file.content = await request.body()
        return PlainTextResponse(f"OK - {len(file.content)}")


@dataclass(frozen=True, slots=True)
class Download:
    """`/files/{file}/{name}`: for the app with its token and files:read, for the page with `?user=`."""

    parts: Parts

    async def answer(self, request: Request) -> Response:
        file = self.parts.workspace.files.get(str(request.path_params["file"]))
        if file is None:
            return PlainTextResponse("file_not_found", NOT_FOUND)
        by_app = token_of(request.headers, {}) == self.parts.config.bot_token
        allowed = by_app and "files:read" in self.parts.manifest.scopes
        if not allowed and request.query_params.get("user") not in self.parts.workspace.users:
            self.parts.record.violation("missing_scope", "file download", "needs the token and files:read")
            return PlainTextResponse("missing_scope", FORBIDDEN)
        return Response(file.content, media_type=file.mimetype, headers=_safely(file.mimetype))


def _safely(mimetype: str) -> dict[str, str]:
    """Strangers' files never run on this page: all but plain pictures are downloads."""
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return headers if mimetype in SHOWN else {**headers, "Content-Disposition": "attachment"}


async def _json(request: Request) -> dict[str, object]:
    try:
        body = await request.json()
    except ValueError:
        raise SlackError("invalid_payload", "the body must be JSON") from None
    if not isinstance(body, dict):
        raise SlackError("invalid_payload", "the body must be a JSON object")
    return body
