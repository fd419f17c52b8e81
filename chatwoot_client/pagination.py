"""Pages into one stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable, TypeVar

__all__ = ["newest_first"]

_T = TypeVar("_T")


def newest_first(page_before: Callable[[int | None], list[_T]], before: int | None = None) -> Iterator[_T]:
    """Everything that *page_before* gives page by page, newest first and nothing twice.

    *page_before* takes the id that its page ends before (None for the latest page) and returns the page oldest
    first. The server sorts by time and cuts by id, so the next page ends before this one's first item, which isn't
    always the one with the least id; what comes twice is dropped, and the end is a page with nothing new. A short
    page isn't the end.
    """
    seen: set[Any] = set()
    while True:
        page = page_before(before)
        new = [item for item in page if _id(item) not in seen]
        if not new:
            return
        seen.update(map(_id, new))
        yield from reversed(new)
        before = _id(page[0])


def _id(item: Any) -> Any:
    return item.id
