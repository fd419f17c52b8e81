"""Pages into one stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable, TypeVar

__all__ = ["newest_first", "page_by_page"]

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
        new = _unseen(page, seen)
        if not new:
            return
        yield from reversed(new)
        before = _id(page[0])


def page_by_page(page_at: Callable[[int], Any], *inside: str) -> Iterator[Any]:
    """Everything that *page_at* gives for the pages 1, 2, … in their order and nothing twice.

    *inside* are the attributes that lead from an answer to its list. The end is an empty page or one with nothing new:
    what comes into a list while it's walked moves the rest on, so that some of it comes twice.
    """
    seen: set[Any] = set()
    number = 1
    while True:
        page = page_at(number)
        for name in inside:
            page = getattr(page, name, None)
        new = _unseen(page if isinstance(page, list) else [], seen)
        if not new:
            return
        yield from new
        number += 1


def _unseen(page: list[_T], seen: set[Any]) -> list[_T]:
    """The items of a page that no earlier one had; they're *seen* then."""
    new = [item for item in page if _id(item) not in seen]
    seen.update(map(_id, new))
    return new


def _id(item: Any) -> Any:
    """What tells an item from others: its id, or where it has none, all of it."""
    found = getattr(item, "id", None)
    return repr(item) if found is None else found
