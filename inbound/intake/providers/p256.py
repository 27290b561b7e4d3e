"""Is a text signed by the owner of an elliptic-curve key? ECDSA over P-256 with SHA-256 (FIPS 186-5 §6.4, SEC 1 §4.1.4).

Only checks, and only against public keys: nothing in here is secret, so nothing depends on how long it takes.
"""

import base64
import binascii
import hashlib

from inbound.intake.providers.der import elements

# The curve y² = x³ - 3x + B over the integers modulo P, its base point and that point's order (SP 800-186 §3.2.1.3).
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
BASE = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
"""How the DER form of every such public key begins (RFC 5480 §2): its kind, its curve; then comes the point."""
UNCOMPRESSED = 4
COORDINATE = 32
INTEGER = 2

Point = tuple[int, int] | None
"""None is the point at infinity."""


class BadKey(ValueError):
    """It is no public key on this curve; the text says why."""


def read_key(written: str) -> tuple[int, int]:
    """The public key in base64 of its DER form, with or without PEM's lines around it. Raises BadKey."""
    lines = [line for line in written.strip().splitlines() if not line.startswith("-----")]
    try:
        raw = base64.b64decode("".join(lines), validate=True)
    except (binascii.Error, ValueError):
        raise BadKey("It is no base64.") from None
    point = raw.removeprefix(SPKI)
    if point == raw or len(point) != 1 + 2 * COORDINATE or point[0] != UNCOMPRESSED:
        raise BadKey("It is no public key for ECDSA on the curve P-256.")
    x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    if not (x < P and y < P and (y * y - (x * x * x - 3 * x + B)) % P == 0):
        raise BadKey("It is no point on the curve P-256.")
    return x, y


def is_signed(text: bytes, signature: bytes, key: tuple[int, int]) -> bool:
    """Whether `signature` (DER, RFC 3279 §2.2.3) over `text` was made with the private half of `key`. Never raises."""
    numbers = _numbers(signature)
    if numbers is None or not all(0 < number < ORDER for number in numbers):
        return False
    r, s = numbers
    digest = int.from_bytes(hashlib.sha256(text).digest(), "big")
    inverse = pow(s, -1, ORDER)
    found = _added(_times(digest * inverse % ORDER, BASE), _times(r * inverse % ORDER, key))
    return found is not None and found[0] % ORDER == r


def _numbers(signature: bytes) -> tuple[int, int] | None:
    try:
        ((_, content, whole),) = elements(signature)
        ((first, r, _), (second, s, _)) = elements(content)
    except (ValueError, IndexError):
        return None
    if (first, second) != (INTEGER, INTEGER) or len(whole) != len(signature):
        return None
    return int.from_bytes(r, "big", signed=True), int.from_bytes(s, "big", signed=True)


def _times(number: int, point: Point) -> Point:
    result: Point = None
    while number:
        if number & 1:
            result = _added(result, point)
        point = _added(point, point)
        number >>= 1
    return result


def _added(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % P == 0:
            return None
        slope = (3 * x1 * x1 - 3) * pow(2 * y1, -1, P) % P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P
