"""What contacts may call: the public API and the survey. It needs no token."""

from __future__ import annotations

from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import Operation, serves
from chatwoot_client.sandbox.operations.submitted import submitted_values
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import Upload, is_blank, is_scalar, leading_int, text, whole_object
from chatwoot_client.sandbox.rails.errors import RecordNotFound, ServerFault
from chatwoot_client.sandbox.rails.ruby import a
from chatwoot_client.sandbox.records.base import found
from chatwoot_client.sandbox.records.contacts import ContactInbox
from chatwoot_client.sandbox.records.conversations import INCOMING, Conversation, Message
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.release import PUBLIC_UPDATE_IS_AS_CREATE
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views import public as public_views

PAGE_SIZE = 20
MAX_BIGINT = 2**63 - 1
_CONTACT = "/contacts/<source_id>"
_CONVERSATIONS = _CONTACT + "/conversations"
_CONVERSATION = _CONVERSATIONS + "/<conversation_id>"
_MESSAGES = _CONVERSATION + "/messages"


class PublicOperations(Operation):
    """The operations of contacts in one inbox."""

    path: ClassVar[str] = "/public/api/v1/inboxes/<inbox_identifier>"

    @property
    def _account(self) -> Account:
        """The account of the inbox."""
        return found(self._installation.accounts, self._inbox().account_id)

    # Inboxes

    @serves("GET")
    def show_inbox(self) -> Answer:
        return shown(public_views.inbox(self._inbox()))

    # Contacts

    @serves("POST", "/contacts")
    def create_contact(self) -> Answer:
        inbox = self._inbox()
        self._check_hash(inbox)
        source_id = text(self._params, "source_id")
        if not is_scalar(self._params.get("source_id")):
            raise ServerFault("a source id is a text")
        for name in ("name", "email"):
            # Rails asks them for what only a text can do.
            if isinstance(self._params.get(name), (int, float)):
                raise ServerFault(f"undefined method for {a(self._params[name])}")
        return shown(public_views.contact(self._account.create_contact(inbox, source_id, self._contact_attributes())))

    @serves("GET", _CONTACT)
    def show_contact(self) -> Answer:
        return shown(public_views.contact(self._checked_contact_inbox()))

    @serves("PATCH PUT", _CONTACT)
    def update_contact(self) -> Answer:
        contact_inbox = self._checked_contact_inbox()
        self._account.update_contact(contact_inbox, self._contact_attributes())
        if self._installation.store.plays(PUBLIC_UPDATE_IS_AS_CREATE):
            return shown(public_views.contact(contact_inbox))
        return shown(public_views.contact_record(contact_inbox.contact, self._account.id))

    # Conversations

    @serves("POST", _CONVERSATIONS)
    def create_conversation(self) -> Answer:
        custom_attributes = whole_object(self._params, "custom_attributes")
        return self._shown_conversation(self._account.create_conversation(self._contact_inbox(), custom_attributes))

    @serves("GET", _CONVERSATIONS)
    def list_conversations(self) -> Answer:
        reached = self._account.reached_conversations(self._contact_inbox())
        return shown([public_views.conversation(each, self._base_url) for each in reached])

    @serves("GET", _CONVERSATION)
    def show_conversation(self) -> Answer:
        return self._shown_conversation(self._conversation())

    @serves("POST", _CONVERSATION + "/toggle_status")
    def resolve_conversation(self) -> Answer:
        conversation = self._conversation()
        self._account.contact_resolves(conversation)
        return self._shown_conversation(conversation)

    @serves("POST", _CONVERSATION + "/toggle_typing")
    def toggle_typing(self) -> Answer:
        self._account.contact_types(self._conversation(), self._params.get("typing_status"))
        return empty()

    @serves("POST", _CONVERSATION + "/update_last_seen")
    def update_last_seen(self) -> Answer:
        self._account.contact_has_seen(self._conversation())
        return empty()

    # Messages

    @serves("GET", _MESSAGES)
    def list_messages(self) -> Answer:
        self._contact_inbox()
        if is_blank(self._values["conversation_id"]):
            return shown([])
        messages, before = self._conversation().shown_messages(), self._before()
        page = [each for each in messages if before is None or each.id < before][-PAGE_SIZE:]
        return shown([public_views.message(each, self._base_url) for each in page])

    def _before(self) -> int | None:
        sent = self._params.get("before")
        if is_blank(sent):
            return None
        before = leading_int(sent)
        if not is_scalar(sent) or abs(before) > MAX_BIGINT:
            raise ServerFault("no id that can be looked for")
        return before

    @serves("POST", _MESSAGES)
    def create_message(self) -> Answer:
        contact = self._contact_inbox().contact
        if is_blank(self._values["conversation_id"]):
            raise ServerFault("no conversation to write in")
        message = Message(self._conversation(), text(self._params, "content"), INCOMING, sender=contact)
        message.echo_id = text(self._params, "echo_id")
        self._account.add_message(message, self._uploads())
        answer = self._shown_message(message)
        message.measure_pictures()
        return answer

    def _uploads(self) -> list[Upload]:
        attachments = self._params.get("attachments")
        if is_blank(attachments):
            return []
        if not isinstance(attachments, list) or not all(isinstance(each, Upload) for each in attachments):
            raise ServerFault("attachments are files, in a list")
        return attachments

    @serves("PATCH PUT", _MESSAGES + "/<message_id>")
    def update_message(self) -> Answer:
        message = self._conversation().message(leading_int(self._values["message_id"]))
        self._account.answer_message(message, submitted_values(self._params))
        answer = self._shown_message(message)
        self._account.rate(message)
        return answer

    def _inbox(self) -> Inbox:
        for inbox in self._installation.inboxes():
            if inbox.identifier == self._values["inbox_identifier"]:
                return inbox
        raise RecordNotFound

    def _contact_inbox(self) -> ContactInbox:
        return self._account.contact_inbox(self._inbox(), self._values["source_id"])

    def _checked_contact_inbox(self) -> ContactInbox:
        contact_inbox = self._contact_inbox()
        if self._check_hash(contact_inbox.inbox):
            contact_inbox.hmac_verified = True
        return contact_inbox

    def _check_hash(self, inbox: Inbox) -> bool:
        claimed = self._params.get("identifier_hash")
        if is_blank(claimed) and not inbox.hmac_mandatory:
            return False
        if claimed != inbox.identifier_hash(text(self._params, "identifier") or ""):
            raise ServerFault("the identifier hash is wrong")
        return True

    def _contact_attributes(self) -> dict[str, Any]:
        texts = {name: text(self._params, name) for name in ("identifier", "name", "email", "phone_number")}
        return {**texts, "custom_attributes": whole_object(self._params, "custom_attributes")}

    def _conversation(self) -> Conversation:
        return self._account.reached_conversation(self._contact_inbox(), leading_int(self._values["conversation_id"]))

    def _shown_conversation(self, conversation: Conversation) -> Answer:
        return shown(public_views.conversation(conversation, self._base_url))

    def _shown_message(self, message: Message) -> Answer:
        return shown(public_views.message(message, self._base_url))
