"""The Python blocks of the README, the guides and the reference pages, and how they're run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Callable

CLONE = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Recipes for these run in the room of real tools, which alone is sure to have them.
REAL_TOOLS = frozenset(
    re.findall(
        r"^[a-z]+", (CLONE / "test" / "ecosystem" / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
)


def run_blocks(page: Path, before_each: Callable[[], None] | None = None) -> dict[str, Any]:
    """Run the blocks of *page* one after another, a later one on what the earlier ones left; return their names."""
    text = page.read_text(encoding="utf-8")
    names: dict[str, Any] = {"__name__": "example"}
    for block in BLOCK.finditer(text):
        if before_each:
            before_each()
        # Blank lines before it, so that a traceback names the page's own line.
        lines_before = "\n" * text.count("\n", 0, block.start(1))
        try:
            exec(compile(lines_before + block[1], str(page), "exec"), names)
        except ModuleNotFoundError as error:
            if error.name not in REAL_TOOLS:
                raise
    return names


def block_with(page: Path, words: str) -> str:
    """The one block of *page* that has *words*."""
    (found,) = [block for block in BLOCK.findall(page.read_text(encoding="utf-8")) if words in block]
    return found
