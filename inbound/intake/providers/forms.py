"""Posted forms, byte for byte: a raw message in one must not change by a single line end."""

import re
from urllib.parse import parse_qsl

from inbound.intake.providers import Post, Unreadable

BOUNDARY = re.compile(r'boundary="?([^";,\s]{1,70})', re.IGNORECASE)
DISPOSITION = b"content-disposition:"
NAME = re.compile(rb'[;\s]name="([^"]*)"', re.IGNORECASE)
MOST_FIELDS = 1000
LONGEST_HEAD = 4096
"""Bytes before a field's content; a part with more is no field. Some forms can only be proven after they are read."""


def fields_of(post: Post) -> dict[str, bytes]:
    """The form's fields by name, the last of each (RFC 7578, or x-www-form-urlencoded). Raises Unreadable."""
    kind = post.headers.get("content-type", "")
    if kind.lower().startswith("application/x-www-form-urlencoded"):
        try:
            pairs = parse_qsl(post.body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            raise Unreadable("The form has far too many fields.") from None
        return {name.decode("utf-8", "replace"): value for name, value in pairs}
    found = BOUNDARY.search(kind)
    if not kind.lower().startswith("multipart/form-data") or found is None:
        raise Unreadable("The post is no form.")
    return _multipart(post.body, b"--" + found[1].encode("latin-1", "replace"))


def _multipart(body: bytes, delimiter: bytes) -> dict[str, bytes]:
    fields: dict[str, bytes] = {}
    parts = (b"\r\n" + body).split(b"\r\n" + delimiter, MOST_FIELDS + 1)
    for part in parts[1:]:
        end = part.find(b"\r\n\r\n", 0, LONGEST_HEAD)
        name = _name(part[: max(end, 0)])
        if name is not None:
            fields[name.decode("utf-8", "replace")] = part[end + 4 :]
    return fields


def _name(head: bytes) -> bytes | None:
    for line in head.split(b"\r\n"):
        if line[: len(DISPOSITION)].lower() == DISPOSITION:
            named = NAME.search(line)
            return named[1] if named else None
    return None
