"""Finds the conversation that a contact has in an inbox, or begins it, in the place that the contact has there."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from chatwoot_client.calls.body import encoded
from chatwoot_client.certain.doubts import shown, with_id
from chatwoot_client.certain.found import FoundConversation, FoundPublicConversation, id_of
from chatwoot_client.certain.settling import SETTLE, Once, is_over
from chatwoot_client.certain.turns import in_turn
from chatwoot_client.checks import check_count, check_text, check_word
from chatwoot_client.exceptions import AmbiguousResultException, ApiException
from chatwoot_client.models.conversations import Conversation, ConversationCreatePayload
from chatwoot_client.models.public_conversations import PublicConversation, PublicConversationCreatePayload
from chatwoot_client.pagination import listed
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.certain.operations import (
        ContactOperations,
        ConversationOperations,
        PublicConversationOperations,
    )
    from chatwoot_client.models.contacts import Contact
    from chatwoot_client.models.inboxes import Inbox

__all__ = ["REUSES", "Beginning", "ConversationFinder", "Place", "PublicConversationFinder"]

#: Which of the conversations that are there is taken.
REUSES = ("open", "any", "never")
#: Chatwoot's own channels go on with any conversation that isn't resolved: a bot's is pending.
_UNRESOLVED = ("open", "pending", "snoozed")
#: How many conversations of a contact a server lists at the most.
_LISTED = 20
#: Seconds after which what others began at the same time is there, by how long it took this call.
_SHORTEST_WAIT, _LONGEST_WAIT = 0.3, 5.0

_C = TypeVar("_C", Conversation, PublicConversation)


class _Finder(Generic[_C]):
    """Finds or begins a conversation, whichever API it's done by."""

    def __init__(self, budget: Budget, *turn: Any) -> None:
        self._budget = budget
        self._turn = turn

    def _found_or_begun(self, reuse: str) -> tuple[_C, bool | None]:
        """The conversation, and whether it was begun.

        Raises:
            ApiException: a request failed.
            TypeError, ValueError: *reuse* is none of the words.
        """
        check_word("reuse", reuse, REUSES)
        with in_turn(self._budget, *self._turn):
            began = now()
            there = self._listed(reuse)
            # An inbox that's locked to a single conversation gives one that was there for a new one.
            known = {each.id for each in there}
            taken = _best(there, reuse)
            if taken is not None:
                return taken, False
            begun, created = self._begun(reuse, known)
            took = now() - began
        if reuse == "never" or not created:
            return begun, created
        return self._settled(begun, reuse, known, took)

    def _begun(self, reuse: str, known: set[int | None]) -> tuple[_C, bool | None]:
        def begin(budget: Budget) -> tuple[_C, bool | None]:
            begun = self._begin()
            return with_id(begun, "the conversation"), begun.id not in known

        if reuse == "never":
            # One that's there afterwards may as well be somebody else's.
            return begin(self._budget)
        once = Once(
            send=begin,
            look=lambda budget: self._new(reuse, known),
            settle=SETTLE,
            budget=self._budget,
            what="the conversation",
            to_do="To call again finds it, or begins it.",
            confirm=lambda found: (found, None),
            ends=is_over,
        )
        result: tuple[_C, bool | None] = once.run(again=False)
        return result

    def _new(self, reuse: str, known: set[int | None]) -> _C | None:
        return _best([each for each in self._listed(reuse) if each.id not in known], reuse)

    def _settled(self, begun: _C, reuse: str, known: set[int | None], took: float) -> tuple[_C, bool]:
        """What's left of a race: no server keeps a second conversation out, so of several the first one counts."""
        if not self._budget.pause(min(max(took, _SHORTEST_WAIT), _LONGEST_WAIT)):
            return begun, True
        there = [each for each in self._listed(reuse) if each.id not in known and each.status != "resolved"]
        first = min(there, key=_id, default=begun)
        if _id(first) >= _id(begun):
            return begun, True
        # It's resolved, not deleted: somebody may have written there. If that fails, it's one too many, and empty.
        with contextlib.suppress(ApiException):
            self._resolve(begun)
        return first, False

    def _listed(self, reuse: str) -> Sequence[_C]:
        """The contact's conversations in the inbox, or as many as it takes to know which to take."""
        raise NotImplementedError

    def _begin(self) -> _C:
        raise NotImplementedError

    def _resolve(self, conversation: _C) -> None:
        raise NotImplementedError


class Place(NamedTuple):
    """Where a conversation is: whose, and in which inbox; ``source_id`` is None for the contact's own one there."""

    account_id: int
    contact_id: int
    inbox_id: int
    source_id: str | None

    @classmethod
    def of(cls, account_id: int, contact: Contact | int, inbox: Inbox | int, source_id: str | None) -> Place:
        """
        Raises:
            TypeError, ValueError: what isn't a contact or an inbox, or can't be a source id.
        """
        if source_id is not None and not check_text("source_id", source_id):
            raise ValueError("source_id must not be empty")
        return cls(account_id, id_of("contact", contact), id_of("inbox", inbox), source_id)


