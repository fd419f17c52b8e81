"""Builds the pages in docs/api and docs/models, and the index in docs/README.md, from the client's source.

    python docs/build.py            writes them
    python docs/build.py --check    fails when they aren't what the source says

The source is read, never imported: griffe reads signatures and docstrings, ast what an operation sends.
"""

from __future__ import annotations

import argparse
import ast
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import griffe

DOCS = Path(__file__).resolve().parent
CLONE = DOCS.parent
INDEX = DOCS / "README.md"
MARKERS = ("<!-- built: begin -->\n", "<!-- built: end -->\n")

#: What the examples pass, where a parameter's name and type don't say it.
EXAMPLE_BODIES = {
    "PublicContactCreateUpdatePayload": "name='Ada Lovelace', email='ada@example.com'",
    "PublicConversationCreatePayload": "custom_attributes={'order': 1001}",
    "PublicMessageCreatePayload": "content='When does my order arrive?'",
    "PublicMessageUpdatePayload": "submitted_values=[{'title': 'Morning', 'value': 'morning'}]",
    "toggle_typing_status": "{'typing_status': 'on'}",
}
EXAMPLE_VALUES = {"int": "56", "str": "'{name}_example'", "bool": "True"}
NOTES_BY_SPECIFIER = {
    "epoch": "seconds since 1970; `.datetime` is the moment",
    "float_epoch": "seconds since 1970; `.datetime` is the moment",
    "iso": "sent as ISO 8601 text",
}


class Call(NamedTuple):
    """What an operation sends, as its source says it to `_call`."""

    verb: str
    path: str
    auth: tuple[str, ...]
    accept: str
    has_body: bool
    sends_files: bool


class Parameter(NamedTuple):
    name: str
    type: str
    description: str
    optional: bool


# --- reading the source ---


def classes_in(package: griffe.Module, base: str) -> list[griffe.Class]:
    """The classes in *package*'s modules that descend from *base*, by name."""
    classes = [each for module in package.modules.values() for each in module.classes.values() if not each.is_alias]
    known, before = {base}, 0
    while len(known) > before:
        before = len(known)
        known |= {each.name for each in classes if any(str(parent) in known for parent in each.bases)}
    return sorted((each for each in classes if each.name in known and each.name != base), key=lambda each: each.name)


def constants_of(module: griffe.Module) -> dict[str, Any]:
    """The texts and routes that *module* defines, by name; a route is its path."""
    found: dict[str, Any] = {}
    for statement in ast.parse(module.source).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            value = statement.value
            text = text_of(value.args[0] if isinstance(value, ast.Call) and value.args else value, found)
            if text is not None:
                found[statement.targets[0].id] = text
    return found


