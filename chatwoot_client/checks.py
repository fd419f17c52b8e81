"""What arguments and settings may be, in words: each check returns what is kept, or says by name what's wrong.

What may be secret is checked as a :class:`~chatwoot_client.secret.Secret`, so that neither an error's words nor the
frames of its traceback show it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chatwoot_client.secret import Secret, SecretDict

if TYPE_CHECKING:
    from typing_extensions import TypeGuard

#: Seconds, some 30 years; sockets and locks have no room for much more.
LONGEST = 10**9

_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+").fullmatch
#: One line of Latin-1, the encoding of HTTP/1.1 headers.
_HEADER_VALUE = re.compile(r"[\x20-\x7e\x80-\xff]*").fullmatch
_SAFE_CHARS = re.compile(r"[!$&'()*+,;=:@/~._\-%|\[\]]*").fullmatch
#: What says nothing of what a name is about, as the end of a plural doesn't either.
_LITTLE_WORDS = {"", "a", "all", "an", "by", "for", "from", "in", "of", "to", "with"}
_BLANK = r"[\x00-\x20\x7f]"


def near_miss(name: str, known: Iterable[str]) -> str:
    """A hint for a misspelt *name*: the nearest of the *known* ones, or all of them."""
    from difflib import get_close_matches

    names = list(known)
    nearest = get_close_matches(name, names, 1, 0.5)
    if nearest:
        return f"; did you mean {nearest[0]!r}?"
    return f"; there are {', '.join(names)}" if names else ""


def close_to(name: str, known: Iterable[str]) -> str | None:
    """Which of the *known* names somebody meant who wrote *name*; None where it's most likely another one."""
    from difflib import get_close_matches

    names = list(known)
    written = _letters(name)
    for each in names:
        if _letters(each) == written or each.startswith(f"{name}_"):
            return each
    # A name with a word more, as avatar_url, is another one.
    nearest = get_close_matches(name, [each for each in names if not name.startswith(f"{each}_")], 1, 0.8)
    return nearest[0] if nearest else None


def sharing_words(name: str, known: Iterable[str]) -> list[str]:
    """Those of the *known* names that share the most words with *name*, the shortest first, five at the most."""
    asked = _words(name)
    shared = {each: len(asked & _words(each)) for each in known}
    most = max(shared.values(), default=0)
    alike = [each for each, count in shared.items() if count == most] if most else []
    return sorted(alike, key=lambda each: len(_words(each)))[:5]


def _words(name: str) -> set[str]:
    return {word.rstrip("s") for word in name.lower().split("_")} - _LITTLE_WORDS


def _letters(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


# --- numbers ---


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


def is_whole_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def check_whole_number(name: str, value: Any) -> int:
    if not is_whole_number(value):
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}")
    return value


def check_count(name: str, value: Any) -> int:
    count = check_whole_number(name, value)
    if count < 1:
        raise ValueError(f"{name} must be 1 or more, not {value!r}")
    return count


def check_retries(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if value < 0:
            raise ValueError(f"{name} must be 0 or more, not {value!r}")
    elif not hasattr(value, "wait_before_repeat"):
        raise TypeError(f"{name} must be a number of repeats or a RetryPolicy, not {type(value).__name__}")
    return value


def check_rate_limit(name: str, value: Any) -> Any:
    if value is None or hasattr(value, "period"):
        return value
    return check_count(name, value)


# --- text and truth ---


def check_bool(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, not {type(value).__name__}")
    return value


def check_text(name: str, value: Any) -> str:
    _check_text(name, Secret(value=value))
    return str(value)


def check_word(name: str, value: Any, words: Iterable[str]) -> str:
    """One of a few words."""
    if check_text(name, value) not in words:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, words))}, not {value!r}")
    return str(value)


def check_safe_chars(name: str, value: Any) -> str:
    if not _SAFE_CHARS(check_text(name, value)):
        raise ValueError(f"{name} may only hold characters that a path may hold")
    return str(value)


def check_format(name: str, value: Any) -> str:
    import logging

    try:
        logging.Formatter(check_text(name, value))
    except ValueError:
        raise ValueError(f"{name} isn't a format that logging.Formatter takes") from None
    return str(value)


def check_path(name: str, value: Any) -> str | None:
    if value is None:
        return None
    try:
        path = os.fspath(value)
    except TypeError:
        raise TypeError(f"{name} must be a path, not {type(value).__name__}") from None
    return os.fsdecode(path)


def check_hook(name: str, value: Any) -> Any:
    if value is not None and not callable(value):
        raise TypeError(f"{name} must be callable, not {type(value).__name__}")
    return value


def check_observer(name: str, value: Any) -> Any:
    if isinstance(value, type):
        raise TypeError(f"{name} must be an Observer, not the class {value.__name__}")
    if value is not None and not hasattr(value, "call_begun"):
        raise TypeError(f"{name} must be an Observer, not {type(value).__name__}")
    return value


def check_assert_hostname(name: str, value: Any) -> Any:
    if value is not None and not isinstance(value, (str, bool)):
        raise TypeError(f"{name} must be a host name, True or False, not {type(value).__name__}")
    return value


