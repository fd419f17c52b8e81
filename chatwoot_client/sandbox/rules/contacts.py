"""The rules by which contacts are found, made, changed, merged and deleted."""

from __future__ import annotations

import copy
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from chatwoot_client.sandbox.rails.casts import is_blank
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.columns import (
    BOOLEAN,
    MAX_STRING,
    Columns,
    Error,
    human,
    named,
    refuse,
    refuse_nulls,
    too_long,
    without_nul,
)
from chatwoot_client.sandbox.records.contacts import Contact, ContactInbox
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.release import LONG_NAMES_ARE_CUT
from chatwoot_client.sandbox.rules.conversations import ConversationRules

_TEXTS = named(string="name email phone_number identifier")
CONTACT: Columns = {
    **_TEXTS,
    **named(object="additional_attributes custom_attributes", avatar="avatar"),
    "blocked": replace(BOOLEAN, never_null=True),
}
"""What agents may set of a contact."""
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
# It's only looked at how a number ends.
_PHONE_NUMBER = re.compile(r"\+[1-9][0-9]{1,14}\Z")


class ContactRules(ConversationRules):
    """What happens to the contacts of an account."""

    # As the public API has it

    def create_contact(self, inbox: Inbox, source_id: str | None, attributes: Mapping[str, Any]) -> ContactInbox:
        """Find or make a contact, and its place in an inbox.

        A known source id gives what is there, unchanged. A known identifier, e-mail address or phone number gives that
        contact, unchanged, another contact inbox.

        Parameters:
            inbox: where the contact writes.
            source_id: the client's own key; None makes one up.
            attributes: `identifier`, `name`, `email`, `phone_number` (texts or None) and `custom_attributes`.

        Raises:
            RecordInvalid: an address or a number that is none, or a text that is too long.
            ServerFault: a blank source id.
        """
        for value in (source_id, *attributes.values()):
            without_nul(value)
        if source_id is None:
            source_id = str(uuid.uuid4())
        if is_blank(source_id):
            raise ServerFault("a contact inbox needs a source id")
        known = self.contact_inboxes.get((inbox.id, source_id))
        if known is not None:
            return known
        contact = self._find_contact(attributes) or self._visitor(attributes)
        contact_inbox = ContactInbox(inbox, contact, source_id)
        refuse(too_long(contact_inbox, named(text="source_id")))
        if not contact.id:
            refuse(_errors(contact))
            self._add(contact)
        contact_inbox.id = self.store.next_id(ContactInbox)
        self.contact_inboxes[inbox.id, source_id] = contact_inbox
        return contact_inbox

    def _find_contact(self, attributes: Mapping[str, Any]) -> Contact | None:
        # Whoever loses a race for what an index keeps unique, looks again. A phone number is stored once more.
        found = [self._contact_with(key, attributes[key]) for key in ("identifier", "email")]
        found.append(self.as_read._contact_with("phone_number", attributes["phone_number"]))
        return next((self.contacts.get(each.id) for each in found if each is not None), None)

    def _contact_with(self, key: str, value: str | None) -> Contact | None:
        if value is None or is_blank(value):
            return None
        wanted = value.lower() if key == "email" else value
        return next((contact for contact in self.contacts.values() if getattr(contact, key) == wanted), None)

    def _visitor(self, attributes: Mapping[str, Any]) -> Contact:
        name = attributes["name"]
        return Contact(
            id=0,
            name=self.store.new_name()
            if name is None
            else name[: MAX_STRING if self.store.plays(LONG_NAMES_ARE_CUT) else None],
            email=(attributes["email"] or "").lower() or None,
            phone_number=attributes["phone_number"] or None,
            identifier=attributes["identifier"] or None,
            custom_attributes=copy.deepcopy(attributes["custom_attributes"]),
        )

    def _add(self, contact: Contact) -> None:
        contact.id = self.store.next_id(Contact)
        self.contacts[contact.id] = contact
        self.tell_of_contact(contact)

    def update_contact(self, contact_inbox: ContactInbox, attributes: Mapping[str, Any]) -> None:
        """Change a contact. Blank values change nothing, and so does an identifier; custom attributes are merged.

        An e-mail address or phone number of another contact merges the two into that other one.

        Raises:
            RecordInvalid: as `create_contact`.
        """
        for value in attributes.values():
            without_nul(value)
        given = {name: attributes[name] for name in ("name", "email", "phone_number") if not is_blank(attributes[name])}
        if "email" in given:
            given["email"] = given["email"].lower()
        refuse(_errors(replace(contact_inbox.contact, **given)))
        if "phone_number" not in given:
            # What's given and another's leads to that one. A number that was stored twice before keeps all from saving.
            refuse(self.taken(replace(contact_inbox.contact, email=None, identifier=None)))
        self._merge_by_email(contact_inbox, given)
        self._merge_by_phone_number(contact_inbox, given)
        contact = contact_inbox.contact
        before = vars(contact).copy()
        vars(contact).update(given, updated_at=now())
        contact.custom_attributes = _deeply_merged(contact.custom_attributes, attributes["custom_attributes"])
        self.tell_of_contact(contact, before)

    def _merge_by_email(self, contact_inbox: ContactInbox, given: Mapping[str, str]) -> None:
        other = self._contact_with("email", given.get("email"))
        if other is not None:
            self.merge_contacts(other, contact_inbox.contact)

    def _merge_by_phone_number(self, contact_inbox: ContactInbox, given: dict[str, str]) -> None:
        other = self._contact_with("phone_number", given.get("phone_number"))
        if other is None:
            return
        if "email" in given and other.email not in (None, given["email"]):
            # Two addresses are two people, who may not share the number.
            del given["phone_number"]
        else:
            self.merge_contacts(other, contact_inbox.contact)

    # As agents have it

    def save_contact(self, contact: Contact, changes: Mapping[str, Any]) -> Contact:
        """Make a contact (one with the id 0), or change one: nobody else may have its addresses.

        Raises:
            RecordInvalid: an address or a number that is none, or another contact's, or a text that is too long.
        """
        draft = replace(contact, **copy.deepcopy(dict(changes)))
        draft.email = (draft.email or "").lower() or None
        refuse([*self.taken(draft), *_errors(draft)])
        refuse_nulls(draft, CONTACT)
        others = [each for each in self.contacts.values() if each.id != draft.id]
        for key in ("email", "identifier"):
            value = getattr(draft, key)
            if value is not None and any(getattr(each, key) == value for each in others):
                raise ServerFault(f"PG::UniqueViolation: {key}")
        before = vars(contact).copy()
        vars(contact).update(vars(draft), updated_at=now())
        if not contact.id:
            self._add(contact)
        else:
            self.tell_of_contact(contact, before)
        return contact

    def taken(self, contact: Contact, *gone: Contact) -> Iterator[Error]:
        """What another contact has, too, apart from those that are about to go. Nothing saves such a contact."""
        there = [
            each for each in self.as_read.contacts.values() if each.id not in {contact.id, *(one.id for one in gone)}
        ]
        for key in ("email", "identifier", "phone_number"):
            value = getattr(contact, key)
            if not is_blank(value) and any(getattr(each, key) == value for each in there):
                yield key, f"{human(key)} has already been taken"

    def place_contact(self, contact: Contact, inbox: Inbox, source_id: str) -> ContactInbox | None:
        """Give a contact a contact inbox, or find it there; None when another contact has this source id."""
        contact_inbox = self.contact_inboxes.get((inbox.id, source_id))
        if contact_inbox is None:
            contact_inbox = ContactInbox(inbox, contact, source_id, id=self.store.next_id(ContactInbox))
            self.contact_inboxes[inbox.id, source_id] = contact_inbox
        return contact_inbox if contact_inbox.contact is contact else None

    def usual_source_id(self, contact: Contact, inbox: Inbox) -> str | None:
        """The source id that a contact gets in an inbox when nobody names one; None where the inbox can't reach it."""
        return contact.email if inbox.channel_type == "Channel::Email" else str(uuid.uuid4())

    def merge_contacts(self, base: Contact, mergee: Contact) -> None:
        """Give `base` what `mergee` has and it lacks, with all it wrote and all notes, and remove `mergee`."""
        if base is mergee:
            return
        texts: dict[str, Any] = {key: getattr(base, key) or getattr(mergee, key) for key in _TEXTS}
        refuse(self.taken(replace(base, **texts), mergee))
        vars(base).update(texts)
        base.custom_attributes = {**mergee.custom_attributes, **base.custom_attributes}
        base.additional_attributes = {**mergee.additional_attributes, **base.additional_attributes}
        base.notes.update(mergee.notes)
        for conversation in self.conversations_of(mergee):
            conversation.updated_at = now()
            for message in conversation.messages:
                if message.sender is mergee:
                    message.sender = base
        for contact_inbox in self.contact_inboxes_of(mergee):
            contact_inbox.contact = base
        del self.contacts[mergee.id]

    def delete_contact(self, contact: Contact) -> None:
        """Remove a contact with its contact inboxes and conversations."""
        del self.contacts[contact.id]
        self.remove_contact_inboxes(contact)


def _deeply_merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**old, **copy.deepcopy(dict(new))}
    for name, value in merged.items():
        if isinstance(value, dict) and isinstance(old.get(name), dict) and name in new:
            merged[name] = _deeply_merged(old[name], value)
    return merged


def _errors(contact: Contact) -> Iterator[Error]:
    yield from too_long(contact, _TEXTS)
    if contact.email and not EMAIL.fullmatch(contact.email):
        yield "email", "Email Invalid email"
    if contact.phone_number and not _PHONE_NUMBER.search(contact.phone_number):
        yield "phone_number", "Phone number should be in e164 format"
