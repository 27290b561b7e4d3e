"""Settings: what is read from where, and what a wrong one is answered with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.settings import ProcessRole, Settings, SettingsInvalid, connections, load

DATABASE = "postgresql://truckroll@db.example/truckroll"
KEY = "k" * 32

# What is set, and the lines it is answered with.
WRONG = (
    ({"PORT": "eighty"},                           ["PORT: Input should be a valid integer"]),
    ({"PORT": "70000"},                            ["PORT: Input should be less than or equal to 65535"]),
    ({"PORT": "x", "LOG_LEVEL": "loud"},           ["PORT: Input should", "LOG_LEVEL: Input should be 'debug', 'info'"]),
    ({"DATABASE_URL": "mysql://db.example/x"},     ["DATABASE_URL: only PostgreSQL will do; write postgresql://"]),
    ({"DATABASE_URL": DATABASE},                   ["SECRET_KEY: is missing, and DATABASE_URL needs it; write one"]),
    ({"SECRET_KEY": "short"},                      ["SECRET_KEY: is shorter than 32 characters; write one made by"]),
    ({"SMTP_RELAY_HOST": "mx.example"},            ["MAIL_DOMAIN: is missing, and SMTP_RELAY_HOST needs it; write"]),
    ({"SMTP_RELAY_USER": "office"},                ["SMTP_RELAY_PASSWORD: is missing, and SMTP_RELAY_USER needs it"]),
    ({"SLACK_BOT_TOKEN": "xapp-1"},                ["SLACK_BOT_TOKEN: is another kind of token; write the one that"]),
    ({"SLACK_BOT_TOKEN": "xoxb-1"},                ["SLACK_SIGNING_SECRET: is missing; write the one from Basic"]),
    ({"SLACK_APP_TOKEN": "xapp-1"},                ["SLACK_BOT_TOKEN: is missing, and SLACK_APP_TOKEN needs it"]),
    ({"PUBLIC_URL": "wo.example.com"},             ["PUBLIC_URL: is no web address; write it with https:// in front"]),
    ({"ROLES": "web,mail"},                        ["ROLES: does not know mail; write some of web,smtp,imap,"]),
    ({"ROLES": "slack-socket"},                    ["SLACK_APP_TOKEN: is missing, and the role slack-socket needs it"]),
    ({"ROLES": ","},                               ["ROLES: names no role; write some of web,smtp,imap,worker,slack"]),
    ({"SMTP_ALLOWED_PEERS": "10.0.0.0/8,office"},  ["SMTP_ALLOWED_PEERS: "]),
    ({"ROLES": "imap"},                            ["IMAP_MAILBOXES: is missing, and the role imap needs it; write"]),
    ({"SMTP_AUTH_USER": "mx"},                     ["SMTP_AUTH_PASSWORD: is missing", "SMTP_TLS_CERTIFICATE: is missing"]),
    ({"SMTP_TLS_CERTIFICATE": __file__},           ["SMTP_TLS_KEY: is missing, and SMTP_TLS_CERTIFICATE needs it"]),
    ({"SMTP_TLS_CERTIFICATE": "/nowhere.pem"},     ["SMTP_TLS_CERTIFICATE: Path does not point to a file"]),
    ({"ROUTING_URL": "osrm.internal:5000"},        ["ROUTING_URL: is no address; write one like http://osrm.internal:5000"]),
    ({"ROUTING_ENGINE": "horse"},                  ["ROUTING_ENGINE: Input should be 'osrm' or 'valhalla'"]),
    ({"SMTP_MAX_BYTES": "12"},                     ["SMTP_MAX_BYTES: Input should be greater than or equal to 65536"]),
)  # fmt: skip


@contextmanager
def environment(**given: str) -> Iterator[None]:
    """Only these settings are set, whatever the machine has."""
    before = dict(os.environ)
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)
    os.environ.update(given)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.mark.parametrize(("given", "lines"), WRONG, ids=[str(row[0]) for row in WRONG])
def test_a_wrong_setting_says_its_name_and_what_to_write(given: dict[str, str], lines: list[str]) -> None:
    with environment(**given), pytest.raises(SettingsInvalid) as refused:
        load()
    assert len(refused.value.lines) == len(lines)
    assert all(said.startswith(line) for said, line in zip(refused.value.lines, lines, strict=True))


def test_nothing_set_is_enough_for_one_machine() -> None:
    with environment():
        settings = load()
    assert settings.database_url is None
    assert settings.roles == {ProcessRole.WEB, ProcessRole.SMTP, ProcessRole.WORKER}
    assert settings.sender == "office@truckroll.localhost"
    assert settings.public_address == "http://127.0.0.1:8080"


def test_an_app_token_adds_socket_mode_to_the_roles() -> None:
    with environment(SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1"):
        assert load().roles == set(ProcessRole) - {ProcessRole.IMAP}


def test_mailboxes_add_the_role_that_reads_them() -> None:
    with environment(IMAP_MAILBOXES=__file__):
        assert load().roles == set(ProcessRole) - {ProcessRole.SLACK_SOCKET}


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text("PORT=1\nHOST=file.example\nMAIL_DOMAIN=file.example\n")
    with environment(PORT="2", HOST="environment.example"):
        settings = load(file, port=3)
    assert (settings.port, settings.host, settings.mail_domain) == (3, "environment.example", "file.example")


def test_a_file_is_read_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=1\n")
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        with environment():
            assert load().port == 8080
    finally:
        os.chdir(here)


def test_a_missing_file_is_said_by_its_name(tmp_path: Path) -> None:
    with (
        environment(),
        pytest.raises(SettingsInvalid, match=r"--env-file: there is no file .*absent; write the path"),
    ):
        load(tmp_path / "absent")


def test_an_empty_variable_counts_as_missing() -> None:
    with environment(DATABASE_URL="", PORT=""):
        assert load() == load(database_url=None)


def test_secrets_are_not_printed() -> None:
    with environment(DATABASE_URL="postgresql://u:hunter2@db.example/x", SECRET_KEY=KEY):
        printed = repr(load())
    assert "hunter2" not in printed
    assert KEY not in printed


def test_a_process_holds_connections_for_the_roles_it_runs() -> None:
    with environment(
        WEB_CONNECTIONS="3", WORKER_CONNECTIONS="2", SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1"
    ):
        assert connections(load(roles="worker")) == {ProcessRole.WORKER: 6}
        assert connections(load(roles="slack-socket")) == {ProcessRole.SLACK_SOCKET: 3}
        assert sum(connections(load()).values()) == 3 + 4 + 6
