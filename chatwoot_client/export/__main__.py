"""`python -m chatwoot_client.export`: writes out what an account has, and goes on with it where it was stopped."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from typing import Any

from chatwoot_client.api.profile import ProfileApi
from chatwoot_client.api_client import ApiClient
from chatwoot_client.commands import Unreadable, add_server, configuration_of, options_of, printing
from chatwoot_client.exceptions import ApiException
from chatwoot_client.export.progress import progress_on
from chatwoot_client.export.report import Report
from chatwoot_client.export.run import FORMATS, PATIENT, export_account

__all__ = ["main"]

#: The exit status: all is there, something isn't, the run ended before its end; 2 says that the arguments were wrong.
COMPLETE, INCOMPLETE, ENDED = 0, 1, 3


def main(arguments: list[str] | None = None) -> int:
    """Export, say what came of it, and give the exit status."""
    parser = _parser()
    options = options_of(parser, arguments)
    try:
        configuration = configuration_of(options)
        if options.rate is not None:
            configuration.rate_limit = options.rate
        with ApiClient(configuration) as client:
            report = _exported(client, options)
    except (TypeError, ValueError, Unreadable) as error:
        parser.error(str(error))
    except (ApiException, OSError) as error:
        _say(f"{error}\n\nIt isn't finished. What was fetched is kept: run the same command again to go on.")
        return ENDED
    except KeyboardInterrupt:
        _say("Stopped. What was fetched is kept: run the same command again to go on.")
        return 130
    with printing():
        _print(report, options.to)
    return COMPLETE if report.is_complete else INCOMPLETE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m chatwoot_client.export",
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="""\
Writes all conversations of an account (open, resolved, pending and snoozed ones), all their messages and all contacts
into a folder. A run that was stopped, in whatever way, is gone on with by the same command.""",
        epilog="""\
Read from the environment: what Configuration.from_env reads (CHATWOOT_HOST, CHATWOOT_USER_TOKEN, CHATWOOT_PROXY ...),
and CHATWOOT_ACCOUNT_ID. The token has to be a user's; an administrator sees all conversations.

Exit status: 0 all is there, 1 something couldn't be read (report.json says what), 2 wrong arguments, 3 it ended before
it was finished, and 130 it was stopped by Ctrl-C: run the same command again.

The guide is docs/exporting.md.""",
    )
    add_server(parser)
    parser.add_argument("--to", metavar="FOLDER", required=True, help="where the files go; made where there's none")
    parser.add_argument("--format", choices=FORMATS, default="both", help="of the files; default %(default)s")
    parser.add_argument("--attachments", action="store_true", help="fetch the files of messages, too")
    parser.add_argument("--rate", metavar="NUMBER", type=_rate, help="requests in a minute at most")
    return parser


def _rate(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"it must be a whole number of 1 or more, not {text!r}")
    return int(text)


def _exported(client: ApiClient, options: argparse.Namespace) -> Report:
    account = _account(client, options.account)
    if account.get("role") != "administrator":
        _say(f"The token's user is of role {account.get('role')}: conversations are those of own inboxes and teams.")
    with closing(progress_on(sys.stderr)) as progress:
        return export_account(
            client,
            account["id"],
            options.to,
            format=options.format,
            attachments=options.attachments,
            progress=progress,
        )


def _account(client: ApiClient, wanted: int | None) -> dict[str, Any]:
    """The account that was named, or the user's only one, as the user's profile has it.

    Raises:
        ValueError: there's no such account.
    """
    profile = ProfileApi(client).fetch_profile(_retries=PATIENT).to_dict()
    accounts = [each for each in profile.get("accounts") or () if isinstance(each.get("id"), int)]
    fitting = [each for each in accounts if wanted in (None, each["id"])]
    if len(fitting) == 1:
        return dict(fitting[0])
    numbers = ", ".join(str(each["id"]) for each in accounts) or "none"
    raise ValueError(
        f"the token's user is in these accounts: {numbers}; name one of them by --account or CHATWOOT_ACCOUNT_ID"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print(report: Report, folder: str) -> None:
    told = ", ".join(f"{count} {kind}" for kind, count in report.counts.items())
    print(f"{told} are in {folder}.")
    for count, what in (
        (len(report.gone), "conversations deleted, or moved out of sight, while they were read"),
        (len(report.unread), "conversations that couldn't be read"),
        (len(report.missing_files), "files that couldn't be fetched"),
        (report.unseen_contacts, "contacts that were on no page of the list"),
    ):
        if count:
            print(f"Not there: {what} ({count}). report.json says more; another run may get them.")


if __name__ == "__main__":
    sys.exit(main())
