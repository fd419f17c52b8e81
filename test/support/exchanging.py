"""Calls over real sockets that several test files make, and what they hold of them."""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Iterator
from typing import Any, Callable

import pytest
from servers import (
    head,
    json_answer,
)

from chatwoot_client import (
    ApiClient,
    ApiException,
    MessagesAPIApi,
)
from chatwoot_client.calls.route import Route

CONTACT = ("inbox", "contact", 1)


OK_LIST = json_answer([{"id": 1}])


ClientFor = Callable[..., ApiClient]


def list_messages(client: ApiClient, **options: Any) -> Any:
    return MessagesAPIApi(client).list_all_converation_messages(*CONTACT, **options)


def create(client: ApiClient, body: Any = None, **options: Any) -> Any:
    return MessagesAPIApi(client).create_a_message(body or {"content": "hello"}, *CONTACT, **options)


def get(client: ApiClient, path: str = "/thing", **options: Any) -> Any:
    return client.invoke("GET", Route(path), returns=object, options=options)


def failure_of(call: Callable[[], Any]) -> ApiException:
    """What *call* raises, and nothing foreign in its traceback."""
    with pytest.raises(ApiException) as raised:
        call()
    shown = "".join(traceback.format_exception(raised.type, raised.value, raised.tb))
    assert "During handling of" not in shown
    assert "direct cause of" not in shown
    chained = (raised.value.__cause__, raised.value.__context__)
    assert all(other is None or isinstance(other, ApiException) for other in chained)
    return raised.value


def open_sockets() -> int:
    count = 0
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            count += os.readlink(f"/proc/self/fd/{descriptor}").startswith("socket:")
        except OSError:
            continue
    return count


@pytest.fixture(autouse=True)
def no_socket_is_left_open() -> Iterator[None]:
    if not os.path.isdir("/proc/self/fd"):
        yield
        return
    before = open_sockets()
    yield
    if open_sockets() != before:
        gc.collect()
    assert open_sockets() == before


CHUNKED = [("Transfer-Encoding", "chunked")]


LONG = head(200, [("Content-Length", "1000")])


GZIP = {"Content-Encoding": "gzip"}


CUT = "in the middle of the answer"


NOT_HTTP = "isn't HTTP"


CALLS = {"list": list_messages, "create": create}


BODY = b'[{"id": 1}]'


PLAIN = [("Content-Length", str(len(BODY)))]
