"""Files fetched from a real nginx, as a store of files and as a gate before Chatwoot."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import chatwoot_client
from chatwoot_client import ApiClient, Configuration, RetryPolicy, UnauthorizedException
from chatwoot_client.sandbox import Sandbox

pytest.importorskip("trustme")

DATA = os.urandom(5_000_000)


class Cutter:
    """Passes connections on to a port, and ends the first *cuts* of them after so many bytes of answers."""

    def __init__(self, port: int, after: int, cuts: int) -> None:
        self._port = port
        self._after = after
        self._cuts = cuts
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
                most = self._after if self._cuts > 0 else 1 << 40
                self._cuts -= 1
                threading.Thread(target=_pass, args=(client, server, 1 << 40), daemon=True).start()
                threading.Thread(target=_pass, args=(server, client, most), daemon=True).start()


def _pass(source: socket.socket, sink: socket.socket, most: int) -> None:
    with contextlib.suppress(OSError):
        while most > 0 and (piece := source.recv(min(65536, most))):
            sink.sendall(piece)
            most -= len(piece)
    for sock in (source, sink):
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def store(nginx: Any, tmp_path: Path) -> Iterator[tuple[Cutter, Path]]:
    """A store of files whose first connections are cut, and the folder that it serves."""
    folder = tmp_path / "store"
    folder.mkdir()
    os.chmod(tmp_path, 0o755)
    served = nginx(f"server {{ listen 127.0.0.1:PORT; gzip on; gzip_types *; location / {{ root {folder}; }} }}")
    cutter = Cutter(served.port, 1_500_000, 3)
    yield cutter, folder
    cutter.close()


def test_a_cut_download_goes_on_where_it_was(store: tuple[Cutter, Path], tmp_path: Path) -> None:
    cutter, folder = store
    (folder / "a.bin").write_bytes(DATA)
    told: list[int] = []
    configuration = Configuration(host=cutter.url, retries=RetryPolicy(repeats=1, backoff=0.01))
    with ApiClient(configuration) as client:
        url = f"{cutter.url}/a.bin"
        fetched = client.download(url, tmp_path / "a.bin", progress=lambda got, total: told.append(got))
    assert (tmp_path / "a.bin").read_bytes() == DATA
    assert fetched.size == len(DATA)
    # Never back to the beginning.
    assert told == sorted(told)


def test_a_file_that_is_replaced_meanwhile_comes_whole(store: tuple[Cutter, Path]) -> None:
    cutter, folder = store
    (folder / "a.bin").write_bytes(DATA)
    other = bytes(reversed(DATA))
    replaced = threading.Event()

    def replace(got: int, total: int | None) -> None:
        if got > 1_000_000 and not replaced.is_set():
            replaced.set()
            (folder / "new").write_bytes(other)
            os.utime(folder / "new", (1, 1))
            os.replace(folder / "new", folder / "a.bin")

    fetched = io.BytesIO()
    with ApiClient(Configuration(host=cutter.url, retries=RetryPolicy(repeats=5, backoff=0.01))) as client:
        client.download(f"{cutter.url}/a.bin", fetched, progress=replace)
    assert fetched.getvalue() == other


def test_a_gate_before_chatwoot_is_passed_on_the_way_to_the_store_too(nginx: Any, tmp_path: Path) -> None:
    (tmp_path / "users").write_text("gate:{PLAIN}keeper\n")
    os.chmod(tmp_path, 0o755)
    with Sandbox() as server:
        gate = nginx(
            f"server {{ listen 127.0.0.1:PORT; auth_basic x; auth_basic_user_file {tmp_path / 'users'};"
            f" location / {{ proxy_pass {server.url}; proxy_set_header Host $http_host;"
            f" proxy_redirect {server.url}/ http://127.0.0.1:PORT/; }} }}"
        )
        inside = ApiClient(Configuration(host=server.url))
        inbox = server.inbox.identifier
        contact = chatwoot_client.ContactsAPIApi(inside).create_a_contact({}, inbox)
        conversation = chatwoot_client.ConversationsAPIApi(inside).create_a_conversation({}, inbox, contact.source_id)
        message = server.reply(conversation.id, "Here", attachments=[("a.bin", DATA)])
        assert message.id
        [shown] = chatwoot_client.MessagesAPIApi(inside).iter_messages(inbox, contact.source_id, conversation.id)
        [attachment] = shown.attachments or []
        # Chatwoot writes its own address into it; behind a gate, FRONTEND_URL is the gate's.
        url = str(attachment.data_url).replace(server.url, gate.url)
        server.clear_requests()
        with ApiClient(Configuration(host=gate.url, username="gate", password="keeper")) as client:
            fetched = io.BytesIO()
            client.download(url, fetched)
        assert fetched.getvalue() == DATA
        assert len(server.requests) == 2
        with ApiClient(Configuration(host=gate.url)) as client, pytest.raises(UnauthorizedException):
            client.download(url, io.BytesIO())
