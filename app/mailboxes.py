"""The mailboxes to read by IMAP, from the file that IMAP_MAILBOXES names."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.settings import SettingsInvalid
from inbound.intake.mailboxes import Mailbox, OAuth


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _OAuth(_Part):
    token_url: Annotated[str, Field(pattern=r"^https://|^http://(127\.0\.0\.1|localhost)[:/]")]
    client_id: str
    client_secret: str = ""
    refresh_token: str = ""
    scope: str = ""


class _Mailbox(_Part):
    host: Annotated[str, Field(min_length=1)]
    user: Annotated[str, Field(min_length=1)]
    password: str = ""
    oauth: _OAuth | None = None
    security: Literal["tls", "starttls", "none"] = "tls"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    folder: str = "INBOX"
    processed: str = "Processed"
    refused: str = "Refused"

    def mailbox(self) -> Mailbox:
        given = self.model_dump(exclude={"oauth"})
        return Mailbox(**given, oauth=OAuth(**self.oauth.model_dump()) if self.oauth else None)


class _File(_Part):
    mailbox: Annotated[tuple[_Mailbox, ...], Field(min_length=1)]


def mailboxes_in(path: Path) -> tuple[Mailbox, ...]:
    """What the file describes. Raises SettingsInvalid with a line for each thing that is wrong."""
    try:
        found = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).mailbox
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsInvalid([f"IMAP_MAILBOXES: {path} is no TOML: {error}"]) from None
    except ValidationError as wrong:
        raise SettingsInvalid(
            [
                f"IMAP_MAILBOXES: {'.'.join(map(str, error['loc']))} in {path}: {error['msg']}"
                for error in wrong.errors()
            ]
        ) from None
    keyless = [each.host for each in found if bool(each.password) == bool(each.oauth)]
    if keyless:
        raise SettingsInvalid(
            [
                f"IMAP_MAILBOXES: {host} in {path}: write either password or [mailbox.oauth]"
                for host in keyless
            ]
        )
    return tuple(each.mailbox() for each in found)
