"""Clients with a rate limit, and a server that notes when their requests arrive."""

from __future__ import annotations

import time
from typing import Any

from echo import Echo
from servers import Answer, Request

import chatwoot_client


class Arrivals(Echo):
    """Its ``moments`` are those at which a request arrived."""

    def __init__(self) -> None:
        self.moments: list[float] = []
        super().__init__()

    def _echo(self, request: Request) -> Answer:
        self.moments.append(time.monotonic())
        return super()._echo(request)


def inboxes(server: Any, limit: Any, **settings: Any) -> chatwoot_client.InboxAPIApi:
    configuration = chatwoot_client.Configuration(host=server.url, rate_limit=limit, **{"retries": 0, **settings})
    return chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))


def most_in_any(period: float, moments: list[float]) -> int:
    """The most requests that any window of this length holds, wherever it begins."""
    return max(sum(begin <= moment < begin + period for moment in moments) for begin in moments)
