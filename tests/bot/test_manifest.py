"""manifest.yml and the code agree: every listener is in it, every entry has a listener, and the scopes suffice."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.slack.manifest import read_manifest
from tests.bot.conftest import ROOT

MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
SOURCES = sorted((ROOT / "bot").rglob("*.py"))

SCOPES = {
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_delete": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_open": {"im:write"},
    "users_info": {"users:read", "users:read.email"},
    "files_upload_v2": {"files:write"},
    "views_open": set(),
    "views_push": set(),
    "views_publish": set(),
}
"""Slack's reference: which scope lets a bot call what."""


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def listened(kind: str) -> set[str]:
    """The names given to app.<kind>(…), patterns of the catch-alls apart."""
    names = (
        call.args[0].value
        for path in SOURCES
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == kind
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "app"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    )
    return {str(name) for name in names}


def methods() -> set[str]:
    """Web API methods called, or handed on to be called."""
    prefixes = ("chat_", "conversations_", "users_", "views_", "reactions_", "files_", "auth_")
    attributes = (
        node.attr
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    )
    return {name for name in attributes if name.startswith(prefixes)}


def test_commands_agree() -> None:
    assert listened("command") == {row["command"] for row in MANIFEST["features"]["slash_commands"]}


def test_shortcuts_agree() -> None:
    assert listened("shortcut") == {row["callback_id"] for row in MANIFEST["features"]["shortcuts"]}


def test_events_agree() -> None:
    assert listened("event") == set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def test_clicks_forms_and_typeahead_are_switched_on() -> None:
    assert listened("action")
    assert listened("options")
    assert MANIFEST["settings"]["interactivity"]["is_enabled"]
    assert MANIFEST["settings"]["interactivity"]["message_menu_options_url"]


def test_the_scopes_are_exactly_those_the_methods_need() -> None:
    called = methods()
    assert called == set(SCOPES), "say which scope the new method needs"
    needed = {"commands"}.union(*(SCOPES[name] for name in called))
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed


def test_commands_arrive_with_mentions_escaped() -> None:
    assert all(row["should_escape"] for row in MANIFEST["features"]["slash_commands"])


def test_slack_would_install_it() -> None:
    manifest = read_manifest(MANIFEST)
    assert manifest.home_tab
    assert manifest.interactive


@pytest.mark.parametrize(("place", "limit"), [("name", 35), ("description", 140), ("long_description", 4000)])
def test_what_it_says_of_itself_fits(place: str, limit: int) -> None:
    said = MANIFEST["display_information"][place]
    assert 0 < len(said) <= limit
    assert place != "long_description" or len(said) >= 174
