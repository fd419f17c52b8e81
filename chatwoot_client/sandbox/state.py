"""The rules by which the records of an account change. No HTTP here.

They are those of Chatwoot 4.16.2: whom a new contact is joined with, when a conversation opens again, which messages
the server writes by itself, what is refused.
"""

from __future__ import annotations

import copy
import itertools
import random
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chatwoot_client.sandbox.media import content_type_of, file_type_of
from chatwoot_client.sandbox.params import Upload, is_blank
from chatwoot_client.sandbox.records import (
    ACTIVITY,
    INCOMING,
    MESSAGE_TYPES,
    OUTGOING,
    STATUSES,
    TEMPLATE,
    AgentBot,
    Attachment,
    Contact,
    ContactInbox,
    Conversation,
    Inbox,
    Message,
    RecordInvalid,
    RecordNotFound,
    Sender,
    ServerFault,
    SurveyResponse,
    User,
    now,
)

PAGE_SIZE = 20
MAX_CONTENT = 150_000
MAX_STRING = 255
MAX_TEXT = 20_000
MAX_ATTRIBUTE_TEXT = 1_500
MAX_ATTRIBUTE_INT = 9_999_999_999
MAX_BIGINT = 2**63 - 1
DELETED_TEXT = "This message was deleted"


def _random_name() -> str:
    adjective = random.choice(("autumn", "bold", "broken", "floral", "little", "old", "patient", "proud", "still"))
    noun = random.choice(("feather", "frog", "hill", "moon", "river", "shape", "silence", "sun", "wood"))
    return f"{adjective}-{noun}-{random.randrange(1000)}"


def _without_nul(value: Any) -> None:
    if isinstance(value, str) and "\0" in value:
        raise ServerFault("a text with a NUL character can't be stored")


