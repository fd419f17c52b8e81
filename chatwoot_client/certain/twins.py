"""Contacts with the same phone number: those that one race made become one, any others are told.

A server looks whether a number is taken, and has no index that keeps a second one out. So requests that come together
may all find it free, and each stores a contact.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatwoot_client.certain.errors import ContactConflictException
from chatwoot_client.exceptions import (
    AmbiguousResultException,
    NotFoundException,
    UnprocessableEntityException,
)
from chatwoot_client.models.base import NULL
from chatwoot_client.pagination import listed

if TYPE_CHECKING:
    from collections.abc import Container

    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.certain.operations import ContactOperations
    from chatwoot_client.models.contacts import Contact

__all__ = ["DOUBLED", "Twins"]

#: Seconds for which a contact may still get a twin, with some for two clocks that differ: a server ends a request after
#: 15 seconds.
_YOUNG = 60
#: Seconds that twins are apart at the most.
_APART = 20
#: Seconds before each look at who has the number. The first is what a server takes to store what it has begun with.
_LOOKS = (0.3, 0.2, 0.3, 0.5, 0.7, 0.9)
_BETWEEN_MERGES = (0.1, 0.2, 0.4, 0.8, 1.6)
_LONGEST_WAIT = 5.0
#: What is to know of a phone number that two contacts have.
DOUBLED = (
    "A server changes no contact whose phone number another one has, too: it answers 422 to whatever is to change. "
    "contact_merge makes one of them, which can't be undone; to set the number of one to null ends it, too."
)


class Twins:
    """The contacts of an account that have the same phone number."""

    def __init__(self, api: ContactOperations, account_id: int, budget: Budget) -> None:
        self._api = api
        self._account_id = account_id
        self._budget = budget

    def is_young(self, contact: Contact) -> bool:
        """Whether a contact was made a moment ago, so that the race for its number may go on."""
        return contact.created_at is not None and abs(time.time() - contact.created_at) < _YOUNG

    def are_twins(self, contacts: list[Contact]) -> bool:
        """Whether contacts are one person's, made by requests of the same moment, which isn't long ago."""
        numbers = {each.phone_number for each in contacts}
        moments = [each.created_at or 0 for each in contacts]
        return (
            len(numbers) == 1
            and None not in numbers
            and max(moments) - min(moments) <= _APART
            and all(map(self.is_young, contacts))
            and len({each.identifier for each in contacts if each.identifier}) <= 1
            and len({each.email for each in contacts if each.email}) <= 1
        )

    def lasting(self, contacts: list[Contact]) -> Contact:
        """The one into which all others are merged: everybody who looks at the same contacts chooses the same."""
        return min(contacts, key=_id)

    def settled(self, contact: Contact, phone_number: str, is_ours: bool, took: float) -> Contact:
        """The one contact with this number, once nobody is about to store another one.

        Whoever made a contact merges it into the one that lasts, so that no two do the same; what others made and leave
        there is merged in the end.

        Parameters:
            contact: one that has the number.
            is_ours: whether this call made it.
            took: seconds that this took, as it may have taken others who began at the same time.

        Raises:
            ContactConflictException: the others aren't twins of the same race.
        """
        first = min(max(_LOOKS[0], took), _LONGEST_WAIT)
        for wait in (first, *_LOOKS[1:]):
            if not self._budget.pause(wait):
                break
            there = self._look(phone_number)
            if len(there) <= 1:
                return there[0] if there else contact
            self._check(there, phone_number)
            lasting = self.lasting(there)
            if is_ours and contact.id != lasting.id and any(each.id == contact.id for each in there):
                self._merge(lasting, contact)
        self._merge_all(self._look(phone_number))
        there = self._look(phone_number)
        if len(there) > 1:
            raise self._conflict(there)
        return there[0] if there else contact

    @contextlib.contextmanager
    def explained(self, contact_id: int, sent: Container[str]) -> Iterator[None]:
        """Tell who else has a contact's number, where that keeps it from being changed.

        Parameters:
            sent: the names of what is to be changed; a number among them may be somebody else's for another reason.

        Raises:
            ContactConflictException: another contact has its number.
        """
        try:
            yield
        except UnprocessableEntityException as error:
            if "phone_number" not in error.attributes or "phone_number" in sent:
                raise
            answer = self._api.contact_details(self._account_id, contact_id, **self._budget.options())
            contact = answer.payload if answer else None
            if contact is None or not contact.phone_number:
                raise
            raise self._conflict(self._look(contact.phone_number) or [contact]) from error

    def _look(self, phone_number: str) -> list[Contact]:
        condition = {
            "attribute_key": "phone_number",
            "filter_operator": "equal_to",
            "values": [phone_number],
            "query_operator": None,
        }
        answer = self._api.contact_filter(
            {"payload": [condition]}, self._account_id, sort="created_at", **self._budget.options()
        )
        return [each for each in listed(answer, "payload") if each.phone_number == phone_number]

    def _check(self, contacts: list[Contact], phone_number: str) -> None:
        if not self.are_twins(contacts):
            raise self._conflict(contacts)

    def _conflict(self, contacts: list[Contact]) -> ContactConflictException:
        ids = sorted(map(_id, contacts))
        return ContactConflictException(
            f"the phone number is stored {len(ids)} times, for the contacts {', '.join(map(str, ids))}",
            contacts={"phone_number": ids},
            hint=DOUBLED,
        )

    def _merge_all(self, contacts: list[Contact]) -> None:
        """Make one of contacts whose makers have gone."""
        if not contacts:
            return
        lasting, *others = sorted(contacts, key=_id)
        if len(others) > 1:
            for other in others:
                self._give_up_number(other)
        for other in others:
            self._merge(lasting, other)

    def _merge(self, lasting: Contact, other: Contact) -> None:
        """Merge *other* into *lasting*, unless it's done. If a third one has the number, *other* gives it up first."""
        body = {"base_contact_id": lasting.id, "mergee_contact_id": other.id}
        gave_up = False
        for wait in _BETWEEN_MERGES:
            try:
                self._api.contact_merge(body, self._account_id, **self._budget.options())
                return
            except NotFoundException:
                # Somebody else did it.
                return
            except AmbiguousResultException:
                # The next one tells.
                pass
            except UnprocessableEntityException as error:
                if "phone_number" not in error.attributes:
                    raise
                if not gave_up:
                    self._give_up_number(other)
                    gave_up = True
            if not self._budget.pause(wait):
                break
        raise self._conflict([lasting, other])

    def _give_up_number(self, contact: Contact) -> None:
        with contextlib.suppress(NotFoundException):  # It was merged meanwhile.
            self._api.contact_update({"phone_number": NULL}, self._account_id, contact.id, **self._budget.options())


def _id(contact: Contact) -> int:
    return contact.id or 0
