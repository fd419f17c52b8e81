"""A call is told to the observer that a program has set; loaded when there is one."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.calls.headers import same_header
from chatwoot_client.calls.options import operation_frame
from chatwoot_client.calls.outcomes import is_asked_for
from chatwoot_client.checks import check_header
from chatwoot_client.exceptions import ApiException
from chatwoot_client.logs import LOGGER
from chatwoot_client.observer import ObservedAttempt, ObservedCall, ObservedEnd
from chatwoot_client.secret import Secret, SecretDict
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.outcomes import End
    from chatwoot_client.calls.request import Request
    from chatwoot_client.observer import Became, Observer

__all__ = ["Observation", "observed", "operation_name"]

_NAMES = re.compile(r"^([^:]+):", re.MULTILINE).findall


def operation_name() -> str | None:
    """The method of an API class that is being called here; None where it's none of those."""
    frame = operation_frame()
    if frame is None or not str(frame.f_globals.get("__name__")).startswith("chatwoot_client.api."):
        return None
    return frame.f_code.co_name


def observed(observer: Observer, operation: str | None, perform: Callable[[Request], Any], request: Request) -> Any:
    """What *perform* makes of *request*, while *observer* knows of it."""
    # What an observer sets in the context, as tracers do, is gone with the call.
    run: Callable[..., Any] = contextvars.copy_context().run
    return run(_observed, observer, operation, perform, request)


def _observed(observer: Observer, operation: str | None, perform: Callable[[Request], Any], request: Request) -> Any:
    observation = Observation(observer, operation, request)
    try:
        result = perform(request._replace(observation=observation))
    except BaseException as error:
        observation.failed(error)
        raise
    observation.succeeded()
    return result


class Observation:
    """One call under an observer's eyes."""

    def __init__(self, observer: Observer, operation: str | None, request: Request) -> None:
        call, address = request.call, request.server.address
        self._observer = observer
        self._call = ObservedCall(
            operation=operation,
            method=call.method,
            path=call.route.discreet,
            scheme=address.scheme,
            host=address.host,
            port=address.port,
            request_id=request.request_id,
            request_size=len(request.content) if request.upload is None else request.upload.length,
            reads=call.reads,
        )
        self._began = self._attempt_began = now()
        self._last: ObservedAttempt | None = None
        self._tell(observer.call_begun, self._call)

    def attempt_begun(self, request: Request, number: int) -> Request:
        """*request* with the headers that the observer adds to this attempt."""
        self._last = None
        self._attempt_began = now()
        headers = self._tell(self._observer.attempt_begun, self._call, number)
        if not headers or not request.request_id:
            # Another server than the client's own is told nothing of who asks it for a file.
            return request
        return self._tell(_with_headers, request, headers) or request

    def attempt_ended(self, request: Request, number: int, end: End | None) -> None:
        """*end* is None where something else was raised in the middle of it."""
        response = None if end is None else end.response
        failure = None if end is None else end.failure
        self._last = ObservedAttempt(
            number=number,
            seconds=now() - self._attempt_began,
            status=0 if response is None else response.status,
            outcome="unknown" if end is None else _became(end, request),
            response_size=None if response is None else _size_of(response),
            error=None if failure is None else type(failure).__name__,
        )
        self._tell(self._observer.attempt_ended, self._call, self._last)

    def repeat_waits(self, seconds: float) -> None:
        self._tell(self._observer.repeat_waits, self._call, self._last, seconds)

    def succeeded(self) -> None:
        self._end("done", None)

    def failed(self, error: BaseException) -> None:
        outcome: Became = "unknown"
        if isinstance(error, ApiException):
            outcome = error.outcome
        elif self._last is None:
            outcome = "not_sent"
        self._end(outcome, error)

    def _end(self, outcome: Became, error: BaseException | None) -> None:
        last = self._last
        end = ObservedEnd(
            attempts=0 if last is None else last.number,
            seconds=now() - self._began,
            status=0 if last is None else last.status,
            outcome=outcome,
            response_size=None if last is None else last.response_size,
            error=None if error is None else type(error).__name__,
        )
        self._tell(self._observer.call_ended, self._call, end)

    def _tell(self, method: Callable[..., Any], *told: Any) -> Any:
        try:
            return method(*told)
        except Exception:
            name = getattr(method, "__name__", method)
            LOGGER.exception("Configuration.observer failed in %s (request id %s)", name, self._call.request_id)
            return None


def _became(end: End, request: Request) -> Became:
    if end.response is not None and is_asked_for(end.response, request.call):
        return "done"
    return end.outcome_for(request.call)


def _size_of(response: RESTResponse) -> int | None:
    """How large a body is that was read whole."""
    return None if response.is_open else len(response.data)


def _with_headers(request: Request, headers: Mapping[str, str]) -> Request:
    """*request* with those of *headers* that it doesn't have.

    Raises:
        TypeError, ValueError: one that can't be sent.
    """
    there = set(map(same_header, _NAMES(request.head.value)))
    added = SecretDict({name: text for name, text in headers.items() if same_header(name) not in there})
    for name in added:
        check_header("the observer's headers", name, Secret(value=added[name]))
    lines = Secret(value="".join(map("%s: %s\r\n".__mod__, added.items())))
    return request._replace(head=Secret(value=request.head.value + lines.value))
