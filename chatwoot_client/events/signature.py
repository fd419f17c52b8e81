"""Whether a delivery comes from Chatwoot: its signature and its age."""

from __future__ import annotations

import hmac
import re
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Union

if TYPE_CHECKING:
    from typing_extensions import Literal

    Reason = Literal["unsigned", "wrong", "too_old", "from_the_future", "unreadable"]

#: One secret, several (while one is being replaced by another), or secrets by the name of what they belong to.
Secrets = Union[str, bytes, "Iterable[str | bytes]", "Mapping[str, Secrets]"]

__all__ = ["TOLERANCE", "Keys", "SignatureException", "Stamp", "checked", "signature_of"]

#: Seconds; what Chatwoot's own documentation recommends.
TOLERANCE = 300

_SIGNATURE, _TIMESTAMP, _DELIVERY = "x-chatwoot-signature", "x-chatwoot-timestamp", "x-chatwoot-delivery"
_WANTED = frozenset((_SIGNATURE, _TIMESTAMP, _DELIVERY))
#: Of their names, also as WSGI's environ spells them (HTTP_X_CHATWOOT_SIGNATURE): most others are passed over by that.
_LENGTHS = frozenset(len(prefix) + len(name) for name in _WANTED for prefix in ("", "http-"))
_SECONDS = re.compile(r"\d{1,12}", re.ASCII).fullmatch
_SIGNED_WITH = re.compile(r"sha256=([0-9a-fA-F]{64})", re.ASCII).fullmatch
_IN_WORDS = {
    "unsigned": (
        "the delivery carries no signature. Chatwoot signs account webhooks since 4.11.2, those of API inboxes and "
        "bots since 4.13, and never those of automation rules and macros; accept_unsigned=True takes them"
    ),
    "wrong": (
        "the signature fits none of the secrets: another webhook's, inbox's or bot's secret, or a body that isn't "
        "the bytes that were sent (take it before a framework reads it)"
    ),
    "too_old": "the delivery was signed longer ago than the tolerance, or this machine's clock is ahead",
    "from_the_future": "the delivery was signed later than now: this machine's clock is behind, or the sender's ahead",
    "unreadable": "the delivery's signature is right and its body is no JSON object",
}


class SignatureException(Exception):
    """A delivery that isn't to be trusted.

    Attributes:
        reason: ``'unsigned'``, ``'wrong'``, ``'too_old'``, ``'from_the_future'``, or ``'unreadable'`` for a body that
            is no JSON object though its signature is right.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason

    def __str__(self) -> str:
        return _IN_WORDS.get(self.reason, self.reason)


class Stamp(NamedTuple):
    """What a delivery's headers say of it.

    Attributes:
        delivery_id: the delivery's id; a bot's delivery that is sent again has the same. None where there was none.
        signed_at: seconds since 1970 at which it was signed, anew at each attempt; None for an unsigned one.
        source: the name that its secret stands under, where secrets have names.
    """

    delivery_id: str | None = None
    signed_at: int | None = None
    source: str | None = None

    @property
    def is_signed(self) -> bool:
        """Whether a signature was there, and right."""
        return self.signed_at is not None


class Keys:
    """The secrets of a receiver, each with the name of its source; its ``repr`` shows none of them."""

    __slots__ = ("_keys",)

    def __init__(self, secrets: Secrets, needed: bool = True) -> None:
        self._keys: list[tuple[bytes, str | None]] = list(_named(secrets, None))
        if needed and not self._keys:
            raise ValueError("secrets must have at least one, of the webhook, the API inbox or the bot")

    def __repr__(self) -> str:
        return f"<{len(self._keys)} secrets>"

    def __bool__(self) -> bool:
        return bool(self._keys)

    def source_of(self, signature: bytes, signed: bytes) -> tuple[bool, str | None]:
        """Whether *signature* is one of what was *signed* under a secret, and the name of that one's source."""
        found, source = False, None
        for key, name in self._keys:
            # All of them, whichever fits, so that the time it takes tells nothing.
            if hmac.compare_digest(hmac.digest(key, signed, "sha256"), signature) and not found:
                found, source = True, name
        return found, source


