"""The examination: one probe after another, within a time, with nobody's secret in what's found."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Callable, NamedTuple

from chatwoot_client.checks import check_bool, check_seconds, check_secret, check_whole_number
from chatwoot_client.configuration import Configuration
from chatwoot_client.doctor.cable import cable
from chatwoot_client.doctor.case import BadSetting, Case, TimeOver, Unaskable, Webhook
from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.doctor.inbox import inbox
from chatwoot_client.doctor.own import own_side
from chatwoot_client.doctor.page import page
from chatwoot_client.doctor.reach import reach
from chatwoot_client.doctor.tokens import tokens
from chatwoot_client.doctor.webhook import webhook
from chatwoot_client.doctor.writing import writing
from chatwoot_client.exceptions import ApiException
from chatwoot_client.redaction import hidden

if TYPE_CHECKING:
    from chatwoot_client.secret import Secret

__all__ = ["examine"]


class _Probe(NamedTuple):
    #: What it's about, as a sentence's subject.
    what: str
    look: Callable[[Case], Iterator[Finding]]
    #: Whether there's something to look at.
    applies: Callable[[Case], bool]


def _always(case: Case) -> bool:
    return True


_PROBES = (
    _Probe("the client's own side", own_side, _always),
    _Probe("the way to the server", reach, _always),
    _Probe("what answers there", page, lambda case: case.is_reached),
    _Probe("the tokens", tokens, lambda case: case.is_chatwoot),
    _Probe("the inbox", inbox, lambda case: case.is_chatwoot),
    _Probe("live events", cable, lambda case: case.is_chatwoot),
    _Probe("the webhook", webhook, _always),
    _Probe("writing", writing, lambda case: case.is_chatwoot),
)


def examine(
    configuration: Configuration | None = None,
    *,
    inbox_identifier: str | int | None = None,
    account_id: int | None = None,
    webhook_url: str | Secret[str] | None = None,
    webhook_secret: str | Secret[str] | None = None,
    write: bool = False,
    seconds: float = 60.0,
) -> list[Finding]:
    """What stands in the way of a client with this configuration, and what's all right; in the order of looking.

    Nothing is written, unless *write* says so; a webhook gets two test deliveries where its secret is given.

    Parameters:
        configuration: where and how; what the environment says when left out.
        inbox_identifier: the identifier of an API inbox.
        account_id: the number of an account; a user's only one when left out.
        webhook_url: an address that Chatwoot is to tell what happens.
        webhook_secret: what its deliveries are signed with. With it, two test deliveries are sent, one of them signed
            wrongly, with an event (``doctor_test``) that Chatwoot doesn't have.
        write: whether a contact may be made that writes a message, and the token's user be shown as online.
        seconds: how long it may take in all.

    Raises:
        TypeError, ValueError: an argument that can't be, or a variable of the environment that doesn't fit.
    """
    url = webhook_url = None if webhook_url is None else check_secret("webhook_url", webhook_url)
    secret = webhook_secret = None if webhook_secret is None else check_secret("webhook_secret", webhook_secret)
    if secret is not None and not secret:
        raise ValueError("webhook_secret must not be empty; anybody could sign with it")
    if configuration is None:
        configuration = Configuration.from_env()
    elif not isinstance(configuration, Configuration):
        raise TypeError(f"configuration must be a Configuration, not {type(configuration).__name__}")
    if account_id is not None:
        check_whole_number("account_id", account_id)
    if isinstance(inbox_identifier, bool) or not isinstance(inbox_identifier, (str, int, type(None))):
        raise TypeError(f"inbox_identifier must be text, not {type(inbox_identifier).__name__}")
    case = Case(
        _for_looking(configuration),
        inbox_identifier=inbox_identifier,
        account_id=account_id,
        webhook=None if url is None else Webhook(url, secret),
        write=check_bool("write", write),
        seconds=check_seconds("seconds", seconds),
    )
    return _Examination(case).findings_within(seconds)


def _for_looking(configuration: Configuration) -> Configuration:
    """The same settings, but for what makes a call take longer than its one request."""
    settings = configuration.__copy__()
    settings.retries = 0
    settings.rate_limit = None
    return settings


class _Examination:
    """One run of the probes, in a thread that nobody waits for once the time is over.

    Looking up a name, and a program's own hook, can't be stopped from outside.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._found: list[Finding] = []
        self._at = _PROBES[0].what
        self._is_over = False
        self._failure: BaseException | None = None

    def findings_within(self, seconds: float) -> list[Finding]:
        thread = threading.Thread(target=self._run, name="chatwoot doctor", daemon=True)
        thread.start()
        thread.join(seconds)
        findings = list(self._found)
        if self._is_over or thread.is_alive():
            over = f"The {seconds:g} s were over while looking at {self._at}, so that and the rest are open."
            findings.append(found("time-over", over, "Allow more (--seconds)."))
        elif self._failure is not None:
            raise self._failure
        return [self._without_secrets(finding) for finding in findings]

    def _run(self) -> None:
        case = self._case
        try:
            for probe in _PROBES:
                self._at = probe.what
                case.seconds()
                if probe.applies(case):
                    self._found.extend(self._seen_by(probe))
            if not case.is_chatwoot:
                self._found.append(found("stopped", "Tokens, inbox and live events weren't looked at."))
        except TimeOver:
            self._is_over = True
        except BaseException as error:
            self._failure = error
        finally:
            case.client.close()

    def _seen_by(self, probe: _Probe) -> Iterator[Finding]:
        try:
            yield from probe.look(self._case)
        except ApiException as error:
            says = error.reason or f"status {error.status}"
            yield found("unanswered", f"Not all could be found out about {probe.what}: {says}.", error.hint or "")
        except Unaskable as error:
            yield found("unanswered", f"Not all could be found out about {probe.what}: {error}.")
        except BadSetting as error:
            yield found("setting", f"{error}.", "Mend that setting or variable; no call gets through as it is.")

    def _without_secrets(self, finding: Finding) -> Finding:
        secrets = self._case.secrets
        return finding._replace(message=hidden(finding.message, secrets), advice=hidden(finding.advice, secrets))
