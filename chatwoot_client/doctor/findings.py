"""What the doctor finds, a line each: how bad it is, its code, what is so and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing_extensions import Literal

    Severity = Literal["ok", "note", "undecided", "warning", "error"]

__all__ = ["CODES", "SEVERITIES", "Finding", "found", "worst_of"]

#: From the best to the worst.
SEVERITIES: tuple[Severity, ...] = ("ok", "note", "undecided", "warning", "error")

#: Every code there is; each has a heading in docs/when-it-doesnt-work.md.
CODES: dict[str, Severity] = {
    # The client's own side
    "versions": "ok",
    "openssl-old": "warning",
    "host-default": "note",
    "setting": "error",
    "settings-cancel": "warning",
    "certificate-unchecked": "warning",
    "plain-http": "warning",
    "few-descriptors": "warning",
    # The way there
    "name": "ok",
    "name-unknown": "error",
    "address-silent": "note",
    "connection": "ok",
    "unreachable": "error",
    "proxy": "error",
    "tls": "ok",
    "tls-failed": "error",
    "no-tls": "error",
    "only-tls": "error",
    "certificate-untrusted": "error",
    "certificate-name": "error",
    "certificate-expired": "error",
    "certificate-refused": "error",
    "certificate-ends-soon": "warning",
    # Who answers there
    "chatwoot": "ok",
    "not-chatwoot": "error",
    "path-wrong": "error",
    "redirect-https": "error",
    "redirect-host": "error",
    "redirect-within": "warning",
    "redirect-circle": "error",
    "password-wanted": "error",
    "blocked": "error",
    "gateway": "error",
    "server-fails": "error",
    "rate-limited": "warning",
    "services-failing": "note",
    "clock": "ok",
    "clock-off": "warning",
    "clock-wrong": "error",
    "clock-unknown": "undecided",
    "release-unknown": "undecided",
    "release-older": "note",
    "release-newer": "note",
    "release-needs": "note",
    # Tokens
    "no-token": "note",
    "hook-fails": "error",
    "token-user": "ok",
    "token-bot": "ok",
    "token-platform": "ok",
    "token-dropped": "error",
    "token-unknown": "error",
    "token-kind": "error",
    "token-form": "warning",
    "api-switched-off": "error",
    "role-agent": "note",
    "account-foreign": "error",
    "account-suspended": "error",
    "account-unknown": "note",
    "platform-account": "note",
    # The inbox
    "inbox": "ok",
    "inbox-not-named": "note",
    "inbox-number": "error",
    "inbox-unknown": "error",
    "inbox-kind": "error",
    "inbox-details-hidden": "note",
    "hmac-mandatory": "note",
    "inbox-members": "ok",
    "inbox-without-members": "warning",
    "inbox-bot": "note",
    "webhook-set": "ok",
    "webhook-none": "note",
    "webhook-unsigned": "warning",
    # Live
    "cable": "ok",
    "cable-extra": "note",
    "cable-closed": "warning",
    "cable-silent": "warning",
    "cable-deaf": "warning",
    # Webhooks
    "webhook-url": "error",
    "webhook-private": "warning",
    "webhook-unreachable": "error",
    "webhook-reachable": "ok",
    "webhook-not-set": "warning",
    "webhook-secret": "error",
    "webhook-answers": "ok",
    "webhook-redirects": "warning",
    "webhook-refuses": "error",
    "webhook-slow": "error",
    "webhook-trusts": "warning",
    "webhook-not-tried": "note",
    # Writing
    "writing": "ok",
    "writing-fails": "error",
    "writing-left": "note",
    # The examination itself
    "unanswered": "undecided",
    "stopped": "note",
    "time-over": "undecided",
}


class Finding(NamedTuple):
    """One thing that was found.

    Attributes:
        severity: ``'ok'``, ``'note'`` (good to know), ``'undecided'`` (couldn't be found out), ``'warning'`` (something
            won't work as it seems) or ``'error'`` (it doesn't work).
        code: a short name that stays the same between releases, and a heading of *When it doesn't work*.
        message: what is so, in one line.
        advice: what to do about it; empty where there's nothing to do.
    """

    severity: Severity
    code: str
    message: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.severity:<9}  {self.code}: {self.message} {self.advice}".rstrip()


def found(code: str, message: str, advice: str = "") -> Finding:
    """The finding with this *code*, whose severity follows from it."""
    return Finding(CODES[code], code, _one_line(message), _one_line(advice))


def worst_of(findings: Iterable[Finding]) -> Severity:
    """The severity of the worst of *findings*; ``'ok'`` where there is none."""
    return max((finding.severity for finding in findings), key=SEVERITIES.index, default="ok")


def _one_line(text: str) -> str:
    # What a server says may hold anything, and is shown in a terminal.
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
