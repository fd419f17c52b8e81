"""Time in tests, such that they hold on a machine that is busy with something else.

What takes at least so long may be said exactly. What takes at most so long is told from what would take very much
longer if it went wrong, with SLACK in between; and what has to come first is waited for, not slept for.
"""

from __future__ import annotations

import time
from typing import Callable

#: Seconds that a busy machine may stand still.
SLACK = 3.0


def wait_until(condition: Callable[[], object]) -> None:
    """Wait for what happens soon, in another thread or process."""
    ends = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.005)
