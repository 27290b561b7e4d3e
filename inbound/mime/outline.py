"""The outline of a message: what is left when the bytes of its attachments are taken out.

The library reads a message in time and memory of several times its size. Its structure and its words are small, so
attachments are set aside untouched, what nobody reads of endless headers and texts is cut, and after `MAX_PARTS` parts
or `MAX_NESTED` containers the rest is left out. Linear in the message; nothing is ever unpacked.
"""

import re
import secrets
from binascii import Error as Unreadable
from binascii import a2b_base64, a2b_qp, a2b_uu
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_HEAD = 256 * 1024
MAX_PART_HEAD = 64 * 1024
MAX_BODY = 1024 * 1024
MAX_BODIES = 4 * 1024 * 1024
"""Of one part, and of all parts together: nobody reads more words."""
KEEP_BODY = 32 * 1024
MAX_PARTS = 400
MAX_NESTED = 100
MAX_DASHES = 200_000
"""Lines that begin with two dashes and may be boundaries; a message with more of them is not read to its end."""
MAX_BOUNDARY = 200
TAG = b"\0truckroll set aside "
MARK = "truckroll-set-aside-"
"""How what stands in the place of bytes set aside begins; the rest is drawn anew for every message."""

BOUNDARY = re.compile(rb"""(?i)boundary[ \t]*=[ \t]*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""")
CONTENT_TYPE = re.compile(rb"(?im)^content-type[ \t]*:[ \t]*([\w.+-]{1,60})/([\w.+-]{1,100})")
ATTACHED = re.compile(
    rb"(?i)\bfilename\*?\d*\*?[ \t]*=|\bname\*?\d*\*?[ \t]*=|content-disposition[ \t]*:[ \t]*attachment"
)
WORDS = frozenset({b"text", b"multipart", b"message"})
ALWAYS_READ = frozenset({(b"text", b"calendar"), (b"application", b"ics"), (b"text", b"rfc822-headers")})


