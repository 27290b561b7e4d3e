"""Every path of the control API, each with the few lines it takes. docs/sandbox.md describes them."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.slack.acts import elements, keyboard, modals, shortcuts
from sandbox.slack.acts.person import Outcome, Person, person
from sandbox.slack.control import seen
from sandbox.slack.control.stream import stream
from sandbox.slack.errors import CannotDo
from sandbox.slack.json_types import JSON
from sandbox.slack.parts import Parts

Act = Callable[[Person, JSON], Awaitable[Outcome]]
ViewAct = Callable[[Person, str, JSON], Awaitable[Outcome]]
Look = Callable[[Parts, Request], JSON | Awaitable[JSON]]

ACTS: dict[str, Act] = {
    "command": keyboard.command,
    "post": keyboard.post,
    "act": elements.act,
    "suggestions": elements.suggestions,
    "shortcut": shortcuts.run_shortcut,
    "home": shortcuts.open_home,
}
VIEW_ACTS: dict[str, ViewAct] = {"submit": modals.submit, "close": modals.close}
LOOKS: tuple[tuple[str, str, Look], ...] = (
    ("GET", "/workspace", seen.workspace),
    ("GET", "/users/{user}/conversations", seen.conversations),
    ("GET", "/users/{user}/conversations/{channel}/messages", seen.messages),
    ("GET", "/users/{user}/views", seen.views),
    ("GET", "/users/{user}/home", seen.home),
    ("GET", "/calls", seen.calls),
    ("GET", "/deliveries", seen.deliveries),
    ("GET", "/violations", seen.violations),
    ("DELETE", "/{what:str}", seen.forget),
    ("GET", "/faults", seen.faults),
    ("POST", "/faults", seen.add_fault),
    ("DELETE", "/faults/{fault}", seen.remove_fault),
    ("GET", "/wait", seen.wait),
    ("POST", "/sockets/refresh", seen.refresh_sockets),
    ("POST", "/reset", seen.reset),
)


def routes(parts: Parts) -> list[Route]:
    """All of the control API, to be mounted at /control."""

    async def act(request: Request) -> Outcome:
        who = person(parts, request.path_params["user"])
        return await ACTS[request.path_params["act"]](who, await body_of(request))

    async def view_act(request: Request) -> Outcome:
        who = person(parts, request.path_params["user"])
        names = request.path_params
        return await VIEW_ACTS[names["act"]](who, names["view"], await body_of(request))

    async def watch(request: Request) -> Response:
        return stream(parts, request.query_params.get("user"))

    return [
        Route("/stream", watch, methods=["GET"]),
        *(Route(path, _looking(parts, look), methods=[method]) for method, path, look in LOOKS),
        *(_act_route("/users/{user}/", name, act) for name in ACTS),
        *(_act_route("/users/{user}/views/{view}/", name, view_act) for name in VIEW_ACTS),
    ]


def _act_route(prefix: str, name: str, act: Callable[[Request], Awaitable[Outcome]]) -> Route:
    async def endpoint(request: Request) -> Response:
        request.path_params["act"] = name
        try:
            return JSONResponse((await act(request)).to_json())
        except CannotDo as refused:
            return JSONResponse(refused.to_json(), refused.status)

    return Route(f"{prefix}{name}", endpoint, methods=["POST"])


def _looking(parts: Parts, look: Look) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            found = look(parts, request)
            return JSONResponse({"ok": True, **(found if isinstance(found, dict) else await found)})
        except CannotDo as refused:
            return JSONResponse(refused.to_json(), refused.status)

    return endpoint


async def body_of(request: Request) -> JSON:
    """The JSON object of a control call; none at all is an empty one."""
    if not await request.body():
        return {}
    try:
        body: Any = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise CannotDo(422, "bad_request", "The body must be a JSON object.")
    return body
