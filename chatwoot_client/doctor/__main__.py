"""`python -m chatwoot_client.doctor`: what stands between a program and its Chatwoot, a line each."""

from __future__ import annotations

import argparse
import getpass
import io
import json
import os
import sys
import warnings
from collections import Counter
from typing import Any

from urllib3.exceptions import InsecureRequestWarning

from chatwoot_client.calls.address import address_of
from chatwoot_client.checks import check_secret
from chatwoot_client.configuration import Configuration
from chatwoot_client.credentials import API_KEY_NAME
from chatwoot_client.doctor.examination import examine
from chatwoot_client.doctor.findings import SEVERITIES, Finding, found, worst_of
from chatwoot_client.secret import Secret, SecretDict
from chatwoot_client.version import VERSION

#: The exit status by the worst that was found; 2 says that the arguments were wrong.
STATUS = {"ok": 0, "note": 0, "undecided": 1, "warning": 1, "error": 3}
#: The form of the JSON; keys may come, none changes or goes without another number.
FORM = 1


class _Refused(argparse.Action):
    """Refuses a secret among the arguments, without repeating it."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: str | None = None) -> None:
        parser.error(
            f"{option} isn't taken: everybody on this machine can read a program's arguments. Tokens come from the "
            "environment (CHATWOOT_USER_TOKEN and its like) or by --token-file, where - asks for one"
        )


def main(arguments: list[str] | None = None) -> int:
    """Look, print what was found, and give the exit status."""
    parser = _parser()
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        # What follows an unknown option may be a secret.
        parser.error(f"unknown arguments, such as {unknown[0].partition('=')[0] if unknown[0][:1] == '-' else '…'}")
    try:
        findings, host = _looked(options)
    except _Unreadable as error:
        parser.error(str(error))
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A server's words may be in letters that a terminal doesn't have.
        sys.stdout.reconfigure(errors="replace")
    try:
        if options.json:
            _print_json(findings, host)
        else:
            _print_text(findings)
        print(end="", flush=True)
    except BrokenPipeError:
        # Whoever read along has seen enough; nor is Python to complain of that when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return STATUS[worst_of(findings)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m chatwoot_client.doctor",
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="""\
Says in plain words what stands between this machine and a Chatwoot: names, TLS, proxies, redirects, the release,
tokens, the inbox, clocks, live events, webhooks; a line each, with what to do. Nothing is written unless --write says
so, and nobody's secret is shown.""",
        epilog="""\
Read from the environment: what Configuration.from_env reads (CHATWOOT_HOST, CHATWOOT_USER_TOKEN,
CHATWOOT_AGENT_BOT_TOKEN, CHATWOOT_PLATFORM_TOKEN, CHATWOOT_API_ACCESS_TOKEN, CHATWOOT_PROXY ...), and
CHATWOOT_INBOX_IDENTIFIER, CHATWOOT_ACCOUNT_ID, CHATWOOT_WEBHOOK_URL, CHATWOOT_WEBHOOK_SECRET.

Exit status: 0 nothing is wrong, 1 a warning or something that couldn't be found out, 3 an error, 2 wrong arguments.

Each code that's printed has its heading in the guide docs/when-it-doesnt-work.md.""",
    )
    env = os.environ.get
    parser.add_argument("--host", help="where Chatwoot is, as https://chatwoot.example.com")
    parser.add_argument(
        "--inbox", metavar="IDENTIFIER", default=env("CHATWOOT_INBOX_IDENTIFIER"), help="what an API inbox goes by"
    )
    parser.add_argument(
        "--account",
        metavar="NUMBER",
        type=_number,
        default=env("CHATWOOT_ACCOUNT_ID") or None,
        help="of the account, as in the dashboard's address; a user's only one when left out",
    )
    parser.add_argument(
        "--token-file", metavar="FILE", help="a file whose first line is the token; - for standard input or a prompt"
    )
    parser.add_argument(
        "--webhook",
        metavar="URL",
        help="an address that Chatwoot is to tell what happens; with its secret it's sent two test deliveries, one of "
        "them signed wrongly",
    )
    parser.add_argument("--webhook-secret-file", metavar="FILE", help="a file whose first line is its secret")
    parser.add_argument(
        "--write",
        action="store_true",
        help="let a test contact write a message, and the token's user be shown as online",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seconds", type=_seconds, default=60.0, help="how long it may take; default %(default)g")
    for name in ("--token", "--api-key", "--user-token", "--webhook-secret", "--password"):
        parser.add_argument(name, nargs="?", action=_Refused, help=argparse.SUPPRESS)
    return parser


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise argparse.ArgumentTypeError("has to be the account's number, here or in CHATWOOT_ACCOUNT_ID")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError("has to be a number of seconds, of 3600 at most")
    return seconds


class _Unreadable(Exception):
    """A file that can't be read; its words say why."""


def _looked(options: argparse.Namespace) -> tuple[list[Finding], str | None]:
    """What was found, and at which host."""
    given: dict[str, Any] = {} if options.host is None else {"host": options.host}
    if options.token_file is not None:
        token = _first_line(options.token_file, "Token: ")
        given["api_key"] = SecretDict({API_KEY_NAME: token.value})
    secret = Secret(value=os.environ.get("CHATWOOT_WEBHOOK_SECRET", ""))
    if options.webhook_secret_file is not None:
        secret = _first_line(options.webhook_secret_file, "Secret of the webhook: ")
    url = Secret(value=options.webhook or os.environ.get("CHATWOOT_WEBHOOK_URL", ""))
    try:
        configuration = Configuration.from_env(**given)
        address_of(configuration.host)
        check_secret("CHATWOOT_WEBHOOK_SECRET", secret)
        check_secret("CHATWOOT_WEBHOOK_URL", url)
    except (TypeError, ValueError) as error:
        return [found("setting", f"{error}.", "Mend that argument or variable of the environment.")], None
    with warnings.catch_warnings():
        # It's one of the findings.
        warnings.simplefilter("ignore", InsecureRequestWarning)
        findings = examine(
            configuration,
            inbox_identifier=options.inbox,
            account_id=options.account,
            webhook_url=url or None,
            webhook_secret=secret or None,
            write=options.write,
            seconds=options.seconds,
        )
    return findings, configuration.host


def _first_line(path: str, prompt: str) -> Secret[str]:
    try:
        if path == "-" and sys.stdin.isatty():
            line = Secret(value=getpass.getpass(prompt))
        elif path == "-":
            line = Secret(value=sys.stdin.readline())
        else:
            with open(path, encoding="utf-8") as opened:
                line = Secret(value=opened.readline())
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise _Unreadable(f"can't read {path}: {getattr(error, 'strerror', None) or type(error).__name__}") from None
    return Secret(value=line.value.strip("\r\n"))


def _print_text(findings: list[Finding]) -> None:
    for finding in findings:
        print(finding)
    counts = Counter(finding.severity for finding in findings)
    wrong = [severity for severity in reversed(SEVERITIES[SEVERITIES.index("undecided") :]) if counts[severity]]
    if wrong:
        told = ", ".join(f"{severity}: {counts[severity]}" for severity in wrong)
        print(f"\nFound {told}. docs/when-it-doesnt-work.md says more on each, by its code.")
    else:
        print("\nNothing is wrong, as far as that was looked at.")


def _print_json(findings: list[Finding], host: str | None) -> None:
    told = {
        "form": FORM,
        "client": VERSION,
        "host": host,
        "worst": worst_of(findings),
        "status": STATUS[worst_of(findings)],
        "findings": [finding._asdict() for finding in findings],
    }
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
