"""Webhooks: what Chatwoot would refuse to call, and whether a signed test delivery is answered as it has to be."""

from __future__ import annotations

import hmac
import ipaddress
import json
import secrets
import time
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from chatwoot_client.calls.address import Address, address_of
from chatwoot_client.calls.redirects import REDIRECTS
from chatwoot_client.calls.route import TARGET_SAFE
from chatwoot_client.doctor.case import connected, exchanged
from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.doctor.releases import WEBHOOKS_STAY_PUBLIC, is_before
from chatwoot_client.events.signature import signature_of
from chatwoot_client.secret import Secret, SecretDict, basic_auth
from chatwoot_client.wire.clock import now
from chatwoot_client.wire.failures import TIMEOUT, Failure
from chatwoot_client.wire.names import UnknownName, addresses_of

if TYPE_CHECKING:
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.doctor.case import Case, Webhook

__all__ = ["private_addresses", "shown", "webhook"]

#: Seconds that Chatwoot waits for an answer (WEBHOOK_TIMEOUT of the server).
_PATIENCE = 5.0
#: Characters of the URL of an API inbox's webhook, or a bot's.
_LONGEST = 2048
#: No event of Chatwoot's, so that no handler takes it for one.
_EVENT = "doctor_test"


def shown(url: Secret[str]) -> str:
    """*url* for people to read, without what may be a secret in it: its user, its path and its query."""
    try:
        parts = Secret(value=urlsplit(url.value))
        host, port = parts.value.hostname, parts.value.port
    except ValueError:
        host = port = None
    if not host:
        return "an address that isn't a URL"
    rest = "/…" if parts.value.path.strip("/") or parts.value.query else ""
    return f"{parts.value.scheme}://{host}{'' if port is None else f':{port}'}{rest}"


def private_addresses(case: Case, url: Secret[str], whose: str) -> Iterator[Finding]:
    """Whether *url* leads to where Chatwoot doesn't call."""
    if is_before(case.release, WEBHOOKS_STAY_PUBLIC):
        return
    try:
        host = urlsplit(url.value).hostname or ""
        addresses = {str(each[4][0]).partition("%")[0] for each in addresses_of(host, None)}
    except (ValueError, UnknownName):
        # Chatwoot's DNS may know more than this machine's.
        return
    private = sorted(each for each in addresses if not ipaddress.ip_address(each).is_global)
    if private:
        yield found(
            "webhook-private",
            f"{whose} leads to {', '.join(private)}, as this machine's DNS has it. Since 4.14 Chatwoot calls public "
            "addresses only, and tells nobody.",
            "Give it a public address, or set SAFE_FETCH_ALLOW_PRIVATE_NETWORK=true on the server.",
        )


def webhook(case: Case) -> Iterator[Finding]:
    """What becomes of deliveries to the address that was named."""
    if case.webhook is None:
        return
    url = case.webhook.url
    fault = _fault_of(url)
    if fault:
        yield found(
            "webhook-url", f"The webhook's URL {fault}.", "Name the whole of it, such as https://example.com/chatwoot."
        )
        return
    yield from private_addresses(case, url, "The webhook's URL")
    yield from _as_set(case, case.webhook)
    if case.webhook.secret is None:
        yield from _reached(case, url)
    else:
        yield from _tried(case, url, case.webhook.secret)


def _fault_of(url: Secret[str]) -> str:
    try:
        parts = Secret(value=urlsplit(url.value))
        scheme, host, port = parts.value.scheme, parts.value.hostname, parts.value.port
    except ValueError:
        return "isn't one"
    is_readable = url.value.isprintable() and " " not in url.value
    if scheme not in ("http", "https") or not host or port == 0 or not is_readable:
        return "has to begin with http:// or https:// and a host"
    try:
        _address(url)
    except ValueError:
        return "has a host that DNS can't have"
    return f"has more than {_LONGEST} characters, which an inbox's may not" if len(url.value) > _LONGEST else ""


def _as_set(case: Case, given: Webhook) -> Iterator[Finding]:
    """Whether the server is told of it, and of the same secret, as far as that was seen."""
    if case.webhooks is None or case.inboxes is None:
        return
    holders = [(each.get("url"), each) for each in case.webhooks]
    holders += [(each.get("webhook_url"), each) for each in case.inboxes]
    fitting = [each for url, each in holders if url == given.url.value]
    if not fitting:
        yield found(
            "webhook-not-set",
            f"Neither the account nor one of its inboxes has {shown(given.url)} for a webhook; a bot may.",
            "Set it in the account's settings under Integrations, or as the inbox's webhook URL, letter by letter.",
        )
    known = [str(each["secret"]) for each in fitting if each.get("secret")]
    if given.secret is not None and known and not any(_same(each, given.secret) for each in known):
        yield found(
            "webhook-secret",
            "The secret isn't the one that the server signs with for this webhook.",
            "Take the one that stands beside the webhook; each webhook, API inbox and bot has one of its own.",
        )


