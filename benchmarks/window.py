"""How quick the sandbox's window is with 1,000 conversations of 100 messages: ``python benchmarks/window.py``.

It needs a Chromium and Playwright (`pip install -e '.[sandbox]' playwright`).
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect, sync_playwright

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

# The time from one drawn picture to the next while the list is scrolled from its beginning to its end.
SCROLLING = """async (steps) => {
    const scroller = document.getElementById("conversation-list");
    const times = [];
    let last = performance.now();
    for (let step = 1; step <= steps; step++) {
        scroller.scrollTop = (scroller.scrollHeight * step) / steps;
        await new Promise(requestAnimationFrame);
        times.push(performance.now() - last);
        last = performance.now();
    }
    return times.sort((one, other) => one - other);
}"""


def fill(server: Sandbox, conversations: int, messages: int) -> None:
    """The conversations, each begun by a customer of its own."""
    inbox = server.inbox.identifier
    with chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url)) as client:
        contacts, begun = chatwoot_client.ContactsAPIApi(client), chatwoot_client.ConversationsAPIApi(client)
        for number in range(1, conversations + 1):
            contact = contacts.create_a_contact({"name": f"Customer {number}"}, inbox)
            conversation = begun.create_a_conversation({}, inbox, contact.source_id)
            for message in range(messages):
                server.reply(conversation.id, f"Message {message}, *with* some words")


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"{what:<62}{(time.perf_counter() - began) * 1000:8.0f} ms")


def measure(page: Page, server: Sandbox) -> None:
    """Print what somebody who uses the page waits for."""
    rows = page.locator("#conversation-list [role=option]")
    with timed("open the page, until a conversation is drawn"):
        page.goto(server.window_url)
        expect(page.locator("#agent .message").last).to_be_visible()
    print(f"{'elements in the page':<62}{page.evaluate('document.querySelectorAll(`*`).length'):8}")
    with timed("a new message, until it's drawn"):
        server.reply(1, "News!")
        expect(rows.first).to_contain_text("News!")
    with timed("300 new messages, until the last is drawn"):
        for number in range(300):
            server.reply(1 + number, f"News of {number}")
        expect(rows.first).to_contain_text("News of 299")
    with timed("go to the end of the list, all of whose pages are read then"):
        page.locator("#conversation-list").focus()
        page.keyboard.press("End")
        expect(rows.last).to_contain_text("Message 99", timeout=60_000)
    with timed("choose a conversation, until it's drawn"):
        page.keyboard.press("Enter")
        expect(page.locator("#agent .message").last).to_contain_text("Message 99")
    times = page.evaluate(SCROLLING, 200)
    print(
        f"{'scrolling the list: median, 95 %, longest time of a picture':<62}"
        f"{times[100]:8.0f} ms {times[190]:.0f} ms {times[-1]:.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=1000)
    parser.add_argument("--messages", type=int, default=100)
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="default %(default)s")
    options = parser.parse_args()
    with Sandbox(window=True, messages_per_minute=None) as server, sync_playwright() as playwright:
        fill(server, options.conversations, options.messages)
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"])
        measure(browser.new_page(viewport={"width": 1500, "height": 950}), server)
        browser.close()


if __name__ == "__main__":
    main()
