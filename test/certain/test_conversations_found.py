"""``find_or_create`` of conversations, of both APIs, and of the public API's contacts."""

from __future__ import annotations

from collections import Counter
from typing import Any, Callable, NamedTuple

import pytest
from racing import Race, at_once
from servers import ScriptedServer, json_answer

from chatwoot_client import (
    AmbiguousResultException,
    ApiClient,
    Contact,
    ContactsApi,
    ContactsAPIApi,
    ConversationsApi,
    ConversationsAPIApi,
    Inbox,
    MessagesApi,
    NotFoundException,
)
from chatwoot_client.sandbox import Sandbox


class Shop(NamedTuple):
    """An account with a contact, as an agent sees it."""

    server: Sandbox
    conversations: ConversationsApi
    contacts: ContactsApi
    contact: Contact

    def found(self, **how: Any) -> tuple[int, Any]:
        found = self.conversations.find_or_create(1, self.contact, self.server.inbox.id, **how)
        return found.conversation.id, found.created

    def resolve(self, conversation_id: int) -> None:
        self.conversations.toggle_status_of_a_conversation({"status": "resolved"}, 1, conversation_id)

    def write(self, conversation_id: int) -> None:
        MessagesApi(self.contacts.api_client).create_a_new_message_in_a_conversation(
            {"content": "Hi"}, 1, conversation_id
        )

    @property
    def places(self) -> list[str]:
        """Where the contact is in the inbox."""
        found = self.contacts.contact_details(1, self.contact.id).payload.contact_inboxes
        return [each.source_id for each in found if each.inbox.id == self.server.inbox.id]

    @property
    def number(self) -> int:
        """How many conversations there are."""
        return len(list(self.conversations.iter_conversations(1, status="all")))

    @property
    def asked(self) -> int:
        number = len(self.server.requests)
        self.server.clear_requests()
        return number


@pytest.fixture
def shop(server: Sandbox, client_for: Callable[..., ApiClient]) -> Shop:
    client = client_for(server, api_key={"userApiKey": server.user_token})
    contacts = ContactsApi(client)
    contact = contacts.find_or_create(1, identifier="u-1").contact
    server.clear_requests()
    return Shop(server, ConversationsApi(client), contacts, contact)


def test_the_one_that_is_not_resolved_is_taken_and_otherwise_another_one_begun(shop: Shop) -> None:
    first, created = shop.found()
    assert created is True
    assert shop.found() == (first, False)
    shop.resolve(first)
    second, created = shop.found()
    assert (second != first, created) == (True, True)
    for status in ("pending", "snoozed"):
        shop.conversations.toggle_status_of_a_conversation({"status": status}, 1, second)
        assert shop.found() == (second, False)


def test_any_takes_a_resolved_one_as_it_is_and_never_takes_none(shop: Shop) -> None:
    first, _ = shop.found(reuse="never")
    shop.resolve(first)
    assert shop.found(reuse="any") == (first, False)
    assert shop.server.conversation(first).status == "resolved"
    second, created = shop.found(reuse="never")
    assert (second != first, created) == (True, True)


def test_of_several_an_open_one_comes_first_and_then_the_one_with_the_latest_message(shop: Shop) -> None:
    one, two, three = (shop.found(reuse="never")[0] for _ in range(3))
    assert shop.found() == (one, False)
    shop.write(two)
    assert shop.found() == (two, False)
    shop.conversations.toggle_status_of_a_conversation({"status": "pending"}, 1, two)
    shop.write(three)
    shop.resolve(three)
    assert shop.found() == (one, False)
    assert shop.found(reuse="any") == (one, False)
    shop.resolve(one)
    assert shop.found() == (two, False)


def test_one_in_another_inbox_or_of_another_contact_is_not_taken(shop: Shop) -> None:
    other = shop.server.create_inbox("Other")
    elsewhere = shop.conversations.find_or_create(1, shop.contact, Inbox(id=other.id), reuse="never")
    somebody = shop.contacts.find_or_create(1, identifier="u-2").contact
    theirs = shop.conversations.find_or_create(1, somebody.id, shop.server.inbox.id, reuse="never")
    assert len({elsewhere.conversation.id, theirs.conversation.id, shop.found()[0]}) == 3


def test_the_contact_is_put_into_the_inbox_once_and_its_place_is_used_again(shop: Shop) -> None:
    begun = [shop.found(reuse="never")[0] for _ in range(3)]
    (place,) = shop.places
    assert [shop.server.conversation(each).contact_inbox.source_id for each in begun] == [place] * 3


