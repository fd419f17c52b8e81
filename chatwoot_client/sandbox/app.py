"""Which operation a request asks for, whether its token may call it, and what Chatwoot answers."""

from __future__ import annotations

import copy
import json
import re
import threading
import uuid
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import unquote

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import BaseConverter, Map, MapAdapter

from chatwoot_client.sandbox.cable.audience import Tokens
from chatwoot_client.sandbox.cable.room import Room
from chatwoot_client.sandbox.http.deliveries import Deliveries
from chatwoot_client.sandbox.http.exchange import Answer, Request
from chatwoot_client.sandbox.http.faults import Fault, Race
from chatwoot_client.sandbox.listeners.dispatcher import Outlets, dispatch
from chatwoot_client.sandbox.operations.operation import Call, Operation
from chatwoot_client.sandbox.rails.answers import (
    CORS,
    HTML,
    JSON_IN_UTF8,
    asks_for_json,
    broken,
    dump,
    empty,
    failure,
    inside,
    make_cacheable,
    unserved,
)
from chatwoot_client.sandbox.rails.errors import RecordInvalid, RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.rails.params import TooMuch, Unreadable, form_method, is_json, read_params
from chatwoot_client.sandbox.records.base import words
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.records.release import NEWEST, without_newer_fields
from chatwoot_client.sandbox.routes import OPERATIONS, unserved_api
from chatwoot_client.sandbox.rules.installation import Caller, Installation, PlatformApp


class _Segment(BaseConverter):
    # A dot begins the format suffix of a path, so no parameter holds one.
    regex = "[^/.]+"
    # werkzeug takes it for one that holds slashes otherwise, and looks at every path with every route.
    part_isolating = True


_ROUTES = Map(
    [rule for operations in OPERATIONS for rule in operations.rules()],
    converters={"default": _Segment},
    merge_slashes=False,
    strict_slashes=False,
)
_SUFFIX = re.compile(r"(.*/[^/.]+)\.([^/.]+)")
_SUFFIXES_OF_PAGES = frozenset(
    words(
        "atom css csv gif gz html ico ics jpeg jpg js mp3 mp4 pdf png rss svg text txt vcf webm woff woff2 yaml yml zip"
    )
)
"""The suffixes that Rails knows a media type by, and that no answer here is in."""


class _Route(NamedTuple):
    operations: type[Operation]
    name: str
    """Of the operation: the method that answers."""
    values: Mapping[str, str]
    suffix: str
    """What stands behind a dot at the end of the path."""

    @property
    def kind_of_errors(self) -> str:
        """How errors are told that are made outside of the operation."""
        return "html" if self.operations.as_page or self.suffix not in ("", "json") else "json"


