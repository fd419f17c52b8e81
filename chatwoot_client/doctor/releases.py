"""What a release of Chatwoot lacks of what this client can do, what it brings, and what it needs set."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.version import CHATWOOT_VERSION

__all__ = ["LACKING", "SIGNED", "WEBHOOKS_STAY_PUBLIC", "is_before", "numbers_of", "operations_after", "releases"]

#: Since when account webhooks are signed; those of API inboxes and bots follow in 4.13.
SIGNED: tuple[int, ...] = (4, 11, 2)
SIGNED_BY_INBOXES: tuple[int, ...] = (4, 13)
#: Since when webhooks reach public addresses only, and follow redirects.
WEBHOOKS_STAY_PUBLIC: tuple[int, ...] = (4, 14)
BEARER: tuple[int, ...] = (4, 19)

#: Since when servers do what programs rely on, besides the operations that came.
LACKING: tuple[tuple[tuple[int, ...], str], ...] = (
    ((4, 2), "typing can't be subscribed to by webhooks"),
    ((4, 7), "the conversations of a contact verified by HMAC are a 500"),
    ((4, 8), "a bot serves an account only where it's in one of its inboxes, and sets no custom attributes"),
    (SIGNED, "account webhooks aren't signed"),
    ((4, 13), "webhooks of API inboxes and bots aren't signed, messages take no uploaded files by signed id, and bots "
     "don't show that they type"),
    ((4, 14), "webhooks don't follow redirects, and bots can't read conversations and labels"),
    ((4, 16), "a contact's update is answered without source_id and pubsub_token"),
)  # fmt: skip
#: What newer releases than the client's bring.
BROUGHT: tuple[tuple[tuple[int, ...], str], ...] = (
    ((4, 17), "automation rules with a delay"),
    ((4, 18), "include_agent_bots is called include_ai_assignees, and an assignee may be a Captain::Assistant"),
    (BEARER, "tokens may come as Authorization: Bearer, and with both headers that one counts"),
)
#: After how many seconds a server closes an idle connection: before a release, and since.
_IDLE_LONGER: tuple[int, ...] = (4, 14)
_IDLE, _IDLE_SINCE = 20.0, 65.0
_SINCE = re.compile(r"(?:Since|; since)\sChatwoot\s([\d.]*\d)[.);](?!\d)")
_FIRST = (3,)


def numbers_of(version: object) -> tuple[int, ...] | None:
    """A release as numbers; None for what names none."""
    named = re.match(r"v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?", version) if isinstance(version, str) else None
    return tuple(int(number) for number in named.groups("0")) if named else None


def is_before(release: tuple[int, ...] | None, since: tuple[int, ...]) -> bool:
    """Whether *release* is known, and older than *since*."""
    return release is not None and release < since


def releases(release: tuple[int, ...] | None, keepalive_expiry: float) -> Iterator[Finding]:
    """What follows from the server's *release*, for a client that keeps idle connections for so many seconds."""
    ours = numbers_of(CHATWOOT_VERSION) or ()
    if release is None:
        yield found("release-unknown", "The server doesn't name its release in numbers.")
        return
    lacking = _lacking(release)
    if lacking:
        yield found("release-older", f"The client can do what this release can't: {lacking}.")
    if release[:2] > ours[:2]:
        brought = "; ".join(text for since, text in BROUGHT if since <= release)
        yield found(
            "release-newer",
            f"The client was tried with releases up to {CHATWOOT_VERSION}"
            + (f"; since then: {brought}." if brought else "."),
            "ApiClient.request reaches what has no method yet.",
        )
    if release >= WEBHOOKS_STAY_PUBLIC:
        yield found(
            "release-needs",
            "With this release webhooks reach public addresses only.",
            "For others set SAFE_FETCH_ALLOW_PRIVATE_NETWORK=true on the server.",
        )
    idle = _IDLE if release < _IDLE_LONGER else _IDLE_SINCE
    if keepalive_expiry >= idle:
        yield found(
            "release-needs",
            f"This release closes idle connections after {idle:.0f} s, and keepalive_expiry is {keepalive_expiry:g} s.",
            f"Set it to less than {idle:.0f}, or a call may find its connection closed.",
        )


def _lacking(release: tuple[int, ...]) -> str:
    what = [text for since, text in LACKING if release < since]
    missing = operations_after(release)
    if missing:
        listed = ", ".join(f"{api} ({', '.join(names)})" for api, names in missing.items())
        what.append(f"it has none of these operations: {listed}")
    if release < _FIRST:
        what.insert(0, "much may be missing, since nobody has looked at a release before 3.0")
    return "; ".join(what)


def operations_after(release: tuple[int, ...]) -> dict[str, list[str]]:
    """The operations that came after *release*, by their class, as their documentation says."""
    from chatwoot_client.contract import operations

    missing: dict[str, list[str]] = {}
    for operation in operations():
        since = _since(getattr(operation.api, operation.name)) or _since(operation.api)
        if since is not None and release < since:
            missing.setdefault(operation.api.__name__, []).append(operation.name)
    return missing


def _since(documented: object) -> tuple[int, ...] | None:
    said = _SINCE.search(inspect.getdoc(documented) or "")
    return numbers_of(said[1]) if said else None
