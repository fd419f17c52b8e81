"""What a program can be told of its calls: when they begin, each attempt, waits, and how they end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from typing import Literal

    Became = Literal["done", "refused", "unknown", "not_sent"]

__all__ = ["ObservedAttempt", "ObservedCall", "ObservedEnd", "Observer"]


class ObservedCall:
    """A call, as an observer is told of it: the same object from its beginning to its end.

    Nothing in it is secret, and nothing tells whom the call is about.

    Attributes:
        operation: the method's name, such as ``'create_a_message'``; None for ``ApiClient.request`` and its like.
        method: the HTTP method.
        path: the path with its placeholders, such as ``'/api/v1/accounts/{account_id}/labels'``.
        scheme, host, port: the server.
        request_id: the ``X-Request-Id``, which the server logs and echoes.
        request_size: bytes of the body; None for a file whose size nobody knows.
        reads: whether the call changes nothing on the server.
        state: the observer's own, None at first: a place for what :meth:`Observer.call_begun` makes.
    """

    __slots__ = (
        "host", "method", "operation", "path", "port", "reads", "request_id", "request_size", "scheme", "state",
    )  # fmt: skip

    def __init__(
        self,
        *,
        operation: str | None,
        method: str,
        path: str,
        scheme: str,
        host: str,
        port: int,
        request_id: str,
        request_size: int | None,
        reads: bool,
    ) -> None:
        self.operation: str | None = operation
        self.method: str = method
        self.path: str = path
        self.scheme: str = scheme
        self.host: str = host
        self.port: int = port
        self.request_id: str = request_id
        self.request_size: int | None = request_size
        self.reads: bool = reads
        self.state: Any = None

    def __repr__(self) -> str:
        return f"<ObservedCall {self.operation or ''} {self.method} {self.path}>"


class ObservedAttempt(NamedTuple):
    """How an attempt ended.

    Attributes:
        number: 1 for the first one.
        seconds: how long it took, up to the answer's end, or its head where that's read by the caller.
        status: the HTTP status; 0 without an answer.
        outcome: ``'done'``, ``'refused'`` (the server didn't do it), ``'unknown'`` or ``'not_sent'``.
        response_size: bytes of the answer's body, decompressed; None where there's none, or where it's read by the
            caller.
        error: the class of the exception that it would raise, such as ``'ApiTimeoutException'``; None for an answer.
    """

    number: int
    seconds: float
    status: int
    outcome: Became
    response_size: int | None
    error: str | None


class ObservedEnd(NamedTuple):
    """How a call ended.

    Attributes:
        attempts: how many requests were sent, or tried to be.
        seconds: how long it took, waits and reading the answer included.
        status: the HTTP status; 0 without an answer.
        outcome: as in :class:`ObservedAttempt`, of all attempts together.
        response_size: as in :class:`ObservedAttempt`.
        error: the class of the exception that the caller gets; None for a result.
    """

    attempts: int
    seconds: float
    status: int
    outcome: Became
    response_size: int | None
    error: str | None


class Observer:
    """What ``Configuration.observer`` is told of each call; override what you want to know, the rest does nothing.

    The methods are called in the thread that makes the call (with ``async_req`` a thread of the client's, in the
    context of the caller), while no lock is held. They're a part of the call's time, so they had better be quick. What
    they raise is logged and goes no further. One observer may serve several clients, and many threads at once.
    """

    def call_begun(self, call: ObservedCall) -> None:
        """A call has been checked and encoded, and is about to be made."""

    def attempt_begun(self, call: ObservedCall, number: int) -> Mapping[str, str] | None:
        """An attempt is about to be made, 1 being the first.

        Returns:
            Headers to add to its request, such as ``traceparent``, or None. One that the request has already is left
            as it is.
        """
        return None

    def attempt_ended(self, call: ObservedCall, attempt: ObservedAttempt) -> None:
        """An attempt has ended, with an answer or without."""

    def repeat_waits(self, call: ObservedCall, attempt: ObservedAttempt, seconds: float) -> None:
        """The call waits for as many seconds, and is then made again."""

    def call_ended(self, call: ObservedCall, end: ObservedEnd) -> None:
        """The call has ended: a result or an exception goes to the caller next."""
