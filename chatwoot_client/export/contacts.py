"""All contacts that a user may list, and those of the conversations, whom no list shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chatwoot_client.export.lines import line_of, without_secrets
from chatwoot_client.export.state import is_id

if TYPE_CHECKING:
    from chatwoot_client.api.contacts import ContactsApi
    from chatwoot_client.export.progress import Progress
    from chatwoot_client.export.state import State
    from chatwoot_client.models.contacts import ContactsListResponse

__all__ = ["Contacts"]

#: The orders in which the list is walked until nobody is missing; in each of them others are alike, whom a server may
#: put now on one page and now on another.
_ORDERS = ("-created_at", "created_at", "email", "name")
#: How often a walk goes back because there are more now; a server may count as it likes.
_MOST_BACKS = 100


class Contacts:
    """The contacts of an account on their way into a state.

    Pages are walked from the last to the first: whoever is deleted meanwhile moves others to pages that are still to
    come. Whoever is added moves them the other way, so the walk goes back by as many as the server counts more; the
    latest are on the first page, which is read last.
    """

    def __init__(self, api: ContactsApi, account_id: int, options: Any, state: State, progress: Progress) -> None:
        self._api = api
        self._account_id = account_id
        self._options = options
        self._state = state
        self._progress = progress

    def fetch(self) -> None:
        """Fetch whoever isn't there yet."""
        state = self._state
        for turn in range(state.get("turn", 0), len(_ORDERS)):
            self._walk(_ORDERS[turn])
            unseen = max(0, state.get("contacts") - state.count("contacts"))
            with state.step():
                state.set("unseen", unseen)
                state.set("turn", turn + 1 if unseen else len(_ORDERS))
                state.set("page", None)
            if not unseen:
                break
        self._add_of_conversations()

    def _walk(self, order: str) -> None:
        state = self._state
        if state.get("page") is None:
            first = self._listed(order, 1)
            count = _count_of(first)
            size = len(first.payload or [])
            with state.step():
                state.set("contacts", count)
                state.set("size", size)
                state.set("page", -(-count // size) if size else 0)
        backs = 0
        while (page := state.get("page")) > 0:
            listed = self._listed(order, page)
            count, size = _count_of(listed), state.get("size")
            more = count - state.get("contacts") if backs < _MOST_BACKS else 0
            backs += more > 0
            contacts = [each.to_dict() for each in listed.payload or []]
            with state.step():
                state.put("contacts", ((each["id"], _line_of(each)) for each in contacts if is_id(each.get("id"))))
                state.set("contacts", count)
                state.set("page", page - 1 if more <= 0 else min(page - (-more // size), -(-count // size)))
            self._progress("contacts", max(0, count - (page - 1) * size), count)

    def _listed(self, order: str, page: int) -> ContactsListResponse:
        return self._api.contact_list(self._account_id, sort=order, page=page, **self._options)

    def _add_of_conversations(self) -> None:
        """Those without an e-mail address, phone number and identifier, whom their conversations tell alone."""
        state = self._state
        with state.step():
            for _, text in state.records("conversations"):
                contact = (json.loads(text).get("meta") or {}).get("sender")
                if isinstance(contact, dict) and is_id(contact.get("id")):
                    state.put("contacts", [(contact["id"], _line_of(contact))], anew=False)


def _count_of(listed: ContactsListResponse) -> int:
    count = listed.meta.count if listed.meta else None
    return count if isinstance(count, int) else len(listed.payload or [])


def _line_of(contact: dict[str, Any]) -> str:
    return line_of(without_secrets(contact))
