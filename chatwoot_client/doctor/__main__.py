"""`python -m chatwoot_client.doctor`: what stands between a program and its Chatwoot, a line each."""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections import Counter

from urllib3.exceptions import InsecureRequestWarning

from chatwoot_client.checks import check_secret
from chatwoot_client.commands import Unreadable, add_server, configuration_of, first_line, options_of, printing
from chatwoot_client.doctor.examination import examine
from chatwoot_client.doctor.findings import SEVERITIES, Finding, found, worst_of
from chatwoot_client.secret import Secret
from chatwoot_client.version import VERSION

#: The exit status by the worst that was found; 2 says that the arguments were wrong.
STATUS = {"ok": 0, "note": 0, "undecided": 1, "warning": 1, "error": 3}
#: The form of the JSON; keys may come, none changes or goes without another number.
FORM = 1


def main(arguments: list[str] | None = None) -> int:
    """Look, print what was found, and give the exit status."""
    parser = _parser()
    options = options_of(parser, arguments)
    try:
        findings, host = _looked(options)
    except Unreadable as error:
        parser.error(str(error))
    with printing():
        if options.json:
            _print_json(findings, host)
        else:
            _print_text(findings)
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
    add_server(parser)
    parser.add_argument(
        "--inbox", metavar="IDENTIFIER", default=env("CHATWOOT_INBOX_IDENTIFIER"), help="what an API inbox goes by"
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
    return parser


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError("has to be a number of seconds, of 3600 at most")
    return seconds


def _looked(options: argparse.Namespace) -> tuple[list[Finding], str | None]:
    """What was found, and at which host."""
    secret = Secret(value=os.environ.get("CHATWOOT_WEBHOOK_SECRET", ""))
    if options.webhook_secret_file is not None:
        secret = first_line(options.webhook_secret_file, "Secret of the webhook: ")
    url = Secret(value=options.webhook or os.environ.get("CHATWOOT_WEBHOOK_URL", ""))
    try:
        configuration = configuration_of(options)
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
