"""The pages of models and enumerations."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import griffe
from page import Page, table, words_of
from source import fields_of, other_names, sections_of

#: What a field is in JSON that is handed over as something else, or taken as something else.
IN_JSON = {
    "Timestamp": "seconds since 1970, `.datetime` is the moment",
    "FloatTimestamp": "seconds since 1970, `.datetime` is the moment",
    "epoch": "sent as seconds since 1970",
    "iso": "ISO 8601 text in JSON",
}


def model_page(model: griffe.Class, models: dict[str, griffe.Class], page: Page) -> str:
    rows, others = [], other_names(model.module, model.name)
    for each in fields_of(model, models):
        description = page.cell(each.docstring.value) if each.docstring else ""
        notes = "; ".join(notes_on(each))
        rows.append((f"**{each.name}**", page.type(str(each.annotation)), description, notes))
    return "\n\n".join(
        [
            f"# {model.name}",
            page.prose(sections_of(model.docstring)["text"]),
            *([f"Also known as `{'`, `'.join(others)}`."] if others else []),
            "## Properties",
            table(("Name", "Type", "Description", "Notes"), rows),
            "A property that wasn't sent reads `None`; what else was sent is in `additional_properties`.",
            "[[Back to the index]](../README.md) [[Back to the project]](../../README.md)",
        ]
    )


def notes_on(field: griffe.Attribute) -> Iterator[str]:
    """What a field's declaration says of it, which its docstring needn't."""
    call, annotation = field.value, str(field.annotation)
    specifier = str(call.function)
    yield "needed; an empty one empties it" if "required=True" in map(str, call.arguments) else "[optional]"
    words = words_of(annotation)
    if words:
        yield f"`{'`, `'.join(words)}`"
    in_json = IN_JSON.get(annotation.partition(" | ")[0]) or IN_JSON.get(specifier)
    if in_json:
        yield in_json
    given = call.arguments[1:] if specifier.startswith("nested") else call.arguments
    renamed = [each for each in given if not isinstance(each, griffe.ExprKeyword)]
    if renamed and specifier not in ("variant", "ignored"):
        yield f"`{ast.literal_eval(str(renamed[0]))}` in JSON"


def enum_page(enum: griffe.Class, page: Page) -> str:
    rows = [
        (f"**{each.name}**", f"`{each.value}`", page.cell(each.docstring.value)) for each in enum.attributes.values()
    ]
    return "\n\n".join(
        [
            f"# {enum.name}",
            page.prose(sections_of(enum.docstring)["text"]),
            table(("Name", "Value", "Description"), rows),
            "Answers hold the plain value; `==` compares them. A server may send others.",
            "[[Back to the index]](../README.md) [[Back to the project]](../../README.md)",
        ]
    )
