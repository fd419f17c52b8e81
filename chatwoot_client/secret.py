"""What nobody is to read by accident: tokens, passwords, and all that's made of them.

Crash reporters print what every frame holds, by ``repr``. So a secret is held by an object that doesn't show it, from
where it's read to where its bytes are written, and what is made of it (a header line, a request's head) by another
one. A plain local variable is a leak.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlsplit

__all__ = ["Secret", "SecretDict", "basic_auth", "without_credentials"]

_T = TypeVar("_T")
_K = TypeVar("_K")
_V = TypeVar("_V")

HIDDEN = "***"

if TYPE_CHECKING:
    # Not a base that type checkers see: its attributes could be anything.
    class _Holder:
        def __init__(self, **_: Any) -> None: ...
else:
    _Holder = SimpleNamespace


class Secret(_Holder, Generic[_T]):
    """Holds a secret value, text or bytes, for whoever asks for ``.value``: ``Secret(value=f"Bearer {token.value}")``.

    It's made by keyword and by code in C: an ``__init__`` in Python would be a frame that has the value for a local.
    """

    value: _T

    if TYPE_CHECKING:

        def __init__(self, *, value: _T) -> None: ...

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return repr(HIDDEN if self.value else self.value)


class SecretDict(dict[_K, _V]):
    """A dict that shows its keys only; what it's read for is plain."""

    __slots__ = ()

    def copy(self) -> SecretDict[_K, _V]:
        return type(self)(self)

    def __repr__(self) -> str:
        return repr(dict.fromkeys(self, HIDDEN))

    # Reporters that walk into a dict instead of asking for its repr ask for these first.
    __sentry_repr__ = __repr__

    def __rich_repr__(self) -> Any:
        yield dict.fromkeys(self, HIDDEN)


def basic_auth(username: Secret[str], password: Secret[str]) -> Secret[str]:
    """The value of a header that authenticates with them."""
    # Not by base64's function, which is a frame of Python that has them for a local.
    from binascii import b2a_base64

    encoded = Secret(value=b2a_base64(f"{username.value}:{password.value}".encode(), newline=False))
    return Secret(value=f"Basic {encoded.value.decode('ascii')}")


def without_credentials(url: Secret[str]) -> str:
    """*url* without the user name and password in it."""
    parts = Secret(value=urlsplit(url.value))
    return parts.value._replace(netloc=parts.value.netloc.rpartition("@")[2]).geturl()
