"""The words of every message, apart from its structure.

One folder per mail (`email/<name>/{subject.txt,body.txt,body.html}`), one file per line in Slack (`slack/<name>.txt`);
the names are those of the notifications. `render` is the only way in. A word that a context lacks is an error, never a
gap in a sentence.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from templates.filters import FILTERS

_HERE = Path(__file__).parent


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html",), default=False, default_for_string=False),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= FILTERS
    return environment


ENVIRONMENT = _environment()


def render(name: str, context: Mapping[str, Any]) -> str:
    """The text of the template `name`, for example "email/quote/body.txt" or "slack/note-added.txt".

    `context` is a notification's (order, company, customer, site, visit, contact, technician, coordinator, actor,
    event, …); mails need `mail` beside it. Raises jinja2.TemplateNotFound for an unknown name and
    jinja2.UndefinedError for a word the context lacks.
    """
    return ENVIRONMENT.get_template(name).render(context).strip()


def names(kind: str) -> frozenset[str]:
    """The notifications that have words of a `kind`: "email" or "slack"."""
    if kind == "email":
        return frozenset(file.parent.name for file in (_HERE / kind).glob("*/body.txt"))
    return frozenset(file.stem for file in (_HERE / kind).glob("*.txt") if not file.stem.startswith("_"))
