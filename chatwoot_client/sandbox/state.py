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
from datetime import datetime, timedelta
from typing import Any

from chatwoot_client.sandbox.columns import MAX_STRING, MAX_TEXT, human, too_long
from chatwoot_client.sandbox.liquid import filled_in
from chatwoot_client.sandbox.media import content_type_of, file_type_of
from chatwoot_client.sandbox.params import Upload, is_blank
from chatwoot_client.sandbox.records import (
    ACTIVITY,
    INCOMING,
    OUTGOING,
    PRIORITIES,
    STATUSES,
    TEMPLATE,
    AgentBot,
    Attachment,
    Blob,
    Contact,
    ContactInbox,
    Conversation,
    Inbox,
    Membership,
    Message,
    Note,
    RecordInvalid,
    RecordNotFound,
    ReportingEvent,
    ServerFault,
    SurveyResponse,
    Team,
    User,
    new_channel,
    now,
)
from chatwoot_client.sandbox.setting_records import AccountDetails, Settings

PAGE_SIZE = 20
MAX_CONTENT = 150_000
MAX_ATTRIBUTE_TEXT = 1_500
MAX_ATTRIBUTE_INT = 9_999_999_999
MAX_BIGINT = 2**63 - 1
_STATUS_WORDS = {
    "open": "reopened",
    "resolved": "marked resolved",
    "pending": "marked as pending",
    "snoozed": "snoozed",
}
DELETED_TEXT = "This message was deleted"


def _random_name() -> str:
    adjective = random.choice(("autumn", "bold", "broken", "floral", "little", "old", "patient", "proud", "still"))
    noun = random.choice(("feather", "frog", "hill", "moon", "river", "shape", "silence", "sun", "wood"))
    return f"{adjective}-{noun}-{random.randrange(1000)}"


def _without_nul(value: Any) -> None:
    if isinstance(value, str) and "\0" in value:
        raise ServerFault("string contains null byte")


class Ids:
    """Numbers for new records, counted by their kind through all accounts."""

    def __init__(self) -> None:
        self._latest: dict[Any, int] = {}

    def next(self, kind: Any) -> int:
        """The next number for a record of this kind."""
        self._latest[kind] = self._latest.get(kind, 0) + 1
        return self._latest[kind]


