"""The operations that filter ask for what a body says: in one request, or in as many as that takes."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Any, Callable, NamedTuple

from chatwoot_client.filters.attributes import UndefinedAttribute
from chatwoot_client.filters.checking import check_payload
from chatwoot_client.filters.expression import Filter, one_payload
from chatwoot_client.filters.rewriting import Defined, check, payloads
from chatwoot_client.filters.terms import Expression, Given

#: What the union of several requests can be put in order by: their items have it as a number.
MERGEABLE = ("created_at", "last_activity_at")


class Asking(NamedTuple):
    """What an operation that filters needs to know."""

    #: ``contact`` or ``conversation``, whichever it filters.
    model: str
    #: What the account defines, as far as that's known,
    kept: Callable[[], Defined | None]
    #: or asked for.
    learned: Callable[[], Defined]

    def body(self, body: Any) -> Any:
        """What to send in one request.

        Raises:
            TypeError, ValueError: it can't be said, or not in one.
        """
        said = self._said(body)
        if said is None:
            return body
        return {"payload": one_payload(self._payloads_now(said))}

    def walk(self, body: Any, pages: Callable[[Any], Iterator[Any]], sort: str) -> Iterator[Any]:
        """All that fulfils the body, each once.

        Parameters:
            pages: walks what fulfils a body that goes out as it is.
            sort: what the pages are in the order of, downwards with a ``-`` before it.

        Raises:
            TypeError, ValueError: it can't be said. At once, unless the account has to be asked for its attributes.
        """
        said = self._said(body)
        if said is None:
            return pages(body)
        # Refuses at once the options that are for one call alone.
        pages({"payload": []})
        try:
            asked = payloads(said, self.model, self.kept())
        except UndefinedAttribute:
            check(said, self.model)
            return self._walk_later(said, pages, sort)
        return _united(asked, pages, sort)

    def _walk_later(self, said: Expression, pages: Callable[[Any], Iterator[Any]], sort: str) -> Iterator[Any]:
        yield from _united(self._payloads_now(said), pages, sort)

    def _said(self, body: Any) -> Expression | None:
        """What a body says as an expression; None for one in the server's own language, which goes out as it is."""
        if isinstance(body, Filter):
            said = body.expression()
            if not isinstance(said, Given):
                return said
        check_payload(body, self.model)
        return None

    def _payloads_now(self, said: Expression) -> list[list[dict[str, Any]]]:
        try:
            return payloads(said, self.model, self.kept())
        except UndefinedAttribute:
            check(said, self.model)
        return payloads(said, self.model, self.learned())


def _united(asked: list[list[dict[str, Any]]], pages: Callable[[Any], Iterator[Any]], sort: str) -> Iterator[Any]:
    """What several requests find, taken together.

    Raises:
        ValueError: it can't be put in order.
    """
    if len(asked) == 1:
        return pages({"payload": asked[0]})
    by, descending = str(sort).lstrip("-"), str(sort).startswith("-")
    if asked and by not in MERGEABLE:
        raise ValueError(
            f"sort: this filter takes {len(asked)} requests, whose answers can be put together by "
            f"{' or '.join(MERGEABLE)}, not by {by}"
        )

    def place(item: Any) -> tuple[bool, float]:
        # What lacks it comes last, whichever way.
        value = getattr(item, by, None)
        if not isinstance(value, (int, float)):
            return True, 0
        return False, -value if descending else value

    return _each_once(heapq.merge(*(pages({"payload": payload}) for payload in asked), key=place))


def _each_once(items: Iterable[Any]) -> Iterator[Any]:
    seen: set[Any] = set()
    for item in items:
        id = getattr(item, "id", None)
        if id not in seen:
            seen.add(id)
            yield item
