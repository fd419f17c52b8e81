"""One case: what is examined, what has become known of it, and the questions that it can be asked."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from chatwoot_client.api_client import ApiClient
from chatwoot_client.calls.address import Address, address_of
from chatwoot_client.calls.exchanges import dialler_to, wire_to
from chatwoot_client.exceptions import ApiException
from chatwoot_client.secret import Secret, SecretDict
from chatwoot_client.wire.clock import now
from chatwoot_client.wire.patience import Deadline, Patience
from chatwoot_client.wire.sending import Request

if TYPE_CHECKING:
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.wire.connection import Connection
    from chatwoot_client.wire.exchange import Received

__all__ = [
    "Answer",
    "BadSetting",
    "Case",
    "TimeOver",
    "Unaskable",
    "Webhook",
    "connected",
    "exchanged",
    "json_of",
    "objects",
]

#: Seconds that one question may take.
MOST_FOR_ONE = 10.0


class TimeOver(Exception):
    """The examination has had its time: nobody waits for it any more, so nothing more is asked or written."""


class Unaskable(Exception):
    """A question that can't be put, since what a server or a user named can't stand in a request."""


class BadSetting(Exception):
    """A proxy of the environment, or a file for TLS, that can't be used; its words say which."""


class Answer(NamedTuple):
    """What came of a question."""

    status: int
    data: Any
    advice: str

    @property
    def says(self) -> str:
        """The server's own word for what went wrong; empty where it has none."""
        said = self.data.get("error") if isinstance(self.data, dict) else None
        return said if isinstance(said, str) else ""


class Webhook(NamedTuple):
    """An address that Chatwoot is to tell what happens, and what signs that."""

    url: Secret[str]
    secret: Secret[str] | None


