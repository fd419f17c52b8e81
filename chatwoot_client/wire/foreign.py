"""What urllib3's errors mean, where it sends by itself, or where somebody raises them in its place."""

from __future__ import annotations

import http.client

from urllib3 import exceptions as errors

from chatwoot_client.wire.failures import CONTENT, LOST, TIMEOUT, Failure, failure_of, failure_to_secure

__all__ = ["FOREIGN", "failure_behind", "is_made_of", "is_not_begun"]

#: What is made a failure of ours; whatever else is raised is whoever's it is, a mock's above all.
FOREIGN = (Failure, errors.HTTPError, http.client.HTTPException, OSError)
#: What urllib3 raises before it has a connection to send on.
_NOT_BEGUN = (errors.NewConnectionError, errors.ConnectTimeoutError, errors.EmptyPoolError, errors.LocationParseError)


def _root_of(error: BaseException) -> BaseException:
    """What *error* was made of."""
    while True:
        inner = getattr(error, "reason", None) if isinstance(error, errors.MaxRetryError) else None
        if inner is None and isinstance(error, (errors.ProxyError, errors.ProtocolError, errors.SSLError)):
            inner = next((each for each in reversed(error.args) if isinstance(each, BaseException)), None)
        if not isinstance(inner, BaseException):
            return error
        error = inner


def is_made_of(error: BaseException, raised: BaseException) -> bool:
    """Whether *error* is what was *raised*, or says that this is what it came of."""
    each: BaseException | None = error
    while each is not None and each is not raised:
        root = _root_of(each)
        each = root.__cause__ if root is each else root
    return each is raised


def is_not_begun(error: BaseException) -> bool:
    """Whether it's certain that nothing of the request was sent before *error*."""
    import ssl

    # A failure of ours that wasn't raised on our wire was raised before anything was sent.
    return isinstance(_root_of(error), (*_NOT_BEGUN, ssl.SSLCertVerificationError, Failure))


def failure_behind(error: BaseException) -> Failure:
    """*error* in our own words."""
    root = _root_of(error)
    if isinstance(root, Failure):
        return root
    if isinstance(root, errors.DecodeError):
        return Failure(CONTENT, "the answer's compressed body is cut or corrupt")
    if isinstance(root, errors.NewConnectionError):
        return Failure(LOST, "no connection to the {peer}")
    if isinstance(root, errors.TimeoutError):
        return Failure(TIMEOUT)
    if isinstance(root, OSError):
        return failure_to_secure(root) if is_not_begun(root) else failure_of(root)
    # Not in its own words, which tell the URL.
    return Failure(LOST, f"urllib3 found no answer ({type(root).__name__})")