class Beginning(NamedTuple):
    """What a conversation that's begun is given; None for what isn't."""

    status: str | None = None
    assignee_id: int | None = None
    team_id: int | None = None
    custom_attributes: Mapping[str, Any] | None = None
    additional_attributes: Mapping[str, Any] | None = None

    def given(self) -> dict[str, Any]:
        """
        Raises:
            TypeError, ValueError: what should be a person's or a team's id isn't.
        """
        given = {name: value for name, value in self._asdict().items() if value is not None}
        for name in given.keys() & {"assignee_id", "team_id"}:
            check_count(name, given[name])
        return given


class ConversationFinder(_Finder[Conversation]):
    """Finds or begins a conversation as agents do."""

    def __init__(
        self,
        api: ConversationOperations,
        contacts: ContactOperations,
        place: Place,
        beginning: Beginning,
        budget: Budget,
    ) -> None:
        super().__init__(budget, api.api_client.configuration.host, *place[:3])
        self._api = api
        self._contacts = contacts
        self._account_id, self._contact_id, self._inbox_id, self._source_id = place
        self._given = beginning.given()
        # What can't be sent is refused before anything is asked.
        encoded(self._given, None, ConversationCreatePayload)

    def found(self, reuse: str) -> FoundConversation:
        """The conversation that's there, or a new one; raises what a request did."""
        return FoundConversation(*self._found_or_begun(reuse))

    def _listed(self, reuse: str) -> list[Conversation]:
        answer = self._contacts.contact_conversations(self._account_id, self._contact_id, **self._budget.options())
        latest = listed(answer, "payload")
        here = [each for each in latest if each.inbox_id == self._inbox_id]
        if len(latest) < _LISTED or reuse == "never" or _best(here, reuse) is not None:
            return here
        return [*here, *self._listed_by_place(reuse)]

    def _listed_by_place(self, reuse: str) -> list[Conversation]:
        status: Any = "all" if reuse == "any" else list(_UNRESOLVED)
        return [
            conversation
            for place in self._places()
            for conversation in self._api.iter_conversations(
                self._account_id, status=status, inbox_id=self._inbox_id, source_id=place, **self._budget.options()
            )
        ]

    def _begin(self) -> Conversation:
        if self._source_id is None:
            self._source_id = self._place()
        place = {"inbox_id": self._inbox_id, "contact_id": self._contact_id, "source_id": self._source_id}
        return self._api.new_conversation({**place, **self._given}, self._account_id, **self._budget.options())

    def _place(self) -> str:
        """The source id under which the contact is in the inbox, where it's put if it isn't there."""
        places = self._places()
        if not places:
            body = {"inbox_id": self._inbox_id}
            try:
                made = self._contacts.contact_inbox_creation(
                    body, self._account_id, self._contact_id, **self._budget.options()
                )
            except AmbiguousResultException:
                # Somebody else may have been first, where the inbox has one place for each address.
                places = self._places()
                if not places:
                    raise
            else:
                # Of several that were made at the same time, everybody takes the same.
                places = self._places() or [made.source_id or ""]
        return min(places)

    def _places(self) -> list[str]:
        answer = self._contacts.contact_details(self._account_id, self._contact_id, **self._budget.options())
        places = shown(answer.payload if answer else None, "a contact").contact_inboxes or []
        return [each.source_id for each in places if each.source_id and each.inbox and each.inbox.id == self._inbox_id]

    def _resolve(self, conversation: Conversation) -> None:
        self._api.toggle_status_of_a_conversation(
            {"status": "resolved"}, self._account_id, conversation.id, **self._budget.options()
        )


class PublicConversationFinder(_Finder[PublicConversation]):
    """Finds or begins a conversation as the contact of an API inbox does."""

    def __init__(
        self,
        api: PublicConversationOperations,
        path: tuple[str, str],
        custom_attributes: Mapping[str, Any] | None,
        budget: Budget,
    ) -> None:
        super().__init__(budget, api.api_client.configuration.host, *path)
        self._api = api
        self._path = path
        self._body = {} if custom_attributes is None else {"custom_attributes": custom_attributes}
        encoded(self._body, None, PublicConversationCreatePayload)

    def found(self, reuse: str) -> FoundPublicConversation:
        """The conversation that's there, or a new one; raises what a request did."""
        return FoundPublicConversation(*self._found_or_begun(reuse))

    def _listed(self, reuse: str) -> list[PublicConversation]:
        return listed(self._api.list_all_contact_conversations(*self._path, **self._budget.options()), "")

    def _begin(self) -> PublicConversation:
        return self._api.create_a_conversation(self._body, *self._path, **self._budget.options())

    def _resolve(self, conversation: PublicConversation) -> None:
        self._api.resolve_conversation(*self._path, conversation.id, **self._budget.options())


def _best(conversations: Sequence[_C], reuse: str) -> _C | None:
    """The one to take: rather an open one, then the one with the latest message; of those without any, the first."""
    taken = [each for each in conversations if reuse == "any" or (reuse == "open" and each.status in _UNRESOLVED)]
    return max(taken, key=_rank, default=None)


def _rank(conversation: Conversation | PublicConversation) -> tuple[bool, float, int]:
    messages = conversation.messages or []
    last: Any = messages[-1] if messages else None
    if isinstance(conversation, Conversation):
        # That it was assigned, say, is no word of anybody's.
        last = conversation.last_non_activity_message
    return conversation.status == "open", (last and last.created_at) or 0, -_id(conversation)


def _id(conversation: Conversation | PublicConversation) -> int:
    return conversation.id or 0
