"""Sets custom attributes of conversations and contacts, beside those that are there or in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chatwoot_client.certain.doubts import shown
from chatwoot_client.certain.kept import AT_ONCE, kept
from chatwoot_client.certain.twins import Twins
from chatwoot_client.checks import check_bool

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.certain.operations import ContactOperations, ConversationOperations

__all__ = ["set_of_contact", "set_of_conversation"]


def set_of_conversation(
    api: ConversationOperations, path: tuple[int, int], given: Mapping[str, Any], merge: bool, budget: Budget
) -> dict[str, Any]:
    """All attributes of a conversation, once those that are *given* are among them, or are all."""
    return kept(_OfConversation(api, path, _checked(given, merge), merge, budget), budget)


def set_of_contact(
    api: ContactOperations, path: tuple[int, int], given: Mapping[str, Any], merge: bool, budget: Budget
) -> dict[str, Any]:
    """All attributes of a contact, once those that are *given* are among them, or are all."""
    return kept(_OfContact(api, path, _checked(given, merge), merge, budget), budget)


def _checked(attributes: Any, merge: bool) -> Mapping[str, Any]:
    """
    Raises:
        TypeError: they aren't attributes, which a server might answer by taking all away.
    """
    check_bool("merge", merge)
    if not isinstance(attributes, Mapping):
        raise TypeError(f"attributes must be a dict, not {type(attributes).__name__}")
    for key in attributes:
        if not isinstance(key, str):
            raise TypeError(f"attributes must have texts for keys, not {type(key).__name__}")
    return attributes


class _Change:
    """Attributes that are to be there."""

    def __init__(self, client: ApiClient, what: str, given: Mapping[str, Any], merge: bool) -> None:
        self.what = f"the custom attributes of {what}"
        self.turn: tuple[object, ...] = (client.configuration.host, self.what)
        self._given = given
        self._merge = merge
        #: What is to be there as the server writes it, once it's known.
        self._stored: Mapping[str, Any] = given
        #: The keys that are to be gone: all others, until a server has answered that it wrote.
        self._gone: set[str] | None = None

    def missing(self, there: dict[str, Any]) -> list[str]:
        lacking = [key for key in self._given if key not in there or there[key] != self._stored.get(key)]
        if self._merge:
            return lacking
        # What came since it was written is somebody else's.
        others = [key for key in there if key not in self._given]
        return lacking + [key for key in others if self._gone is None or key in self._gone]

    def _was_written(self, answer: Mapping[str, Any] | None, there: dict[str, Any] | None) -> None:
        self._stored = answer if answer is not None else self._given
        self._gone = set(there or {}) - set(self._given)


class _OfConversation(_Change):
    def __init__(
        self,
        api: ConversationOperations,
        path: tuple[int, int],
        given: Mapping[str, Any],
        merge: bool,
        budget: Budget,
    ) -> None:
        super().__init__(api.api_client, f"conversation {path[1]} of account {path[0]}", given, merge)
        self._api = api
        self._path = path
        self._budget = budget
        # What is written takes the place of all that's there.
        self.looks_first = merge

    def look(self) -> dict[str, Any]:
        conversation = self._api.get_details_of_a_conversation(*self._path, **self._budget.options())
        return dict(shown(conversation, "a conversation").custom_attributes or {})

    def write(self, there: dict[str, Any] | None, writing: int) -> Sequence[float]:
        kept_besides = there or {} if self._merge else {}
        body = {"custom_attributes": {**kept_besides, **self._given}}
        answer = self._api.update_custom_attributes_of_a_conversation(body, *self._path, **self._budget.options())
        self._was_written(answer.custom_attributes if answer else None, there)
        return AT_ONCE


class _OfContact(_Change):
    def __init__(
        self, api: ContactOperations, path: tuple[int, int], given: Mapping[str, Any], merge: bool, budget: Budget
    ) -> None:
        super().__init__(api.api_client, f"contact {path[1]} of account {path[0]}", given, merge)
        self._api = api
        self._path = path
        self._budget = budget
        # The server merges by itself; what is to go has to be named.
        self.looks_first = not merge

    def look(self) -> dict[str, Any]:
        answer = self._api.contact_details(*self._path, **self._budget.options())
        return dict(shown(answer.payload if answer else None, "a contact").custom_attributes or {})

    def write(self, there: dict[str, Any] | None, writing: int) -> Sequence[float]:
        body = {"custom_attributes": dict(self._given)}
        with Twins(self._api, self._path[0], self._budget).explained(self._path[1], body):
            answer = self._api.contact_update(body, *self._path, **self._budget.options())
        contact = answer.payload if answer else None
        self._was_written(contact.custom_attributes if contact else None, there)
        if not self._merge and self._gone:
            self._api.destroy_contact_custom_attributes(
                {"custom_attributes": sorted(self._gone)}, *self._path, **self._budget.options()
            )
        return AT_ONCE