def _named(secrets: Any, name: str | None) -> Iterable[tuple[bytes, str | None]]:
    if isinstance(secrets, (str, bytes)):
        if not secrets:
            raise ValueError("secrets must not have an empty one; anybody could sign with it")
        yield (secrets.encode() if isinstance(secrets, str) else secrets), name
    elif isinstance(secrets, Mapping) and name is None:
        for source, of_source in secrets.items():
            if not isinstance(source, str):
                raise TypeError(f"secrets must have text for the names of sources, not {type(source).__name__}")
            yield from _named(of_source, source)
    elif isinstance(secrets, Iterable) and not isinstance(secrets, Mapping):
        for secret in secrets:
            if not isinstance(secret, (str, bytes)):
                raise TypeError(f"secrets must be text, not {type(secret).__name__}")
            yield from _named(secret, name)
    else:
        raise TypeError(f"secrets must be text, a list of texts or a mapping of names to them, not {_kind(secrets)}")


def _kind(value: object) -> str:
    return type(value).__name__


def checked(
    body: bytes,
    headers: Any,
    keys: Keys,
    *,
    tolerance: float | None = TOLERANCE,
    clock: Callable[[], float] = time.time,
    accept_unsigned: bool = False,
) -> Stamp:
    """What the headers of a delivery say, once its signature fits.

    Raises:
        SignatureException: it isn't one to trust.
    """
    said = _stamps(headers)
    delivery_id = said.get(_DELIVERY)
    # Whoever has no secret can't tell a signature either; a server that is brought up to date begins to sign.
    if accept_unsigned and (_SIGNATURE not in said or not keys):
        return Stamp(delivery_id)
    if _SIGNATURE not in said or _TIMESTAMP not in said:
        raise SignatureException("unsigned")
    timestamp, signature = _SECONDS(said[_TIMESTAMP]), _SIGNED_WITH(said[_SIGNATURE])
    if timestamp is None or signature is None:
        raise SignatureException("wrong")
    signed = b"%b.%b" % (timestamp[0].encode(), body)
    fits, source = keys.source_of(bytes.fromhex(signature[1]), signed)
    if not fits:
        raise SignatureException("wrong")
    signed_at = int(timestamp[0])
    if tolerance is not None:
        age = clock() - signed_at
        if age > tolerance:
            raise SignatureException("too_old")
        if age < -tolerance:
            raise SignatureException("from_the_future")
    return Stamp(delivery_id, signed_at, source)


def signature_of(body: bytes, secret: str | bytes, timestamp: int) -> str:
    """The ``X-Chatwoot-Signature`` of a body that is sent at *timestamp*, in seconds since 1970."""
    key = secret.encode() if isinstance(secret, str) else secret
    return "sha256=" + hmac.digest(key, b"%d.%b" % (timestamp, body), "sha256").hex()


def _stamps(headers: Any) -> dict[str, str]:
    """The three headers of a delivery, out of whatever a framework keeps headers in."""
    found: dict[str, str] = {}
    for name, value in _pairs(headers):
        text = name if type(name) is str else _text(name)
        if text is None or len(text) not in _LENGTHS:
            continue
        key = text.lower().replace("_", "-")
        key = key[5:] if key.startswith("http-") else key
        if key not in _WANTED:
            continue
        written = _text(value)
        if written is not None:
            # One that is there twice is two, and fits nothing.
            found[key] = f"{found[key]}, {written.strip()}" if key in found else written.strip()
    return found


def _pairs(headers: Any) -> Iterable[tuple[Any, Any]]:
    """Names and values, of a mapping or of pairs, as ASGI has them."""
    try:
        items = list(headers.items() if hasattr(headers, "items") else headers or ())
    except Exception:
        # Whatever they are, there's no signature in them.
        return
    for item in items:
        if isinstance(item, (tuple, list)) and len(item) == 2:
            yield item[0], item[1]


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray)):
        return value.decode("latin-1")
    if isinstance(value, (list, tuple)) and len(value) == 1:
        return _text(value[0])
    return None
