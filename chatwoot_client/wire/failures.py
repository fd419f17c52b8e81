"""What goes wrong on the wire, as one exception that says it in words; and what a socket's own errors mean."""

from __future__ import annotations

import socket
from typing import Any

__all__ = [
    "CERTIFICATE", "CONTENT", "CROWDED", "FORBIDDEN", "LASTING", "LOST", "MISNAMED", "NO_TLS", "ONLY_TLS", "TIMEOUT",
    "TOO_LARGE", "UNANSWERED", "UNTRUSTED", "Failure", "failure_of", "failure_to_secure", "is_from_outside",
]  # fmt: skip

#: There was no time left.
TIMEOUT = "timeout"
#: No place became free in time: all are in use.
CROWDED = "crowded"
#: No connection, or it was lost, or what came on it isn't HTTP.
LOST = "lost"
#: A new connection was lost before a byte of an answer came.
UNANSWERED = "unanswered"
#: Nobody who's trusted vouches for whoever answered.
UNTRUSTED = "untrusted"
#: The host is at an address that isn't to be asked.
FORBIDDEN = "forbidden"
#: Who answered isn't who should.
MISNAMED = "misnamed"
#: The certificate is no good for another reason, such as its age.
CERTIFICATE = "certificate"
#: Who answered doesn't speak TLS.
NO_TLS = "no TLS"
#: Who answered speaks TLS, and nothing else.
ONLY_TLS = "only TLS"
#: The answer came, and can't be read.
CONTENT = "content"
#: The answer is larger than it may be.
TOO_LARGE = "too large"
#: What is the same again until a person changes something.
LASTING = frozenset((FORBIDDEN, UNTRUSTED, MISNAMED, CERTIFICATE, NO_TLS, ONLY_TLS))


class Failure(Exception):
    """There is no whole answer.

    Attributes:
        kind: one of this module's words for what went wrong.
        begun: whether the server may have seen something of the request.
        peer: at whom it went wrong, the ``server`` or a ``proxy`` on the way; a reason names it by ``{peer}``.
    """

    def __init__(self, kind: str, reason: str = "") -> None:
        super().__init__(kind, reason)
        self.kind: str = kind
        self.begun: bool = False
        self.peer: str = "server"
        self._reason = reason

    @property
    def reason(self) -> str:
        """What happened, in words that hold nothing of the request, and of the answer no more than a name."""
        waited_for = "no answer in time" if self.begun else "no connection in time"
        return self._reason.replace("{peer}", self.peer) or waited_for


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


#: How OpenSSL calls what comes from somebody who was offered TLS and answers by something else.
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG")
#: OpenSSL's numbers for a certificate whose issuer isn't known, or is nobody but itself.
_UNTRUSTED = (2, 18, 19, 20, 21, 27)
#: … and for one of another host or address.
_MISNAMED = (62, 64)


def failure_to_secure(error: OSError) -> Failure:
    """What an error means by which putting TLS on a connection ended."""
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        code = error.verify_code
        kind = UNTRUSTED if code in _UNTRUSTED else MISNAMED if code in _MISNAMED else CERTIFICATE
        return Failure(kind, f"the {{peer}}'s certificate was refused: {error.verify_message}")
    if isinstance(error, ssl.SSLError) and error.reason in _NO_TLS:
        return Failure(NO_TLS, "the {peer} doesn't speak TLS on this port")
    return failure_of(error)


def failure_of(error: OSError) -> Failure:
    """What an error of a socket or of TLS means."""
    import ssl

    if isinstance(error, (TimeoutError, socket.timeout)):
        return Failure(TIMEOUT)
    if isinstance(error, ssl.SSLError):
        return Failure(LOST, f"TLS failed: {error.reason or type(error).__name__}")
    return Failure(LOST, error.strerror or type(error).__name__)
