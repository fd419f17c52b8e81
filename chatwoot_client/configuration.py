"""Where the server is, who we are, how patient we are."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Union

from chatwoot_client import checks
from chatwoot_client.checks import LONGEST as LONGEST
from chatwoot_client.checks import check_count as check_count
from chatwoot_client.checks import check_deadline as check_deadline
from chatwoot_client.checks import check_header as check_header
from chatwoot_client.checks import check_proxy as check_proxy
from chatwoot_client.checks import check_retries as check_retries
from chatwoot_client.checks import check_seconds as check_seconds
from chatwoot_client.checks import check_timeout as check_timeout
from chatwoot_client.checks import is_header_name as is_header_name
from chatwoot_client.checks import is_header_value as is_header_value
from chatwoot_client.secret import Secret, basic_auth, without_credentials

if TYPE_CHECKING:
    from chatwoot_client.limits import RateLimit
    from chatwoot_client.retries import RetryPolicy

__all__ = ["API_KEY_NAME", "VERSION", "Configuration", "Timeout"]

VERSION = "2.0.0"
CHATWOOT_VERSION = "4.16.2"

#: The name under which Chatwoot documents its token header, and the key to ``Configuration.api_key`` for any token.
API_KEY_NAME = "api_access_token"
AUTH_SCHEMES = ("userApiKey", "agentBotApiKey", "platformAppApiKey")
#: Whose token an operation takes: the first of these that one is kept for is sent.
USER, USER_OR_BOT, PLATFORM = AUTH_SCHEMES[:1], AUTH_SCHEMES[:2], AUTH_SCHEMES[2:]

#: Seconds: one number bounds an attempt as a whole, a pair bounds connecting and each read.
Timeout = Union[float, "tuple[float, float]"]

_LOGGER = logging.getLogger("chatwoot_client")


class _Unset:
    def __repr__(self) -> str:
        return "..."


_UNSET: Any = _Unset()


class Configuration:
    """What a client has to know; every parameter is optional, and an attribute that may be set later.

    An :class:`~chatwoot_client.ApiClient` takes the settings as they are when it's made. Credentials
    (``api_key``, ``api_key_prefix``, ``refresh_api_key_hook``, ``username``, ``password``) are read at every call.
    No two configurations share anything, and ``copy.deepcopy`` of one is apart from it.

    Parameters:
        host: where Chatwoot is, beginning with ``http://`` or ``https://``; a sub-path is kept.
        api_key: tokens by scheme (``'userApiKey'``, ``'agentBotApiKey'``, ``'platformAppApiKey'``) or, for
            every scheme, by header name (``'api_access_token'``).
        api_key_prefix: text to put before a token, under the same key.
        refresh_api_key_hook: called with this configuration before a token is read.
        username, password: HTTP basic authentication, for a proxy server in front of Chatwoot that asks for it.
        api_key_header: the header that carries the token. The server reads ``Api-Access-Token`` and
            ``api_access_token`` as one; nginx drops the latter by default.
        verify_ssl: whether the server's certificate is checked. A client that doesn't gives urllib3's
            ``InsecureRequestWarning``, once, when it's made.
        ssl_ca_cert: a file with the roots to trust, or a folder of such files, whatever their names. When left out,
            what ``SSL_CERT_FILE`` and ``SSL_CERT_DIR``, else ``REQUESTS_CA_BUNDLE``, else ``CURL_CA_BUNDLE`` of the
            environment name, and certifi's where none is set.
        cert_file, key_file: the client's certificate and key, for a server that asks for one.
        assert_hostname: the host name that the certificate has to carry, or False to accept any.
        timeout: seconds; one number bounds each attempt as a whole, a pair bounds connecting and each read.
        deadline: seconds for a whole call with all its attempts and waits; None for no bound. A call that sends
            files gets a second more for every 64 kB, and reading a streamed answer doesn't count.
        retries: how often a call may be repeated, or a :class:`~chatwoot_client.RetryPolicy`; 0, False and None
            turn it off.
        rate_limit: requests in a minute that a client made with these settings keeps to, by waiting; or a
            :class:`~chatwoot_client.RateLimit`, for another period or to be shared by several clients.
        keepalive_expiry: seconds after which an idle connection isn't used again. A server closes it after 20 s
            (4.13) or 65 s (4.16).
        max_response_size: bytes, after decompression, that an answer which is read whole may have.
        connection_pool_maxsize: connections that are open at a time; further callers wait for one.
        proxy: the URL of a proxy, credentials included where it wants some.
        proxy_headers: headers for the proxy alone.
        trust_env: whether ``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY`` count, and the variables
            that name roots.
        safe_chars_for_path_param: characters that aren't quoted in path parameters.
        temp_folder_path: where downloaded files are put; the system's folder when left out.
        debug: log each request and its outcome to standard error (or to ``logger_file``).
        logger_file: a file that our log lines are also written to.
        logger_format: how those lines look, as in :class:`logging.Formatter`.

    Raises:
        TypeError, ValueError: a setting of the wrong type or out of its range, with its name.
    """

    host: str = "https://app.chatwoot.com"
    api_key: dict[str, str]
    api_key_prefix: dict[str, str]
    refresh_api_key_hook: Callable[[Configuration], Any] | None = None
    username: str = ""
    password: str = ""
    api_key_header: str = "Api-Access-Token"
    verify_ssl: bool = True
    ssl_ca_cert: str | None = None
    cert_file: str | None = None
    key_file: str | None = None
    assert_hostname: str | bool | None = None
    timeout: Timeout = (10.0, 60.0)
    deadline: float | None = 300.0
    retries: int | bool | RetryPolicy | None = 2
    rate_limit: int | RateLimit | None = None
    keepalive_expiry: float = 15.0
    max_response_size: int = 128 * 1024 * 1024
    connection_pool_maxsize: int = 16
    proxy: str | None = None
    proxy_headers: Mapping[str, str] | None = None
    trust_env: bool = True
    safe_chars_for_path_param: str = ""
    temp_folder_path: str | None = None
    debug: bool = False
    logger_file: str | None = None
    logger_format: str = "%(asctime)s %(levelname)s %(message)s"

    _default: Configuration | None = None
    _handler: logging.Handler | None = None

    def __init__(
        self,
        host: str = _UNSET,
        *,
        api_key: Mapping[str, str] | None = None,
        api_key_prefix: Mapping[str, str] | None = None,
        refresh_api_key_hook: Callable[[Configuration], Any] | None = _UNSET,
        username: str = _UNSET,
        password: str = _UNSET,
        api_key_header: str = _UNSET,
        verify_ssl: bool = _UNSET,
        ssl_ca_cert: str | os.PathLike[str] | None = _UNSET,
        cert_file: str | os.PathLike[str] | None = _UNSET,
        key_file: str | os.PathLike[str] | None = _UNSET,
        assert_hostname: str | bool | None = _UNSET,
        timeout: Timeout = _UNSET,
        deadline: float | None = _UNSET,
        retries: int | bool | RetryPolicy | None = _UNSET,
        rate_limit: int | RateLimit | None = _UNSET,
        keepalive_expiry: float = _UNSET,
        max_response_size: int = _UNSET,
        connection_pool_maxsize: int = _UNSET,
        proxy: str | None = _UNSET,
        proxy_headers: Mapping[str, str] | None = _UNSET,
        trust_env: bool = _UNSET,
        safe_chars_for_path_param: str = _UNSET,
        temp_folder_path: str | os.PathLike[str] | None = _UNSET,
        debug: bool = _UNSET,
        logger_file: str | os.PathLike[str] | None = _UNSET,
        logger_format: str = _UNSET,
    ) -> None:
        given = locals()
        settings = self.__dict__
        if self._default is not None:
            settings.update(self._default._settings())
        for name in ("api_key", "api_key_prefix"):
            own = {} if given[name] is None else checks.check_keys(name, given[name])
            settings[name] = {**settings.get(name, {}), **own}
        for name in _GIVEN_ONE_BY_ONE:
            if given[name] is not _UNSET:
                setattr(self, name, given[name])

    @classmethod
    def from_env(cls, **settings: Any) -> Configuration:
        """A configuration from the environment; *settings* are as for the constructor and win.

        ``CHATWOOT_HOST``, ``CHATWOOT_API_ACCESS_TOKEN`` (any scheme), ``CHATWOOT_USER_TOKEN``,
        ``CHATWOOT_AGENT_BOT_TOKEN``, ``CHATWOOT_PLATFORM_TOKEN``, ``CHATWOOT_SSL_CA_CERT``, ``CHATWOOT_PROXY``,
        ``CHATWOOT_TIMEOUT`` and ``CHATWOOT_DEADLINE`` (seconds), ``CHATWOOT_DEBUG`` (``1`` or ``true``). One that
        is empty counts as not set.

        Raises:
            ValueError: a variable that doesn't fit, by its name.
        """
        env = {name: value for name, value in os.environ.items() if name.startswith("CHATWOOT_") and value}
        found: dict[str, Any] = {}
        for variable, (name, convert) in _ENVIRONMENT.items():
            if variable in env and name not in settings:
                found[name] = _CHECKS[name](variable, convert(variable, env[variable]))
        tokens = {}
        for variable, key in _ENVIRONMENT_TOKENS.items():
            if variable in env:
                tokens[key] = checks.check_token(variable, env[variable]).value
        given = settings.pop("api_key", None)
        own = {} if given is None else checks.check_keys("api_key", given)
        return cls(api_key={**tokens, **own}, **found, **settings)

    @classmethod
    def set_default(cls, default: Configuration | None) -> None:
        """Make a copy of *default* what every ``Configuration()`` made from now on begins with; None undoes it."""
        if default is not None and not isinstance(default, Configuration):
            raise TypeError(f"default must be a Configuration, not {type(default).__name__}")
        cls._default = None if default is None else default._frozen()

    def get_api_key_with_prefix(self, identifier: str) -> str | None:
        """The token kept under *identifier*, its prefix before it; None when there is none.

        Calls ``refresh_api_key_hook`` first.
        """
        if self.refresh_api_key_hook is not None:
            self.refresh_api_key_hook(self)
        return self._prefixed(identifier)

    def get_basic_auth_token(self) -> str:
        """The ``Authorization`` header for ``username`` and ``password``; empty when neither is set."""
        if not (self.username or self.password):
            return ""
        return basic_auth(self.username, Secret(value=self.password)).value

    def auth_settings(self) -> dict[str, dict[str, Any]]:
        """How each scheme authenticates, secrets included, as generated clients have it."""
        return {
            scheme: {"type": "api_key", "in": "header", "key": self.api_key_header, "value": self._token(scheme)}
            for scheme in AUTH_SCHEMES
        }

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

    def _token(self, scheme: str) -> str | None:
        """The token to send for *scheme*: its own, or the one kept under the header's name."""
        if self.refresh_api_key_hook is not None:
            self.refresh_api_key_hook(self)
        token = self._prefixed(scheme) or self._prefixed(API_KEY_NAME)
        return None if token is None else checks.check_token(f"api_key: the token for {scheme}", token).value

    def _prefixed(self, identifier: str) -> str | None:
        key = self.api_key.get(identifier)
        if not key:
            return None
        prefix = self.api_key_prefix.get(identifier)
        return f"{prefix} {key}" if prefix else key

    def _settings(self) -> dict[str, Any]:
        """A copy of all that was set, sharing nothing that can change."""
        settings = dict(self.__dict__)
        settings.pop("_handler", None)
        for name in ("api_key", "api_key_prefix", "proxy_headers"):
            if settings.get(name) is not None:
                settings[name] = dict(settings[name])
        return settings

    def _frozen(self) -> Configuration:
        """These settings as they are now, for a client to hold."""
        frozen = object.__new__(type(self))
        frozen.__dict__.update(self._settings())
        return frozen

    def __copy__(self) -> Configuration:
        return self._frozen()

    def __deepcopy__(self, memo: dict[int, Any]) -> Configuration:
        return self._frozen()

    def __reduce__(self) -> Any:
        raise TypeError("a Configuration holds secrets and isn't pickled; make one in the process that needs it")

    def __setattr__(self, name: str, value: Any) -> None:
        check = _CHECKS.get(name)
        if check is None:
            raise AttributeError(f"Configuration has no setting {name!r}")
        if name in ("debug", "logger_file", "logger_format"):
            self._drop_handler()
        kept = check(name, value)
        self.__dict__[name] = kept.value if isinstance(kept, Secret) else kept

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Configuration):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _CHECKS)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={self._shown(name)}" for name in _CHECKS if name in self.__dict__)
        return f"Configuration({shown})"

    def _shown(self, name: str) -> str:
        value = self.__dict__[name]
        if name in ("api_key", "api_key_prefix"):
            return repr(dict.fromkeys(value, "***"))
        if value and name in ("username", "password", "proxy_headers"):
            return "'***'"
        if value and name == "proxy":
            return repr(without_credentials(value))
        return repr(value)

    @property
    def logger(self) -> dict[str, logging.Logger]:
        """The one logger that this package writes to, as generated clients show it."""
        return {"package_logger": _LOGGER}

    def _log(self, level: int, message: str, *arguments: Any) -> None:
        """Write a line to the package's logger and, where ``debug`` or ``logger_file`` ask for it, to our own."""
        if _LOGGER.isEnabledFor(level):
            _LOGGER.log(level, message, *arguments)
        if self.debug or (self.logger_file is not None and level >= logging.WARNING):
            record = _LOGGER.makeRecord(_LOGGER.name, level, __file__, 0, message, arguments, None)
            handler = self._own_handler()
            try:
                handler.handle(record)
            except OSError:
                # A full disk or a folder that's gone is no reason to lose a call; logging's own way to say so.
                handler.handleError(record)

    def _logs(self, level: int) -> bool:
        return self.debug or _LOGGER.isEnabledFor(level)

    def _own_handler(self) -> logging.Handler:
        handler = self._handler
        if handler is None:
            if self.logger_file is not None:
                handler = _LogFile(self.logger_file, encoding="utf-8", delay=True)
            else:
                handler = logging.StreamHandler()
            handler.setFormatter(logging.Formatter(self.logger_format))
            handler = self.__dict__.setdefault("_handler", handler)
        return handler

    def _drop_handler(self) -> None:
        handler = self.__dict__.pop("_handler", None)
        if handler is not None:
            handler.close()