def text_of(node: ast.expr, known: dict[str, Any]) -> str | None:
    """The text that *node* stands for: a literal, a name, or an f-string of both; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.FormattedValue):
        return text_of(node.value, known)
    if isinstance(node, ast.JoinedStr):
        parts = [text_of(part, known) for part in node.values]
        return None if None in parts else "".join(part for part in parts if part is not None)
    return None


def call_of(operation: griffe.Function, known: dict[str, Any]) -> Call | None:
    """What *operation* sends, or None when it makes no call of its own."""
    (function,) = ast.parse(dedented(operation.source)).body
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    made = [node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == "_call"]
    if not made:
        return None
    (call,) = made
    verb, path = (text_of(node, known) for node in call.args[:2])
    if verb is None or path is None:
        raise SystemExit(f"{operation.path}: its method and route can't be read from its source")
    details = {keyword.arg: keyword.value for keyword in call.keywords}
    return Call(
        verb,
        path,
        ast.literal_eval(details["auth"]) if "auth" in details else (),
        text_of(details["accept"], known) or "" if "accept" in details else "application/json; charset=utf-8",
        "body" in details,
        "files" in details,
    )


def dedented(source: str) -> str:
    indent = len(source) - len(source.lstrip())
    return "\n".join(line[indent:] if not line[:indent].strip() else line for line in source.splitlines())


def fields_of(model: griffe.Class, models: dict[str, griffe.Class]) -> Iterator[griffe.Attribute]:
    """The fields of *model*, those it has from its bases first."""
    for base in model.bases:
        if str(base) in models:
            yield from fields_of(models[str(base)], models)
    yield from (each for each in model.attributes.values() if isinstance(each.value, griffe.ExprCall))


def sections_of(docstring: griffe.Docstring | None) -> dict[str, Any]:
    if docstring is None:
        return {}
    parsed = docstring.parse("google", warn_unknown_params=False, returns_named_value=False)
    return {section.kind.value: section.value for section in parsed}


def parameters_of(operation: griffe.Function) -> list[Parameter]:
    said = {each.name: each.description for each in sections_of(operation.docstring).get("parameters", ())}
    named = [each for each in operation.parameters if each.name not in ("self", "options")]
    return [
        Parameter(each.name, str(each.annotation), said.get(each.name, ""), each.default is not None) for each in named
    ]


# --- writing Markdown ---


class Page:
    """Text that knows where the classes have their pages, as seen from its own folder."""

    def __init__(self, links: dict[str, str]) -> None:
        self._links = links

    def prose(self, text: str) -> str:
        """A docstring's text as Markdown: roles become links, double backquotes single ones."""
        text = re.sub(r":\w+:`~?([\w.]+)`", lambda match: self.type(match[1].rpartition(".")[2]), text)
        return text.replace("``", "`").strip()

    def cell(self, text: str) -> str:
        return " ".join(self.prose(text).split()).replace("|", "\\|")

    def type(self, annotation: str) -> str:
        """A type with links to the pages of the classes in it."""
        shown = annotation.replace("Sequence[", "list[").replace("Mapping[str, Any]", "dict").replace(" | None", "")
        shown = shown.replace("dict[str, Any]", "dict")
        if not any(name in self._links for name in re.findall(r"\w+", shown)):
            return f"`{shown}`"
        escaped = shown.replace("[", "\\[").replace("|", "\\|")
        return re.sub(r"\w+", lambda match: self._link(match[0]), escaped)

    def _link(self, name: str) -> str:
        return f"[{name}]({self._links[name]})" if name in self._links else name


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [header, *rows]
    text = [f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines]
    return "\n".join([text[0], re.sub(r"[^|]+", " --- ", text[0]), *text[1:]])


def api_page(api: griffe.Class, page: Page) -> str:
    known = constants_of(api.module)
    operations = {each.name: (each, call_of(each, known)) for each in api.functions.values() if each.name[0] != "_"}
    rows = [
        (f"[**{name}**](#{name})", request_of(call) if call else "page by page", page.cell(summary_of(each)))
        for name, (each, call) in operations.items()
    ]
    aliases = [
        f"`{each.name}` is the same method as [`{each.value}`](#{each.value})."
        for each in api.attributes.values()
        if str(each.value) in operations
    ]
    return "\n\n".join(
        [
            f"# {api.name}",
            page.prose(sections_of(api.docstring)["text"]),
            "All paths are relative to `Configuration.host`, which is `https://app.chatwoot.com` unless you set it.",
            table(("Method", "HTTP request", "Description"), rows),
            *aliases,
            *(operation_section(api, each, call, page) for each, call in operations.values()),
        ]
    )


def summary_of(operation: griffe.Function) -> str:
    """The first sentence of a docstring, without the description's own name for the operation."""
    return re.sub(r" \(``[^()]*\)", "", sections_of(operation.docstring)["text"].partition("\n\n")[0])


def request_of(call: Call) -> str:
    return f"**{call.verb}** `{call.path}`"


