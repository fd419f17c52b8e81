"""What agents and bots may do with the messages of a conversation: list, write, mark and delete them."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import CONVERSATION
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.writing import WritingOperation
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import bigint, is_blank, leading_int, text
from chatwoot_client.sandbox.rails.errors import RecordInvalid, RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.rails.ruby import inspect
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.conversations import ACTIVITY, MESSAGE_STATUSES, Conversation, Message
from chatwoot_client.sandbox.records.integrations import Hook

PAGE_SIZE, PAGE_AFTER, PAGE_BETWEEN = 20, 100, 1_000


class MessageOperations(WritingOperation):
    """The operations on the messages of a conversation."""

    path: ClassVar[str] = CONVERSATION + "/messages"
    for_bots: ClassVar[frozenset[str]] = frozenset(("create",))
    tell_failures: ClassVar[frozenset[str]] = frozenset(("create",))

    @serves("GET")
    def index(self) -> Answer:
        conversation = self._conversation()
        messages = [self._views.message(each) for each in self._page_of(conversation)]
        return shown({"meta": self._views.messages_meta(conversation), "payload": messages})

    def _page_of(self, conversation: Conversation) -> list[Message]:
        without_internal = not is_blank(self._params.get("filter_internal_messages"))
        messages = [
            each
            for each in conversation.messages
            if not (without_internal and (each.private or each.message_type == ACTIVITY))
        ]
        before, after = (
            None if is_blank(self._params.get(name)) else bigint(self._params[name]) for name in ("before", "after")
        )
        if before is not None:
            messages = [each for each in messages if each.id < before]
        if after is None:
            return messages[-PAGE_SIZE:]
        if before is None:
            return [each for each in messages if each.id > after][:PAGE_AFTER]
        return [each for each in messages if each.id >= after][:PAGE_BETWEEN]

    @serves("POST")
    def create(self) -> Answer:
        conversation = self._conversation()
        try:
            message = self._add_message(conversation, self._params)
        except RecordInvalid as error:
            raise Refused(422, {"error": f"Validation failed: {error.message}"}) from error
        except ServerFault as error:
            raise Refused(422, {"error": str(error)}) from error
        if isinstance(self._params.get("echo_id"), dict):
            raise Refused(422, {"error": "unable to convert unpermitted parameters to hash"})
        answer = shown(self._views.message(message, self._params.get("echo_id")))
        message.measure_pictures()
        return answer

    @serves("PATCH PUT", "/<id>")
    def update(self) -> Answer:
        conversation = self._conversation()
        if conversation.inbox.channel_type != "Channel::Api":
            raise Refused(403, {"error": "Message status update is only allowed for API inboxes"})
        message = self._message(conversation)
        status = text(self._params, "status")
        if status in MESSAGE_STATUSES and not (message.status == "read" and status == "delivered"):
            self._account.refuse_flood(conversation)
            before, message.status, message.updated_at = message.status, status, now()
            error = self._params.get("external_error") if status == "failed" else None
            if error is not None or "external_error" in message.content_attributes:
                message.content_attributes["external_error"] = error
            changed = {"status": (before, status)}
            self._account.tell("message_updated", conversation, message=message, changed=changed)
        return self._shown(message)

    @serves("DELETE", "/<id>")
    def destroy(self) -> Answer:
        conversation = self._conversation()
        message = self._message(conversation)
        self._account.refuse_flood(conversation)
        return self._shown(self._account.delete_message(message))

    @serves("POST", "/<id>/retry")
    def retry(self) -> Answer:
        conversation = self._conversation()
        try:
            message = self._message(conversation)
        except RecordNotFound:
            where = '[WHERE "messages"."conversation_id" = $1]'
            sentence = f"Couldn't find Message with 'id'={inspect(self._values['id'])} {where}"
            raise Refused(422, {"error": sentence}) from None
        message.status, message.content_attributes = "sent", {}
        self._account.tell("message_updated", message.conversation, message=message)
        return self._shown(message)

    @serves("POST", "/<id>/translate")
    def translate(self) -> Answer:
        self._message(self._conversation())
        if any(hook.app_id == "google_translate" for hook in self._account.all(Hook).values()):
            raise Refused(501, {"status": 501, "error": "The sandbox translates nothing"})
        return shown({"content": None})

    def _message(self, conversation: Conversation) -> Message:
        return conversation.message(leading_int(self._values["id"]))

    def _shown(self, message: Message) -> Answer:
        return shown(self._views.message(message))
