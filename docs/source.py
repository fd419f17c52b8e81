"""Reads the client's source: its classes, what their docstrings say of fields and parameters, and what they don't."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import griffe

import chatwoot_client.api
from chatwoot_client.contract import Operation, operations_of
from chatwoot_client.exceptions import class_for_status

#: What parameters mean that are called the same everywhere; those of paths are told from the path.
MEANINGS = {
    "account_id": "the number of the account",
    "conversation_id": "the number of the conversation",
    "body": "what to send; a dict with the same fields does as well",
    "locale": "the language, as `en`",
    "page": "the page, from 1",
    "since": "from when on: a moment with a time zone, or seconds since 1970",
    "until": "until when, alike",
    "inbox_identifier": "the identifier of the API inbox",
    "contact_identifier": "the source id of the contact",
    "conversation_uuid": "the `uuid` of the conversation",
}
KEYWORDS = griffe.ParameterKind.var_keyword


class Parameter(NamedTuple):
    name: str
    type: str
    description: str
    optional: bool


def classes_in(package: griffe.Module, base: str) -> list[griffe.Class]:
    """The classes in *package*'s modules that descend from *base*, by name."""
    classes = [each for module in package.modules.values() for each in module.classes.values() if not each.is_alias]
    known, before = {base}, 0
    while len(known) > before:
        before = len(known)
        known |= {each.name for each in classes if any(str(parent) in known for parent in each.bases)}
    return sorted((each for each in classes if each.name in known and each.name != base), key=lambda each: each.name)


def enums_in(package: griffe.Module) -> list[griffe.Class]:
    enums = [each for base in ("_Word", "IntEnum") for each in classes_in(package, base)]
    return sorted(enums, key=lambda each: each.name)


def fields_of(model: griffe.Class, models: dict[str, griffe.Class]) -> Iterator[griffe.Attribute]:
    """The fields of *model*, those it has from its bases first."""
    for base in model.bases:
        if str(base) in models and str(base) != "Model":
            yield from fields_of(models[str(base)], models)
    yield from own_fields_of(model)


def own_fields_of(model: griffe.Class) -> Iterator[griffe.Attribute]:
    attributes = (each for each in model.members.values() if each.is_attribute)
    yield from (each for each in attributes if isinstance(each.value, griffe.ExprCall))


def sections_of(docstring: griffe.Docstring | None) -> dict[str, Any]:
    if docstring is None:
        return {}
    parsed = docstring.parse("google", warn_unknown_params=False, returns_named_value=False)
    return {section.kind.value: section.value for section in parsed}


def parameters_of(method: griffe.Function, operation: Operation | None) -> list[Parameter]:
    # What the class says of a parameter goes for all methods that don't say it themselves.
    sections = [sections_of(each.docstring).get("parameters", ()) for each in (method.parent, method) if each]
    said = {name: each.description for section in sections for each in section for name in each.name.split(", ")}
    named = [each for each in method.parameters if each.name not in ("self", "options") and each.kind is not KEYWORDS]
    return [
        Parameter(
            each.name,
            str(each.annotation),
            said.get(each.name) or meaning_of(each.name, operation),
            each.default is not None,
        )
        for each in named
    ]


def meaning_of(name: str, operation: Operation | None) -> str:
    """What a parameter means that its docstring doesn't explain: a parameter of the path is what stands before it."""
    if name in MEANINGS or operation is None or name not in operation.path:
        return MEANINGS.get(name, "")
    segments = operation.route.template.split("/")
    placeholder = operation.route.names[operation.path.index(name)]
    before = next(each for each, segment in zip(segments, segments[1:]) if f"{{{placeholder}}}" in segment)
    noun = re.sub(r"ies$", "y", before) if before.endswith("ies") else re.sub(r"(?<=x)es$|s$", "", before)
    return f"the {'slug' if before in ('portals', 'hc') else 'id'} of the {noun.replace('_', ' ')}"


def other_names(module: griffe.Module, name: str) -> list[str]:
    """What else a class is called, for scripts that know it under the name it had before."""
    return [each.name for each in module.attributes.values() if str(each.value) == name]


def since(method: griffe.Function) -> str:
    """The first release that has an operation.

    Its docstring or its class's has that as a sentence, or at the end of one; else it's said of something in it.
    """
    for each in filter(None, (method, method.parent)):
        text = sections_of(each.docstring)["text"]
        found = re.search(r"(?:Since|; since)\sChatwoot\s([\d.]*\d)[.);](?!\d)", text)
        if found:
            return found[1]
    return "3.0 or before"


def gaps(package: griffe.Module) -> Iterator[str]:
    """What the docstrings don't say and have to: what fields and parameters are, and what a status is raised as."""
    models = [each for part in ("models", "events") for each in classes_in(package[part], "Model")]
    fields = [field for model in models for field in own_fields_of(model)]
    members = [member for enum in enums_in(package["models"]) for member in enum.attributes.values()]
    for each in (*fields, *members):
        if not each.docstring or not each.docstring.value.strip():
            yield f"{place(each)} has no docstring: a text below it that says what it is, and when it's null"
    for api in classes_in(package["api"], "Api"):
        operations = {each.name: each for each in operations_of(getattr(chatwoot_client.api, api.name))}
        for method in (each for each in api.functions.values() if each.name[0] != "_"):
            for parameter in parameters_of(method, operations.get(method.name)):
                if not parameter.description:
                    yield f"{place(method)} doesn't say what {parameter.name} is, and neither does its class"
            yield from (f"{place(method)} says {status}, and not under Raises" for status in unraised(method))
        yield from (f"{place(api)} says {status}, and not under Raises" for status in unraised(api))


def place(documented: griffe.Object) -> str:
    return f"{documented.relative_filepath}:{documented.lineno}: {documented.path.partition('.')[2].split('.', 2)[2]}"


def unraised(documented: griffe.Class | griffe.Function) -> Iterator[str]:
    """The statuses that a docstring names, of whose exceptions it says nothing."""
    said = sections_of(documented.docstring)
    raises = {str(each.annotation) for each in said.get("raises", ())}
    told = " ".join([said.get("text", ""), *(each.description for each in said.get("parameters", ()))])
    for status in dict.fromkeys(re.findall(r"(?<![\d,.])[45]\d\d(?![\d,]*\d)", told)):
        if class_for_status(int(status)).__name__ not in raises:
            yield status
