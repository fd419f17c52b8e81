"""How a request that writes a message is read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from chatwoot_client.sandbox.operations.application import ApplicationOperation
from chatwoot_client.sandbox.rails.casts import Params, Upload, is_blank, leading_int, text
from chatwoot_client.sandbox.rails.errors import RecordInvalid, ServerFault
from chatwoot_client.sandbox.records.base import words
from chatwoot_client.sandbox.records.columns import OBJECTS, flag
from chatwoot_client.sandbox.records.conversations import (
    CONTENT_TYPES,
    MESSAGE_TYPES,
    OUTGOING,
    Conversation,
    Message,
    Sender,
)
from chatwoot_client.sandbox.records.files import Blob
from chatwoot_client.sandbox.records.people import AgentBot, User

_ITEM_KEYS = {
    "input_select": words("title value"),
    "cards": words("title description media_url actions"),
    "form": words("type placeholder label name options default required pattern title pattern_error"),
    "article": words("title description link"),
}
"""The content types whose items are checked, with the keys that items may have."""
_ACTION_KEYS = ("text", "type", "payload", "uri")
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
        message.private = flag(sent, "private")
        message.content_type = _content_type(sent)
        message.source_id = text(sent, "source_id")
        message.additional_attributes = _additional_attributes(sent)
        message.content_attributes = self._content_attributes(conversation, sent)
        _check_items(message)
        return self._account.add_message(message, self._files(conversation, sent), self._caller_name)

    def _message_type(self, conversation: Conversation, sent: Params) -> int:
        name = text(sent, "message_type") or "outgoing"
        if name == "incoming" and conversation.inbox.channel_type != "Channel::Api":
            raise ServerFault("Incoming messages are only allowed in Api inboxes")
        if name not in MESSAGE_TYPES:
            raise ServerFault(f"'{name}' is not a valid message_type")
        return MESSAGE_TYPES[name]

    def _sender(self, message: Message, sent: Params) -> Sender:
        if message.message_type != OUTGOING:
            return message.conversation.contact
        bot = self._bot_with_id(sent.get("sender_id")) if sent.get("sender_type") == "AgentBot" else None
        caller = self._caller if isinstance(self._caller, (User, AgentBot)) else None
        return bot or caller

    def _content_attributes(self, conversation: Conversation, sent: Params) -> dict[str, Any]:
        attributes = _read_attributes(sent.get("content_attributes"))
        replied = attributes.get("in_reply_to")
        if not is_blank(replied):
            original = next((each for each in conversation.messages if each.id == leading_int(replied)), None)
            attributes["in_reply_to"] = original.id if original else None
            attributes["in_reply_to_external_id"] = original.source_id if original else None
        if not is_blank(sent.get("external_created_at")):
            attributes["external_created_at"] = sent["external_created_at"]
        return attributes

    def _files(self, conversation: Conversation, sent: Params) -> list[Upload | Blob]:
        attachments = sent.get("attachments")
        if is_blank(attachments):
            return []
        if not isinstance(attachments, list):
            kind = "ActionDispatch::Http::UploadedFile" if isinstance(attachments, Upload) else "String"
            raise ServerFault(f"undefined method `each' for an instance of {kind}")
        files = [each if isinstance(each, Upload) else self._stored(each) for each in attachments]
        if conversation.inbox.channel_type == "Channel::WebWidget" and not all(map(_is_for_websites, files)):
            raise RecordInvalid(("attachments", "Attachments file type not supported"))
        return files

    def _stored(self, signed_id: Any) -> Blob:
        try:
            return self._installation.store.files[str(signed_id)]
        except KeyError:
            raise ServerFault("mismatched digest") from None


def _content(sent: Params) -> str | None:
    content = sent.get("content")
    return _inspected(content) if isinstance(content, (dict, list)) else text(sent, "content")


def _inspected(value: Any) -> str:
    """A value as Ruby writes it down: that's what becomes of an object or a list where a text belongs."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_inspected(key)}=>{_inspected(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inspected, value)) + "]"
    return "nil" if value is None else json.dumps(value, ensure_ascii=False)


def _content_type(sent: Params) -> str:
    content_type = text(sent, "content_type") or "text"
    if content_type not in CONTENT_TYPES:
        raise ServerFault(f"'{content_type}' is not a valid content_type")
    return content_type


def _additional_attributes(sent: Params) -> dict[str, Any]:
    template = sent.get("template_params")
    if not is_blank(template) and not (isinstance(template, dict) and template.get("name")):
        raise RecordInvalid(("name", "Name is required"))
    return {name: sent[name] for name in ("campaign_id", "template_params") if not is_blank(sent.get(name))}


def _read_attributes(sent: Any) -> dict[str, Any]:
    """Attributes as an object, or as the JSON of one; anything else counts as none."""
    if isinstance(sent, str):
        try:
            sent = json.loads(sent)
        except ValueError:
            return {}
    return dict(sent) if isinstance(sent, dict) else {}


def _check_items(message: Message) -> None:
    """Raises `RecordInvalid` or `ServerFault` for a content type whose items are missing, or have unknown keys."""
    allowed = _ITEM_KEYS.get(message.content_type)
    if allowed is None:
        return
    items = message.content_attributes.get("items")
    if not isinstance(items, list) or not OBJECTS.fits(items):
        what = "nil" if items is None else f"an instance of {'Hash' if isinstance(items, dict) else 'String'}"
        raise ServerFault(f"undefined method `reject' for {what}")
    errors = [] if items else ["At least one item is required."]
    unknown = _unknown_keys(items, allowed)
    if unknown:
        errors.append(f"contains invalid keys for items : {unknown}")
    if message.content_type == "cards":
        errors += _action_errors(items)
    if errors:
        raise RecordInvalid(*(("content_attributes", f"Content attributes {error}") for error in errors))


def _action_errors(items: list[Any]) -> Iterator[str]:
    if not all(OBJECTS.fits(item.get("actions")) and item["actions"] for item in items):
        yield "contains items missing actions"
        return
    unknown = _unknown_keys([action for item in items for action in item["actions"]], _ACTION_KEYS)
    if unknown:
        yield f"contains invalid keys for actions:  {unknown}"


def _unknown_keys(items: list[Mapping[str, Any]], allowed: tuple[str, ...]) -> str:
    unknown = [f":{key}" for item in items for key in item if key not in allowed]
    return f"[{', '.join(unknown)}]" if unknown else ""


def _is_for_websites(file: Upload | Blob) -> bool:
    return file.content_type in _TYPES_FOR_WEBSITES or file.content_type.startswith(("image/", "audio/", "video/"))
