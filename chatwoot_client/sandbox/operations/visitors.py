"""What the visitors of a website do in its widget: write, read, say who they are, and end conversations."""

from __future__ import annotations

from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.submitted import submitted_values
from chatwoot_client.sandbox.operations.widget import UNKNOWN, WidgetOperation, visitor_token
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import Params, Upload, is_blank, leading_int, text, whole_object
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.campaigns import Campaign
from chatwoot_client.sandbox.records.contacts import Contact, ContactInbox
from chatwoot_client.sandbox.records.conversations import INCOMING, Conversation, Message
from chatwoot_client.sandbox.records.settings import Label
from chatwoot_client.sandbox.views import public as public_views
from chatwoot_client.sandbox.views.fields import Json, epoch, fields
from chatwoot_client.sandbox.views.files import attachments, avatar_url

PAGE_SIZE = 20
_ATTRIBUTES = ("name", "email", "phone_number")


class VisitorOperation(WidgetOperation):
    """One call of one operation of a visitor, whom the token of the widget's configuration names."""

    @property
    def _visitor(self) -> ContactInbox:
        visitor = self._known()
        if visitor is None:
            raise Refused(404, {"error": "Resource could not be found"})
        return visitor

    def _conversation(self) -> Conversation | None:
        """The visitor's latest conversation."""
        reached = self._account.reached_conversations(self._visitor)
        return max(reached, key=lambda each: each.id, default=None)

    def _some_conversation(self) -> Conversation:
        conversation = self._conversation()
        if conversation is None:
            raise Refused(404, {"error": "Resource could not be found"})
        return conversation

    def _write(self, conversation: Conversation) -> Message:
        """Keep the message that was sent."""
        sent = self._message_params
        message = Message(conversation, text(sent, "content"), INCOMING, sender=conversation.contact)
        message.echo_id = text(sent, "echo_id")
        message.content_attributes = {"in_reply_to": sent.get("reply_to")}
        uploads = sent.get("attachments")
        uploads = [each for each in uploads if isinstance(each, Upload)] if isinstance(uploads, list) else []
        return self._account.add_message(message, uploads)

    @property
    def _message_params(self) -> Params:
        return whole_object(self._params, "message")


class VisitorConversationOperations(VisitorOperation):
    """The operations of the visitor's conversation."""

    path: ClassVar[str] = "/api/v1/widget/conversations"

    @serves("GET")
    def index(self) -> Answer:
        conversation = self._conversation()
        return shown(_conversation(conversation) if conversation else {})

    @serves("POST")
    def create(self) -> Answer:
        visitor = self._visitor
        given = _texts(whole_object(self._params, "contact"))
        self._account.update_contact(visitor, {**given, "custom_attributes": {}})
        attributes = whole_object(self._params, "custom_attributes")
        sent = self._message_params
        begun = {"initiated_at": {"timestamp": sent.get("timestamp")}, "referer": sent.get("referer_url")}
        conversation = self._account.create_conversation(visitor, attributes, additional_attributes=begun)
        self._write(conversation)
        return shown(
            {
                **_conversation(conversation),
                "messages": [public_views.message(each, self._base_url) for each in conversation.shown_messages()],
                "custom_attributes": conversation.custom_attributes,
                "contact": public_views.contact_record(visitor.contact, self._account.id),
            }
        )

    @serves("POST", "/toggle_typing")
    def toggle_typing(self) -> Answer:
        conversation = self._conversation()
        if conversation is not None:
            self._account.contact_types(conversation, self._params.get("typing_status"))
        return empty()

    @serves("POST", "/update_last_seen")
    def update_last_seen(self) -> Answer:
        conversation = self._conversation()
        if conversation is not None:
            self._account.contact_has_seen(conversation)
        return empty()

    @serves("POST", "/transcript")
    def transcript(self) -> Answer:
        self._some_conversation()
        return empty()

    @serves("POST", "/set_custom_attributes")
    def set_custom_attributes(self) -> Answer:
        self._some_conversation().custom_attributes.update(whole_object(self._params, "custom_attributes"))
        return empty(204)

    @serves("POST", "/destroy_custom_attributes")
    def destroy_custom_attributes(self) -> Answer:
        _remove(self._some_conversation().custom_attributes, self._params.get("custom_attribute"))
        return empty(204)

    @serves("GET", "/toggle_status")
    def toggle_status(self) -> Answer:
        conversation = self._some_conversation()
        if "end_conversation" not in self._inbox.channel["selected_feature_flags"]:
            raise Refused(403, None)
        if conversation.status != "resolved":
            self._account.contact_resolves(conversation)
        return empty()


