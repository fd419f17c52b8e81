"""Asks for a file where a server says that it is, without telling anybody who asks; redirects are followed."""

from __future__ import annotations

import copy
import os
import re
from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING, Callable, NamedTuple

from chatwoot_client.calls.advice import INSIDE
from chatwoot_client.calls.attempts import Attempts
from chatwoot_client.calls.body import NO_BODY
from chatwoot_client.calls.caller import Authentication
from chatwoot_client.calls.headers import Headers, same_header
from chatwoot_client.calls.inside import depth_of, depth_of_host, depth_told
from chatwoot_client.calls.redirects import REDIRECTS, Target, led_to
from chatwoot_client.calls.request import Call, Request, Server
from chatwoot_client.calls.route import Route
from chatwoot_client.exceptions import ApiConnectionException, ForbiddenException, UnauthorizedException
from chatwoot_client.secret import Secret, SecretDict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatwoot_client.calls.address import Address
    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.caller import Caller
    from chatwoot_client.calls.options import RequestOptions
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.wire.dialling import Admits

__all__ = ["Answered", "Fetcher", "Limits", "Manner"]

_MAX_REDIRECTS = 5
#: Servers besides the client's own to which connections are kept.
_MOST_SERVERS = 8
#: What of a path is the same for all files; the rest is all that it takes to read one.
_COMMON = re.compile(r".*?/rails/active_storage/(?:disk|(?:blobs|representations)/(?:redirect|proxy))(?=/)")
_NOBODY = Authentication(Secret(value=""), (), False, ())


class Limits(NamedTuple):
    """Where a file may be fetched from."""

    #: Hosts that may be asked wherever they are.
    allowed_hosts: frozenset[str]
    #: Whether a redirect may lead from https to http.
    allow_http: bool


class Manner(NamedTuple):
    """How a file is asked for."""

    limits: Limits
    #: What the client sends to its own server.
    headers: Headers
    #: The headers that ask for a part of the file.
    part: Mapping[str, str]
    #: The options of the next request; asked for before each, since they say how much time is left.
    options: Callable[[], RequestOptions]


class Answered(NamedTuple):
    """An open answer, what was asked, and after how many attempts it came."""

    response: RESTResponse
    request: Request
    attempts: int


