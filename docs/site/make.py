"""Builds the site from the pages of the clone, which stay as a forge shows them."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

HERE = Path(__file__).resolve().parent
CLONE = HERE.parents[1]
DOCS = CLONE / "docs"
#: What stands elsewhere in the clone, and where it's in the site.
ELSEWHERE = {
    CLONE / "README.md": "index.md",
    DOCS / "README.md": "overview.md",
    CLONE / "CHANGELOG.md": "changelog.md",
    CLONE / "ARCHITECTURE.md": "architecture.md",
    CLONE / "SECURITY.md": "security.md",
    CLONE / "CONTRIBUTING.md": "contributing.md",
    CLONE / "benchmarks" / "README.md": "benchmarks.md",
}
#: What the sidebar and the browser are for in a site.
WAY_BACK = re.compile(r"^\[\[Back to top\]\].*\n", re.MULTILINE)
LINK = re.compile(r"(\]\()([^)#:\s]+)((?:#[^)\s]+)?\))")


def pages() -> dict[Path, str]:
    """Every page of the clone, and its place in the site."""
    guides = {path: path.relative_to(DOCS).as_posix() for path in sorted(DOCS.rglob("*.md"))}
    return {**guides, **{path: place for path, place in ELSEWHERE.items() if path.exists()}}


class Site:
    """The pages as the site has them: moved, their links with them, and what they link to beside them."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._pages = pages()

    def write(self) -> None:
        shutil.rmtree(self._source, ignore_errors=True)
        for page, place in self._pages.items():
            text = WAY_BACK.sub("", page.read_text("utf-8"))
            text = LINK.sub(lambda link, page=page, place=place: self._link(link, page, place), text)
            self._write(place, text + (self._contents() if place == "index.md" else ""))

    def _write(self, place: str, text: str) -> None:
        path = self._source / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _link(self, link: re.Match[str], page: Path, place: str) -> str:
        target = (page.parent / link[2]).resolve()
        there = self._pages.get(target)
        if there is None:
            there = target.relative_to(CLONE).as_posix()
            copied = self._source / there
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(target, copied)
        return f"{link[1]}{os.path.relpath(there, os.path.dirname(place) or '.')}{link[3]}"

    def _contents(self) -> str:
        """What the sidebar shows: the guides in the order of the documentation's own list, then the operations.

        Models are too many for it; links and the search lead to them.
        """
        listed = re.findall(r"^- .*\]\(([\w-]+\.md)\)", (DOCS / "README.md").read_text("utf-8"), re.MULTILINE)
        guides = list(dict.fromkeys(listed))
        reference = [place for place in self._pages.values() if place.startswith("reference/")]
        operations = [place for place in self._pages.values() if place.startswith("api/")]
        others = [place for place in self._pages.values() if "/" not in place and place not in (*guides, "index.md")]
        captions = {"Guides": guides, "Reference": reference, "Operations": operations, "The project": others}
        return "".join(toctree(caption, places) for caption, places in captions.items())


def toctree(caption: str, places: list[str]) -> str:
    lines = "\n".join(places)
    return f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{lines}\n```\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=CLONE / "build" / "site", help="the folder; default: build/site")
    folder = parser.parse_args().into.resolve()
    source = folder.parent / f"{folder.name}-source"
    Site(source).write()
    options = ["--fail-on-warning", "--keep-going", "--quiet", "--jobs", "auto", "-c", str(HERE)]
    status = build_main([*options, "-d", str(folder.parent / f"{folder.name}-read"), str(source), str(folder)])
    print(f"The site is in {folder}." if status == 0 else "The site has faults, which are above.")
    return status


if __name__ == "__main__":
    sys.exit(main())
