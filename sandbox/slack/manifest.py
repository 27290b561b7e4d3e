"""Reads manifest.yml as Slack does at installation: what the app may call, and what it is told.

A manifest that Slack would not install is refused here with a sentence (`ManifestRefused`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.slack.json_types import JSON

EVENT_SCOPES: dict[str, str | None] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "link_shared": "links:read",
    "member_joined_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
}


class ManifestRefused(ValueError):
    """Slack would not install this manifest."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of manifest.yml that decide what is allowed and delivered."""

    app_name: str
    bot_name: str
    scopes: tuple[str, ...]
    commands: tuple[JSON, ...]
    shortcuts: tuple[JSON, ...]
    events: frozenset[str]
    unfurl_domains: tuple[str, ...]
    home_tab: bool
    messages_tab: bool
    takes_messages: bool
    interactive: bool

    def command(self, name: str) -> JSON | None:
        return next((command for command in self.commands if command["command"] == name), None)

    def shortcut(self, callback_id: str) -> JSON | None:
        return next((shortcut for shortcut in self.shortcuts if shortcut["callback_id"] == callback_id), None)


def read_manifest(source: Mapping[str, Any]) -> Manifest:
    """The manifest as the stand-in uses it, or ManifestRefused with every problem found."""
    features, settings = _part(source, "features"), _part(source, "settings")
    subscriptions = _part(settings, "event_subscriptions")
    tabs = _part(features, "app_home")
    app_name = _part(source, "display_information").get("name", "")
    manifest = Manifest(
        app_name=app_name,
        bot_name=_part(features, "bot_user").get("display_name", app_name),
        scopes=tuple(_part(_part(source, "oauth_config"), "scopes").get("bot", ())),
        commands=tuple(features.get("slash_commands", ())),
        shortcuts=tuple(features.get("shortcuts", ())),
        events=frozenset(subscriptions.get("bot_events", ())),
        unfurl_domains=tuple(features.get("unfurl_domains", ())),
        home_tab=bool(tabs.get("home_tab_enabled")),
        messages_tab=bool(tabs.get("messages_tab_enabled")),
        takes_messages=bool(tabs.get("messages_tab_enabled"))
        and not tabs.get("messages_tab_read_only_enabled"),
        interactive=bool(_part(settings, "interactivity").get("is_enabled", False)),
    )
    problems = list(_problems(manifest))
    if problems:
        raise ManifestRefused("manifest.yml: " + "; ".join(problems))
    return manifest


def _part(source: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = source.get(name) or {}
    if not isinstance(found, Mapping):
        raise ManifestRefused(f"manifest.yml: {name} must be a mapping")
    return found


def _problems(manifest: Manifest) -> Iterator[str]:
    if not manifest.app_name or len(manifest.app_name) > 35:  # noqa: PLR2004  Slack's limit of display_information.name
        yield "display_information.name must have 1 to 35 characters"
    for command in manifest.commands:
        if not str(command.get("command", "")).startswith("/") or not command.get("description"):
            yield f"slash command {command.get('command')!r} needs a leading / and a description"
    for shortcut in manifest.shortcuts:
        if shortcut.get("type") not in {"global", "message"} or not shortcut.get("callback_id"):
            yield f"shortcut {shortcut.get('name')!r} needs a type (global or message) and a callback_id"
    if (manifest.commands or manifest.shortcuts) and "commands" not in manifest.scopes:
        yield "slash commands and shortcuts need the bot scope commands"
    for event in sorted(manifest.events):
        yield from _event_problems(event, manifest.scopes)


def _event_problems(event: str, scopes: tuple[str, ...]) -> Iterator[str]:
    if event not in EVENT_SCOPES:
        yield f"event {event} is not one the sandbox can send"
    needed = EVENT_SCOPES.get(event)
    if needed and needed not in scopes:
        yield f"event {event} needs the bot scope {needed}"
