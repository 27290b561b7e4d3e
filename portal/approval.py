"""The page that takes the one-time code for a quote.

Looking at it changes nothing, however often and by whom (I11, N.6): link scanners see a form. Only six typed digits
that are right approve anything; wrong ones are counted. Whoever has no good link learns nothing, not even why.
"""

import hmac
import re
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from core import queries
from core.commands import ApproveWithCode
from core.db import DatabaseDown
from core.desk import AsyncDesk
from core.identity import contact_actor
from core.mailmarks import APPROVE_PATH, approval_code
from core.people import Actor, Channel, Proof, system
from core.queries.approvals import ApprovalView
from core.refusals import Refusal, Stale
from core.tokens import ReplyTokens
from templates import render

LONGEST_FORM, MOST_FIELDS = 4096, 10
"""Bytes and fields; a code and its name need twenty and one."""
Answer = Callable[[Request], Awaitable[Response]]
_TYPED = re.compile(r"\s*(\d{3})[\s-]?(\d{3})\s*")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
CLOSED = "We couldn't verify this link. It may be old, or used already."
REPLACED = "That quote was replaced. Nothing was approved; please answer our newest mail."
NOT_TAKEN = (
    "This code can't be taken any more. Nothing was approved; please answer our newest mail, or call us."
)
AWAY = "We can't look that up right now. Nothing was changed; please try again in a minute."
TYPE_IT = "Please type the six digits from our mail."


@dataclass(frozen=True)
class ApprovalPage:
    """GET and HEAD show it, POST takes the code."""

    desk: AsyncDesk
    tokens: ReplyTokens

    def routes(self) -> list[BaseRoute]:
        path = APPROVE_PATH + "/{link}"
        return [
            Route(path, self._whenever(self.show), methods=["GET"]),
            Route(path, self._whenever(self.take), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        approval = await self._approval(request)
        if approval is not None and approval.is_approved:
            return _done(approval)
        return _page(approval) if approval is not None and approval.is_open else _closed(CLOSED)

    async def take(self, request: Request) -> Response:
        approval = await self._approval(request)
        if approval is not None and approval.is_approved:
            return _done(approval)  # the button was pressed twice
        if approval is None or not approval.is_open:
            return _closed(CLOSED)
        typed = _TYPED.fullmatch(await _code_in(request))
        if typed is None:
            return _page(approval, TYPE_IT, HTTPStatus.UNPROCESSABLE_ENTITY)
        return await self._try(approval, typed[1] + typed[2])

    def _whenever(self, answer: Answer) -> Answer:
        """The same, with a page that says so while the database is away."""

        async def guarded(request: Request) -> Response:
            try:
                return await answer(request)
            except DatabaseDown:
                return _closed(AWAY, HTTPStatus.SERVICE_UNAVAILABLE)

        return guarded

    async def _try(self, approval: ApprovalView, typed: str) -> Response:
        quote = (approval.version, approval.total)
        code = approval_code(self.tokens, approval.company_id, approval.code_id, quote, approval.contact_id)
        command = ApproveWithCode(
            order=approval.order, code_id=approval.code_id, right=hmac.compare_digest(typed, code)
        )
        try:
            await self.desk.do(await self._actor(approval), (command,), f"portal:{uuid.uuid4()}")
        except Stale:
            return _closed(REPLACED)
        except Refusal:
            return _closed(NOT_TAKEN)
        if command.right:
            return _done(approval)
        return _mistaken(replace(approval, tries_left=approval.tries_left - 1))

    async def _approval(self, request: Request) -> ApprovalView | None:
        link = self.tokens.read_link(request.path_params["link"])
        if link is None:
            return None
        return await self.desk.read(system(link[0]), queries.approval(link[1]))

    async def _actor(self, approval: ApprovalView) -> Actor:
        """Whoever reads the mail at the address on file: E2, until the code is right."""
        contact = await self.desk.run(
            lambda session: contact_actor(
                session, approval.company_id, approval.contact_id, Proof.KNOWN_ADDRESS, approval.address
            )
        )
        return replace(contact, channel=Channel.PORTAL)


async def _code_in(request: Request) -> str:
    """What was typed; empty for a form that is none, or far too long."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LONGEST_FORM:
        return ""
    try:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=MOST_FIELDS))
    except ValueError:
        return ""
    return form.get("code", "")


def _page(approval: ApprovalView, problem: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    words = {**approval.words(), "problem": problem, "tries_left": approval.tries_left}
    return HTMLResponse(render("portal/approve.html", words), status, HEADERS)


def _mistaken(approval: ApprovalView) -> Response:
    if approval.tries_left <= 0:
        return _closed(NOT_TAKEN)
    left = "One more try is left." if approval.tries_left == 1 else f"{approval.tries_left} tries are left."
    return _page(approval, f"That is not the code in our mail. {left}", HTTPStatus.UNPROCESSABLE_ENTITY)


def _done(approval: ApprovalView) -> Response:
    return HTMLResponse(render("portal/approved.html", approval.words()), headers=HEADERS)


def _closed(why: str, status: HTTPStatus = HTTPStatus.NOT_FOUND) -> Response:
    return HTMLResponse(render("portal/closed.html", {"why": why}), status, HEADERS)