class Account:
    """All records of one account."""

    def __init__(self, messages_per_minute: int | None = 200) -> None:
        """Begin without records.

        Parameters:
            messages_per_minute: how many messages a conversation takes in 60 seconds; None for any number.
        """
        self.messages_per_minute = messages_per_minute
        self.inboxes: list[Inbox] = []
        self.contact_inboxes: dict[tuple[int, str], ContactInbox] = {}
        self.contacts: dict[int, Contact] = {}
        self.conversations: dict[int, Conversation] = {}
        self.attachments: dict[str, Attachment] = {}
        self._messages: dict[int, Message] = {}
        self._ids: dict[type, Iterator[int]] = {}
        self.agent: User = self.create_agent("Sandbox Agent", "Sandbox Agent")

    def _next_id(self, kind: type) -> int:
        return next(self._ids.setdefault(kind, itertools.count(1)))

    # Inboxes

    def create_inbox(self, name: str, **settings: Any) -> Inbox:
        """Make an inbox; `settings` are fields of `Inbox`. Raises `ValueError` for an identifier in use."""
        inbox = Inbox(self._next_id(Inbox), name, **settings)
        if any(inbox.identifier == each.identifier for each in self.inboxes):
            raise ValueError(f"another inbox has the identifier {inbox.identifier!r}")
        self.inboxes.append(inbox)
        return inbox

    def create_agent(self, name: str, available_name: str) -> User:
        """Make an agent."""
        return User(self._next_id(User), name, available_name)

    def create_agent_bot(self, name: str) -> AgentBot:
        """Make a bot that inboxes may be given to."""
        return AgentBot(self._next_id(AgentBot), name)

    def inbox(self, identifier: str) -> Inbox:
        """The inbox that clients know under this identifier."""
        for inbox in self.inboxes:
            if inbox.identifier == identifier:
                return inbox
        raise RecordNotFound

    # Contacts

    def contact_inbox(self, inbox: Inbox, source_id: str) -> ContactInbox:
        """The contact of an inbox that has this source id."""
        try:
            return self.contact_inboxes[inbox.id, source_id]
        except KeyError:
            raise RecordNotFound from None

    def create_contact(self, inbox: Inbox, source_id: str | None, attributes: Mapping[str, Any]) -> ContactInbox:
        """Find or make a contact, and its place in an inbox.

        A known source id gives what is there, unchanged. A known identifier, e-mail address or phone number gives that
        contact, unchanged, another place.

        Parameters:
            inbox: where the contact writes.
            source_id: the client's own key; None makes one up.
            attributes: `identifier`, `name`, `email`, `phone_number` (texts or None) and `custom_attributes`.

        Raises:
            RecordInvalid: an address or a number that is none, or a text that is too long.
            ServerFault: a blank source id.
        """
        for value in (source_id, *attributes.values()):
            _without_nul(value)
        if source_id is None:
            source_id = str(uuid.uuid4())
        if is_blank(source_id):
            raise ServerFault("a contact inbox needs a source id")
        known = self.contact_inboxes.get((inbox.id, source_id))
        if known is not None:
            return known
        _refuse_errors(_too_long("source_id", source_id, MAX_TEXT))
        contact = self._find_contact(attributes) or self._new_contact(attributes)
        contact_inbox = ContactInbox(inbox, contact, source_id)
        self.contact_inboxes[inbox.id, source_id] = contact_inbox
        return contact_inbox

    def _find_contact(self, attributes: Mapping[str, Any]) -> Contact | None:
        for key in ("identifier", "email", "phone_number"):
            found = self._contact_with(key, attributes[key])
            if found is not None:
                return found
        return None

    def _contact_with(self, key: str, value: str | None) -> Contact | None:
        if value is None or is_blank(value):
            return None
        wanted = value.lower() if key == "email" else value
        return next((contact for contact in self.contacts.values() if getattr(contact, key) == wanted), None)

    def _new_contact(self, attributes: Mapping[str, Any]) -> Contact:
        name = attributes["name"]
        contact = Contact(
            id=0,
            name=_random_name() if name is None else name[:MAX_STRING],
            email=(attributes["email"] or "").lower() or None,
            phone_number=attributes["phone_number"] or None,
            identifier=attributes["identifier"] or None,
            custom_attributes=copy.deepcopy(attributes["custom_attributes"]),
        )
        _check_contact(contact)
        contact.id = self._next_id(Contact)
        self.contacts[contact.id] = contact
        return contact

    def update_contact(self, contact_inbox: ContactInbox, attributes: Mapping[str, Any]) -> None:
        """Change a contact. Blank values change nothing, and so does an identifier; custom attributes are merged.

        An e-mail address or phone number of another contact merges the two into that other one.

        Raises:
            RecordInvalid: as `create_contact`.
        """
        for value in attributes.values():
            _without_nul(value)
        given = {name: attributes[name] for name in ("name", "email", "phone_number") if not is_blank(attributes[name])}
        if "email" in given:
            given["email"] = given["email"].lower()
        _check_contact(replace(contact_inbox.contact, **given))
        self._merge_by_email(contact_inbox, given)
        self._merge_by_phone_number(contact_inbox, given)
        contact = contact_inbox.contact
        vars(contact).update(given, updated_at=now())
        contact.custom_attributes = {**contact.custom_attributes, **copy.deepcopy(attributes["custom_attributes"])}

    def _merge_by_email(self, contact_inbox: ContactInbox, given: Mapping[str, str]) -> None:
        other = self._contact_with("email", given.get("email"))
        if other is not None:
            self._merge(other, contact_inbox.contact)

    def _merge_by_phone_number(self, contact_inbox: ContactInbox, given: dict[str, str]) -> None:
        other = self._contact_with("phone_number", given.get("phone_number"))
        if other is None:
            return
        if "email" in given and other.email not in (None, given["email"]):
            # Two addresses are two people, who may not share the number.
            del given["phone_number"]
        else:
            self._merge(other, contact_inbox.contact)

    def _merge(self, base: Contact, mergee: Contact) -> None:
        if base is mergee:
            return
        for key in ("identifier", "email", "phone_number"):
            setattr(base, key, getattr(base, key) or getattr(mergee, key))
        base.custom_attributes = {**mergee.custom_attributes, **base.custom_attributes}
        for contact_inbox in self.contact_inboxes.values():
            if contact_inbox.contact is mergee:
                contact_inbox.contact = base
        for message in self._messages.values():
            if message.sender is mergee:
                message.sender = base
        del self.contacts[mergee.id]

    def contact(self, contact_id: int) -> Contact:
        """A contact by its id."""
        try:
            return self.contacts[contact_id]
        except KeyError:
            raise RecordNotFound from None

    def delete_contact(self, contact_id: int) -> None:
        """Remove a contact with its places and conversations."""
        contact = self.contact(contact_id)
        del self.contacts[contact_id]
        self.contact_inboxes = {key: each for key, each in self.contact_inboxes.items() if each.contact is not contact}
        for conversation in [each for each in self.conversations.values() if each.contact is contact]:
            del self.conversations[conversation.id]
            for message in conversation.messages:
                del self._messages[message.id]

    # Conversations

    def conversations_of(self, contact_inbox: ContactInbox) -> list[Conversation]:
        """What a contact inbox reaches: its own conversations, once verified all of its contact's, oldest first."""
        if contact_inbox.hmac_verified:
            return [each for each in self.conversations.values() if each.contact is contact_inbox.contact]
        return [each for each in self.conversations.values() if each.contact_inbox is contact_inbox]

    def conversation_of(self, contact_inbox: ContactInbox, conversation_id: int) -> Conversation:
        """One of the conversations that a contact inbox reaches."""
        conversation = self.conversation(conversation_id)
        own = conversation.contact_inbox is contact_inbox
        if own or (contact_inbox.hmac_verified and conversation.contact is contact_inbox.contact):
            return conversation
        raise RecordNotFound

    def conversation(self, conversation_id: int) -> Conversation:
        """A conversation by its id."""
        try:
            return self.conversations[conversation_id]
        except KeyError:
            raise RecordNotFound from None

    def conversation_with_uuid(self, conversation_uuid: str) -> Conversation:
        """A conversation by the uuid that its survey page is addressed with."""
        for conversation in self.conversations.values():
            if conversation.uuid == conversation_uuid:
                return conversation
        raise RecordNotFound

    def create_conversation(self, contact_inbox: ContactInbox, custom_attributes: Mapping[str, Any]) -> Conversation:
        """Begin a conversation; an inbox that keeps to a single one gives the contact inbox's last, resolved or not.

        Raises:
            RecordInvalid: a custom attribute that is too long or too large.
        """
        if contact_inbox.inbox.lock_to_single_conversation:
            earlier = [each for each in self.conversations.values() if each.contact_inbox is contact_inbox]
            if earlier:
                return earlier[-1]
        _refuse_errors(*_attribute_errors(custom_attributes))
        conversation = Conversation(
            self._next_id(Conversation), contact_inbox, custom_attributes=copy.deepcopy(dict(custom_attributes))
        )
        if contact_inbox.contact.blocked:
            conversation.status = "resolved"
        elif contact_inbox.inbox.agent_bot is not None:
            conversation.status = "pending"
        self.conversations[conversation.id] = conversation
        return conversation

    def set_status(self, conversation: Conversation, status: str) -> None:
        """Open, resolve, snooze or put back a conversation; the change leaves an activity message.

        Resolving sends the survey where the inbox has one and it wasn't sent before.
        """
        if status not in STATUSES:
            raise ValueError(f"status is one of {', '.join(STATUSES)}, not {status!r}")
        if conversation.status == status:
            return
        conversation.status = status
        attributes = {"activity": {"type": "conversation_status_changed", "status": status}}
        self._save(Message(conversation, f"Conversation was marked {status}", ACTIVITY, content_attributes=attributes))
        if status == "resolved" and conversation.inbox.csat_survey_enabled:
            self._send_survey(conversation)

    def _send_survey(self, conversation: Conversation) -> None:
        if any(message.content_type == "input_csat" for message in conversation.messages):
            return
        inbox = conversation.inbox
        attributes = {"display_type": inbox.csat_display_type}
        survey = Message(
            conversation, inbox.csat_message, TEMPLATE, content_type="input_csat", content_attributes=attributes
        )
        self._save(survey)

    # Messages

    def create_incoming_message(
        self, conversation: Conversation, sender: Contact, content: str | None, uploads: Sequence[Upload]
    ) -> Message:
        """Take a contact's message.

        It opens a resolved or snoozed conversation again, unless the contact is blocked, and is greeted, or told that
        nobody is there, as the inbox is set.

        Raises:
            RecordInvalid: the content is too long, or the conversation got too many messages in the last minute.
            ServerFault: the content has a NUL character.
        """
        message = Message(conversation, content, INCOMING, sender=sender)
        self._check_message(message)
        self._save(message, uploads)
        sender.last_activity_at = sender.updated_at = now()
        if conversation.status in ("resolved", "snoozed") and not sender.blocked:
            with_bot = conversation.status == "resolved" and conversation.inbox.agent_bot is not None
            self.set_status(conversation, "pending" if with_bot else "open")
        self._send_templates(conversation)
        return message

    def _send_templates(self, conversation: Conversation) -> None:
        inbox = conversation.inbox
        if inbox.out_of_office_message and inbox.out_of_office() and not _attended(conversation):
            self._save(Message(conversation, inbox.out_of_office_message, TEMPLATE))
        if inbox.greeting_message and not any(
            each.message_type in (OUTGOING, TEMPLATE) for each in conversation.messages
        ):
            self._save(Message(conversation, inbox.greeting_message, TEMPLATE))

    def create_message(
        self,
        conversation: Conversation,
        content: str | None,
        message_type: str,
        sender: Sender,
        content_type: str,
        content_attributes: Mapping[str, Any],
        uploads: Sequence[Upload],
        private: bool,
    ) -> Message:
        """Add a message of an agent or a bot, or one that the server might write.

        Raises:
            RecordInvalid: as `create_incoming_message`.
            ServerFault: as `create_incoming_message`.
        """
        message = Message(conversation, content, MESSAGE_TYPES[message_type], sender=sender)
        message.content_type = content_type
        message.content_attributes = copy.deepcopy(dict(content_attributes))
        message.private = private
        self._check_message(message)
        self._save(message, uploads)
        for attachment in message.attachments:
            attachment.measure()
        return message

    def _check_message(self, message: Message) -> None:
        _without_nul(message.content)
        self._refuse_flood(message.conversation)
        if message.content is not None and len(message.content) > MAX_CONTENT:
            raise RecordInvalid(("content", f"Content is too long (maximum is {MAX_CONTENT} characters)"))

    def _refuse_flood(self, conversation: Conversation) -> None:
        if self.messages_per_minute is None:
            return
        since = now() - timedelta(minutes=1)
        recent = itertools.takewhile(lambda message: message.created_at >= since, reversed(conversation.messages))
        if sum(1 for _ in recent) >= self.messages_per_minute:
            raise RecordInvalid(("base", "Too many messages"))

    def _save(self, message: Message, uploads: Sequence[Upload] = ()) -> None:
        message.id = self._next_id(Message)
        for upload in uploads:
            attachment = Attachment(
                id=self._next_id(Attachment),
                message_id=message.id,
                filename=upload.filename,
                file_type=file_type_of(upload.content_type),
                content_type=content_type_of(upload.data, upload.content_type, upload.filename),
                data=upload.data,
            )
            message.attachments.append(attachment)
            self.attachments[attachment.key] = attachment
        self._messages[message.id] = message
        message.conversation.messages.append(message)

    def messages_before(self, conversation: Conversation, before: int | None) -> list[Message]:
        """A page of what the contact may see, oldest first: the latest, or those whose ids are below `before`."""
        if before is not None and abs(before) > MAX_BIGINT:
            raise ServerFault("an id out of range can't be looked for")
        newest_first = (message for message in reversed(conversation.messages) if message.shown_to_contact)
        page = itertools.islice((each for each in newest_first if before is None or each.id < before), PAGE_SIZE)
        return list(page)[::-1]

    def answer_message(self, message: Message, submitted_values: Any) -> None:
        """Keep a contact's answer to a message; None changes nothing.

        Raises:
            RecordInvalid: the conversation got too many messages in the last minute.
        """
        self._refuse_flood(message.conversation)
        if submitted_values is not None:
            message.content_attributes["submitted_values"] = copy.deepcopy(submitted_values)

    def rate(self, message: Message) -> None:
        """Turn the answer to a survey into its rating, when it's one from 1 to 5. Chatwoot does that in a job."""
        answer = message.content_attributes.get("submitted_values")
        response = answer.get("csat_survey_response") if isinstance(answer, dict) else None
        if message.content_type != "input_csat" or not isinstance(response, dict):
            return
        rating = _rating(response.get("rating"))
        if rating is None:
            return
        known = message.survey_response or SurveyResponse(self._next_id(SurveyResponse), rating, None, now(), now())
        known.rating, known.feedback_message, known.updated_at = rating, response.get("feedback_message"), now()
        message.survey_response = known

    def survey_of(self, conversation_uuid: str) -> Message:
        """The message that asks how a conversation was."""
        for message in self.conversation_with_uuid(conversation_uuid).messages:
            if message.content_type == "input_csat":
                return message
        raise RecordNotFound

    def delete_message(self, message_id: int) -> Message:
        """Empty a message; it stays in its conversation."""
        try:
            message = self._messages[message_id]
        except KeyError:
            raise RecordNotFound from None
        message.content, message.content_type, message.content_attributes = DELETED_TEXT, "text", {"deleted": True}
        for attachment in message.attachments:
            del self.attachments[attachment.key]
        message.attachments = []
        return message


