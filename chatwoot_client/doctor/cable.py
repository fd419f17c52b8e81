"""``/cable``: whether live events get through what stands on the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatwoot_client.doctor.findings import Finding, found

if TYPE_CHECKING:
    from chatwoot_client.doctor.case import Case
    from chatwoot_client.events.live.cable import Cable, Subscription

__all__ = ["cable"]

#: Seconds; pings come every 3 s, and at worst 7.5 s apart.
_FOR_A_PING = 10.0
#: A busy server confirms late.
_FOR_A_SIGN = 15.0


def cable(case: Case) -> Iterator[Finding]:
    """Whether a websocket opens, pings come and, where that's wanted, events flow."""
    try:
        from chatwoot_client.events.live.cable import CableClosed
        from chatwoot_client.events.live.start import opened
    except ImportError:
        yield found(
            "cable-extra",
            "/cable wasn't looked at, since websocket-client isn't installed.",
            "For live events: pip install 'chatwoot-python-client[live]'.",
        )
        return
    try:
        connection = opened(case.client, case.seconds(), case.seconds())
        try:
            yield from _about(case, connection)
        finally:
            connection.close()
    except CableClosed as error:
        yield found("cable-closed", f"Live events don't come: {error}.", _ADVICE)


_ADVICE = (
    "Have what stands in front pass websockets on. For nginx, under location /: proxy_http_version 1.1; "
    'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; without them Chatwoot answers 404.'
)


def _about(case: Case, connection: Cable) -> Iterator[Finding]:
    began = time.monotonic()
    kinds = set()
    while "ping" not in kinds and time.monotonic() - began < _FOR_A_PING:
        frame = connection.receive(0.5)
        if frame is not None:
            kinds.add(frame.kind)
    if "ping" not in kinds:
        came = "nothing but a welcome came" if "welcome" in kinds else "nothing came"
        yield found(
            "cable-silent",
            f"A websocket opens at /cable, and {came} in {_FOR_A_PING:.0f} s; a server pings every 3 s.",
            "See that what stands in front doesn't hold back what comes (proxy_buffering), and that Redis runs.",
        )
        return
    yield found("cable", "A websocket opens at /cable, and pings come.")
    if case.write and case.user.get("pubsub_token") and case.account_id is not None:
        yield from _about_events(case, connection)


def _about_events(case: Case, connection: Cable) -> Iterator[Finding]:
    """Whether an own sign of presence comes back: pings go on when events don't."""
    subscription = connection.subscribe({
        "pubsub_token": case.user["pubsub_token"], "account_id": case.account_id, "user_id": case.user.get("id")
    })  # fmt: skip
    if _comes_back(connection, subscription):
        yield found("cable", "Events come by it: the user's own sign of presence did.")
    else:
        yield found(
            "cable-deaf",
            f"Pings come by it and events don't: no sign of presence came back in {_FOR_A_SIGN:.0f} s.",
            "Restart the server's web process; it's deaf from the moment that Redis was away, be it for a second.",
        )


def _comes_back(connection: Cable, subscription: Subscription) -> bool:
    began = time.monotonic()
    while time.monotonic() - began < _FOR_A_SIGN:
        frame = connection.receive(0.5)
        if frame is None or frame.identifier != subscription.identifier:
            continue
        if frame.kind == "confirm_subscription":
            connection.sign(subscription)
        elif frame.event == "presence.update":
            return True
    return False
