"""Puts labels on conversations and contacts and takes them off, without the others of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.certain.callers import is_a_bots
from chatwoot_client.certain.kept import AT_ONCE, BY_A_JOB, kept
from chatwoot_client.certain.people import lowered
from chatwoot_client.certain.twins import Twins
from chatwoot_client.checks import check_text
from chatwoot_client.exceptions import UnauthorizedException
from chatwoot_client.pagination import listed

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.certain.operations import (
        BulkOperations,
        ContactLabelOperations,
        ContactOperations,
        ConversationOperations,
    )

__all__ = ["Labels", "of_contact", "of_conversation", "titles_of"]


class Labels:
    """The labels of a conversation or a contact.

    Parameters:
        kind: ``Conversation`` or ``Contact``, as bulk actions call them.
        path: the account's id and the record's.
        look, replace: the operations that list the labels, and set them.
    """

    def __init__(
        self,
        kind: str,
        path: tuple[int, int],
        look: Callable[..., Any],
        replace: Callable[..., Any],
        bulk: BulkOperations,
        budget: Budget,
    ) -> None:
        self.kind = kind
        self.path = path
        self.budget = budget
        self.client: ApiClient = bulk.api_client
        self._look = look
        self._replace = replace
        self._bulk = bulk

    def __str__(self) -> str:
        return f"the labels of {self.kind.lower()} {self.path[1]} of account {self.path[0]}"

    def add(self, labels: str | Iterable[str]) -> list[str]:
        """Put labels on; gives all that are there then."""
        return kept(_Change(self, titles_of(labels), adds=True), self.budget)

    def remove(self, labels: str | Iterable[str]) -> list[str]:
        """Take labels off; gives all that are there then."""
        return kept(_Change(self, titles_of(labels), adds=False), self.budget)

    def there(self) -> list[str]:
        """The titles that are there now."""
        return list(listed(self._look(*self.path, **self.budget.options()), "payload"))

    def replace(self, titles: list[str]) -> None:
        """Have these titles there, and no others."""
        self._replace({"labels": titles}, *self.path, **self.budget.options())

    def change(self, changed: dict[str, list[str]]) -> None:
        """Have a job add or remove titles."""
        body = {"type": self.kind, "ids": [self.path[1]], "labels": changed}
        self._bulk.create_a_bulk_action(body, self.path[0], **self.budget.options())


def of_conversation(api: ConversationOperations, bulk: BulkOperations, path: tuple[int, int], budget: Budget) -> Labels:
    """The labels of a conversation."""
    look, replace = api.list_all_labels_of_a_conversation, api.conversation_add_labels
    return Labels("Conversation", path, look, replace, bulk, budget)


def of_contact(
    contacts: ContactOperations,
    api: ContactLabelOperations,
    bulk: BulkOperations,
    path: tuple[int, int],
    budget: Budget,
) -> Labels:
    """The labels of a contact."""

    def replace(body: dict[str, list[str]], *path: int, **options: Any) -> None:
        with Twins(contacts, path[0], budget).explained(path[1], body):
            api.contact_add_labels(body, *path, **options)

    return Labels("Contact", path, api.list_all_labels_of_a_contact, replace, bulk, budget)


def titles_of(labels: str | Iterable[str]) -> list[str]:
    """The titles in a list of them, or in one alone, as a server reads them: without outer blanks, each once.

    Raises:
        TypeError, ValueError: one isn't text, is empty, or would be read as several.
    """
    titles: dict[str, str] = {}
    if not isinstance(labels, (str, Iterable)):
        raise TypeError(f"labels must be titles, not {type(labels).__name__}")
    for each in [labels] if isinstance(labels, str) else labels:
        title = check_text("a label's title", each).strip()
        if not title:
            raise ValueError("a label's title must not be empty")
        if "," in title or title[0] in "\"'":
            raise ValueError(f"a label's title can't have a comma or begin with a quotation mark, as {title!r} does")
        titles.setdefault(lowered(title), title)
    if not titles:
        raise ValueError("labels must hold a title at least")
    return list(titles.values())


class _Change:
    """Titles that are to be there, or that are not."""

    looks_first = True

    def __init__(self, labels: Labels, titles: list[str], *, adds: bool) -> None:
        self.what = str(labels)
        self.turn: tuple[object, ...] = (labels.client.configuration.host, self.what)
        self._labels = labels
        self._titles = titles
        self._adds = adds
        self._may_bulk = not is_a_bots(labels.client)

    def look(self) -> list[str]:
        return self._labels.there()

    def missing(self, there: list[str]) -> list[str]:
        # A server takes two titles that differ in their case alone for one.
        known = set(map(lowered, there))
        return [each for each in self._titles if (lowered(each) in known) is not self._adds]

    def write(self, there: list[str] | None, writing: int) -> Sequence[float]:
        there = there or []
        # Where it can't, a bulk action says nothing: up to Chatwoot 4.13 it takes no label off a contact, and it leaves
        # out contacts that no server saves. So those are written in another way, too.
        if self._may_bulk and (self._labels.kind == "Conversation" or writing % 2):
            try:
                # What races least: the server reads, changes and writes in one step of a job.
                self._labels.change({"add": self._titles} if self._adds else {"remove": self._among(there)})
                return [wait * writing for wait in BY_A_JOB]
            except UnauthorizedException:
                # Bots may do no bulk actions; who may nothing is told by what comes next.
                self._may_bulk = False
        gone = set() if self._adds else set(self._among(there))
        more = self.missing(there) if self._adds else []
        self._labels.replace([*(each for each in there if each not in gone), *more])
        return AT_ONCE

    def _among(self, there: list[str]) -> list[str]:
        """The titles as they are written there, since a server takes off only those that are just so."""
        wanted = set(map(lowered, self._titles))
        return [each for each in there if lowered(each) in wanted]
