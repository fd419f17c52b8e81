"""What answers where Chatwoot should: Chatwoot, a redirect, something in front of it, or something else."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from chatwoot_client.calls.address import Address
from chatwoot_client.calls.advice import OUR_PATHS, is_about_plain_http, set_host
from chatwoot_client.calls.exchanges import proxy_for
from chatwoot_client.calls.redirects import REDIRECTS, within_origin
from chatwoot_client.doctor.case import exchanged, json_of
from chatwoot_client.doctor.clocks import clocks
from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.doctor.reach import explained
from chatwoot_client.doctor.releases import numbers_of, releases
from chatwoot_client.secret import SecretDict
from chatwoot_client.wire.failures import Failure

if TYPE_CHECKING:
    from typing import Any

    from chatwoot_client.doctor.case import Case
    from chatwoot_client.wire.exchange import Received

__all__ = ["page"]

#: What Chatwoot answers with its release.
_STATUS = "/api"
#: What it answers to whoever has no token, with a 401 of its own.
_PROFILE = "/api/v1/profile"
_MOST_REDIRECTS = 5
_TITLE = re.compile(r"<title[^>]*>([^<]{1,80})", re.IGNORECASE)


def page(case: Case) -> Iterator[Finding]:
    """Who answers, and what that says of releases and clocks."""
    asked_at = time.time()
    try:
        received = _received(case, case.address)
    except Failure as failure:
        yield explained(failure, case.configuration, case.address)
        return
    is_redirect = received.status in REDIRECTS
    if is_redirect:
        received, finding = _followed(case, received)
        yield finding
    answered_at = time.time()
    status = _status_in(received)
    if status is not None:
        yield from _about_chatwoot(case, status)
        yield from clocks(received.fields, status, asked_at, answered_at)
    elif not is_redirect:
        yield from _instead(case, received)


def _received(case: Case, address: Address, path: str = _STATUS) -> Received:
    """The answer to *path* at *address*; user name and password go along, since a proxy may ask for them."""
    headers = {"Accept": "application/json", "User-Agent": case.client.user_agent}
    basic = case.configuration._credentials().basic_auth() if address.origin == case.address.origin else None
    if basic is not None:
        headers["Authorization"] = basic.value
    return exchanged(
        case.configuration, address, address.base + path, seconds=case.seconds(), headers=SecretDict(headers)
    )


def _status_in(received: Received) -> dict[str, Any] | None:
    """What Chatwoot says of itself; None where the answer isn't Chatwoot's."""
    data = json_of(received.data) if received.status == 200 else None
    return data if isinstance(data, dict) and isinstance(data.get("version"), str) else None


def _about_chatwoot(case: Case, status: dict[str, Any]) -> Iterator[Finding]:
    case.is_chatwoot = True
    case.release = numbers_of(status["version"])
    yield found("chatwoot", f"Chatwoot {status['version'][:40]} answers at {case.configuration.host}.")
    failing = [name for name in ("queue_services", "data_services") if status.get(name) == "failing"]
    if failing:
        yield found(
            "services-failing",
            f"The server says that its {' and '.join(failing)} are failing, which it says at times while all works.",
            "If webhooks, e-mails or live events stay out, whoever runs it looks at Redis, Sidekiq and PostgreSQL.",
        )
    yield from releases(case.release, case.configuration.keepalive_expiry)


# --- redirects ---


def _followed(case: Case, received: Received) -> tuple[Received, Finding]:
    """Where a redirect leads: what answers there, if that's the same server, and what to set."""
    address = case.address
    target = address.base + _STATUS
    for _ in range(_MOST_REDIRECTS):
        location = received.fields.get("location")
        followed = within_origin(address.origin, target, location)
        if followed is None:
            return received, _elsewhere(address, target, location)
        if followed == target:
            return received, _circle(address, target)
        target = followed
        try:
            received = exchanged(case.configuration, address, target, seconds=case.seconds())
        except Failure as failure:
            return received, explained(failure, case.configuration, address)
        if received.status not in REDIRECTS:
            break
    if _status_in(received) is None:
        return received, found(
            "not-chatwoot",
            f"{address.netloc} sends its callers on to {target.partition('?')[0]!r}, where no Chatwoot answers.",
            "Have what stands in front, such as a sign-in page, let /api, /public, /platform and /cable through.",
        )
    host = address.origin + target.partition("?")[0][: -len(_STATUS)].rstrip("/")
    return received, found(
        "redirect-within",
        "The server answers each request with a redirect, so that a call takes two.",
        f"Set Configuration.host to {host!r}.",
    )


def _circle(address: Address, target: str) -> Finding:
    return found(
        "redirect-circle",
        f"{address.netloc} sends its callers from {target.partition('?')[0]!r} to just there, without end.",
        "If Chatwoot has FORCE_SSL=true, have what stands in front tell it of https by the header X-Forwarded-Proto."
        if address.scheme == "https"
        else "Whoever runs the server, or what stands in front of it, looks for the rule that redirects.",
    )


