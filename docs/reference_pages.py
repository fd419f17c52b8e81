"""The pages of what isn't an operation or a model: the client, exceptions, events, filters, the sandbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import griffe
from page import Page, table
from source import KEYWORDS, sections_of

#: By the page's name: its title, and where what's on it is written, as module and names; no names stand for all.
REFERENCE: dict[str, tuple[str, dict[str, str]]] = {
    "client": (
        "The client",
        {
            "api_client": "ApiClient ApiResponse streamed with_http_info",
            "generated": "in_a_thread AsyncResult",
            "retries": "RetryPolicy",
            "limits": "RateLimit SharedCount",
            "shared_limits": "",
            "observer": "",
            "telemetry": "",
            "calls.download": "Download",
        },
    ),
    "exceptions": ("Exceptions", {"exceptions": "", "certain.errors": ""}),
    "compose": ("Composing messages", {"compose": ""}),
    "filters": ("Filters", {"filters.expression": "attribute Attribute Filter"}),
    "events": (
        "Events",
        {"events.receiver": "", "events.event": "", "events.kinds": "", "events.seen": "", "events.signature": ""},
    ),
    "sandbox": ("The sandbox", {"sandbox.server": "Sandbox", "sandbox.samples": "signed"}),
    "programs": ("Exporting and examining", {"export": "", "doctor": ""}),
}


class Documented(NamedTuple):
    """Something with a name of its own."""

    name: str
    object: Any


def reference_pages(package: griffe.Module, page: Page) -> dict[str, str]:
    """The text of each page, by its name."""
    # The sandbox's records have names that models have, too.
    without_links = Page({})
    return {
        name: reference_page(package, title, where, without_links if name == "sandbox" else page)
        for name, (title, where) in REFERENCE.items()
    }


def reference_page(package: griffe.Module, title: str, where: dict[str, str], page: Page) -> str:
    parts = [f"# {title}"]
    for path, names in where.items():
        module = package[path]
        parts.extend([page.prose(module.docstring.value)] if module.docstring and not names else [])
        for each in documented(module, names.split()):
            parts.extend(class_part(each, page) if each.object.is_class else function_part(each, page, 2))
    return "\n\n".join([*parts, "[[Back to the index]](../README.md)"])


def documented(module: Any, names: list[str]) -> Iterator[Documented]:
    for name in names or exported(module):
        found = module[name]
        found = found.final_target if found.is_alias else found
        if (found.is_class or found.is_function) and found.docstring:
            yield Documented(name, found)


def exported(module: Any) -> list[str]:
    return [str(name) for name in module.exports or ()]


def class_part(each: Documented, page: Page) -> Iterator[str]:
    sections = sections_of(each.object.docstring)
    yield f"## {each.name}"
    constructor = each.object.members.get("__init__")
    if constructor is not None and not constructor.is_alias:
        yield f"> {each.name}({shown_parameters(constructor)})".replace("*", "\\*")
    yield from said(sections, page)
    own = [*members_of(each.object)]
    rows = [
        (f"**{name}**", page.type(type_of(member)), page.cell(said_of(member))) for name, member in own if holds(member)
    ]
    if rows:
        yield table(("Attribute", "Type", "What it is"), rows)
    for name, member in own:
        if member.is_function:
            yield from function_part(Documented(name, member), page, 3)


def members_of(cls: Any) -> Iterator[tuple[str, Any]]:
    """The public members with a docstring, own and inherited ones within the package."""
    for name, member in {**cls.inherited_members, **cls.members}.items():
        found = member.final_target if member.is_alias else member
        if not name.startswith("_") and found.docstring and (found.is_function or found.is_attribute):
            yield name, found


def holds(member: Any) -> bool:
    return bool(member.is_attribute)


def type_of(member: Any) -> str:
    return str(member.annotation or "object")


def said_of(member: Any) -> str:
    return str(sections_of(member.docstring).get("text", ""))


def function_part(each: Documented, page: Page, level: int) -> Iterator[str]:
    yield f"{'#' * level} {each.name}"
    returned = f" → {each.object.returns!s}" if each.object.returns and str(each.object.returns) != "None" else ""
    yield f"> {each.name}({shown_parameters(each.object)}){returned}".replace("*", "\\*")
    yield from said(sections_of(each.object.docstring), page)


def shown_parameters(function: Any) -> str:
    return ", ".join(shown_parameter(each) for each in function.parameters if each.name not in ("self", "cls"))


def shown_parameter(parameter: Any) -> str:
    if parameter.kind is KEYWORDS:
        return f"**{parameter.name}"
    if parameter.kind is griffe.ParameterKind.var_positional:
        return f"*{parameter.name}"
    return parameter.name if parameter.default is None else f"{parameter.name}={parameter.default}"


def said(sections: dict[str, Any], page: Page) -> Iterator[str]:
    """What a docstring says, part by part."""
    if "text" in sections:
        yield page.prose(sections["text"])
    yield from rows_of(sections.get("parameters", ()), ("Parameter", "What it is"), page)
    yield from rows_of(sections.get("attributes", ()), ("Attribute", "What it is"), page)
    returned = [each.description for each in sections.get("returns", ())]
    if returned:
        yield "Returns: " + page.prose(" ".join(returned))
    raised = [
        f"- `{str(each.annotation).strip('()')}`: {page.cell(each.description)}" for each in sections.get("raises", ())
    ]
    if raised:
        yield "\n".join(["Raises:", "", *raised])


def rows_of(described: Iterable[Any], header: tuple[str, str], page: Page) -> Iterator[str]:
    rows = [(f"**{each.name}**", page.cell(each.description)) for each in described]
    if rows:
        yield table(header, rows)
