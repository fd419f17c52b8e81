"""How a receiver is fed live; what does it is loaded with the first use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.events.event import Event
    from chatwoot_client.events.live.listener import Listener

__all__ = ["Listening"]


class Listening:
    """What a receiver has for live events."""

    _listener: Listener | None = None
    _cursor: Callable[[], dict[str, Any]] | None = None

    def _deliver(self, event: Event, done: Callable[[], None]) -> None:
        raise NotImplementedError

    def listen(
        self,
        client: ApiClient,
        *,
        account_id: int | None = None,
        contacts: Iterable[tuple[str, str]] = (),
        cursor: Mapping[str, Any] | None = None,
        availability: str | None = None,
        on_trouble: Callable[[str], Any] | None = None,
        pace: float = 10.0,
        presence: float = 60.0,
    ) -> None:
        """Hand the same events to the same handlers live, over ``/cable``, until :meth:`stop` is called.

        It needs no address that Chatwoot reaches, but the extra ``live``. It listens in the thread that calls, on one
        connection, which it opens anew whenever it ends or goes deaf; what was missed meanwhile is read over REST. Each
        message is handed out once, in the order of its conversation, whatever the server repeats or mixes up.

        Parameters:
            client: with the token of the user that listens, for an account; for contacts it needs none.
            account_id: the account, of which the user sees what an agent would.
            contacts: contacts of API inboxes, each as (inbox identifier, contact identifier).
            cursor: what :attr:`cursor` was in an earlier life, to go on there; otherwise what is written from now on.
            availability: what to make the user in the account before: ``'online'``, ``'busy'`` or ``'offline'``. Who
                listens is present, and as an agent who is online is assigned the inbox's waiting conversations; so
                ``'offline'`` is what a program wants.
            on_trouble: called with a line whenever events don't flow; the log has it too.
            pace: seconds between looks over REST while all is well.
            presence: seconds between signs of presence, by which it's known that events flow. A contact that gives some
                can't be deleted for 90 s.

        Raises:
            TypeError, ValueError: an argument that can't be.
            ApiException: the user, the account or a contact isn't there, or its token isn't good any more.
            ModuleNotFoundError: the extra ``live`` isn't installed.
        """
        from chatwoot_client.events.live.start import listener_for

        if self._listener is not None:
            raise ValueError("this receiver is listening already; contacts takes several, and another receiver more")
        self._listener = listener_for(
            client,
            account_id,
            contacts,
            self._deliver,
            availability=availability,
            cursor=cursor,
            on_trouble=on_trouble,
            pace=pace,
            presence=presence,
        )
        try:
            self._listener.run()
        finally:
            self._cursor = self._listener.cursor
            self._listener = None

    def stop(self) -> None:
        """Have :meth:`listen` return soon, from any thread or handler, or from a signal's."""
        if self._listener is not None:
            self._listener.stop()

    @property
    def cursor(self) -> dict[str, Any] | None:
        """What :meth:`listen` needs to go on where it is, as plain JSON data; None where it never listened.

        A message is in it once its handlers have ended. Kept after each, or now and then, and given back as ``cursor``,
        it makes a program that was restarted miss nothing; what was handled since it was kept comes again.
        """
        if self._listener is not None:
            return self._listener.cursor()
        return None if self._cursor is None else self._cursor()
