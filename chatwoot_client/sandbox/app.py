"""Which operation a request asks for, whether its token may call it, and what Chatwoot answers."""

from __future__ import annotations

import re
import threading
import uuid
from urllib.parse import unquote

from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, Map, MapAdapter

from chatwoot_client.sandbox import views
from chatwoot_client.sandbox.answers import (
    CORS,
    HTML,
    asks_for_json,
    empty,
    failure,
    inside,
    make_cacheable,
    unserved,
)
from chatwoot_client.sandbox.automation import AutomationRuleOperations
from chatwoot_client.sandbox.contacts import ContactOperations
from chatwoot_client.sandbox.conversations import ConversationOperations
from chatwoot_client.sandbox.exchange import Answer, Request
from chatwoot_client.sandbox.inboxes import InboxOperations
from chatwoot_client.sandbox.installation import Caller, Installation, PlatformApp
from chatwoot_client.sandbox.messages import MessageOperations
from chatwoot_client.sandbox.operation import Call, Operation, Refused
from chatwoot_client.sandbox.params import TooManyFiles, Unreadable, is_json, read_params
from chatwoot_client.sandbox.people import AccountOperations, AgentOperations, ProfileOperations, TeamMemberOperations
from chatwoot_client.sandbox.platform import (
    AccountUserOperations,
    PlatformAccountOperations,
    PlatformBotOperations,
    PlatformUserOperations,
)
from chatwoot_client.sandbox.public import PublicOperations
from chatwoot_client.sandbox.records import AgentBot, RecordInvalid, RecordNotFound, ServerFault
from chatwoot_client.sandbox.settings import (
    AgentBotOperations,
    CannedResponseOperations,
    CustomAttributeOperations,
    CustomFilterOperations,
    DashboardAppOperations,
    LabelOperations,
    TeamOperations,
    WebhookOperations,
)

OPERATIONS: tuple[type[Operation], ...] = (
    PublicOperations,
    ContactOperations,
    ConversationOperations,
    InboxOperations,
    MessageOperations,
    AccountOperations,
    AgentBotOperations,
    AgentOperations,
    AutomationRuleOperations,
    CannedResponseOperations,
    CustomAttributeOperations,
    CustomFilterOperations,
    DashboardAppOperations,
    LabelOperations,
    ProfileOperations,
    TeamMemberOperations,
    TeamOperations,
    WebhookOperations,
    AccountUserOperations,
    PlatformAccountOperations,
    PlatformBotOperations,
    PlatformUserOperations,
)


class _Segment(BaseConverter):
    # A dot begins the format suffix of a path, so no parameter holds one.
    regex = "[^/.]+"


_ROUTES = Map(
    [rule for operations in OPERATIONS for rule in operations.rules()],
    converters={"segment": _Segment},
    merge_slashes=False,
    strict_slashes=False,
)
_APPLICATION = re.compile(r"/api/v[12]/(accounts|profile|notification_subscriptions)(/|$)")
_PLATFORM = re.compile(r"/platform/api/v1/")
_ELSEWHERE = re.compile(r"/(api/v1/widget|widget|hc|auth|cable|app|super_admin|webhooks)(/|$)")
_SUFFIX = re.compile(r"(.*/[^/.]+)\.([^/.]+)")


class _NotRouted(Exception):
    """No operation has this path and method."""


