"""Where our log lines go: to the package's logger, and to a file or standard error of one's own."""

from __future__ import annotations

import io
import logging
from typing import Any

__all__ = ["LOGGER", "Log"]

LOGGER = logging.getLogger("chatwoot_client")


class Log:
    """Writes lines to the package's logger and, where *debug* or *file* ask for it, to a handler of our own.

    No logger but ours is touched, and ours gets no handler: what a program set up stays as it is.
    """

    def __init__(self, debug: bool, file: str | None, line_format: str) -> None:
        self._debug = debug
        self._file = file
        self._format = line_format
        self._handlers: dict[str, logging.Handler] = {}

    def wants(self, level: int) -> bool:
        """Whether a line of this *level* would be written anywhere."""
        return self._debug or LOGGER.isEnabledFor(level) or self._goes_to_file(level)

    def write(self, level: int, message: str, *arguments: Any, **fields: Any) -> None:
        """Write a line; *fields* are attributes of its record, for programs that log data rather than text."""
        if LOGGER.isEnabledFor(level):
            LOGGER.log(level, message, *arguments, extra=fields)
        if self._debug or self._goes_to_file(level):
            record = LOGGER.makeRecord(LOGGER.name, level, __file__, 0, message, arguments, None, extra=fields)
            handler = self._handler()
            try:
                handler.handle(record)
            except OSError:
                # A full disk or a folder that's gone is no reason to lose a call; logging's own way to say so.
                handler.handleError(record)

    def close(self) -> None:
        """Let the file go; the next line opens it anew."""
        handler = self._handlers.pop("own", None)
        if handler is not None:
            handler.close()

    def _goes_to_file(self, level: int) -> bool:
        return self._file is not None and level >= logging.WARNING

    def _handler(self) -> logging.Handler:
        handler = self._handlers.get("own")
        if handler is None:
            handler = (
                logging.StreamHandler() if self._file is None else _LogFile(self._file, encoding="utf-8", delay=True)
            )
            handler.setFormatter(logging.Formatter(self._format))
            # Settles a race without a lock, which a fork could leave locked.
            handler = self._handlers.setdefault("own", handler)
        return handler


class _LogFile(logging.FileHandler):
    """A file that takes each line at once: a buffer has a lock, and a fork could leave that locked for the child."""

    def _open(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(open(self.baseFilename, "ab", buffering=0), self.encoding, write_through=True)
