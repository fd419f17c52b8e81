"""`python -m chatwoot_client.sandbox`: a sandbox that runs until it's told to stop."""

from __future__ import annotations

import argparse
import signal
import threading
from typing import Any

from chatwoot_client.sandbox import Sandbox


def main(arguments: list[str] | None = None) -> None:
    """Run a sandbox until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(
        prog="python -m chatwoot_client.sandbox", description="An offline Chatwoot for tests and trials."
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; default %(default)s, this machine only"
    )
    parser.add_argument("--port", type=int, default=0, help="port to listen on; default %(default)s: a free one")
    options = parser.parse_args(arguments)

    stopped = threading.Event()

    def stop(*_: Any) -> None:
        stopped.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    with Sandbox(host=options.host, port=options.port) as server:
        print(f"Chatwoot sandbox: {server.url}")
        print(f"Inbox identifier: {server.inbox.identifier}")
        print(f"User token: {server.user_token}")
        print(f"Platform token: {server.platform_token}")
        print(f"Account id: {server.account_id}", flush=True)
        # Waiting in short turns lets signals through on every system.
        while not stopped.wait(0.2):
            pass


if __name__ == "__main__":
    main()
