"""Whose token a call sends: Chatwoot's schemes, the dicts that hold tokens, and one reading of them."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.checks import check_keys, check_token
from chatwoot_client.secret import Secret, SecretDict, basic_auth
from chatwoot_client.settings import UNSET, LiveSetting

__all__ = [
    "API_KEY_NAME",
    "AUTH_SCHEMES",
    "NOBODY",
    "PLATFORM",
    "USER",
    "USER_OR_BOT",
    "Credentials",
    "Keys",
    "KeysSetting",
]

#: The name under which Chatwoot documents its token header, and the key to ``Configuration.api_key`` for any token.
API_KEY_NAME = "api_access_token"
AUTH_SCHEMES = ("userApiKey", "agentBotApiKey", "platformAppApiKey")
#: Whose token an operation takes: the first of these that one is kept for is sent.
USER, USER_OR_BOT, PLATFORM = AUTH_SCHEMES[:1], AUTH_SCHEMES[:2], AUTH_SCHEMES[2:]

WHOSE = dict(zip(AUTH_SCHEMES, ("a user's", "an agent bot's", "a platform app's")))
NOBODY = Secret(value="")

_KNOWN = (*AUTH_SCHEMES, API_KEY_NAME)
#: How alike a key has to be to one of these to be taken for a misspelt one.
_LIKENESS = 0.75


def check_key(name: str, key: Any) -> None:
    """Refuse a key that is nearly one of Chatwoot's: a token under it would never be sent."""
    if key in _KNOWN or not isinstance(key, str):
        return
    from difflib import get_close_matches

    letters = {_letters(known): known for known in _KNOWN}
    nearest = get_close_matches(_letters(key), letters, 1, _LIKENESS)
    if nearest:
        raise ValueError(f"{name}: there is no scheme {key!r}; did you mean {letters[nearest[0]]!r}?")


def _letters(key: str) -> str:
    return "".join(filter(str.isalnum, key.lower()))


class Keys(SecretDict[str, str]):
    """Tokens, or what goes before them, by scheme or header name: a dict that refuses misspelt keys."""

    __slots__ = ()

    def __setitem__(self, key: str, value: str) -> None:
        secret, value = Secret(value=value), ""
        check_key("api_key", key)
        super().__setitem__(key, secret.value)

    if not TYPE_CHECKING:
        # dict's own go past __setitem__.
        setdefault = MutableMapping.setdefault
        update = MutableMapping.update

    def __ior__(self, other: Any) -> Keys:  # type: ignore[override, misc]
        self.update(other)
        return self


def check_own_keys(name: str, value: Any) -> Keys:
    keys = value = check_keys(name, value)
    for key in keys:
        check_key(name, key)
    return Keys(keys)


class KeysSetting(LiveSetting["dict[str, str]", "Mapping[str, str] | None"]):
    """Tokens, or what goes before them, by key: the constructor adds to those there are.

    *variables* are the environment's, each with the key that its token is kept under.
    """

    def __init__(self, *, means: str, variables: Mapping[str, str] | None = None) -> None:
        super().__init__(check=check_own_keys, means=means, default_factory=Keys)
        self.variables: Mapping[str, str] = variables or {}

    def added(self, before: Any, given: Any) -> Any:
        return Keys({**before, **self.check(self.name, given)})

    def found(self, environment: Mapping[str, str], given: Any) -> Any:
        there = [variable for variable in self.variables if variable in environment]
        tokens = SecretDict[str, str]()
        for variable in there:
            tokens[self.variables[variable]] = check_token(variable, Secret(value=environment[variable])).value
        return self.added(tokens, given if given is not UNSET else None) if there else given


class Credentials:
    """Where and who: one reading of a configuration, whose parts fit together."""

    __slots__ = ("api_key", "api_key_prefix", "host", "made", "password", "username")

    def __init__(
        self,
        *,
        host: str,
        api_key: Mapping[str, str],
        api_key_prefix: Mapping[str, str],
        username: Secret[str],
        password: Secret[str],
    ) -> None:
        self.host: str = host
        self.api_key: Mapping[str, str] = api_key
        self.api_key_prefix: Mapping[str, str] = api_key_prefix
        self.username: Secret[str] = username
        self.password: Secret[str] = password
        #: What a client made of them, for as long as they stay the same.
        self.made: dict[Any, Any] = {}

    def are_still(self, values: Mapping[str, Any]) -> bool:
        """Whether *values*, a configuration's, say the same."""
        return (
            self.api_key == values["api_key"]
            and self.api_key_prefix == values["api_key_prefix"]
            and self.username is values.get("username", NOBODY)
            and self.password is values.get("password", NOBODY)
            # Last: whoever turns a configuration to another host may do so before its token.
            and self.host == values.get("host", self.host)
        )

    def schemes(self) -> tuple[str, ...]:
        """The schemes that a token of their own is kept for."""
        return tuple(scheme for scheme in AUTH_SCHEMES if self.api_key.get(scheme))

    def token(self, scheme: str, bearer: bool) -> Secret[str] | None:
        """What to send for *scheme*: its own token, or the one kept under the header's name; its prefix before it."""
        return self.prefixed(scheme, bearer) or self.prefixed(API_KEY_NAME, bearer)

    def prefixed(self, key: str, bearer: bool) -> Secret[str] | None:
        """The token that's kept under *key*, `Bearer` or its prefix before it; None when there is none."""
        if not self.api_key.get(key):
            return None
        token = check_token(f"api_key: the token for {key}", Secret(value=self.api_key[key]))
        if bearer:
            return Secret(value=f"Bearer {token.value}")
        if not self.api_key_prefix.get(key):
            return token
        prefix = check_token(
            f"api_key_prefix: what goes before the token for {key}", Secret(value=self.api_key_prefix[key])
        )
        return Secret(value=f"{prefix.value} {token.value}")

    def basic_auth(self) -> Secret[str] | None:
        """The ``Authorization`` header's value; None when there's neither a user name nor a password."""
        return basic_auth(self.username, self.password) if self.username or self.password else None
