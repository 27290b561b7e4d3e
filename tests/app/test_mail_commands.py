"""`truckroll ingest` and `truckroll explain`, as typed."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from app import explain, ingest, mail
from app.setup import run as setup
from core.db import make_engine
from core.settings import Settings, load
from tests.rules.places import ROOT

REPLY = b"""From: Cara Cole <cara@acmefoods.example>\r
To: service@wo.example\r
Subject: Re: Please confirm\r
Message-ID: <1@acmefoods.example>\r
\r
Yes that works.\r
"""
CONTEXT = {
    "address": "cara@acmefoods.example",
    "start": "2026-11-26T14:00:00-06:00",
    "zone": "America/Chicago",
}


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    given = load(
        database_url=database_url, secret_key="k" * 32, truckroll_data=tmp_path, mail_domain="wo.example"
    )
    assert setup(given, ROOT / "docs" / "company.example.toml") == 0
    return given


@pytest.fixture
def reply(tmp_path: Path) -> Path:
    path = tmp_path / "reply.eml"
    path.write_bytes(REPLY)
    return path


def test_a_file_is_kept_once(settings: Settings, reply: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert ingest.run(settings, [reply]) == 0
    assert "kept as message" in capsys.readouterr().out
    assert ingest.run(settings, [reply]) == 0
    assert "came before" in capsys.readouterr().out


def test_what_waits_in_a_maildir_is_kept_and_then_moved(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    maildir = tmp_path / "mail"
    for name in ("new", "cur", "tmp"):
        (maildir / name).mkdir(parents=True)
    (maildir / "new" / "1700000000.M1.host").write_bytes(REPLY)
    assert ingest.run(settings, [], [maildir]) == 0
    assert "kept as message" in capsys.readouterr().out
    assert [file.name for file in (maildir / "cur").iterdir()] == ["1700000000.M1.host:2,"]
    assert list((maildir / "new").iterdir()) == []
    assert ingest.run(settings, [], [maildir, tmp_path]) == 1
    assert capsys.readouterr().out == f"{tmp_path}: is no maildir; there is no folder `new` in it\n"


def test_a_message_that_cannot_be_kept_does_not_hold_those_behind_it(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    maildir = tmp_path / "mail"
    (maildir / "new" / "1.folder").mkdir(parents=True)
    (maildir / "new" / "2.host").write_bytes(b"From: " + b"(" * 3000 + b"\r\n" + REPLY.partition(b"\r\n")[2])
    (maildir / "new" / "3.host").write_bytes(REPLY)
    capsys.readouterr()
    assert ingest.run(settings, [], [maildir]) == 1
    first, *others = capsys.readouterr().out.splitlines()
    assert "1.folder: cannot be kept and stays there" in first
    assert ["kept as message" in each for each in others] == [True, True]
    assert [file.name for file in (maildir / "new").iterdir()] == ["1.folder"]


def test_what_could_not_be_read_is_listed_shown_tried_again_and_discarded(
    settings: Settings, reply: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest.run(settings, [reply])
    capsys.readouterr()
    assert mail.show_list(settings, []) == 0
    assert capsys.readouterr().out == "No message is stuck.\n"
    dies(settings)
    assert mail.show_list(settings, []) == 0
    listed = capsys.readouterr().out
    assert "dead" in listed
    assert "the disk was full" in listed
    number = int(listed.split()[0])
    assert mail.show(settings, number, raw=False) == 0
    shown = capsys.readouterr().out
    assert "cara@acmefoods.example" in shown
    assert f"{len(REPLY)} bytes" in shown
    assert mail.retry(settings, [number]) == 0
    assert capsys.readouterr().out == f"{number} will be read again.\n"
    assert mail.retry(settings, [number]) == 1
    assert "is left as it is: Only a message that could not be read" in capsys.readouterr().out
    assert mail.discard(settings, [number, 4711]) == 1
    assert capsys.readouterr().out == f"{number} is discarded.\n4711 is not in the journal.\n"
    assert mail.show(settings, 4711, raw=False) == 1


def dies(settings: Settings) -> None:
    """Reading every message is given up."""
    assert settings.database_url is not None
    engine = make_engine(settings.database_url.get_secret_value(), pool_size=1, role="test")
    with engine.begin() as connection:
        connection.execute(text("update inbound_messages set status = 'dead', why = 'the disk was full'"))
    engine.dispose()


def test_a_message_is_explained_against_the_database_without_changing_it(
    settings: Settings, reply: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert explain.run(settings, reply, None, as_json=True) == 0
    steps = json.loads(capsys.readouterr().out)
    assert steps["strip"]
    assert "decide" in steps
    assert settings.database_url is not None
    engine = make_engine(settings.database_url.get_secret_value(), pool_size=1, role="test")
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from inbound_messages")) == 0
    engine.dispose()


def test_with_a_context_a_message_is_explained_as_an_answer(
    settings: Settings, reply: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = tmp_path / "about.json"
    about.write_text(json.dumps(CONTEXT), encoding="utf-8")
    capsys.readouterr()
    assert explain.run(settings, reply, about, as_json=False) == 0
    assert "confirm" in capsys.readouterr().out


def test_a_wrong_context_names_its_fault(settings: Settings, reply: Path, tmp_path: Path) -> None:
    about = tmp_path / "about.json"
    about.write_text('{"zone": "UTC"}', encoding="utf-8")
    assert explain.run(settings, reply, about, as_json=False) == 1
