"""Pages into one stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.calls.options import checked
from chatwoot_client.checks import is_whole_number
from chatwoot_client.exceptions import DecodeException
from chatwoot_client.models.base import Model

if TYPE_CHECKING:
    from typing_extensions import ParamSpec

    _P = ParamSpec("_P")

__all__ = ["after_walking_back", "check_walk", "listed", "newest_first", "page_by_page", "pages_back", "within"]

#: The options that make an operation return something else than a page, and how each has to be.
_OF_ONE_CALL = {"async_req": False, "_preload_content": True, "_return_http_data_only": True}
#: How many of the latest messages a server lists, and how many of those between two ids.
_LATEST, _BETWEEN = 20, 1000
#: How many messages may have a greater id than one that was written after them: several writers get theirs at once.
_OUT_OF_STEP = 5
#: Where in a page that was cut off the next cut is made, in tenths: before it is then all that there is.
_COMPLETE = 9
#: The greatest id that a message can have.
_GREATEST = 2**31 - 1


def newest_first(
    operation: Callable[_P, Any], inside: str, before: int | None, /, *args: _P.args, **kwargs: _P.kwargs
) -> Iterator[Any]:
    """All items that *operation* gives, page by page, newest first and nothing twice; see :func:`page_by_page`.

    It takes the id that its page ends before as ``before`` (None for the latest page), and gives a page oldest first.
    The server sorts by time and cuts by id, and messages of several writers may be out of step. So the next page ends
    before this one's first item, which isn't always the one with the least id, and after a full page a few items
    later; what comes twice is dropped. The end is a page with nothing new. A short page isn't the end.
    """
    _check(operation, kwargs)
    ask: Callable[..., Any] = operation
    return _newest_first(lambda id: ask(*args, before=id, **kwargs), inside, before)


def pages_back(
    operation: Callable[_P, Any], inside: str, before: int | None, /, *args: _P.args, **kwargs: _P.kwargs
) -> Iterator[list[Any]]:
    """What :func:`newest_first` gives, by the pages on which it came, each oldest first and none of them empty."""
    _check(operation, kwargs)
    ask: Callable[..., Any] = operation
    return (new for _, new in _pages_back(lambda id: listed(ask(*args, before=id, **kwargs), inside), "", before))


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
    for _, new in _pages_back(page_before, inside, before):
        yield from reversed(new)


def _pages_back(page_before: Callable[[Any], Any], inside: str, before: Any) -> Iterator[tuple[list[Any], list[Any]]]:
    """The pages from the latest on, and what of each is new."""
    seen: set[Any] = set()
    first: Any = None
    while True:
        page = _items(page_before(before), inside)
        new = _unseen(page, seen)
        if new:
            yield page, new
            first = getattr(page[0], "id", None)
            before = _end_of_next(page, first)
        elif len(page) >= _LATEST and before != first:
            # So many were out of step that the page was full of them.
            before = first
        else:
            return
        if not isinstance(before, int):
            return


def _end_of_next(page: list[Any], first: Any) -> Any:
    """The id before which the next page is to end."""
    ids = sorted(_by_id(page))
    return max(first, ids[_OUT_OF_STEP]) if is_whole_number(first) and len(ids) >= _LATEST else first


def within(
    operation: Callable[_P, Any], inside: str, after: int, before: int | None, /, *args: _P.args, **kwargs: _P.kwargs
) -> Iterator[Any]:
    """All items that *operation* has between two ids, in the order of their ids and nothing twice.

    It takes the first id as ``after`` and the one behind the last as ``before``, and gives up to 1,000 items. A page
    that has as many was cut off, by time, so any may be missing from it; then each part is asked for by itself. So
    there's one request for fewer than 1,000 items, and some two for every 900 of more.

    Raises:
        TypeError, ValueError: as :func:`page_by_page`, and for ids that are none.
    """
    _check(operation, kwargs)
    _check_id("after", after)
    if before is not None:
        _check_id("before", before)
    ask: Callable[..., Any] = operation
    end = _GREATEST if before is None else before
    return _within(lambda first, end: ask(*args, after=first, before=end, **kwargs), inside, after + 1, end)


def _within(page_of: Callable[[int, int], Any], inside: str, first: int, end: int) -> Iterator[Any]:
    left = [(first, end)]
    while left:
        first, end = left.pop()
        if first >= end:
            continue
        page = listed(page_of(first, end), inside)
        found = {id: item for id, item in _by_id(page).items() if first <= id < end}
        ids = sorted(found)
        cut = ids[len(ids) * _COMPLETE // 10] if len(page) >= _BETWEEN and len(ids) > 1 else first
        if cut > first:
            left += [(cut, end), (first, cut)]
        else:
            yield from map(found.__getitem__, ids)


def after_walking_back(
    operation: Callable[_P, Any], inside: str, after: int, before: int | None, /, *args: _P.args, **kwargs: _P.kwargs
) -> Iterator[Any]:
    """All items of *operation* after an id, in the order of their ids, where only pages *before* one can be asked for.

    They're all held, since the first one comes last: one request for every 15 items, and one more.

    Raises:
        TypeError, ValueError: as :func:`within`.
    """
    _check(operation, kwargs)
    _check_id("after", after)
    ask: Callable[..., Any] = operation
    return _after_walking_back(lambda id: ask(*args, before=id, **kwargs), inside, after, before)


def _after_walking_back(
    page_before: Callable[[Any], Any], inside: str, after: int, before: int | None
) -> Iterator[Any]:
    found: dict[int, Any] = {}
    for page, new in _pages_back(lambda id: listed(page_before(id), inside), "", before):
        found.update((id, item) for id, item in _by_id(new).items() if id > after)
        if sum(id <= after for id in _by_id(page)) >= min(_OUT_OF_STEP, len(page)):
            break
    yield from map(found.__getitem__, sorted(found))


def _by_id(items: list[Any]) -> dict[int, Any]:
    return {item.id: item for item in items if is_whole_number(getattr(item, "id", None))}


def _check_id(name: str, id: Any) -> None:
    if not is_whole_number(id):
        raise TypeError(f"{name} must be the id of a message, a whole number, not {type(id).__name__}")


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


def listed(answer: Any, inside: str) -> list[Any]:
    """The list in an answer.

    Parameters:
        inside: as :func:`page_by_page`.

    Raises:
        DecodeException: something else is there, or nothing, which must not look like an empty one.
    """
    found = _inside(answer, inside)
    if not isinstance(found, list):
        raise DecodeException(200, f"the answer has no list in {inside or 'it'}", outcome="unknown")
    return found


def _items(answer: Any, inside: str) -> list[Any]:
    """The list in an answer; null in its place, or nothing, is an empty one."""
    return [] if _inside(answer, inside) is None else listed(answer, inside)


def _inside(answer: Any, inside: str) -> Any:
    for name in filter(None, inside.split(".")):
        answer = getattr(answer, name, answer) if isinstance(answer, Model) else answer
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
