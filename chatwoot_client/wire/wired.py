"""What is below urllib3 when an exchange goes through it: connections of our own pool, in the place of its sockets."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chatwoot_client.wire.direct import Direct
from chatwoot_client.wire.http1 import CHUNK
from chatwoot_client.wire.layers import is_connecting_untouched, is_original
from chatwoot_client.wire.sending import Upload

if TYPE_CHECKING:
    from chatwoot_client.wire.direct import Line
    from chatwoot_client.wire.http1 import Head
    from chatwoot_client.wire.patience import Deadline, Patience

__all__ = ["Wired", "wired_pool"]


class Wired:
    """What of an exchange goes over our own wire, once something does.

    It knows nothing of urllib3's objects, which hold it: a circle of them would outlive the exchange.
    """

    def __init__(self, line: Line, method: str, patience: Patience, deadline: Deadline) -> None:
        self._line = line
        self._method = method
        self._patience = patience
        self._deadline = deadline
        #: The last one that was begun; who watches may send more than once.
        self.exchange: Direct | None = None
        #: What was raised here, whatever others have made of it since.
        self.raised: BaseException | None = None
        #: Whether the server may have seen something of an earlier one.
        self.has_begun: bool = False

    def socket(self) -> _Pipe:
        """What a connection of urllib3's takes for its socket."""
        if self.exchange is not None:
            self.has_begun |= self.exchange.has_begun
            self.exchange.close()
        self.raised = None
        self.exchange = Direct(self._line, self._method, self._patience, self._deadline)
        try:
            return _Pipe(self, self.exchange, self._patience)
        except BaseException as error:
            self.broke_off(error)
            raise

    def check(self) -> None:
        """Refuse a server that isn't to be asked, where it isn't our own wire that connects."""
        self._line.dialler.check()

    def broke_off(self, error: BaseException) -> None:
        """Remember *error*, and that its connection is of no use, whoever goes on as if nothing were."""
        self.raised = error
        if self.exchange is not None:
            self.exchange.is_last = True


def wired_pool(wired: Wired, found: Any, *args: Any, **settings: Any) -> Any:
    """A pool of the class that was *found* in urllib3, with our own wire below it."""
    if not is_original(found):
        return found(*args, **settings)
    pool = _class_of_pool(found)(*args, **settings)
    pool.wired = wired
    return pool


class _WiredPool:
    """A pool of urllib3's whose connections are ours, unless somebody has put others there."""

    wired: Wired

    @property
    def ConnectionCls(self) -> Any:
        found: Any = super().ConnectionCls  # type: ignore[misc]
        # Whoever has a say in how it connects is to have it their way.
        return _class_of_connection(found) if is_connecting_untouched(found) else found

    def _new_conn(self) -> Any:
        connection = super()._new_conn()  # type: ignore[misc]
        if isinstance(connection, _WiredConnection):
            connection.wired = self.wired
        else:
            self.wired.check()
        return connection

    def _put_conn(self, connection: Any) -> None:
        # Its socket is for one exchange; who sends again gets another one.
        if isinstance(connection, _WiredConnection):
            connection.sock = None
        super()._put_conn(connection)  # type: ignore[misc]


class _WiredConnection:
    """A connection of urllib3's whose socket is ours."""

    wired: Wired
    sock: Any

    def connect(self) -> None:
        self.sock = self.wired.socket()
        # TLS is done, and who answers was looked at.
        self.is_verified = self.proxy_is_verified = True


@lru_cache(maxsize=8)
def _class_of_pool(found: type[Any]) -> type[Any]:
    return type(found.__name__, (_WiredPool, found), {})


@lru_cache(maxsize=8)
def _class_of_connection(found: type[Any]) -> type[Any]:
    return type(found.__name__, (_WiredConnection, found), {})


class _Pipe:
    """What http.client takes for a socket: bytes go out by our own rules, and what's read has been read by them."""

    def __init__(self, wired: Wired, exchange: Direct, patience: Patience) -> None:
        self._wired = wired
        self._exchange = exchange
        self._connection = exchange.connect()
        self._upload = Upload(self._connection, exchange.parser, patience)

    def sendall(self, data: Any) -> None:
        try:
            wanted = self._upload.push(memoryview(data))
        except BaseException as error:
            self._wired.broke_off(error)
            raise
        if not wanted:
            self._exchange.is_last = True
            # What makes urllib3 read the answer.
            raise BrokenPipeError("the server has answered before it had the whole request")

    def send(self, data: Any) -> int:
        self.sendall(data)
        return len(data)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Answer(self._wired, self._exchange), CHUNK)

    def close(self) -> None:
        """Nothing: whether it's kept is decided when the exchange has ended."""

    def shutdown(self, how: int) -> None:
        """Nothing, either."""

    def settimeout(self, seconds: float | None) -> None:
        """Nothing: each step has its time from the attempt's."""

    def __getattr__(self, name: str) -> Any:
        # Who looks for the other side's address, or for TLS.
        return getattr(self._connection.socket, name)


class _Answer(io.RawIOBase):
    """An answer as bytes again, its framing taken off."""

    def __init__(self, wired: Wired, exchange: Direct) -> None:
        self._wired = wired
        self._exchange = exchange
        self._head: bytes | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            if self._head is None:
                self._head = _as_bytes(self._exchange.head())
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
            if not piece:
                piece = self._exchange.read(len(buffer))
        except BaseException as error:
            self._wired.broke_off(error)
            raise
        buffer[: len(piece)] = piece
        return len(piece)


def _as_bytes(head: Head) -> bytes:
    """*head* for a body whose chunks were put together."""
    is_chunked = "transfer-encoding" in head.fields
    left_out = ("transfer-encoding", "content-length") if is_chunked else ()
    lines = [f"{name}: {value}" for name, value in head.fields.pairs if name.lower() not in left_out]
    return "\r\n".join([f"HTTP/1.1 {head.status} {head.reason}", *lines, "\r\n"]).encode("latin-1")
