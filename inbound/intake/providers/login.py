"""Posts that prove themselves by a user and password in the webhook's address (HTTP Basic, RFC 7617)."""

import base64
import binascii
import hmac
from collections.abc import Mapping

from inbound.intake.providers import Unproven


def check_login(headers: Mapping[str, str], login: str) -> None:
    """`login` is `user:password`. Raises Unproven."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    try:
        said = base64.b64decode(given.strip(), validate=True)
    except (binascii.Error, ValueError):
        said = b""
    if scheme.lower() != "basic" or not hmac.compare_digest(said, login.encode()):
        raise Unproven("the user and password in the webhook's address are missing or wrong")
