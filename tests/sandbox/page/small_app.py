"""A small real bolt app for the page to be used with: one command of each kind, a card, a modal, a home, a mail.

It is not Truckroll; it only makes the stand-in show everything that the page must be able to show.
"""

import asyncio
import copy
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import aiosmtplib
from aiosmtpd.smtp import SMTP, Envelope, Session
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import sample
from tests.sandbox.page.small_blocks import HTML, ICS, NEW_MODAL, Payload, card, option, plain


class SmallApp:
    """`app` is the bolt app; `port` is where it takes mail; `smtp_port` is set to where customers are reached."""

    def __init__(self, client: AsyncWebClient, signing_secret: str) -> None:
        self.app = AsyncApp(client=client, signing_secret=signing_secret, process_before_response=True)
        self.client = client
        self.smtp_port = 0
        self.order: Payload = {}
        self.at: Payload = {}
        self.listen()

    def listen(self) -> None:
        app = self.app
        app.command("/wo")(self.command)
        app.view("new")(self.created)
        app.options("site")(self.sites)
        app.action("ask")(self.ask)
        app.action("assign")(self.assign)
        app.action("cancel")(self.cancel)
        app.action("more")(self.more)
        app.action("accept")(self.accept)
        app.event("app_home_opened")(self.home)
        app.shortcut("new_work_order")(self.shortcut)

    async def command(self, ack: AsyncAck, command: Payload, client: AsyncWebClient) -> None:
        words = command["text"].split()
        if words[:1] == ["new"]:
            await client.views_open(trigger_id=command["trigger_id"], view=copy.deepcopy(NEW_MODAL))
            await ack()
        elif words[:1] == ["ask"]:
            await self.send_mail()
            await ack("Asked Cara Cole by email. *Nothing else to do* until she answers.")
        elif words[:1] == ["offer"]:
            await self.offer()
            await ack()
        else:
            await ack(
                f"I do not know `{words[0] if words else ''}`. Try `/wo new`, `/wo ask` or `/wo offer`."
            )

    async def shortcut(self, ack: AsyncAck, shortcut: Payload, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=shortcut["trigger_id"], view=copy.deepcopy(NEW_MODAL))
        await ack()

    async def sites(self, ack: AsyncAck, payload: Payload) -> None:
        wanted = payload["value"].casefold()
        found = [site for site in sample.SITES if wanted in f"{site.name} {site.address}".casefold()]
        await ack(
            options=[option(site.name, site.name) | {"description": plain(site.address)} for site in found]
        )

    async def created(self, ack: AsyncAck, view: Payload) -> None:
        values = view["state"]["values"]
        if "?" in values["title"]["title"]["value"]:
            await ack(
                response_action="errors", errors={"title": "Say what is to be done, without a question mark."}
            )
            return
        await ack()
        self.order = {
            "site": values["site"]["site"]["selected_option"]["text"]["text"],
            "title": values["title"]["title"]["value"]
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;"),
            "type": values["type"]["type"]["selected_option"]["text"]["text"],
            "when": f"{values['day']['day']['selected_date']} {values['time']['time']['selected_time']}",
            "who": " ".join(f"<@{one}>" for one in values["who"]["who"]["selected_users"]) or "nobody yet",
            "status": "Created",
        }
        posted = await self.client.chat_postMessage(
            channel=sample.DISPATCH.slack_channel_id, text="WO-1042 created", blocks=card(self.order)
        )
        self.at = {"channel": posted["channel"], "ts": posted["ts"]}
        await self.line(f"Created by <@{sample.DORA.slack_user_id}>")

    async def line(self, text: str) -> None:
        await self.client.chat_postMessage(channel=self.at["channel"], thread_ts=self.at["ts"], text=text)

    async def show(self, **facts: str) -> None:
        self.order |= facts
        await self.client.chat_update(**self.at, text="WO-1042", blocks=card(self.order))

    async def ask(self, ack: AsyncAck) -> None:
        await ack()
        await self.send_mail()
        await self.show(status="Waiting for the customer")

    async def assign(self, ack: AsyncAck) -> None:
        await ack()
        await self.show(who=f"<@{sample.TOM.slack_user_id}>")
        await self.offer()

    async def cancel(self, ack: AsyncAck) -> None:
        await ack()
        await self.show(status="Cancelled")

    async def more(self, ack: AsyncAck, body: Payload, payload: Payload) -> None:
        await ack()
        chosen = payload["selected_option"]["value"]
        await self.client.chat_postEphemeral(
            channel=body["channel"]["id"],
            user=body["user"]["id"],
            text=f"You chose *{chosen}*. > not a quote\n> a quote",
        )

    async def offer(self) -> None:
        direct = await self.client.conversations_open(users=[sample.TOM.slack_user_id])
        buttons: list[Payload] = [
            {"type": "button", "action_id": "accept", "text": plain("Accept"), "style": "primary"},
            {"type": "button", "action_id": "decline", "text": plain("Decline")},
        ]
        blocks: list[Payload] = [
            {
                "type": "section",
                "text": {
                    "type": "mrkdwn",
                    "text": "*Can you take this?*\nFire alarm inspection at *Acme HQ*",
                },
            },
            {"type": "actions", "elements": buttons},
        ]
        await self.client.chat_postMessage(
            channel=direct["channel"]["id"], text="Can you take this?", blocks=blocks
        )

    async def accept(self, ack: AsyncAck, body: Payload) -> None:
        await ack()
        await self.client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text="Taken",
            blocks=[{"type": "section", "text": plain("You took WO-1042.")}],
        )

    async def home(self, event: Payload, client: AsyncWebClient) -> None:
        blocks = [
            {"type": "header", "text": plain("Today")},
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": "*2 pm* · Acme HQ · Fire alarm inspection"},
                "accessory": {"type": "button", "action_id": "ask", "text": plain("On my way")},
            },
            {"type": "context", "elements": [plain("Nothing else today.")]},
        ]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    # mail

    async def send_mail(self) -> None:
        mail = EmailMessage()
        mail["From"] = f"{sample.COMPANY.name} <{sample.COMPANY.office_email}>"
        mail["To"] = "Cara Cole <cara@acmefoods.example>"
        mail["Reply-To"] = "Northgate <reply+abc@mail.northgate.example>"
        mail["Subject"] = "Please confirm: Acme HQ, Thursday, November 26 [WO-1042]"
        mail["Message-ID"] = "<wo-1042.1@mail.northgate.example>"
        mail.set_content(
            f"Hello Cara,\n\nWe would like to visit Acme HQ on {self.order.get('when', 'Thursday')}.\n\nJust answer this mail.\n"
        )
        mail.add_alternative(HTML, subtype="html")
        mail.add_alternative(ICS.encode(), maintype="text", subtype="calendar", params={"method": "REQUEST"})
        await aiosmtplib.send(
            mail, hostname="127.0.0.1", port=self.smtp_port, start_tls=False, local_hostname="small.test"
        )

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        content = envelope.content
        answer: Any = message_from_bytes(
            content if isinstance(content, bytes) else b"", policy=policy.default
        )
        said = answer.get_body(("plain",)).get_content().split("\n")[0].strip()
        if not self.at:  # a mail about nothing yet
            return "250 2.0.0 OK"
        await self.line(f"Cara Cole: {said}")
        await self.show(status=f"Confirmed by Cara Cole: “{said}”")
        return "250 2.0.0 OK"


async def listen_for_mail(small: SmallApp) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: SMTP(small, hostname="small.test", loop=loop), "127.0.0.1", 0)
