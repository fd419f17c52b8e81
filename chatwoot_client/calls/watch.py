"""Who wants to know of the calls that this program makes; nobody, as long as nothing that listens is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

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


__all__ = ["WATCHERS", "watched"]

WATCHERS: list[Watcher] = []


def watched(perform: Callable[[Request], Any], request: Request) -> Any:
    """What *perform* makes of *request*, while everybody who wants to knows of it."""
    begun = [(watcher, watcher.begun(request.call)) for watcher in WATCHERS]
    result, error = None, None
    try:
        result = perform(request)
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
