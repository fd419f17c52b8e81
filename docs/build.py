"""Builds the pages in docs/api and docs/models, that of the settings, and the index in docs/README.md, from the source.

    python docs/build.py            writes them
    python docs/build.py --check    fails when they aren't what the source says

A field of a model without a docstring below it fails both, and so does a parameter that nothing is said of, so that no
row of a page is blank; and a status that's named without its exception under "Raises".

griffe reads signatures and docstrings; what an operation sends, `chatwoot_client.contract` reads off its method.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import griffe

import chatwoot_client.api
from chatwoot_client.configuration import Configuration
from chatwoot_client.contract import Operation, operations_of
from chatwoot_client.exceptions import class_for_status
from examples import BODIES, VALUES

DOCS = Path(__file__).resolve().parent
CLONE = DOCS.parent
INDEX = DOCS / "README.md"
README = CLONE / "README.md"
MARKERS = ("<!-- built: begin -->\n", "<!-- built: end -->\n")

#: What a field is in JSON that is handed over as something else, or taken as something else.
IN_JSON = {
    "Timestamp": "seconds since 1970, `.datetime` is the moment",
    "FloatTimestamp": "seconds since 1970, `.datetime` is the moment",
    "epoch": "sent as seconds since 1970",
    "iso": "ISO 8601 text in JSON",
}
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
TOKENS = {
    "userApiKey": "the token of a user, from the profile page",
    "agentBotApiKey": "the token of an agent bot",
    "platformAppApiKey": "the token of a platform app, from the super admin console",
}


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


def fields_of(model: griffe.Class, models: dict[str, griffe.Class]) -> Iterator[griffe.Attribute]:
    """The fields of *model*, those it has from its bases first."""
    for base in model.bases:
        if str(base) in models and str(base) != "Model":
            yield from fields_of(models[str(base)], models)
    yield from own_fields_of(model)


def own_fields_of(model: griffe.Class) -> Iterator[griffe.Attribute]:
    attributes = (each for each in model.members.values() if each.is_attribute)
    yield from (each for each in attributes if isinstance(each.value, griffe.ExprCall))


def gaps(package: griffe.Module) -> Iterator[str]:
    """What the docstrings don't say and have to: what fields and parameters are, and what a status is raised as."""
    for model in classes_in(package["models"], "Model"):
        for each in own_fields_of(model):
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


KEYWORDS = griffe.ParameterKind.var_keyword


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
        shown = plain_type(annotation)
        if not any(name in self._links for name in re.findall(r"\w+", shown)):
            return f"`{shown}`"
        escaped = shown.replace("[", "\\[").replace("|", "\\|")
        return re.sub(r"\w+", lambda match: self._link(match[0]), escaped)

    def _link(self, name: str) -> str:
        return f"[{name}]({self._links[name]})" if name in self._links else name


def plain_type(annotation: str) -> str:
    """A type in the words of those who write plain scripts."""
    # The words are told in prose.
    shown = re.sub(r"Literal\[.*?\] \| ", "", annotation)
    shown = re.sub(r"\bJson\b|Mapping\[str, Any\]", "dict", shown)
    shown = re.sub(r"\b(?:Sequence|ListOf)\[", "list[", shown)
    shown = re.sub(r"\bMoment\b", "datetime | int | str", shown)
    return shown.replace(" | None", "").replace("dict[str, Any]", "dict")


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [header, *rows]
    text = [f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines]
    return "\n".join([text[0], re.sub(r"[^|]+", " --- ", text[0]), *text[1:]])


def api_page(api: griffe.Class, page: Page) -> str:
    operations = {each.name: each for each in operations_of(getattr(chatwoot_client.api, api.name))}
    methods = [each for each in api.functions.values() if each.name[0] != "_"]
    rows = [
        (
            f"[**{each.name}**](#{each.name})",
            request_of(operations[each.name]) if each.name in operations else HOW_ELSE[is_walk(each)],
            page.cell(summary_of(each)),
        )
        for each in methods
    ]
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
            "All paths are relative to `Configuration.host`, which is `https://app.chatwoot.com` unless you set it.",
            table(("Method", "HTTP request", "Description"), rows),
            *aliases,
            *(operation_section(api, each, operations.get(each.name), page) for each in methods),
        ]
    )


#: What a method does that is no operation, by whether it's a walk.
HOW_ELSE = {True: "page by page", False: "several requests"}


def is_walk(method: griffe.Function) -> bool:
    return method.name.startswith("iter_")


def summary_of(operation: griffe.Function) -> str:
    """The first sentence of a docstring, without the description's own name for the operation."""
    paragraph = sections_of(operation.docstring)["text"].partition("\n\n")[0]
    return re.sub(r" ?\(``.*?``[^)]*\)", "", paragraph)


def request_of(operation: Operation) -> str:
    return f"**{operation.method}** `{operation.route.template}`"


