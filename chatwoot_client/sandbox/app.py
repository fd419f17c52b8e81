"""Which operation a request asks for, and what Chatwoot answers to it."""

from __future__ import annotations

import hashlib
import re
import threading
import uuid
from collections.abc import Mapping
from email.utils import formatdate
from typing import Any, Callable
from urllib.parse import unquote

from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.routing import BaseConverter, Map, MapAdapter, Rule

from chatwoot_client.sandbox import views
from chatwoot_client.sandbox.exchange import Answer, Request
from chatwoot_client.sandbox.params import (
    Params,
    TooManyFiles,
    Unreadable,
    Upload,
    is_blank,
    is_scalar,
    leading_int,
    read_params,
    text,
    whole_object,
)
from chatwoot_client.sandbox.records import (
    Attachment,
    ContactInbox,
    Conversation,
    Inbox,
    Message,
    RecordInvalid,
    RecordNotFound,
    ServerFault,
    now,
)
from chatwoot_client.sandbox.state import MAX_BIGINT, Account

JSON = "application/json"
JSON_IN_UTF8 = "application/json; charset=utf-8"
JSON_FROM_OUTSIDE = "application/json; charset=UTF-8"
"""What stands on errors that are made outside the operations; only the case differs."""
HTML = "text/html; charset=UTF-8"

_INSIDE = {
    "x-frame-options": "SAMEORIGIN",
    "x-xss-protection": "0",
    "x-content-type-options": "nosniff",
    "x-download-options": "noopen",
    "x-permitted-cross-domain-policies": "none",
    "referrer-policy": "strict-origin-when-cross-origin",
}
_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<hash>
  <status type="integer">{status}</status>
  <error>{reason}</error>
