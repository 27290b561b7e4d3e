"""Mail in further languages: what English mails say in folders of their own, these say in one table per language.

`languages/<two letters>.toml` has a section per mail: subject, heading, and body, a list of paragraphs. A paragraph may
say whatever a template may; one that begins with "!" is what is asked of the reader, and one that is only "@" and a word
is a part that all languages share: the facts, the numbered times, the open matters. An empty paragraph is left out.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from templates import ENVIRONMENT, render

_HERE = Path(__file__).parent / "languages"
ASKS, SHARED = "!", "@"
_MANY_EMPTY = re.compile(r"\n{3,}")
"""A part that has nothing to say leaves empty lines."""


@dataclass(frozen=True)
class Spoken:
    """The words of one mail."""

    subject: str
    text: str
    html: str


def languages() -> tuple[str, ...]:
    """The further languages, as two letters."""
    return tuple(sorted(file.stem for file in _HERE.glob("*.toml")))


@cache
def words_of(language: str) -> dict[str, Any]:
    """Everything that is said in that language, by mail; nothing for a language we do not have."""
    file = _HERE / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8")) if language in languages() else {}


def spoken(name: str, language: str, context: Mapping[str, Any]) -> Spoken | None:
    """Mail `name` in `language`; None where we only have it in English."""
    said = words_of(language).get(name)
    if said is None:
        return None
    common = words_of(language)["common"]
    known = {
        **context,
        "common": common,
        "said": said,
        "language": language,
        "hello": _hello(common, context),
    }
    known |= {"heading": _line(said["heading"], known), "parts": tuple(_parts(said["body"], known))}
    return Spoken(
        subject=f"{_line(said['subject'], known)} [{context['order']['reference']}]",
        text=_MANY_EMPTY.sub("\n\n", render("email/_spoken.txt", known)),
        html=render("email/_spoken.html", known),
    )


def _hello(common: Mapping[str, str], context: Mapping[str, Any]) -> str:
    contact = context["contact"]
    name = ENVIRONMENT.filters["first_name"](contact["name"]) if contact and contact["name"] else ""
    return common["hello"].format(name=name) if name else common["hello_nobody"]


def _parts(body: list[str], known: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for paragraph in body:
        if paragraph.startswith(SHARED):
            yield {"shared": paragraph[len(SHARED) :], "asks": False, "words": ""}
            continue
        words = _line(paragraph.removeprefix(ASKS), known)
        if words:
            yield {"shared": "", "asks": paragraph.startswith(ASKS), "words": words}


@cache
def _template(environment: Environment, written: str) -> Template:
    return environment.from_string(written)


def _line(written: str, known: Mapping[str, Any]) -> str:
    return _template(ENVIRONMENT, written).render(known).strip()