def operation_section(api: griffe.Class, method: griffe.Function, operation: Operation | None, page: Page) -> str:
    said = sections_of(method.docstring)
    parameters = parameters_of(method, operation)
    rows = [
        (f"**{each.name}**", page.type(each.type), page.cell(each.description), "[optional]" if each.optional else "")
        for each in parameters
    ]
    returned = " ".join(page.cell(each.description) for each in said.get("returns", ()))
    known = table(("Name", "Type", "Description", "Notes"), rows) if rows else "None but"
    parts = [
        f"## {method.name}",
        f"> {returned_name(method)}{method.name}({', '.join(listed(method, parameters))})",
        page.prose(said["text"]),
        presence(method) if operation else PAGES if is_walk(method) else "",
        "### Example",
        example(api, method, operation, parameters),
        "### Parameters",
        known,
        f"{'and ' if rows else ''}the [options of every operation](../README.md#options-of-every-operation).",
        "### Return type",
        page.type(str(method.returns)) if str(method.returns) != "None" else "None (empty response body)",
        returned,
        *(["### Raises", raises] if (raises := raised(method, page)) else []),
        *(
            ["### Authorization", authorization(operation), "### HTTP request headers", headers(operation)]
            if operation
            else []
        ),
        "[[Back to top]](#) [[Back to the index]](../README.md) [[Back to the project]](../../README.md)",
    ]
    return "\n\n".join(part for part in parts if part)


PAGES = "Pages are asked for as they're needed, and nothing comes twice."


def raised(documented: griffe.Class | griffe.Function, page: Page) -> str:
    """What an operation raises, or all operations of a class do, as a list."""
    said = sections_of(documented.docstring).get("raises", ())
    return "\n".join(f"- {page.type(str(each.annotation))}: {page.cell(each.description)}" for each in said)


def presence(method: griffe.Function) -> str:
    """Which servers have an operation, and whether its name is theirs or the client's."""
    described = not re.search(r"\(``[A-Z]+ ", sections_of(method.docstring)["text"])
    return f"In Chatwoot since {since(method)}{'' if described else ', but not in its description of the API'}."


def listed(method: griffe.Function, parameters: list[Parameter]) -> Iterator[str]:
    """The names of the parameters, with a star before those that go by keyword only."""
    by_keyword = keyword_only(method)
    starred = False
    for each in parameters:
        if each.name in by_keyword and not starred:
            starred = True
            yield "\\*"
        yield f"{each.name}=None" if each.optional else each.name


def keyword_only(method: griffe.Function) -> set[str]:
    return {each.name for each in method.parameters if each.kind is griffe.ParameterKind.keyword_only}


def returned_name(operation: griffe.Function) -> str:
    """The beginning of a call as generated pages show it."""
    returned = str(operation.returns)
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


def example(
    api: griffe.Class, method: griffe.Function, operation: Operation | None, parameters: list[Parameter]
) -> str:
    # Without a period most reports are empty; a parameter with two names is optional under each of them.
    wanted = {"since", "until", *(operation.path if operation else ())}
    wanted |= {each.name for each in parameters if f"{method.name}.{each.name}" in VALUES}
    passed = [each for each in parameters if not each.optional or each.name in wanted]
    auth = getattr(chatwoot_client.api, api.name)._auth if operation is None else operation.auth
    returns = str(method.returns)
    lines = ["import chatwoot_client", "from chatwoot_client.rest import ApiException"]
    if returns != "None":
        lines.append("from pprint import pprint")
    lines.append("")
    if auth:
        scheme, token = (
            ("platformAppApiKey", "PLATFORM") if "platformAppApiKey" in auth else ("api_access_token", "API")
        )
        lines += [
            "configuration = chatwoot_client.Configuration()",
            f"configuration.api_key['{scheme}'] = 'YOUR_{token}_KEY'",
        ]
    lines.append(
        f"api_instance = chatwoot_client.{api.name}({'chatwoot_client.ApiClient(configuration)' if auth else ''})"
    )
    for each in passed:
        kind = plain_type(each.type).partition(" | ")[0]
        meaning = " ".join([kind, "|", *each.description.replace("`", "").split()])
        lines.append(f"{each.name} = {example_value(api, method, each)}  # {meaning}".rstrip(" |"))
    named = {each.name for each in passed if each.optional} | keyword_only(method)
    arguments = ", ".join(f"{each.name}={each.name}" if each.name in named else each.name for each in passed)
    called = f"api_instance.{method.name}({arguments})"
    lines += ["", "try:"]
    if returns.startswith("Iterator["):
        lines += [f"    for item in {called}:", "        pprint(item)"]
    elif returns == "None":
        lines += [f"    {called}"]
    else:
        lines += [f"    api_response = {called}", "    pprint(api_response)"]
    lines.append("except ApiException as e:")
    lines.append(f'    print("Exception when calling {api.name}->{method.name}: %s\\n" % e)')
    return "\n".join(["```python", *lines, "```"])


