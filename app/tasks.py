"""Every job there is, by name: the table the job engine works by."""

from collections.abc import Mapping

from app.authentication import authenticator
from app.engine import Task
from app.house import House, Pool
from bot import deliver
from bot.app import UPLOAD_SECONDS, BotConfig
from core import cards, notifications
from core.jobs import TryAgain
from core.mailing import READ_TASK
from core.roads import ROADS_TASK
from core.settings import Settings
from inbound import worker as reading
from outbound import send
from outbound.compose import MailIdentity
from outbound.relay import Relay
from outbound.roads import RoadCourier, RoadService

NO_SLACK = "No Slack is set: write SLACK_BOT_TOKEN, and what waits is posted."
SLACK_ATTEMPTS = 200
"""With waits of up to five minutes most of a day: longer than Slack is usually away."""
READING_ATTEMPTS = 5
"""A message that cannot be read holds up its lane, a quarter of a company's mail, for half a minute."""


def tasks(house: House, pool: Pool) -> Mapping[str, Task]:
    """What runs each job, how often at most, and who is told when it is given up."""
    return {
        **_slack(house, pool),
        **_mail_out(house, pool),
        **_mail_in(house, pool),
        **_roads(house, pool),
    }


def bot_config(settings: Settings) -> BotConfig | None:
    """How to reach Slack; None when no token is set."""
    if settings.slack_bot_token is None:
        return None
    return BotConfig(
        bot_token=settings.slack_bot_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value()
        if settings.slack_signing_secret
        else "",
        app_token=settings.slack_app_token.get_secret_value() if settings.slack_app_token else None,
        api_url=settings.slack_api_url,
    )


def _slack(house: House, pool: Pool) -> dict[str, Task]:
    config = bot_config(house.settings)
    if config is None:
        return {
            name: Task(_wait_for_slack, SLACK_ATTEMPTS) for name in (cards.CARD_TASK, notifications.LINE_TASK)
        }
    clients = config.client(config.bot_token), config.client(config.bot_token, UPLOAD_SECONDS)
    runs = deliver.tasks(pool.desk, *clients)
    return {name: Task(run, SLACK_ATTEMPTS, on_dead=on_dead) for name, (run, on_dead) in runs.items()}


async def _wait_for_slack(**_args: object) -> None:
    raise TryAgain(NO_SLACK)


def _mail_out(house: House, pool: Pool) -> dict[str, Task]:
    sender = send.Sender(
        pool.desk,
        _relay(house.settings),
        house.tokens,
        MailIdentity(house.settings.mail_from, pages=house.settings.public_url),
    )
    return {
        name: Task(run, send.ATTEMPTS, longest_wait=send.LONGEST_WAIT)
        for name, run in send.tasks(sender).items()
    }


def _relay(settings: Settings) -> Relay | None:
    if settings.smtp_relay_host is None:
        return None
    password = settings.smtp_relay_password
    return Relay(
        host=settings.smtp_relay_host,
        port=settings.smtp_relay_port,
        our_name=settings.mail_domain,
        user=settings.smtp_relay_user,
        password=password.get_secret_value() if password else None,
        starttls=settings.smtp_relay_starttls,
    )


def _roads(house: House, pool: Pool) -> dict[str, Task]:
    """Known where no service is set too: another process may have asked for it."""
    url = house.settings.routing_url
    if url is None:
        return {ROADS_TASK: Task(_travel_is_guessed)}
    service = RoadService(url.rstrip("/"), house.settings.routing_engine)
    return {ROADS_TASK: Task(RoadCourier(pool.desk, service).fetch)}


async def _travel_is_guessed() -> None:
    return


def _mail_in(house: House, pool: Pool) -> dict[str, Task]:
    reader = reading.Reader(pool.desk.desk, house.tokens, authenticator(house.settings))
    run = reading.tasks(reader, pool.threads)[READ_TASK]
    return {READ_TASK: Task(run, READING_ATTEMPTS, on_dead=reading.on_dead(reader, pool.threads))}
