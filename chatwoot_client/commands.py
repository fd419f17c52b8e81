"""What the programs of the package share: arguments that say which server and whose token, and no secret among them."""

from __future__ import annotations

import argparse
import getpass
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chatwoot_client.calls.address import address_of
from chatwoot_client.configuration import Configuration
from chatwoot_client.credentials import API_KEY_NAME
from chatwoot_client.secret import Secret, SecretDict

__all__ = ["Unreadable", "add_server", "configuration_of", "first_line", "options_of", "printing"]

#: Options that somebody may try.
_REFUSED = ("--token", "--api-key", "--user-token", "--webhook-secret", "--password")


class Unreadable(Exception):
    """A file that can't be read; its words say why."""


class _Refused(argparse.Action):
    """Refuses a secret among the arguments, without repeating it."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: str | None = None) -> None:
        parser.error(
            f"{option} isn't taken: everybody on this machine can read a program's arguments. Tokens come from the "
            "environment (CHATWOOT_USER_TOKEN and its like) or by --token-file, where - asks for one"
        )


def add_server(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the server is, and which account of it is whose."""
    parser.add_argument("--host", help="where Chatwoot is, as https://chatwoot.example.com")
    parser.add_argument(
        "--account",
        metavar="NUMBER",
        type=_number,
        default=os.environ.get("CHATWOOT_ACCOUNT_ID") or None,
        help="of the account, as in the dashboard's address; a user's only one when left out",
    )
    parser.add_argument(
        "--token-file", metavar="FILE", help="a file whose first line is the token; - for standard input or a prompt"
    )
    for name in _REFUSED:
        parser.add_argument(name, nargs="?", action=_Refused, help=argparse.SUPPRESS)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise argparse.ArgumentTypeError("has to be the account's number, here or in CHATWOOT_ACCOUNT_ID")
    return int(text)


def options_of(parser: argparse.ArgumentParser, arguments: list[str] | None) -> argparse.Namespace:
    """What the arguments say; unknown ones end the program, unrepeated."""
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        # What follows an unknown option may be a secret.
        parser.error(f"unknown arguments, such as {unknown[0].partition('=')[0] if unknown[0][:1] == '-' else '…'}")
    return options


def configuration_of(options: argparse.Namespace) -> Configuration:
    """What the options of :func:`add_server` and the environment say.

    Raises:
        TypeError, ValueError: one of them can't be.
        Unreadable: the file with the token.
    """
    given: dict[str, Any] = {} if options.host is None else {"host": options.host}
    if options.token_file is not None:
        token = first_line(options.token_file, "Token: ")
        given["api_key"] = SecretDict({API_KEY_NAME: token.value})
    configuration = Configuration.from_env(**given)
    address_of(configuration.host)
    return configuration


def first_line(path: str, prompt: str) -> Secret[str]:
    """The first line of a file, or of standard input, where a terminal is asked with *prompt*.

    Raises:
        Unreadable: there's none to be read.
    """
    try:
        if path == "-" and sys.stdin.isatty():
            line = Secret(value=getpass.getpass(prompt))
        elif path == "-":
            line = Secret(value=sys.stdin.readline())
        else:
            with open(path, encoding="utf-8") as opened:
                line = Secret(value=opened.readline())
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise Unreadable(f"can't read {path}: {getattr(error, 'strerror', None) or type(error).__name__}") from None
    return Secret(value=line.value.strip("\r\n"))


@contextmanager
def printing() -> Iterator[None]:
    """Let what is printed inside be in letters that a terminal doesn't have, and the reader leave before its end."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A server's words may be in any letters.
        sys.stdout.reconfigure(errors="replace")
    try:
        yield
        print(end="", flush=True)
    except BrokenPipeError:
        # Whoever read along has seen enough; nor is Python to complain of that when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