# --- what may be secret ---


def held(value: Any) -> Secret[Any]:
    """*value* as a secret, if it isn't one yet."""
    return value if isinstance(value, Secret) else Secret(value=value)


def _check_text(name: str, secret: Secret[Any]) -> None:
    if not isinstance(secret.value, str):
        raise TypeError(f"{name} must be text, not {type(secret.value).__name__}")
    if not _is_unicode(secret):
        raise ValueError(f"{name} has a lone surrogate, which UTF-8 can't carry")


def _is_unicode(secret: Secret[str]) -> bool:
    try:
        secret.value.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_secret(name: str, value: Any) -> Secret[str]:
    secret = value = held(value)
    _check_text(name, secret)
    return secret


def check_username(name: str, value: Any) -> Secret[str]:
    username = value = check_secret(name, value)
    if ":" in username.value:
        raise ValueError(f"{name} must not hold a colon, which ends it on its way")
    return username


def check_token(name: str, value: Any) -> Secret[str]:
    """Refuse a token that can't be sent, without repeating it."""
    token = value = check_secret(name, value)
    if not _HEADER_VALUE(token.value):
        raise ValueError(f"{name} has characters that a header can't carry")
    return token


def check_keys(name: str, value: Any) -> SecretDict[str, str]:
    """Tokens, or what goes before them, by scheme or header name."""
    keys = value = held(value)
    if keys.value is None:
        return SecretDict()
    if not isinstance(keys.value, Mapping):
        raise TypeError(f"{name} must be a mapping of schemes or header names to text, not {type(keys.value).__name__}")
    for key in keys.value:
        if not isinstance(key, str):
            raise TypeError(f"{name} must be a mapping with text for keys, not {type(key).__name__}")
        if keys.value[key] is not None:
            check_token(f"{name}[{key!r}]", Secret(value=keys.value[key]))
    return SecretDict(keys.value)


def check_host(name: str, value: Any) -> str:
    # Some put credentials into it, which are refused.
    url = value = check_secret(name, value)
    parts = _split(url)
    if parts is None:
        raise ValueError(f"{name} isn't a URL")
    if parts.value.scheme not in ("http", "https") or not parts.value.hostname or parts.value.port == 0:
        raise ValueError(f"{name} must be a URL that begins with http:// or https://, such as https://app.chatwoot.com")
    if parts.value.username is not None or parts.value.password is not None:
        raise ValueError(f"{name} must not hold credentials; set username and password")
    blank = re.search(_BLANK, url.value) or url.value != url.value.strip() or "\\" in url.value
    if parts.value.query or parts.value.fragment or blank:
        raise ValueError(f"{name} must be a URL without query, fragment, blanks or backslashes")
    return url.value.rstrip("/")


def check_proxy(name: str, value: Any) -> Secret[str] | None:
    value = held(value)
    if value.value is None:
        return None
    url = check_secret(name, value)
    parts = _split(url)
    usable = parts is not None and parts.value.scheme in ("http", "https") and parts.value.hostname
    if parts is None or not usable or parts.value.port == 0 or re.search(_BLANK, url.value):
        raise ValueError(f"{name} must be the URL of a proxy that begins with http:// or https://")
    return url


def _split(url: Secret[str]) -> Secret[Any] | None:
    """The parts of a URL; None where it isn't one."""
    try:
        parts = Secret(value=urlsplit(url.value))
        # A port that's no number shows when it's asked for.
        parts.value.port  # noqa: B018
    except ValueError:
        return None
    return parts


# --- headers ---


def is_header_name(name: str) -> bool:
    return _HEADER_NAME(name) is not None


def is_header_value(value: str) -> bool:
    """Whether a header can carry *value*."""
    return _HEADER_VALUE(value) is not None


def check_header_name(name: str, value: Any) -> str:
    header = check_text(name, value)
    if not is_header_name(header):
        raise ValueError(f"{name} isn't a name that a header can have")
    return header


def check_auth_scheme(name: str, value: Any) -> str:
    scheme = check_text(name, value)
    if scheme not in ("header", "bearer"):
        raise ValueError(f"{name} must be 'header' or 'bearer'")
    return scheme


def check_header(where: str, name: Any, value: Any) -> None:
    """Refuse a header that can't be sent, without repeating its value."""
    value = held(value)
    if not isinstance(name, str) or not isinstance(value.value, str):
        raise TypeError(f"{where}: a header's name and value must be text")
    if not is_header_name(name):
        raise ValueError(f"{where}: not a name that a header can have")
    if not _HEADER_VALUE(value.value):
        raise ValueError(f"{where}: the value of {name} has characters that a header can't carry")


def check_headers(name: str, value: Any) -> SecretDict[str, str] | None:
    headers = value = held(value)
    if headers.value is None:
        return None
    if not isinstance(headers.value, Mapping):
        raise TypeError(f"{name} must be a mapping of header names to values, not {type(headers.value).__name__}")
    for header in headers.value:
        check_header(name, header, Secret(value=headers.value[header]))
    return SecretDict(headers.value)
