"""What a ``refresh_api_key_hook`` writes is seen by the call that ran it, whatever other threads' hooks write.

A hook's run has values of its own: what the configuration had when the hook first looked, and what it writes. They
become the configuration's when it ends. Runs are told apart by context, and nothing waits for another run: a slow
hook holds nobody up, and there's no lock that a fork or an interruption could leave locked.
"""

from __future__ import annotations

from contextvars import ContextVar, copy_context
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from chatwoot_client.settings import Settings

__all__ = ["run_of", "values_after"]


class Run:
    """One run of a hook, and where it looks and writes."""

    __slots__ = ("_after", "_before", "outer", "over", "settings")

    def __init__(self, settings: Settings, outer: Run | None) -> None:
        self.settings: Settings = settings
        self.outer: Run | None = outer
        self.over: bool = False
        self._before: dict[str, Any] | None = None
        self._after: dict[str, Any] = {}

    def values(self) -> dict[str, Any]:
        """The run's own; taken from the configuration when they're first asked for."""
        if self._before is None:
            self._after = _apart(self.settings.__dict__)
            self._before = _apart(self._after)
        return self._after

    def end(self) -> None:
        """Have the configuration keep what was written."""
        self.over = True
        if self._before is None:
            return
        before, after, kept = self._before, self._after, self.settings.__dict__
        changed = [name for name in after if name not in before or after[name] != before[name]]
        if len(changed) == 1 and isinstance(after[changed[0]], dict):
            _write(before[changed[0]], after[changed[0]], kept[changed[0]])
        elif changed:
            # At once, so that nobody reads one tenant's token and another's prefix.
            kept.update(_apart({name: after[name] for name in changed}))


def _apart(values: dict[str, Any]) -> dict[str, Any]:
    """A copy that shares nothing that changes."""
    return {name: type(value)(value) if isinstance(value, dict) else value for name, value in dict(values).items()}


def _write(before: dict[str, Any], after: dict[str, Any], kept: dict[str, Any]) -> None:
    """Change in place, for who holds the dict."""
    dict.update(kept, {key: after[key] for key in after if key not in before or after[key] != before[key]})
    for gone in before.keys() - after.keys():
        kept.pop(gone, None)


_CURRENT: ContextVar[Run | None] = ContextVar("chatwoot_client_hook", default=None)


def run_of(settings: Settings) -> Run | None:
    """The run of its hook that's under way in this thread, task or greenlet."""
    run = _CURRENT.get()
    while run is not None and (run.over or run.settings is not settings):
        run = run.outer
    return run


def values_after(hook: Callable[[Any], Any], settings: Settings) -> dict[str, Any]:
    """What the settings are for the call that asks, once it has run the *hook*."""
    running = run_of(settings)
    if running is not None:
        # The hook itself makes a call: with what it has so far.
        return running.values()
    run = Run(settings, _CURRENT.get())
    # In a context of its own, which ends with the hook, however that ends.
    context = copy_context()
    context.run(_CURRENT.set, run)
    try:
        context.run(hook, settings)
    finally:
        run.end()
    return run.values()
