"""Mailboxes read by IMAP: a real Dovecot with IDLE, a real journal, and what happens when either is away."""

import contextlib
import http.server
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import pytest
from sqlalchemy import select

from core.db import transaction
from core.model import InboundMessage
from inbound.envelope import Envelope
from inbound.intake.batches import StoreUnavailable
from inbound.intake.imap import MailboxReader
from inbound.intake.mailboxes import Mailbox, OAuth
from inbound.journal import Journal
from tests.inbound.dovecot import PASSWORD, USER, Dovecot, dovecot
from tests.inbound.mailroom import TOKENS, Mailroom

PATIENCE = 20.0
"""Seconds; less than a reader without IDLE would take to look again."""
BIG = 100_000


@dataclass
class Shelf:
    """The real journal, which can be away, and whose answer to a commit can get lost."""

    journal: Journal
    away: bool = False
    poison: bytes = b"\x00never\x00"
    lose_the_answer: bool = False
    fetched: list[Envelope] = field(default_factory=list)

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        if self.away:
            raise StoreUnavailable
        if any(self.poison in each.raw for each in envelopes):
            raise ValueError("this one cannot be stored")
        self.fetched.extend(envelopes)
        self.journal(envelopes)
        if self.lose_the_answer:
            self.lose_the_answer = False
            raise StoreUnavailable  # the answer to the commit never came

    def came_from(self, places: Sequence[str]) -> set[str]:
        return self.journal.came_from(places)


@dataclass
class Post:
    """Everything a test needs in one hand."""

    server: Dovecot
    mailroom: Mailroom
    shelf: Shelf
    mailbox: Mailbox

    def letter(self, text: str) -> bytes:
        return self.mailroom.letter("office@desk.test", text)

    def kept(self) -> list[InboundMessage]:
        with transaction(self.mailroom.cast.desk.sessions) as session:
            return list(session.scalars(select(InboundMessage).order_by(InboundMessage.id)))

    def close_off(self, folder: str) -> None:
        """The server lists the folder and takes no mail into it."""
        with self.server.session() as client:
            client.create(f'"{folder}.within"')

    @contextlib.contextmanager
    def reading(self, stopping: threading.Event | None = None) -> Iterator[MailboxReader]:
        """A reader in a thread of its own for the length of the block."""
        reader = MailboxReader(
            mailbox=self.mailbox,
            journal=self.shelf,
            clock=self.mailroom.cast.clock,
            max_bytes=BIG,
            first_pause=0.05,
            stopping=stopping or threading.Event(),
        )
        thread = threading.Thread(target=reader.run)
        thread.start()
        try:
            yield reader
        finally:
            reader.stopping.set()
            thread.join(PATIENCE)
            assert not thread.is_alive()


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def post(server: Dovecot, mailroom: Mailroom) -> Post:
    """A fresh folder for each test."""
    inbox = f"Inbox {time.monotonic_ns()}"
    with server.session() as client:
        client.create(f'"{inbox}"')
    mailbox = Mailbox(
        host="127.0.0.1",
        port=server.port,
        user=USER,
        password=PASSWORD,
        security="none",
        folder=inbox,
        processed=f"{inbox} done",
        refused=f"{inbox} refused",
    )
    return Post(
        server,
        mailroom,
        Shelf(Journal(mailroom.cast.desk.sessions, TOKENS, mailroom.cast.company_id)),
        mailbox,
    )


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come"
        time.sleep(0.02)


def test_mail_that_waits_and_mail_that_comes_later_are_kept_and_moved(post: Post) -> None:
    first, second = post.letter("Waiting."), post.letter("Coming later.")
    post.server.put(first, post.mailbox.folder)
    with post.reading():
        until(lambda: post.server.mails(post.mailbox.processed) == [first])
        post.server.put(second, post.mailbox.folder)
        until(lambda: post.server.mails(post.mailbox.processed) == [first, second])
    assert post.server.mails(post.mailbox.folder) == []
    assert post.server.unread(post.mailbox.processed) == 2, "what a program read no person has read"
    assert [(each.way_in, each.envelope_from) for each in post.kept()] == [
        ("imap", "cara@acmefoods.example")
    ] * 2
    assert all(
        str(each.place).startswith(f"imap://office@127.0.0.1:{post.server.port}/Inbox")
        for each in post.kept()
    )


def test_what_was_committed_before_an_interruption_is_moved_and_not_fetched_again(post: Post) -> None:
    letter = post.letter("Only once.")
    post.shelf.lose_the_answer = True
    post.server.put(letter, post.mailbox.folder)
    with post.reading():
        until(lambda: post.server.mails(post.mailbox.processed) == [letter])
    assert len(post.shelf.fetched) == 1
    assert len(post.kept()) == 1


def test_a_second_copy_of_a_message_is_the_same_message(post: Post) -> None:
    letter = post.letter("Twice delivered.")
    for _ in range(2):
        post.server.put(letter, post.mailbox.folder)
    with post.reading():
        until(lambda: len(post.server.mails(post.mailbox.processed)) == 2)
    assert len(post.kept()) == 1