class Account:
    """All records of one account."""

    def __init__(self, messages_per_minute: int | None = 200, ids: Ids | None = None) -> None:
        """Begin without records.

        Parameters:
            messages_per_minute: how many messages a conversation takes in 60 seconds; None for any number.
            ids: where new records get their numbers from, when there are other accounts, too.
        """
        self._ids = ids or Ids()
        self.id: int = self._ids.next(Account)
        self.messages_per_minute = messages_per_minute
        self.inboxes: list[Inbox] = []
        self.contact_inboxes: dict[tuple[int, str], ContactInbox] = {}
        self.contacts: dict[int, Contact] = {}
        self.conversations: dict[int, Conversation] = {}
        self.files: dict[str, Blob] = {}
        """The stored files by the keys that they are addressed with."""
        self._messages: dict[int, Message] = {}
        self.details: AccountDetails = AccountDetails(self.id)
        self.members: dict[int, Membership] = {}
        """The people who work here, by their user ids."""
        self.settings: Settings = Settings()

    def _next_id(self, kind: type) -> int:
        # Conversations are counted by account, as their display ids are.
        return self._ids.next((self.id, kind) if kind is Conversation else kind)

    # Inboxes

    def create_inbox(self, name: str, **settings: Any) -> Inbox:
        """Make an inbox with an API channel; `settings` are fields of `Inbox`.

        Raises:
            ValueError: another inbox has the identifier.
        """
        inbox = Inbox(0, name, self.id, channel=new_channel("Channel::Api"), **settings)
        if any(inbox.identifier == each.identifier for each in self.inboxes):
            raise ValueError(f"another inbox has the identifier {inbox.identifier!r}")
        return self.keep_inbox(inbox)

    def keep_inbox(self, inbox: Inbox) -> Inbox:
        """Save a new inbox."""
        inbox.id, inbox.channel_id = self._next_id(Inbox), self._ids.next(inbox.channel_type)
        self.inboxes.append(inbox)
        self.details.touch("inbox")
        return inbox

    def delete_inbox(self, inbox: Inbox) -> None:
        """Remove an inbox with its conversations."""
        self.inboxes.remove(inbox)
        self.contact_inboxes = {key: each for key, each in self.contact_inboxes.items() if each.inbox is not inbox}
        for conversation in [each for each in self.conversations.values() if each.inbox is inbox]:
            self.delete_conversation(conversation)
        self.details.touch("inbox")

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
        _refuse_errors(too_long("source_id", source_id, MAX_TEXT))
        contact = self._find_contact(attributes) or self._new_visitor(attributes)
        return self._place(contact, inbox, source_id)

    def _place(self, contact: Contact, inbox: Inbox, source_id: str) -> ContactInbox:
        contact_inbox = ContactInbox(inbox, contact, source_id)
        self.contact_inboxes[inbox.id, source_id] = contact_inbox
        return contact_inbox

    def place_contact(self, contact: Contact, inbox: Inbox, source_id: str) -> ContactInbox | None:
        """Give a contact a place in an inbox, or find it there; None when another contact has this source id."""
        known = self.contact_inboxes.get((inbox.id, source_id))
        if known is None:
            return self._place(contact, inbox, source_id)
        return known if known.contact is contact else None

    def usual_source_id(self, contact: Contact, inbox: Inbox) -> str | None:
        """The source id that a contact gets in an inbox when nobody names one; None where the inbox can't reach it."""
        return contact.email if inbox.channel_type == "Channel::Email" else str(uuid.uuid4())

    def places_of(self, contact: Contact) -> list[ContactInbox]:
        """Where a contact writes, the first place first."""
        return [each for each in self.contact_inboxes.values() if each.contact is contact]

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

    def _new_visitor(self, attributes: Mapping[str, Any]) -> Contact:
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
        return self._add_contact(contact)

    def _add_contact(self, contact: Contact) -> Contact:
        contact.id = self._next_id(Contact)
        self.contacts[contact.id] = contact
        return contact

    def save_contact(self, contact: Contact, changes: Mapping[str, Any]) -> Contact:
        """Make a contact (one with the id 0), or change one, as an agent does: nobody else may have its addresses.

        Raises:
            RecordInvalid: an address or a number that is none, or another contact's, or a text that is too long.
            ServerFault: a text with a NUL character.
        """
        for value in changes.values():
            _without_nul(value)
        changed = replace(contact, **copy.deepcopy(dict(changes)))
        changed.email = (changed.email or "").lower() or None
        _check_contact(changed, self._taken(changed))
        vars(contact).update(vars(changed), updated_at=now())
        return contact if contact.id else self._add_contact(contact)

    def _taken(self, contact: Contact) -> list[tuple[str, str]]:
        errors = []
        for key in ("email", "identifier", "phone_number"):
            other = self._contact_with(key, getattr(contact, key))
            if other is not None and other.id != contact.id:
                errors.append((key, f"{human(key)} has already been taken"))
        return errors

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

    def merge_contacts(self, base: Contact, mergee: Contact) -> None:
        """Give `base` what `mergee` has and it lacks, with all places, messages and notes, and remove `mergee`."""
        if base is mergee:
            return
        for key in ("name", "identifier", "email", "phone_number"):
            setattr(base, key, getattr(base, key) or getattr(mergee, key))
        base.custom_attributes = {**mergee.custom_attributes, **base.custom_attributes}
        base.additional_attributes = {**mergee.additional_attributes, **base.additional_attributes}
        base.notes.update(mergee.notes)
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
            self.delete_conversation(conversation)

    def add_note(self, contact: Contact, user: User, content: str) -> Note:
        """Write something down about a contact."""
        note = Note(self._next_id(Note), content, user)
        contact.notes[note.id] = note
        return note

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

    def create_conversation(
        self, contact_inbox: ContactInbox, custom_attributes: Mapping[str, Any], **settings: Any
    ) -> Conversation:
        """Begin a conversation; an inbox that keeps to a single one gives the contact inbox's last, resolved or not.

        Parameters:
            contact_inbox: whose it is, and where.
            custom_attributes: what the client keeps with it.
            settings: other fields of `Conversation`.

        Raises:
            RecordInvalid: a custom attribute that is too long or too large.
        """
        if contact_inbox.inbox.lock_to_single_conversation:
            earlier = [each for each in self.conversations.values() if each.contact_inbox is contact_inbox]
            if earlier:
                return earlier[-1]
        check_attributes(custom_attributes)
        conversation = Conversation(
            0, contact_inbox, custom_attributes=copy.deepcopy(dict(custom_attributes)), **settings
        )
        conversation.id = self._next_id(Conversation)
        conversation.waiting_since = conversation.created_at
        if contact_inbox.contact.blocked:
            conversation.status = "resolved"
        elif contact_inbox.inbox.agent_bot is not None:
            conversation.status = "pending"
            conversation.assignee = conversation.assignee or contact_inbox.inbox.agent_bot
        if conversation.status != "snoozed":
            conversation.snoozed_until = None
        _watch(conversation)
        self.conversations[conversation.id] = conversation
        return conversation

    def delete_conversation(self, conversation: Conversation) -> None:
        """Remove a conversation with its messages."""
        del self.conversations[conversation.id]
        for message in conversation.messages:
            del self._messages[message.id]

    def set_status(
        self, conversation: Conversation, status: str, by: str | None = None, activity: str | None = None
    ) -> None:
        """Open, resolve, snooze or put back a conversation.

        Resolving sends the survey where the inbox has one and it wasn't sent before.

        Parameters:
            conversation: the conversation.
            status: one of `STATUSES`.
            by: who does it, for the activity message that the change leaves.
            activity: what that message says instead; without both there is none.
        """
        if status not in STATUSES:
            raise ValueError(f"status is one of {', '.join(STATUSES)}, not {status!r}")
        if conversation.status == status:
            return
        conversation.status = status
        if status != "snoozed":
            conversation.snoozed_until = None
        if status == "resolved":
            conversation.waiting_since = None
        self._report_status(conversation)
        if by is not None or activity is not None:
            attributes = {"activity": {"type": "conversation_status_changed", "status": status}}
            self._record(conversation, activity or f"Conversation was {_STATUS_WORDS[status]} by {by}", attributes)
        if status == "resolved" and conversation.inbox.csat_survey_enabled:
            self._send_survey(conversation)

    def _record(self, conversation: Conversation, activity: str, attributes: dict[str, Any] | None = None) -> None:
        self._save(Message(conversation, activity, ACTIVITY, content_attributes=attributes or {}))

    def _report_status(self, conversation: Conversation) -> None:
        if conversation.status == "resolved":
            self._report(conversation, "conversation_resolved", conversation.created_at)
        elif conversation.status == "open":
            resolved = [each.ended_at for each in conversation.events if each.name == "conversation_resolved"]
            self._report(conversation, "conversation_opened", [conversation.created_at, *resolved][-1])

    def _report(self, conversation: Conversation, name: str, since: datetime, user: User | None = None) -> None:
        assignee = conversation.assignee if isinstance(conversation.assignee, User) else None
        event = ReportingEvent(self._next_id(ReportingEvent), name, user or assignee, since, now())
        conversation.events.append(event)

    def set_priority(self, conversation: Conversation, priority: str | None, by: str) -> None:
        """Set how urgent a conversation is. Raises `ServerFault` for a word that is no priority."""
        if priority is not None and priority not in PRIORITIES:
            raise ServerFault(f"{priority!r} is no priority")
        before, conversation.priority = conversation.priority, priority
        if before == priority:
            return
        if priority is None:
            self._record(conversation, f"{by} removed the priority")
        elif before is None:
            self._record(conversation, f"{by} set the priority to {priority}")
        else:
            self._record(conversation, f"{by} changed the priority from {before} to {priority}")

    def set_labels(self, conversation: Conversation, labels: Sequence[str], by: str) -> None:
        """Replace a conversation's labels."""
        before, conversation.labels = conversation.labels, tidy_labels(labels)
        for verb, changed in (
            ("added", [each for each in conversation.labels if each not in before]),
            ("removed", [each for each in before if each not in conversation.labels]),
        ):
            if changed:
                self._record(conversation, f"{by} {verb} {', '.join(changed)}")

    def assign(self, conversation: Conversation, assignee: User | AgentBot | None, by: str) -> None:
        """Give a conversation to an agent, to a bot, who begins with it as pending, or to nobody."""
        before, conversation.assignee = conversation.assignee, assignee
        if isinstance(assignee, AgentBot):
            conversation.status = "pending"
        elif assignee is not None and isinstance(before, AgentBot) and conversation.status == "pending":
            conversation.status = "open"
        _watch(conversation)
        if before is assignee:
            return
        if assignee is None:
            self._record(conversation, f"Conversation unassigned by {by}")
        elif assignee.name == by:
            self._record(conversation, f"{by} self-assigned this conversation")
        else:
            self._record(conversation, f"Assigned to {assignee.name} by {by}")

    def assign_team(self, conversation: Conversation, team: Team | None, by: str) -> None:
        """Give a conversation to a team; an agent who isn't in it loses the conversation."""
        before, conversation.team = conversation.team, team
        if before is team:
            return
        if team is not None and conversation.assignee not in team.members:
            conversation.assignee = None
        if team is not None:
            self._record(conversation, f"Assigned to {team.name} by {by}")
        elif before is not None:
            self._record(conversation, f"Unassigned from {before.name} by {by}")

    def mute(self, conversation: Conversation, by: str) -> None:
        """Block a conversation's contact and resolve it."""
        self.set_status(conversation, "resolved", by)
        conversation.contact.blocked = True
        self._record(conversation, f"{by} has muted the conversation")

    def unmute(self, conversation: Conversation, by: str) -> None:
        """Let a conversation's contact in again."""
        conversation.contact.blocked = False
        self._record(conversation, f"{by} has unmuted the conversation")

    def contact_has_seen(self, conversation: Conversation) -> None:
        """The contact looks at a conversation: what was written to it is read."""
        conversation.contact_last_seen_at = now()
        for message in conversation.messages:
            if message.message_type != INCOMING and message.status in ("sent", "delivered"):
                message.status = "read"

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

    def add_message(self, message: Message, uploads: Sequence[Upload | Blob] = (), by: str | None = None) -> Message:
        """Take a message, whoever sent it.

        A contact's message opens a resolved or snoozed conversation again, unless the contact is blocked, and is
        greeted, or told that nobody is there, as the inbox is set.

        Parameters:
            message: the message, not saved yet.
            uploads: its files, new ones or stored ones.
            by: the name of the user or bot who adds it over the application API.

        Raises:
            RecordInvalid: the content is too long, or the conversation got too many messages in the last minute.
            ServerFault: the content has a NUL character.
        """
        self._check_message(message)
        self._save(message, uploads)
        if isinstance(message.sender, Contact):
            message.sender.last_activity_at = message.sender.updated_at = now()
        if message.message_type == INCOMING:
            self._take_incoming(message, by)
        elif message.message_type == OUTGOING and not message.private:
            self._take_reply(message)
        return message

    def _take_reply(self, message: Message) -> None:
        conversation = message.conversation
        waiting_since, conversation.waiting_since = conversation.waiting_since, None
        if not isinstance(message.sender, User):
            return
        if conversation.first_reply_created_at is None:
            conversation.first_reply_created_at = message.created_at
            self._report(conversation, "first_response", conversation.created_at, message.sender)
        elif waiting_since is not None:
            self._report(conversation, "reply_time", waiting_since, message.sender)

    def _take_incoming(self, message: Message, by: str | None) -> None:
        conversation = message.conversation
        if not conversation.contact.blocked:
            self._reopen(conversation, by)
        conversation.waiting_since = conversation.waiting_since or message.created_at
        self._send_templates(conversation)

    def _reopen(self, conversation: Conversation, by: str | None) -> None:
        if conversation.status == "snoozed":
            self.set_status(conversation, "open", by)
        elif conversation.status == "resolved" and conversation.inbox.agent_bot is not None:
            self.set_status(conversation, "pending", by)
        elif conversation.status == "resolved":
            activity = "System reopened the conversation due to a new incoming message."
            self.set_status(conversation, "open", activity=activity)

    def _send_templates(self, conversation: Conversation) -> None:
        inbox = conversation.inbox
        if inbox.out_of_office_message and inbox.out_of_office() and not _attended(conversation):
            self._save(Message(conversation, inbox.out_of_office_message, TEMPLATE))
        if (
            inbox.greeting_enabled
            and inbox.greeting_message
            and not any(each.message_type in (OUTGOING, TEMPLATE) for each in conversation.messages)
        ):
            self._save(Message(conversation, inbox.greeting_message, TEMPLATE))

    def _check_message(self, message: Message) -> None:
        _without_nul(message.content)
        self.refuse_flood(message.conversation)
        if message.content is not None and len(message.content) > MAX_CONTENT:
            raise RecordInvalid(("content", f"Content is too long (maximum is {MAX_CONTENT} characters)"))

    def refuse_flood(self, conversation: Conversation) -> None:
        """Raises `RecordInvalid` when a conversation got too many messages in the last minute."""
        if self.messages_per_minute is None:
            return
        since = now() - timedelta(minutes=1)
        recent = itertools.takewhile(lambda message: message.created_at >= since, reversed(conversation.messages))
        if sum(1 for _ in recent) >= self.messages_per_minute:
            raise RecordInvalid(("base", "Too many messages"))

    def _save(self, message: Message, uploads: Sequence[Upload | Blob] = ()) -> None:
        message.id = self._next_id(Message)
        if message.message_type in (OUTGOING, TEMPLATE):
            message.content = filled_in(message)
        for upload in uploads:
            blob = upload if isinstance(upload, Blob) else self.store(upload)
            declared = upload.content_type
            attachment = Attachment(blob.filename, blob.content_type, blob.data, blob.key, id=self._next_id(Attachment))
            attachment.message_id, attachment.file_type = message.id, file_type_of(declared)
            message.attachments.append(attachment)
        self._messages[message.id] = message
        message.conversation.messages.append(message)
        message.conversation.last_activity_at = message.conversation.updated_at = message.created_at

    def store(self, upload: Upload) -> Blob:
        """Keep a file."""
        content_type = content_type_of(upload.data, upload.content_type, upload.filename)
        blob = Blob(upload.filename, content_type, upload.data)
        self.files[blob.key] = blob
        return blob

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
        self.refuse_flood(message.conversation)
        if submitted_values is not None:
            message.content_attributes["submitted_values"] = copy.deepcopy(submitted_values)
            message.updated_at = now()

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
        message.updated_at = now()
        for attachment in message.attachments:
            self.files.pop(attachment.key, None)
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