def operation_section(api: griffe.Class, operation: griffe.Function, call: Call | None, page: Page) -> str:
    said = sections_of(operation.docstring)
    rows = [
        (f"**{each.name}**", page.type(each.type), page.cell(each.description), "[optional]" if each.optional else "")
        for each in parameters_of(operation)
    ]
    returned = " ".join(page.cell(each.description) for each in said.get("returns", ()))
    raised = [f"- {page.type(str(each.annotation))}: {page.cell(each.description)}" for each in said.get("raises", ())]
    parts = [
        f"## {operation.name}",
        f"> {returned_name(operation)}{operation.name}({', '.join(each.name for each in parameters_of(operation))})",
        page.prose(said["text"]),
        "### Example",
        example(api, operation, call),
        "### Parameters",
        table(("Name", "Type", "Description", "Notes"), rows),
        "and the [options of every operation](../README.md#options-of-every-operation), by keyword.",
        "### Return type",
        page.type(str(operation.returns)) if str(operation.returns) != "None" else "None (empty response body)",
        returned,
        *(["### Raises", "\n".join(raised)] if raised else []),
        *(["### Authorization", authorization(call), "### HTTP request headers", headers(call)] if call else []),
        "[[Back to top]](#) [[Back to the index]](../README.md) [[Back to the project]](../../README.md)",
    ]
    return "\n\n".join(part for part in parts if part)


def returned_name(operation: griffe.Function) -> str:
    """The beginning of a call as generated pages show it."""
    returned = str(operation.returns)
    return "" if returned == "None" else f"{returned} "


def authorization(call: Call) -> str:
    if not call.auth:
        return "No authorization required"
    return "\n".join(f"`{each}`: `Configuration.api_key['{each}']` or `['api_access_token']`" for each in call.auth)


def headers(call: Call) -> str:
    lines = [f"- **Accept**: `{call.accept}`"]
    if call.has_body:
        files = ", or `multipart/form-data` with files" if call.sends_files else ""
        lines.insert(0, f"- **Content-Type**: `application/json; charset=utf-8`{files}")
    return "\n".join(lines)


def example(api: griffe.Class, operation: griffe.Function, call: Call | None) -> str:
    required = [each for each in parameters_of(operation) if not each.optional]
    needs_token = bool(call and call.auth)
    made = "chatwoot_client.ApiClient(configuration)" if needs_token else ""
    returns = str(operation.returns)
    arguments = ", ".join(each.name for each in required)
    lines = ["import chatwoot_client", "from chatwoot_client.rest import ApiException"]
    if returns != "None":
        lines.append("from pprint import pprint")
    lines.append("")
    if needs_token:
        lines += [
            "configuration = chatwoot_client.Configuration()",
            "configuration.api_key['api_access_token'] = 'YOUR_API_KEY'",
        ]
    lines.append(f"api_instance = chatwoot_client.{api.name}({made})")
    for each in required:
        meaning = " ".join([each.type.partition(" | ")[0], "|", *each.description.replace("``", "").split()])
        lines.append(f"{each.name} = {example_value(operation, each)}  # {meaning}")
    called = f"api_instance.{operation.name}({arguments})"
    lines += ["", "try:"]
    if returns.startswith("Iterator["):
        lines += [f"    for item in {called}:", "        pprint(item)"]
    elif returns == "None":
        lines += [f"    {called}"]
    else:
        lines += [f"    api_response = {called}", "    pprint(api_response)"]
    lines.append("except ApiException as e:")
    lines.append(f'    print("Exception when calling {api.name}->{operation.name}: %s\\n" % e)')
    return "\n".join(["```python", *lines, "```"])


def example_value(operation: griffe.Function, parameter: Parameter) -> str:
    payload = parameter.type.partition(" | ")[0]
    if parameter.name == "body" and operation.name in EXAMPLE_BODIES:
        return EXAMPLE_BODIES[operation.name]
    if payload.startswith("Mapping"):
        return "{}"
    if parameter.name == "body":
        return f"chatwoot_client.{payload}({EXAMPLE_BODIES.get(payload, '')})"
    return EXAMPLE_VALUES[payload].format(name=parameter.name)


def model_page(model: griffe.Class, models: dict[str, griffe.Class], page: Page) -> str:
    rows = []
    for each in fields_of(model, models):
        specifier = str(each.value.function)
        description = page.cell(each.docstring.value) if each.docstring else NOTES_BY_SPECIFIER.get(specifier, "")
        notes = ", ".join(notes_on(each, specifier))
        rows.append((f"**{each.name}**", page.type(str(each.annotation)), description, notes))
    return "\n\n".join(
        [
            f"# {model.name}",
            page.prose(sections_of(model.docstring)["text"]),
            "## Properties",
            table(("Name", "Type", "Description", "Notes"), rows),
            "A property that wasn't sent reads `None`; what else was sent is in `additional_properties`.",
            "[[Back to the index]](../README.md) [[Back to the project]](../../README.md)",
        ]
    )


