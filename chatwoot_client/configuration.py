"""Where the server is, who we are, how patient we are."""

from __future__ import annotations

import io
import logging
import os
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Union
from urllib.parse import urlsplit

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

#: Seconds, some 30 years; sockets and locks have no room for much more.
LONGEST = 10**9

_LOGGER = logging.getLogger("chatwoot_client")
_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+").fullmatch
_HEADER_VALUE = re.compile(r"[^\x00-\x1f\x7f]*").fullmatch
_SAFE_CHARS = re.compile(r"[!$&'()*+,;=:@/~._\-%|\[\]]*").fullmatch


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
        verify_ssl: whether the server's certificate is checked.
        ssl_ca_cert: a file with the roots to trust; certifi's when left out.
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
        trust_env: whether ``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY`` count.
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
            own = {} if given[name] is None else _check_keys(name, given[name])
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
                tokens[key] = _check_token(variable, env[variable])
        given = settings.pop("api_key", None)
        own = {} if given is None else _check_keys("api_key", given)
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
        return basic_auth(self.username, self.password)

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
        return None if token is None else _check_token(f"api_key: the token for {scheme}", token)

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
        self.__dict__[name] = check(name, value)

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


def is_header_name(name: str) -> bool:
    return _HEADER_NAME(name) is not None


def is_header_value(value: str) -> bool:
    """Whether a header can carry *value*: one line of Latin-1, the encoding of HTTP/1.1 headers."""
    if not _HEADER_VALUE(value):
        return False
    return value.isascii() or all(ord(character) < 256 for character in value)


def basic_auth(username: str, password: str) -> str:
    """The value of a header that authenticates with them."""
    import base64

    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode("ascii")


def without_credentials(url: str) -> str:
    """*url* without the user name and password in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def check_seconds(name: str, value: Any) -> Any:
    if not is_number(value):
        raise TypeError(f"{name} must be a number of seconds, not {type(value).__name__}")
    if not 0 < value <= LONGEST:
        raise ValueError(f"{name} must be more than 0 and at most {LONGEST} seconds, not {value!r}")
    return value


def check_timeout(name: str, value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise ValueError(
                f"{name} must be one number or a pair (to connect, for each read), not {len(value)} numbers"
            )
        return tuple(check_seconds(name, part) for part in value)
    return check_seconds(name, value)


def check_deadline(name: str, value: Any) -> Any:
    return None if value is None else check_seconds(name, value)


def check_retries(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if value < 0:
            raise ValueError(f"{name} must be 0 or more, not {value!r}")
    elif not hasattr(value, "wait_before_repeat"):
        raise TypeError(f"{name} must be a number of repeats or a RetryPolicy, not {type(value).__name__}")
    return value


def _check_rate_limit(name: str, value: Any) -> Any:
    if value is None or hasattr(value, "period"):
        return value
    return check_count(name, value)


def _check_host(name: str, value: Any) -> str:
    url = _check_text(name, value)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(f"{name} isn't a URL") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ValueError(f"{name} must be a URL that begins with http:// or https://, such as https://app.chatwoot.com")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"{name} must not hold credentials; set username and password")
    if parts.query or parts.fragment or url != url.strip() or re.search(r"[\x00-\x20\x7f\\]", url):
        raise ValueError(f"{name} must be a URL without query, fragment, blanks or backslashes")
    return url.rstrip("/")


def _check_header_name(name: str, value: Any) -> str:
    header = _check_text(name, value)
    if not is_header_name(header):
        raise ValueError(f"{name} isn't a name that a header can have")
    return header


def check_proxy(name: str, value: Any) -> str | None:
    if value is None:
        return None
    url = _check_text(name, value)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or re.search(r"[\x00-\x20\x7f]", url):
        raise ValueError(f"{name} must be the URL of a proxy that begins with http:// or https://")
    return url


def _check_headers(name: str, value: Any) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} must be a mapping of header names to values, not {type(value).__name__}")
    for header, text in value.items():
        check_header(name, header, text)
    return dict(value)


def check_header(where: str, name: Any, value: Any) -> None:
    """Refuse a header that can't be sent, without repeating its value."""
    if not isinstance(name, str) or not isinstance(value, str):
        raise TypeError(f"{where}: a header's name and value must be text")
    if not is_header_name(name):
        raise ValueError(f"{where}: not a name that a header can have")
    if not is_header_value(value):
        raise ValueError(f"{where}: the value of {name} has characters that a header can't carry")


def _check_keys(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} must be a mapping of schemes or header names to text, not {type(value).__name__}")
    for key, text in value.items():
        if not isinstance(key, str):
            raise TypeError(f"{name} must be a mapping with text for keys, not {type(key).__name__}")
        if text is not None:
            _check_token(f"{name}[{key!r}]", text)
    return dict(value)


def _check_token(name: str, value: Any) -> str:
    """Refuse a token that can't be sent, without repeating it."""
    if not is_header_value(_check_text(name, value)):
        raise ValueError(f"{name} has characters that a header can't carry")
    return str(value)


def _check_bool(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, not {type(value).__name__}")
    return value


def _check_text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} must be text, not {type(value).__name__}")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"{name} has a lone surrogate, which UTF-8 can't carry")
    return value


def _check_username(name: str, value: Any) -> str:
    username = _check_text(name, value)
    if ":" in username:
        raise ValueError(f"{name} must not hold a colon, which ends it on its way")
    return username


def _check_safe_chars(name: str, value: Any) -> str:
    if not _SAFE_CHARS(_check_text(name, value)):
        raise ValueError(f"{name} may only hold characters that a path may hold")
    return str(value)


def _check_format(name: str, value: Any) -> str:
    try:
        logging.Formatter(_check_text(name, value))
    except ValueError:
        raise ValueError(f"{name} isn't a format that logging.Formatter takes") from None
    return str(value)


def _check_path(name: str, value: Any) -> str | None:
    if value is None:
        return None
    try:
        path = os.fspath(value)
    except TypeError:
        raise TypeError(f"{name} must be a path, not {type(value).__name__}") from None
    return os.fsdecode(path)


def check_count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}")
    if value < 1:
        raise ValueError(f"{name} must be 1 or more, not {value!r}")
    return value


def _check_hook(name: str, value: Any) -> Any:
    if value is not None and not callable(value):
        raise TypeError(f"{name} must be callable, not {type(value).__name__}")
    return value


def _check_assert_hostname(name: str, value: Any) -> Any:
    if value is not None and not isinstance(value, (str, bool)):
        raise TypeError(f"{name} must be a host name, True or False, not {type(value).__name__}")
    return value


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "host": _check_host,
    "api_key": _check_keys,
    "api_key_prefix": _check_keys,
    "refresh_api_key_hook": _check_hook,
    "username": _check_username,
    "password": _check_text,
    "api_key_header": _check_header_name,
    "verify_ssl": _check_bool,
    "ssl_ca_cert": _check_path,
    "cert_file": _check_path,
    "key_file": _check_path,
    "assert_hostname": _check_assert_hostname,
    "timeout": check_timeout,
    "deadline": check_deadline,
    "retries": check_retries,
    "rate_limit": _check_rate_limit,
    "keepalive_expiry": check_seconds,
    "max_response_size": check_count,
    "connection_pool_maxsize": check_count,
    "proxy": check_proxy,
    "proxy_headers": _check_headers,
    "trust_env": _check_bool,
    "safe_chars_for_path_param": _check_safe_chars,
    "temp_folder_path": _check_path,
    "debug": _check_bool,
    "logger_file": _check_path,
    "logger_format": _check_format,
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
