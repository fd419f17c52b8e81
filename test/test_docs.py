"""What the README, the guides and the reference pages show, runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

CLONE = Path(__file__).resolve().parent.parent
PAGES = sorted([CLONE / "README.md", CLONE / "CHANGELOG.md", *(CLONE / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:\s]*)(?:#([^)\s]+))?\)")

#: The number that generated pages use for every id.
NUMBER = 56


@pytest.fixture(scope="module")
def example_server() -> Iterator[Sandbox]:
    """A sandbox that has the inbox, contact, conversation and message which the examples name."""
    with Sandbox(messages_per_minute=None) as server:
        inbox = server.create_inbox(identifier="inbox_identifier_example").identifier
        with chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url)) as client:
            contact = {"source_id": "contact_identifier_example"}
            chatwoot_client.ContactsAPIApi(client).create_a_contact(contact, inbox)
            here = (inbox, "contact_identifier_example")
            conversations = chatwoot_client.ConversationsAPIApi(client)
            while conversations.create_a_conversation({}, *here).id < NUMBER:
                pass
        while server.reply(NUMBER, "When shall it arrive?").id < NUMBER:
            pass
        yield server


@pytest.fixture
def as_default(example_server: Sandbox) -> Iterator[None]:
    """Sends what the examples would send to app.chatwoot.com to the sandbox."""
    chatwoot_client.Configuration.set_default(chatwoot_client.Configuration(host=example_server.url))
    yield
    chatwoot_client.Configuration.set_default(None)


def run_blocks(page: Path) -> None:
    """Run the blocks of *page* one after another; a later one goes on where the earlier ones ended."""
    text = page.read_text(encoding="utf-8")
    names: dict[str, Any] = {"__name__": "example"}
    for block in BLOCK.finditer(text):
        # Blank lines before it, so that a traceback names the page's own line.
        lines_before = "\n" * text.count("\n", 0, block.start(1))
        exec(compile(lines_before + block[1], str(page), "exec"), names)


PAGES_WITH_BLOCKS = [page for page in PAGES if BLOCK.search(page.read_text(encoding="utf-8"))]


@pytest.mark.usefixtures("as_default")
@pytest.mark.parametrize("page", PAGES_WITH_BLOCKS, ids=lambda page: str(page.relative_to(CLONE)))
def test_every_python_block_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run_blocks(page)
    assert "Exception when calling" not in capsys.readouterr().out


@pytest.mark.usefixtures("as_default")
def test_the_readmes_scripts_print_what_the_server_sent(
    example_server: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    scripts = BLOCK.findall((CLONE / "README.md").read_text(encoding="utf-8"))
    printed = []
    for script in scripts:
        exec(compile(script, "README.md", "exec"), {"__name__": "__main__"})
        printed.append(ast.literal_eval(capsys.readouterr().out))
    created, listed, updated = printed
    assert created["conversation_id"] == NUMBER
    assert created in listed
    assert updated["id"] == NUMBER


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CLONE)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        linked = (page.parent / target).resolve() if target else page
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors_of(linked), f"{target}#{anchor}"


def anchors_of(page: Path) -> set[str]:
    """The anchors that a forge gives the headings of *page*."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
