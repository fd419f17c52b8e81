"""The sandbox's window in a real browser: what people do there, what they see, and what can't happen to them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Callable

import pytest

pytest.importorskip("playwright")
pytest.importorskip("axe_playwright_python")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, expect, sync_playwright

import chatwoot_client
from chatwoot_client import compose
from chatwoot_client.sandbox import Conversation, Sandbox

WIDE, NARROW = {"width": 1500, "height": 950}, {"width": 390, "height": 800}
# A machine that CI shares may be slow.
expect.set_options(timeout=20_000)
AXE_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def server() -> Iterator[Sandbox]:
    with Sandbox(window=True, messages_per_minute=None) as sandbox:
        yield sandbox


@pytest.fixture
def client(server: Sandbox) -> Iterator[chatwoot_client.ApiClient]:
    configuration = chatwoot_client.Configuration(host=server.url, api_key={"userApiKey": server.user_token}, retries=0)
    with chatwoot_client.ApiClient(configuration) as made:
        yield made


@pytest.fixture
def opened(browser: Browser, server: Sandbox) -> Iterator[Callable[..., Page]]:
    """Opens the window; whatever goes wrong in the page, or its policy refuses, fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(**how: Any) -> Page:
        context = browser.new_context(**{"viewport": WIDE, **how})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: (wrong.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(server.window_url)
        expect(page.locator("#connection")).to_have_text("Live")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def begun(client: chatwoot_client.ApiClient, server: Sandbox, name: str = "Ada", words: str = "Hello?") -> Conversation:
    """A conversation that a customer's program began."""
    inbox = server.inbox.identifier
    contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({"name": name}, inbox)
    conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, inbox, contact.source_id)
    chatwoot_client.MessagesAPIApi(client).create_a_message(
        {"content": words}, inbox, contact.source_id, conversation.id
    )
    return server.conversation(conversation.id)


def write(client: chatwoot_client.ApiClient, conversation: Conversation, body: Any) -> None:
    chatwoot_client.MessagesApi(client).create_a_new_message_in_a_conversation(body, 1, conversation.id)


def side(page: Page, pane: str) -> Any:
    return page.locator(f"#{pane}")


def rows(page: Page) -> Any:
    """The conversations that are drawn."""
    return page.locator("#conversation-list [role=option]")


# What people do


def test_a_customer_and_an_agent_talk(server: Sandbox, opened: Callable[..., Page]) -> None:
    page = opened()
    expect(page.get_by_text("No conversations yet.")).to_be_visible()
    page.get_by_role("banner").get_by_role("button", name="New customer").click()
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("First message").fill("Where is my **order**?")
    page.get_by_role("button", name="Begin").click()
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Ada Lovelace")
    expect(side(page, "agent").locator(".bubble strong")).to_have_text("order")

    page.get_by_label("Write as the agent").fill("On its way.")
    page.get_by_label("Write as the agent").press("Enter")
    expect(side(page, "customer").locator(".other .bubble")).to_have_text("On its way.")
    page.get_by_label("Private note").check()
    page.get_by_label("Write as the agent").fill("A friendly one")
    side(page, "agent").get_by_role("button", name="Send").click()
    expect(side(page, "agent").locator(".private .bubble")).to_have_text("A friendly one")
    expect(side(page, "customer").get_by_text("A friendly one")).to_have_count(0)

    page.get_by_label("Write as the customer").fill("Thanks")
    expect(side(page, "agent").get_by_text("Ada Lovelace is typing …")).to_be_visible()
    page.get_by_label("Write as the customer").press("Enter")
    expect(side(page, "agent").locator(".other .bubble").last).to_have_text("Thanks")
    expect(side(page, "agent").get_by_text("is typing …")).to_have_count(0)
    said = [(message.content, message.private) for message in server.conversation(1).messages]
    assert said == [
        ("Where is my **order**?", False),
        ("On its way.", False),
        ("A friendly one", True),
        ("Thanks", False),
    ]
    assert server.requests == []


