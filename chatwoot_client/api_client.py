"""A call becomes a request, an answer becomes models."""

from __future__ import annotations

import json
import logging
import math
import os
import sys
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, TypedDict, TypeVar
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

import urllib3

from chatwoot_client import rest
from chatwoot_client.checks import near_miss
from chatwoot_client.configuration import (
    API_KEY_NAME,
    PLATFORM,
    USER_OR_BOT,
    VERSION,
    Configuration,
    check_deadline,
    check_header,
    check_retries,
    check_timeout,
    is_header_name,
)
from chatwoot_client.decoding import FILE, decode, file_name, readable, shape_of
from chatwoot_client.encoding import (
    JSON,
    NO_BODY,
    TARGET_SAFE,
    Route,
    encoded,
    fields_of,
    form_of,
    pairs,
    query_of,
    same_header,
    sent_data,
    written_route,
)
from chatwoot_client.exceptions import (
    ApiException,
    ApiTimeoutException,
    DecodeException,
    TooManyRequestsException,
    ambiguous,
    class_for_status,
    hidden,
)
from chatwoot_client.http1 import Patience
from chatwoot_client.models.base import to_json
from chatwoot_client.rest import RESTResponse, Wire
from chatwoot_client.retries import (
    RetryPolicy,
    may_repeat_unknown,
    outcome_of_status,
    policy_of,
    repeats_status,
    retry_after,
    seconds_to_next_minute,
    wait_asked_for,
)
from chatwoot_client.wire.names import origin_of

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from typing import Generic

    from typing_extensions import ParamSpec, Self, Unpack

    from chatwoot_client.encoding import Files
    from chatwoot_client.exceptions import Outcome
    from chatwoot_client.files import FileBody
    from chatwoot_client.limits import RateLimit
    from chatwoot_client.models.base import Model

    _P = ParamSpec("_P")

__all__ = ["ApiClient", "ApiResponse", "AsyncResult", "RequestOptions", "Route", "with_http_info"]

_T = TypeVar("_T")

_MAX_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
#: A file gives its call a second more for each of these; slower than that, an upload is going nowhere.
_BYTES_A_SECOND = 64 * 1024


class RequestOptions(TypedDict, total=False):
    """What every operation takes besides its own parameters; keyword only.

    Keys:
        _request_timeout: seconds; one number bounds each attempt as a whole, a pair bounds connecting and each
            read. ``Configuration.timeout`` when left out.
        _deadline: seconds for the call with all its attempts and waits. ``Configuration.deadline`` when left out.
        _preload_content: False hands over the open answer, a :class:`~chatwoot_client.rest.RESTResponse`.
        _return_http_data_only: False returns an :class:`ApiResponse`.
        async_req: True returns an :class:`AsyncResult` at once and makes the call in a thread.
        _headers: headers for this request; they replace ours of the same name.
        _retries: as ``Configuration.retries``, for this call.
    """

    _request_timeout: float | tuple[float, float] | None
    _deadline: float | None
    _preload_content: bool
    _return_http_data_only: bool
    async_req: bool
    _headers: Mapping[str, str]
    _retries: int | bool | RetryPolicy | None


_OPTIONS = frozenset(RequestOptions.__annotations__)
_NO_OPTIONS: RequestOptions = {}

if TYPE_CHECKING:

    class ApiResponse(NamedTuple, Generic[_T]):
        """What an operation returns with its status and headers."""

        data: _T
        status: int
        headers: Mapping[str, str]

else:

    class ApiResponse(NamedTuple):
        """What an operation returns with its status and headers.

        Attributes:
            data: what the operation returns by itself.
            status: the HTTP status.
            headers: the answer's headers, a case-insensitive mapping.
        """

        data: Any
        status: int
        headers: Mapping[str, str]


class AsyncResult:
    """A call that is under way in a thread, as ``async_req=True`` returns it."""

    __slots__ = ("_future",)

    def __init__(self, future: Future[Any]) -> None:
        self._future = future

    def get(self, timeout: float | None = None) -> Any:
        """What the call returns, or raises; waited for up to *timeout* seconds, or as long as it takes.

        Raises:
            TimeoutError: the call is still under way after *timeout* seconds.
        """
        self.wait(timeout)
        if not self._future.done():
            raise TimeoutError(f"the call is still under way after {timeout} s")
        return self._future.result()

    def wait(self, timeout: float | None = None) -> None:
        """Wait until the call has ended, up to *timeout* seconds."""
        from concurrent.futures import wait

        wait([self._future], timeout)

    def ready(self) -> bool:
        """Whether the call has ended."""
        return self._future.done()

    def successful(self) -> bool:
        """Whether the call has ended without an exception.

        Raises:
            ValueError: it hasn't ended.
        """
        if not self._future.done():
            raise ValueError("the call is still under way")
        return self._future.exception() is None


