"""The JSON API of the mailboxes, as docs/sandbox-mail.md has it: what the browser's page and every test use."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.mail import requests, views
from sandbox.mail.actions import Actions, CannotDoError
from sandbox.mail.changes import Changes
from sandbox.mail.faults import Faults
from sandbox.mail.store import StoredMail

_KEEP_ALIVE_SECONDS = 15.0

Body = dict[str, Any]


@dataclass(frozen=True)
class MailApi:
    actions: Actions
    faults: Faults
    changes: Changes

    def app(self) -> Starlette:
        message = "/mailboxes/{address}/messages/{id:int}"
        routes = [
            Route("/mailboxes", self.mailboxes),
            Route("/mailboxes/{address}/messages", self.messages),
            Route("/mailboxes/{address}/messages", self.write, methods=["POST"]),
            Route("/mailboxes/{address}/raw", self.send_raw, methods=["POST"]),
            Route("/mailboxes/{address}/wait", self.wait),
            Route("/mailboxes/{address}/fault", self.set_fault, methods=["PUT"]),
            Route("/mailboxes/{address}/fault", self.remove_fault, methods=["DELETE"]),
            Route(message, self.message),
            Route(f"{message}/source", self.source),
            Route(f"{message}/attachments/{{index:int}}", self.attachment),
            Route(f"{message}/seen", self.see, methods=["POST"]),
            Route(f"{message}/reply", self.reply, methods=["POST"]),
            Route(f"{message}/forward", self.forward, methods=["POST"]),
            Route(f"{message}/out-of-office", self.out_of_office, methods=["POST"]),
            Route(f"{message}/rsvp", self.rsvp, methods=["POST"]),
            Route("/shapes", self.shapes),
            Route("/stream", self.stream),
        ]
        handlers: dict[Any, Callable[..., Awaitable[Response]]] = {
            requests.BadRequestError: _refusal(422, "bad_request"),
            CannotDoError: _refusal(409, "cannot_do"),
            _NotFoundError: _refusal(404, "no_such_message"),
            HTTPException: _http_refusal,
        }
        return Starlette(routes=routes, exception_handlers=handlers)

    # reading

    async def mailboxes(self, _request: Request) -> Response:
        config, store = self.actions.config, self.actions.store
        known = [owner.address for owner in config.owners]
        others = [address for address in store.addresses() if address not in known]
        return _ok(
            office=config.office_email,
            mailboxes=[
                views.mailbox(config.owner(address), store.mails(address), self.faults.of(address))
                for address in [*known, *others]
            ],
        )

    async def shapes(self, _request: Request) -> Response:
        return _ok(shapes=views.shapes())

    async def messages(self, request: Request) -> Response:
        after = int(requests.number(request.query_params, "after", 0))
        mails = self.actions.store.mails(_address(request), after)
        return _ok(messages=[views.summary(mail) for mail in mails])

    async def message(self, request: Request) -> Response:
        return _ok(message=views.message(self._mail(request)))

    async def source(self, request: Request) -> Response:
        return Response(self._mail(request).raw, media_type="text/plain; charset=utf-8")

    async def attachment(self, request: Request) -> Response:
        attachments = self._mail(request).letter.attachments
        index = request.path_params["index"]
        if index >= len(attachments):
            raise _NotFoundError("This message has no such attachment.")
        # always a download: an attachment must not run as a page of the sandbox
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return Response(attachments[index].data, media_type="application/octet-stream", headers=headers)

    async def wait(self, request: Request) -> Response:
        """Answers as soon as a matching message is there, or after the time-out with `"message": null`."""
        wanted = requests.wait(request.query_params)
        address = _address(request)
        found = None
        try:
            async with asyncio.timeout(wanted.timeout):
                found = await self._first_match(address, wanted)
        except TimeoutError:
            pass
        return _ok(message=views.message(found) if found else None)

    async def _first_match(self, address: str, wanted: requests.Wait) -> StoredMail | None:
        with self.changes.subscribe() as changes:
            while True:
                for mail in self.actions.store.mails(address, wanted.after):
                    if _matches(mail, wanted):
                        return mail
                if await changes.get() is None:
                    return None

    # doing

    async def see(self, request: Request) -> Response:
        seen = (await _body(request)).get("seen", True) is not False
        return _ok(message=views.summary(self.actions.see(self._mail(request), seen=seen)))

    async def reply(self, request: Request) -> Response:
        wanted = requests.reply(await _body(request))
        return _sent(await self.actions.reply(self._mail(request), wanted.text, wanted.shape))

    async def forward(self, request: Request) -> Response:
        note = requests.forward(await _body(request))
        return _sent(await self.actions.forward(self._mail(request), note))

    async def out_of_office(self, request: Request) -> Response:
        text = requests.out_of_office(await _body(request))
        return _sent(await self.actions.out_of_office(self._mail(request), text))

    async def rsvp(self, request: Request) -> Response:
        return _sent(await self.actions.rsvp(self._mail(request), requests.rsvp(await _body(request))))

    async def write(self, request: Request) -> Response:
        draft = requests.draft(await _body(request), self.actions.config.office_email)
        return _sent(await self.actions.write(_address(request), draft))

    async def send_raw(self, request: Request) -> Response:
        envelope = requests.envelope(await _body(request))
        return _sent(await self.actions.send_raw(_address(request), envelope))

    async def set_fault(self, request: Request) -> Response:
        fault = requests.fault(await _body(request))
        self.faults.set(_address(request), fault)
        return _ok(fault={"kind": fault.kind, "left": fault.left})

    async def remove_fault(self, request: Request) -> Response:
        self.faults.set(_address(request), None)
        return _ok()

    # watching

    async def stream(self, _request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._events(), media_type="text/event-stream", headers=headers)

    async def _events(self) -> AsyncIterator[str]:
        with self.changes.subscribe() as changes:
            yield ": listening\n\n"
            while True:
                try:
                    async with asyncio.timeout(_KEEP_ALIVE_SECONDS):
                        change = await changes.get()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if change is None:
                    return
                yield f"id: {change.seq}\nevent: {change.type}\ndata: {json.dumps(asdict(change))}\n\n"

    def _mail(self, request: Request) -> StoredMail:
        mail = self.actions.store.get(_address(request), request.path_params["id"])
        if mail is None:
            raise _NotFoundError("This mailbox has no such message.")
        return mail


class _NotFoundError(Exception):
    pass


def _matches(mail: StoredMail, wanted: requests.Wait) -> bool:
    letter = mail.letter
    return (
        mail.box == wanted.box
        and wanted.subject in letter.subject.casefold()
        and wanted.text in letter.text.casefold()
    )


def _address(request: Request) -> str:
    return str(request.path_params["address"]).casefold()


async def _body(request: Request) -> Body:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise requests.BadRequestError("The request must be a JSON object.")
    return body


def _ok(**fields: Any) -> Response:
    return JSONResponse({"ok": True, **fields})


def _sent(mail: StoredMail) -> Response:
    return _ok(message=views.summary(mail))


def _refusal(status: int, code: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(_request: Request, refused: Exception) -> Response:
        return JSONResponse({"ok": False, "error": code, "message": str(refused)}, status_code=status)

    return answer


async def _http_refusal(_request: Request, refused: HTTPException) -> Response:
    return JSONResponse(
        {"ok": False, "error": "not_found", "message": refused.detail}, status_code=refused.status_code
    )
