"""Mails with files, as mail programs make them, and pictures small and large."""

from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from typing import Any

from tests.inbound.mailroom import CARA
from tests.inbound.signed import signer

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff\xe0"
PDF = b"%PDF-1.7\n"
File = tuple[str, str, bytes]
"""Name, content type, content."""
_NUMBERS = count(1)


def photo(size: int = 60_000, seed: int = 1) -> bytes:
    """What begins as a JPEG does; another `seed` is another photo."""
    return JPEG + (seed.to_bytes(4, "big") * (size // 4))[: size - len(JPEG)]


def logo(size: int = 6_000) -> bytes:
    return PNG + b"\0" * (size - len(PNG))


def parcel(to: str, text: str, *files: File, sender: str = CARA, **more: Any) -> bytes:
    """A mail with files as `unsigned` makes it, signed where the sender's provider signs."""
    raw = unsigned(to, text, *files, sender=sender, **more)
    return signer().sign(raw, sender.rpartition("@")[2].strip(">"))


def unsigned(
    to: str,
    text: str,
    *files: File,
    sender: str = CARA,
    subject: str = "The pump leaks",
    inline: tuple[tuple[str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """A mail with `files`; `inline` pictures (name, bytes) stand within its HTML."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    for name, value in {"Message_ID": f"<p{next(_NUMBERS)}@acmefoods.example>", **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if inline:
        shown = "".join(f'<img src="cid:{place}@x">' for place in range(len(inline)))
        message.add_alternative(f"<p>{text}</p>{shown}", subtype="html")
        html = message.get_payload()[1]  # type: ignore[index]  # a multipart's payload is its parts
        for place, (name, content) in enumerate(inline):
            kind = "jpeg" if content.startswith(JPEG) else "png"
            html.add_related(content, "image", kind, cid=f"<{place}@x>", filename=name, disposition="inline")  # type: ignore[union-attr]
    for name, content_type, content in files:
        maintype, _, subtype = content_type.partition("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()
