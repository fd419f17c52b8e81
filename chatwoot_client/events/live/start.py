"""Makes a listener out of what a program says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.calls.exchanges import connection_to
from chatwoot_client.checks import check_whole_number, is_number
from chatwoot_client.events.live.cable import Cable, CableClosed
from chatwoot_client.events.live.feeds import AccountFeed, ContactFeed
from chatwoot_client.events.live.journal import is_cursor
from chatwoot_client.events.live.listener import Listener
from chatwoot_client.exceptions import ApiException

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.events.event import Event
    from chatwoot_client.events.live.feeds import Feed

__all__ = ["listener_for"]

_AVAILABILITIES = ("online", "busy", "offline")
#: Seconds; a server that is being restarted accepts connections and says nothing for longer than that.
_OPENING = 20.0
_CONNECTING = 10.0


def listener_for(
    client: ApiClient,
    account_id: int | None,
    contacts: Iterable[tuple[str, str]],
    deliver: Callable[[Event, Callable[[], None]], None],
    *,
    availability: str | None,
    **how: Any,
) -> Listener:
    """A listener as ``Receiver.listen`` describes it.

    Raises:
        TypeError, ValueError: an argument that can't be.
    """
    _check_availability(account_id, availability)
    feeds = list(_feeds(client, account_id, availability, contacts))
    if not feeds:
        raise ValueError("listen needs an account_id, or contacts")
    _check_cursor(how["cursor"])
    for name in ("pace", "presence"):
        if not is_number(how[name]):
            raise TypeError(f"{name} must be a number of seconds, not {type(how[name]).__name__}")
        if not how[name] > 0:
            raise ValueError(f"{name} must be more than 0 seconds, not {how[name]!r}")
    return Listener(feeds, lambda: opened(client), deliver, server=client._address, **how)


def _feeds(
    client: ApiClient, account_id: int | None, availability: str | None, contacts: Iterable[tuple[str, str]]
) -> Iterable[Feed]:
    if account_id is not None:
        yield AccountFeed(client, check_whole_number("account_id", account_id), availability)
    for contact in contacts:
        if isinstance(contact, str) or not (isinstance(contact, Iterable) and len(tuple(contact)) == 2):
            raise TypeError("contacts must be pairs of an inbox identifier and a contact identifier")
        yield ContactFeed(client, *contact)


def _check_availability(account_id: int | None, availability: str | None) -> None:
    if availability is None:
        return
    if account_id is None:
        raise ValueError("availability is a user's in an account, so it needs an account_id")
    if availability not in _AVAILABILITIES:
        raise ValueError(f"availability must be one of {', '.join(_AVAILABILITIES)}, not {availability!r}")


def _check_cursor(cursor: Mapping[str, Any] | None) -> None:
    if cursor is None:
        return
    if not isinstance(cursor, Mapping):
        raise TypeError(f"cursor must be what Receiver.cursor was, not {type(cursor).__name__}")
    feeds = cursor.get("feeds")
    if cursor.get("version") != 1 or not (isinstance(feeds, Mapping) and all(map(is_cursor, feeds.values()))):
        raise ValueError("cursor must be what Receiver.cursor was; this isn't one, or of a newer release")


def opened(client: ApiClient, connecting: float = _CONNECTING, opening: float = _OPENING) -> Cable:
    """A connection to the server of *client*, by its own TLS settings and proxies.

    Parameters:
        connecting, opening: seconds that the connection may take, and then the websocket on it.

    Raises:
        CableClosed: there is none.
    """
    address = client._address
    try:
        connection = connection_to(client._settings, address, connecting)
    except ApiException as error:
        reason = error.reason or ""
    else:
        scheme = "wss" if address.scheme == "https" else "ws"
        return Cable(connection, f"{scheme}://{address.netloc}{address.base}/cable", opening)
    raise CableClosed(reason)
