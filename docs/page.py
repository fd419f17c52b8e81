"""Markdown of the built pages: prose with links, cells, types and tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable


class Page:
    """Text that knows where the classes have their pages, as seen from its own folder."""

    def __init__(self, links: dict[str, str]) -> None:
        self._links = links

    def prose(self, text: str) -> str:
        """A docstring's text as Markdown: roles become links, double backquotes single ones."""
        text = re.sub(r":\w+:`~?([\w.]+)`", lambda match: self.type(match[1].rpartition(".")[2]), text)
        return text.replace("``", "`").strip()

    def cell(self, text: str) -> str:
        return " ".join(self.prose(text).split())

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
    shown = re.sub(r"Literal\[.*?\]", "str", annotation).replace("str | str", "str")
    shown = re.sub(r"\bJson\b|Mapping\[str, Any\]", "dict", shown)
    shown = re.sub(r"\b(?:Sequence|ListOf)\[", "list[", shown)
    shown = re.sub(r"\bMoment\b", "datetime | int | str", shown)
    return shown.replace(" | None", "").replace("dict[str, Any]", "dict")


def words_of(annotation: str) -> list[str]:
    """The words that a type names."""
    literal = re.search(r"Literal\[(.*?)\]", annotation, re.DOTALL)
    return [str(word) for word in ast.literal_eval(f"[{literal[1]}]")] if literal else []


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = [f"| {' | '.join(map(in_cell, line))} |" for line in (header, *rows)]
    return "\n".join([text[0], re.sub(r"[^|]+", " --- ", text[0]), *text[1:]])


def in_cell(text: str) -> str:
    """A text for a cell of a table, which a bar would end, even one in code."""
    return re.sub(r"(?<!\\)\|", r"\\|", text) or " "
