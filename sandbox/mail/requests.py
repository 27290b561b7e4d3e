"""What the API accepts: the fields of each request, checked, with a sentence for what is wrong."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from sandbox.mail.actions import Envelope
from sandbox.mail.faults import Fault, FaultKind
from sandbox.mail.shapes import BY_NAME
from sandbox.mail.shapes.calendar import Answer, Response
from sandbox.mail.shapes.forward import Note
from sandbox.mail.shapes.fresh import Draft

T = TypeVar("T", bound=str)


class BadRequestError(Exception):
    """A sentence that names the field and what to write into it."""


@dataclass(frozen=True)
class Reply:
    text: str
    shape: str


@dataclass(frozen=True)
class Wait:
    """Wait for a message whose subject and text contain these (any case) and whose id is higher than `after`."""

    subject: str
    text: str
    after: int
    box: Literal["inbox", "sent"]
    timeout: float


def reply(body: Mapping[str, Any]) -> Reply:
    return Reply(_text(body, "text", ""), _one_of(body.get("shape", "gmail"), "shape", tuple(BY_NAME)))


def forward(body: Mapping[str, Any]) -> Note:
    return Note(to=_address(body, "to"), text=_text(body, "text", ""))


def out_of_office(body: Mapping[str, Any]) -> str:
    return _text(body, "text", "")


def rsvp(body: Mapping[str, Any]) -> Response:
    return Response(_one_of(body.get("answer"), "answer", get_args(Answer)), _text(body, "comment", ""))


def draft(body: Mapping[str, Any], office: str) -> Draft:
    to = _address(body, "to") if body.get("to") else office
    return Draft(to=to, subject=" ".join(_text(body, "subject", "").split()), text=_text(body, "text", ""))


def envelope(body: Mapping[str, Any]) -> Envelope:
    try:
        raw = base64.b64decode(_text(body, "content_base64", ""), validate=True)
    except binascii.Error:
        raise BadRequestError("content_base64 must be the bytes of the mail in base64.") from None
    return Envelope(_text(body, "sender", ""), _address(body, "to"), raw)


def fault(body: Mapping[str, Any]) -> Fault:
    times = body.get("times", 1)
    if times is not None and (not isinstance(times, int) or times < 1):
        raise BadRequestError("times must be a number above 0, or null for until removed.")
    return Fault(_one_of(body.get("kind"), "kind", get_args(FaultKind)), times)


def wait(query: Mapping[str, str]) -> Wait:
    boxes: tuple[Literal["inbox", "sent"], ...] = ("inbox", "sent")
    return Wait(
        subject=query.get("subject", "").casefold(),
        text=query.get("text", "").casefold(),
        after=int(number(query, "after", 0)),
        box=_one_of(query.get("box", "inbox"), "box", boxes),
        timeout=number(query, "timeout", 10),
    )


def number(query: Mapping[str, str], name: str, default: float) -> float:
    try:
        return float(query.get(name, default))
    except ValueError:
        raise BadRequestError(f"{name} must be a number.") from None


def _text(body: Mapping[str, Any], name: str, default: str) -> str:
    value = body.get(name)
    if value is None:
        return default
    if not isinstance(value, str):
        raise BadRequestError(f"{name} must be text.")
    return value


def _address(body: Mapping[str, Any], name: str) -> str:
    value = _text(body, name, "").strip()
    local, _, domain = value.partition("@")
    if not local or not domain or not value.isascii() or any(c.isspace() or c in "<>," for c in value):
        raise BadRequestError(f"{name} must be one e-mail address, such as service@northgate.example.")
    return value


def _one_of(value: object, name: str, choices: tuple[T, ...]) -> T:
    for choice in choices:
        if value == choice:
            return choice
    raise BadRequestError(f"{name} must be one of {', '.join(choices)}.")
