"""Who wants to know of the calls that this program makes; nobody, as long as nothing that listens is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.exceptions import AmbiguousResultException
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from typing_extensions import Protocol

    from chatwoot_client.calls.request import Call, Request

    class Watcher(Protocol):
        def begun(self, call: Call) -> Any:
            """A call is made now; what's returned is handed to :meth:`ended`, unless it's None."""
            ...

        def ended(self, begun: Any, result: Any, error: BaseException | None) -> None:
            """The call has ended, with a result as the operation returns it, or with an error."""
            ...

    class Witness(Protocol):
        def result(self, request: Request, began: float, ends: float | None) -> Any:
            """What a request made whose answer was lost, as its operation returns it; None where that isn't known.

            Parameters:
                began, ends: the moments at which the call began, and at which the caller's patience ends.
            """
            ...


__all__ = ["WATCHERS", "WITNESSES", "watched"]

WATCHERS: list[Watcher] = []
#: Who may have seen by other ways what became of a call.
WITNESSES: list[Witness] = []


def watched(perform: Callable[[Request], Any], request: Request, ends: float | None) -> Any:
    """What *perform* makes of *request*, while everybody who wants to knows of it.

    Parameters:
        ends: the moment at which the caller's patience does; None for never.
    """
    began = now()
    begun = [(watcher, watcher.begun(request.call)) for watcher in WATCHERS]
    result, error = None, None
    try:
        try:
            result = perform(request)
        except AmbiguousResultException:
            result = _witnessed(request, began, ends)
            if result is None:
                raise
    except BaseException as raised:
        error = raised
        raise
    finally:
        for watcher, known in begun:
            if known is not None:
                watcher.ended(known, result, error)
        # The error's traceback holds this frame.
        error = None
    return result


def _witnessed(request: Request, began: float, ends: float | None) -> Any:
    # Whoever wants the answer itself, its status or its bytes, can't be given it.
    options = request.call.options
    if not (options.get("_preload_content", True) and options.get("_return_http_data_only", True)):
        return None
    for witness in list(WITNESSES):
        result = witness.result(request, began, ends)
        if result is not None:
            return result
    return None
