"""The Slack app's manifest: manifest.yml at the root of the repository, inside `bot` in an installed wheel."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

import bot

_PLACES = (Path(bot.__file__).parent / "manifest.yml", Path(bot.__file__).parents[1] / "manifest.yml")


def manifest() -> Mapping[str, Any]:
    """The manifest as it is to be pasted into Slack."""
    place = next(place for place in _PLACES if place.is_file())
    read: Mapping[str, Any] = yaml.safe_load(place.read_text(encoding="utf-8"))
    return read


def bot_scopes() -> frozenset[str]:
    """What the bot token must be allowed to do."""
    return frozenset(manifest().get("oauth_config", {}).get("scopes", {}).get("bot", ()))
