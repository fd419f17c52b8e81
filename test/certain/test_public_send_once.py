"""A contact's message is there once, whatever becomes of the answers, though the public API keeps no key."""

from __future__ import annotations

import concurrent.futures
import time
from pathlib import Path
from typing import Any, Callable

import pytest
from faults import STORED

from chatwoot_client import (
    ApiClient,
    ContactsAPIApi,
    ConversationsAPIApi,
    FilesLostException,
    MessagesAPIApi,
    NotFoundException,
    ServiceException,
    UndecidedException,
)
from chatwoot_client.sandbox import Sandbox


class Page:
    """A visitor's side of one conversation."""

    def __init__(self, server: Sandbox, client: ApiClient) -> None:
        self.server = server
        inbox = server.inbox.identifier
        source = str(ContactsAPIApi(client).create_a_contact({}, inbox).source_id)
        made = ConversationsAPIApi(client).create_a_conversation({}, inbox, source)
        self.here = (inbox, source, int(made.id or 0))
        self.messages = MessagesAPIApi(client)
        server.clear_requests()

    def send(self, content: str = "Is it there yet?", **how: Any) -> Any:
        body = {"content": content, **how.pop("more", {})}
        return self.messages.send_once(body, *self.here, **{"settle": 0.4, **how})

    def say(self, content: str) -> int:
        return int(self.messages.create_a_message({"content": content}, *self.here).id or 0)

    @property
    def asked(self) -> list[str]:
        return [request.method for request in self.server.requests]

    @property
    def stored(self) -> list[tuple[int, str]]:
        messages = self.server.conversation(self.here[2]).messages
        return [(message.id, message.content or "") for message in messages]


@pytest.fixture
def page(server: Sandbox, client_for: Callable[..., ApiClient]) -> Page:
    return Page(server, client_for(server, retries=0))


def test_a_message_whose_answer_came_is_known_by_that(page: Page) -> None:
    message, known_by = page.send()
    assert known_by == "answer"
    assert page.stored == [(message.id, "Is it there yet?")]
    assert page.asked == ["GET", "POST"]


@pytest.mark.parametrize("fault", STORED.values(), ids=STORED)
def test_a_message_that_was_stored_is_known_by_its_content_and_never_sent_again(page: Page, fault: Any) -> None:
    # The visitor said the same before, and an agent says it too.
    page.say("Is it there yet?")
    page.server.reply(page.here[2], "Is it there yet?")
    page.server.clear_requests()
    fault(page.server)
    began = time.monotonic()
    message, known_by = page.send(settle=30)
    assert time.monotonic() - began < 10
    assert known_by == "content"
    assert len(page.stored) == 3
    assert page.stored[-1] == (message.id, "Is it there yet?")
    # One look, of two requests since not much was said before.
    assert page.asked == ["GET", "POST", "GET", "GET"]


@pytest.mark.parametrize(
    "fault",
    [
        lambda server: server.cut_next(processed=False, method="POST"),
        lambda server: server.fail_next(status=500, method="POST"),
    ],
    ids=["cut", "500"],
)
def test_a_message_that_was_not_stored_is_sent_again_once_the_server_has_to_be_done(page: Page, fault: Any) -> None:
    page.say("Is it there yet?")
    fault(page.server)
    began = time.monotonic()
    message, known_by = page.send()
    assert time.monotonic() - began >= 0.4
    assert known_by == "answer"
    assert [content for _, content in page.stored] == ["Is it there yet?"] * 2
    assert page.stored[-1][0] == message.id


def test_it_is_found_behind_all_that_was_said_meanwhile(page: Page) -> None:
    class BusyMessages(MessagesAPIApi):
        """An agent says more than two pages hold while a message is being sent."""

        def create_a_message(self, *args: Any, **options: Any) -> Any:
            try:
                return super().create_a_message(*args, **options)
            finally:
                for number in range(45):
                    page.server.reply(page.here[2], f"meanwhile {number}")

    for number in range(45):
        page.say(f"before {number}")
    page.messages = BusyMessages(page.messages.api_client)
    page.server.cut_next(processed=True, method="POST")
    message, known_by = page.send()
    assert known_by == "content"
    assert [id for id, content in page.stored if content == "Is it there yet?"] == [message.id]
    # One that isn't there is looked for no further back than to what was there before.
    page.server.clear_requests()
    page.server.cut_next(processed=False, method="POST")
    assert page.send("Another").known_by == "answer"
    looks = page.asked[2:-1]
    assert set(looks) == {"GET"}
    assert len(looks) <= 6 * 4


def test_files_alone_are_told_apart_from_words(page: Page) -> None:
    page.server.cut_next(processed=True, method="POST")
    message, known_by = page.messages.send_once({"attachments": [("a.txt", b"a")]}, *page.here, settle=0.4)
    assert known_by == "content"
    assert [attachment.file_size for attachment in message.attachments or []] == [1]
    assert len(page.stored) == 1


def test_a_message_whose_files_were_lost_is_told_as_such(page: Page) -> None:
    page.server.lose_files_next(method="POST")
    with pytest.raises(FilesLostException, match="send the files by themselves") as raised:
        page.messages.send_once({"content": "My bill", "attachments": [("a.txt", b"a")]}, *page.here, settle=0.4)
    assert raised.value.message_stored.id == page.stored[0][0]
    assert len(page.stored) == 1


def test_threads_that_say_the_same_do_not_take_each_other_s_message_for_their_own(page: Page) -> None:
    # Of five answers two are lost, and one of these messages wasn't stored.
    page.server.cut_next(processed=True, method="POST")
    page.server.cut_next(processed=False, method="POST")
    with concurrent.futures.ThreadPoolExecutor(5) as threads:
        sent = list(threads.map(lambda _: page.send(), range(5)))
    ids = sorted(each.message.id for each in sent)
    assert ids == [id for id, _ in page.stored]
    assert len(set(ids)) == 5


def test_what_fails_each_time_is_known_not_to_be_there(page: Page) -> None:
    page.server.fail_next(status=500, method="POST", times=3)
    with pytest.raises(ServiceException, match="It may be sent again") as raised:
        page.send(settle=0.1)
    assert raised.value.outcome == "refused"
    assert page.asked.count("POST") == 3
    assert page.stored == []


def test_what_can_not_be_looked_for_long_enough_is_undecided(page: Page) -> None:
    page.server.cut_next(processed=False, method="POST")
    with pytest.raises(UndecidedException, match="To call again would send another one") as raised:
        page.send(_deadline=0.5, settle=60)
    assert raised.value.sendings == 1


def test_a_refusal_is_raised_as_it_is_and_a_body_that_can_not_be_sent_before_anything_is_asked(page: Page) -> None:
    page.server.fail_next(status=404, method="POST")
    with pytest.raises(NotFoundException):
        page.send()
    page.server.clear_requests()
    with pytest.raises(TypeError, match="private"):
        page.send(more={"private": True})
    with pytest.raises(TypeError, match="echo_id"):
        page.send(more={"echo_id": 7})
    with pytest.raises(ValueError, match="attachments"):
        page.send(more={"attachments": [Path("not there.pdf")]})
    with pytest.raises(TypeError, match="settle"):
        page.send(settle="long")
    assert page.asked == []
