"""The pages of API classes: an example that does something whole, and each operation with an answer to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import griffe
from page import Page, table, words_of
from samples import answers
from source import Parameter, other_names, parameters_of, sections_of, since

import chatwoot_client.api
from chatwoot_client.contract import Operation, operations_of
from examples import BODIES, VALUES

WHOLE = Path(__file__).resolve().parent / "api" / "examples"
TOKENS = {
    "userApiKey": "the token of a user, from the profile page",
    "agentBotApiKey": "the token of an agent bot",
    "platformAppApiKey": "the token of a platform app, from the super admin console",
}
#: How a method makes its requests that isn't an operation: a walk through pages, or another one.
HOW_ELSE = {True: "page by page", False: "several requests"}
PAGES = "Pages are asked for as they're needed, and nothing comes twice."


class Method(NamedTuple):
    """A method of an API class, with what's known of it from elsewhere."""

    source: griffe.Function
    #: What it asks for, if that's one operation.
    operation: Operation | None
    parameters: list[Parameter]
    #: An answer to it, if one was recorded.
    answer: str

    @property
    def name(self) -> str:
        return self.source.name


def without_example(apis: list[griffe.Class]) -> Iterator[str]:
    for each in apis:
        if not (WHOLE / f"{each.name}.py").exists():
            yield f"docs/api/examples/{each.name}.py is missing: an example of {each.name} that does something whole"


def api_page(api: griffe.Class, page: Page) -> str:
    methods = methods_of(api)
    aliases = [
        f"`{each.name}` is the same method as [`{each.value}`](#{each.value})."
        for each in api.attributes.values()
        if str(each.value) in api.functions
    ]
    others = other_names(api.module, api.name)
    return "\n\n".join(
        [
            f"# {api.name}",
            page.prose(sections_of(api.docstring)["text"]),
            *(["Any of its operations may raise:", raises] if (raises := raised(api, page)) else []),
            *([f"Its former name, `{'`, `'.join(others)}`, still serves."] if others else []),
            "## Example",
            python((WHOLE / f"{api.name}.py").read_text(encoding="utf-8").strip()),
            "Each operation below is shown as a call of `api` as it's made here, with what Chatwoot 4.16.2 answered "
            "to one like it: one item of each list, and `…` for what's left out.",
            "## Operations",
            "All paths are relative to `Configuration.host`, which is `https://app.chatwoot.com` unless you set it.",
            table(("Method", "HTTP request", "Description"), [row(each, page) for each in methods]),
            *aliases,
            *(section(each, page) for each in methods),
        ]
    )


def methods_of(api: griffe.Class) -> list[Method]:
    operations = {each.name: each for each in operations_of(getattr(chatwoot_client.api, api.name))}
    return [
        Method(
            each,
            operations.get(each.name),
            parameters_of(each, operations.get(each.name)),
            answers().get((api.name, each.name), ""),
        )
        for each in api.functions.values()
        if each.name[0] != "_"
    ]


def row(method: Method, page: Page) -> tuple[str, str, str]:
    how = request_of(method.operation) if method.operation else HOW_ELSE[is_walk(method)]
    return f"[**{method.name}**](#{method.name})", how, page.cell(summary_of(method.source))


def is_walk(method: Method) -> bool:
    return method.name.startswith("iter_")


def summary_of(operation: griffe.Function) -> str:
    """The first sentence of a docstring, without the description's own name for the operation."""
    paragraph = sections_of(operation.docstring)["text"].partition("\n\n")[0]
    return re.sub(r" ?\(``.*?``[^)]*\)", "", paragraph)


def request_of(operation: Operation) -> str:
    return f"**{operation.method}** `{operation.route.template}`"


def section(method: Method, page: Page) -> str:
    said = sections_of(method.source.docstring)
    rows = [
        (f"**{each.name}**", page.type(each.type), page.cell(each.description), "; ".join(notes_on(each)))
        for each in method.parameters
    ]
    known = table(("Name", "Type", "Description", "Notes"), rows) if rows else "None but"
    nothing = str(method.source.returns) == "None"
    parts = [
        f"## {method.name}",
        f"> {returned_name(method)}{method.name}({', '.join(listed(method))})",
        page.prose(said["text"]),
        presence(method.source) if method.operation else PAGES if is_walk(method) else "",
        "### Example",
        python(call(method)),
        "### Parameters",
        known,
        f"{'and ' if rows else ''}the [options of every operation](../README.md#options-of-every-operation).",
        "### Return type",
        "None (empty response body)" if nothing else page.type(str(method.source.returns)),
        " ".join(page.cell(each.description) for each in said.get("returns", ())),
        method.answer,
        *(["### Raises", raises] if (raises := raised(method.source, page)) else []),
        *(ways(method.operation) if method.operation else []),
        "[[Back to top]](#) [[Back to the index]](../README.md) [[Back to the project]](../../README.md)",
    ]
    return "\n\n".join(part for part in parts if part)


