"""Whose events are listened to, and how what they missed is read over REST."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from chatwoot_client.api.conversations import ConversationsApi
from chatwoot_client.api.messages import MESSAGES, MessagesApi
from chatwoot_client.api.profile import ProfileApi
from chatwoot_client.api.public_contacts import ContactsAPIApi
from chatwoot_client.api.public_conversations import ConversationsAPIApi
from chatwoot_client.api.public_messages import MESSAGES as PUBLIC_MESSAGES
from chatwoot_client.certain.reading import LONG, TOO_LONG, AccountReads
from chatwoot_client.events.live.journal import OVERLAP
from chatwoot_client.events.seen import keep_as_latest
from chatwoot_client.exceptions import ApiException, NotFoundException, UnauthorizedException

if TYPE_CHECKING:
    from typing_extensions import Protocol

    from chatwoot_client.api_client import ApiClient, RequestOptions
    from chatwoot_client.calls.request import Call
    from chatwoot_client.models.conversations import Conversation
    from chatwoot_client.models.messages import Message

    class Feed(Protocol):
        """An account as a user sees it, or a contact."""

        name: str

        def parameters(self) -> Mapping[str, Any]:
            """What a subscription has to say, its token included; asked for before each, since tokens change."""
            ...

        def belongs(self, event: str, data: Mapping[str, Any]) -> bool:
            """Whether what came is for this one."""
            ...

        def hears(self, call: Call) -> bool:
            """Whether a message that the call writes may be told here."""
            ...

        def read(self, since: float, is_whole: Callable[[Mapping[str, Any]], bool]) -> Iterator[Read]:
            """The messages written since then, conversation by conversation, but of those that *is_whole* says are."""
            ...


__all__ = ["AccountFeed", "ContactFeed", "Read"]

_MOST_CONVERSATIONS = 5000
#: A read that takes longer is made again; meanwhile nobody reads what comes live.
_PATIENCE: RequestOptions = {"_deadline": 15.0, "_retries": 0}


class Read(NamedTuple):
    """Messages of a conversation as REST has them, plain JSON, and the moment at which they were asked for."""

    conversation_id: int
    messages: list[dict[str, Any]]
    asked_at: float


class AccountFeed:
    """The conversations of an account that the user sees whose token the client has.

    Parameters:
        availability: what to make the user before it's first subscribed, which makes it present.
    """

    def __init__(self, client: ApiClient, account_id: int, availability: str | None = None) -> None:
        self.name: str = f"account:{account_id}"
        self._account_id = account_id
        self._availability = availability
        #: By conversation, the latest message that was older than what was read: `since` never goes back.
        self._older: dict[int, int] = {}
        self._profile = ProfileApi(client)
        self._reads = AccountReads(ConversationsApi(client), MessagesApi(client), account_id, _PATIENCE)

    def parameters(self) -> Mapping[str, Any]:
        user = self._profile.fetch_profile(**_PATIENCE)
        if self._account_id not in [account.id for account in user.accounts or ()]:
            raise NotFoundException(404, f"the token's user isn't in account {self._account_id}")
        if self._availability is not None:
            made = {"account_id": self._account_id, "availability": self._availability}
            self._profile.update_availability({"profile": made}, **_PATIENCE)
            self._availability = None
        return {"pubsub_token": user.pubsub_token, "account_id": self._account_id, "user_id": user.id}

    def belongs(self, event: str, data: Mapping[str, Any]) -> bool:
        # A user's own stream has the events of all the user's accounts.
        return data.get("account_id") == self._account_id

    def hears(self, call: Call) -> bool:
        # A contact's path doesn't tell the account.
        return call.route == PUBLIC_MESSAGES or (call.route == MESSAGES and call.path[0] == self._account_id)

    def read(self, since: float, is_whole: Callable[[Mapping[str, Any]], bool]) -> Iterator[Read]:
        for conversation in (each.to_dict() for each in self._changed(since)):
            if not is_whole(conversation):
                read = self._read_if_there(conversation["id"], since)
                if read is not None:
                    yield read

    def _read_if_there(self, number: int, since: float) -> Read | None:
        """What a conversation has; None where it was deleted meanwhile, or moved to where the user isn't.

        Raises:
            ApiException: it can't be read.
        """
        try:
            return self._read_one(number, since)
        except (NotFoundException, UnauthorizedException) as error:
            if self._reads.is_gone(number, error):
                return None
            status = error.status
        # Not the token, which was good for that, and so no reason to end.
        raise ApiException(status, f"conversation {number} is there and answered by {status}")

    def _changed(self, since: float) -> Iterable[Conversation]:
        """The conversations in which something was said since then, and others."""
        # Whole seconds, counted back on the server's clock from when it's asked.
        within = max(1, math.ceil(time.time() - since))
        try:
            return self._reads.changed_within(within)
        except TOO_LONG:
            if within < LONG:
                raise
        return self._changed_by_pages(since)

    def _changed_by_pages(self, since: float) -> Iterator[Conversation]:
        began = time.time()
        for number in itertools.count(1):
            page = self._reads.latest(number)
            yield from page
            if not page or (page[-1].last_activity_at or 0) < since:
                break
        # What was behind the page that was looked at and moved before it meanwhile.
        yield from self._reads.changed_within(math.ceil(time.time() - began + OVERLAP))

    def _read_one(self, conversation_id: int, since: float) -> Read:
        asked_at = time.monotonic()
        older = self._older.get(conversation_id)
        messages = self._back_to(since, conversation_id) if older is None else self._reads.after(conversation_id, older)
        found = sorted(({**each.to_dict(), "account_id": self._account_id} for each in messages), key=_id_of)
        # Next time as much is asked for by one request, however much was said.
        older = max((each["id"] for each in found if each["created_at"] < since), default=older or 0)
        keep_as_latest(self._older, conversation_id, older, _MOST_CONVERSATIONS)
        return Read(conversation_id, found, asked_at)

    def _back_to(self, since: float, conversation_id: int) -> Iterator[Message]:
        for page in self._reads.pages_back(conversation_id):
            yield from page
            if (page[0].created_at or 0) < since:
                return


def _id_of(message: Mapping[str, Any]) -> int:
    return int(message["id"])


class ContactFeed:
    """The conversations of a contact in an API inbox."""

    def __init__(self, client: ApiClient, inbox_identifier: str, contact_identifier: str) -> None:
        self.name: str = f"contact:{inbox_identifier}:{contact_identifier}"
        self._path = (inbox_identifier, contact_identifier)
        self._contacts = ContactsAPIApi(client)
        self._conversations = ConversationsAPIApi(client)

    def parameters(self) -> Mapping[str, Any]:
        contact = self._contacts.get_details_of_a_contact(*self._path, **_PATIENCE)
        return {"pubsub_token": contact.pubsub_token}

    def belongs(self, event: str, data: Mapping[str, Any]) -> bool:
        # The server tells a contact of agents who type a note that the contact will never see.
        return not (event.startswith("conversation.typing") and data.get("is_private"))

    def hears(self, call: Call) -> bool:
        return call.route == PUBLIC_MESSAGES and tuple(call.path[:2]) == self._path

    def read(self, since: float, is_whole: Callable[[Mapping[str, Any]], bool]) -> Iterator[Read]:
        asked_at = time.monotonic()
        for conversation in self._conversations.list_all_contact_conversations(*self._path, **_PATIENCE):
            told = conversation.to_dict()
            account = (told.get("contact") or {}).get("account_id")
            messages = [{**each, "account_id": account} for each in told.get("messages") or []]
            yield Read(told["id"], sorted(messages, key=lambda each: each["id"]), asked_at)
