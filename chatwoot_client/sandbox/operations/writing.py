"""How a request that writes a message is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chatwoot_client.sandbox.operations.application import ApplicationOperation
from chatwoot_client.sandbox.rails.casts import Params, Upload, enum, ids_of, is_blank, is_scalar, text
from chatwoot_client.sandbox.rails.errors import RecordInvalid, ServerFault
from chatwoot_client.sandbox.rails.ruby import a, inspect, to_s
from chatwoot_client.sandbox.records.columns import boolean, named, refuse, too_long
from chatwoot_client.sandbox.records.conversations import (
    CONTENT_TYPES,
    MESSAGE_TYPES,
    Conversation,
    Message,
    Sender,
)
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.rules.emails import email_attributes
from chatwoot_client.sandbox.rules.items import check_items

_OUTGOING = "outgoing"
_TYPES_FOR_WEBSITES = ("text/csv", "text/plain", "text/rtf", "application/json", "application/pdf", "application/zip")


class WritingOperation(ApplicationOperation):
    """An operation that may write a message."""

    def _add_message(self, conversation: Conversation, sent: Params) -> Message:
        """Write the message that a request describes.

        Raises:
            RecordInvalid: the message isn't valid.
            ServerFault: what it says breaks Chatwoot, with the words that it breaks with.
        """
        message = Message(conversation, _content(sent), self._message_type(conversation, sent))
        message.sender = self._sender(message, sent)
        message.private = _private(sent)
        message.content_type = enum(sent.get("content_type") or None, CONTENT_TYPES, "content_type") or "text"
        message.source_id = text(sent, "source_id")
        message.echo_id = text(sent, "echo_id") if is_scalar(sent.get("echo_id")) else None
        message.additional_attributes = _additional_attributes(sent)
        message.content_attributes = self._content_attributes(conversation, sent)
        check_items(message)
        if conversation.inbox.channel_type == "Channel::Email":
            message.content_attributes.update(email_attributes(message, sent))
        refuse(too_long(message, named(text="source_id")))
        return self._account.add_message(message, self._files(conversation, sent), self._caller_name)

    def _message_type(self, conversation: Conversation, sent: Params) -> int:
        name = _told_type(sent)
        if name == "incoming" and conversation.inbox.channel_type != "Channel::Api":
            raise ServerFault("Incoming messages are only allowed in Api inboxes")
        word = enum(name, tuple(MESSAGE_TYPES), "message_type")
        if word is None:
            raise _null_violation("message_type")
        return MESSAGE_TYPES[word]

    def _sender(self, message: Message, sent: Params) -> Sender:
        # It goes by the word: an outgoing message that was sent as a number is the contact's.
        if _told_type(sent) != _OUTGOING:
            return message.conversation.contact
        bot = self._bot_with_id(sent.get("sender_id")) if sent.get("sender_type") == "AgentBot" else None
        caller = self._caller if isinstance(self._caller, (User, AgentBot)) else None
        return bot or caller

    def _content_attributes(self, conversation: Conversation, sent: Params) -> dict[str, Any]:
        attributes = _read_attributes(sent.get("content_attributes"))
        if not is_blank(attributes.get("automation_rule_id")):
            return {"automation_rule_id": attributes["automation_rule_id"]}
        attributes.update(_replied(conversation, attributes))
        if not is_blank(sent.get("external_created_at")) and is_blank(sent.get("content_attributes")):
            attributes["external_created_at"] = sent["external_created_at"]
        return attributes

    def _files(self, conversation: Conversation, sent: Params) -> list[Upload | Blob]:
        attachments = sent.get("attachments")
        if is_blank(attachments):
            return []
        if isinstance(attachments, dict):
            raise _no_file(next(list(pair) for pair in attachments.items()))
        if not isinstance(attachments, list):
            raise ServerFault(f"undefined method `each' for {a(attachments)}")
        files = [each if isinstance(each, Upload) else self._stored(each) for each in attachments]
        if conversation.inbox.channel_type == "Channel::WebWidget" and not all(map(_is_for_websites, files)):
            raise RecordInvalid(("attachments", "Attachments file type not supported"))
        return files

    def _stored(self, signed_id: Any) -> Blob:
        if not isinstance(signed_id, str):
            raise _no_file(signed_id)
        try:
            return self._installation.store.files[signed_id]
        except KeyError:
            raise ServerFault("mismatched digest") from None


def _told_type(sent: Params) -> Any:
    told = sent.get("message_type")
    return _OUTGOING if told is None or told is False else told


def _no_file(value: Any) -> ServerFault:
    return ServerFault(f"Could not find or build blob: expected attachable, got {inspect([value])[1:-1]}")


def _null_violation(column: str) -> ServerFault:
    detail = "DETAIL:  Failing row contains (null).\n"
    place = f'null value in column "{column}" of relation "messages" violates not-null constraint'
    return ServerFault(f"PG::NotNullViolation: ERROR:  {place}\n{detail}")


def _private(sent: Params) -> bool:
    private = boolean(sent.get("private"))
    if private is None and sent.get("private") is not None:
        raise _null_violation("private")
    return bool(private)


def _content(sent: Params) -> str | None:
    content = sent.get("content")
    return to_s(content) if isinstance(content, (dict, list)) else text(sent, "content")


def _additional_attributes(sent: Params) -> dict[str, Any]:
    template = sent.get("template_params")
    if not is_blank(template):
        if not isinstance(template, dict):
            raise RecordInvalid(("template_params", "Template params must be of type hash"))
        if not template.get("name"):
            raise RecordInvalid(("name", "Name is required"))
        return {"template_params": template}
    return {} if is_blank(sent.get("campaign_id")) else {"campaign_id": sent["campaign_id"]}


def _read_attributes(sent: Any) -> dict[str, Any]:
    """Attributes as an object, or as the JSON of one; anything else but a list counts as none."""
    if isinstance(sent, str):
        try:
            sent = json.loads(sent)
        except ValueError:
            return {}
        if isinstance(sent, list):
            raise ServerFault("no implicit conversion of Symbol into Integer")
    return dict(sent) if isinstance(sent, dict) else {}


def _replied(conversation: Conversation, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """What's known of the message that is replied to, found by its id or by its source id in the conversation."""
    by_id, by_source = attributes.get("in_reply_to"), attributes.get("in_reply_to_external_id")
    if is_blank(by_id) and is_blank(by_source):
        return {}
    ids = [] if is_blank(by_id) else ids_of(by_id)
    fitting = (each for each in conversation.messages if (each.id in ids if ids else each.source_id == to_s(by_source)))
    original = next(fitting, None)
    return {
        "in_reply_to": original.id if original else None,
        "in_reply_to_external_id": original.source_id if original else None,
    }


def _is_for_websites(file: Upload | Blob) -> bool:
    return file.content_type in _TYPES_FOR_WEBSITES or file.content_type.startswith(("image/", "audio/", "video/"))