def _attended(conversation: Conversation) -> bool:
    lately = now() - timedelta(minutes=5)
    today = now().date()
    return any(
        (message.message_type == OUTGOING and not message.private and message.created_at > lately)
        or (message.message_type == TEMPLATE and message.created_at.date() == today)
        for message in conversation.messages
    )


def _rating(value: Any) -> int | None:
    try:
        rating = int(value)
    except (TypeError, ValueError):
        return None
    return rating if 1 <= rating <= 5 else None


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PHONE_NUMBER = re.compile(r"\+[1-9][0-9]{1,14}")


def _check_contact(contact: Contact) -> None:
    errors = [
        error
        for key in ("name", "email", "phone_number", "identifier")
        for error in _too_long(key, getattr(contact, key))
    ]
    if contact.email and not _EMAIL.fullmatch(contact.email):
        errors.append(("email", "Email Invalid email"))
    if contact.phone_number and not _PHONE_NUMBER.fullmatch(contact.phone_number):
        errors.append(("phone_number", "Phone number should be in e164 format"))
    _refuse_errors(errors)


def _too_long(attribute: str, value: str | None, limit: int = MAX_STRING) -> list[tuple[str, str]]:
    if value is None or len(value) <= limit:
        return []
    name = attribute.replace("_", " ").capitalize()
    return [(attribute, f"{name} is too long (maximum is {limit} characters)")]


def _attribute_errors(custom_attributes: Mapping[str, Any]) -> Iterator[list[tuple[str, str]]]:
    for key, value in custom_attributes.items():
        if isinstance(value, str) and len(value) > MAX_ATTRIBUTE_TEXT:
            yield [("custom_attributes", f"Custom attributes {key} length should be < {MAX_ATTRIBUTE_TEXT}")]
        if isinstance(value, int) and value > MAX_ATTRIBUTE_INT:
            yield [("custom_attributes", f"Custom attributes {key} value should be < {MAX_ATTRIBUTE_INT}")]


def _refuse_errors(*found: list[tuple[str, str]]) -> None:
    errors = [error for each in found for error in each]
    if errors:
        raise RecordInvalid(*errors)
