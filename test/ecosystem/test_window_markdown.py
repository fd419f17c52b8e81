"""The sandbox's window shows Markdown as the widget does: as markdown-it, which the widget uses, with its settings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

pytest.importorskip("playwright")
pytest.importorskip("markdown_it")
pytest.importorskip("linkify_it")

from markdown_it import MarkdownIt
from playwright.sync_api import Page, sync_playwright

from chatwoot_client.sandbox import Sandbox

WIDGETS = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True}).enable(
    ["linkify", "strikethrough"]
)
RENDER = """async (text) => {
    const { markdown } = await import("./markdown.js");
    const place = document.createElement("div");
    place.append(...markdown(text));
    return place.innerHTML;
}"""
LASTS = """async (text) => {
    const { markdown } = await import("./markdown.js");
    const began = performance.now();
    markdown(text);
    return performance.now() - began;
}"""
TEXTS = [
    "plain",
    "two\nlines",
    "one paragraph\n\nanother",
    "**bold** and *italic* and __bold__ and _italic_",
    "***both***",
    "**a*b**",
    "**bold**text",
    "snake_case_name and 2*3*4",
    "5 * 3 * 2",
    "_it_alic",
    "~~gone~~",
    "\\*not\\*",
    "a `code` b",
    "``a ` b``",
    "`<b>`",
    "```\nblock\n  x\n```\nafter",
    "```py\nx = 1",
    "- one\n- two",
    "* one\n* two\n\nafter",
    "1. one\n2. two",
    "3. three\n4. four",
    "1) one\n2) two",
    "- one\n  - inner\n- two",
    "text\n- list",
    "- [ ] not done",
    "> quote\n> more\n\nafter",
    "# Head\ntext",
    "a\n---",
    "---",
    "* * *",
    "a  \nb",
    "a\\\nb",
    "[words](https://example.com/b)",
    '[words](https://example.com/b "title")',
    "[**words**](https://example.com/b)",
    "[words](javascript:alert)",
    "<https://example.com/b>",
    "see https://example.com/c?d=e.",
    "(https://example.com/c)",
    "https://example.com/c_d_e",
    "www.example.com/a",
    "mail me@example.com now",
    "<b>x</b> & <i>",
    "&amp; &lt;",
]


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    with Sandbox(window=True) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page()
        opened.goto(server.window_url)
        yield opened
        browser.close()


def plainly(html: str) -> str:
    """What's shown of it: without what only looks, and headings as the paragraphs that the window makes of them."""
    html = re.sub(r' (class|target|rel|tabindex|title|start)="[^"]*"', "", html)
    html = re.sub(r"\s*\n\s*", "", html.replace(" />", ">").replace("&quot;", '"'))
    return re.sub(r"<(/?)h\d>", r"<\1p>", html)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_looks_as_in_the_widget(page: Page, text: str) -> None:
    assert plainly(page.evaluate(RENDER, text)) == plainly(WIDGETS.render(text))


def test_a_picture_is_a_link_since_what_a_customer_writes_fetches_nothing(page: Page) -> None:
    html = page.evaluate(RENDER, "![a picture](https://example.com/a.png)")
    assert plainly(html) == '<p><a href="https://example.com/a.png">a picture</a></p>'


@pytest.mark.parametrize("part", ["**a", "***a", "[", "`", "a@", "\\*", "**a** ", "~~a", "[a](b(", "> "])
def test_no_text_keeps_the_page_busy(page: Page, part: str) -> None:
    line = (part * 5_000)[:4_990]
    assert page.evaluate(LASTS, "\n\n".join([line] * 4)) < 5_000
    assert page.evaluate(LASTS, line * 30) < 5_000