class _LogFile(logging.FileHandler):
    """A file that takes each line at once: a buffer has a lock, and a fork could leave that locked for the child."""

    def _open(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(open(self.baseFilename, "ab", buffering=0), self.encoding, write_through=True)


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "host": checks.check_host,
    "api_key": checks.check_keys,
    "api_key_prefix": checks.check_keys,
    "refresh_api_key_hook": checks.check_hook,
    "username": checks.check_username,
    "password": checks.check_secret,
    "api_key_header": checks.check_header_name,
    "verify_ssl": checks.check_bool,
    "ssl_ca_cert": checks.check_path,
    "cert_file": checks.check_path,
    "key_file": checks.check_path,
    "assert_hostname": checks.check_assert_hostname,
    "timeout": checks.check_timeout,
    "deadline": checks.check_deadline,
    "retries": checks.check_retries,
    "rate_limit": checks.check_rate_limit,
    "keepalive_expiry": checks.check_seconds,
    "max_response_size": checks.check_count,
    "connection_pool_maxsize": checks.check_count,
    "proxy": checks.check_proxy,
    "proxy_headers": checks.check_headers,
    "trust_env": checks.check_bool,
    "safe_chars_for_path_param": checks.check_safe_chars,
    "temp_folder_path": checks.check_path,
    "debug": checks.check_bool,
    "logger_file": checks.check_path,
    "logger_format": checks.check_format,
}
_GIVEN_ONE_BY_ONE = [name for name in _CHECKS if name not in ("api_key", "api_key_prefix")]


def _as_it_is(_: str, text: str) -> str:
    return text


def _as_seconds(variable: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{variable} must be a number of seconds") from None


def _as_bool(variable: str, text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise ValueError(f"{variable} must be one of {', '.join((*_YES, *_NO))}")
    return text.lower() in _YES


_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")
_ENVIRONMENT: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "CHATWOOT_HOST": ("host", _as_it_is),
    "CHATWOOT_SSL_CA_CERT": ("ssl_ca_cert", _as_it_is),
    "CHATWOOT_PROXY": ("proxy", _as_it_is),
    "CHATWOOT_TIMEOUT": ("timeout", _as_seconds),
    "CHATWOOT_DEADLINE": ("deadline", _as_seconds),
    "CHATWOOT_DEBUG": ("debug", _as_bool),
}
_ENVIRONMENT_TOKENS = {
    "CHATWOOT_API_ACCESS_TOKEN": API_KEY_NAME,
    "CHATWOOT_USER_TOKEN": "userApiKey",
    "CHATWOOT_AGENT_BOT_TOKEN": "agentBotApiKey",
    "CHATWOOT_PLATFORM_TOKEN": "platformAppApiKey",
}