class Case:
    """What is examined, and what has become known of it.

    Attributes:
        is_reached: whether a connection to the server could be made.
        is_chatwoot: whether a Chatwoot answers there.
        release: its release, as numbers; None while nobody knows.
        user_header: the header that carries a user's token; None where there's none that works.
        user: what the server says of that user.
        is_administrator: whether that user is one in the account.
        inbox: the inbox, as the public API shows it; empty where that doesn't.
        inboxes: what that user sees of the account's inboxes; None where that isn't known.
        webhooks: the account's webhooks; None where that isn't known.
    """

    def __init__(
        self,
        configuration: Configuration,
        *,
        inbox_identifier: str | int | None,
        account_id: int | None,
        webhook: Webhook | None,
        write: bool,
        seconds: float,
    ) -> None:
        self.configuration: Configuration = configuration
        self.address: Address = address_of(configuration.host)
        self.client: ApiClient = ApiClient(configuration)
        self.inbox_identifier: str | int | None = inbox_identifier
        self.account_id: int | None = account_id
        self.webhook: Webhook | None = webhook
        self.write: bool = write
        self.secrets: list[Secret[str]] = []
        self._learn_settings()
        self._ends = now() + seconds
        self.is_reached: bool = False
        self.is_chatwoot: bool = False
        self.release: tuple[int, ...] | None = None
        self.user_header: SecretDict[str, str] | None = None
        self.user: dict[str, Any] = {}
        self.is_administrator: bool = False
        self.inbox: dict[str, Any] = {}
        self.inboxes: list[dict[str, Any]] | None = None
        self.webhooks: list[dict[str, Any]] | None = None

    def seconds(self) -> float:
        """How long the next step may take.

        Raises:
            TimeOver: there is no next step.
        """
        left = self._ends - now()
        if left <= 0:
            raise TimeOver
        return min(MOST_FOR_ONE, left)

    def learn(self, secret: object) -> None:
        """Have nobody shown *secret*, which a server told or a setting says."""
        if isinstance(secret, Secret):
            self.secrets.append(secret)
        elif isinstance(secret, str) and secret:
            self.secrets.append(Secret(value=secret))

    def learn_url(self, url: str) -> None:
        """Have nobody shown what *url* tells in confidence: its password, and its query's values."""
        try:
            parts = Secret(value=urlsplit(url))
        except ValueError:
            return
        password = parts.value.password or ""
        for secret in (password, unquote(password), *(value for _, value in parse_qsl(parts.value.query))):
            self.learn(secret)

    def _learn_settings(self) -> None:
        settings = self.configuration
        self.learn(settings.password)
        for headers in (settings.api_key, settings.proxy_headers or {}):
            for secret in headers.values():
                self.learn(secret)
        for url in (settings.proxy, *(os.environ.get(name) for name in os.environ if name.lower().endswith("_proxy"))):
            self.learn_url(url or "")
        if self.webhook is not None:
            self.learn_url(self.webhook.url.value)
            self.learn(self.webhook.secret)

    def asked(
        self,
        path: str,
        header: Mapping[str, str] | None = None,
        *,
        method: str = "GET",
        path_params: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Answer:
        """The answer to one request, whatever its status; a token is sent if it's in *header*.

        Raises:
            ApiException: there is none.
            Unaskable: there can be none.
        """
        try:
            text = self.client.request(
                method,
                path,
                path_params=path_params,
                query=query,
                body=body,
                returns=str,
                auth=(),
                _headers=header or {},
                _request_timeout=self.seconds(),
                _deadline=self.seconds(),
                _retries=0,
            )
        except ApiException as error:
            if not error.status:
                raise
            return Answer(error.status, error.details, error.hint or _advice_on(error.status, error.details))
        except (TypeError, ValueError) as error:
            raise Unaskable(str(error)) from None
        data = json_of(text)
        return Answer(200, data, _advice_on(200, data))

    def as_user(self, path: str, **more: Any) -> Answer:
        """The answer to one request with the user's token."""
        return self.asked(path, self.user_header, **more)


def _advice_on(status: int, data: Any) -> str:
    """What can be done where an answer isn't what was asked for."""
    if status == 429:
        return "Try again in a minute."
    if status >= 500:
        return "Whoever runs the server looks into its log, and into that of what stands in front of it."
    if not isinstance(data, (dict, list)):
        return (
            "That isn't in Chatwoot's words: have what stands in front of it let /api/v1, /public, /platform and "
            "/cable through, too."
        )
    return ""


def connected(settings: Configuration, address: Address, seconds: float) -> Connection:
    """A connection to *address*, by the settings' TLS and proxies.

    Raises:
        Failure: there is none in as many seconds.
        BadSetting: there can be none.
    """
    try:
        dialler = dialler_to(settings, address)
    except ValueError as error:
        raise BadSetting(str(error)) from None
    return dialler.connection(Deadline(seconds))


def exchanged(
    settings: Configuration,
    address: Address,
    target: str,
    *,
    seconds: float,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Received:
    """One exchange as it is, without a token, repeats or redirects: *seconds* to connect, and as many to be answered.

    Raises:
        Failure: there is no whole answer.
        BadSetting: there can be none.
    """
    own = SecretDict({"Host": address.netloc, "Accept-Encoding": "identity", **(headers or {})})
    if body:
        own["Content-Length"] = str(len(body))
    lines = Secret(value="".join(map("%s: %s\r\n".__mod__, own.items())))
    wire = wire_to(settings, address)
    try:
        return wire.exchange(Request(method, target, lines, body), Patience(seconds, seconds, now() + 2 * seconds))
    except ValueError as error:
        raise BadSetting(str(error)) from None
    finally:
        wire.close()


def json_of(body: str | bytes | None) -> Any:
    """The JSON that *body* is; None where it's none."""
    try:
        return json.loads(body or "")
    except (ValueError, RecursionError):
        return None


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list, be it in an envelope or not."""
    if isinstance(value, dict):
        value = value.get("payload", value)
        value = value.get("webhooks") if isinstance(value, dict) else value
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
