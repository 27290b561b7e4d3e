"""The customers' mailboxes: real SMTP in both directions, a JSON API, and answers in the shapes of real clients."""

from sandbox.mail.config import MailConfig
from sandbox.mail.sandbox import MailSandbox

__all__ = ["MailConfig", "MailSandbox"]
