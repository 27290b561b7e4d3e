"""`/api/{method}`: token, scopes, arguments, faults on demand, the method itself, and the record of it all."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.slack.errors import HAPPENS, SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.parts import Parts
from sandbox.slack.web.call import Call, need_scopes, read_arguments, typed_arguments
from sandbox.slack.web.table import METHODS, Method

HANG_SECONDS = 3600
TOO_MANY, SERVER_ERROR = 429, 500


class LostResponse(Response):
    """The call took effect, but its answer never arrives: the connection breaks, or nothing ever comes."""

    def __init__(self, how: str) -> None:
        super().__init__()
        self.how = how

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  Starlette's signature
        if self.how == "hang":
            await _until_client_leaves(receive)
            return
        # a promised body that does not come: the server can only break the connection
        headers = [(b"content-length", b"2"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"", "more_body": True})


async def _until_client_leaves(receive: Receive) -> None:
    async with asyncio.timeout(HANG_SECONDS):
        while (await receive())["type"] != "http.disconnect":
            pass


@dataclass(frozen=True, slots=True)
class WebApi:
    """Answers every call of the Web API."""

    parts: Parts

    async def answer(self, request: Request) -> Response:
        method = str(request.path_params["method"])
        with self.parts.changes.busy(f"call {method}"):
            return await self._answer(method, request)

    async def _answer(self, method: str, request: Request) -> Response:
        given: JSON = {}
        try:
            given = await read_arguments(request)
            row = self._allowed(method, token_of(request.headers, given))
            await self._planned_trouble(method)
            response = {"ok": True, **row.run(Call(self.parts, typed_arguments(given, row.takes)))}
            status = 200
        except SlackError as refused:
            response, status = refused.to_json(), refused.more.get("status", 200)
            if refused.code not in HAPPENS and "status" not in refused.more:
                self.parts.record.violation(refused.code, method, "; ".join(refused.problems) or refused.code)
        return self._respond(method, given, response, status)

    def _allowed(self, method: str, token: str) -> Method:
        row = METHODS.get(method)
        if row is None:
            raise SlackError("unknown_method", method, req_method=method)
        tokens = {self.parts.config.bot_token: "bot", self.parts.config.app_token: "app"}
        if not token:
            raise SlackError("not_authed")
        if token not in tokens:
            raise SlackError("invalid_auth")
        if tokens[token] != row.by:
            raise SlackError("not_allowed_token_type")
        need_scopes(self.parts, row.scopes)
        return row

    async def _planned_trouble(self, method: str) -> None:
        faults = self.parts.faults
        if slow := faults.take("slow_call", method=method):
            await asyncio.sleep(slow.seconds)
        if limited := faults.take("ratelimited", method=method):
            raise SlackError("ratelimited", retry_after=limited.retry_after)
        if failing := faults.take("error", method=method):
            raise SlackError(failing.error, status=failing.status)

    def _respond(self, method: str, given: JSON, response: JSON, status: int) -> Response:
        response.pop("status", None)
        retry_after = response.pop("retry_after", None)
        status = TOO_MANY if retry_after is not None else status
        self.parts.record.call(method, given, status, response)
        lost = self.parts.faults.take("drop_response", method=method) if response["ok"] else None
        if lost and lost.how != "500":
            return LostResponse(lost.how)
        if lost:
            return JSONResponse({"ok": False, "error": "internal_error"}, SERVER_ERROR)
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        return JSONResponse(response, status, headers)


def token_of(headers: Mapping[str, str], given: JSON) -> str:
    """The token of a call: from the Authorization header, or the old way among the arguments."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else str(given.get("token", ""))