class Application:
    """The operations that clients call, on the records of an installation."""

    def __init__(self, installation: Installation) -> None:
        """Serve `installation`."""
        self.installation = installation
        self.lock: threading.RLock = threading.RLock()
        """Held while records are read or changed."""
        self.deliveries: Deliveries = Deliveries()
        """The webhooks that were sent."""
        # It asks back. Held weakly, so that a sandbox leaves no circle behind that would wait for the collector.
        self.room: Room = Room(weakref.proxy(self))
        """Who listens at `/cable`."""
        self.base_url: str = "http://127.0.0.1"
        """Where the server is, as clients write it, for what is done without a request."""
        self._adapter: MapAdapter = _ROUTES.bind("sandbox")

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Hold the records, and see to what follows from what was done meanwhile, unless that failed."""
        with self.lock:
            self.installation.store.performer = None
            try:
                yield
            except BaseException:
                self.installation.store.events.clear()
                raise
            dispatch(self.installation, self.base_url, Outlets(self.deliveries, self.room, self._act))

    @contextmanager
    def _racing(self, race: Race | None) -> Iterator[None]:
        """Have what is done here read the records as they were before the first request of a race."""
        if race is None:
            yield
            return
        if race.before is None:
            race.before = copy.deepcopy(self.installation.accounts)
        self.installation.store.before = race.before
        try:
            yield
        finally:
            self.installation.store.before = {}

    def streams(self, subscription: dict[str, Any]) -> list[str] | None:
        """The streams that a subscription at `/cable` opens; None where it has no right to any."""
        with self.lock:
            return Tokens(self.installation).streams(subscription)

    def present(self, subscription: dict[str, Any]) -> dict[str, Any]:
        """What a sign of presence at `/cable` is answered with."""
        with self.lock:
            return Tokens(self.installation).present(subscription)

    def _act(self, do: Callable[[], None]) -> None:
        """Do something to the records, such as what follows from a webhook that failed."""
        with self.acting():
            do()

    def answer(self, request: Request, base_url: str, fault: Fault | None = None) -> Answer:
        """Do what a request asks for.

        Parameters:
            request: the request.
            base_url: where the server is, as clients write it; attachments are addressed there.
            fault: what goes wrong meanwhile.
        """
        if request.path.strip("/") == "cable":
            return self.room.answer(request)
        answer = Answer(200) if _is_preflight(request) else self._answer(request, base_url, fault or Fault())
        if request.path.startswith("/public/api/"):
            if not _is_preflight(request):
                answer.headers["vary"] = "Origin"
            if "origin" in request.headers:
                answer.headers.update(CORS)
        sent = _NO_REQUEST_ID.sub("", request.headers.get("x-request-id", ""))[:MAX_REQUEST_ID]
        answer.headers["x-request-id"] = sent or str(uuid.uuid4())
        if request.method == "HEAD":
            answer.body = b""
        return answer

    def _answer(self, request: Request, base_url: str, fault: Fault) -> Answer:
        try:
            route = self._route(request)
        except (MethodNotAllowed, NotFound):
            return self._unrouted(request)
        try:
            content_type = request.headers.get("content-type", "")
            sent = read_params(request.query_string, content_type, request.body)
        except Unreadable:
            return failure(400) if asks_for_json(request) else Answer(400, {"content-type": HTML})
        except TooMuch:
            return Answer(500)
        operations, name = route.operations, route.name
        if operations.as_page and asks_for_json(request):
            return failure(406)
        try:
            with self.acting(), self._racing(fault.race):
                caller = self._authenticated(
                    request, operations.api, operations.lets_bots(name, self.installation.store.release)
                )
                call = Call(
                    installation=self.installation,
                    params=sent.params,
                    body=sent.body,
                    base_url=base_url,
                    values=route.values,
                    caller=caller,
                    request=request,
                    is_json=is_json(content_type),
                )
                self.installation.store.performer = caller if isinstance(caller, (User, AgentBot)) else None
                operation = operations(call)
                answer = operation.run(name) if fault.accident is None else operation.run_into(fault.accident, name)
        except (Refused, RecordInvalid, RecordNotFound, ServerFault) as error:
            return _error(error, operations.api, route.kind_of_errors)
        except Exception as error:
            return broken(error)
        if answer.body and not operations.as_page and not operations.is_file:
            # Only when it comes to writing an answer does Rails see that it can't in this form.
            if route.suffix == "xml":
                return failure(406, "xml")
            if route.suffix in _SUFFIXES_OF_PAGES:
                return Answer(406, {"content-type": HTML})
        self._age(answer)
        make_cacheable(answer, request)
        return answer

    def _age(self, answer: Answer) -> None:
        """Take from an answer what the release doesn't have yet."""
        release = self.installation.store.release
        if release < NEWEST and answer.headers.get("content-type") == JSON_IN_UTF8:
            answer.body = dump(without_newer_fields(json.loads(answer.body), release))

    def _route(self, request: Request) -> _Route:
        method = _method(request)
        path = re.sub("/+", "/", request.path)
        path = path[:-1] if path.endswith("/") and path != "/" else path
        suffixed = _SUFFIX.fullmatch(path)
        attempts = [(path, "")] + ([(suffixed.group(1), suffixed.group(2))] if suffixed else [])
        for candidate, suffix in attempts:
            try:
                (operations, name), values = self._adapter.match(candidate, method)
            except NotFound:
                continue
            if self.installation.store.release < operations.since:
                break
            return _Route(operations, name, {name: unquote(value) for name, value in values.items()}, suffix)
        raise NotFound

    def _authenticated(self, request: Request, api: str, for_bots: bool) -> Caller:
        """Whose token the request carries, where the API takes one. Raises `Refused` when it isn't welcome."""
        if api == "public":
            return None
        # Rack reads `Api-Access-Token` as the same header.
        token = request.headers.get("api_access_token") or request.headers.get("api-access-token")
        session = None if token else self.installation.session(request.headers)
        caller = session.user if session else self.installation.caller(token) if token else None
        if api == "platform":
            if not isinstance(caller, PlatformApp):
                raise Refused(401, {"error": "Invalid access_token"})
        elif not token and session is None:
            raise Refused(401, {"errors": ["You need to sign in or sign up before continuing."]})
        elif caller is None:
            raise Refused(401, {"error": "Invalid Access Token"})
        elif isinstance(caller, PlatformApp) or (isinstance(caller, AgentBot) and not for_bots):
            raise Refused(401, {"error": "Access to this endpoint is not authorized for bots"})
        return caller

    def _unrouted(self, request: Request) -> Answer:
        """The answer to a request that no operation here is for: Chatwoot has none either, or the sandbox lacks it."""
        api = unserved_api(request.path)
        if api is None:
            return failure(404, "json" if asks_for_json(request) else "html")
        try:
            self._authenticated(request, api, for_bots=False)
        except Refused as error:
            return _error(error, api, "json")
        return unserved(request)


def _error(error: Exception, api: str, kind: str) -> Answer:
    """The answer when an operation ends with an error; one made outside is of that kind."""
    if isinstance(error, RecordInvalid):
        error = Refused(422, {"message": error.message, "attributes": error.attributes})
    elif isinstance(error, RecordNotFound) and api == "application":
        error = Refused(404, {"error": "Resource could not be found"})
    if isinstance(error, Refused):
        return empty(error.status) if error.body is None else inside(error.status, dump(error.body))
    return failure(404 if isinstance(error, RecordNotFound) else 500, kind)


MAX_REQUEST_ID = 255
_NO_REQUEST_ID = re.compile(r"[^\w@-]", re.ASCII)
_METHODS = frozenset(words("GET HEAD PUT POST DELETE OPTIONS PATCH LINK UNLINK"))


def _method(request: Request) -> str:
    method = request.method
    if method == "POST":
        told = form_method(request.headers.get("content-type", ""), request.body)
        told = told or request.headers.get("x-http-method-override", "").upper()
        method = told if told in _METHODS else method
    return "GET" if method == "HEAD" else method


def _is_preflight(request: Request) -> bool:
    return (
        request.method == "OPTIONS"
        and "origin" in request.headers
        and "access-control-request-method" in request.headers
    )
