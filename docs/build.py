"""Builds the pages of classes and models, that of the settings, and what leads to them, from the source.

    python docs/build.py            writes them
    python docs/build.py --check    fails when they aren't what the source says

A field of a model without a docstring below it fails both, and so does a parameter that nothing is said of, so that no
row of a page is blank; a status that's named without its exception under "Raises"; and an API class without an example
in docs/api/examples, or that no task in docs/tasks.py leads to. What a server answers is from the recordings that the
tests go by.

griffe reads signatures and docstrings; what an operation sends, `chatwoot_client.contract` reads off its method.
"""

from __future__ import annotations

import argparse
import inspect
import logging
import sys
from pathlib import Path

import griffe
from api_pages import api_page, without_example
from index_pages import index, models_page, operations_page, without_task
from model_pages import enum_page, model_page
from page import Page, table
from reference_pages import reference_pages
from source import classes_in, enums_in, gaps

from chatwoot_client.configuration import Configuration

DOCS = Path(__file__).resolve().parent
CLONE = DOCS.parent
INDEX = DOCS / "README.md"
MARKERS = ("<!-- built: begin -->\n", "<!-- built: end -->\n")


def settings_page(page: Page) -> str:
    rows = []
    for name, parameter in inspect.signature(Configuration).parameters.items():
        typed = page.type(parameter.annotation)
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


def between_markers(path: Path, text: str) -> str:
    """What's in *path*, with *text* between its markers."""
    before, rest = path.read_text(encoding="utf-8").split(MARKERS[0])
    after = rest.split(MARKERS[1])[1]
    return f"{before}{MARKERS[0]}\n{text}\n\n{MARKERS[1]}{after}".rstrip("\n")


def pages(package: griffe.Module) -> dict[Path, str]:
    """The text of every page that's built, by its file."""
    apis = classes_in(package["api"], "Api")
    models = classes_in(package["models"], "Model")
    enums = enums_in(package["models"])
    by_name = {each.name: each for each in models}
    folders = {**{each.name: "api" for each in apis}, **{each.name: "models" for each in [*models, *enums]}}
    deep = Page({name: f"../{folder}/{name}.md" for name, folder in folders.items()})
    top = Page({name: f"{folder}/{name}.md" for name, folder in folders.items()})

    built = {DOCS / "api" / f"{each.name}.md": api_page(each, deep) for each in apis}
    built.update({DOCS / "models" / f"{each.name}.md": model_page(each, by_name, deep) for each in models})
    built.update({DOCS / "models" / f"{each.name}.md": enum_page(each, deep) for each in enums})
    built[DOCS / "configuration.md"] = settings_page(top)
    beside = Page({name: f"{'' if folder == 'models' else '../api/'}{name}.md" for name, folder in folders.items()})
    built[DOCS / "models" / "README.md"] = models_page(models, enums, beside)
    built[DOCS / "operations.md"] = operations_page(apis, top)
    built.update({DOCS / "reference" / f"{name}.md": text for name, text in reference_pages(package, deep).items()})
    built[INDEX] = between_markers(INDEX, index())
    return {path: f"{text}\n" for path, text in built.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the pages in docs/ that come from the client's source.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
    check = parser.parse_args().check
    logging.getLogger("griffe").setLevel(logging.ERROR)
    package = griffe.load("chatwoot_client", search_paths=[str(CLONE)])
    apis = classes_in(package["api"], "Api")
    unsaid = [*gaps(package), *without_example(apis), *without_task(apis)]
    if unsaid:
        print(*unsaid, sep="\n")
        sys.exit("Write these things first.")
    built = pages(package)
    stale = [path for path, text in built.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    left_over = [
        path for folder in ("api", "models", "reference") for path in (DOCS / folder).glob("*.md") if path not in built
    ]
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
