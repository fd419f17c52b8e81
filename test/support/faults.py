"""What goes wrong in the sandbox after it has stored what it was sent, so that nobody gets the answer."""

from __future__ import annotations

from typing import Callable

from chatwoot_client.sandbox import Sandbox

STORED: dict[str, Callable[[Sandbox], None]] = {
    "cut": lambda server: server.cut_next(processed=True, method="POST"),
    "truncated": lambda server: server.truncate_next(method="POST"),
    "500": lambda server: server.fail_next(status=500, processed=True, method="POST"),
    "502": lambda server: server.show_proxy_page_next(status=502, processed=True, method="POST"),
    "a page": lambda server: server.show_proxy_page_next(status=200, processed=True, method="POST"),
    "no Redis": lambda server: server.lose_redis_next(method="POST"),
}
