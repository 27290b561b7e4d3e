"""The words the tables are written in: each makes a check, which yields one problem per broken rule.

A problem is Slack's sentence followed by the JSON pointer of the culprit, as in
`must be less than 3001 characters [json-pointer:/blocks/0/text/text]`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]
Rule = Callable[[Mapping[str, Any]], str | None]


def at(sentence: str, path: str) -> str:
    return f"{sentence} [json-pointer:{path}]"


def string(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield at("must be a string", path)
        elif len(value) > most:
            yield at(f"must be less than {most + 1} characters", path)
        elif len(value) < least:
            yield at(f"must be more than {least - 1} characters", path)

    return check


def boolean(value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield at("must be a boolean", path)


def whole(least: int, most: int) -> Check:
    """A whole number within the bounds, both included."""

    def check(value: Any, path: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield at("must be an integer", path)
        elif not least <= value <= most:
            yield at(f"must be between {least} and {most}", path)

    return check


def choice(*allowed: str) -> Check:
    def check(value: Any, path: str) -> Iterator[str]:
        if value not in allowed:
            yield at(f"unsupported value: {value}, allowed: {', '.join(allowed)}", path)

    return check


def like(pattern: str, shown: str) -> Check:
    """A string that the whole `pattern` fits; `shown` is how a person reads it."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield at(f"must look like {shown}", path)

    return check


def items(of: Check, least: int, most: int) -> Check:
    """A list of `least` to `most` items, each passing `of`."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield at("must be an array", path)
            return
        if len(value) > most:
            yield at(f"no more than {most} items allowed", path)
        if len(value) < least:
            yield at(f"no fewer than {least} items allowed", path)
        for index, item in enumerate(value[:most]):
            yield from of(item, f"{path}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Rule) -> Check:
    """An object with exactly these fields; rules look at the object as a whole and answer a sentence or None."""
    fields = {**required, **optional}

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must be an object", path)
            return
        missing = [
            at(f"missing required field: {name}", path) for name in required if value.get(name) is None
        ]
        problems = [*missing, *_contents(fields, value, path)]
        # rules may rely on the fields being sound
        yield from problems or (at(broken, path) for rule in rules if (broken := rule(value)))

    return check


def _contents(fields: Mapping[str, Check], value: Mapping[str, Any], path: str) -> Iterator[str]:
    for name, content in value.items():
        if name not in fields:
            yield at(f"invalid additional property: {name}", path)
        elif content is not None:
            yield from fields[name](content, f"{path}/{name}")


def by_type(table: Mapping[str, Check], allowed: frozenset[str] | None = None) -> Check:
    """An object whose `type` picks its check; types outside `allowed` cannot stand in this place."""

    def check(value: Any, path: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table or (allowed is not None and kind not in allowed):
            yield at(f"unsupported type: {kind}", f"{path}/type")
        else:
            yield from table[kind](value, path)

    return check


def anything(value: Any, path: str) -> Iterator[str]:  # noqa: ARG001  the signature of every check
    yield from ()


def mapping(value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield at("must be an object", path)


def one_of(*names: str) -> Rule:
    """Exactly one of the named fields is given."""

    def rule(value: Mapping[str, Any]) -> str | None:
        given = [name for name in names if value.get(name) is not None]
        return None if len(given) == 1 else f"exactly one of these must be given: {', '.join(names)}"

    return rule


def any_of(*names: str) -> Rule:
    """At least one of the named fields is given."""

    def rule(value: Mapping[str, Any]) -> str | None:
        given = any(value.get(name) for name in names)
        return None if given else f"one of these must be given: {', '.join(names)}"

    return rule