def _watch(conversation: Conversation) -> None:
    # Whoever a conversation is assigned to follows it from then on.
    if isinstance(conversation.assignee, User) and conversation.assignee not in conversation.participants:
        conversation.participants.append(conversation.assignee)


def tidy_labels(labels: Sequence[str]) -> list[str]:
    """Labels as they are kept: without blanks around them, each once."""
    return list(dict.fromkeys(label.strip() for label in labels if label.strip()))


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PHONE_NUMBER = re.compile(r"\+[1-9][0-9]{1,14}")


def _check_contact(contact: Contact, taken: Sequence[tuple[str, str]] = ()) -> None:
    errors = [*taken]
    for key in ("name", "email", "phone_number", "identifier"):
        errors += too_long(key, getattr(contact, key))
    if contact.email and not _EMAIL.fullmatch(contact.email):
        errors.append(("email", "Email Invalid email"))
    if contact.phone_number and not _PHONE_NUMBER.fullmatch(contact.phone_number):
        errors.append(("phone_number", "Phone number should be in e164 format"))
    _refuse_errors(errors)


def check_attributes(custom_attributes: Mapping[str, Any]) -> None:
    """Raises `RecordInvalid` for a conversation's attribute that is too long or too large."""
    _refuse_errors(*_attribute_errors(custom_attributes))


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
