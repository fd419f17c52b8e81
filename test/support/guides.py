"""The Python blocks of the README, the guides and the reference pages, and how they're run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

CLONE = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Recipes for these run in the room of real tools, which alone is sure to have them.
REAL_TOOLS = frozenset(
    re.findall(
        r"^[a-z]+", (CLONE / "test" / "ecosystem" / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
)


def blocks_of(page: Path) -> Iterator[tuple[str, CodeType]]:
    """The blocks of *page* as text, and as code whose tracebacks name the page's own lines."""
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        lines_before = "\n" * text.count("\n", 0, block.start(1))
        yield block[1], compile(lines_before + block[1], str(page), "exec")


def run_blocks(page: Path) -> dict[str, Any]:
    """Run the blocks of *page* one after another, a later one on what the earlier ones left; return their names."""
    names: dict[str, Any] = {"__name__": "example"}
    for _, block in blocks_of(page):
        try:
            exec(block, names)
        except ModuleNotFoundError as error:
            if error.name not in REAL_TOOLS:
                raise
    return names


def block_with(page: Path, words: str) -> str:
    """The one block of *page* that has *words*."""
    (found,) = [block for block in BLOCK.findall(page.read_text(encoding="utf-8")) if words in block]
    return found