def test_while_the_database_is_away_mail_stays_where_it_is(post: Post) -> None:
    letter = post.letter("Patience.")
    post.shelf.away = True
    post.server.put(letter, post.mailbox.folder)
    with post.reading():
        until(lambda: post.server.mails(post.mailbox.folder) == [letter])
        assert post.kept() == []
        post.shelf.away = False
        until(lambda: post.server.mails(post.mailbox.processed) == [letter])
    assert len(post.kept()) == 1


def test_one_bad_message_stays_and_stops_no_other(post: Post) -> None:
    bad, good = post.letter("poison"), post.letter("Good.")
    post.shelf.poison = b"poison"
    for raw in (bad, good):
        post.server.put(raw, post.mailbox.folder)
    with post.reading():
        until(lambda: post.server.mails(post.mailbox.processed) == [good])
    assert post.server.mails(post.mailbox.folder) == [bad]


def test_a_message_that_cannot_be_moved_stops_no_other(post: Post) -> None:
    large, good = post.letter("x" * BIG), post.letter("Good.")
    post.close_off(post.mailbox.refused)
    for raw in (large, good):
        post.server.put(raw, post.mailbox.folder)
    with post.reading():
        until(lambda: post.server.mails(post.mailbox.processed) == [good])
    assert post.server.mails(post.mailbox.folder) == [large]


def test_what_cannot_be_moved_is_kept_once_and_moved_when_it_can_be(post: Post) -> None:
    first, second = post.letter("First."), post.letter("Second.")
    post.close_off(post.mailbox.processed)
    for raw in (first, second):
        post.server.put(raw, post.mailbox.folder)
    with post.reading():
        until(lambda: len(post.kept()) == 2)
        with post.server.session() as client:
            client.create(f'"{post.mailbox.processed}"')
        post.server.stop()
        post.server.start()
        until(lambda: post.server.mails(post.mailbox.processed) == [first, second])
    assert len(post.shelf.fetched) == 2


class Impatient(threading.Event):
    """Writes down how long it was to wait, and hardly waits."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.append(timeout or 0)
        return super().wait(0.01)


def test_while_nothing_can_be_done_with_the_mail_it_is_tried_less_and_less_often(post: Post) -> None:
    post.shelf.away = True
    post.server.put(post.letter("Patience."), post.mailbox.folder)
    pauses = Impatient()
    with post.reading(pauses):
        until(lambda: len(pauses.asked) > 4)
        assert pauses.asked[4] > 8 * pauses.asked[0]
        post.shelf.away = False
        until(lambda: len(post.server.mails(post.mailbox.processed)) == 1)
        pauses.asked.clear()
        post.shelf.away = True
        post.server.put(post.letter("Again."), post.mailbox.folder)
        until(lambda: len(pauses.asked) > 0)
        assert pauses.asked[0] < 0.1, "a look that went well is a new beginning"


def test_what_is_too_large_or_for_nobody_is_put_aside(post: Post) -> None:
    post.shelf.journal = replace(post.shelf.journal, only_company=None)
    stray = post.mailroom.letter("nobody@elsewhere.example", "Hello?")
    large = post.letter("x" * BIG)
    for raw in (stray, large):
        post.server.put(raw, post.mailbox.folder)
    with post.reading():
        until(lambda: post.server.mails(post.mailbox.refused) == [stray, large])
    assert post.kept() == []


def test_after_an_outage_of_the_server_reading_goes_on(post: Post) -> None:
    with post.reading():
        post.server.put(post.letter("Before."), post.mailbox.folder)
        until(lambda: len(post.kept()) == 1)
        post.server.stop()
        post.server.start()
        post.server.put(post.letter("After."), post.mailbox.folder)
        until(lambda: len(post.kept()) == 2)


class Provider(http.server.BaseHTTPRequestHandler):
    """An identity provider: gives tokens for the refresh token, and says whose a token is."""

    refreshed: ClassVar[list[dict[str, str]]] = []

    def do_POST(self) -> None:
        asked = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        Provider.refreshed.append(asked)
        right = asked.get("refresh_token") == "refresh-me"
        self._say(
            200 if right else 400, {"access_token": "good-token"} if right else {"error": "invalid_grant"}
        )

    def do_GET(self) -> None:
        good = self.headers.get("Authorization") == "Bearer good-token"
        self._say(200 if good else 401, {"user": USER} if good else {})

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def _say(self, status: int, said: dict[str, str]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def provider() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("refresh_token", "comes_in"), [("refresh-me", True), ("revoked", False)])
def test_a_mailbox_opens_with_an_access_token(
    provider: str, mailroom: Mailroom, refresh_token: str, *, comes_in: bool
) -> None:
    Provider.refreshed.clear()
    oauth = OAuth(token_url=provider, client_id="truckroll", client_secret="s", refresh_token=refresh_token)
    with dovecot(introspection=provider) as server:
        mailbox = Mailbox(host="127.0.0.1", port=server.port, user=USER, oauth=oauth, security="none")
        assert "refresh-me" not in repr(mailbox)
        shelf = Shelf(Journal(mailroom.cast.desk.sessions, TOKENS, mailroom.cast.company_id))
        here = Post(server, mailroom, shelf, mailbox)
        server.put(here.letter("By token."))
        with here.reading():
            until(lambda: len(here.kept()) == 1 if comes_in else len(Provider.refreshed) > 1)
        assert len(here.kept()) == comes_in
    assert Provider.refreshed[0]["grant_type"] == "refresh_token"
