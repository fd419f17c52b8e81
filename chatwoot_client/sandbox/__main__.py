"""`python -m chatwoot_client.sandbox`: a sandbox that runs until it's told to stop."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import webbrowser
from typing import Any


def main(arguments: list[str] | None = None) -> None:
    """Run a sandbox until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(
        prog="python -m chatwoot_client.sandbox", description="An offline Chatwoot for tests and trials."
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; default %(default)s, this machine only"
    )
    parser.add_argument("--port", type=int, default=0, help="port to listen on; default %(default)s: a free one")
    parser.add_argument(
        "--chatwoot",
        metavar="VERSION",
        help="release of Chatwoot to answer like, such as 4.13; default the newest known",
    )
    parser.add_argument(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name that requests may call this machine by, besides those of loopback; may be repeated",
    )
    parser.add_argument("--window", action="store_true", help="serve a page that shows what happens, at /sandbox/")
    parser.add_argument("--open", action="store_true", help="serve that page, and open it in the browser")
    options = parser.parse_args(arguments)
    try:
        from chatwoot_client.sandbox import Sandbox
    except ImportError as missing:  # which extra that is, for somebody at a terminal
        sys.exit(str(missing))

    stopped = threading.Event()

    def stop(*_: Any) -> None:
        stopped.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        sandbox = Sandbox(
            host=options.host,
            port=options.port,
            version=options.chatwoot,
            allowed_hosts=options.allowed_host,
            window=options.window or options.open,
        )
    except ValueError as error:
        parser.error(str(error))
    with sandbox as server:
        print(f"Chatwoot sandbox: {server.url}")
        print(f"Inbox identifier: {server.inbox.identifier}")
        print(f"User token: {server.user_token}")
        print(f"Platform token: {server.platform_token}")
        print(f"Account id: {server.account_id}", flush=True)
        if options.window or options.open:
            print(f"Window: {server.window_url}", flush=True)
        if options.open and not webbrowser.open(server.window_url):
            print("No browser could be opened; open the window's address in one yourself.", flush=True)
        # Waiting in short turns lets signals through on every system.
        while not stopped.wait(0.2):
            pass


if __name__ == "__main__":
    main()
