"""What a call may raise.

Everything that goes wrong after a request has been prepared is an :class:`ApiException`. The class says
what happened, :attr:`ApiException.outcome` whether the server may have acted on it. Wrong arguments are a
plain ``TypeError`` or ``ValueError``, raised before anything is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.checks import held
from chatwoot_client.redaction import excerpt, hidden

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typing_extensions import Literal

    from chatwoot_client.secret import Secret

    Outcome = Literal["not_sent", "refused", "unknown"]

__all__ = [
    "AmbiguousResultException",
    "ApiConnectionException",
    "ApiException",
    "ApiTimeoutException",
    "BadRequestException",
    "ConflictException",
    "DecodeException",
    "FilesLostException",
    "ForbiddenException",
    "NotFoundException",
    "ServiceException",
    "TooManyRequestsException",
    "UnauthorizedException",
    "UndecidedException",
    "UnprocessableEntityException",
]

#: Chatwoot nests what it says two levels deep; a body from elsewhere may be deeper than Python's calls.
_MOST_NESTED = 10
#: Where to look when the surroundings may be to blame.
_DOCTOR = "python3 -m chatwoot_client.doctor tells more."
_SHOWN_HEADERS = ("content-type", "retry-after", "x-request-id", "x-runtime")


class ApiException(Exception):
    """A call failed.

    The three leading parameters are those of generated clients, so that code which builds one in its own
    tests keeps working; everything else is filled in by the client.

    Attributes:
        status: the HTTP status, 0 when there was no answer.
        reason: the status text, or what happened in words.
        body: the answer as it came: text, bytes where it isn't text, or None when there was none.
        headers: the answer's headers, a case-insensitive mapping; empty when there was no answer.
        request_id: the ``X-Request-Id`` under which the server logged the request.
        method, url: what was asked. Path parameters that identify people are shown by name only, and the
            query is left out.
        attempts: how many requests were made, this one included.
        outcome: ``'not_sent'`` (the server never saw it), ``'refused'`` (it answered and didn't do it), or
            ``'unknown'`` (it may or may not have done it).
    """

    #: Whether what stands between may be to blame; said by what explains it.
    _of_surroundings = False

    def __init__(
        self,
        status: int | None = None,
        reason: str | None = None,
        http_resp: Any = None,
        *,
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        method: str | None = None,
        url: str | None = None,
        request_id: str | None = None,
        attempts: int = 1,
        outcome: Outcome | None = None,
        hint: str | None = None,
        sent: Any = None,
        secrets: Iterable[str | Secret[str]] = (),
    ) -> None:
        if http_resp is not None:
            status, reason = http_resp.status, http_resp.reason
            body, headers = _as_text(http_resp.data), http_resp.getheaders()
        # An answer may repeat what the request told in confidence, and all but `body` and `headers` gets printed. What
        # we say ourselves (a reason where there was no answer, a hint) holds none of it.
        confidential = tuple(map(held, secrets))
        self.status: int = status or 0
        self.reason: str | None = reason
        self.body = body
        self.headers: Mapping[str, str] = {} if headers is None else headers
        self.method = method
        self.url = url
        self.request_id: str | None = request_id and hidden(request_id, confidential)
        self.attempts = attempts
        self.outcome: Outcome = outcome or ("refused" if self.status else "not_sent")
        self.hint: str | None = hint
        self.sent = sent
        self._shown_body = excerpt(body, confidential)
        self._shown_headers = {
            name: hidden(self.headers[name], confidential) for name in _SHOWN_HEADERS if name in self.headers
        }
        super().__init__(self.status, self.reason)

    @property
    def details(self) -> Any:
        """The body's JSON, or None when it isn't JSON."""
        if not self.body:
            return None
        import json

        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def message(self) -> str | None:
        """What the server said went wrong, read out of any of Chatwoot's error shapes; None where it said nothing."""
        said = self.errors
        return ", ".join(said) if said else None

    @property
    def errors(self) -> list[str]:
        """Each thing the server said was wrong, as a list of sentences; empty where it said nothing."""
        details = self.details
        if isinstance(details, dict):
            details = next(filter(None, map(details.get, ("message", "error", "errors"))), None)
        elif details is None and self._is_plain_text():
            details = str(self.body).strip() or None
        return list(_sentences(details, _MOST_NESTED))

    def _is_plain_text(self) -> bool:
        content_type = next((text for name, text in self.headers.items() if name.lower() == "content-type"), "")
        return isinstance(self.body, str) and content_type.partition(";")[0].strip().lower() == "text/plain"

    @property
    def attributes(self) -> list[str]:
        """The names of the fields that a validation (422) refused; ``['base']`` for a rule about the whole record."""
        details = self.details
        named = details.get("attributes") if isinstance(details, dict) else None
        return [str(name) for name in named] if isinstance(named, list) else []

    def __str__(self) -> str:
        lines = [f"({self.status})" + (f" [request id {self.request_id}]" if self.request_id else "")]
        if self.reason:
            lines.append(f"Reason: {self.reason}")
        if self.method:
            repeats = f" ({self.attempts} attempts)" if self.attempts > 1 else ""
            lines.append(f"Request: {self.method} {self.url}{repeats}")
        if self._shown_headers:
            lines.append(f"HTTP response headers: {self._shown_headers}")
        if self._shown_body:
            lines.append(f"HTTP response body: {self._shown_body}")
        lines.extend(self._advice())
        return "\n".join(lines) + "\n"

    def _advice(self) -> list[str]:
        return [*([self.hint] if self.hint else []), *([_DOCTOR] if self._of_surroundings else [])]

    def __repr__(self) -> str:
        return f"{type(self).__name__}(status={self.status!r}, reason={self.reason!r})"

    def __reduce__(self) -> Any:
        return (_rebuild, (_lasting_class(type(self)), self.args), {**self.__dict__, "sent": _kept(self.sent)})

    def __copy__(self) -> ApiException:
        rebuild, arguments, state = self.__reduce__()
        copied: ApiException = rebuild(*arguments)
        copied.__dict__.update(state)
        return copied


class BadRequestException(ApiException):
    """400: the server couldn't read the request."""


class UnauthorizedException(ApiException):
    """401: no token arrived, a wrong one, one of the wrong kind, or a role that may not do this."""


class ForbiddenException(ApiException):
    """403: a feature that is switched off on this server or for this account."""


class NotFoundException(ApiException):
    """404: no such record, or no such route on this release of Chatwoot."""


class ConflictException(ApiException):
    """409: the request contradicts what the server has."""


class UnprocessableEntityException(ApiException):
    """422: the server read the request and refused what it says."""

    @property
    def is_flood(self) -> bool:
        """Whether the limit on messages in one conversation (200 in a minute) was the reason."""
        return self.attributes == ["base"] or (self.message or "").endswith("Too many messages")


class TooManyRequestsException(ApiException):
    """429: over a rate limit.

    Attributes:
        retry_after: seconds to wait: what the server asked for, or else until its next clock minute, the
            shortest window that Chatwoot's limits have.
    """

    def __init__(self, *args: Any, retry_after: float = 0.0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.retry_after = retry_after

    def _advice(self) -> list[str]:
        return [*super()._advice(), f"Try again in {self.retry_after:.0f} s or later."]


class ServiceException(ApiException):
    """5xx: the server, or a gateway in front of it, failed."""


class ApiConnectionException(ApiException):
    """There was no (whole) answer: refused, unresolvable, TLS failure, reset, cut."""


class ApiTimeoutException(ApiException):
    """There was no (whole) answer in time."""


class DecodeException(ApiException):
    """The server answered with something other than what the operation promises: no JSON, or JSON of another type."""


class AmbiguousResultException(ApiException):
    """A write may or may not have happened; a POST or PATCH wasn't repeated after that.

    It's always of the usual class too, so ``except ApiTimeoutException`` still catches a time-out.

    Attributes:
        sent: the body that was sent, as plain data, its files as they were given; None where there was none. To pass
            it again sends the same again. In a pickled or copied exception the names of files stand for them.
    """

    def _advice(self) -> list[str]:
        return [
            *super()._advice(),
            "The server may or may not have done this: look before sending it again.",
        ]


class UndecidedException(AmbiguousResultException):
    """It can't be known whether something was done: it was looked for, and neither found nor certainly missing.

    The rest is as of the failure that left it open; where nothing was sent by this call, of the one that looking ended
    in.

    Attributes:
        sendings: how often it was sent by this call.
        looks: how often it was looked for after that.
    """

    sendings: int = 0
    looks: int = 0

    def _advice(self) -> list[str]:
        return [self.hint] if self.hint else []


class FilesLostException(AmbiguousResultException):
    """A message is there, and files of it aren't: the server's file store failed after the message was stored.

    Attributes:
        message_stored: the message.
        lost: those of its attachments whose files can't be fetched.
        missing: how many of the files that were sent aren't even among its attachments.
    """

    message_stored: Any = None
    lost: tuple[Any, ...] = ()
    missing: int = 0

    def _advice(self) -> list[str]:
        return [self.hint] if self.hint else []


_BY_STATUS: dict[int, type[ApiException]] = {
    400: BadRequestException,
    401: UnauthorizedException,
    403: ForbiddenException,
    404: NotFoundException,
    409: ConflictException,
    422: UnprocessableEntityException,
    429: TooManyRequestsException,
}
_AMBIGUOUS: dict[type[ApiException], type[ApiException]] = {}


def class_for_status(status: int) -> type[ApiException]:
    """The exception class for an answer with this status."""
    return _BY_STATUS.get(status) or (ServiceException if status >= 500 else ApiException)


def ambiguous(usual: type[ApiException]) -> type[ApiException]:
    """The class that is both :class:`AmbiguousResultException` and *usual*."""
    both = _AMBIGUOUS.get(usual)
    if both is None:
        both = type(f"Ambiguous{usual.__name__}", (AmbiguousResultException, usual), {"__module__": __name__})
        both.__doc__ = usual.__doc__
        both = _AMBIGUOUS.setdefault(usual, both)
    return both


def _lasting_class(cls: type[ApiException]) -> Any:
    """How pickle may name *cls*: itself, or for one that :func:`ambiguous` made, the usual class in a tuple."""
    for usual, both in _AMBIGUOUS.items():
        if both is cls:
            return (usual,)
    return cls


def _rebuild(cls: Any, args: tuple[Any, ...]) -> ApiException:
    actual = ambiguous(cls[0]) if isinstance(cls, tuple) else cls
    exception: ApiException = actual.__new__(actual, *args)
    return exception


def _kept(sent: Any) -> Any:
    """What was sent, with the names of files in their place: another process couldn't read them."""
    if isinstance(sent, dict):
        return {key: _kept(value) for key, value in sent.items()}
    if isinstance(sent, list):
        return [_kept(value) for value in sent]
    if isinstance(sent, tuple) and len(sent) > 1 and isinstance(sent[0], str):
        # A file's name, and then the file.
        return sent[0]
    if sent is None or isinstance(sent, (str, int, float, bool)):
        return sent
    return str(getattr(sent, "name", type(sent).__name__))


def _sentences(said: Any, depth: int) -> Iterable[str]:
    if isinstance(said, (dict, list)) and not depth:
        return
    if isinstance(said, dict):
        for key, value in said.items():
            for sentence in _sentences(value, depth - 1):
                yield f"{key}: {sentence}"
    elif isinstance(said, list):
        for value in said:
            yield from _sentences(value, depth - 1)
    elif said is not None:
        yield str(said)


def _as_text(data: Any) -> str | bytes | None:
    if not isinstance(data, (bytes, bytearray)):
        return data  # type: ignore[no-any-return]
    try:
        return bytes(data).decode("utf-8")
    except UnicodeDecodeError:
        return bytes(data)
