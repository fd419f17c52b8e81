"""What agents may do with contacts: list, filter, search, make, change, label, merge and remove them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Callable, ClassVar

from chatwoot_client.sandbox.filters.conditions import filtered_contacts
from chatwoot_client.sandbox.filters.sql import has_words
from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves, with_id
from chatwoot_client.sandbox.operations.resources import ResourceOperations
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import Upload, as_text, bigint, is_blank, is_scalar, text, texts
from chatwoot_client.sandbox.rails.errors import RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.rails.ruby import strip
from chatwoot_client.sandbox.records.columns import Columns, refuse
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.rules.contacts import CONTACT
from chatwoot_client.sandbox.rules.labels import tidy_labels
from chatwoot_client.sandbox.views.fields import Json

CONTACTS_PER_PAGE = 15
CONVERSATIONS_OF_A_CONTACT = 20


def _additional(name: str) -> Callable[[Contact], str | None]:
    # Whatever stands there is sorted as a text.
    return lambda contact: as_text(contact.additional_attributes.get(name))


_SORTED_BY: dict[str, Callable[[Contact], Any]] = {
    "email": lambda contact: contact.email,
    "name": lambda contact: None if contact.name is None else contact.name.lower(),
    "phone_number": lambda contact: contact.phone_number,
    "last_activity_at": lambda contact: contact.last_activity_at,
    "created_at": lambda contact: contact.created_at,
    **{name: _additional(name) for name in ("company_name", "city", "country")},
}
_NULLS_FIRST_BACKWARDS = ("email", "name", "phone_number")
"""Of the others, the absent ones come last in either direction."""


class ContactOperations(ApplicationOperation, ResourceOperations[Contact]):
    """The operations of contacts, and of their labels and contact inboxes."""

    path: ClassVar[str] = ACCOUNT + "/contacts"
    columns: ClassVar[Columns] = CONTACT
    for_administrators: ClassVar[frozenset[str]] = frozenset(("destroy", "import_file", "export"))

    # Lists

    def index(self) -> Answer:
        contacts = self._account.reachable_contacts()
        if not is_blank(self._params.get("labels")):
            wanted = self._wanted_labels()
            contacts = [each for each in contacts if wanted & set(each.labels)]
        return self._shown_page(contacts)

    @serves("GET", "/active")
    def active(self) -> Answer:
        # Nobody has the sandbox's website widget open.
        return self._shown_page([])

    @serves("POST", "/filter")
    def filter(self) -> Answer:
        reachable = self._account.reachable_contacts()
        return self._shown_page(filtered_contacts(self._account, reachable, self._params.get("payload")))

    @serves("GET", "/search")
    def search(self) -> Answer:
        if not is_scalar(self._params.get("q")):
            raise ServerFault("undefined method `strip' for a list")
        wanted = strip(text(self._params, "q") or "")
        if not wanted:
            return shown({"meta": {"count": None, **self._current_page(), "has_more": None}, "payload": []})
        page = bigint(self._params.get("page", 1))
        if page < 1:
            raise ServerFault("pages are counted from 1")
        contacts = [each for each in self._account.contacts.values() if _is_found(each, wanted)]
        ordered = self._sorted(contacts)[(page - 1) * CONTACTS_PER_PAGE :]
        here, has_more = ordered[:CONTACTS_PER_PAGE], len(ordered) > CONTACTS_PER_PAGE
        meta = {"count": len(here), **self._current_page(), "has_more": has_more}
        return shown({"meta": meta, "payload": [self._view(each) for each in here]})

    def _shown_page(self, contacts: list[Contact]) -> Answer:
        page = self._paged(self._sorted(contacts), CONTACTS_PER_PAGE)
        meta = {"count": len(contacts), **self._current_page()}
        return shown({"meta": meta, "payload": [self._view(each) for each in page]})

    def _current_page(self) -> Json:
        return {"current_page": self._params.get("page", 1)}

    def _sorted(self, contacts: list[Contact]) -> list[Contact]:
        asked = self._params.get("sort") or ""
        if not is_scalar(asked):
            raise ServerFault("undefined method `split' for a list")
        name, backwards = str(asked).lstrip("-"), str(asked).startswith("-")
        if name not in _SORTED_BY:
            # There's no order then but that of the database, where what was changed last comes last.
            return sorted(contacts, key=lambda each: each.updated_at)
        key = _SORTED_BY[name]
        there = sorted((each for each in contacts if key(each) is not None), key=key, reverse=backwards)
        absent = [each for each in contacts if key(each) is None]
        return absent + there if backwards and name in _NULLS_FIRST_BACKWARDS else there + absent

    # One contact

    def create(self) -> Answer:
        inbox = None if is_blank(self._params.get("inbox_id")) else self._inbox_with_id(self._params["inbox_id"])
        given = self._given()
        contact = Contact(0, "")
        source_id = None if inbox is None else self._source_id(replace(contact, email=given.get("email")), inbox)
        if inbox is not None and (inbox.id, source_id) in self._account.contact_inboxes:
            raise ServerFault("PG::UniqueViolation: source_id")
        self._account.save_contact(contact, given)
        contact_inbox = None if inbox is None else self._contact_inbox_of(contact, inbox, source_id or "")
        record = {
            "inbox": self._views.inbox_record(contact_inbox.inbox) if contact_inbox else None,
            "source_id": contact_inbox.source_id if contact_inbox else None,
        }
        return shown({"payload": {"contact": self._view(contact), "contact_inbox": record}})

    def _records(self) -> Mapping[int, Contact]:
        return self._account.contacts

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        self._installation.store.keep(given.get("avatar"))
        return given

    def _change(self, record: Contact) -> None:
        given, read = self._given(), self._account.as_read.contacts.get(record.id, record)
        for name in ("custom_attributes", "additional_attributes"):
            if name in given:
                given[name] = {**getattr(read, name), **given[name]}
        self._account.save_contact(record, given)

    def _remove(self, record: Contact) -> None:
        self._account.delete_contact(record)

    def _view(self, record: Contact) -> Json:
        asked = self._params.get("include_contact_inboxes")
        wanted = is_blank(asked) or asked in (True, "true")
        return self._views.contact(record, self._account.contact_inboxes_of(record) if wanted else None)

    def _shown(self, record: Contact) -> Answer:
        return shown({"payload": self._view(record)})

    @serves("DELETE", "/<id>/avatar")
    def remove_avatar(self) -> Answer:
        contact = self._record()
        contact.avatar = None
        return shown({"payload": self._views.contact(contact)})

    @serves("POST", "/<id>/destroy_custom_attributes")
    def destroy_custom_attributes(self) -> Answer:
        contact, sent = self._record(), self._params.get("custom_attributes")
        gone = [sent] if isinstance(sent, str) else texts(self._params, "custom_attributes")
        kept = {name: value for name, value in contact.custom_attributes.items() if name not in gone}
        contact.custom_attributes = kept
        return self._shown(contact)

    # What a contact has

    @serves("GET", "/<id>/conversations")
    def conversations(self) -> Answer:
        contact = self._record()
        own = [each for each in self._conversations() if each.contact is contact]
        latest = sorted(own, key=lambda each: each.last_activity_at)[::-1][:CONVERSATIONS_OF_A_CONTACT]
        return shown({"payload": [self._views.conversation(each) for each in latest]})

    @serves("GET", "/<id>/attachments")
    def attachments(self) -> Answer:
        contact = self._record()
        own = [each for each in self._conversations() if each.contact is contact]
        return self._shown_attachments(own, with_conversation=True)

    @serves("GET", "/<id>/labels")
    def labels(self) -> Answer:
        return shown({"payload": self._record().labels})

    @serves("POST", "/<id>/labels")
    def set_labels(self) -> Answer:
        named = tidy_labels(texts(self._params, "labels"))
        refuse(self._account.taken(self._record()))
        self._record().labels = self._installation.store.tags(named)
        return shown({"payload": named})

    @serves("POST", "/<id>/contact_inboxes")
    def create_contact_inbox(self) -> Answer:
        contact, inbox = self._record(), self._inbox_with_id(self._params.get("inbox_id"))
        made = self._contact_inbox_of(contact, inbox, self._source_id(contact, inbox))
        return shown(self._views.contact_inbox(made.inbox, made.source_id))

    @serves("GET", "/<id>/contactable_inboxes")
    def contactable_inboxes(self) -> Answer:
        contact = self._record()
        known = {each.inbox.id: each.source_id for each in self._account.contact_inboxes_of(contact)}
        payload = []
        for inbox in self._inboxes():
            # Who comes over a website is reached there only after it has come.
            can_begin = inbox.channel_type != "Channel::WebWidget"
            usual = self._account.usual_source_id(contact, inbox) if can_begin else None
            source_id = known.get(inbox.id, usual)
            if source_id is not None:
                payload.append({"inbox": self._views.inbox_in_short(inbox), "source_id": source_id})
        return shown({"payload": payload})

    # Jobs: Chatwoot answers at once, and reads or sends the file later

    @serves("POST", "/import")
    def import_file(self) -> Answer:
        if not isinstance(self._params.get("import_file"), Upload):
            raise Refused(422, {"error": "File is blank"})
        return empty()

    @serves("POST", "/export")
    def export(self) -> Answer:
        return empty()


class ContactMergeOperations(ApplicationOperation):
    """The operations that name contacts in the request alone."""

    path: ClassVar[str] = ACCOUNT

    @serves("POST", "/actions/contact_merge")
    def merge(self) -> Answer:
        base, mergee = (
            with_id(self._account.contacts, self._params.get(name)) for name in ("base_contact_id", "mergee_contact_id")
        )
        self._account.merge_contacts(base, mergee)
        return shown(self._views.contact(base))

    @serves("POST", "/contact_inboxes/filter")
    def find(self) -> Answer:
        inbox = self._inbox_with_id(self._params.get("inbox_id"))
        try:
            contact = self._account.contact_inbox(inbox, text(self._params, "source_id") or "").contact
        except RecordNotFound:
            return empty(404)
        return shown(self._views.contact(contact, self._account.contact_inboxes_of(contact)))


def _is_found(contact: Contact, wanted: str) -> bool:
    haystack = (contact.name, contact.email, contact.phone_number)
    return any(has_words(each, wanted) for each in haystack) or has_words(contact.identifier, wanted, in_any_case=False)