def test_an_agent_assigns_labels_and_resolves(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    server.create_agent_bot("Robin")
    conversation = begun(client, server)
    page = opened()
    agent = side(page, "agent")
    agent.get_by_label("Assigned to").select_option("Robin (bot)")
    expect(rows(page)).to_contain_text("Robin")
    agent.get_by_label("Assigned to").select_option("Sandbox Agent")
    expect(rows(page)).to_contain_text("Sandbox Agent")
    page.get_by_label("Add a label").fill("vip")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(rows(page)).to_contain_text("vip")
    agent.get_by_role("button", name="Resolve").click()
    expect(rows(page)).to_contain_text("resolved")
    expect(agent.locator(".activity").last).to_contain_text("resolved")
    assert (conversation.status, conversation.labels) == ("resolved", ["vip"])
    page.get_by_role("button", name="Remove the label vip").click()
    expect(rows(page)).not_to_contain_text("vip")
    page.get_by_label("Status of the conversations shown").select_option("Open")
    expect(page.get_by_text("No conversations yet.")).to_be_visible()


def test_a_customer_answers_what_a_program_asks(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    conversation = begun(client, server)
    page = opened()
    customer, agent = side(page, "customer"), side(page, "agent")
    write(client, conversation, compose.input_select("About?", [("My order", "order"), ("Returns", "returns")]))
    customer.get_by_role("button", name="Returns").click()
    expect(customer.locator(".chosen")).to_have_text("Returns")
    expect(agent.locator(".beside")).to_have_text("Agents read: “About?” · Response: Returns")

    fields = [
        {"name": "street", "type": "text", "label": "Street", "required": True},
        {"name": "size", "type": "select", "label": "Size", "options": [("Small", "s"), ("Large", "l")]},
    ]
    write(client, conversation, compose.form("Where to?", fields))
    expect(agent.locator(".beside").last).to_have_text("Agents read: “Where to?” · No response")
    customer.get_by_role("button", name="Submit").click()
    assert "submitted_values" not in conversation.messages[-1].content_attributes
    customer.get_by_label("Street").fill("12 Note Lane")
    customer.get_by_label("Size").select_option("Large")
    customer.get_by_role("button", name="Submit").click()
    expect(agent.locator(".beside").last).to_have_text("Agents read: “Where to?” · street: 12 Note Lane, size: l")

    server.reply(conversation.id, "How was it?", content_type="input_csat")
    customer.get_by_role("button", name="Good").click()
    customer.get_by_label("What you'd like to say").fill("Quick")
    customer.locator(".faces + form").get_by_role("button", name="Send").click()
    expect(customer.get_by_text("Quick")).to_be_visible()
    expect(agent.locator(".beside").last).to_have_text("Agents read: “How was it?” · Rating: Good")

    given = [each.content_attributes["submitted_values"] for each in conversation.messages if each.content_attributes]
    assert given == [
        [{"title": "Returns", "value": "returns"}],
        [{"name": "street", "value": "12 Note Lane"}, {"name": "size", "value": "l"}],
        {"csat_survey_response": {"rating": 4, "feedback_message": "Quick"}},
    ]
    expect(agent.locator("form.asked")).to_have_count(0)


def test_an_example_of_each_kind_is_taken_and_drawn(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    conversation = begun(client, server)
    page = opened()
    drawn = {
        "Selection": ".choices button",
        "Form": "form.asked input[name=street]",
        "Cards": ".card",
        "Articles": ".articles a",
        "E-mail": "input[type=email]",
        "Rating": ".face",
    }
    for name, what in drawn.items():
        page.get_by_label("Send an example").select_option(name)
        expect(side(page, "customer").locator(".messages > li").last.locator(what).first).to_be_visible()
    kinds = [message.content_type for message in conversation.messages]
    assert kinds == ["text", "input_select", "form", "cards", "article", "input_email", "input_csat"]


def test_a_form_that_is_being_filled_in_is_not_lost_when_something_else_comes(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    conversation = begun(client, server)
    write(client, conversation, compose.form("Where to?", [{"name": "street", "type": "text", "label": "Street"}]))
    page = opened()
    street = side(page, "customer").get_by_label("Street")
    street.fill("12 Note")
    server.reply(conversation.id, "Take your time")
    expect(side(page, "customer").get_by_text("Take your time")).to_be_visible()
    expect(street).to_have_value("12 Note")


def test_files_are_sent_seen_heard_and_downloaded(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    conversation = begun(client, server)
    page = opened()
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000a49444154789c6300010000050001" + "0d0a2db40000000049454e44ae426082"
    )
    side(page, "customer").locator("input[type=file]").set_input_files(
        [
            {"name": "pixel.png", "mimeType": "image/png", "buffer": pixel},
            {"name": "voice.mp3", "mimeType": "audio/mpeg", "buffer": b"\xff\xfb" + bytes(64)},
            {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"moth"},
        ]
    )
    side(page, "customer").get_by_role("button", name="Send").click()
    agent = side(page, "agent")
    picture = agent.get_by_role("img", name="pixel.png")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1)
    expect(agent.locator("audio[aria-label='voice.mp3']")).to_be_visible()
    with page.expect_download() as download:
        agent.get_by_role("link", name="notes.txt").click()
    assert download.value.path().read_bytes() == b"moth"
    assert [each.filename for each in conversation.messages[-1].attachments] == ["pixel.png", "voice.mp3", "notes.txt"]
    assert not any("rails" in request.path for request in server.requests)


def test_a_list_is_read_on_as_one_scrolls(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    for number in range(60):
        begun(client, server, f"Customer {number}")
    page = opened()
    expect(page.locator("#conversation-count")).to_have_text("60 conversations")
    # One that isn't read yet is counted already.
    server.reply(2, "News")
    expect(rows(page).first).to_contain_text("News")
    expect(page.locator("#conversation-count")).to_have_text("60 conversations")
    begun(client, server, "One more")
    expect(rows(page).first).to_contain_text("One more")
    expect(page.locator("#conversation-count")).to_have_text("61 conversations")
    scroller = page.locator("#conversation-list")
    scroller.focus()
    page.keyboard.press("End")
    expect(rows(page).last).to_contain_text("Customer 0")
    page.keyboard.press("Enter")
    expect(page.locator("#agent-title")).to_have_text("Customer 0 · #1")
    assert rows(page).count() < 40


def test_older_messages_are_read_until_they_fill_the_pane_and_then_as_one_scrolls(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    conversation = begun(client, server, "Ada", "The first")
    for number in range(75):
        server.reply(conversation.id, f"Note {number}", private=True)
    server.reply(conversation.id, "The last")
    page = opened(viewport={"width": 1500, "height": 2400})
    # The customer sees two of 77 messages; the agent's pane is full before all are read.
    expect(side(page, "customer").get_by_text("The first")).to_be_visible()
    expect(side(page, "agent").get_by_text("The last")).to_be_in_viewport()
    expect(side(page, "agent").locator(".message")).to_have_count(77)
    page = opened()
    page.locator("#agent .scroller").evaluate("(scroller) => { scroller.scrollTop = 0 }")
    expect(side(page, "agent").locator(".message")).to_have_count(77)


def test_one_sees_the_last_message_unless_one_has_scrolled_up(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    conversation = begun(client, server)
    for number in range(19):
        server.reply(conversation.id, f"Number {number}\n" + "A longer one.\n" * (number % 5) * 6)
    page = opened()
    for pane in ("agent", "customer"):
        expect(side(page, pane).locator(".messages > li").last).to_be_in_viewport(ratio=0.9)
    server.reply(conversation.id, "And one more")
    for pane in ("agent", "customer"):
        expect(side(page, pane).get_by_text("And one more")).to_be_in_viewport()
    page.locator("#customer .scroller").hover()
    page.mouse.wheel(0, -900)
    expect(side(page, "customer").get_by_text("And one more")).not_to_be_in_viewport()
    server.reply(conversation.id, "Unseen at first")
    expect(side(page, "agent").get_by_text("Unseen at first")).to_be_in_viewport()
    expect(side(page, "customer").get_by_text("Unseen at first")).not_to_be_in_viewport()


# What a program does


def test_a_programs_doings_show_as_they_happen(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    page = opened()
    first = begun(client, server, "Ada")
    row = rows(page)
    expect(row).to_have_count(1)
    row.click()
    bot = server.create_agent_bot("Robin")
    as_bot = chatwoot_client.Configuration(host=server.url, api_key={"agentBotApiKey": bot.access_token})
    with chatwoot_client.ApiClient(as_bot) as robin:
        conversations = chatwoot_client.ConversationsApi(robin)
        conversations.toggle_typing_status_of_a_conversation({"typing_status": "on"}, 1, first.id)
        expect(side(page, "customer").get_by_text("Robin is typing …")).to_be_visible()
        write(robin, first, {"content": "Beep"})
        expect(side(page, "customer").locator(".other .bubble")).to_have_text("Beep")
        expect(side(page, "customer").get_by_text("is typing …")).to_have_count(0)
        conversations.toggle_status_of_a_conversation({"status": "pending"}, 1, first.id)
        expect(row).to_contain_text("pending")
    second = begun(client, server, "Grace")
    expect(rows(page).first).to_contain_text("Grace")
    expect(rows(page).first.get_by_label("1 unread")).to_be_visible()
    rows(page).first.click()
    expect(page.get_by_label("1 unread")).to_have_count(0)
    assert second.unread_messages() == []


def test_the_example_shows_a_bot_that_asks_labels_and_hands_over(browser: Browser) -> None:
    command = [sys.executable, str(Path(__file__).parents[2] / "examples" / "window.py")]
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        page.goto(running.stdout.readline().split()[-1])
        expect(rows(page)).to_contain_text("pending")
        side(page, "customer").get_by_role("button", name="My order").click()
        expect(rows(page)).to_contain_text("open")
        expect(rows(page)).to_contain_text("order")
        expect(side(page, "customer").locator(".other .bubble").last).to_contain_text("I've told my colleagues")
        expect(page.locator("#log-list .kind.delivery").first).to_be_visible()
        running.communicate("\n", timeout=30)
    assert running.returncode == 0
    context.close()


def test_what_passes_is_listed_and_shown_whole(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    page = opened()
    chatwoot_client.ConversationsApi(client).conversation_list(1, status="all")
    lines = page.locator("#log-list [role=option]")
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text("GET")
    expect(lines).to_contain_text("/api/v1/accounts/1/conversations?status=all")
    lines.click()
    entry = page.locator("#entry")
    expect(entry).to_contain_text("•••")
    assert server.user_token not in page.content()
    entry.get_by_role("tab", name="Python").click()
    expect(entry).to_contain_text("chatwoot_client.ConversationsApi(client).conversation_list(")
    page.keyboard.press("ArrowRight")
    expect(entry.get_by_role("tab", name="curl")).to_be_focused()
    expect(entry).to_contain_text("curl 'http://127.0.0.1:")
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    expect(page.locator("#log-list")).to_be_focused()
    page.get_by_role("checkbox", name="Requests").uncheck()
    expect(lines).to_have_count(0)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl isn't installed")
def test_the_curl_that_is_shown_makes_the_same_request(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page], tmp_path: Any
) -> None:
    conversation = begun(client, server)
    page = opened()
    (tmp_path / "$(a) 'b' \"c\".txt").write_bytes(b"moth")
    files = [("$(a) 'b' \"c\".txt", b"moth", "text/plain")]
    tricky = 'It\'s $HOME, `id` \\ "quoted"\n@line <two>'
    for body in ({"content": tricky}, {"content": "@" + tricky, "attachments": files}):
        write(client, conversation, body)
        asked = server.requests[-1]
        number = page.request.get(f"{server.window_url}log").json()[-1]["id"]
        command = page.request.get(f"{server.window_url}log/{number}").json()["curl"]
        environment = {"PATH": os.environ["PATH"], "CHATWOOT_USER_TOKEN": server.user_token}
        subprocess.run(
            ["sh", "-c", command.replace("curl ", "curl -sS --noproxy '*' ", 1)],
            check=True,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
        )
        again = server.requests[-1]
        assert again is not asked
        assert (again.method, again.path) == (asked.method, asked.path)
        one, other = conversation.messages[-2:]
        assert (one.content, [each.data for each in one.attachments]) == (
            body["content"],
            [b"moth"] * len(one.attachments),
        )
        assert (one.content, [(each.filename, each.data) for each in one.attachments]) == (
            other.content,
            [(each.filename, each.data) for each in other.attachments],
        )


def test_a_program_meets_the_faults_that_are_switched_on_and_the_page_does_not(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    conversation = begun(client, server)
    page = opened()
    fault = page.get_by_role("switch", name="500")
    fault.focus()
    page.keyboard.press("Space")
    expect(fault).to_have_attribute("aria-checked", "true")
    expect(fault).to_be_focused()
    with pytest.raises(chatwoot_client.AmbiguousResultException):
        write(client, conversation, {"content": "lost"})
    expect(page.locator("#log-list .code.bad")).to_have_text("500")
    page.get_by_label("Write as the agent").fill("Still here")
    page.get_by_label("Write as the agent").press("Enter")
    expect(side(page, "customer").get_by_text("Still here")).to_be_visible()
    page.get_by_role("switch", name="429").click()
    expect(fault).to_have_attribute("aria-checked", "false")
    page.get_by_role("switch", name="429").click()
    write(client, conversation, {"content": "arrives"})
    assert [each.content for each in conversation.messages] == ["Hello?", "Still here", "arrives"]


def test_what_is_done_in_one_page_shows_in_another(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    begun(client, server)
    one, other = opened(), opened()
    expect(other.locator("#log-list [role=option]").first).to_be_visible()
    one.get_by_role("switch", name="Slow").click()
    expect(other.get_by_role("switch", name="Slow")).to_be_checked()
    one.get_by_role("button", name="Clear").click()
    expect(one.locator("#log-list [role=option]")).to_have_count(0)
    expect(other.locator("#log-list [role=option]")).to_have_count(0)


def test_a_program_is_connected_by_its_address(server: Sandbox, opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("button", name="Connect a program").click()
    expect(page.get_by_label("Environment variables")).to_contain_text(f"CHATWOOT_USER_TOKEN={server.user_token}")
    page.get_by_label("Address").fill("http://127.0.0.1:9/bot")
    page.locator("select[name=as]").select_option("a new agent bot of the inbox")
    page.get_by_role("dialog").get_by_role("button", name="Connect").click()
    expect(page.get_by_label("Secrets of the connection")).to_contain_text("BOT_SECRET=")
    bot = server.inbox.agent_bot
    assert bot is not None
    assert bot.outgoing_url == "http://127.0.0.1:9/bot"
    expect(page.get_by_label("Secrets of the connection")).to_contain_text(bot.secret)


def test_the_settings_of_a_program_are_copied_as_they_stand(server: Sandbox, opened: Callable[..., Page]) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Connect a program").click()
    page.get_by_role("dialog").get_by_role("button", name="Copy").click()
    expect(page.locator("#notice")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[0] == f"export CHATWOOT_HOST={server.url}"
    assert f"export CHATWOOT_USER_TOKEN={server.user_token}" in copied.splitlines()


def test_a_switch_shows_that_it_is_on_where_colours_are_the_systems(opened: Callable[..., Page]) -> None:
    page = opened(forced_colors="active")
    switch = page.get_by_role("switch", name="Slow")
    off = switch.screenshot()
    switch.click()
    expect(switch).to_be_checked()
    page.mouse.move(0, 0)
    drawn = """(button) => [getComputedStyle(button.firstChild).backgroundColor,
                            getComputedStyle(button.firstChild, "::after").backgroundColor]"""
    knob, dot = switch.evaluate(drawn)
    assert knob != dot
    assert switch.screenshot() != off


def test_a_sandbox_that_goes_and_comes_back_is_shown_anew(browser: Browser) -> None:
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    server = Sandbox(window=True)
    with server:
        port = server.port
        page.goto(server.window_url)
        expect(page.locator("#connection")).to_have_text("Live")
        with contextlib.suppress(chatwoot_client.ApiException):
            chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url)).request("GET", "/of_before")
        expect(page.locator("#log-list [role=option]")).to_contain_text("/of_before")
    expect(page.locator("#connection")).to_have_text("The sandbox is away")
    with Sandbox(window=True, port=port) as server:
        begun(chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url)), server, "Ada")
        expect(page.locator("#connection")).to_have_text("Live", timeout=15_000)
        expect(rows(page).first).to_contain_text("Ada")
        expect(page.locator("#log-list [role=option]")).to_contain_text(["/contacts", "/conversations", "/messages"])
        server.reset()
        expect(page.get_by_text("No conversations yet.")).to_be_visible()
        expect(page.locator("#log-list [role=option]")).to_have_count(0)
    context.close()


def test_who_is_at_a_button_stays_there_when_something_comes(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    conversation = begun(client, server)
    chatwoot_client.ConversationsApi(client).conversation_add_labels({"labels": ["vip"]}, 1, conversation.id)
    page = opened()
    page.get_by_label("Add a label").fill("or")
    remove = page.get_by_role("button", name="Remove the label vip")
    remove.focus()
    server.reply(conversation.id, "News")
    expect(side(page, "customer").get_by_text("News")).to_be_visible()
    chatwoot_client.ConversationsApi(client).toggle_status_of_a_conversation({"status": "pending"}, 1, conversation.id)
    expect(rows(page)).to_contain_text("pending")
    expect(remove).to_be_focused()
    expect(page.get_by_label("Add a label")).to_have_value("or")


# What can't happen

SCRIPT = "globalThis.hacked = true"
MARKUP = f"<img src=x onerror='{SCRIPT}'><script>{SCRIPT}</script><svg onload='{SCRIPT}'>"
ADDRESSES = [
    f"javascript:{SCRIPT}",
    f"JaVaScRiPt:{SCRIPT}",
    f" java\nscript:{SCRIPT}",
    f"data:text/html,<script>{SCRIPT}</script>",
    f"vbscript:{SCRIPT}",
    "file:///etc/passwd",
    "blob:x",
    "//evil.test/x",
]


def hostile_conversation(client: chatwoot_client.ApiClient, server: Sandbox) -> Conversation:
    conversation = begun(client, server, MARKUP, MARKUP)
    conversation.contact.email = "a@b.c?body=" + MARKUP
    conversation.contact.custom_attributes = {MARKUP: MARKUP, "__proto__": {"x": MARKUP}}
    conversation.custom_attributes = {"constructor": MARKUP, "link": ADDRESSES[0]}
    colour = f"red;background:url('{ADDRESSES[0]}')"
    client.request("POST", "/api/v1/accounts/1/labels", body={"title": "vip", "color": colour})
    conversation.labels = ["vip", MARKUP]
    for address in ADDRESSES:
        words = f"[click]({address}) <{address}> ![see]({address}) [a]: {address} **[{MARKUP}]({address})**"
        server.reply(conversation.id, words)
        action = {"type": "link", "text": MARKUP, "uri": address}
        item = {"title": MARKUP, "description": MARKUP, "media_url": address, "actions": [action, {"type": "postback"}]}
        server.reply(conversation.id, content_type="cards", content_attributes={"items": [item, {}]})
        link = {"title": MARKUP, "description": MARKUP, "link": address}
        server.reply(conversation.id, content_type="article", content_attributes={"items": [link, {}]})
    fields = [
        {"name": MARKUP, "label": MARKUP, "type": MARKUP, "placeholder": MARKUP, "default": MARKUP, "pattern": "("}
    ]
    server.reply(conversation.id, MARKUP, content_type="form", content_attributes={"items": fields})
    server.reply(conversation.id, MARKUP, content_type="input_select", content_attributes={"items": "none at all"})
    for kind in ("cards", "article", "form", "input_select", "input_csat", "input_email"):
        nonsense = {
            "items": [None, 3, "text", [], {"actions": [None], "options": [None]}],
            "submitted_values": [None, {}],
        }
        server.reply(conversation.id, kind, content_type=kind, content_attributes=nonsense)
        server.reply(conversation.id, kind, content_type=kind, content_attributes={"submitted_values": "text"})
    server.reply(conversation.id, "x" * 30_000 + "**" * 10_000 + "[" * 10_000)
    server.reply(conversation.id, "> " * 500 + "- " * 500 + "`" * 501)
    names = [f"{MARKUP}.png", "../../../evil.html", "‮gnp.exe", "a.svg", "%00.html", "a\"b'.txt"]
    kinds = ["image/png", "text/html", "application/x-msdownload", "image/svg+xml", "text/html", "text/plain"]
    body = f"<svg xmlns='http://www.w3.org/2000/svg'><script>{SCRIPT}</script></svg>".encode()
    server.reply(conversation.id, "Files", attachments=[(name, body, kind) for name, kind in zip(names, kinds)])
    return conversation


def test_what_customers_write_is_never_markup(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser
) -> None:
    hostile_conversation(client, server)
    client.request("GET", "/api", query={"x": MARKUP, "y": ADDRESSES[0]})
    page = browser.new_page(viewport=WIDE)
    wrong: list[str] = []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(server.window_url)
    expect(page.locator("#agent-title")).to_contain_text("<img src=x")
    expect(side(page, "agent").get_by_text("Files")).to_be_visible()
    while page.evaluate("document.querySelectorAll('#agent li.message').length") < 25:
        page.locator("#agent .scroller").evaluate("(scroller) => { scroller.scrollTop = 0 }")
        page.wait_for_timeout(50)
    page.locator("#log-list [role=option]").last.click()
    expect(page.locator("#entry")).to_be_visible()
    assert page.evaluate("globalThis.hacked") is None
    assert wrong == []
    assert page.locator("script").count() == 1
    assert (
        page.locator("iframe, object, embed, base, style, svg [onload], [onerror], [onclick], img[src=x]").count() == 0
    )
    addresses = page.locator("#agent a, #customer a, #details a").evaluate_all("(links) => links.map((a) => a.href)")
    assert addresses
    for address in addresses:
        assert address.startswith(("http://", "https://", "mailto:")), address
    outside = [address for address in addresses if not address.startswith(server.window_url)]
    assert all(address.startswith("mailto:") for address in outside), outside
    assert page.evaluate("Object.prototype.x") is None
    page.close()


def test_a_name_that_turns_the_direction_turns_nothing_but_itself(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    begun(client, server, name="\u202egnp.exe")
    page = opened()
    title = page.locator("#agent-title")
    expect(title).to_contain_text("#1")
    # Where the number stands as it's drawn: behind the name, though the name runs the other way.
    edges = title.evaluate(
        """(heading) => {
          const range = document.createRange();
          const edge = (node) => (range.selectNodeContents(node), range.getBoundingClientRect().left);
          return [edge(heading.firstChild), edge(heading.lastChild)];
        }"""
    )
    assert edges[0] < edges[1]
    expect(rows(page).locator(".avatar")).to_have_text("G")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_long_label_leaves_its_button_within_reach(
    viewport: Any, client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    begun(client, server)
    chatwoot_client.ConversationLabelsApi(client).conversation_add_labels({"labels": ["a" * 60]}, 1, 1)
    page = opened(viewport=viewport)
    if viewport is NARROW:
        page.get_by_role("button", name="Details").click()
    button = page.get_by_role("button", name="Remove the label").bounding_box()
    assert button is not None
    assert button["x"] + button["width"] <= viewport["width"]


@pytest.mark.parametrize(("name", "kind"), [("a.svg", "image/svg+xml"), ("a.html", "text/html")])
def test_a_file_that_is_opened_by_itself_runs_nothing(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser, name: str, kind: str
) -> None:
    conversation = begun(client, server)
    body = b"<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('/sandbox/program')</script><text>shown</text></svg>"
    server.reply(conversation.id, "A file", attachments=[(name, body, kind)])
    message = next(chatwoot_client.MessagesApi(client).iter_messages(1, conversation.id))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # Chatwoot lets browsers keep such files rather than show them; whatever it does, nothing in them is run.
    with contextlib.suppress(Error):
        page.goto(message.attachments[0].data_url)
    page.wait_for_timeout(300)
    assert any(message.attachments[0].data_url == url for url in asked)
    assert not any("/sandbox/program" in url for url in asked)
    page.close()


class _EvilPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>evil</title>")

    def log_message(self, *args: Any) -> None:
        pass


def test_another_page_on_this_machine_gets_nothing_done(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser
) -> None:
    begun(client, server)
    with HTTPServer(("127.0.0.1", 0), _EvilPage) as web:
        thread = threading.Thread(target=web.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{web.server_port}/")
        tried = page.evaluate(
            """async (window_url) => {
                const attempts = {
                    read: () => fetch(window_url + "program").then((answer) => answer.text()),
                    blind: () => fetch(window_url + "switches", {
                        method: "POST", mode: "no-cors", body: JSON.stringify({ name: "error", on: true }),
                    }).then(() => "sent"),
                    script: () => new Promise((resolve, reject) => {
                        const script = document.createElement("script");
                        Object.assign(script, { src: window_url + "state", onload: resolve, onerror: reject });
                        document.head.append(script);
                    }),
                    live: () => new Promise((resolve, reject) => {
                        const socket = new WebSocket(window_url.replace("http", "ws") + "cable");
                        socket.onopen = () => resolve("open");
                        socket.onerror = reject;
                    }),
                };
                const told = {};
                for (const [name, attempt] of Object.entries(attempts)) {
                    told[name] = await attempt().catch(() => "refused");
                }
                return told;
            }""",
            server.window_url,
        )
        page.close()
        web.shutdown()
        thread.join()
    assert tried.pop("blind") in ("sent", "refused")
    assert tried == dict.fromkeys(("read", "script", "live"), "refused")
    write(client, server.conversation(1), {"content": "no fault was switched on"})


# Who can use it


@pytest.mark.parametrize(
    ("viewport", "scheme", "views"),
    [
        (WIDE, "light", []),
        (WIDE, "dark", []),
        ({"width": 1100, "height": 800}, "light", ["details"]),
        (NARROW, "dark", ["list", "agent", "customer", "details", "log"]),
    ],
    ids=["wide", "dark", "medium", "narrow"],
)
def test_axe_finds_no_barrier(
    client: chatwoot_client.ApiClient,
    server: Sandbox,
    opened: Callable[..., Page],
    viewport: Any,
    scheme: Any,
    views: list[str],
) -> None:
    conversation = begun(client, server, "Ada Lovelace", "Hello *there*, see https://example.com and `code`")
    server.create_agent("Grace")
    write(client, conversation, compose.input_select("About?", [("My order", "order"), ("Returns", "returns")]))
    write(client, conversation, compose.form("Where to?", [{"name": "street", "type": "text", "label": "Street"}]))
    card = {"title": "Engine", "description": "Heavy", "actions": [compose.link("See", "https://example.com")]}
    write(client, conversation, compose.cards("Cards", [card]))
    server.reply(conversation.id, "How was it?", content_type="input_csat")
    server.reply(conversation.id, "Between us", private=True)
    server.reply(conversation.id, "A file", attachments=[("a.txt", b"moth"), ("a.mp3", bytes(64), "audio/mpeg")])
    chatwoot_client.ConversationsApi(client).conversation_add_labels({"labels": ["vip"]}, 1, conversation.id)
    begun(client, server, "Grace Hopper")
    with pytest.raises(chatwoot_client.ApiException):
        chatwoot_client.ConversationsApi(client).get_details_of_a_conversation(1, 99)
    page = opened(color_scheme=scheme, viewport=viewport, bypass_csp=True)
    expect(rows(page).first).to_contain_text("Grace")
    rows(page).nth(1).click()
    for view in views or [None]:
        if view is not None:
            page.locator(f"[data-show={view}]").click()
        if page.locator("#log").is_visible():
            page.locator("#log-list [role=option]").last.click()
            page.get_by_role("tab", name="Python").click()
            page.get_by_role("switch", name="500").click()
        found_in(page)
    for button in ("Connect", "New customer") if scheme == "light" else ():
        page.get_by_role("banner").get_by_role("button", name=button).click()
        found_in(page)
        page.keyboard.press("Escape")


def found_in(page: Page) -> None:
    results = Axe().run(page, options=AXE_RULES)
    told = [
        (each["id"], node["target"], node["failureSummary"])
        for each in results.response["violations"]
        for node in each["nodes"]
    ]
    assert told == [], json.dumps(told, indent=1)


def test_everything_is_reached_by_the_keys(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    begun(client, server, "Ada")
    begun(client, server, "Grace")
    page = opened()
    expect(rows(page).first).to_contain_text("Grace")
    page.locator("#filter-inbox").focus()
    page.keyboard.press("Tab")
    conversations = page.get_by_role("listbox", name="Conversations")
    expect(conversations).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(conversations).to_have_attribute("aria-activedescendant", "conversation-list-1")
    page.keyboard.press("Enter")
    expect(page.locator("#conversation-list-1")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#agent-title")).to_have_text("Ada · #1")
    names = []
    for _ in range(24):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
            )
        )
    reached = ["Assigned to", "Resolve", "Messages, as the agent sees them", "Write as the agent", "Attach files"]
    reached += ["Messages, as the customer sees them", "Write as the customer", "Add a label", "Height of the traffic"]
    positions = [names.index(name) for name in reached]
    assert positions == sorted(positions)
    before = page.locator("#log").evaluate("(log) => log.offsetHeight")
    page.locator("#log-edge").focus()
    page.keyboard.press("ArrowUp")
    assert page.locator("#log").evaluate("(log) => log.offsetHeight") > before


def test_a_narrow_screen_shows_one_pane_at_a_time_and_no_less(
    client: chatwoot_client.ApiClient, server: Sandbox, opened: Callable[..., Page]
) -> None:
    begun(client, server, "Ada", "A " + "longword" * 30)
    page = opened(viewport=NARROW)
    rows(page).click()
    expect(side(page, "agent")).to_be_visible()
    for name, pane in {"Customer": "customer", "Details": "details", "Traffic": "log", "Conversations": "list"}.items():
        page.get_by_role("navigation").get_by_role("button", name=name).click()
        shown = page.locator(".pane:visible, #log:visible")
        expect(shown).to_have_count(1)
        expect(page.locator(f"#{pane}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_asks_nobody_else_for_anything(
    client: chatwoot_client.ApiClient, server: Sandbox, browser: Browser
) -> None:
    begun(client, server)
    page = browser.new_page()
    answered: list[Response] = []
    page.on("response", lambda answer: answered.append(answer))
    page.goto(server.window_url)
    expect(page.locator("#connection")).to_have_text("Live")
    assert answered
    assert {answer.url.startswith(server.window_url) for answer in answered} == {True}
    page.close()
