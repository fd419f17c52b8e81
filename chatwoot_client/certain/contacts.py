"""Finds a contact of an account by what is known of the person, or makes it, and sees to it that it's one."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from chatwoot_client.calls.body import encoded
from chatwoot_client.certain.doubts import with_id
from chatwoot_client.certain.errors import ContactConflictException
from chatwoot_client.certain.found import FoundContact
from chatwoot_client.certain.settling import SETTLE, Once, is_over
from chatwoot_client.certain.turns import in_turn
from chatwoot_client.certain.twins import DOUBLED, Twins
from chatwoot_client.checks import check_text, check_word
from chatwoot_client.exceptions import (
    UnprocessableEntityException,
)
from chatwoot_client.models.contacts import ContactCreatePayload
from chatwoot_client.pagination import listed
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.certain.operations import ContactOperations
    from chatwoot_client.certain.people import Person
    from chatwoot_client.models.contacts import Contact

__all__ = ["UPDATES", "Finder", "Profile"]

#: What of a contact that was there is changed.
UPDATES = ("nothing", "missing", "all")
_ATTRIBUTES = {"custom_attributes", "additional_attributes"}


class Profile(NamedTuple):
    """What a contact is given besides what it's known by; None for what isn't given."""

    name: str | None = None
    avatar_url: str | None = None
    custom_attributes: Mapping[str, Any] | None = None
    additional_attributes: Mapping[str, Any] | None = None

    def given(self) -> dict[str, Any]:
        """
        Raises:
            TypeError: what should be text isn't.
        """
        given = {name: value for name, value in self._asdict().items() if value is not None}
        for name in given.keys() - _ATTRIBUTES:
            check_text(name, given[name])
        return given


class Finder:
    """Finds or makes one person's contact."""

    def __init__(self, api: ContactOperations, account_id: int, person: Person, budget: Budget) -> None:
        self._api = api
        self._account_id = account_id
        self._person = person
        self._budget = budget
        self._twins = Twins(api, account_id, budget)

    def find_or_create(self, profile: Profile, update: str) -> FoundContact:
        """The contact of this person; made if there's none.

        Raises:
            ContactConflictException: what is known belongs to several contacts, or to somebody else.
            ApiException: a request failed.
            TypeError, ValueError: *update* is none of the words.
        """
        check_word("update", update, UPDATES)
        # What can't be sent is refused before anything is asked.
        body = {**self._person.given(), **profile.given()}
        encoded(body, None, ContactCreatePayload)
        with in_turn(self._budget, self._api.api_client.configuration.host, self._account_id, self._person):
            began = now()
            hits = self._look()
            found = FoundContact(self._one_of(hits), False) if hits else self._made(body)
            took = now() - began
        found = self._settled(found, was_missing=not hits, took=took)
        if found.created or update == "nothing":
            return found
        return found._replace(contact=self._updated(found.contact, profile, update))

    # --- looking ---

    def _look(self) -> list[Contact]:
        """The contacts that have any of what is known, exactly."""
        given = self._person.given()
        conditions: list[dict[str, Any]] = [
            {"attribute_key": field, "filter_operator": "equal_to", "values": [value], "query_operator": "OR"}
            for field, value in given.items()
        ]
        conditions[-1]["query_operator"] = None
        found: dict[int, Contact] = {}
        page = 1
        while True:
            answer = self._api.contact_filter(
                {"payload": conditions}, self._account_id, page=page, sort="created_at", **self._budget.options()
            )
            known = len(found)
            found.update((each.id or 0, each) for each in listed(answer, "payload"))
            # An identifier is found in any case, so that there may be more than a page of others.
            if len(found) == known or len(found) >= ((answer.meta and answer.meta.count) or 0):
                return [each for each in found.values() if self._person.hits(each)]
            page += 1

    def _search(self, fields: list[str]) -> list[Contact]:
        """The same by the search, which also sees those whom a filter leaves out in accounts with a CRM."""
        found: dict[int, Contact] = {}
        for field, value in self._person.given().items():
            if field in fields:
                # Before another sign a backslash would be left out; other wildcards find too much at the most.
                words = value.replace("\\", "\\\\")
                walk = self._api.iter_contact_search(self._account_id, q=words, **self._budget.options())
                found.update((each.id or 0, each) for each in walk if self._person.hits(each))
        return list(found.values())

    def _one_of(self, hits: list[Contact]) -> Contact:
        """The one contact that was found; of twins of a race that isn't over, the one that will stay.

        Raises:
            ContactConflictException: there are several, or it's somebody else's.
        """
        if len(hits) > 1 and not self._twins.are_twins(hits):
            raise self._conflict(hits)
        contact = self._twins.lasting(hits)
        wanted = self._person.identifier
        if wanted is not None and contact.identifier and contact.identifier != wanted:
            raise ContactConflictException(
                f"contact {contact.id} has this {' and '.join(self._person.hits(contact))}, and another identifier",
                contacts={field: [contact.id or 0] for field in self._person.hits(contact)},
                hint="Who has another identifier is another person. Leave the identifier out to take this contact, "
                "change it by contact_update, or leave out what belongs to that person.",
            )
        return contact

    def _conflict(self, hits: list[Contact]) -> ContactConflictException:
        contacts = {
            field: [each.id or 0 for each in hits if field in self._person.hits(each)] for field in self._person.given()
        }
        contacts = {field: ids for field, ids in contacts.items() if ids}
        told = "; ".join(f"{field}: {_ids(ids)}" for field, ids in contacts.items())
        return ContactConflictException(
            f"what was given belongs to several contacts: {told}",
            contacts=contacts,
            hint=DOUBLED
            if len(contacts.get("phone_number", ())) > 1
            else "Leave out what isn't this person's, or make one of them by contact_merge, which can't be undone.",
        )

    # --- making ---

    def _made(self, body: dict[str, Any]) -> FoundContact:
        """The contact, once it's made by this call or by another one at the same time."""
        once = Once(
            send=partial(self._sent, body, count(1)),
            # A server answers the loser of a race by a 500, too.
            look=lambda budget: self._look() or None,
            settle=SETTLE,
            budget=self._budget,
            what="the contact",
            to_do="To call again finds it, or makes it.",
            confirm=lambda hits: FoundContact(self._one_of(hits), None),
            ends=is_over,
            # An index keeps a second one with the same identifier or address out. Nothing does that for a phone number.
            comes_once=bool(self._person.identifier or self._person.email),
        )
        found: FoundContact = once.run(again=False)
        return found

    def _sent(self, body: dict[str, Any], sendings: Iterator[int], budget: Budget) -> FoundContact:
        is_first = next(sendings) == 1
        try:
            answer = self._api.contact_create(body, self._account_id, **budget.options())
        except UnprocessableEntityException as error:
            # Somebody else was first; what the server says may be in the account's language.
            hits = self._look() or self._search(error.attributes)
            if not hits:
                raise
            # One that was sent before, and whose answer got lost, may be this call's own.
            return FoundContact(self._one_of(hits), False if is_first else None)
        made = answer.payload if answer else None
        return FoundContact(with_id(made.contact if made else None, "the contact"), True)

    def _settled(self, found: FoundContact, was_missing: bool, took: float) -> FoundContact:
        """What's left of a race for a phone number, which no index of the server's decides.

        Others that began at the same time take about as long as this call *took*.
        """
        phone_number = self._person.phone_number
        may_have_twins = was_missing or self._twins.is_young(found.contact)
        if phone_number is None or phone_number != found.contact.phone_number or not may_have_twins:
            return found
        contact = self._twins.settled(found.contact, phone_number, bool(found.created), took)
        return FoundContact(contact, found.created if contact.id == found.contact.id else False)

    # --- changing ---

    def _updated(self, contact: Contact, profile: Profile, update: str) -> Contact:
        body = self._changes(contact, profile, only_missing=update == "missing")
        if not body:
            return contact
        with self._twins.explained(contact.id or 0, body):
            answer = self._api.contact_update(body, self._account_id, contact.id, **self._budget.options())
        return (answer.payload if answer else None) or contact

    def _changes(self, contact: Contact, profile: Profile, only_missing: bool) -> dict[str, Any]:
        """What to send for a contact to have what was given."""
        changes: dict[str, Any] = {}
        for name, value in {**self._person.given(), **profile.given()}.items():
            if name in _ATTRIBUTES:
                there = getattr(contact, name) or {}
                value = {key: each for key, each in value.items() if key not in there or not only_missing}
                if {**there, **value} != there:
                    changes[name] = value
                continue
            there = contact.thumbnail if name == "avatar_url" else getattr(contact, name)
            if not there or (not only_missing and there != value and name not in self._person.hits(contact)):
                changes[name] = value
        return changes


def _ids(ids: list[int]) -> str:
    return f"contact{'s' if len(ids) > 1 else ''} {', '.join(map(str, ids))}"
