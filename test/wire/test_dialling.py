"""The time to connect covers the whole way: addresses, a proxy and its tunnel, TLS behind it."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Callable

import pytest
import trustme
from proxies import read_head
from servers import ScriptedServer, json_answer

from chatwoot_client import ApiClient, ApiConnectionException, ApiTimeoutException
from chatwoot_client.calls.route import Route

ClientFor = Callable[..., ApiClient]
SECONDS = 0.6


def get(client: ApiClient, **options: Any) -> Any:
    return client.invoke("GET", Route("/thing"), returns=object, options=options)


@pytest.fixture
def proxy(request: Any, authority: trustme.CA) -> Iterator[Callable[..., str]]:
    """Runs a proxy that does with each client what it's told; its URL."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        clients: list[Any] = []
        threads: list[threading.Thread] = []
        stopped = threading.Event()

        def run(act: Callable[[Any], None], tls: bool = False) -> str:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert("127.0.0.1").configure_cert(context)

            def serve() -> None:
                while True:
                    try:
                        client, _ = listener.accept()
                        clients.append(client)
                        if tls:
                            client = context.wrap_socket(client, server_side=True)
                            clients.append(client)
                        act(client)
                    except OSError:
                        if stopped.is_set():
                            return

            threads.append(threading.Thread(target=serve, daemon=True))
            threads[-1].start()
            return f"{'https' if tls else 'http'}://127.0.0.1:{listener.getsockname()[1]}"

        yield run
        stopped.set()
        for each in (listener, *clients):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        # A thread that is still in a call would go on with whatever socket gets the same number next.
        for thread in threads:
            thread.join(10)
        for client in clients:
            client.close()


def silent(client: Any) -> None:
    read_head(client)


def dripping_an_answer(client: Any) -> None:
    read_head(client)
    client.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        client.sendall(b"y")
        time.sleep(0.05)


def silent_in_the_tunnel(client: Any) -> None:
    read_head(client)
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")


def dripping_a_handshake(client: Any) -> None:
    """The header of a long record of TLS, and the record a byte at a time."""
    silent_in_the_tunnel(client)
    client.recv(1)
    client.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03")
    for _ in range(200):
        client.sendall(b"\x00")
        time.sleep(0.05)


def slow_at_each_step(client: Any) -> None:
    """Each step in less than the time for all of them."""
    read_head(client)
    time.sleep(SECONDS * 0.7)
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    client.recv(1)
    time.sleep(SECONDS * 0.7)
    client.sendall(b"\x16")


WAYS = [silent, dripping_an_answer, silent_in_the_tunnel, dripping_a_handshake, slow_at_each_step]


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("way", WAYS)
def test_a_proxy_and_the_tls_behind_it_are_held_to_the_time_to_connect(
    way: Callable[[Any], None], tls: bool, proxy: Any, client_for: ClientFor, roots: Path
) -> None:
    client = client_for(
        "https://chatwoot.test", proxy=proxy(way, tls), ssl_ca_cert=roots, timeout=(SECONDS, 30), retries=0
    )
    began = time.monotonic()
    with pytest.raises(ApiTimeoutException) as raised:
        get(client)
    assert SECONDS * 0.9 <= time.monotonic() - began < SECONDS + 2
    assert (raised.value.outcome, raised.value.reason) == ("not_sent", "no connection in time")


def test_what_a_proxy_sends_into_a_tunnel_by_itself_is_not_the_server_s(proxy: Any, client_for: ClientFor) -> None:
    def forward(client: Any) -> None:
        read_head(client)
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    client = client_for("https://chatwoot.test", proxy=proxy(forward), retries=0)
    with pytest.raises(ApiConnectionException, match="into the tunnel") as raised:
        get(client)
    assert raised.value.outcome == "not_sent"


def test_a_proxy_s_flood_ends(proxy: Any, client_for: ClientFor) -> None:
    def flood(client: Any) -> None:
        read_head(client)
        client.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            client.sendall(b"X-Flood: y\r\n" * 1000)

    client = client_for("https://chatwoot.test", proxy=proxy(flood), retries=0)
    began = time.monotonic()
    with pytest.raises(ApiConnectionException, match="isn't HTTP"):
        get(client)
    assert time.monotonic() - began < 5


def test_the_wait_for_a_place_is_a_part_of_the_time_to_connect(client_for: ClientFor) -> None:
    with ScriptedServer([json_answer({})], greetings=[]) as server:
        client = client_for(server, timeout=(SECONDS, 5), connection_pool_maxsize=1, retries=0)
        response = client.invoke("GET", Route("/thing"), options={"_preload_content": False})
        began = time.monotonic()
        with pytest.raises(ApiTimeoutException, match="connection_pool_maxsize"):
            get(client)
        assert SECONDS * 0.9 <= time.monotonic() - began < SECONDS + 2
        response.close()
        assert get(client) == {}


def test_a_name_with_several_addresses_is_tried_at_each(client_for: ClientFor) -> None:
    """``localhost`` is two where there is IPv6; the server listens at one of them."""
    with ScriptedServer([json_answer({"id": 1})]) as server:
        client = client_for(f"http://localhost:{server.port}", retries=0)
        assert get(client) == {"id": 1}