def notes_on(field: griffe.Attribute, specifier: str) -> Iterator[str]:
    yield "[optional]"
    call = field.value
    renamed = call.arguments[1:] if specifier.startswith("nested") else call.arguments
    if renamed:
        yield f"`{ast.literal_eval(str(renamed[0]))}` in JSON"


def enum_page(enum: griffe.Class, page: Page) -> str:
    rows = [(f"**{each.name}**", f"`{each.value}`") for each in enum.attributes.values()]
    return "\n\n".join(
        [
            f"# {enum.name}",
            page.prose(sections_of(enum.docstring)["text"]),
            table(("Name", "Value"), rows),
            "Answers hold the plain value; `==` compares them. A server may send others.",
            "[[Back to the index]](../README.md) [[Back to the project]](../../README.md)",
        ]
    )


def index(apis: list[griffe.Class], models: list[griffe.Class], enums: list[griffe.Class], page: Page) -> str:
    operations = []
    for api in apis:
        known = constants_of(api.module)
        for each in api.functions.values():
            call = call_of(each, known) if each.name[0] != "_" else None
            if call:
                where = f"[**{each.name}**](api/{api.name}.md#{each.name})"
                operations.append((page.type(api.name), where, request_of(call), page.cell(summary_of(each))))
    return "\n\n".join(
        [
            "## Operations",
            table(("Class", "Method", "HTTP request", "Description"), operations),
            "## Models",
            "\n".join(f"- {page.type(each.name)}" for each in models),
            "## Enumerations",
            "\n".join(f"- {page.type(each.name)}" for each in enums),
        ]
    )


# --- all pages ---


def pages() -> dict[Path, str]:
    """The text of every page that's built, by its file."""
    logging.getLogger("griffe").setLevel(logging.ERROR)
    package = griffe.load("chatwoot_client", search_paths=[str(CLONE)])
    apis = classes_in(package["api"], "Api")
    models = classes_in(package["models"], "Model")
    enums = [each for base in ("_Word", "IntEnum") for each in classes_in(package["models"], base)]
    enums.sort(key=lambda each: each.name)
    by_name = {each.name: each for each in models}
    folders = {**{each.name: "api" for each in apis}, **{each.name: "models" for each in [*models, *enums]}}
    deep = Page({name: f"../{folder}/{name}.md" for name, folder in folders.items()})
    top = Page({name: f"{folder}/{name}.md" for name, folder in folders.items()})

    built = {DOCS / "api" / f"{each.name}.md": api_page(each, deep) for each in apis}
    built.update({DOCS / "models" / f"{each.name}.md": model_page(each, by_name, deep) for each in models})
    built.update({DOCS / "models" / f"{each.name}.md": enum_page(each, deep) for each in enums})
    before, rest = INDEX.read_text(encoding="utf-8").split(MARKERS[0])
    after = rest.split(MARKERS[1])[1]
    built[INDEX] = f"{before}{MARKERS[0]}\n{index(apis, models, enums, top)}\n\n{MARKERS[1]}{after}".rstrip("\n")
    return {path: f"{text}\n" for path, text in built.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the pages in docs/ that come from the client's source.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
    check = parser.parse_args().check
    built = pages()
    stale = [path for path, text in built.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    left_over = [path for folder in ("api", "models") for path in (DOCS / folder).glob("*.md") if path not in built]
    if check:
        for path in stale + left_over:
            print(f"{path.relative_to(CLONE)} is stale")
        sys.exit("Run: python docs/build.py" if stale or left_over else 0)
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(built[path], encoding="utf-8")
    for path in left_over:
        path.unlink()
    print(f"{len(stale)} of {len(built)} pages written, {len(left_over)} removed.")


if __name__ == "__main__":
    main()
