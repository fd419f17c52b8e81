"""A request's header lines: what's the same from call to call is put together once."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import urllib3

from chatwoot_client.checks import check_header
from chatwoot_client.secret import Secret
from chatwoot_client.version import VERSION

if TYPE_CHECKING:
    from chatwoot_client.configuration import Configuration

__all__ = ["Credentials", "Headers", "Lines", "credentials_of", "same_header"]

_OPEN_HEADERS = frozenset(("user-agent", "accept", "content-type", "accept-encoding", "host", "x-request-id"))
_USER_AGENT = (
    f"chatwoot-python-client/{VERSION} "
    f"(python {'.'.join(map(str, sys.version_info[:3]))}; {sys.platform}; urllib3 {urllib3.__version__})"  # type: ignore[attr-defined]
)


class Lines(NamedTuple):
    """Header lines that are the same from call to call, and what the caller chose of them."""

    text: str
    taken: frozenset[str]
    secrets: tuple[str, ...]
    request_id: str | None


class Credentials(NamedTuple):
    """Header lines that say who is calling, the secrets in them, and whether a token is sent, in them or otherwise."""

    text: str
    secrets: tuple[str, ...]
    has_token: bool


def same_header(name: str) -> str:
    """The name under which a server can't tell headers apart: case doesn't count, and to Rack ``-`` is ``_``."""
    return name.lower().replace("_", "-")


class Headers:
    """What a client sends with every request, and the lines that come of it."""

    def __init__(self, host: str, cookie: str | None) -> None:
        if cookie is not None:
            check_header("cookie", "Cookie", cookie)
        self.defaults: dict[str, str] = {"User-Agent": _USER_AGENT}
        self.cookie = cookie
        self._host = host
        # What lines were prepared from, and the results; replaced as one, since threads share it.
        self._prepared: tuple[dict[str, str], str | None, dict[Any, Lines]] = ({}, None, {})

    def set(self, name: str, value: str) -> None:
        """Send a header with every request.

        Raises:
            TypeError, ValueError: a name or value that a header can't have.
        """
        check_header("header_name", name, value)
        for same in [known for known in list(self.defaults) if same_header(known) == same_header(name)]:
            if same != name:
                self.defaults.pop(same, None)
        self.defaults[name] = value

    @property
    def user_agent(self) -> str:
        return next((text for name, text in self.defaults.items() if same_header(name) == "user-agent"), "")

    def lines(self, accept: str, content_type: str | None, own: Mapping[str, str] | None) -> Lines:
        """The lines of a request, in which a call's *own* headers replace the client's, and those ours.

        Raises:
            TypeError, ValueError: a header that can't be sent, or that is ours to set.
        """
        if own:
            return self._put_together(accept, content_type, own)
        defaults, cookie, prepared = self._prepared
        if defaults != self.defaults or cookie != self.cookie:
            prepared = {}
            self._prepared = (dict(self.defaults), self.cookie, prepared)
        lines = prepared.get((accept, content_type))
        if lines is None:
            lines = prepared[accept, content_type] = self._put_together(accept, content_type, {})
        return lines

    def _put_together(self, accept: str, content_type: str | None, own: Mapping[str, str]) -> Lines:
        chosen: dict[str, tuple[str, str]] = {}
        for where, headers in (("default_headers", dict(self.defaults)), ("_headers", own)):
            for name, value in headers.items():
                check_header(where, name, value)
                chosen[same_header(name)] = (name, value)
        for framing in ("content-length", "transfer-encoding"):
            if framing in chosen:
                raise ValueError(f"{chosen[framing][0]} is the client's to set")
        secrets = [value for name, (_, value) in chosen.items() if name not in _OPEN_HEADERS]
        ours = {"host": ("Host", self._host), "accept": ("Accept", accept)}
        ours["accept-encoding"] = ("Accept-Encoding", "identity")
        if content_type is not None:
            ours["content-type"] = ("Content-Type", content_type)
        if self.cookie is not None:
            check_header("cookie", "Cookie", self.cookie)
            secrets.append(self.cookie)
            ours["cookie"] = ("Cookie", self.cookie)
        text = "".join(f"{name}: {value}\r\n" for name, value in {**ours, **chosen}.values())
        request_id = chosen["x-request-id"][1] if "x-request-id" in chosen else None
        return Lines(text, frozenset(chosen), tuple(secret for secret in secrets if len(secret) > 3), request_id)


def credentials_of(
    configuration: Configuration, header: str, auth: tuple[str, ...], taken: frozenset[str]
) -> Credentials:
    """Who calls, as *configuration* says now; a token goes under *header*, if it's kept for one of the *auth* schemes.

    What the caller has *taken* into his own hands isn't sent twice.
    """
    has_token = same_header(header) in taken
    wanted = () if has_token else auth
    read = configuration._credentials(refreshed=bool(wanted))
    lines = Secret(value="")
    secrets: tuple[str, ...] = ()
    basic = read.basic_auth()
    if basic is not None:
        secrets = (basic.value, read.password.value)
        if "authorization" not in taken:
            lines = Secret(value=f"Authorization: {basic.value}\r\n")
    token = next(filter(None, map(read.token, wanted)), None)
    if token is not None:
        lines = Secret(value=f"{lines.value}{header}: {token.value}\r\n")
        # An answer may repeat it without its prefix.
        secrets = (*secrets, token.value, token.value.rpartition(" ")[2])
    return Credentials(lines.value, secrets, has_token or token is not None)
