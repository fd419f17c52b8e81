"""What became of a request, and whether it may be sent again.

The server has no idempotency key and doesn't recognise a repeated create, so nothing but the table below stands
between a customer and the same message twice.

=================================================================  ==================  ======================
what happened                                                      reads; PUT, DELETE  other POST, PATCH
=================================================================  ==================  ======================
not sent, since the certificate was refused, or the other side     raise               raise
speaks TLS where none was asked for, or none where it was
not sent for another reason                                        repeat              repeat
refused before processing: 429; 408; 503 with ``Retry-After``      repeat              repeat
begun, and no whole answer came; 502, 503, 504; timeout            repeat              never: outcome unknown
500; a CDN's 520 to 530; a 422 that an operation doesn't know for  raise               raise: outcome unknown
a refusal, where its server answers any failure by one
every other status                                                 raise               raise
=================================================================  ==================  ======================

A 500 leaves the outcome of a write unknown, of PUT and DELETE too: real servers whose Redis, database or processes
failed had stored most of what they answered so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from chatwoot_client.calls.redirects import REDIRECTS
from chatwoot_client.exceptions import ApiException, DecodeException

if TYPE_CHECKING:
    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.request import Call, Request
    from chatwoot_client.exceptions import Outcome

__all__ = ["End", "is_asked_for", "may_repeat", "outcome_after"]

#: What may be repeated whatever its outcome was, because doing it twice is doing it once.
_IDEMPOTENT = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"))

#: Outcomes after which a request may be sent again, whatever it asks for.
_HARMLESS = frozenset(("not_sent",))
#: Outcomes of a write that stay, since no later attempt tells what became of an earlier one.
_LASTING = frozenset(("unknown",))


class End(NamedTuple):
    """How an attempt ended: with an answer that isn't a success, or with none."""

    response: RESTResponse | None = None
    failure: ApiException | None = None
    #: Whether it's the same again until a person changes something.
    is_lasting: bool = False

    def outcome_for(self, call: Call) -> Outcome:
        """What became of *call*."""
        if self.response is not None:
            return _outcome_of_answer(self.response, call)
        return self.failure.outcome if self.failure is not None else "not_sent"


def _outcome_of_answer(response: RESTResponse, call: Call) -> Outcome:
    """Whether the server refused a request that it answered with an error, or may have done it all the same."""
    status = response.status
    if status == 422 and call.refuses is not None:
        return "refused" if call.refuses(response) else "unknown"
    if status == 500:
        return "refused" if call.reads else "unknown"
    if status == 503 and "retry-after" in response.headers:
        return "refused"
    # 502, 503, 504 are the standard gateway's, 520 and above a CDN's words for having lost sight of it.
    return "unknown" if status in (502, 503, 504) or 520 <= status <= 530 else "refused"


def is_asked_for(response: RESTResponse, call: Call) -> bool:
    """Whether an answer is what *call* is made for."""
    return 200 <= response.status < 300 or (response.status in REDIRECTS and call.takes_redirects)


def outcome_after(earlier: Outcome, end: End, call: Call) -> Outcome:
    """What became of *call* after an attempt that ended so; *earlier* is what attempts before it came to."""
    return earlier if earlier in _LASTING and not call.reads else end.outcome_for(call)


def may_repeat(request: Request, end: End) -> bool:
    """Whether *request* may be sent again after an attempt that ended so."""
    if end.failure is not None and end.failure.outcome in _HARMLESS:
        return not end.is_lasting
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
