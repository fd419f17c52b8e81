"""Who is calling: the header lines that a configuration's credentials become."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chatwoot_client.calls.headers import same_header
from chatwoot_client.credentials import API_KEY_NAME
from chatwoot_client.secret import Secret

if TYPE_CHECKING:
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.credentials import Credentials

__all__ = ["Authentication", "Caller"]


class Authentication(NamedTuple):
    """Header lines that say who is calling, the secrets in them, and what they come of."""

    lines: Secret[str]
    secrets: tuple[Secret[str], ...]
    #: Whether a token is sent, in these lines or in those that the program chose.
    has_token: bool
    #: Schemes that a token is kept for, and not sent since the operation doesn't take it.
    held_back: tuple[str, ...]


class Caller:
    """Who a client's calls are from: what its configuration says now, as long as that's meant for the client's host.

    A configuration may be turned to another host after the client was made. Its tokens are that host's then, so the
    client goes on with those that it last read for its own.
    """

    def __init__(self, configuration: Configuration, settings: Configuration) -> None:
        self.configuration: Configuration = configuration
        self._host = settings.host
        self._is_bearer = settings._is_bearer
        self._header = settings._token_header
        # Of two tokens a server takes the one that it likes, which isn't always the call's own.
        self._own = frozenset(map(same_header, (self._header, settings.api_key_header, API_KEY_NAME)))
        self._settings = settings
        self._last: Credentials | None = None

    def authentication(self, auth: tuple[str, ...], taken: frozenset[str]) -> Authentication:
        """The lines for a call that takes the token of one of the *auth* schemes.

        What the program has *taken* into its own hands isn't sent twice.

        Raises:
            TypeError, ValueError: a token or prefix that a header can't carry, or two things for one header.
        """
        has_token = not self._own.isdisjoint(taken)
        has_basic = "authorization" in taken
        credentials = self._read(refreshed=bool(auth) and not has_token)
        made: dict[tuple[object, ...], Authentication] = credentials.made
        found = made.get((auth, has_token, has_basic))
        if found is None:
            found = made[auth, has_token, has_basic] = self._made_of(credentials, auth, has_token, has_basic)
        return found

    def _read(self, refreshed: bool) -> Credentials:
        """The configuration's credentials, or the last that were for this client's host."""
        # The client's own settings don't change, so what they say was so when it was made.
        last = self._last = self._last or self._settings._credentials()
        configuration = self.configuration
        hooked = refreshed and configuration.refresh_api_key_hook is not None
        if not hooked and last.are_still(configuration._live()):
            return last
        if configuration.host != self._host:
            return last
        credentials = configuration._credentials(refreshed, last)
        if credentials.host != self._host:
            return last
        if not hooked:
            # A hook's are for one call, and may be one tenant's.
            self._last = credentials
        return credentials

    def _token(self, credentials: Credentials, auth: tuple[str, ...]) -> Secret[str] | None:
        found = (credentials.token(scheme, self._is_bearer) for scheme in auth)
        return next((token for token in found if token is not None), None)

    def _made_of(
        self, credentials: Credentials, auth: tuple[str, ...], has_token: bool, has_basic: bool
    ) -> Authentication:
        lines = Secret(value="")
        secrets: tuple[Secret[str], ...] = ()
        basic = credentials.basic_auth()
        if basic is not None:
            secrets = (basic, credentials.password)
            if not has_basic:
                lines = Secret(value=f"Authorization: {basic.value}\r\n")
        token = None if has_token else self._token(credentials, auth)
        if token is not None:
            if lines and self._is_bearer:
                raise ValueError("auth_scheme 'bearer' sends the token in the header that username and password need")
            lines = Secret(value=f"{lines.value}{self._header}: {token.value}\r\n")
            # An answer may repeat it without its prefix.
            secrets = (*secrets, token, Secret(value=token.value.rpartition(" ")[2]))
        has_token = has_token or token is not None
        return Authentication(lines, secrets, has_token, () if has_token else credentials.schemes())
