"""Where a server answers any failure by a 422, and which of those say that it did nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Callable

from chatwoot_client.exceptions import ApiException

if TYPE_CHECKING:
    from chatwoot_client.calls.answer import RESTResponse

__all__ = ["refuses_message", "rule_for"]

#: Where a message of an account's conversation is made, or sent once more.
_WRITES_MESSAGE = re.compile(r"/+api/+v1/+accounts/+[^/]+/+conversations/+[^/]+/+messages(/+[^/]+/+retry)?/*").fullmatch
_BEFORE_IT_STORES = re.compile(
    r"Validation failed: .*|'.*' is not a valid \w+|Incoming messages are only allowed in Api inboxes|"
    "mismatched digest",
    re.DOTALL,
).fullmatch


def refuses_message(answer: RESTResponse) -> bool:
    """Whether the server refused a message, rather than fail over it, perhaps after storing it.

    Its controller rescues every error, those of its jobs and its file store too, and answers each by a 422 with the
    error's words. These few are raised before anything is stored.
    """
    failed = ApiException(http_resp=answer)
    return bool(failed.attributes or _BEFORE_IT_STORES(failed.message or ""))


def rule_for(method: str, path: str) -> Callable[[RESTResponse], bool] | None:
    """What tells a refusal by 422 of a call that a caller wrote out himself; None where each is one."""
    return refuses_message if method == "POST" and _WRITES_MESSAGE(path) else None
