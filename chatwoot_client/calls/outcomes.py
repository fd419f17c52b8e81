"""What became of a request, and whether it may be sent again.

The server has no idempotency key and doesn't recognise a repeated create, so nothing but the table below stands
between a customer and the same message twice.

===================================================================  ==================  ====================
what happened                                                        reads; PUT, DELETE  other POST, PATCH
===================================================================  ==================  ====================
not sent                                                             repeat              repeat
refused before processing: 429; 408; 503 with ``Retry-After``        repeat              repeat
a byte was written and no whole answer came; 502, 503, 504; timeout  repeat              never
500 and every other status                                           raise               raise
===================================================================  ==================  ====================
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from chatwoot_client.exceptions import ApiException, DecodeException

if TYPE_CHECKING:
    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.request import Call, Request
    from chatwoot_client.exceptions import Outcome

__all__ = ["End", "may_repeat", "outcome_of_status"]

#: What may be repeated whatever its outcome was, because doing it twice is doing it once.
_IDEMPOTENT = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"))


class End(NamedTuple):
    """How an attempt ended: with an answer that isn't a success, or with none."""

    response: RESTResponse | None = None
    failure: ApiException | None = None

    @property
    def outcome(self) -> Outcome:
        """What became of the request."""
        if self.response is not None:
            return outcome_of_status(self.response.status, self.response.headers)
        return self.failure.outcome if self.failure is not None else "not_sent"


def outcome_of_status(status: int, headers: Mapping[str, str]) -> Outcome:
    """Whether the server refused a request that it answered with this error status, or a gateway lost sight of it."""
    if status == 503 and "retry-after" in headers:
        return "refused"
    # 502, 503, 504 are the standard gateway's, 520 and above a CDN's words for the same.
    return "unknown" if status in (502, 503, 504) or 520 <= status <= 530 else "refused"


def may_repeat(request: Request, end: End) -> bool:
    """Whether *request* may be sent again after an attempt that ended so."""
    if end.response is None and end.outcome == "not_sent":
        return True
    if request.upload is not None and not request.upload.repeatable:
        return False
    if end.response is not None:
        return _repeats_status(end.response.status, end.response.headers, _may_repeat_unknown(request.call))
    return _may_repeat_unknown(request.call) and not isinstance(end.failure, DecodeException)


def _may_repeat_unknown(call: Call) -> bool:
    """Whether a request may be sent again when nobody knows what became of it."""
    return call.reads or call.method in _IDEMPOTENT


def _repeats_status(status: int, headers: Mapping[str, str], repeats_unknown: bool) -> bool:
    if status in (429, 408) or (status == 503 and "retry-after" in headers):
        return True
    return repeats_unknown and status in (502, 503, 504)
