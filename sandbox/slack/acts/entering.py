"""A value entered into an element, by click or in a submission: checked against what this person can really choose."""

import base64
from typing import Any

from sandbox.slack import forms
from sandbox.slack.acts.person import Person
from sandbox.slack.acts.places import Spot
from sandbox.slack.errors import CannotDo
from sandbox.slack.json_types import JSON
from sandbox.slack.web.files import mimetype
from sandbox.slack.workspace import StoredFile


def entered(person: Person, spot: Spot, value: Any) -> JSON:
    """The value as Slack carries it; CannotDo with a sentence if this person cannot enter it."""
    element = spot.element
    if element["type"] == "file_input":
        rows = value if isinstance(value, list) else []
        value = [store_file(person, row).to_slack(person.parts.base) for row in rows]
    offered = person.parts.workspace.offered.get(spot.offers(person), [])
    try:
        read = forms.read_value(element, offered, value)
        _known(person, read)
    except forms.NoSuchValue as refused:
        sentence = f"{element['action_id']}: {refused}."
        raise CannotDo(
            422, "no_such_option", sentence, fields={spot.block["block_id"]: str(refused)}
        ) from None
    return read


def store_file(person: Person, row: Any) -> StoredFile:
    """A file given in a control call, kept in the workspace."""
    try:
        name, content = str(row["name"]), base64.b64decode(row["content_base64"], validate=True)
    except (TypeError, KeyError, ValueError):
        raise CannotDo(422, "bad_request", "A file needs a name and its content_base64.") from None
    file = StoredFile(
        person.parts.ids.new("F"), name, row.get("mimetype") or mimetype(name), person.id, content
    )
    person.parts.workspace.files[file.id] = file
    return file


def _known(person: Person, read: JSON) -> None:
    """Users and conversations that are chosen must exist, and the person must see them."""
    seen = {conversation.id for conversation in person.parts.workspace.seen_by(person.id)}
    known = {"user": set(person.parts.workspace.users), "conversation": seen, "channel": seen}
    for kind, ids in known.items():
        single = read.get(f"selected_{kind}")
        for chosen in [*([single] if single else []), *read.get(f"selected_{kind}s", ())]:
            if chosen not in ids:
                raise forms.NoSuchValue(f"there is no {kind} {chosen} to choose")
