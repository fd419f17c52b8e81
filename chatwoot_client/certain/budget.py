"""How long what takes several calls may take: one deadline for all of them and the waits between."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from chatwoot_client.pagination import check_walk
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient, RequestOptions

__all__ = ["Budget"]

#: Seconds that a call is left with at least, so that it fails by its own words and not for want of time.
_LEAST = 0.001


class Budget:
    """The time that several calls have together, and the options that each is made with.

    Parameters:
        client: whose ``deadline`` counts where the options have none.
        options: what the caller wants of each call; ``_deadline`` is for all of them.

    Raises:
        TypeError, ValueError: an option that there isn't, or that's for a single call.
    """

    def __init__(self, client: ApiClient, options: RequestOptions) -> None:
        check_walk(options)
        self._options = options
        self._own = "_deadline" in options
        deadline = options["_deadline"] if self._own else client._settings.deadline
        self._ends = None if deadline is None else now() + deadline

    def left(self) -> float | None:
        """Seconds that are left; None where there's no deadline."""
        return None if self._ends is None else max(self._ends - now(), 0.0)

    def options(self, reserve: float = 0.0) -> RequestOptions:
        """The options for the next call, which may take what's left, but for *reserve* seconds or half of it."""
        left = self.left()
        if left is None:
            return self._options
        return {**self._options, "_deadline": max(left - reserve, left / 2, _LEAST)}

    def options_for_files(self) -> RequestOptions:
        """The options for a call that sends files: without a deadline of the caller's it has its own, longer one."""
        return self.options() if self._own else self._options

    def extend(self, seconds: float) -> None:
        """Let what took so long not count."""
        if self._ends is not None and not self._own:
            self._ends += seconds

    def pause(self, seconds: float) -> bool:
        """Wait; False, and at once, where there's no time for it."""
        left = self.left()
        if left is not None and seconds >= left:
            return False
        time.sleep(seconds)
        return True