class Fetcher:
    """What a client asks for files with: its own connections, and others for other servers.

    The token goes nowhere, since no file needs one. What else a client says of itself (its headers, its cookie, the
    name and password for a server before Chatwoot) goes to its own server only: with the address that was given, and
    with one that a redirect leads to only where that was refused without.
    """

    def __init__(self, settings: Configuration, own: Attempts, address: Address, caller: Caller) -> None:
        self._own = own
        self._observer = settings.observer
        self._origin = address.origin
        self._own_host = address.host
        self._own_depth: int | None = None
        self._caller = caller
        self._token_headers = {same_header(name) for name in (settings._token_header, "api_access_token")}
        # What proves who this client is isn't shown to others, and what its server has to be called isn't theirs.
        others = copy.copy(settings)
        others.cert_file = others.key_file = others.rate_limit = None
        if isinstance(others.assert_hostname, str):
            others.assert_hostname = None
        self._settings = others
        self._others: OrderedDict[tuple[str, bool], Attempts] = OrderedDict()

    def close(self) -> None:
        """Let go of the connections to other servers that nobody uses."""
        while self._others:
            with suppress(KeyError):
                self._others.popitem()[1].close()

    def answer_to(self, first: Target, manner: Manner) -> Answered:
        """The open answer that *first* leads to, with a 2xx status.

        Raises:
            ApiException: there's none.
        """
        target, has_tls = first, first.address.scheme == "https"
        for count in range(_MAX_REDIRECTS + 1):
            answered = self._asked(target, manner, at_once=not count)
            response = answered.response
            if response.status not in REDIRECTS:
                return answered
            led = led_to(target.url, response.getheader("location"))
            if led is None:
                raise _refused(answered, "The server redirects to no address that a file could be at.")
            if has_tls and led.address.scheme == "http" and not manner.limits.allow_http:
                raise _refused(answered, "The server redirects from https to http; allow_http=True follows it there.")
            target, has_tls = led, led.address.scheme == "https"
        raise _refused(answered, "The server redirects too often, maybe in a circle.")

    def _asked(self, target: Target, manner: Manner, *, at_once: bool) -> Answered:
        """What *target* answers; its own server is told who asks, *at_once* or when it refuses."""
        if target.address.origin != self._origin:
            request = self._request(target, manner, by_name=False)
            return self._answered(self._attempts_at(request, target.address, manner.limits), request)
        if not at_once:
            with suppress(UnauthorizedException, ForbiddenException):
                return self._answered(self._own, self._request(target, manner, by_name=False))
        return self._answered(self._own, self._request(target, manner, by_name=True))

    def _answered(self, attempts: Attempts, request: Request) -> Answered:
        if self._observer is None:
            response, count = attempts.answer_to(request)
        else:
            from chatwoot_client.calls.observing import observed

            response, count = observed(self._observer, "download", attempts.answer_to, request)
        return Answered(response, request, count)

    def _request(self, target: Target, manner: Manner, *, by_name: bool) -> Request:
        """The request for *target*, with what the client says of itself or without."""
        address, options = target.address, manner.options()
        route = Route(target.path.replace("{", "%7B"), f"{_shown(target.path)}/{{file}}", [target.path])
        call = Call(
            method="GET",
            route=route,
            path=(),
            query=(),
            body=NO_BODY,
            takes=None,
            files=None,
            returns=None,
            otherwise=None,
            auth=(),
            accept="*/*",
            reads=True,
            advice={},
            refuses=None,
            options=options,
            takes_redirects=True,
        )
        caller, request_id, named = _NOBODY, "", ""
        if not by_name:
            lines = Headers(address.netloc, None).lines("*/*", None, SecretDict(manner.part))
        else:
            known = Headers(address.netloc, manner.headers.cookie)
            known.defaults = self._without_tokens(manner.headers.defaults)
            own = self._without_tokens(options.get("_headers") or {})
            lines = known.lines("*/*", None, SecretDict({**own, **manner.part}))
            caller = self._caller.authentication((), lines.taken)
            request_id = lines.request_id or os.urandom(16).hex()
            named = f"X-Request-Id: {request_id}\r\n" if lines.request_id is None else ""
        return Request(
            call=call,
            server=Server(address.origin, address, ""),
            target=target.path,
            head=Secret(value=f"{lines.text.value}{named}{caller.lines.value}"),
            content=b"",
            upload=None,
            request_id=request_id,
            lines=lines,
            caller=caller,
        )

    def _without_tokens(self, headers: Mapping[str, str]) -> SecretDict[str, str]:
        kept = [name for name in headers if same_header(name) not in self._token_headers]
        return SecretDict((name, headers[name]) for name in kept)

    def _attempts_at(self, request: Request, address: Address, limits: Limits) -> Attempts:
        """What asks another server."""
        is_allowed = address.host in limits.allowed_hosts
        admits: Admits = None if is_allowed else self._admits
        if not is_allowed and depth_told(address.host) > self._depth():
            # Told before a proxy is asked to go there.
            raise _explained(request, ApiConnectionException(reason=f"{address.host!r} isn't asked", hint=INSIDE))
        key = (address.origin, is_allowed)
        found = self._others.get(key)
        if found is None:
            found = self._others.setdefault(key, Attempts(self._settings, address, admits))
        with suppress(KeyError):
            self._others.move_to_end(key)
            while len(self._others) > _MOST_SERVERS:
                self._others.popitem(last=False)[1].close()
        return found

    def _admits(self, address: str) -> bool:
        return depth_of(address) <= self._depth()

    def _depth(self) -> int:
        if self._own_depth is None:
            self._own_depth = max(depth_told(self._own_host), depth_of_host(self._own_host))
        return self._own_depth


def _shown(path: str) -> str:
    match = _COMMON.match(path)
    return match[0] if match else ""


def _refused(answered: Answered, hint: str) -> Exception:
    # Loaded with the first one that fails.
    from chatwoot_client.calls.explain import refused

    exception = refused(answered.request, answered.response, answered.attempts, "refused")
    exception.hint = hint
    return exception


def _explained(request: Request, failure: ApiConnectionException) -> Exception:
    from chatwoot_client.calls.explain import explained

    return explained(request, failure, 0)
