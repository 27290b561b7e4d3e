"""The mailboxes put together: store, listener, outbox and API, started and stopped as one."""

from starlette.applications import Starlette

from sandbox.mail.actions import Actions
from sandbox.mail.api import MailApi
from sandbox.mail.changes import Changes
from sandbox.mail.config import MailConfig
from sandbox.mail.faults import Faults
from sandbox.mail.outbox import Outbox
from sandbox.mail.server import MailListener
from sandbox.mail.store import MailStore


class MailSandbox:
    """`asgi` is the JSON API, to be mounted; `smtp_port` is where the mailboxes take mail after `start()`.

    Call `stop()` before the web server shuts down: it ends the event streams, which would otherwise hold it.
    """

    def __init__(self, config: MailConfig) -> None:
        self._changes = Changes()
        store = MailStore(config.folder, self._changes)
        faults = Faults(self._changes)
        self._outbox = Outbox(config, store)
        self._listener = MailListener(config, store, faults, self._outbox)
        self._port = config.smtp_port
        self.asgi: Starlette = MailApi(Actions(config, store, self._outbox), faults, self._changes).app()

    @property
    def smtp_port(self) -> int:
        return self._port

    async def start(self) -> None:
        self._changes.reopen()
        self._port = await self._listener.start()
        self._outbox.start(self._port)

    async def stop(self) -> None:
        self._changes.close()
        await self._listener.stop()
        await self._outbox.stop()
