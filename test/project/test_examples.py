"""The examples do what they say, each against the sandbox."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SAID = {
    "quickstart": ["Ada Lovelace begins conversation 1.", "She answers: Morning", "Conversation 1 is resolved."],
    "live_console": [
        "Ada is typing …",
        "Ada: Is anybody there?",
        "(private)",
        "Yes! How can we help?",
        "is resolved now",
    ],
    "support_bot": ["Robin: Hello! What's it about?", "Ada: My order", "open for people now, labelled order"],
    "window": ["The window is at http://127.0.0.1:", "Press Enter to end."],
    "chat_backend": ["visitor: Is the shop open today? (with 1 file)", "agent: Until six."],
}


def test_every_example_is_tested():
    assert set(SAID) == {path.stem for path in EXAMPLES.glob("*.py")} - {"__main__"}


@pytest.mark.parametrize("name", sorted(SAID))
def test_an_example_runs_against_the_sandbox_and_says_what_happens(name):
    pytest.importorskip("websocket")
    own = {key: value for key, value in os.environ.items() if not key.startswith("CHATWOOT_")}
    ended = subprocess.run(
        [sys.executable, str(EXAMPLES / f"{name}.py")],
        capture_output=True,
        text=True,
        timeout=120,
        env=own,
        stdin=subprocess.DEVNULL,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    positions = [ended.stdout.find(words) for words in SAID[name]]
    assert -1 not in positions
    assert positions == sorted(positions)


@pytest.fixture(scope="module")
def chat() -> ModuleType:
    spec = importlib.util.spec_from_file_location("chat_backend", EXAMPLES / "chat_backend.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.SERVER_IS_DONE_AFTER = 0.2
    return module


class Page:
    """The backend of a page, which is told what happens in a sandbox, and may be restarted."""

    def __init__(self, chat: ModuleType, folder: Path) -> None:
        self.sandbox = Sandbox().start()
        self.inbox = self.sandbox.create_inbox("Our page")
        self._chat, self._database = chat, folder / "chat.sqlite"
        self._client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=self.sandbox.url, retries=0))
        self.restart()

    def restart(self) -> None:
        self.backend = self._chat.Backend(self._client, self.inbox.identifier, self.inbox.secret, self._database)

    def deliver(self) -> None:
        """What Chatwoot would tell of the last message."""
        reply = self.backend.receiver.handle(*self.sandbox.deliver("message_created", secret=self.inbox.secret))
        assert reply.status == 200

    def written(self) -> list[str | None]:
        return [message.content for message in self.sandbox.conversation(1).messages]

    def close(self) -> None:
        self._client.close()
        self.sandbox.close()


@pytest.fixture
def page(chat: ModuleType, tmp_path: Path) -> Iterator[Page]:
    made = Page(chat, tmp_path)
    yield made
    made.close()


def test_the_chats_backend_sends_the_same_id_once_restarts_included(page):
    first = page.backend.send("ann", "m1", "Hello")
    assert page.backend.send("ann", "m1", "Hello") == first
    page.restart()
    assert page.backend.send("ann", "m1", "Hello") == first
    page.backend.send("ann", "m2", "Hello")
    assert page.written() == ["Hello", "Hello"]


def test_the_chats_backend_sends_once_though_many_ask_at_once(page):
    page.backend.send("ann", "m0", "First")
    answers: list[Any] = []
    threads = [
        threading.Thread(target=lambda: answers.append(page.backend.send("ann", "m1", "Hello"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)
    assert page.written() == ["First", "Hello"]


def test_the_chats_backend_finds_a_message_whose_answer_was_lost(page):
    page.backend.send("ann", "m0", "First")
    page.sandbox.cut_next(processed=True, method="POST")
    found = page.backend.send("ann", "m1", "Stored, and the answer is lost")
    assert found["message"] == page.sandbox.conversation(1).messages[-1].id
    page.sandbox.cut_next(processed=False, method="POST")
    sent = page.backend.send("ann", "m2", "Not stored at first")
    assert page.backend.send("ann", "m2", "Not stored at first") == sent
    assert page.written() == ["First", "Stored, and the answer is lost", "Not stored at first"]


def test_the_chats_backend_shows_what_agents_say_once_and_no_notes(page):
    page.backend.send("ann", "m0", "First")
    page.sandbox.reply(1, "A note", private=True)
    page.deliver()
    page.sandbox.reply(1, "An answer")
    page.deliver()
    page.deliver()
    assert [each["content"] for each in page.backend.said("ann", 0)] == ["An answer"]
    last = page.backend.said("ann", 0)[-1]["message"]
    assert page.backend.said("ann", last) == []


def test_the_chats_backend_answers_a_choice(page):
    page.backend.send("ann", "m0", "First")
    items = [{"title": "Yes", "value": "yes"}]
    question = page.sandbox.reply(1, "Well?", content_type="input_select", content_attributes={"items": items})
    page.backend.answer("ann", question.id, items)
    assert question.content_attributes["submitted_values"] == items
