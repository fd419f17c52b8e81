"""What leads to the other pages: the index by task, the list of operations, and that of models."""

from __future__ import annotations

import re
from collections.abc import Iterator

import griffe
from api_pages import request_of, summary_of
from page import Page, table
from source import sections_of
from tasks import TASKS, Task

import chatwoot_client.api
from chatwoot_client.contract import operations_of


def without_task(apis: list[griffe.Class]) -> Iterator[str]:
    """The classes that no task leads to, and what the tasks name that isn't there."""
    named = [name for tasks in TASKS.values() for task in tasks for name in task.methods.split()]
    for each in apis:
        if not any(name.partition(".")[0] == each.name for name in named):
            yield f"docs/tasks.py leads to nothing of {each.name}"
    there = {each.name for each in apis} | {f"{api.name}.{name}" for api in apis for name in api.functions}
    yield from (f"docs/tasks.py names {name}, which isn't there" for name in named if name not in there)


def index() -> str:
    """The tasks, with the methods for them and the guides on them."""
    parts = []
    for heading, tasks in TASKS.items():
        rows = [(task.want, calls(task), guide(task)) for task in tasks]
        parts += [f"### {heading}", table(("You want to", "Call", "Guide"), rows)]
    return "\n\n".join(["## By task", *parts])


def calls(task: Task) -> str:
    links = []
    for each in task.methods.split():
        api, _, method = each.partition(".")
        links.append(link(f"`{each}`", f"api/{api}.md#{method}" if method else f"api/{api}.md"))
    return ", ".join(links)


def guide(task: Task) -> str:
    return link(task.guide[1], task.guide[0]) if task.guide else ""


def link(text: str, target: str) -> str:
    return f"[{text}]({target})"


def operations_page(apis: list[griffe.Class], page: Page) -> str:
    listed = []
    for api in apis:
        operations = {each.name: each for each in operations_of(getattr(chatwoot_client.api, api.name))}
        for each in api.functions.values():
            if each.name in operations:
                where = link(f"**{each.name}**", f"api/{api.name}.md#{each.name}")
                listed.append(
                    (page.type(api.name), where, request_of(operations[each.name]), page.cell(summary_of(each)))
                )
    return "\n\n".join(
        [
            "# Operations",
            "All of them, by class. [By task](README.md#by-task) they're easier to find.",
            classes(apis, page),
            "## All operations",
            table(("Class", "Method", "HTTP request", "Description"), listed),
        ]
    )


def models_page(models: list[griffe.Class], enums: list[griffe.Class], page: Page) -> str:
    header = ("Name", "What it is")
    return "\n\n".join(
        [
            "# Models",
            "What operations take and return; each one's page says what its fields are.",
            table(header, [(page.type(each.name), page.cell(first_sentence(each))) for each in models]),
            "## Enumerations",
            "For comparing and for sending; answers hold the plain words and numbers.",
            table(header, [(page.type(each.name), page.cell(first_sentence(each))) for each in enums]),
        ]
    )


def first_sentence(documented: griffe.Class) -> str:
    return re.split(r"(?<=\.)\s", sections_of(documented.docstring)["text"], maxsplit=1)[0]


def classes(apis: list[griffe.Class], page: Page) -> str:
    """The API classes, by the API that they belong to."""
    parts: dict[str, list[tuple[str, str]]] = {"Public": [], "Application": [], "Platform": []}
    for api in apis:
        auth = getattr(chatwoot_client.api, api.name)._auth
        part = "Public" if not auth else "Platform" if "platformAppApiKey" in auth else "Application"
        (said, *_) = re.split(r"[.;](?=\s|$)", sections_of(api.docstring)["text"])
        parts[part].append((page.type(api.name), page.cell(said)))
    return "\n\n".join(table((f"{part} API", "What it's for"), rows) for part, rows in parts.items())
