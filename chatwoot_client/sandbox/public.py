"""What contacts may call: the public API, the survey, and the files of messages. It needs no token."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import formatdate
from typing import Any, Callable

from werkzeug.routing import Rule

from chatwoot_client.sandbox import views
from chatwoot_client.sandbox.answers import INSIDE, REVALIDATED, empty, inside, page, shown
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.operation import Operation, record_id, rule
from chatwoot_client.sandbox.params import Params, Upload, is_blank, is_scalar, leading_int, text, whole_object
from chatwoot_client.sandbox.records import (
    INCOMING,
    Blob,
    ContactInbox,
    Conversation,
    Inbox,
    Message,
    RecordNotFound,
    ServerFault,
    now,
)
from chatwoot_client.sandbox.state import Account

_PUBLIC = "/public/api/v1/inboxes/<segment:inbox_identifier>"
_CONTACT = _PUBLIC + "/contacts/<segment:source_id>"
_CONVERSATIONS = _CONTACT + "/conversations"
_CONVERSATION = _CONVERSATIONS + "/<segment:conversation_id>"
_MESSAGES = _CONVERSATION + "/messages"
_FILES = "/rails/active_storage"


class PublicOperations(Operation):
    """The operations of contacts."""

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        for methods, path, operation in (
            ("GET", _PUBLIC, "show_inbox"),
            ("POST", _PUBLIC + "/contacts", "create_contact"),
            ("GET", _CONTACT, "show_contact"),
            ("PATCH PUT", _CONTACT, "update_contact"),
            ("POST", _CONVERSATIONS, "create_conversation"),
            ("GET", _CONVERSATIONS, "list_conversations"),
            ("GET", _CONVERSATION, "show_conversation"),
            ("POST", _CONVERSATION + "/toggle_status", "resolve_conversation"),
            ("POST", _CONVERSATION + "/toggle_typing", "toggle_typing"),
            ("POST", _CONVERSATION + "/update_last_seen", "update_last_seen"),
            ("GET", _MESSAGES, "list_messages"),
            ("POST", _MESSAGES, "create_message"),
            ("PATCH PUT", _MESSAGES + "/<segment:message_id>", "update_message"),
            ("GET", "/public/api/v1/csat_survey/<segment:conversation_uuid>", "show_survey"),
            ("PATCH PUT", "/public/api/v1/csat_survey/<segment:conversation_uuid>", "update_survey"),
            ("GET", "/survey/responses/<segment:conversation_uuid>", "survey_page"),
            ("GET", _FILES + "/blobs/redirect/<key>/<filename>", "redirect_to_file"),
            ("GET", _FILES + "/representations/redirect/<key>/<variation>/<filename>", "redirect_to_file"),
            ("GET", _FILES + "/disk/<key>/<filename>", "send_file"),
            ("GET", "/api", "show_version"),
            ("GET", "/health", "show_health"),
        ):
            yield rule(methods, path, cls, operation)

    @property
    def _account(self) -> Account:
        """The account that has what the path names: an inbox, a survey or a file."""
        for account in self._installation.accounts.values():
            if self._is_in(account):
                return account
        raise RecordNotFound

    def _is_in(self, account: Account) -> bool:
        named = self._values
        return (
            named.get("key") in account.files
            or any(each.identifier == named.get("inbox_identifier") for each in account.inboxes)
            or any(each.uuid == named.get("conversation_uuid") for each in account.conversations.values())
        )

    # Inboxes

    def show_inbox(self) -> Answer:
        return shown(views.inbox(self._inbox()))

    # Contacts

    def create_contact(self) -> Answer:
        inbox = self._inbox()
        self._check_hash(inbox)
        source_id = text(self._params, "source_id")
        if not is_scalar(self._params.get("source_id")):
            raise ServerFault("a source id is a text")
        return shown(views.contact(self._account.create_contact(inbox, source_id, self._contact_attributes())))

    def show_contact(self) -> Answer:
        return shown(views.contact(self._checked_contact_inbox()))

    def update_contact(self) -> Answer:
        contact_inbox = self._checked_contact_inbox()
        self._account.update_contact(contact_inbox, self._contact_attributes())
        return shown(views.contact(contact_inbox))

    # Conversations

    def create_conversation(self) -> Answer:
        custom_attributes = whole_object(self._params, "custom_attributes")
        return self._shown_conversation(self._account.create_conversation(self._contact_inbox(), custom_attributes))

    def list_conversations(self) -> Answer:
        reached = self._account.conversations_of(self._contact_inbox())
        return shown([views.conversation(each, self._base_url) for each in reached])

    def show_conversation(self) -> Answer:
        return self._shown_conversation(self._conversation())

    def resolve_conversation(self) -> Answer:
        conversation = self._conversation()
        activity = f"Conversation was resolved by {conversation.contact.name.capitalize()}"
        self._account.set_status(conversation, "resolved", activity=activity)
        return self._shown_conversation(conversation)

    def toggle_typing(self) -> Answer:
        conversation = self._conversation()
        conversation.typing = {"on": True, "off": False}.get(
            str(self._params.get("typing_status")), conversation.typing
        )
        return empty()

    def update_last_seen(self) -> Answer:
        self._account.contact_has_seen(self._conversation())
        return empty()

    # Messages

    def list_messages(self) -> Answer:
        contact_inbox = self._contact_inbox()
        if is_blank(self._values["conversation_id"]):
            return shown([])
        conversation = self._account.conversation_of(contact_inbox, record_id(self._values["conversation_id"]))
        return shown(views.messages(self._account.messages_before(conversation, self._before()), self._base_url))

    def _before(self) -> int | None:
        before = self._params.get("before")
        if is_blank(before):
            return None
        if not is_scalar(before):
            raise ServerFault("an id is one value")
        return leading_int(str(before))

    def create_message(self) -> Answer:
        contact_inbox = self._contact_inbox()
        if is_blank(self._values["conversation_id"]):
            raise ServerFault("no conversation to write in")
        conversation = self._account.conversation_of(contact_inbox, record_id(self._values["conversation_id"]))
        message = Message(conversation, text(self._params, "content"), INCOMING, sender=contact_inbox.contact)
        self._account.add_message(message, self._uploads())
        answer = self._shown_message(message)
        for attachment in message.attachments:
            attachment.measure()
        return answer

    def _uploads(self) -> list[Upload]:
        attachments = self._params.get("attachments")
        if is_blank(attachments):
            return []
        if not isinstance(attachments, list) or not all(isinstance(each, Upload) for each in attachments):
            raise ServerFault("attachments are files, in a list")
        return attachments

    def update_message(self) -> Answer:
        message = self._conversation().message(record_id(self._values["message_id"]))
        self._account.answer_message(message, _submitted_values(self._params))
        answer = self._shown_message(message)
        self._account.rate(message)
        return answer

    # The survey

    def show_survey(self) -> Answer:
        return shown(views.survey(self._account.survey_of(self._values["conversation_uuid"])))

    def update_survey(self) -> Answer:
        message = self._account.survey_of(self._values["conversation_uuid"])
        self._account.answer_message(message, _submitted_values(whole_object(self._params, "message")))
        answer = shown(views.survey(message))
        self._account.rate(message)
        return answer

    def survey_page(self) -> Answer:
        return inside(200, page("Chatwoot", '<div id="app"></div>'), "text/html; charset=utf-8")

    # Files

    def redirect_to_file(self) -> Answer:
        file = self._file()
        location = f"{self._base_url}{_FILES}/disk/{file.key}/{views.url_filename(file.filename)}"
        headers = {**INSIDE, "date": formatdate(usegmt=True), "location": location}
        return Answer(
            302, {**headers, "content-type": "text/html; charset=utf-8", "cache-control": "max-age=300, private"}
        )

    def send_file(self) -> Answer:
        file = self._file()
        name = views.url_filename(file.filename)
        headers = {
            **INSIDE,
            "last-modified": formatdate(file.created_at.timestamp(), usegmt=True),
            "content-type": file.content_type,
            "content-disposition": f"inline; filename=\"{name}\"; filename*=UTF-8''{name}",
            "cache-control": REVALIDATED,
        }
        return Answer(200, headers, file.data)

    # The rest

    def show_version(self) -> Answer:
        moment = now().strftime("%Y-%m-%d %H:%M:%S")
        answer = shown({"version": "4.16.2", "timestamp": moment, "queue_services": "ok", "data_services": "ok"})
        answer.headers["vary"] = "Accept"
        return answer

    def show_health(self) -> Answer:
        answer = shown({"status": "woot"})
        answer.headers["vary"] = "Accept"
        return answer

    def _inbox(self) -> Inbox:
        return self._account.inbox(self._values["inbox_identifier"])

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
        return self._account.conversation_of(self._contact_inbox(), record_id(self._values["conversation_id"]))

    def _file(self) -> Blob:
        try:
            return self._account.files[self._values["key"]]
        except KeyError:
            raise RecordNotFound from None

    def _shown_conversation(self, conversation: Conversation) -> Answer:
        return shown(views.conversation(conversation, self._base_url))

    def _shown_message(self, message: Message) -> Answer:
        return shown(views.message(message, self._base_url))


def _submitted_values(params: Params) -> Any:
    """An answer with the keys that answers have; None when there is none."""
    return _objects(params.get("submitted_values"), _submitted_value)


def _submitted_value(value: Params) -> Params:
    kept = _permitted(value, ("name", "title", "value"))
    response = _objects(
        value.get("csat_survey_response"), lambda answer: _permitted(answer, ("feedback_message", "rating"))
    )
    if response is not None:
        kept["csat_survey_response"] = response
    return kept


def _permitted(value: Params, names: tuple[str, ...]) -> Params:
    return {name: value[name] for name in names if name in value and is_scalar(value[name])}


def _objects(value: Any, kept: Callable[[Params], Params]) -> Any:
    if isinstance(value, list):
        return [kept(each) for each in value if isinstance(each, dict)]
    return kept(value) if isinstance(value, dict) else None