def test_a_source_id_of_ones_own_is_the_place(shop: Shop) -> None:
    shop.found(source_id="customer-1", reuse="never")
    assert shop.places == ["customer-1"]
    assert shop.found(source_id="customer-1", reuse="never")[1] is True
    assert shop.places == ["customer-1"]


def test_an_inbox_that_is_locked_to_a_single_conversation_has_one_and_that_is_no_new_one(shop: Shop) -> None:
    shop.server.inbox.lock_to_single_conversation = True
    first, _ = shop.found(reuse="never")
    shop.resolve(first)
    for reuse in ("open", "any", "never"):
        assert shop.found(reuse=reuse) == (first, False)
    assert len(shop.places) == 1


def test_it_costs_as_many_requests_as_its_description_says(shop: Shop) -> None:
    first, _ = shop.found()
    assert shop.asked == 6
    shop.found()
    assert shop.asked == 1
    shop.resolve(first)
    shop.server.clear_requests()
    shop.found()
    assert shop.asked == 4


def test_what_it_is_begun_with_counts_for_a_new_one_alone(shop: Shop) -> None:
    first, _ = shop.found(reuse="never", status="pending", custom_attributes={"order": 1})
    conversation = shop.server.conversation(first)
    assert (conversation.status, conversation.custom_attributes) == ("pending", {"order": 1})
    assert shop.found(custom_attributes={"order": 2}) == (first, False)
    assert conversation.custom_attributes == {"order": 1}


def test_one_behind_the_20_that_a_server_lists_of_a_contact_is_found(shop: Shop) -> None:
    first, _ = shop.found(reuse="never")
    other = shop.server.create_inbox("Other")
    for _ in range(20):
        shop.conversations.new_conversation({"inbox_id": other.id, "contact_id": shop.contact.id, "source_id": "s"}, 1)
    assert shop.found() == (first, False)


@pytest.mark.parametrize("processed", [True, False])
def test_one_whose_answer_got_lost_is_looked_for_and_begun_again_only_if_it_is_not_there(
    shop: Shop, processed: bool
) -> None:
    shop.server.fail_next(status=500, processed=processed, path="*/accounts/1/conversations")
    assert shop.found()[1] is (None if processed else True)
    assert shop.number == 1


def test_never_leaves_open_what_became_of_one_whose_answer_got_lost(shop: Shop) -> None:
    shop.server.cut_next(processed=True, path="*/accounts/1/conversations")
    with pytest.raises(AmbiguousResultException):
        shop.found(reuse="never")


def test_strangers_at_once_get_the_same_one_and_resolve_what_they_began_besides(
    client_for: Callable[..., ApiClient],
) -> None:
    with Race() as race:
        race.contacts[1] = race.blank(1)
        callers = [client_for(f"{race.url}/p{each}", api_key={"userApiKey": "t"}) for each in range(10)]
        found = at_once(*(lambda client=each: ConversationsApi(client).find_or_create(1, 1, 3) for each in callers))
        (first,) = {each.conversation.id for each in found}
        assert Counter(each.created for each in found) == {True: 1, False: 9}
        statuses = {id: each["status"] for id, each in race.conversations.items()}
        assert [id for id, status in statuses.items() if status == "open"] == [first]


def test_threads_of_one_process_begin_one(shop: Shop) -> None:
    found = at_once(*[shop.found] * 20)
    assert len(set(map(str, found))) == 2
    assert shop.number == 1
    assert len(shop.places) == 1