def notes_on(parameter: Parameter) -> Iterator[str]:
    if parameter.optional:
        yield "[optional]"
    words = words_of(parameter.type)
    if not all(word in parameter.description for word in words):
        yield f"`{'`, `'.join(words)}`"


def ways(operation: Operation) -> list[str]:
    return ["### Authorization", authorization(operation), "### HTTP request headers", headers(operation)]


def raised(documented: griffe.Class | griffe.Function, page: Page) -> str:
    """What an operation raises, or all operations of a class do, as a list."""
    said = sections_of(documented.docstring).get("raises", ())
    return "\n".join(f"- {page.type(str(each.annotation))}: {page.cell(each.description)}" for each in said)


def presence(method: griffe.Function) -> str:
    """Which servers have an operation, and whether its name is theirs or the client's."""
    described = not re.search(r"\(``[A-Z]+ ", sections_of(method.docstring)["text"])
    return f"In Chatwoot since {since(method)}{'' if described else ', but not in its description of the API'}."


def listed(method: Method) -> Iterator[str]:
    """The names of the parameters, with a star before those that go by keyword only."""
    kinds = {each.name: each.kind for each in method.source.parameters}
    starred = False
    for each in method.parameters:
        if kinds[each.name] is griffe.ParameterKind.keyword_only and not starred:
            starred = True
            yield "\\*"
        yield f"{each.name}=None" if each.optional else each.name


def returned_name(method: Method) -> str:
    """The beginning of a call as generated pages show it."""
    returned = str(method.source.returns)
    return "" if returned == "None" else f"{returned} "


def authorization(operation: Operation) -> str:
    if not operation.auth:
        return "No authorization required"
    return "\n".join(
        f"- `Configuration.api_key['{each}']`, or `['api_access_token']`: {TOKENS[each]}" for each in operation.auth
    )


def headers(operation: Operation) -> str:
    lines = [f"- **Accept**: `{operation.accept}`"]
    if operation.takes_body:
        files = ", or `multipart/form-data` with files" if operation.files else ""
        lines.insert(0, f"- **Content-Type**: `application/json; charset=utf-8`{files}")
    return "\n".join(lines)


# --- examples ---


def python(code: str) -> str:
    return f"```python\n{code}\n```"


def call(method: Method) -> str:
    """One call, with as much as it needs."""
    # Without a period most reports are empty; a parameter with two names is optional under each of them.
    wanted = {"since", "until", *(method.operation.path if method.operation else ())}
    wanted |= {each.name for each in method.parameters if f"{method.name}.{each.name}" in VALUES}
    passed = [each for each in method.parameters if not each.optional or each.name in wanted]
    arguments = [
        value_of(method, each) if each.name == "body" else f"{each.name}={value_of(method, each)}" for each in passed
    ]
    returned = str(method.source.returns)
    if returned.startswith("Iterator["):
        return f"for item in {wrapped('api.' + method.name, arguments, 'for item in :')}:\n    print(item)"
    if returned == "None":
        return wrapped(f"api.{method.name}", arguments)
    return f"answer = {wrapped(f'api.{method.name}', arguments, 'answer = ')}"


def wrapped(called: str, arguments: list[str], around: str = "") -> str:
    """A call on one line, or where that's too long, with a line an argument."""
    line = f"{called}({', '.join(arguments)})"
    if len(around) + len(line) <= 100:
        return line
    return f"{called}(\n" + "".join(f"    {each},\n" for each in arguments) + ")"


def value_of(method: Method, parameter: Parameter) -> str:
    payload, api = parameter.type.partition(" | ")[0], method.source.parent.name
    if parameter.name == "body":
        given = BODIES.get(method.name, BODIES.get(payload, ""))
        return given or "{}" if payload in ("Mapping[str, Any]", "Json") else f"chatwoot_client.{payload}({given})"
    name = parameter.name
    keys = (f"{method.name}.{name}", f"{api}.{name}", f"{name}: {payload}", name, payload)
    return next(VALUES[key] for key in keys if key in VALUES)