class _Request(NamedTuple):
    """A call, checked and encoded, with what an error about it has to say."""

    method: str
    route: Route
    path: tuple[Any, ...]
    target: str
    head: str
    content: bytes
    files: FileBody | None
    body: Any
    returns: Any
    reads: bool
    request_id: str
    auth: tuple[str, ...]
    sent_token: bool
    secrets: tuple[str, ...]
    advice: Mapping[int, str]
    options: RequestOptions

    @property
    def shown(self) -> str:
        """The path for people to read."""
        return self.route.shown(self.path)

    @property
    def confidential(self) -> tuple[str, ...]:
        """What nobody is to read who reads about the request: its secrets, and who it is about."""
        named = self.route.unshown(self.path)
        asked = [value for _, value in parse_qsl(self.target.partition("?")[2])]
        return (*self.secrets, *named, *asked)


class _Headers(NamedTuple):
    """Header lines that are the same from call to call, and what the caller chose of them."""

    lines: str
    taken: frozenset[str]
    secrets: tuple[str, ...]
    request_id: str | None


class ApiClient:
    """Makes the calls; one is enough for all API classes and all threads of a program.

    It opens connections when they're first needed, keeps up to ``connection_pool_maxsize`` of them, and opens new
    ones in a forked child. ``close()`` or ``with`` lets them go; a call after that opens anew. It starts no thread
    until ``async_req`` is used.

    Parameters:
        configuration: where and how; ``Configuration()`` when left out. Its settings are taken as they are now,
            its credentials are read at every call.
        header_name, header_value: a header for every request.
        cookie: the ``Cookie`` header for every request.

    Raises:
        TypeError, ValueError: a header that can't be sent.
    """

    def __init__(
        self,
        configuration: Configuration | None = None,
        header_name: str | None = None,
        header_value: str | None = None,
        cookie: str | None = None,
    ) -> None:
        if configuration is None:
            configuration = Configuration()
        elif not isinstance(configuration, Configuration):
            raise TypeError(f"configuration must be a Configuration, not {type(configuration).__name__}")
        self.configuration = configuration
        self._settings = configuration._frozen()
        self._wire = Wire(self._settings)
        self._policy: RetryPolicy | None = None
        self._rate_limit = None if self._settings.rate_limit is None else _rate_limit_of(self._settings.rate_limit)
        #: Headers for every request, a plain dict; they replace ours of the same name.
        self.default_headers: dict[str, str] = {"User-Agent": _USER_AGENT}
        if cookie is not None:
            check_header("cookie", "Cookie", cookie)
        self.cookie = cookie
        # What the headers were prepared from, and the results; replaced as one, since threads share it.
        self._prepared: tuple[dict[str, str], str | None, dict[Any, _Headers]] = ({}, None, {})
        self._executors: dict[int, ThreadPoolExecutor] = {}
        if header_name is not None:
            self.set_default_header(header_name, "" if header_value is None else header_value)

    # --- headers ---

    @property
    def user_agent(self) -> str:
        """The ``User-Agent`` of every request."""
        return next((text for name, text in self.default_headers.items() if same_header(name) == "user-agent"), "")

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.set_default_header("User-Agent", value)

    def set_default_header(self, header_name: str, header_value: str) -> None:
        """Send a header with every request; it replaces ours of the same name.

        Raises:
            TypeError, ValueError: a name or value that a header can't have.
        """
        check_header("header_name", header_name, header_value)
        for same in [name for name in self.default_headers if same_header(name) == same_header(header_name)]:
            del self.default_headers[same]
        self.default_headers[header_name] = header_value

    # --- lifetime ---

    def close(self) -> None:
        """Let go of all connections and threads, once calls that are under way in threads have ended."""
        executor = self._executors.pop(rest.generation(), None)
        if executor is not None:
            executor.shutdown()
        self._wire.close()
        self._settings._drop_handler()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError("an ApiClient holds connections and secrets and isn't pickled; make one where it's needed")

    def __repr__(self) -> str:
        return f"<ApiClient {self._settings.host}>"

    # --- calls ---

    def invoke(
        self,
        method: str,
        route: Route,
        path: tuple[Any, ...] = (),
        *,
        query: Iterable[tuple[str, Any]] = (),
        body: Any = NO_BODY,
        files: Files | None = None,
        returns: Any = None,
        auth: tuple[str, ...] = (),
        accept: str = JSON,
        reads: bool = False,
        advice: Mapping[int, str] | None = None,
        options: RequestOptions | None = None,
    ) -> Any:
        """Make one call. This is what every operation comes down to.

        Parameters:
            method: the HTTP method.
            route, path: the path and the values of its placeholders, in its order.
            query: names and values; one that is None is left out.
            body: a model or a mapping, for an operation that has a body.
            files: which of the body's fields may hold files.
            returns: a model, ``[model]`` for a list of it, ``str`` for text, ``object`` for plain JSON, or None.
            auth: the security schemes; the first one that a token is kept for is used.
            accept: the media type to ask for.
            reads: whether the call changes nothing on the server, whatever its method.
            advice: by status, a sentence to add to the error.
            options: see :class:`RequestOptions`.

        Raises:
            TypeError, ValueError: an argument that can't be sent; nothing was.
            ApiException: what went wrong after that.
        """
        options = _NO_OPTIONS if not options else _checked(options)
        target = self._wire.base + route.filled(path, self._settings.safe_chars_for_path_param) + query_of(query)
        content, content_type, upload = encoded(body, files)
        own = options.get("_headers")
        if upload is not None:
            # A form can't be read without its boundary, so here the caller's type doesn't replace ours.
            own = {**(own or {}), "Content-Type": upload.content_type}
        headers = self._headers_for(accept, content_type, own)
        request_id = headers.request_id or os.urandom(16).hex()
        head, secrets, sent_token = self._dynamic_lines(headers, request_id, auth)
        if upload is not None:
            head += "Transfer-Encoding: chunked" if upload.length is None else f"Content-Length: {upload.length}"
            head += "\r\n"
        elif content or method not in ("GET", "HEAD", "DELETE"):
            head += f"Content-Length: {len(content)}\r\n"
        request = _Request(
            method,
            route,
            path,
            target,
            head,
            content,
            upload,
            body,
            returns,
            reads or method in ("GET", "HEAD", "OPTIONS"),
            request_id,
            auth,
            sent_token,
            secrets,
            advice or {},
            options,
        )
        if options.get("async_req"):
            return AsyncResult(self._executor().submit(self._perform, request))
        return self._perform(request)

    def _perform(self, request: _Request) -> Any:
        options = request.options
        response, attempts = self._answer(request)
        if not options.get("_preload_content", True):
            data: Any = response
        else:
            try:
                data = self._decoded(response, request.returns)
            except DecodeException as error:
                raise self._explained(error, request, attempts) from None
        if options.get("_return_http_data_only", True):
            return data
        return ApiResponse(data, response.status, response.headers)

    def _answer(self, request: _Request) -> tuple[RESTResponse, int]:
        """The answer with a 2xx status, and after how many attempts; ``retries`` says what may be repeated."""
        options = request.options
        policy = self._policy_for(options)
        connect, step, whole = _timeouts(options.get("_request_timeout") or self._settings.timeout)
        stream = not options.get("_preload_content", True)
        ends = self._ends(request)
        attempt, waited = 0, 0.0
        outcome: Outcome = "not_sent"
        response: RESTResponse | None = None
        failure: ApiException | None = None
        while True:
            if self._rate_limit is not None and not self._rate_limit.wait(ends):
                if not attempt:
                    failure = _no_room(self._rate_limit)
                break
            attempt += 1
            started = time.monotonic()
            patience = Patience(connect, step, ends if whole is None else min(started + whole, ends or math.inf))
            response = failure = None
            try:
                response = self._exchange(request, patience, stream)
            except ApiException as error:
                # Its traceback holds this frame, which would so hold itself, and all that the attempt was made of.
                failure = error.with_traceback(None)
            else:
                if self._settings._logs(logging.DEBUG):
                    self._log_answer(request, response, attempt, time.monotonic() - started)
                if 200 <= response.status < 300:
                    if stream:
                        self._hand_over(response, request, attempt, patience)
                    return response, attempt
            if outcome != "unknown" or request.reads:
                # What nobody knows of a write, no later attempt tells.
                outcome = _outcome(response, failure)
            repeats, asked = _repeats(request, response, failure)
            wait = policy.wait_before_repeat(attempt, waited, asked) if repeats else None
            if wait is None or (ends is not None and time.monotonic() + wait >= ends):
                break
            self._log_repeat(request, response, failure, attempt, wait)
            time.sleep(wait)
            waited += wait
        if response is not None:
            raise self._refused(response, request, attempt, outcome)
        assert failure is not None
        failure.outcome = outcome
        raise self._explained(failure, request, attempt)

    def _exchange(self, request: _Request, patience: Patience, stream: bool) -> RESTResponse:
        """One answer, redirects within the origin followed where the method allows it."""
        target = request.target
        for _ in range(_MAX_REDIRECTS + 1):
            head = f"{request.method} {target} HTTP/1.1\r\n{request.head}\r\n".encode("latin-1") + request.content
            response = self._wire.exchange(request.method, head, request.files, patience, stream)
            if response.status not in _REDIRECTS or request.method not in ("GET", "HEAD"):
                break
            followed = self._within_origin(target, response.getheader("location"))
            if followed is None:
                break
            if self._rate_limit is not None and not self._rate_limit.wait(patience.ends):
                raise _no_room(self._rate_limit)
            target = followed
        return response

    def _hand_over(self, response: RESTResponse, request: _Request, attempts: int, patience: Patience) -> None:
        """Give an open answer to the caller, whose time it is now, but for each read and a deadline asked for."""
        deadline = request.options.get("_deadline")
        patience.ends = None if deadline is None else patience.ends
        response.explain(lambda failure: self._explained(failure, request, attempts))

    def _ends(self, request: _Request) -> float | None:
        if "_deadline" in request.options:
            deadline = request.options["_deadline"]
        else:
            deadline = self._settings.deadline
            if deadline is not None and request.files is not None:
                deadline += (request.files.length or 0) / _BYTES_A_SECOND
        return None if deadline is None else time.monotonic() + deadline

    def _policy_for(self, options: RequestOptions) -> RetryPolicy:
        if "_retries" in options:
            return policy_of(options["_retries"])
        if self._policy is None:
            self._policy = policy_of(self._settings.retries)
        return self._policy

    def _executor(self) -> ThreadPoolExecutor:
        generation = rest.generation()
        executor = self._executors.get(generation)
        if executor is None:
            from concurrent.futures import ThreadPoolExecutor

            made = ThreadPoolExecutor(self._settings.connection_pool_maxsize, "chatwoot_client")
            executor = self._executors.setdefault(generation, made)
        return executor

    def _log_repeat(
        self, request: _Request, response: RESTResponse | None, failure: ApiException | None, attempt: int, wait: float
    ) -> None:
        what = f"status {response.status}" if response is not None else failure and failure.reason
        self._settings._log(
            logging.INFO, "%s %s: %s; attempt %d follows in %.1f s (request id %s)",
            request.method, request.shown, what, attempt + 1, wait, request.request_id,
        )  # fmt: skip

    def _log_answer(self, request: _Request, response: RESTResponse, attempt: int, seconds: float) -> None:
        self._settings._log(
            logging.DEBUG, "%s %s: %d in %.0f ms (attempt %d, request id %s)",
            request.method, request.shown, response.status, seconds * 1000, attempt, request.request_id,
        )  # fmt: skip

    # --- from arguments to a request ---

    def _headers_for(self, accept: str, content_type: str | None, own: Mapping[str, str] | None) -> _Headers:
        if own:
            return self._prepare(accept, content_type, own)
        defaults, cookie, prepared = self._prepared
        if defaults != self.default_headers or cookie != self.cookie:
            prepared = {}
            self._prepared = (dict(self.default_headers), self.cookie, prepared)
        headers = prepared.get((accept, content_type))
        if headers is None:
            headers = prepared[accept, content_type] = self._prepare(accept, content_type, {})
        return headers

    def _prepare(self, accept: str, content_type: str | None, own: Mapping[str, str]) -> _Headers:
        chosen: dict[str, tuple[str, str]] = {}
        for where, headers in (("default_headers", self.default_headers), ("_headers", own)):
            for name, value in headers.items():
                check_header(where, name, value)
                chosen[same_header(name)] = (name, value)
        for framing in ("content-length", "transfer-encoding"):
            if framing in chosen:
                raise ValueError(f"{chosen[framing][0]} is the client's to set")
        secrets = [value for name, (_, value) in chosen.items() if name not in _OPEN_HEADERS]
        ours = {"host": ("Host", self._wire.netloc), "accept": ("Accept", accept)}
        ours["accept-encoding"] = ("Accept-Encoding", "identity")
        if content_type is not None:
            ours["content-type"] = ("Content-Type", content_type)
        if self.cookie is not None:
            check_header("cookie", "Cookie", self.cookie)
            secrets.append(self.cookie)
            ours["cookie"] = ("Cookie", self.cookie)
        lines = "".join(f"{name}: {value}\r\n" for name, value in {**ours, **chosen}.values())
        request_id = chosen["x-request-id"][1] if "x-request-id" in chosen else None
        return _Headers(lines, frozenset(chosen), tuple(secret for secret in secrets if len(secret) > 3), request_id)

    def _dynamic_lines(
        self, headers: _Headers, request_id: str, auth: tuple[str, ...]
    ) -> tuple[str, tuple[str, ...], bool]:
        """All header lines but the body's, the secrets in them, and whether a token is among those."""
        lines, taken, secrets = headers.lines, headers.taken, headers.secrets
        configuration = self.configuration
        if headers.request_id is None:
            lines = f"{lines}X-Request-Id: {request_id}\r\n"
        if configuration.username or configuration.password:
            basic = configuration.get_basic_auth_token()
            secrets = (*secrets, basic, configuration.password)
            if "authorization" not in taken:
                lines = f"{lines}Authorization: {basic}\r\n"
        name = self._settings.api_key_header
        sent_token = same_header(name) in taken
        if auth and not sent_token:
            token = next(filter(None, map(configuration._token, auth)), None)
            if token is not None:
                lines = f"{lines}{name}: {token}\r\n"
                # An answer may repeat it without its prefix.
                return lines, (*secrets, token, token.rpartition(" ")[2]), True
        return lines, secrets, sent_token

    # --- from an answer to an exception ---

    def _refused(self, response: RESTResponse, request: _Request, attempts: int, outcome: Outcome) -> ApiException:
        """The exception for an answer with a status that isn't 2xx."""
        status, headers = response.status, response.headers
        usual = class_for_status(status)
        extra: dict[str, Any] = {}
        if usual is TooManyRequestsException:
            asked = retry_after(headers)
            extra["retry_after"] = seconds_to_next_minute(headers) if asked is None else asked
        exception = self._exception(
            usual, request, attempts, outcome, status, response.reason, readable(response.data), headers, extra
        )
        hint = self._hint(exception, request)
        exception.hint = hint and hidden(hint, request.confidential)
        return exception

    def _explained(self, failure: ApiException, request: _Request, attempts: int) -> ApiException:
        """*failure* of the wire or of decoding, told what the request was."""
        return self._exception(
            type(failure),
            request,
            attempts,
            failure.outcome,
            failure.status,
            failure.reason,
            failure.body,
            failure.headers,
            {},
        )

    def _exception(
        self,
        usual: type[ApiException],
        request: _Request,
        attempts: int,
        outcome: Outcome,
        status: int,
        reason: str | None,
        body: str | bytes | None,
        headers: Mapping[str, str],
        extra: dict[str, Any],
    ) -> ApiException:
        """An exception of the *usual* class, or of its ambiguous twin where a write may have happened."""
        cls = ambiguous(usual) if outcome == "unknown" and not request.reads else usual
        return cls(
            status,
            reason,
            body=body,
            headers=headers,
            method=request.method,
            url=f"{self._settings.host}{request.shown}",
            request_id=headers.get("x-request-id") or request.request_id,
            attempts=attempts,
            outcome=outcome,
            sent=sent_data(request.content, request.body),
            secrets=request.confidential,
            **extra,
        )

    def _hint(self, exception: ApiException, request: _Request) -> str | None:
        status = exception.status
        if status in request.advice:
            return request.advice[status]
        if status == 401:
            return _hint_for_401(exception, request, self._settings.api_key_header)
        if status == 404 and request.route.template.startswith("/api/") and _is_from_outside(exception):
            return (
                "The server doesn't know this path: its release may be older than the operation, whose documentation "
                "says since when servers have it."
            )
        if status in _REDIRECTS:
            return self._hint_for_redirect(exception.headers.get("location"), request)
        return None

    def _hint_for_redirect(self, location: str | None, request: _Request) -> str | None:
        if not location:
            return None
        try:
            parts = urlsplit(urljoin(f"{self._wire.origin}{request.target}", location))
        except ValueError:
            return None
        asked = request.target.partition("?")[0][len(self._wire.base) :]
        base = parts.path[: -len(asked)] if parts.path.endswith(asked) else ""
        host = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{base}"
        if host == self._settings.host:
            return "The server redirects in a circle, or a request that may not be followed."
        return f"The server redirects to another address; if it's the right one, set Configuration.host to {host!r}."

    def _within_origin(self, target: str, location: str | None) -> str | None:
        """The target that a redirect within the server's own origin leads to, or None."""
        if not location:
            return None
        origin = self._wire.origin
        try:
            parts = urlsplit(urljoin(f"{origin}{target}", location))
            port = parts.port or (443 if parts.scheme == "https" else 80)
            if origin_of(parts.scheme, parts.hostname or "", port) != origin or parts.username is not None:
                return None
            followed = parts._replace(scheme="", netloc="", path=parts.path or "/", fragment="").geturl()
            # Headers are read as Latin-1, so this makes of a character the bytes that it came as.
            return quote(followed, safe=TARGET_SAFE, encoding="latin-1")
        except ValueError:
            return None

    def request(
        self,
        method: str,
        path: str,
        *,
        path_params: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        body: Model | Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        returns: Any = object,
        auth: str | Iterable[str] | None = None,
        reads: bool = False,
        **options: Unpack[RequestOptions],
    ) -> Any:
        """Call any endpoint, such as one that has no method yet, as the methods do.

        Token, timeouts, repeats, errors and decoding are the same as theirs.

        Parameters:
            method: the HTTP method.
            path: the path below ``host``, such as ``/api/v1/accounts/{account_id}/labels``.
            path_params: values for the placeholders in *path*, which are quoted. Put there what isn't yours; the rest
                of the path goes as it is.
            query: the query; what is None is left out, a list becomes one pair for each item (name it ``labels[]``).
            body: a model or a dict, sent as JSON; with *files* the fields of the form.
            files: files of a form by field name, each an attachment (see the guide), or a list of them, whose field
                name gets ``[]``.
            returns: what the answer is: a model, ``[model]`` for a list of it, ``str`` for text, ``object`` for plain
                JSON, None to ignore it; or a name as ``deserialize`` takes it.
            auth: whose token to send, ``'userApiKey'``, ``'agentBotApiKey'`` or ``'platformAppApiKey'``, or several to
                choose from, or ``()`` for none; when left out, the one that paths of this kind take.
            reads: whether the call changes nothing on the server although its method might. Such a call may be
                repeated after any failure on the way.
            options: see :class:`RequestOptions`.

        Raises:
            TypeError, ValueError: an argument that can't be sent; nothing was.
            ApiException: what went wrong after that.
        """
        route = written_route("path", path)
        if "?" in path or "#" in path:
            raise ValueError("path must not have a query; query takes it")
        sent = NO_BODY if body is None else body
        if files:
            sent = _form({} if body is None else fields_of(body), files)
        return self.invoke(
            _verb(method),
            route,
            _values_for(route, path_params),
            query=pairs(query),
            body=sent,
            returns=shape_of(returns),
            auth=_schemes_for(path) if auth is None else (auth,) if isinstance(auth, str) else tuple(auth),
            reads=reads,
            options=options,
        )

    # --- what generated clients offer besides ---

    def call_api(
        self,
        resource_path: str,
        method: str,
        path_params: Mapping[str, Any] | None = None,
        query_params: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        header_params: Mapping[str, str] | None = None,
        body: Any = None,
        post_params: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        files: Mapping[str, Any] | None = None,
        response_type: Any = None,
        auth_settings: Iterable[str] | None = None,
        async_req: bool | None = None,
        _return_http_data_only: bool | None = None,
        collection_formats: Mapping[str, str] | None = None,
        _preload_content: bool = True,
        _request_timeout: float | tuple[float, float] | None = None,
    ) -> Any:
        """Call any path, with the parameters that generated clients' ``call_api`` has.

        Parameters:
            resource_path: the path below ``host``, with placeholders like ``{id}``.
            method: the HTTP method.
            path_params: values for the placeholders.
            query_params: the query; a list becomes one pair for each item.
            header_params: headers for this request.
            body: a model or a dict.
            post_params: fields of a form, instead of a body.
            files: files of a form by field name, each an attachment (see the guide), or a list of them, whose
                field name gets ``[]``.
            response_type: a type's name such as ``'list[PublicMessage]'``, or a model class.
            auth_settings: security schemes, such as ``['userApiKey']``.
            async_req, _return_http_data_only, _preload_content, _request_timeout: see :class:`RequestOptions`.
            collection_formats: ignored; Chatwoot takes lists in one form only.

        Returns:
            An :class:`ApiResponse`; with ``_return_http_data_only`` its data alone.

        Raises:
            TypeError, ValueError: an argument that can't be sent; nothing was.
            ApiException: what went wrong after that.
        """
        route = written_route("resource_path", resource_path)
        options: RequestOptions = {
            "_return_http_data_only": bool(_return_http_data_only),
            "_preload_content": _preload_content,
            "async_req": bool(async_req),
        }
        if header_params:
            kept = {name: value for name, value in header_params.items() if same_header(name) != "content-type"}
            options["_headers"] = kept
        if _request_timeout is not None:
            options["_request_timeout"] = _request_timeout
        return self.invoke(
            _verb(method),
            route,
            _values_for(route, path_params),
            query=pairs(query_params),
            body=_form(post_params, files or {}) if files or post_params else NO_BODY if body is None else body,
            returns=shape_of(response_type),
            auth=tuple(auth_settings or ()),
            options=options,
        )

    def sanitize_for_serialization(self, obj: Any) -> Any:
        """*obj* as plain data that JSON can carry: models become dicts, dates ISO 8601 text.

        Raises:
            ValueError: something in it that JSON can't carry.
        """
        if isinstance(obj, tuple):
            return tuple(self.sanitize_for_serialization(item) for item in obj)
        return json.loads(to_json(obj, "obj"))

    def deserialize(self, response: Any, response_type: Any) -> Any:
        """The body of *response*, anything with ``.data``, ``.status`` and ``.getheader``, as *response_type*.

        Parameters:
            response: the answer.
            response_type: a model class, or a name: of a model, ``'list[…]'``, ``'dict(str, …)'``, ``'object'``,
                ``'str'``, ``'int'``, ``'float'``, ``'bool'``, ``'datetime'``, ``'date'``, or ``'file'`` for a
                file in ``temp_folder_path`` whose path is returned.

        Raises:
            DecodeException: the body isn't what *response_type* says.
            ValueError: there is no such type.
        """
        return self._decoded(response, shape_of(response_type))

    def _decoded(self, response: Any, shape: Any) -> Any:
        return self._download(response) if shape is FILE else decode(response, shape)

    def _download(self, response: Any) -> str:
        import tempfile

        folder = tempfile.mkdtemp(dir=self._settings.temp_folder_path)
        path = os.path.join(folder, file_name(response.getheader("content-disposition") or ""))
        with open(path, "wb") as opened:
            opened.write(response.data)
        return path


