"""What agents may do with contacts: list, filter, search, make, change, label, merge and remove them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from werkzeug.routing import Rule

from chatwoot_client.sandbox.answers import empty, shown
from chatwoot_client.sandbox.application import ACCOUNT, ApplicationOperation, found
from chatwoot_client.sandbox.columns import AVATAR, BOOLEAN, OBJECT, STRING, TEXT, permitted
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.filters import filtered_contacts
from chatwoot_client.sandbox.operation import rule
from chatwoot_client.sandbox.params import is_blank, leading_int, text, texts
from chatwoot_client.sandbox.records import Contact, Note, RecordNotFound, ServerFault, now
from chatwoot_client.sandbox.state import tidy_labels

CONTACTS_PER_PAGE = 15
ATTACHMENTS_PER_PAGE = 100
CONVERSATIONS_OF_A_CONTACT = 20

_CONTACTS = ACCOUNT + "/contacts"
_CONTACT = _CONTACTS + "/<segment:contact_id>"
_NOTE = _CONTACT + "/notes/<segment:note_id>"
_COLUMNS = {
    "name": STRING,
    "identifier": STRING,
    "email": STRING,
    "phone_number": STRING,
    "avatar": AVATAR,
    "blocked": BOOLEAN,
    "additional_attributes": OBJECT,
    "custom_attributes": OBJECT,
}
_SORTED_BY = {
    "email": lambda contact: contact.email,
    "name": lambda contact: contact.name.lower(),
    "phone_number": lambda contact: contact.phone_number,
    "last_activity_at": lambda contact: contact.last_activity_at,
    "created_at": lambda contact: contact.created_at,
    "company_name": lambda contact: contact.additional_attributes.get("company_name"),
    "city": lambda contact: contact.additional_attributes.get("city"),
    "country": lambda contact: contact.additional_attributes.get("country"),
}


class ContactOperations(ApplicationOperation):
    """The operations on contacts, their places, labels and notes."""

    for_administrators: ClassVar[frozenset[str]] = frozenset(("delete_contact",))

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        for methods, path, operation in (
            ("GET", _CONTACTS, "list_contacts"),
            ("POST", _CONTACTS, "create_contact"),
            ("GET", _CONTACTS + "/active", "list_active_contacts"),
            ("GET", _CONTACTS + "/search", "search_contacts"),
            ("POST", _CONTACTS + "/filter", "filter_contacts"),
            ("GET", _CONTACT, "show_contact"),
            ("PATCH PUT", _CONTACT, "update_contact"),
            ("DELETE", _CONTACT, "delete_contact"),
            ("DELETE", _CONTACT + "/avatar", "delete_avatar"),
            ("POST", _CONTACT + "/destroy_custom_attributes", "delete_custom_attributes"),
            ("GET", _CONTACT + "/conversations", "list_conversations"),
            ("GET", _CONTACT + "/attachments", "list_attachments"),
            ("GET", _CONTACT + "/labels", "list_labels"),
            ("POST", _CONTACT + "/labels", "set_labels"),
            ("POST", _CONTACT + "/contact_inboxes", "create_place"),
            ("GET", _CONTACT + "/contactable_inboxes", "list_contactable_inboxes"),
            ("GET", _CONTACT + "/notes", "list_notes"),
            ("POST", _CONTACT + "/notes", "create_note"),
            ("GET", _NOTE, "show_note"),
            ("PATCH PUT", _NOTE, "update_note"),
            ("DELETE", _NOTE, "delete_note"),
            ("POST", ACCOUNT + "/actions/contact_merge", "merge_contacts"),
            ("POST", ACCOUNT + "/contact_inboxes/filter", "find_by_place"),
        ):
            yield rule(methods, path, cls, operation)

    # Lists

    def list_contacts(self) -> Answer:
        contacts = self._reachable()
        if not is_blank(self._params.get("labels")):
            wanted = self._wanted_labels()
            contacts = [each for each in contacts if wanted & set(each.labels)]
        return self._listed(contacts)

    def _reachable(self) -> list[Contact]:
        """Lists leave out those of whom nothing is known but the name."""
        contacts = self._account.contacts.values()
        return [each for each in contacts if each.email or each.phone_number or each.identifier]

    def list_active_contacts(self) -> Answer:
        # Nobody has the sandbox's website widget open.
        return self._listed([])

    def filter_contacts(self) -> Answer:
        return self._listed(filtered_contacts(self._account, self._reachable(), self._params.get("payload")))

    def search_contacts(self) -> Answer:
        wanted = (text(self._params, "q") or "").strip()
        if not wanted:
            return shown({"meta": {"count": None, **self._current_page(), "has_more": None}, "payload": []})
        page = leading_int(str(self._params.get("page", 1)))
        if page < 1:
            raise ServerFault("pages are counted from 1")
        contacts = [each for each in self._account.contacts.values() if _is_found(each, wanted)]
        ordered = self._sorted(contacts, "created_at")[(page - 1) * CONTACTS_PER_PAGE :]
        shown_here = ordered[:CONTACTS_PER_PAGE]
        has_more = len(ordered) > CONTACTS_PER_PAGE
        meta = {"count": len(shown_here), **self._current_page(), "has_more": has_more}
        return shown({"meta": meta, "payload": [self._view(each) for each in shown_here]})

    def _listed(self, contacts: list[Contact]) -> Answer:
        page = self._paged(self._sorted(contacts, "email"), CONTACTS_PER_PAGE)
        meta = {"count": len(contacts), **self._current_page()}
        return shown({"meta": meta, "payload": [self._view(each) for each in page]})

    def _current_page(self) -> dict[str, Any]:
        return {"current_page": self._params.get("page", 1)}

    def _sorted(self, contacts: list[Contact], otherwise: str) -> list[Contact]:
        asked = text(self._params, "sort") or ""
        key = _SORTED_BY.get(asked.lstrip("-"))
        backwards = asked.startswith("-") and key is not None
        key = key or _SORTED_BY[otherwise]
        there = [each for each in contacts if key(each) is not None]
        absent = [each for each in contacts if key(each) is None]
        return sorted(there, key=key, reverse=backwards) + absent

    # One contact

    def create_contact(self) -> Answer:
        inbox = None if is_blank(self._params.get("inbox_id")) else self._inbox_with_id(self._params["inbox_id"])
        contact = self._account.save_contact(Contact(0, ""), self._given())
        place = self._placed(contact, inbox) if inbox else None
        record = {
            "inbox": self._views.inbox_record(place.inbox) if place else None,
            "source_id": place.source_id if place else None,
        }
        return shown({"payload": {"contact": self._view(contact), "contact_inbox": record}})

    def show_contact(self) -> Answer:
        return self._shown(self._contact())

    def update_contact(self) -> Answer:
        contact = self._contact()
        given = self._given()
        for name in ("custom_attributes", "additional_attributes"):
            if name in given:
                given[name] = {**getattr(contact, name), **given[name]}
        return self._shown(self._account.save_contact(contact, given))

    def delete_contact(self) -> Answer:
        self._account.delete_contact(self._contact().id)
        return empty()

    def delete_avatar(self) -> Answer:
        contact = self._contact()
        contact.avatar = None
        return shown({"payload": self._views.contact(contact)})

    def delete_custom_attributes(self) -> Answer:
        contact = self._contact()
        gone = texts(self._params, "custom_attributes")
        contact.custom_attributes = {
            name: value for name, value in contact.custom_attributes.items() if name not in gone
        }
        return self._shown(contact)

    def merge_contacts(self) -> Answer:
        base, mergee = (
            found(self._account.contacts, self._params.get(name)) for name in ("base_contact_id", "mergee_contact_id")
        )
        self._account.merge_contacts(base, mergee)
        return shown(self._views.contact(base))

    # What a contact has

    def list_conversations(self) -> Answer:
        contact = self._contact()
        own = [each for each in self._account.conversations.values() if each.contact is contact]
        seen = sorted((each for each in own if self._sees(each.inbox)), key=lambda each: each.last_activity_at)
        latest = seen[::-1][:CONVERSATIONS_OF_A_CONTACT]
        return shown({"payload": [self._views.conversation(each) for each in latest]})

    def list_attachments(self) -> Answer:
        contact = self._contact()
        files = [
            {**self._views.attachment(file, message), "conversation_id": conversation.id}
            for conversation in self._account.conversations.values()
            if conversation.contact is contact and self._sees(conversation.inbox)
            for message in conversation.messages
            for file in message.attachments
        ]
        newest_first = sorted(files, key=lambda file: -file["id"])
        page = self._paged(newest_first, ATTACHMENTS_PER_PAGE)
        return shown({"meta": {"total_count": len(files)}, "payload": page})

    def list_labels(self) -> Answer:
        return shown({"payload": self._contact().labels})

    def set_labels(self) -> Answer:
        contact = self._contact()
        contact.labels = tidy_labels(texts(self._params, "labels"))
        return shown({"payload": contact.labels})

    def create_place(self) -> Answer:
        contact = self._contact()
        place = self._placed(contact, self._inbox_with_id(self._params.get("inbox_id")))
        return shown(self._views.place(place.inbox, place.source_id))

    def list_contactable_inboxes(self) -> Answer:
        contact = self._contact()
        places = self._account.places_of(contact)
        payload = []
        for inbox in self._inboxes():
            here = [each.source_id for each in places if each.inbox is inbox]
            usual = (
                None if inbox.channel_type == "Channel::WebWidget" else self._account.usual_source_id(contact, inbox)
            )
            source_id = here[-1] if here else usual
            if source_id is not None:
                payload.append({"inbox": self._views.inbox_in_short(inbox), "source_id": source_id})
        return shown({"payload": payload})

    def find_by_place(self) -> Answer:
        inbox = self._inbox_with_id(self._params.get("inbox_id"))
        try:
            place = self._account.contact_inbox(inbox, text(self._params, "source_id") or "")
        except RecordNotFound:
            return empty(404)
        return shown(self._views.contact(place.contact, self._account.places_of(place.contact)))

    # Notes

    def list_notes(self) -> Answer:
        newest_first = list(self._contact().notes.values())[::-1]
        return shown([self._views.note(each) for each in newest_first])

    def create_note(self) -> Answer:
        return shown(self._views.note(self._account.add_note(self._contact(), self._user, self._note_content())))

    def show_note(self) -> Answer:
        return shown(self._views.note(self._note()))

    def update_note(self) -> Answer:
        note = self._note()
        note.content, note.updated_at = self._note_content(), now()
        return shown(self._views.note(note))

    def delete_note(self) -> Answer:
        del self._contact().notes[self._note().id]
        return empty()

    def _note(self) -> Note:
        return found(self._contact().notes, self._values["note_id"])

    def _note_content(self) -> str:
        return str(permitted(self._required("note"), {"content": TEXT}).get("content") or "")

    # Parts

    def _contact(self) -> Contact:
        return found(self._account.contacts, self._values["contact_id"])

    def _given(self) -> dict[str, Any]:
        given = permitted(self._params, _COLUMNS)
        if "name" in given:
            given["name"] = given["name"] or ""
        if "avatar" in given:
            self._account.files[given["avatar"].key] = given["avatar"]
        return given

    def _view(self, contact: Contact) -> dict[str, Any]:
        asked = self._params.get("include_contact_inboxes")
        with_places = is_blank(asked) or asked in (True, "true")
        return self._views.contact(contact, self._account.places_of(contact) if with_places else None)

    def _shown(self, contact: Contact) -> Answer:
        return shown({"payload": self._view(contact)})


def _is_found(contact: Contact, wanted: str) -> bool:
    haystack = (contact.name, contact.email, contact.phone_number)
    return (
        any(wanted.lower() in (each or "").lower() for each in haystack)
        or wanted in (contact.identifier or "")
        or wanted == str(contact.id)
    )
