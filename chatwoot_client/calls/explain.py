"""What an exception says of a call that failed: its class, what was asked, what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from chatwoot_client.calls.advice import advice_for_answer
from chatwoot_client.calls.answer import readable
from chatwoot_client.calls.body import fields_of
from chatwoot_client.calls.hiding import confidential
from chatwoot_client.calls.redirects import REDIRECTS
from chatwoot_client.calls.waits import retry_after, seconds_to_next_minute
from chatwoot_client.credentials import API_KEY_NAME, WHOSE
from chatwoot_client.exceptions import (
    AmbiguousResultException,
    ApiException,
    DecodeException,
    TooManyRequestsException,
    ambiguous,
    class_for_status,
)
from chatwoot_client.models.base import Model, plain
from chatwoot_client.redaction import hidden

if TYPE_CHECKING:
    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.request import Request
    from chatwoot_client.exceptions import Outcome

__all__ = ["explained", "refused"]

_PUBLIC = "/public/api/v1/inboxes/"
_PUBLIC_IDS = {
    "inbox_identifier": "has to be the identifier of an API inbox (not its number)",
    "contact_identifier": "the source id of a contact in that inbox (not its number)",
    "conversation_id": "the number of one of that contact's conversations (their id)",
    "message_id": "the id of a message in that",
}
_OWN_LIMITS = ("connection_pool_maxsize", "max_response_size")
_APPLICATION = "/api/"
_APPLICATION_IDS = {
    "account_id": "has to be the number in the dashboard's address, of an account that the token's user is in",
    "conversation_id": "the number that agents see (a conversation's id, not its uuid)",
    "contact_id": "a contact's number (not its source id)",
    "inbox_id": "an inbox's number (not its identifier)",
    "message_id": "the id of a message in that conversation",
}
#: What else a record goes by, which isn't the number that a path takes.
_NOT_THE_ID = {"contacts": " (not its source id)", "inboxes": " (not its identifier)"}


def refused(request: Request, response: RESTResponse, attempts: int, outcome: Outcome) -> ApiException:
    """The exception for an answer with a status that isn't 2xx."""
    usual = class_for_status(response.status)
    extra = {"retry_after": _retry_after(response)} if usual is TooManyRequestsException else {}
    exception = _exception(
        usual,
        request,
        status=response.status,
        reason=hidden(response.reason, confidential(request)),
        body=readable(response.data),
        headers=response.headers,
        attempts=attempts,
        outcome=outcome,
        **extra,
    )
    hints = [_hint(exception, request), _about_files(exception, request)]
    exception.hint = " ".join(filter(None, hints)) or None
    exception._of_surroundings = _is_of_surroundings(exception, request)
    return exception


def explained(request: Request, failure: ApiException, attempts: int) -> ApiException:
    """*failure* of the wire or of decoding, told what the request was."""
    exception = _exception(
        type(failure),
        request,
        status=failure.status,
        reason=failure.reason,
        body=failure.body,
        headers=failure.headers,
        attempts=attempts,
        outcome=failure.outcome,
        hint=failure.hint or advice_for_answer(failure, request),
    )
    exception._of_surroundings = _is_of_surroundings(exception, request)
    return exception


def _is_of_surroundings(exception: ApiException, request: Request) -> bool:
    """Whether what stands between program and server may be to blame, more than what was asked for."""
    reason, body = exception.reason or "", exception.body
    if request.call.takes_redirects or any(setting in reason for setting in _OWN_LIMITS):
        # A file's host is another one, and a limit is the program's own.
        return False
    if exception.status == 401:
        # One with a word on users is about those in the request.
        return "user id" not in (exception.message or "").lower()
    if isinstance(exception, DecodeException):
        return exception.details is None
    is_page = isinstance(body, str) and body.lstrip()[:1] == "<"
    return not exception.status or exception.status in (407, *REDIRECTS) or is_page


def _exception(
    usual: type[ApiException], request: Request, *, outcome: Outcome, headers: Mapping[str, str], **said: Any
) -> ApiException:
    """An exception of the *usual* class, or of its ambiguous twin where a write may have happened."""
    call = request.call
    cls = ambiguous(usual) if outcome == "unknown" and not call.reads else usual
    return cls(
        outcome=outcome,
        headers=headers,
        method=call.method,
        url=f"{request.server.host}{call.shown}",
        request_id=headers.get("x-request-id") or request.request_id,
        sent=_sent(request),
        secrets=confidential(request),
        **said,
    )


def _retry_after(response: RESTResponse) -> float:
    asked = retry_after(response.headers)
    return seconds_to_next_minute(response.headers) if asked is None else asked


def _sent(request: Request) -> Any:
    """The body of a request, as plain data that makes the same request once more."""
    body = request.call.body
    if request.upload is None:
        try:
            return json.loads(request.content) if request.content else None
        except RecursionError:
            return plain(body)
    return plain(body if isinstance(body, list) else dict(fields_of(body)))