</hash>
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{title}</title>
</head>
<body>{content}</body>
</html>
"""
_REVALIDATED = "max-age=0, private, must-revalidate"
_CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-expose-headers": "",
    "access-control-max-age": "7200",
}

_PUBLIC = "/public/api/v1/inboxes/<segment:inbox_identifier>"
_CONTACT = _PUBLIC + "/contacts/<segment:source_id>"
_CONVERSATIONS = _CONTACT + "/conversations"
_CONVERSATION = _CONVERSATIONS + "/<segment:conversation_id>"
_MESSAGES = _CONVERSATION + "/messages"
_FILES = "/rails/active_storage"


class _Segment(BaseConverter):
    # A dot begins the format suffix of a path, so no parameter holds one.
    regex = "[^/.]+"


def _rule(methods: str, path: str, endpoint: str) -> Rule:
    return Rule(path, methods=methods.split(), endpoint=endpoint)


_ROUTES = Map(
    [
        _rule("GET", _PUBLIC, "show_inbox"),
        _rule("POST", _PUBLIC + "/contacts", "create_contact"),
        _rule("GET", _CONTACT, "show_contact"),
        _rule("PATCH PUT", _CONTACT, "update_contact"),
        _rule("POST", _CONVERSATIONS, "create_conversation"),
        _rule("GET", _CONVERSATIONS, "list_conversations"),
        _rule("GET", _CONVERSATION, "show_conversation"),
        _rule("POST", _CONVERSATION + "/toggle_status", "resolve_conversation"),
        _rule("POST", _CONVERSATION + "/toggle_typing", "toggle_typing"),
        _rule("POST", _CONVERSATION + "/update_last_seen", "update_last_seen"),
        _rule("GET", _MESSAGES, "list_messages"),
        _rule("POST", _MESSAGES, "create_message"),
        _rule("PATCH PUT", _MESSAGES + "/<segment:message_id>", "update_message"),
        _rule("GET", "/public/api/v1/csat_survey/<segment:conversation_uuid>", "show_survey"),
        _rule("PATCH PUT", "/public/api/v1/csat_survey/<segment:conversation_uuid>", "update_survey"),
        _rule("GET", "/survey/responses/<segment:conversation_uuid>", "survey_page"),
        _rule("GET", _FILES + "/blobs/redirect/<key>/<filename>", "redirect_to_file"),
        _rule("GET", _FILES + "/representations/redirect/<key>/<variation>/<filename>", "redirect_to_file"),
        _rule("GET", _FILES + "/disk/<key>/<filename>", "send_file"),
        _rule("GET", "/api", "show_version"),
    ],
    converters={"segment": _Segment},
    merge_slashes=False,
    strict_slashes=False,
)

_APPLICATION = re.compile(r"/api/v[12]/(accounts|profile)(/|$)")
_PLATFORM = re.compile(r"/platform/api/v1/")
_ELSEWHERE = re.compile(r"/(api/v1/widget|widget|hc|auth|cable|app|super_admin|webhooks)(/|$)")
_SUFFIX = re.compile(r"(.*/[^/.]+)\.([^/.]+)")


class _NotRouted(Exception):
    """No operation has this path and method."""


class Application:
    """The operations that clients call, on the records of an account."""

    def __init__(self, account: Account, user_token: str) -> None:
        """Serve `account`; `user_token` is the one token of the application API that is known."""
        self.account = account
        self.user_token = user_token
        self.lock: threading.RLock = threading.RLock()
        """Held while records are read or changed."""
        self._adapter: MapAdapter = _ROUTES.bind("sandbox")

    def answer(self, request: Request, base_url: str) -> Answer:
        """Do what a request asks for.

        Parameters:
            request: the request.
            base_url: where the server is, as clients write it; attachments are addressed there.
        """
        answer = Answer(200) if _is_preflight(request) else self._answer(request, base_url)
        if request.path.startswith("/public/api/"):
            if not _is_preflight(request):
                answer.headers["vary"] = "Origin"
            if "origin" in request.headers:
                answer.headers.update(_CORS)
        answer.headers["x-request-id"] = request.headers.get("x-request-id") or str(uuid.uuid4())
        if request.method == "HEAD":
            answer.body = b""
        return answer

    def _answer(self, request: Request, base_url: str) -> Answer:
        try:
            params = read_params(request.query_string, request.headers.get("content-type", ""), request.body)
        except Unreadable:
            return _failure(400) if _asks_for_json(request) else Answer(400, {"content-type": HTML})
        except TooManyFiles:
            return Answer(500)
        try:
            operation, values, suffix = self._route(request)
        except _NotRouted:
            return self._unrouted(request)
        as_json = operation != "survey_page" and suffix in ("", "json")
        if suffix == "xml" or (operation == "survey_page" and _asks_for_json(request)):
            return _failure(406, "xml" if suffix == "xml" else "json")
        with self.lock:
            try:
                answer = _Operation(self.account, params, base_url, values).run(operation)
                _make_cacheable(answer, request)
            except RecordInvalid as error:
                answer = _inside(422, views.dump({"message": error.message, "attributes": error.attributes}))
            except RecordNotFound:
                return _failure(404, "json" if as_json else "html")
            except ServerFault:
                return _failure(500, "json" if as_json else "html")
        return answer

    def _route(self, request: Request) -> tuple[str, dict[str, str], str]:
        method = _method(request)
        path = re.sub("/+", "/", request.path)
        suffixed = _SUFFIX.fullmatch(path)
        attempts = [(path, "")] + ([(suffixed.group(1), suffixed.group(2))] if suffixed else [])
        for candidate, suffix in attempts:
            try:
                operation, values = self._adapter.match(candidate, method)
            except HTTPException:
                continue
            return operation, {name: unquote(value) for name, value in values.items()}, suffix
        raise _NotRouted

    def _unrouted(self, request: Request) -> Answer:
        if _APPLICATION.match(request.path):
            # Rack reads `Api-Access-Token` as the same header.
            token = request.headers.get("api_access_token") or request.headers.get("api-access-token")
            if not token:
                return _inside(401, views.dump({"errors": ["You need to sign in or sign up before continuing."]}))
            if token != self.user_token:
                return _inside(401, views.dump({"error": "Invalid Access Token"}))
            return _unserved(request)
        if _PLATFORM.match(request.path):
            return _inside(401, views.dump({"error": "Invalid access_token"}))
        if _ELSEWHERE.match(request.path):
            return _unserved(request)
        return _failure(404, "json" if _asks_for_json(request) else "html")


class _Operation:
    """One call of one operation."""

    def __init__(self, account: Account, params: Params, base_url: str, values: Mapping[str, str]) -> None:
        self._account = account
        self._params = params
        self._base_url = base_url
        self._values = values

    def run(self, name: str) -> Answer:
        operation: Callable[[], Answer] = getattr(self, name)
        return operation()

    # Inboxes

    def show_inbox(self) -> Answer:
        return _shown(views.inbox(self._inbox()))

    # Contacts

    def create_contact(self) -> Answer:
        inbox = self._inbox()
        self._check_hash(inbox)
        source_id = text(self._params, "source_id")
        if not is_scalar(self._params.get("source_id")):
            raise ServerFault("a source id is a text")
        return _shown(views.contact(self._account.create_contact(inbox, source_id, self._contact_attributes())))

    def show_contact(self) -> Answer:
        return _shown(views.contact(self._checked_contact_inbox()))

    def update_contact(self) -> Answer:
        contact_inbox = self._checked_contact_inbox()
        self._account.update_contact(contact_inbox, self._contact_attributes())
        return _shown(views.contact(contact_inbox))

    # Conversations

    def create_conversation(self) -> Answer:
        custom_attributes = whole_object(self._params, "custom_attributes")
        return self._shown_conversation(self._account.create_conversation(self._contact_inbox(), custom_attributes))

    def list_conversations(self) -> Answer:
        reached = self._account.conversations_of(self._contact_inbox())
        return _shown([views.conversation(each, self._base_url) for each in reached])

    def show_conversation(self) -> Answer:
        return self._shown_conversation(self._conversation())

    def resolve_conversation(self) -> Answer:
        conversation = self._conversation()
        self._account.set_status(conversation, "resolved")
        return self._shown_conversation(conversation)

    def toggle_typing(self) -> Answer:
        conversation = self._conversation()
        conversation.typing = {"on": True, "off": False}.get(
            str(self._params.get("typing_status")), conversation.typing
        )
        return _empty()

    def update_last_seen(self) -> Answer:
        self._conversation().contact_last_seen_at = now()
        return _empty()

    # Messages

    def list_messages(self) -> Answer:
        contact_inbox = self._contact_inbox()
        if is_blank(self._values["conversation_id"]):
            return _shown([])
        conversation = self._account.conversation_of(contact_inbox, _id(self._values["conversation_id"]))
        return _shown(views.messages(self._account.messages_before(conversation, self._before()), self._base_url))

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
        conversation = self._account.conversation_of(contact_inbox, _id(self._values["conversation_id"]))
        content = text(self._params, "content")
        message = self._account.create_incoming_message(conversation, contact_inbox.contact, content, self._uploads())
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
        message = self._conversation().message(_id(self._values["message_id"]))
        self._account.answer_message(message, _submitted_values(self._params))
        answer = self._shown_message(message)
        self._account.rate(message)
        return answer

    # The survey

    def show_survey(self) -> Answer:
        return _shown(views.survey(self._account.survey_of(self._values["conversation_uuid"])))

    def update_survey(self) -> Answer:
        message = self._account.survey_of(self._values["conversation_uuid"])
        self._account.answer_message(message, _submitted_values(whole_object(self._params, "message")))
        answer = _shown(views.survey(message))
        self._account.rate(message)
        return answer

    def survey_page(self) -> Answer:
        return _inside(200, _page("Chatwoot", '<div id="app"></div>'), "text/html; charset=utf-8")

    # Files

    def redirect_to_file(self) -> Answer:
        attachment = self._attachment()
        location = f"{self._base_url}{_FILES}/disk/{attachment.key}/{views.url_filename(attachment.filename)}"
        headers = {**_INSIDE, "date": formatdate(usegmt=True), "location": location}
        return Answer(
            302, {**headers, "content-type": "text/html; charset=utf-8", "cache-control": "max-age=300, private"}
        )

    def send_file(self) -> Answer:
        attachment = self._attachment()
        name = views.url_filename(attachment.filename)
        headers = {
            **_INSIDE,
            "last-modified": formatdate(attachment.created_at.timestamp(), usegmt=True),
            "content-type": attachment.content_type,
            "content-disposition": f"inline; filename=\"{name}\"; filename*=UTF-8''{name}",
            "cache-control": _REVALIDATED,
        }
        return Answer(200, headers, attachment.data)

    # The rest

    def show_version(self) -> Answer:
        moment = now().strftime("%Y-%m-%d %H:%M:%S")
        answer = _shown({"version": "4.16.2", "timestamp": moment, "queue_services": "ok", "data_services": "ok"})
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
        return self._account.conversation_of(self._contact_inbox(), _id(self._values["conversation_id"]))

    def _attachment(self) -> Attachment:
        try:
            return self._account.attachments[self._values["key"]]
        except KeyError:
            raise RecordNotFound from None

    def _shown_conversation(self, conversation: Conversation) -> Answer:
        return _shown(views.conversation(conversation, self._base_url))

    def _shown_message(self, message: Message) -> Answer:
        return _shown(views.message(message, self._base_url))


def _id(value: str) -> int:
    found = leading_int(value)
    if not 0 < found <= MAX_BIGINT:
        raise RecordNotFound
    return found


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


def _method(request: Request) -> str:
    if request.method == "HEAD":
        return "GET"
    override = request.headers.get("x-http-method-override", "").upper()
    return override if request.method == "POST" and override else request.method


def _asks_for_json(request: Request) -> bool:
    first = request.headers.get("accept", "").split(",")[0]
    return first.split(";")[0].strip().lower() == JSON


def _is_preflight(request: Request) -> bool:
    return (
        request.method == "OPTIONS"
        and "origin" in request.headers
        and "access-control-request-method" in request.headers
    )


def _shown(value: Any) -> Answer:
    return _inside(200, views.dump(value))


def _inside(status: int, body: bytes, content_type: str = JSON_IN_UTF8) -> Answer:
    return Answer(status, {**_INSIDE, "content-type": content_type, "cache-control": "no-cache"}, body)


def _empty() -> Answer:
    return _inside(200, b"", JSON)


def _make_cacheable(answer: Answer, request: Request) -> None:
    if answer.status != 200 or answer.headers["cache-control"] != "no-cache" or not answer.body:
        return
    answer.headers["etag"] = f'W/"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    answer.headers["cache-control"] = _REVALIDATED
    if request.method in ("GET", "HEAD") and request.headers.get("if-none-match") == answer.headers["etag"]:
        answer.status, answer.body = 304, b""
        del answer.headers["content-type"]


def _unserved(request: Request) -> Answer:
    error = f"The sandbox does not serve {request.method} {request.path}"
    return Answer(501, {"content-type": JSON_FROM_OUTSIDE}, views.dump({"status": 501, "error": error}))


def _failure(status: int, kind: str = "json") -> Answer:
    """An error made outside the operations, as JSON, as XML, or as a page."""
    reason = HTTP_STATUS_CODES[status]
    if kind == "json":
        return Answer(status, {"content-type": JSON_FROM_OUTSIDE}, views.dump({"status": status, "error": reason}))
    if kind == "xml":
        body = _XML.format(status=status, reason=reason)
        return Answer(status, {"content-type": "application/xml; charset=UTF-8"}, body.encode())
    title = "Page not found" if status == 404 else "Something went wrong"
    return Answer(status, {"content-type": HTML}, _page(title, f"<h1>{title}</h1>"))


def _page(title: str, content: str) -> bytes:
    return _PAGE.format(title=title, content=content).encode()
