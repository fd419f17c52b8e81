"""A request's header lines: what's the same from call to call is put together once."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

import urllib3

from chatwoot_client.checks import check_header, held
from chatwoot_client.secret import Secret, SecretDict
from chatwoot_client.version import VERSION

__all__ = ["Headers", "Lines", "same_header"]

_OPEN_HEADERS = frozenset(("user-agent", "accept", "content-type", "accept-encoding", "host", "x-request-id"))
_USER_AGENT = (
    f"chatwoot-python-client/{VERSION} "
    f"(python {'.'.join(map(str, sys.version_info[:3]))}; {sys.platform}; urllib3 {urllib3.__version__})"  # type: ignore[attr-defined]
)


class Lines(NamedTuple):
    """Header lines that are the same from call to call, and what the caller chose of them."""

    text: Secret[str]
    taken: frozenset[str]
    secrets: tuple[Secret[str], ...]
    request_id: str | None


def same_header(name: str) -> str:
    """The name under which a server can't tell headers apart: case doesn't count, and to Rack ``-`` is ``_``."""
    return name.lower().replace("_", "-")


class Headers:
    """What a client sends with every request, and the lines that come of it."""

    def __init__(self, host: str, cookie: Secret[str] | None) -> None:
        self.defaults: dict[str, str] = SecretDict({"User-Agent": _USER_AGENT})
        self.cookie = cookie
        if cookie is not None:
            check_header("cookie", "Cookie", cookie)
        self._host = host
        # What lines were prepared from, and the results; replaced as one, since threads share it.
        self._prepared: tuple[dict[str, str], Secret[str] | None, dict[Any, Lines]] = ({}, None, {})

    def set(self, name: str, value: Secret[str]) -> None:
        """Send a header with every request.

        Raises:
            TypeError, ValueError: a name or value that a header can't have.
        """
        check_header("header_name", name, value)
        others = [known for known in list(self.defaults) if known != name and same_header(known) == same_header(name)]
        # Before they go, so that a call in another thread never finds none.
        self.defaults[name] = value.value
        for other in others:
            self.defaults.pop(other, None)

    @property
    def user_agent(self) -> str:
        return next((text for name, text in dict(self.defaults).items() if same_header(name) == "user-agent"), "")

    def lines(self, accept: str, content_type: str | None, own: Mapping[str, str] | None) -> Lines:
        """The lines of a request, in which a call's *own* headers replace the client's, and those ours.

        Raises:
            TypeError, ValueError: a header that can't be sent, or that is ours to set.
        """
        if own:
            return self._put_together(accept, content_type, SecretDict(self.defaults), self.cookie, own)
        defaults, cookie, prepared = self._prepared
        if defaults != self.defaults or cookie != self.cookie:
            # Taken once, since other threads may change them in between.
            defaults, cookie, prepared = SecretDict(self.defaults), self.cookie, {}
            self._prepared = (defaults, cookie, prepared)
        lines = prepared.get((accept, content_type))
        if lines is None:
            lines = self._put_together(accept, content_type, defaults, cookie, {})
            prepared[accept, content_type] = lines
        return lines

    def _put_together(
        self,
        accept: str,
        content_type: str | None,
        defaults: Mapping[str, str],
        cookie: Secret[str] | None,
        own: Mapping[str, str],
    ) -> Lines:
        chosen: dict[str, tuple[str, Secret[str]]] = {}
        for where, headers in (("default_headers", defaults), ("_headers", own)):
            for name in headers:
                value = Secret(value=headers[name])
                check_header(where, name, value)
                chosen[same_header(name)] = (name, value)
        for framing in ("content-length", "transfer-encoding"):
            if framing in chosen:
                raise ValueError(f"{chosen[framing][0]} is the client's to set")
        secrets = [value for name, (_, value) in chosen.items() if name not in _OPEN_HEADERS]
        ours = {"host": ("Host", held(self._host)), "accept": ("Accept", held(accept))}
        ours["accept-encoding"] = ("Accept-Encoding", held("identity"))
        if content_type is not None:
            ours["content-type"] = ("Content-Type", held(content_type))
        if cookie is not None:
            check_header("cookie", "Cookie", cookie)
            secrets.append(cookie)
            ours["cookie"] = ("Cookie", cookie)
        text = Secret(value="".join(f"{name}: {value.value}\r\n" for name, value in {**ours, **chosen}.values()))
        request_id = chosen["x-request-id"][1].value if "x-request-id" in chosen else None
        shown = tuple(secret for secret in secrets if len(secret.value) > 3)
        return Lines(text, frozenset(chosen), shown, request_id)