def _hint(exception: ApiException, request: Request) -> str | None:
    status = exception.status
    if advice := advice_for_answer(exception, request):
        return advice
    if status in request.call.advice:
        return request.call.advice[status]
    if status == 401:
        return _hint_for_401(exception, request)
    if status == 404 and request.call.route.template.startswith("/api/") and _is_from_outside(exception):
        return (
            "The server doesn't know this path: its release may be older than the operation, whose documentation "
            "says since when servers have it."
        )
    if status == 404 and request.call.route.template.startswith(_PUBLIC):
        return _what_ids_are(request, _PUBLIC_IDS)
    if status == 404 and request.call.route.template.startswith(_APPLICATION):
        return _what_ids_are(request, {**_APPLICATION_IDS, **_id_of(request.call.route.template)})
    if status in REDIRECTS:
        return _hint_for_redirect(exception.headers.get("location"), request)
    return None


def _what_ids_are(request: Request, ids: Mapping[str, str]) -> str | None:
    """What the path's values have to be, and the body's; any of them that's wrong is the same 404."""
    known = {*request.call.route.names, *_names_in(request.call.body)}
    told = [f"{name} {text}" for name, text in ids.items() if name in known]
    return f"{'; '.join(told)}." if told else None


def _names_in(body: Any) -> Iterable[str]:
    """What a body names; its `id` isn't the one that `_id_of` knows."""
    return fields_of(body).keys() - {"id"} if isinstance(body, (Mapping, Model)) else ()


def _id_of(template: str) -> dict[str, str]:
    """What a placeholder that is called no more than `id` stands for: one of what's named before it."""
    kind = template.partition("/{id}")[0].rpartition("/")[2]
    return {"id": f"the number of one of the {kind.replace('_', ' ')}{_NOT_THE_ID.get(kind, '')}"}


def _is_from_outside(exception: ApiException) -> bool:
    """Whether an error was made outside of any operation; a record that's missing looks otherwise there."""
    return isinstance(exception.details, dict) and exception.details.get("status") == exception.status


def _hint_for_redirect(location: str | None, request: Request) -> str | None:
    """What to do about a redirect that wasn't followed."""
    if not location:
        return None
    address = request.server.address
    try:
        parts = urlsplit(urljoin(f"{address.origin}{request.target}", location))
    except ValueError:
        return None
    asked = request.target.partition("?")[0][len(address.base) :]
    base = parts.path[: -len(asked)] if parts.path.endswith(asked) else ""
    host = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{base}"
    if host == request.server.host:
        return "The server redirects in a circle, or a request that may not be followed."
    # It may repeat what the request told in confidence.
    shown = hidden(host, confidential(request))
    return f"The server redirects to another address; if it's the right one, set Configuration.host to {shown!r}."


def _about_files(exception: ApiException, request: Request) -> str | None:
    """What is known of files whose server failed in the middle."""
    if request.upload is None or not isinstance(exception, AmbiguousResultException):
        return None
    return "If the server stored it, the files most likely came to nothing: look whether they can be opened."


def _hint_for_401(exception: ApiException, request: Request) -> str | None:
    header = request.server.token_header
    details = exception.details
    said = (exception.message or "").lower()
    # The platform API has the same words for a token that's missing and for one that's wrong.
    is_platform = request.call.route.template.startswith("/platform/")
    if (isinstance(details, dict) and "errors" in details) or (is_platform and not request.caller.has_token):
        if request.caller.has_token and header == "Authorization":
            return (
                "The token was sent as Authorization, which servers before Chatwoot 4.19 don't read, and which a proxy "
                "server in between may have taken for its own: Configuration.auth_scheme = 'header' sends it otherwise."
            )
        if request.caller.has_token:
            return (
                f"No token arrived, though one was sent as {header}: something between here and the server dropped it. "
                "nginx drops header names with an underscore unless underscores_in_headers is on; "
                "Configuration.api_key_header sets another name."
            )
        schemes = " or ".join(f"Configuration.api_key[{scheme!r}]" for scheme in (API_KEY_NAME, *request.call.auth))
        return f"{_why_no_token(request)}: set {schemes} (it travels as {header})."
    if "user id" in said:
        return None
    if "permissible" in said:
        return "The token is right, but the record isn't one that this platform app made."
    if is_platform and "token" in said:
        return (
            "The platform API takes the token of a platform app, which the super-admin console makes, and no user's or "
            "bot's: this one is of another kind or another server, or it didn't arrive."
        )
    if "bot" in said:
        return "The token is of the wrong kind: an agent bot's or a platform app's, where a user's is needed."
    if "token" in said:
        return "The token is wrong, or of the wrong kind: one of another server, revoked, or not for this API."
    return (
        "The token is known, but its user may not do this: not in this account or in the conversation's inbox or team, "
        "suspended, or of too low a role."
    )


def _why_no_token(request: Request) -> str:
    if not request.caller.held_back or not request.call.auth:
        return "No token was sent"
    kept = " and ".join(WHOSE[scheme] for scheme in request.caller.held_back)
    wanted = " or ".join(WHOSE.get(scheme, f"one for {scheme!r}") for scheme in request.call.auth)
    return f"No token was sent, since {wanted} is needed here, and what's kept is {kept}"