def example_value(api: griffe.Class, method: griffe.Function, parameter: Parameter) -> str:
    payload = parameter.type.partition(" | ")[0]
    if parameter.name == "body":
        given = BODIES.get(method.name, BODIES.get(payload, ""))
        return f"chatwoot_client.{payload}({given})" if payload not in ("Mapping[str, Any]", "Json") else given or "{}"
    name = parameter.name
    keys = (f"{method.name}.{name}", f"{api.name}.{name}", f"{name}: {payload}", name, payload)
    return next(VALUES[key] for key in keys if key in VALUES)


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
    words = re.search(r"Literal\[(.*?)\]", annotation, re.DOTALL)
    if words:
        yield f"`{'`, `'.join(ast.literal_eval(f'[{words[1]}]'))}`"
    in_json = IN_JSON.get(annotation.partition(" | ")[0]) or IN_JSON.get(specifier)
    if in_json:
        yield in_json
    given = call.arguments[1:] if specifier.startswith("nested") else call.arguments
    renamed = [each for each in given if not isinstance(each, griffe.ExprKeyword)]
    if renamed and specifier not in ("variant", "ignored"):
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
    listed = []
    for api in apis:
        operations = {each.name: each for each in operations_of(getattr(chatwoot_client.api, api.name))}
        for each in api.functions.values():
            if each.name in operations:
                where = f"[**{each.name}**](api/{api.name}.md#{each.name})"
                listed.append(
                    (page.type(api.name), where, request_of(operations[each.name]), page.cell(summary_of(each)))
                )
    return "\n\n".join(
        [
            "## Operations",
            table(("Class", "Method", "HTTP request", "Description"), listed),
            "## Models",
            "\n".join(f"- {page.type(each.name)}" for each in models),
            "## Enumerations",
            "\n".join(f"- {page.type(each.name)}" for each in enums),
        ]
    )


def classes(apis: list[griffe.Class], page: Page) -> str:
    """The API classes, by the API that they belong to."""
    parts: dict[str, list[tuple[str, str]]] = {"Public": [], "Application": [], "Platform": []}
    for api in apis:
        auth = getattr(chatwoot_client.api, api.name)._auth
        part = "Public" if not auth else "Platform" if "platformAppApiKey" in auth else "Application"
        (said, *_) = re.split(r"[.;](?=\s|$)", sections_of(api.docstring)["text"])
        parts[part].append((page.type(api.name), page.cell(said)))
    return "\n\n".join(table((f"{part} API", "What it's for"), rows) for part, rows in parts.items())


# --- settings ---


def settings_page(page: Page) -> str:
    rows = []
    for name, parameter in inspect.signature(Configuration).parameters.items():
        typed = page.type(parameter.annotation).replace("|", "\\|")
        meaning = page.cell(getattr(Configuration, name).means)
        rows.append((f"**{name}**", typed, shown_default(name, parameter), variables_of(name), meaning))
    return "\n\n".join(
        [
            "# Settings",
            "`chatwoot_client.Configuration` takes each of these by keyword, `host` also by position, and has it as an "
            "attribute that may be set later. What doesn't fit is a `TypeError` or `ValueError` with its name.",
            "`Configuration.from_env()` reads those with a variable from the environment; what you give it wins, and a "
            "variable that's empty counts as not set.",
            table(("Setting", "Type", "Default", "Variable", "What it means"), rows),
        ]
    )


def shown_default(name: str, parameter: inspect.Parameter) -> str:
    return "`{}`" if getattr(Configuration, name).default_factory else f"`{parameter.default!r}`"


def variables_of(name: str) -> str:
    setting = getattr(Configuration, name)
    keys = [f"`{variable}` ('{key}')" for variable, key in getattr(setting, "variables", {}).items()]
    return ", ".join([f"`{setting.env}`"] if setting.env else keys)


# --- all pages ---


def between_markers(path: Path, text: str) -> str:
    """What's in *path*, with *text* between its markers."""
    before, rest = path.read_text(encoding="utf-8").split(MARKERS[0])
    after = rest.split(MARKERS[1])[1]
    return f"{before}{MARKERS[0]}\n{text}\n\n{MARKERS[1]}{after}".rstrip("\n")


def pages(package: griffe.Module) -> dict[Path, str]:
    """The text of every page that's built, by its file."""
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
    built[DOCS / "configuration.md"] = settings_page(top)
    front = Page({name: f"docs/{folder}/{name}.md" for name, folder in folders.items()})
    built[INDEX] = between_markers(INDEX, index(apis, models, enums, top))
    built[README] = between_markers(README, classes(apis, front))
    return {path: f"{text}\n" for path, text in built.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the pages in docs/ that come from the client's source.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
    check = parser.parse_args().check
    logging.getLogger("griffe").setLevel(logging.ERROR)
    package = griffe.load("chatwoot_client", search_paths=[str(CLONE)])
    unsaid = list(gaps(package))
    if unsaid:
        print(*unsaid, sep="\n")
        sys.exit("Say these things in the docstrings first.")
    built = pages(package)
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