@pytest.mark.parametrize(
    ("arguments", "how", "error", "message"),
    [
        ((1, "5", 1), {}, TypeError, "contact must be a model or its id, not str"),
        ((1, Contact(), 1), {}, ValueError, "contact has no id"),
        ((1, 1, True), {}, TypeError, "inbox must be a model or its id, not bool"),
        ((1, 1, 1), {"reuse": "all"}, ValueError, "reuse must be one of 'open', 'any', 'never', not 'all'"),
        ((1, 1, 1), {"source_id": ""}, ValueError, "source_id must not be empty"),
        ((1, 1, 1), {"_preload_content": False}, TypeError, "_preload_content"),
        ((1, Inbox(id=1), 1), {}, TypeError, "contact must be a model of one or its id, not Inbox"),
        ((1, 1, Contact(id=1)), {}, TypeError, "inbox must be a model of one or its id, not Contact"),
        ((1, 1, 1), {"assignee_id": "5"}, TypeError, "assignee_id must be a whole number, not str"),
        ((1, 1, 1), {"team_id": 0}, ValueError, "team_id must be 1 or more"),
        ((1, 1, 1), {"custom_attributes": {"since": object()}}, ValueError, "JSON has nothing for"),
        (([1], 1, 1), {}, TypeError, "account_id"),
    ],
)
def test_wrong_arguments_are_refused_before_anything_is_sent(
    client_for: Callable[..., ApiClient], arguments: Any, how: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ConversationsApi(client_for("http://unreachable.invalid")).find_or_create(*arguments, **how)


def test_a_contact_that_is_not_there_is_a_404(shop: Shop) -> None:
    with pytest.raises(NotFoundException):
        shop.conversations.find_or_create(1, 99, shop.server.inbox.id)


# --- the public side ---


def test_a_public_contact_is_made_once_and_never_changed(shop: Shop) -> None:
    api, inbox = ContactsAPIApi(shop.contacts.api_client), shop.server.inbox.identifier
    made = api.find_or_create(inbox, "customer.1", {"name": "Ada"})
    assert (made.created, made.contact.source_id, made.contact.name) == (True, "customer.1", "Ada")
    assert shop.asked == 2
    found = api.find_or_create(inbox, "customer.1", {"name": "Somebody"})
    assert (found.created, found.contact.id, found.contact.name) == (False, made.contact.id, "Ada")
    assert shop.asked == 1


@pytest.mark.parametrize(
    ("source_id", "body", "error", "message"),
    [
        (5, None, TypeError, "source_id must be text"),
        ("", None, ValueError, "source_id must not be empty"),
        ("c", {"custom_attributes": {"since": object()}}, ValueError, "JSON has nothing for"),
    ],
)
def test_what_can_be_no_public_contact_is_refused_before_anything_is_asked(
    client_for: Callable[..., ApiClient], source_id: Any, body: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ContactsAPIApi(client_for("http://unreachable.invalid")).find_or_create("inbox", source_id, body)


def test_public_contacts_at_once_are_one(shop: Shop) -> None:
    api, inbox = ContactsAPIApi(shop.contacts.api_client), shop.server.inbox.identifier
    found = at_once(*(lambda: api.find_or_create(inbox, "customer-1") for _ in range(20)))
    assert Counter(each.created for each in found) == {True: 1, False: 19}
    assert len({each.contact.id for each in found}) == 1


def test_a_public_contact_whose_answer_got_lost_is_asked_for_again(shop: Shop) -> None:
    api, inbox = ContactsAPIApi(shop.contacts.api_client), shop.server.inbox.identifier
    shop.server.cut_next(processed=True, method="POST", path="*/contacts")
    shop.server.fail_next(status=500, method="POST", path="*/contacts")
    made = api.find_or_create(inbox, "customer-1").contact
    assert (made.source_id, made.id) == ("customer-1", shop.contact.id + 1)


def test_who_lost_a_race_for_a_public_contact_and_is_told_so_gets_it_the_next_time(
    client_for: Callable[..., ApiClient],
) -> None:
    missing = json_answer({"status": 404, "error": "Not Found"}, 404)
    taken = json_answer({"message": "Email has already been taken", "attributes": ["email"]}, 422)
    with ScriptedServer([missing, taken, json_answer({"source_id": "c", "id": 3})]) as server:
        found = ContactsAPIApi(client_for(server)).find_or_create("inbox", "c", {"email": "a@b"})
        assert found.contact.id == 3
        assert server.requests[2].json == {"email": "a@b", "source_id": "c"}


def test_the_hash_of_an_identifier_proves_who_looks(shop: Shop) -> None:
    inbox = shop.server.inbox
    inbox.hmac_mandatory = True
    proof = {"identifier": "u-9", "identifier_hash": inbox.identifier_hash("u-9")}
    api = ContactsAPIApi(shop.contacts.api_client)
    assert api.find_or_create(inbox.identifier, "c", proof).created is True
    assert api.find_or_create(inbox.identifier, "c", proof).created is False


def test_a_public_conversation_is_found_as_one_of_the_agents_side(shop: Shop) -> None:
    inbox = shop.server.inbox.identifier
    ContactsAPIApi(shop.contacts.api_client).find_or_create(inbox, "c")
    api = ConversationsAPIApi(shop.contacts.api_client)
    shop.server.clear_requests()
    first = api.find_or_create(inbox, "c", custom_attributes={"order": 1})
    assert (first.created, shop.asked) == (True, 3)
    assert shop.server.conversation(first.conversation.id).custom_attributes == {"order": 1}
    again = api.find_or_create(inbox, "c")
    assert (again.conversation.id, again.created, shop.asked) == (first.conversation.id, False, 1)
    api.resolve_conversation(inbox, "c", first.conversation.id)
    assert api.find_or_create(inbox, "c", reuse="any").conversation.id == first.conversation.id
    assert api.find_or_create(inbox, "c").created is True
    assert api.find_or_create(inbox, "c", reuse="never").created is True
