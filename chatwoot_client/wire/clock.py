"""The clock that waits are measured by, which no test's frozen time stops."""

from __future__ import annotations

import functools
import time
from typing import Callable

__all__ = ["now"]


def _monotonic() -> Callable[[], float]:
    # Tools that freeze time replace ``time.monotonic``, in every module that holds it. A wait that's measured by what
    # doesn't move never ends, so ours is taken from where they don't look, even when this is loaded in frozen time.
    if hasattr(time, "clock_gettime") and hasattr(time, "CLOCK_MONOTONIC"):
        return functools.partial(time.clock_gettime, time.CLOCK_MONOTONIC)
    return functools.partial(time.monotonic)


#: Seconds since some moment in the past, by the system's clock that is never set back.
now: Callable[[], float] = _monotonic()
