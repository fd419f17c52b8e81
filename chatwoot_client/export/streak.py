"""Failures in a row: where one record's failure is noted and passed over, several say that it's the server's."""

from __future__ import annotations

from chatwoot_client.exceptions import ApiException

__all__ = ["Streak"]

_MOST = 3


class Streak:
    """Counts failures in a row, and raises the one with which there are too many; true while there are some."""

    def __init__(self) -> None:
        self._failures = 0

    def __bool__(self) -> bool:
        return self._failures > 0

    def broken(self) -> None:
        self._failures = 0

    def grown(self, error: ApiException) -> None:
        """Count a failure.

        Raises:
            ApiException: *error*, where there were too many.
        """
        self._failures += 1
        if self._failures >= _MOST:
            raise error