def _same(known: str, given: Secret[str]) -> bool:
    # JSON may hold what UTF-8 can't.
    return hmac.compare_digest(known.encode(errors="replace"), given.value.encode(errors="replace"))


def _settings(case: Case) -> Configuration:
    """How this machine gets there; a certificate is looked at whatever the client does, since Chatwoot looks."""
    settings = case.configuration.__copy__()
    settings.verify_ssl = True
    return settings


def _address(url: Secret[str]) -> Address:
    parts = Secret(value=urlsplit(url.value))
    place = parts.value.netloc.rpartition("@")[2]
    return address_of(f"{parts.value.scheme}://{place}")


def _reached(case: Case, url: Secret[str]) -> Iterator[Finding]:
    try:
        connected(_settings(case), _address(url), _PATIENCE).close()
    except Failure as failure:
        yield _unreachable(url, failure)
    else:
        yield found("webhook-reachable", f"{shown(url)} can be reached from here.")
    yield found(
        "webhook-not-tried",
        "No test delivery was sent, since none could be signed.",
        "Give its secret by --webhook-secret-file or CHATWOOT_WEBHOOK_SECRET, and two are sent to your program.",
    )


def _unreachable(url: Secret[str], failure: Failure) -> Finding:
    if failure.kind == TIMEOUT and failure.begun:
        return found(
            "webhook-slow",
            f"{shown(url)} gave no answer to a test delivery within {_PATIENCE:.0f} s, when Chatwoot gives up.",
            "Answer first and work afterwards: hand the event to a thread or a queue.",
        )
    return found(
        "webhook-unreachable",
        f"{shown(url)} can't be reached from here: {failure.reason}.",
        "See that the program runs and that its certificate is good; Chatwoot is as strict about that.",
    )


def _tried(case: Case, url: Secret[str], secret: Secret[str]) -> Iterator[Finding]:
    began = now()
    try:
        status = _delivered(case, url, secret)
    except Failure as failure:
        yield _unreachable(url, failure)
        return
    taken = now() - began
    if status in REDIRECTS:
        old = is_before(case.release, WEBHOOKS_STAY_PUBLIC)
        yield found(
            "webhook-redirects",
            f"{shown(url)} answers with a redirect (status {status}), which "
            + ("this release takes for a failure." if old else "Chatwoot follows since 4.14, and fails on before."),
            "Name the address that it leads to.",
        )
    elif not 200 <= status < 300:
        yield found("webhook-refuses", f"{shown(url)} refuses a signed delivery with status {status}.", _why(status))
    else:
        yield found("webhook-answers", f"{shown(url)} took a signed delivery in {taken * 1000:.0f} ms.")
        yield from _about_trust(case, url)


def _why(status: int) -> str:
    if status in (400, 401, 403):
        return "See that the program has the same secret and the right time, and verifies the bytes that came."
    if status in (404, 405):
        return "See that the URL's path is the one at which the program takes POST requests."
    return "See the program's log: an event that it doesn't know is to be answered with a 2xx."


def _about_trust(case: Case, url: Secret[str]) -> Iterator[Finding]:
    case.seconds()
    try:
        status = _delivered(case, url, Secret(value=secrets.token_hex(16)))
    except Failure:
        # It took the good one; one that hangs up on the bad one refuses it.
        return
    if 200 <= status < 300:
        yield found(
            "webhook-trusts",
            f"{shown(url)} took a delivery with a wrong signature, so anybody can make it believe anything.",
            "Verify each delivery; chatwoot_client.events does.",
        )


def _delivered(case: Case, url: Secret[str], secret: Secret[str]) -> int:
    """The status that a test delivery signed with *secret* is answered with.

    Raises:
        Failure: there's no answer.
    """
    body = json.dumps({"event": _EVENT, "account": {"id": case.account_id}}).encode()
    moment = int(time.time())
    headers = SecretDict({
        "Content-Type": "application/json",
        "Accept": "application/json",
        "User-Agent": case.client.user_agent,
        "X-Chatwoot-Delivery": str(uuid.uuid4()),
        "X-Chatwoot-Timestamp": str(moment),
        "X-Chatwoot-Signature": signature_of(body, secret.value, moment),
    })  # fmt: skip
    parts = Secret(value=urlsplit(url.value))
    if parts.value.username is not None:
        name, password = Secret(value=parts.value.username), Secret(value=parts.value.password or "")
        headers["Authorization"] = basic_auth(name, password).value
    query = Secret(value=f"?{parts.value.query}" if parts.value.query else "")
    received = exchanged(
        _settings(case),
        _address(url),
        quote((parts.value.path or "/") + query.value, safe=TARGET_SAFE),
        method="POST",
        headers=headers,
        body=body,
        seconds=_PATIENCE,
    )
    return received.status