def _elsewhere(address: Address, target: str, location: str | None) -> Finding:
    try:
        parts = urlsplit(urljoin(f"{address.origin}{target}", location or ""))
        name, port = parts.hostname, parts.port
    except ValueError:
        name = port = None
    if not name or not location:
        return found("not-chatwoot", "The server answers with a redirect that leads nowhere.", _FRONT)
    origin = f"{parts.scheme}://{name if ':' not in name else f'[{name}]'}{'' if port is None else f':{port}'}"
    if not parts.path.endswith(_STATUS):
        return found(
            "redirect-host",
            f"The server sends its callers on to another one, {origin}, and not to Chatwoot's path there.",
            "Have what stands in front, such as a sign-in page, let /api, /public, /platform and /cable through.",
        )
    host = origin + parts.path[: -len(_STATUS)].rstrip("/")
    if parts.scheme == "https" and address.scheme == "http" and name == address.host:
        return found(
            "redirect-https",
            "The server wants https, and no call follows a redirect to another origin, since its token would go along.",
            f"Set Configuration.host to {host!r}.",
        )
    return found(
        "redirect-host",
        f"The server sends its callers on to another one, {origin}, where no call follows with its token.",
        f"If that's the right one, set Configuration.host to {host!r}.",
    )


# --- who answers instead ---


class _Other(NamedTuple):
    code: str
    says: str
    advice: str


_FRONT = "See that Configuration.host is where the dashboard is, without what comes after its host and sub-path."
_BY_STATUS = {
    401: _Other(
        "password-wanted",
        "What stands in front of Chatwoot asks for a user name and password, or for others",
        "Set username and password of Configuration; not a token, which is for Chatwoot itself.",
    ),
    403: _Other(
        "blocked",
        "What stands in front of Chatwoot refuses the request",
        "Have it let this machine's address and this client's User-Agent through, to /api, /public and /platform.",
    ),
    407: _Other("proxy", "The proxy asks for a user name and password", "Put them into the URL of the proxy."),
    429: _Other("rate-limited", "The server has had too many requests from here", "Try again in a minute."),
    511: _Other(
        "blocked",
        "The network wants one to sign in before it lets anything through",
        "Sign in by a browser, or ask whoever runs the network.",
    ),
    500: _Other("server-fails", "The server fails", "Whoever runs it looks into its log, and at PostgreSQL and Redis."),
}
_GATEWAY = _Other(
    "gateway",
    "What stands in front answers that there's no Chatwoot behind it",
    "Whoever runs it sees that Chatwoot's web process runs, and that the proxy names its port.",
)


def _instead(case: Case, received: Received) -> Iterator[Finding]:
    text = (received.data or b"").decode("utf-8", "replace")
    if received.status == 400 and case.address.scheme == "http" and is_about_plain_http(text):
        yield found("only-tls", "The server speaks TLS alone on this port.", f"{set_host('https', case.address)}.")
        return
    other = _place_of_chatwoot(case)
    if other is not None:
        yield found(
            "path-wrong",
            f"No Chatwoot answers at {case.configuration.host}, but one does at {other}.",
            f"Set Configuration.host to {other!r}.",
        )
        return
    if _is_hidden_chatwoot(case):
        case.is_chatwoot = True
        yield found(
            "release-unknown",
            f"Chatwoot answers, but at {_STATUS} there's a status {received.status} instead of its release.",
            f"Have what stands in front let {_STATUS} through, if you want to know.",
        )
        return
    known = _BY_STATUS.get(received.status) or (_GATEWAY if received.status > 500 else None)
    if known is not None:
        yield found(known.code, f"{known.says} (status {received.status}).{_unless_a_proxy(case)}", known.advice)
        return
    title = _TITLE.search(text)
    named = f"a page titled {title[1].strip()!r}" if title else "something that isn't its release"
    yield found("not-chatwoot", f"No Chatwoot answers: {named}, with status {received.status}.", _FRONT)


def _unless_a_proxy(case: Case) -> str:
    """Who else may have answered: for http a proxy hands requests on, and answers in the server's place."""
    proxy = proxy_for(case.configuration, case.address) if case.address.scheme == "http" else None
    return f" It may also be the proxy {proxy.url} that says so." if proxy is not None else ""


def _place_of_chatwoot(case: Case) -> str | None:
    """Where on the same server a Chatwoot answers: at its root, above a path of the API, or where its root leads."""
    address = case.address
    places = [OUR_PATHS.sub("", address.base), ""]
    try:
        root = exchanged(case.configuration, address, "/", seconds=case.seconds())
        followed = within_origin(address.origin, "/", root.fields.get("location"))
        # A dashboard leads to its own path below the one that it's at.
        places += [OUR_PATHS.sub("", followed.partition("?")[0]), followed.partition("?")[0]] if followed else []
        for base in dict.fromkeys(place.rstrip("/") for place in places):
            if base != address.base and _status_in(_received(case, address._replace(base=base))):
                return address.origin + base
    except Failure:
        pass
    return None


def _is_hidden_chatwoot(case: Case) -> bool:
    """Whether Chatwoot answers, though its release isn't told: it says in words of its own that nobody signed in."""
    try:
        received = _received(case, case.address, _PROFILE)
    except Failure:
        return False
    data = json_of(received.data)
    return received.status == 401 and isinstance(data, dict) and isinstance(data.get("errors"), list)
