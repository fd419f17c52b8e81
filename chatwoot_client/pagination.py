"""Pages into one stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.calls.options import checked
from chatwoot_client.exceptions import DecodeException
from chatwoot_client.models.base import Model

if TYPE_CHECKING:
    from typing_extensions import ParamSpec

    _P = ParamSpec("_P")

__all__ = ["check_walk", "newest_first", "page_by_page"]

#: The options that make an operation return something else than a page, and how each has to be.
_OF_ONE_CALL = {"async_req": False, "_preload_content": True, "_return_http_data_only": True}


def newest_first(
    operation: Callable[_P, Any], inside: str, before: int | None, /, *args: _P.args, **kwargs: _P.kwargs
) -> Iterator[Any]:
    """All items that *operation* gives, page by page, newest first and nothing twice; see :func:`page_by_page`.

    It takes the id that its page ends before as ``before`` (None for the latest page), and gives a page oldest first.
    The server sorts by time and cuts by id, so the next page ends before this one's first item, which isn't always the
    one with the least id; what comes twice is dropped, and the end is a page with nothing new. A short page isn't the
    end.
    """
    _check(operation, kwargs)
    ask: Callable[..., Any] = operation
    return _newest_first(lambda id: ask(*args, before=id, **kwargs), inside, before)


def page_by_page(operation: Callable[_P, Any], inside: str, /, *args: _P.args, **kwargs: _P.kwargs) -> Iterator[Any]:
    """All items that *operation* gives for these arguments and the pages 1, 2, …, in their order and nothing twice.

    The end is an empty page or one with nothing new: what comes into a list while it's walked moves the rest on, so
    that some of it comes twice. No page is asked for before its first item is.

    Parameters:
        inside: the attributes that lead from an answer to its list, as ``data.payload``; empty if it is the list.

    Raises:
        TypeError, ValueError: an option that there isn't, or with which the operation returns no page; at once, not
            when the first item is asked for.
    """
    _check(operation, kwargs)
    ask: Callable[..., Any] = operation
    return _page_by_page(lambda number: ask(*args, page=number, **kwargs), inside)


def _newest_first(page_before: Callable[[Any], Any], inside: str, before: Any) -> Iterator[Any]:
    seen: set[Any] = set()
    while True:
        page = _items(page_before(before), inside)
        new = _unseen(page, seen)
        yield from reversed(new)
        before = getattr(page[0], "id", None) if new else None
        if not isinstance(before, int):
            return


def _page_by_page(page_at: Callable[[int], Any], inside: str) -> Iterator[Any]:
    seen: set[Any] = set()
    for number in count(1):
        new = _unseen(_items(page_at(number), inside), seen)
        if not new:
            return
        yield from new


def check_walk(options: Mapping[str, Any]) -> None:
    """Refuse options that there aren't, or with which an operation returns no page.

    Raises:
        TypeError, ValueError: one of them, by its name.
    """
    checked(options)  # type: ignore[arg-type]
    for name, needed in _OF_ONE_CALL.items():
        if bool(options.get(name, needed)) is not needed:
            raise TypeError(f"{name} is for one call, not for the many of a walk; it must be {needed}")


def _check(operation: Any, arguments: Mapping[str, Any]) -> None:
    """Refuse what isn't an argument of *operation*, and what isn't for a walk."""
    code = getattr(operation, "func", operation).__code__
    own = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    check_walk({name: value for name, value in arguments.items() if name not in own})


def _items(answer: Any, inside: str) -> list[Any]:
    """The list in an answer; null in its place, or nothing, is an empty one.

    Raises:
        DecodeException: something else is there, which must not look like the end.
    """
    for name in filter(None, inside.split(".")):
        answer = getattr(answer, name, answer) if isinstance(answer, Model) else answer
    if answer is None:
        return []
    if not isinstance(answer, list):
        raise DecodeException(200, f"the answer has no list in {inside or 'it'}", outcome="unknown")
    return answer


def _unseen(page: list[Any], seen: set[Any]) -> list[Any]:
    """The items that came neither in an earlier page nor before in this one; they're *seen* then.

    Items without an id may be alike and yet two; those count as seen from the next page on.
    """
    new: list[Any] = []
    seen_next: set[Any] = set()
    for item in page:
        id = getattr(item, "id", None)
        has_id = isinstance(id, (int, str))
        # Items may be long, so that only a digest is kept of one without an id.
        key = id if has_id else ("", hash(repr(item)))
        if key not in seen:
            new.append(item)
        (seen if has_id else seen_next).add(key)
    seen |= seen_next
    return new