class VisitorMessageOperations(VisitorOperation):
    """The operations of the messages that the visitor may see."""

    path: ClassVar[str] = "/api/v1/widget/messages"

    @serves("GET")
    def index(self) -> Answer:
        conversation = self._conversation()
        if conversation is None:
            return shown({"payload": [], "meta": {}})
        before, after = (self._params.get(name) for name in ("before", "after"))
        messages = [
            each
            for each in conversation.shown_messages()
            if (is_blank(before) or each.id < leading_int(before)) and (is_blank(after) or each.id > leading_int(after))
        ]
        page = messages[-PAGE_SIZE:] if is_blank(after) else messages
        return shown(
            {
                "payload": [public_views.message(each, self._base_url) for each in page],
                "meta": {"contact_last_seen_at": epoch(conversation.contact_last_seen_at) or 0},
            }
        )

    @serves("POST")
    def create(self) -> Answer:
        conversation = self._conversation() or self._account.create_conversation(self._visitor, {})
        message = self._write(conversation)
        answer = shown(
            {
                **fields(message, "id content"),
                "inbox_id": conversation.inbox.id,
                "conversation_id": conversation.id,
                "message_type": INCOMING,
                "created_at": epoch(message.created_at),
                **fields(message, "private source_id content_attributes"),
                **attachments(message, self._base_url),
                "sender": public_views.sender(message.sender, self._base_url),
            }
        )
        message.measure_pictures()
        return answer

    @serves("PATCH PUT", "/<id>")
    def update(self) -> Answer:
        message = self._some_conversation().message(leading_int(self._values["id"]))
        self._account.answer_message(message, submitted_values(self._message_params))
        self._account.rate(message)
        return shown({"contact": public_views.contact_record(self._visitor.contact, self._account.id)})


class VisitorContactOperations(VisitorOperation):
    """The operations by which a visitor says who it is."""

    path: ClassVar[str] = "/api/v1/widget/contact"

    @serves("GET")
    def show(self) -> Answer:
        contact = self._visitor.contact
        return shown({**_contact(contact), "identifier": contact.identifier})

    @serves("PATCH PUT")
    def update(self) -> Answer:
        return shown(_contact(self._identify(self._visitor)))

    @serves("PATCH PUT", "/set_user")
    def set_user(self) -> Answer:
        visitor, identifier = self._visitor, text(self._params, "identifier") or ""
        sent = self._params.get("identifier_hash")
        checked = self._inbox.hmac_mandatory or not is_blank(sent)
        if checked and sent != self._inbox.identifier_hash(identifier):
            raise Refused(401, {"error": "HMAC failed: Invalid Identifier Hash Provided"})
        other_token = {}
        if visitor.contact.identifier not in (None, "", identifier):
            # Somebody else sits there now.
            visitor = self._account.create_contact(self._inbox, None, UNKNOWN)
            other_token = {"widget_auth_token": visitor_token(visitor)}
        visitor.hmac_verified = visitor.hmac_verified or checked
        known = next((each for each in self._account.contacts.values() if each.identifier == identifier), None)
        if not identifier:
            return shown({**_contact(self._identify(visitor)), **other_token})
        if known is not None and known is not visitor.contact:
            self._account.merge_contacts(known, visitor.contact)
        visitor.contact.identifier = identifier
        return shown({**_contact(self._identify(visitor)), **other_token})

    @serves("POST", "/destroy_custom_attributes")
    def destroy_custom_attributes(self) -> Answer:
        _remove(self._visitor.contact.custom_attributes, self._params.get("custom_attributes"))
        return shown(_contact(self._visitor.contact))

    def _identify(self, visitor: ContactInbox) -> Contact:
        attributes = whole_object(self._params, "custom_attributes")
        self._account.update_contact(visitor, {**_texts(self._params), "custom_attributes": attributes})
        return visitor.contact


class VisitorOtherOperations(VisitorOperation):
    """What else the widget calls."""

    path: ClassVar[str] = "/api/v1/widget"

    @serves("POST", "/events")
    def tell_event(self) -> Answer:
        self._known()
        return empty(204)

    @serves("POST", "/labels")
    def add_label(self) -> Answer:
        conversation, label = self._conversation(), text(self._params, "label")
        known = any(each.title == label for each in self._account.all(Label).values())
        if conversation is not None and label and known:
            self._account.set_labels(conversation, [*conversation.labels, label], conversation.contact.name or "")
        return empty(204)

    @serves("DELETE", "/labels/<id>")
    def remove_label(self) -> Answer:
        conversation = self._conversation()
        if conversation is not None:
            kept = [label for label in conversation.labels if label != self._values["id"]]
            self._account.set_labels(conversation, kept, conversation.contact.name or "")
        return empty(204)

    @serves("GET", "/inbox_members")
    def inbox_members(self) -> Answer:
        members = [
            {
                "id": each.id,
                "name": each.available_name,
                "avatar_url": avatar_url(each.avatar, self._base_url),
                "availability_status": self._account.members[each.id].availability_status,
            }
            for each in self._inbox.members
        ]
        return shown({"payload": members})

    @serves("GET", "/campaigns")
    def campaigns(self) -> Answer:
        own = [each for each in self._account.all(Campaign).values() if each.inbox is self._inbox and each.enabled]
        return shown([{**fields(each, "id trigger_rules message"), "sender": self._sender(each)} for each in own])

    def _sender(self, campaign: Campaign) -> Json | None:
        return public_views.sender(campaign.sender, self._base_url)


def _conversation(record: Conversation) -> Json:
    seen = epoch(record.contact_last_seen_at) or 0
    return {"id": record.id, "inbox_id": record.inbox.id, "contact_last_seen_at": seen, "status": record.status}


def _contact(record: Contact) -> Json:
    return {
        "id": record.id,
        "has_email": bool(record.email),
        "has_name": bool(record.name),
        "has_phone_number": bool(record.phone_number),
    }


def _texts(params: Params) -> dict[str, Any]:
    return {name: text(params, name) for name in _ATTRIBUTES}


def _remove(attributes: dict[str, Any], names: Any) -> None:
    for name in names if isinstance(names, list) else ():
        attributes.pop(name, None)
