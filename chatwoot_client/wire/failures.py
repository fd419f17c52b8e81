"""What goes wrong on the wire, as one exception that says it in words; and what a socket's own errors mean."""

from __future__ import annotations

import socket
from typing import Any

__all__ = [
    "CERTIFICATE", "CONTENT", "CROWDED", "LOST", "TIMEOUT", "TOO_LARGE", "Failure", "failure_of", "is_from_outside",
]  # fmt: skip

#: There was no time left.
TIMEOUT = "timeout"
#: No place became free in time: all are in use.
CROWDED = "crowded"
#: No connection, or it was lost, or what came on it isn't HTTP.
LOST = "lost"
#: Who answered isn't who should.
CERTIFICATE = "certificate"
#: The answer came, and can't be read.
CONTENT = "content"
#: The answer is larger than it may be.
TOO_LARGE = "too large"


class Failure(Exception):
    """There is no whole answer.

    Attributes:
        kind: one of this module's words for what went wrong.
        begun: whether the server may have seen something of the request.
    """

    def __init__(self, kind: str, reason: str = "") -> None:
        super().__init__(kind, reason)
        self.kind: str = kind
        self.begun: bool = False
        self._reason = reason

    @property
    def reason(self) -> str:
        """What happened, in words that hold nothing of the request, and of the answer no more than a name."""
        return self._reason or ("no answer in time" if self.begun else "no connection in time")


#: Where the errors of sockets and of TLS are raised.
_TRANSPORT = frozenset(("socket", "ssl", "urllib3"))
_HERE = __name__.rpartition(".")[0] + "."


def is_from_outside(error: BaseException, sock: Any) -> bool:
    """Whether *error*, caught at a call of *sock*, was raised by something else that ran in the middle of it.

    A signal's handler runs there, and may raise what a socket would: ``TimeoutError`` above all. Its frame tells.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    raised_in = "" if trace is None else trace.tb_frame.f_globals.get("__name__", "")
    if raised_in.startswith(_HERE):
        return False
    # gevent and its like put sockets of their own in place of the system's.
    own = {cls.__module__.partition(".")[0] for cls in type(sock).__mro__}
    return raised_in.partition(".")[0] not in _TRANSPORT | own


def failure_of(error: OSError) -> Failure:
    """What an error of a socket or of TLS means."""
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure(CERTIFICATE, f"the server's certificate was refused: {error.verify_message}")
    if isinstance(error, (TimeoutError, socket.timeout)):
        return Failure(TIMEOUT)
    if isinstance(error, ssl.SSLError):
        return Failure(LOST, f"TLS failed: {error.reason or type(error).__name__}")
    return Failure(LOST, error.strerror or type(error).__name__)
