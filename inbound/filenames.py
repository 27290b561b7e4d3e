"""Names of files as strangers write them → names that are safe to show and to save. Pure.

What this file promises: no path, no control or direction-changing character, nothing a system reserves, an ending that
is the real one, at most `LONGEST` characters.
"""

import re
import unicodedata

LONGEST = 100
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control, direction and other characters that nobody sees: with them "gpj.exe" is shown as "exe.jpg"."""
_RESERVED = re.compile(r'[<>:"|?*`]')
_SPACES = re.compile(r"\s+")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})$")


def clean_name(name: str) -> str:
    """The name without its path and tricks; empty where nothing is left of it."""
    seen = "".join(each for each in unicodedata.normalize("NFKC", name) if not _is_hidden(each))
    last = re.split(r"[/\\]", seen)[-1]
    tidy = _SPACES.sub(" ", _RESERVED.sub("_", last)).strip(" .")
    if _DEVICES.match(tidy):
        tidy = f"_{tidy}"
    return _shortened(tidy)


def ending_of(name: str) -> str:
    """The ending in lower case, without its dot; empty for a name without one."""
    found = _ENDING.search(name)
    return found[1].lower() if found else ""


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN and not character.isspace()


def _shortened(name: str) -> str:
    """What is cut is cut out of the middle: the ending says what it is."""
    if len(name) <= LONGEST:
        return name
    ending = ending_of(name)
    tail = f".{ending}" if ending else ""
    return f"{name[: LONGEST - len(tail) - 1].rstrip(' .')}…{tail}"
