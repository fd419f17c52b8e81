"""Records as the JSON that the public API shows."""

from __future__ import annotations

from chatwoot_client.sandbox.records.contacts import Contact, ContactInbox
from chatwoot_client.sandbox.records.conversations import Conversation, Message, Sender
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.views.fields import Json, epoch, fields, iso
from chatwoot_client.sandbox.views.files import attachments, avatar_url


# Inboxes and contacts
def inbox(record: Inbox) -> Json:
    """An inbox."""
    return {
        "identifier": record.identifier,
        "identity_validation_enabled": record.hmac_mandatory,
        **fields(record, "name timezone"),
        "working_hours": working_hours(record),
        **fields(record, "working_hours_enabled csat_survey_enabled greeting_enabled"),
    }


def working_hours(record: Inbox) -> list[Json]:
    """When an inbox is staffed."""
    names = "day_of_week closed_all_day open_hour open_minutes close_hour close_minutes open_all_day"
    return [fields(hours, names) for hours in record.working_hours]


def contact(record: ContactInbox) -> Json:
    """A contact as the contact operations show it."""
    return {**fields(record, "source_id pubsub_token"), **fields(record.contact, "id name email phone_number")}


# Conversations and messages
def conversation(record: Conversation, base_url: str) -> Json:
    """A conversation with all the messages that the contact may see."""
    return {
        **fields(record, "id uuid"),
        "inbox_id": record.inbox.id,
        "contact_last_seen_at": epoch(record.contact_last_seen_at),
        "status": record.status,
        "agent_last_seen_at": epoch(record.agent_last_seen_at),
        "messages": [message(each, base_url) for each in record.shown_messages()],
        "contact": contact_record(record.contact, record.inbox.account_id),
    }


def contact_record(record: Contact, account_id: int) -> Json:
    """A contact with all that is kept of it."""
    return {
        **fields(record, "id name email phone_number"),
        "account_id": account_id,
        **fields(record, "created_at updated_at additional_attributes identifier custom_attributes last_activity_at"),
        "contact_type": record.contact_type,
        "middle_name": "",
        "last_name": "",
        "location": None,
        "country_code": None,
        "blocked": record.blocked,
        "company_id": None,
        "label_list": record.labels,
    }


def message(record: Message, base_url: str) -> Json:
    """A message; `attachments` and `sender` are there only when it has them."""
    return {
        **fields(record, "id content message_type content_type content_attributes"),
        "created_at": epoch(record.created_at),
        "conversation_id": record.conversation.id,
        **attachments(record, base_url),
        **({"sender": sender(record.sender, base_url)} if record.sender else {}),
    }


def sender(record: Sender, base_url: str) -> Json | None:
    """Whoever sent a message, as contacts see them."""
    if record is None:
        return None
    avatar = avatar_url(record.avatar, base_url)
    if isinstance(record, AgentBot):
        return {**fields(record, "id name"), "avatar_url": avatar, "type": "agent_bot"}
    if isinstance(record, User):
        shown = {**fields(record, "id name available_name"), "avatar_url": avatar, "type": "user"}
        return {**shown, "availability_status": None, "thumbnail": avatar}
    names = "additional_attributes custom_attributes email id identifier name phone_number"
    return {**fields(record, names), "thumbnail": avatar, "blocked": record.blocked, "type": "contact"}


def survey(record: Message) -> Json:
    """The survey that a message asks for, and the rating if one was given."""
    conversation = record.conversation
    return {
        "id": record.id,
        "csat_survey_response": _survey_response(record),
        "display_type": record.content_attributes.get("display_type", "emoji"),
        "content": conversation.inbox.csat_config.get("message"),
        "inbox_avatar_url": "",
        "inbox_name": conversation.inbox.name,
        "locale": "en",
        "conversation_id": conversation.internal_id,
        "created_at": iso(record.created_at),
    }


def _survey_response(record: Message) -> Json | None:
    response = record.survey_response
    if response is None:
        return None
    return {
        "id": response.id,
        "account_id": record.conversation.inbox.account_id,
        "conversation_id": record.conversation.internal_id,
        "message_id": record.id,
        **fields(response, "rating feedback_message"),
        "contact_id": record.conversation.contact.id,
        "assigned_agent_id": response.assigned_agent.id if response.assigned_agent else None,
        **fields(response, "created_at updated_at"),
        "csat_review_notes": None,
        "review_notes_updated_at": None,
        "review_notes_updated_by_id": None,
    }