@dataclass(slots=True)
class Outline:
    """`skeleton` is a message the library may read; `pieces` are where in `raw` the bytes set aside stand; `kept` counts
    the bytes of bodies in the skeleton.
    """

    raw: bytes = field(repr=False)
    skeleton: bytes = field(default=b"", repr=False)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    kept: int = 0
    mark: bytes = field(default_factory=lambda: MARK.encode() + secrets.token_hex(12).encode())

    def restored(self, content: bytes) -> bytes:
        """What a part's content was before its bytes were set aside; `content` itself where none were."""
        encoding, tagged = untagged(content)
        if self.mark not in tagged:
            return decoded(tagged, encoding) if encoding is not None else tagged
        whole = re.sub(self.mark + rb"-(\d{1,6});", self._piece, tagged)
        return decoded(whole, encoding) if encoding is not None else whole

    def _piece(self, found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        start, end = self.pieces[number] if number < len(self.pieces) else (0, 0)
        return self.raw[start:end]


def outline(raw: bytes) -> Outline:
    """The outline of a message of any size and shape."""
    found = Outline(raw)
    end = _end_of_head(raw, 0, len(raw))
    head = _shortened(found, raw[:end], MAX_HEAD)
    boundaries = _boundaries(head)
    rest = _parts(found, boundaries, end) if boundaries else [_body(found, head, end, len(raw))]
    found.skeleton = b"".join([head, *rest])
    return found


def _parts(found: Outline, boundaries: set[bytes], start: int) -> list[bytes]:
    """Every part with its boundary line, each as short as it may be."""
    out: list[bytes] = []
    nested, at = 0, start
    for number, (hit, line_end) in enumerate(_boundary_lines(found.raw, boundaries, start), start=1):
        out += [_part(found, at, hit), found.raw[hit:line_end]]
        at = line_end
        near = min(len(found.raw), line_end + MAX_PART_HEAD)
        declared = _boundaries(found.raw[line_end : _end_of_head(found.raw, line_end, near)])
        boundaries |= declared  # seen by the loop: a container's own parts follow at once
        nested += bool(declared)
        if number > MAX_PARTS or nested > MAX_NESTED:
            found.defects.append("too many parts" if number > MAX_PARTS else "parts nested too deeply")
            return out
    return [*out, _part(found, at, len(found.raw))]


def _boundary_lines(raw: bytes, boundaries: set[bytes], start: int) -> Iterator[tuple[int, int]]:
    """Where each line that is one of the boundaries begins and ends; the set may grow meanwhile."""
    cursor = max(start - 1, 0)
    for _ in range(MAX_DASHES):
        hit = raw.find(b"\n--", cursor)
        if hit < 0:
            return
        line_end = raw.find(b"\n", hit + 1, hit + MAX_BOUNDARY)
        line_end = line_end if line_end >= 0 else min(hit + MAX_BOUNDARY, len(raw))
        name = raw[hit + 3 : line_end].rstrip()
        if name in boundaries or name.removesuffix(b"--") in boundaries:
            yield hit, line_end
        cursor = max(line_end, hit + 1)


def _part(found: Outline, start: int, end: int) -> bytes:
    """A part's headers and what may be read of its body."""
    head_end = _end_of_head(found.raw, start, end)
    head = _shortened(found, found.raw[start:head_end], MAX_PART_HEAD)
    return head + _body(found, head, head_end, end)


def _shortened(found: Outline, head: bytes, most: int) -> bytes:
    if len(head) <= most:
        return head
    found.defects.append("endless headers")
    return head[: head.rfind(b"\n", 0, most) + 1] or head[:most] + b"\n"


def _body(found: Outline, head: bytes, start: int, end: int) -> bytes:
    room = min(MAX_BODY, MAX_BODIES - found.kept)
    if end - start > min(KEEP_BODY, room) and _is_attachment(head):
        first = start + _blank(found.raw, start)
        last = end - 1 if found.raw[end - 1 : end] == b"\r" else end
        found.pieces.append((first, last))
        return found.raw[start:first] + b"%s-%d;" % (found.mark, len(found.pieces) - 1)
    if end - start > room:
        found.defects.append("endless text")
    kept = found.raw[start : min(end, start + room)]
    found.kept += len(kept)
    return kept


def _is_attachment(head: bytes) -> bool:
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", head[:MAX_PART_HEAD])
    found = CONTENT_TYPE.search(unfolded)
    kind = (found[1].lower(), found[2].lower()) if found else (b"text", b"plain")
    if kind in ALWAYS_READ or kind[0] in {b"multipart", b"message"}:
        return False
    return kind[0] not in WORDS or ATTACHED.search(unfolded) is not None


def _boundaries(head: bytes) -> set[bytes]:
    return {(found[1] or found[2]).rstrip() for found in BOUNDARY.finditer(head)}


def _end_of_head(raw: bytes, start: int, end: int) -> int:
    """Where the empty line after the headers begins; `end` when there is none."""
    if raw[start : start + 2] in {b"\n\n", b"\n\r"}:
        return start + 1
    ends = (raw.find(blank, start, end) for blank in (b"\n\n", b"\n\r\n"))
    return min((at + 1 for at in ends if at >= 0), default=end)


def _blank(raw: bytes, start: int) -> int:
    """How many bytes the empty line at `start` takes."""
    return 2 if raw[start : start + 2] == b"\r\n" else 1


def tagged(content: bytes, encoding: str) -> bytes:
    """Content that only its outline can decode, with the transfer encoding it was written in."""
    return TAG + encoding.strip().lower().encode("ascii", "replace")[:40] + b"\n" + content


def untagged(content: bytes) -> tuple[str | None, bytes]:
    """The transfer encoding and the content of what `tagged` made; None for any other content."""
    if not content.startswith(TAG):
        return None, content
    encoding, _, rest = content[len(TAG) :].partition(b"\n")
    return encoding.decode("ascii", "replace"), rest


def decoded(data: bytes, encoding: str) -> bytes:
    """The bytes behind a transfer encoding (RFC 2045 6); as they are where they cannot be decoded."""
    try:
        if encoding == "base64":
            return _from_base64(data)
        if encoding == "quoted-printable":
            return a2b_qp(data)
        if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
            return b"".join(_from_uu(data))
    except (Unreadable, ValueError):
        return data
    return data


def _from_base64(data: bytes) -> bytes:
    try:
        return a2b_base64(data)
    except Unreadable:
        return a2b_base64(data + b"==")


def _from_uu(data: bytes) -> list[bytes]:
    begin = re.search(rb"(?m)^begin [0-7]{3,4} [^\r\n]{0,200}\r?\n", data)
    lines = data[begin.end() :].split(b"\n") if begin else []
    out: list[bytes] = []
    for line in lines:
        if line.strip() in {b"end", b"`", b""}:
            break
        try:
            out.append(a2b_uu(line))
        except Unreadable:
            out.append(b"")
    return out
