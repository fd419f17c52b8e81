"""What every operation takes besides its own parameters, and what of its answer that hands over."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, TypedDict, TypeVar

from chatwoot_client.checks import check_deadline, check_hook, check_retries, check_timeout, held, near_miss
from chatwoot_client.secret import SecretDict

if TYPE_CHECKING:
    from types import FrameType
    from typing import Generic

    from typing_extensions import ParamSpec

    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.progress import Progress
    from chatwoot_client.retries import RetryPolicy

    _P = ParamSpec("_P")

__all__ = [
    "NO_OPTIONS",
    "ApiResponse",
    "DownloadOptions",
    "RequestOptions",
    "checked",
    "operation_frame",
    "streamed",
    "unknown_argument",
    "with_http_info",
]

_T = TypeVar("_T")


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
        progress: called with the bytes of a form with files that have been sent, and with how many it has in all, None
            where nobody knows; from 0 on again when it's sent again. What it raises ends the call and comes through as
            it is; the server has seen no whole request then. Calls without files don't call it.
    """

    _request_timeout: float | tuple[float, float] | None
    _deadline: float | None
    _preload_content: bool
    _return_http_data_only: bool
    async_req: bool
    _headers: Mapping[str, str]
    _retries: int | bool | RetryPolicy | None
    progress: Progress | None


class DownloadOptions(TypedDict, total=False):
    """Those of them that a download takes; see :class:`RequestOptions`."""

    _request_timeout: float | tuple[float, float] | None
    _deadline: float | None
    _headers: Mapping[str, str]
    _retries: int | bool | RetryPolicy | None


_NAMES = frozenset(RequestOptions.__annotations__)
NO_OPTIONS: RequestOptions = {}
#: ``inspect.CO_VARKEYWORDS``; the module isn't loaded for it.
_VARKEYWORDS = 0x08

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


def with_http_info(method: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> ApiResponse[_T]:
    """Call an operation and return its :class:`ApiResponse`: ``with_http_info(api.create_a_message, body, …)``.

    It's what ``create_a_message_with_http_info`` does, in a form that type checkers can follow.
    """
    kwargs["_return_http_data_only"] = False
    return method(*args, **kwargs)  # type: ignore[return-value]


def streamed(method: Callable[_P, Any], *args: _P.args, **kwargs: _P.kwargs) -> RESTResponse:
    """Call an operation and return its open answer: ``with streamed(api.get_csat_survey_page, uuid) as answer: …``.

    It's what ``_preload_content=False`` does, in a form that type checkers can follow.
    """
    kwargs["_preload_content"] = False
    return method(*args, **kwargs)  # type: ignore[no-any-return]


def unknown_argument(name: str) -> TypeError:
    """The error for an argument that nobody takes, as Python words it for the operation that it was given to."""
    # Looked for once something is wrong, so that a call that's right costs nothing more.
    frame = operation_frame()
    if frame is None:
        return TypeError(f"got an unexpected keyword argument {name!r}{near_miss(name, sorted(_NAMES))}")
    code = frame.f_code
    own = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    hint = near_miss(name, [*own, *sorted(_NAMES)])
    return TypeError(f"{code.co_name}() got an unexpected keyword argument {name!r}{hint}")


def operation_frame() -> FrameType | None:
    """The frame of the operation that is being called here."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not _is_operation(frame):
        frame = frame.f_back
    return frame


def _is_operation(frame: FrameType) -> bool:
    module, code = str(frame.f_globals.get("__name__")), frame.f_code
    takes_options = code.co_flags & _VARKEYWORDS and "options" in code.co_varnames
    return bool(takes_options) and module.startswith("chatwoot_client.api")


def checked(options: RequestOptions) -> RequestOptions:
    """*options* as they are, but for headers, which are where no ``repr`` shows them.

    Raises:
        TypeError, ValueError: one that there isn't, or of the wrong type or out of its range.
    """
    headers = held(options.get("_headers"))
    if isinstance(headers.value, Mapping):
        # In place, since it's also the dict that the operation's own frame has.
        options["_headers"] = SecretDict(headers.value)
    elif headers:
        raise TypeError(f"_headers must be a mapping, not {type(headers.value).__name__}")
    for name in options:
        if name not in _NAMES:
            raise unknown_argument(name)
    if options.get("_request_timeout") is not None:
        check_timeout("_request_timeout", options["_request_timeout"])
    if "_retries" in options:
        check_retries("_retries", options["_retries"])
    if "_deadline" in options:
        check_deadline("_deadline", options["_deadline"])
    if "progress" in options:
        check_hook("progress", options["progress"])
    return options
