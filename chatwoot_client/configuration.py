"""Where the server is, who we are, how patient we are."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Union

from chatwoot_client.checks import (
    check_assert_hostname,
    check_auth_scheme,
    check_bool,
    check_count,
    check_deadline,
    check_format,
    check_header_name,
    check_headers,
    check_hook,
    check_host,
    check_observer,
    check_path,
    check_proxy,
    check_rate_limit,
    check_retries,
    check_safe_chars,
    check_seconds,
    check_secret,
    check_timeout,
    check_username,
)
from chatwoot_client.credentials import API_KEY_NAME as API_KEY_NAME
from chatwoot_client.credentials import AUTH_SCHEMES, NOBODY, Credentials, KeysSetting
from chatwoot_client.logs import LOGGER
from chatwoot_client.secret import SecretDict, without_credentials
from chatwoot_client.settings import LiveSetting, SecretSetting, Setting, Settings, as_bool, as_seconds
from chatwoot_client.version import CHATWOOT_VERSION
from chatwoot_client.version import VERSION as VERSION

if TYPE_CHECKING:
    import logging
    import os

    from chatwoot_client.limits import RateLimit
    from chatwoot_client.observer import Observer
    from chatwoot_client.retries import RetryPolicy

__all__ = ["API_KEY_NAME", "VERSION", "Configuration", "Timeout"]

#: Seconds: one number bounds an attempt as a whole, a pair bounds connecting and each read.
Timeout = Union[float, "tuple[float, float]"]


class Configuration(Settings):
    """What a client has to know; every parameter is optional, and an attribute that may be set later.

    An :class:`~chatwoot_client.ApiClient` takes the settings as they are when it's made. Credentials
    (``api_key``, ``api_key_prefix``, ``refresh_api_key_hook``, ``username``, ``password``) are read at every call, by
    the clients whose ``host`` this still has; others keep those that they last read for theirs.
    No two configurations share anything, and ``copy.deepcopy`` of one is apart from it.

    Raises:
        TypeError, ValueError: a setting of the wrong type or out of its range, with its name.
    """

    host: LiveSetting[str] = LiveSetting(
        default="https://app.chatwoot.com",
        check=check_host,
        env="CHATWOOT_HOST",
        kw_only=False,
        means="where Chatwoot is, beginning with ``http://`` or ``https://``; a sub-path is kept.",
    )
    api_key: LiveSetting[dict[str, str], Mapping[str, str] | None] = KeysSetting(
        variables={
            "CHATWOOT_API_ACCESS_TOKEN": API_KEY_NAME,
            "CHATWOOT_USER_TOKEN": "userApiKey",
            "CHATWOOT_AGENT_BOT_TOKEN": "agentBotApiKey",
            "CHATWOOT_PLATFORM_TOKEN": "platformAppApiKey",
        },
        means="tokens by scheme (``'userApiKey'``, ``'agentBotApiKey'``, ``'platformAppApiKey'``) or, for every "
        "scheme, by header name (``'api_access_token'``).",
    )
    api_key_prefix: LiveSetting[dict[str, str], Mapping[str, str] | None] = KeysSetting(
        means="text to put before a token, under the same key."
    )
    refresh_api_key_hook: Setting[Callable[[Configuration], Any] | None] = Setting(
        default=None,
        check=check_hook,
        means="called with this configuration before a token is read. What it writes is the token of the call that "
        "it's called for, whatever hooks write in other threads.",
    )
    username: LiveSetting[str] = LiveSetting(
        default="",
        check=check_username,
        means="with ``password``: HTTP basic authentication, for a proxy server in front of Chatwoot that asks for it.",
    )
    password: LiveSetting[str] = LiveSetting(default="", check=check_secret, means="see ``username``.")
    api_key_header: Setting[str] = Setting(
        default="Api-Access-Token",
        check=check_header_name,
        means="the header that carries the token. The server reads ``Api-Access-Token`` and ``api_access_token`` as "
        "one; nginx drops the latter by default.",
    )
    auth_scheme: Setting[str] = Setting(
        default="header",
        check=check_auth_scheme,
        env="CHATWOOT_AUTH_SCHEME",
        means="how the token is sent: ``'header'``, in ``api_key_header``, which every server reads, or ``'bearer'``, "
        "as ``Authorization: Bearer``, which servers since Chatwoot 4.19 read, too. That header can't carry "
        "``username`` and ``password`` besides, and ``api_key_prefix`` isn't used.",
    )
    verify_ssl: Setting[bool] = Setting(
        default=True,
        check=check_bool,
        means="whether the server's certificate is checked. A client that doesn't gives urllib3's "
        "``InsecureRequestWarning``, once, when it's made.",
    )
    ssl_ca_cert: Setting[str | None, str | os.PathLike[str] | None] = Setting(
        default=None,
        check=check_path,
        env="CHATWOOT_SSL_CA_CERT",
        means="a file with the roots to trust, or a folder of such files, whatever their names. When left out, what "
        "``SSL_CERT_FILE`` and ``SSL_CERT_DIR``, else ``REQUESTS_CA_BUNDLE``, else ``CURL_CA_BUNDLE`` of the "
        "environment name, and certifi's where none is set.",
    )
    cert_file: Setting[str | None, str | os.PathLike[str] | None] = Setting(
        default=None, check=check_path, means="the client's certificate, for a server that asks for one."
    )
    key_file: Setting[str | None, str | os.PathLike[str] | None] = Setting(
        default=None, check=check_path, means="the key of ``cert_file``, where that doesn't hold it."
    )
    assert_hostname: Setting[str | bool | None] = Setting(
        default=None,
        check=check_assert_hostname,
        means="the host name that the certificate has to carry, or False to accept any.",
    )
    timeout: Setting[float | tuple[float, float]] = Setting(
        default=(10.0, 60.0),
        check=check_timeout,
        env="CHATWOOT_TIMEOUT",
        convert=as_seconds,
        means="seconds; one number bounds each attempt as a whole, a pair bounds connecting and each read.",
    )
    deadline: Setting[float | None] = Setting(
        default=300.0,
        check=check_deadline,
        env="CHATWOOT_DEADLINE",
        convert=as_seconds,
        means="seconds for a whole call with all its attempts and waits; None for no bound. A call that sends files "
        "gets a second more for every 64 kB, and reading a streamed answer doesn't count.",
    )
    retries: Setting[int | bool | RetryPolicy | None] = Setting(
        default=2,
        check=check_retries,
        means="how often a call may be repeated, or a :class:`~chatwoot_client.RetryPolicy`; 0, False and None turn "
        "it off.",
    )
    rate_limit: Setting[int | RateLimit | None] = Setting(
        default=None,
        check=check_rate_limit,
        means="requests in a minute that a client made with these settings keeps to, by waiting; or a "
        ":class:`~chatwoot_client.RateLimit`, for another period or to be shared by several clients or processes.",
    )
    keepalive_expiry: Setting[float] = Setting(
        default=15.0,
        check=check_seconds,
        means="seconds after which an idle connection isn't used again. A server closes it after 20 s (4.13) or 65 s "
        "(4.16).",
    )
    max_response_size: Setting[int] = Setting(
        default=128 * 1024 * 1024,
        check=check_count,
        means="bytes, after decompression, that an answer which is read whole may have.",
    )
    connection_pool_maxsize: Setting[int] = Setting(
        default=16,
        check=check_count,
        means="connections that are open at a time; further callers wait for one.",
    )
    proxy: SecretSetting[str | None] = SecretSetting(
        default=None,
        check=check_proxy,
        env="CHATWOOT_PROXY",
        show=lambda url: repr(url and without_credentials(url)),
        means="the URL of a proxy, credentials included where it wants some.",
    )
    proxy_headers: SecretSetting[Mapping[str, str] | None] = SecretSetting(
        default=None, check=check_headers, means="headers for the proxy alone."
    )
    trust_env: Setting[bool] = Setting(
        default=True,
        check=check_bool,
        means="whether ``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY`` count, and the variables that "
        "name roots.",
    )
    safe_chars_for_path_param: Setting[str] = Setting(
        default="", check=check_safe_chars, means="characters that aren't quoted in path parameters."
    )
    temp_folder_path: Setting[str | None, str | os.PathLike[str] | None] = Setting(
        default=None,
        check=check_path,
        means="where downloaded files are put; the system's folder when left out.",
    )
    observer: Setting[Observer | None] = Setting(
        default=None,
        check=check_observer,
        means="an :class:`~chatwoot_client.Observer`, which is told of each call, attempt and wait.",
    )
    debug: Setting[bool] = Setting(
        default=False,
        check=check_bool,
        env="CHATWOOT_DEBUG",
        convert=as_bool,
        means="log each request and its outcome to standard error (or to ``logger_file``).",
    )
    logger_file: Setting[str | None, str | os.PathLike[str] | None] = Setting(
        default=None, check=check_path, means="a file that our log lines are also written to."
    )
    logger_format: Setting[str] = Setting(
        default="%(asctime)s %(levelname)s %(message)s",
        check=check_format,
        means="how those lines look, as in :class:`logging.Formatter`.",
    )

    _default: ClassVar[Configuration | None] = None

    @classmethod
    def set_default(cls, default: Configuration | None) -> None:
        """Make a copy of *default* what every ``Configuration()`` made from now on begins with; None undoes it."""
        if default is not None and not isinstance(default, Configuration):
            raise TypeError(f"default must be a Configuration, not {type(default).__name__}")
        cls._default = None if default is None else default.__copy__()

    def get_api_key_with_prefix(self, identifier: str) -> str | None:
        """The token kept under *identifier*, its prefix before it; None when there is none.

        Calls ``refresh_api_key_hook`` first.
        """
        token = self._credentials(refreshed=True).prefixed(identifier, self._is_bearer)
        return None if token is None else token.value

    def get_basic_auth_token(self) -> str:
        """The ``Authorization`` header for ``username`` and ``password``; empty when neither is set."""
        basic = self._credentials().basic_auth()
        return "" if basic is None else basic.value

    def auth_settings(self) -> dict[str, dict[str, Any]]:
        """How each scheme authenticates, secrets included, as generated clients have it."""
        credentials = self._credentials(refreshed=True)
        tokens = {scheme: credentials.token(scheme, self._is_bearer) for scheme in AUTH_SCHEMES}
        common = {"type": "api_key", "in": "header", "key": self._token_header}
        return {scheme: SecretDict({**common, "value": token and token.value}) for scheme, token in tokens.items()}

    def to_debug_report(self) -> str:
        """What to put into a bug report; it holds no secret."""
        import urllib3

        return (
            "Python SDK Debug Report:\n"
            f"OS: {sys.platform}\n"
            f"Python Version: {sys.version}\n"
            f"urllib3 Version: {urllib3.__version__}\n"  # type: ignore[attr-defined]
            f"Version of the API: {CHATWOOT_VERSION}\n"
            f"SDK Package Version: {VERSION}"
        )

    @property
    def logger(self) -> dict[str, logging.Logger]:
        """The one logger that this package writes to, as generated clients show it."""
        return {"package_logger": LOGGER}

    def __reduce__(self) -> Any:
        raise TypeError("a Configuration holds secrets and isn't pickled; make one in the process that needs it")

    @property
    def _is_bearer(self) -> bool:
        return self.auth_scheme == "bearer"

    @property
    def _token_header(self) -> str:
        return "Authorization" if self._is_bearer else self.api_key_header

    def _credentials(self, refreshed: bool = False, last: Credentials | None = None) -> Credentials:
        """Where and who, as it is now, or once the hook was asked; the *last* ones, if nothing has changed."""
        hook = self.refresh_api_key_hook if refreshed else None
        if hook is None:
            live = self._live()
        else:
            from chatwoot_client.hooks import values_after

            self.__dict__["_hooked"] = True
            live = values_after(hook, self)
        if last is not None and last.are_still(live):
            return last
        while True:
            values = dict(live)
            credentials = Credentials(
                host=values.get("host", Configuration.host.default),
                api_key=SecretDict(values["api_key"]),
                api_key_prefix=SecretDict(values["api_key_prefix"]),
                username=values.get("username", NOBODY),
                password=values.get("password", NOBODY),
            )
            # Whoever turns a configuration to another host does so before its token or after it: both count at once.
            if live.get("host") is values.get("host"):
                return credentials

    def _live(self) -> dict[str, Any]:
        own = self.__dict__
        if "_hooked" in own:
            from chatwoot_client.hooks import run_of

            run = run_of(self)
            if run is not None:
                return run.values()
        return own

    def _inherited(self) -> Mapping[str, Any]:
        return {} if self._default is None else self._default._kept()
