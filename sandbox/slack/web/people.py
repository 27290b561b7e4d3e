"""auth.test, apps.connections.open and users.*: who the app is, and who the people are."""

from urllib.parse import urlencode

from sandbox.slack.config import SandboxUser
from sandbox.slack.errors import SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.web.call import Call


def auth_test(call: Call) -> JSON:
    identity = call.parts.config.identity
    return {
        "url": f"https://{identity.team_domain}.slack.com/",
        "team": identity.team_name,
        "user": call.parts.manifest.bot_name.lower(),
        "team_id": identity.team_id,
        "user_id": identity.bot_user_id,
        "bot_id": identity.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> JSON:
    query = urlencode({"ticket": call.parts.sockets.ticket(), "app_id": call.parts.config.identity.app_id})
    base = call.parts.base.replace("http", "ws", 1)
    return {"url": f"{base}/link/ws?{query}"}


def info(call: Call) -> JSON:
    identity = call.parts.config.identity
    if call.args["user"] == identity.bot_user_id:
        return {"user": _bot(call)}
    return {"user": shown(call, call.user(call.args["user"]))}


def list_(call: Call) -> JSON:
    people = [shown(call, user) for user in call.parts.workspace.users.values()]
    return {"members": [*people, _bot(call)], "response_metadata": {"next_cursor": ""}}


def lookup_by_email(call: Call) -> JSON:
    wanted = call.args["email"].casefold()
    for user in call.parts.workspace.users.values():
        if user.email.casefold() == wanted:
            return {"user": shown(call, user)}
    raise SlackError("users_not_found")


def get_profile(call: Call) -> JSON:
    return {"profile": _profile(call, call.user(call.args["user"]))}


def shown(call: Call, user: SandboxUser) -> JSON:
    """The user object; the address only with users:read.email, as in Slack."""
    return {
        "id": user.id,
        "team_id": call.parts.config.identity.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "tz": user.tz,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_bot": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "profile": _profile(call, user),
    }


def _profile(call: Call, user: SandboxUser) -> JSON:
    body: JSON = {
        "real_name": user.real_name,
        "display_name": user.name,
        "title": user.title,
        "phone": user.phone,
    }
    first, _, last = user.real_name.partition(" ")
    body |= {"first_name": first, "last_name": last}
    if "users:read.email" in call.parts.manifest.scopes:
        body["email"] = user.email
    return body


def _bot(call: Call) -> JSON:
    identity, name = call.parts.config.identity, call.parts.manifest.bot_name
    return {
        "id": identity.bot_user_id,
        "team_id": identity.team_id,
        "name": name.lower(),
        "real_name": name,
        "deleted": False,
        "is_bot": True,
        "profile": {
            "real_name": name,
            "display_name": name,
            "bot_id": identity.bot_id,
            "api_app_id": identity.app_id,
        },
    }