class Application:
    """The operations that clients call, on the records of an installation."""

    def __init__(self, installation: Installation) -> None:
        """Serve `installation`."""
        self.installation = installation
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
                answer.headers.update(CORS)
        answer.headers["x-request-id"] = request.headers.get("x-request-id") or str(uuid.uuid4())
        if request.method == "HEAD":
            answer.body = b""
        return answer

    def _answer(self, request: Request, base_url: str) -> Answer:
        try:
            content_type = request.headers.get("content-type", "")
            params = read_params(request.query_string, content_type, request.body)
        except Unreadable:
            return failure(400) if asks_for_json(request) else Answer(400, {"content-type": HTML})
        except TooManyFiles:
            return Answer(500)
        try:
            operations, name, values, suffix = self._route(request)
        except _NotRouted:
            return self._unrouted(request)
        as_json = name != "survey_page" and suffix in ("", "json")
        if suffix == "xml" or (name == "survey_page" and asks_for_json(request)):
            return failure(406, "xml" if suffix == "xml" else "json")
        with self.lock:
            try:
                caller = self._authenticated(request, operations, name)
                call = Call(self.installation, params, base_url, values, caller, is_json(content_type))
                answer = operations(call).run(name)
                make_cacheable(answer, request)
            except Refused as error:
                answer = empty(error.status) if error.body is None else inside(error.status, views.dump(error.body))
            except RecordInvalid as error:
                answer = inside(422, views.dump({"message": error.message, "attributes": error.attributes}))
            except RecordNotFound:
                if operations.api == "application":
                    return inside(404, views.dump({"error": "Resource could not be found"}))
                return failure(404, "json" if as_json else "html")
            except ServerFault:
                return failure(500, "json" if as_json else "html")
        return answer

    def _route(self, request: Request) -> tuple[type[Operation], str, dict[str, str], str]:
        method = _method(request)
        path = re.sub("/+", "/", request.path)
        suffixed = _SUFFIX.fullmatch(path)
        attempts = [(path, "")] + ([(suffixed.group(1), suffixed.group(2))] if suffixed else [])
        for candidate, suffix in attempts:
            try:
                (operations, name), values = self._adapter.match(candidate, method)
            except HTTPException:
                continue
            return operations, name, {name: unquote(value) for name, value in values.items()}, suffix
        raise _NotRouted

    def _authenticated(self, request: Request, operations: type[Operation], name: str) -> Caller:
        """Whose token the request carries, where the operation takes one. Raises `Refused` when it isn't welcome."""
        if operations.api == "public":
            return None
        # Rack reads `Api-Access-Token` as the same header.
        token = request.headers.get("api_access_token") or request.headers.get("api-access-token")
        caller = self.installation.caller(token) if token else None
        if operations.api == "platform":
            if not isinstance(caller, PlatformApp):
                raise Refused(401, {"error": "Invalid access_token"})
        elif not token:
            raise Refused(401, {"errors": ["You need to sign in or sign up before continuing."]})
        elif caller is None:
            raise Refused(401, {"error": "Invalid Access Token"})
        elif isinstance(caller, PlatformApp) or (isinstance(caller, AgentBot) and name not in operations.for_bots):
            raise Refused(401, {"error": "Access to this endpoint is not authorized for bots"})
        return caller

    def _unrouted(self, request: Request) -> Answer:
        """The answer to a path that no operation here has: of Chatwoot's own none, or one that the sandbox lacks."""
        for api, paths in (("application", _APPLICATION), ("platform", _PLATFORM)):
            if paths.match(request.path):
                try:
                    self._authenticated(request, _UNSERVED[api], "unserved")
                except Refused as error:
                    return inside(error.status, views.dump(error.body))
                return unserved(request)
        if _ELSEWHERE.match(request.path):
            return unserved(request)
        return failure(404, "json" if asks_for_json(request) else "html")


class _Unserved(Operation):
    api = "application"
    for_bots = frozenset(("unserved",))


class _UnservedPlatform(Operation):
    api = "platform"


_UNSERVED: dict[str, type[Operation]] = {"application": _Unserved, "platform": _UnservedPlatform}


def _method(request: Request) -> str:
    if request.method == "HEAD":
        return "GET"
    override = request.headers.get("x-http-method-override", "").upper()
    return override if request.method == "POST" and override else request.method


def _is_preflight(request: Request) -> bool:
    return (
        request.method == "OPTIONS"
        and "origin" in request.headers
        and "access-control-request-method" in request.headers
    )
