"""The doctor, on real ports and a real database."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.doctor import Finding, State, examine
from core.settings import ProcessRole, Settings

KEY = SecretStr("k" * 32)


async def findings(settings: Settings) -> dict[str, Finding]:
    return {finding.subject: finding for finding in await examine(settings)}


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something else listens, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        yield server.getsockname()[1]


async def test_a_fresh_machine_has_nothing_to_repair(tmp_path: Path) -> None:
    found = await findings(Settings(truckroll_data=tmp_path / "data", port=0, smtp_listen_port=0))
    assert {finding.state for finding in found.values()} == {State.OK, State.OFF}
    assert found["database"].said == f"embedded; the first start makes it in {tmp_path / 'data'}"
    assert not (tmp_path / "data").exists()


async def test_a_current_database_is_fine(database_url: str) -> None:
    found = await findings(Settings(database_url=SecretStr(database_url), secret_key=KEY))
    assert found["database"].state is State.OK


async def test_an_empty_database_wants_migrating(empty_database_url: str) -> None:
    found = await findings(Settings(database_url=SecretStr(empty_database_url), secret_key=KEY))
    assert found["database"].state is State.FAILED
    assert found["database"].said.endswith("Run `truckroll migrate`.")


async def test_a_database_that_is_away_is_said_without_its_password() -> None:
    address = SecretStr("postgresql://truckroll:hunter2@127.0.0.1:1/truckroll")
    found = await findings(Settings(database_url=address, secret_key=KEY))
    assert found["database"].state is State.FAILED
    assert found["database"].said.endswith("Check DATABASE_URL and that the server runs.")
    assert "hunter2" not in found["database"].said


async def test_a_taken_port_names_its_setting(taken: int) -> None:
    found = await findings(Settings(smtp_listen_port=taken))
    assert found["SMTP port"].state is State.FAILED
    assert found["SMTP port"].said.endswith("Stop what uses it, or choose another SMTP_LISTEN_PORT.")


async def test_a_role_that_is_not_run_needs_no_port(taken: int) -> None:
    found = await findings(Settings(smtp_listen_port=taken, roles=frozenset({ProcessRole.WORKER})))
    assert (found["SMTP port"].state, found["web port"].state) == (State.OFF, State.OFF)


async def test_a_relay_that_does_not_answer_names_its_settings() -> None:
    found = await findings(
        Settings(smtp_relay_host="127.0.0.1", smtp_relay_port=1, mail_domain="mail.example")
    )
    assert found["mail relay"].state is State.FAILED
    assert found["mail relay"].said.endswith("Check the SMTP_RELAY_… settings.")


async def test_slack_out_of_reach_is_told_from_slack_refusing() -> None:
    found = await findings(
        Settings(
            slack_bot_token=SecretStr("xoxb-1"),
            slack_app_token=SecretStr("xapp-1"),
            slack_api_url="http://127.0.0.1:1/",
        )
    )
    assert found["Slack"].said.endswith("Check the network.")
    assert found["Socket Mode"].state is State.FAILED
