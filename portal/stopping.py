"""The page that stops mail which need not be, by one click of a mail program or by a typed word.

Looking at it changes nothing, however often and by whom (I11). Two posts stop: the one that a mail program makes for its
reader, whose form RFC 8058 lays down, and the page's own with the word STOP typed into it. Programs that press whatever
button they find have neither. Whoever has no good link learns nothing.
"""

import uuid
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from core import queries
from core.commands import StopMail
from core.db import DatabaseDown
from core.desk import AsyncDesk
from core.identity import contact_actor
from core.mailmarks import STOP_LINK, STOP_PATH
from core.people import Actor, Channel, Proof, system
from core.queries.stopping import StopView
from core.refusals import Refusal
from core.tokens import ReplyTokens
from portal.approval import AWAY, CLOSED, HEADERS, LONGEST_FORM, MOST_FIELDS
from templates import render

ONE_CLICK = ("List-Unsubscribe", "One-Click")
WORD = "stop"
TYPE_IT = "Please type the word STOP."


@dataclass(frozen=True)
class StopPage:
    """GET and HEAD show it, POST stops the mail."""

    desk: AsyncDesk
    tokens: ReplyTokens

    def routes(self) -> list[BaseRoute]:
        path = STOP_PATH + "/{link}"
        return [Route(path, self.show, methods=["GET"]), Route(path, self.take, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        try:
            found = await self._found(request)
        except DatabaseDown:
            return _closed(AWAY, HTTPStatus.SERVICE_UNAVAILABLE)
        if found is None:
            return _closed(CLOSED)
        return _stopped(found) if found.is_stopped else _page(found)

    async def take(self, request: Request) -> Response:
        try:
            found = await self._found(request)
            if found is None:
                return _closed(CLOSED)
            if not await _is_meant(request):
                return _page(found, TYPE_IT, HTTPStatus.UNPROCESSABLE_ENTITY)
            return await self._stop(found)
        except DatabaseDown:
            return _closed(AWAY, HTTPStatus.SERVICE_UNAVAILABLE)

    async def _stop(self, found: StopView) -> Response:
        command = StopMail(order=found.order, words="unsubscribed by the link in our mail")
        try:
            await self.desk.do(await self._actor(found), (command,), f"portal:{uuid.uuid4()}")
        except Refusal:
            return _closed(CLOSED)
        return _stopped(found)

    async def _found(self, request: Request) -> StopView | None:
        link = self.tokens.read_link(request.path_params["link"], STOP_LINK)
        if link is None:
            return None
        return await self.desk.read(system(link[0]), queries.stop(link[1]))

    async def _actor(self, found: StopView) -> Actor:
        """Whoever reads the mail at the address on file."""
        contact = await self.desk.run(
            lambda session: contact_actor(
                session, found.company_id, found.contact_id, Proof.KNOWN_ADDRESS, found.address
            )
        )
        return replace(contact, channel=Channel.PORTAL)


async def _is_meant(request: Request) -> bool:
    """RFC 8058 3.2: the form comes as either of the two kinds that forms come in."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LONGEST_FORM:
        return False
    body = (await request.body()).decode("utf-8", "replace")
    if request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        head, _, rest = body.partition("\r\n\r\n")
        return f'name="{ONE_CLICK[0]}"' in head and rest.split("\r\n", 1)[0].strip() == ONE_CLICK[1]
    try:
        form = parse_qsl(body, max_num_fields=MOST_FIELDS)
    except ValueError:
        return False
    return ONE_CLICK in form or dict(form).get("word", "").strip().lower() == WORD


def _words(found: StopView) -> dict[str, object]:
    return {"company": {"name": found.company, "phone": found.phone}, "address": found.address}


def _page(found: StopView, problem: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    return HTMLResponse(render("portal/stop.html", {**_words(found), "problem": problem}), status, HEADERS)


def _stopped(found: StopView) -> Response:
    return HTMLResponse(render("portal/stopped.html", _words(found)), headers=HEADERS)


def _closed(why: str, status: HTTPStatus = HTTPStatus.NOT_FOUND) -> Response:
    return HTMLResponse(render("portal/closed.html", {"why": why}), status, HEADERS)