def with_http_info(method: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> ApiResponse[_T]:
    """Call an operation and return its :class:`ApiResponse`: ``with_http_info(api.create_a_message, body, …)``.

    It's what ``create_a_message_with_http_info`` does, in a form that type checkers can follow.
    """
    kwargs["_return_http_data_only"] = False
    return method(*args, **kwargs)  # type: ignore[return-value]


def _checked(options: RequestOptions) -> RequestOptions:
    for name in options:
        if name not in _OPTIONS:
            raise TypeError(f"got an unexpected keyword argument {name!r}{near_miss(name, sorted(_OPTIONS))}")
    if options.get("_request_timeout") is not None:
        check_timeout("_request_timeout", options["_request_timeout"])
    if "_retries" in options:
        check_retries("_retries", options["_retries"])
    if "_deadline" in options:
        check_deadline("_deadline", options["_deadline"])
    if not isinstance(options.get("_headers") or {}, Mapping):
        raise TypeError(f"_headers must be a mapping, not {type(options['_headers']).__name__}")
    return options


def _verb(method: str) -> str:
    if not isinstance(method, str):
        raise TypeError(f"method must be text, not {type(method).__name__}")
    if not is_header_name(method):
        raise ValueError("method must be one word, such as GET")
    return method.upper()


def _values_for(route: Route, params: Mapping[str, Any] | None) -> tuple[Any, ...]:
    given = params or {}
    missing = [name for name in route.names if name not in given]
    if missing:
        raise TypeError(f"path_params lacks {', '.join(missing)}")
    return tuple(given[name] for name in route.names)


def _schemes_for(path: str) -> tuple[str, ...]:
    """Whose token is welcome at *path*."""
    if path.startswith("/platform/"):
        return PLATFORM
    return USER_OR_BOT if path.startswith("/api/") else ()


def _form(post_params: Any, files: Mapping[str, Any]) -> FileBody:
    form = form_of(post_params)
    for name, given in files.items():
        if isinstance(given, list):
            form.add_files(name.removesuffix("[]"), given)
        else:
            form.add_file(name, given)
    return form.body()


def _outcome(response: RESTResponse | None, failure: ApiException | None) -> Outcome:
    """What became of a request that got this answer, or none."""
    if response is not None:
        return outcome_of_status(response.status, response.headers)
    return failure.outcome if failure is not None else "not_sent"


def _repeats(
    request: _Request, response: RESTResponse | None, failure: ApiException | None
) -> tuple[bool, float | None]:
    """Whether *request* may be sent again after this, and the seconds that the server asks to wait."""
    unknown = may_repeat_unknown(request.method, request.reads)
    rewinds = request.files is None or request.files.repeatable
    if response is not None:
        headers = response.headers
        return rewinds and repeats_status(response.status, headers, unknown), wait_asked_for(response.status, headers)
    if failure is not None and failure.outcome == "not_sent":
        return True, None
    return rewinds and unknown and not isinstance(failure, DecodeException), None


def _timeouts(timeout: Any) -> tuple[float, float, float | None]:
    """Seconds to connect, for each read, and for the attempt as a whole."""
    if isinstance(timeout, (tuple, list)):
        return timeout[0], timeout[1], None
    return timeout, timeout, timeout


def _rate_limit_of(setting: int | RateLimit) -> RateLimit:
    from chatwoot_client.limits import RateLimit

    return RateLimit(setting) if isinstance(setting, int) else setting


def _no_room(limit: RateLimit) -> ApiTimeoutException:
    return ApiTimeoutException(reason=f"{limit!r} has no room before the deadline", outcome="not_sent")


def _is_from_outside(exception: ApiException) -> bool:
    """Whether an error was made outside of any operation; a record that's missing looks otherwise there."""
    return isinstance(exception.details, dict) and exception.details.get("status") == exception.status


def _hint_for_401(exception: ApiException, request: _Request, header: str) -> str | None:
    details = exception.details
    said = (exception.message or "").lower()
    if isinstance(details, dict) and "errors" in details:
        if request.sent_token:
            return (
                f"No token arrived, though one was sent as {header}: something between here and the server dropped it. "
                "nginx drops header names with an underscore unless underscores_in_headers is on; "
                "Configuration.api_key_header sets another name."
            )
        schemes = " or ".join(f"Configuration.api_key[{scheme!r}]" for scheme in (API_KEY_NAME, *request.auth))
        return f"No token was sent: set {schemes} (it travels as {header})."
    if "user id" in said:
        return None
    if "permissible" in said:
        return "The token is right, but the record isn't one that this platform app made."
    if "bot" in said:
        return "The token is of the wrong kind: an agent bot's or a platform app's, where a user's is needed."
    if "token" in said:
        return "The token is wrong, or of the wrong kind: one of another server, revoked, or not for this API."
    return (
        "The token is known, but its user may not do this: not in this account or in the conversation's inbox or team, "
        "suspended, or of too low a role."
    )


_OPEN_HEADERS = frozenset(("user-agent", "accept", "content-type", "accept-encoding", "host", "x-request-id"))
_USER_AGENT = (
    f"chatwoot-python-client/{VERSION} "
    f"(python {'.'.join(map(str, sys.version_info[:3]))}; {sys.platform}; urllib3 {urllib3.__version__})"  # type: ignore[attr-defined]
)
