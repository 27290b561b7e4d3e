"""The baseline of mail intake: a bare aiosmtpd that takes everything and stores nothing.

Run as `python -m bench.bare_smtp PORT`.
"""

import asyncio
import logging
import sys
from typing import Any

from aiosmtpd.smtp import SMTP


class Sink:
    """aiosmtpd's hook: forgets the message and says 250."""

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 - the library's name
        return "250 OK"


async def main(port: int) -> None:
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), loop=loop), "127.0.0.1", port, backlog=512)
    print('"ready"', flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
