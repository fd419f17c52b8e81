"""What is measured: each figure with the bar that this package keeps to, as a ratio to the floor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from workers import Workers


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    label: str
    bar: float
    unit: str
    #: One measurement of one client.
    measure: Callable[[Workers, str], float]
    more_is_better: bool = False
    #: Of the rounds that were asked for, how many this figure needs.
    share: float = 1.0

    def holds(self, ratio: float) -> bool:
        return ratio >= self.bar if self.more_is_better else ratio <= self.bar


BATCH_SECONDS = 0.03
THREADS = 16
IMPORTS = {
    "urllib3": "import urllib3",
    "limit": "import json, socket",
    "this": "import chatwoot_client",
    "chatwoot-python-client": "import chatwoot_client",
    "chatwoot-sdk": "import chatwoot",
    "requests": "import requests",
}
_GENERATED = "chatwoot_client.MessagesAPIApi(chatwoot_client.ApiClient(chatwoot_client.Configuration()))"
FIRST_CLIENTS = {
    # Only the import, so that the others' first clients are measured against a constant.
    "urllib3": "",
    "limit": "",
    "this": _GENERATED,
    "chatwoot-python-client": _GENERATED,
    "chatwoot-sdk": "chatwoot.ChatwootClient(base_url='https://app.chatwoot.com', api_token='token')",
    "requests": "requests.Session()",
}


def _cpu(call: str) -> Callable[[Workers, str], float]:
    return lambda workers, client: 1e6 * workers.ask(client, "cpu", call=call, seconds=BATCH_SECONDS)


def _one_more_message(workers: Workers, client: str) -> float:
    # The difference of two costs is noisier than either.
    seconds = 5 * BATCH_SECONDS
    thousand, ten_thousand = (
        workers.ask(client, "cpu", call=call, seconds=seconds) for call in ("list 1000", "list 10000")
    )
    return 1e6 * (ten_thousand - thousand) / 9000


def _import(workers: Workers, client: str) -> float:
    return 1e3 * workers.fresh(client, IMPORTS[client])


def _first_client(workers: Workers, client: str) -> float:
    return 1e3 * workers.fresh(client, f"{IMPORTS[client]}; {FIRST_CLIENTS[client]}")


def _peak(workers: Workers, client: str) -> float:
    return workers.ask(client, "peak", call="decode 1000") / 1e6


def _throughput(workers: Workers, client: str) -> float:
    return float(workers.ask(client, "throughput", threads=THREADS, calls=50))


FIGURES = (
    Figure("create", "`create_a_message`", 1.00, "µs", _cpu("create")),
    Figure("update", "`update_a_message`", 1.00, "µs", _cpu("update")),
    Figure("list-20", "list of 20 messages", 1.00, "µs", _cpu("list 20")),
    Figure("list-1000", "list of 1,000 messages", 1.08, "µs", _cpu("list 1000")),
    Figure("read-1000", "… then four fields of each", 1.30, "µs", _cpu("read 1000")),
    Figure("decode-1000", "decode 1,000 messages", 1.15, "µs", _cpu("decode 1000")),
    Figure("memory-1000", "… peak memory", 1.15, "MB", _peak, share=0.1),
    Figure("verify", "verify and read a webhook's delivery", 1.50, "µs", _cpu("verify")),
    Figure("import", "import", 1.10, "ms", _import),
    Figure("first-client", "import and a first client", 1.20, "ms", _first_client),
    Figure("one-more-client", "one more client, made and let go", 5.00, "µs", _cpu("another")),
    Figure("threads-16", "calls per second, 16 threads", 0.95, "/s", _throughput, more_is_better=True, share=0.5),
    Figure("one-more-message", "one more message in a list", 1.00, "µs", _one_more_message, share=0.5),
)
