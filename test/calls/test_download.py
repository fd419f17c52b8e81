"""Files are fetched whole or not at all, and nobody who serves one learns who asks."""

from __future__ import annotations

import gzip
import io
import os
import pkgutil
import random
import signal
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Callable

import pytest
import trustme
from exchanging import (
    GZIP,
    ClientFor,
    failure_of,
    no_socket_is_left_open,  # noqa: F401
)
from hypothesis import given, settings
from hypothesis import strategies as st
from proxies import Proxy
from servers import (
    CLOSE,
    HANG,
    RESET,
    Request,
    ScriptedServer,
    answer,
    chunks,
    closed_port,
    drip,
    endless,
    head,
    http_date,
    pause,
)

from chatwoot_client import (
    ApiClient,
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    Configuration,
    DecodeException,
    NotFoundException,
    PublicContact,
    PublicMessageAttachment,
    RetryPolicy,
)
from chatwoot_client.calls.inside import depth_of, depth_told
from chatwoot_client.sandbox import Sandbox

pytestmark = pytest.mark.filterwarnings("error")

DATA = bytes(range(256)) * 2000
DATED = {"Last-Modified": "Fri, 27 Nov 2026 15:27:14 GMT"}
SOON = RetryPolicy(repeats=2, backoff=0.01)
LINK = "/rails/active_storage/blobs/redirect/signed/bill.pdf"
DISK = "/rails/active_storage/disk/token/bill.pdf"


def to(location: str) -> bytes:
    return answer(status=302, headers={"Location": location})


def part(request: Request, data: bytes = DATA, headers: Any = DATED) -> bytes:
    """What a server answers that knows ranges."""
    wanted = request.headers.get("range")
    if wanted is None:
        return answer(data, headers=headers)
    first = int(wanted.removeprefix("bytes=").partition("-")[0])
    if first >= len(data):
        return answer(b"no", 416, {"Content-Range": f"bytes */{len(data)}"})
    return answer(data[first:], 206, {**headers, "Content-Range": f"bytes {first}-{len(data) - 1}/{len(data)}"})


def cut(data: bytes, at: int, headers: Any = DATED) -> tuple[Any, ...]:
    """A file whose connection ends before the rest of it came."""
    return (head(200, [("Content-Length", str(len(data))), *headers.items()]) + data[:at], CLOSE)


def cut_at_first(request: Request) -> Any:
    """What a server does that can go on where it was cut off."""
    return part(request) if "range" in request.headers else cut(DATA, 300_000)


def nothing_left(folder: Path) -> bool:
    return os.listdir(folder) == []


# --- from the sandbox, as from a real server ---


def test_an_attachment_is_fetched_by_the_redirect_to_the_store(client_for: ClientFor, tmp_path: Path) -> None:
    with Sandbox() as server:
        client = client_for(server, api_key={"userApiKey": server.user_token})
        attachment = sent(server, client, DATA)
        told: list[tuple[int, int | None]] = []
        server.clear_requests()
        fetched = client.download(attachment, tmp_path / "bill.pdf", progress=lambda *step: told.append(step))
        assert [request.path.split("/")[3] for request in server.requests] == ["blobs", "disk"]
        assert not any("api-access-token" in request.headers for request in server.requests)
    assert fetched == (tmp_path / "bill.pdf", len(DATA), "bill.pdf", attachment.content_type)
    assert (tmp_path / "bill.pdf").read_bytes() == DATA
    assert told[0] == (0, len(DATA))
    assert told[-1] == (len(DATA), len(DATA))
    assert told == sorted(told)
    assert os.listdir(tmp_path) == ["bill.pdf"]


def sent(server: Sandbox, client: ApiClient, data: bytes) -> PublicMessageAttachment:
    """A file that a contact has sent, as the public API shows it."""
    import chatwoot_client

    inbox = server.inbox.identifier
    contact = chatwoot_client.ContactsAPIApi(client).create_a_contact({}, inbox)
    conversation = chatwoot_client.ConversationsAPIApi(client).create_a_conversation({}, inbox, contact.source_id)
    body = {"attachments": [("bill.pdf", data)]}
    message = chatwoot_client.MessagesAPIApi(client).create_a_message(body, inbox, contact.source_id, conversation.id)
    [attachment] = message.attachments or []
    return attachment


def test_a_file_that_is_still_being_stored_is_waited_for(client_for: ClientFor) -> None:
    with Sandbox() as server:
        client = client_for(server)
        server.delay_files_next(seconds=0.5)
        attachment = sent(server, client, DATA)
        fetched = io.BytesIO()
        assert client.download(attachment, fetched).size == len(DATA)
        assert fetched.getvalue() == DATA
        server.delay_files_next(seconds=1000)
        attachment = sent(server, client, DATA)
        began = time.monotonic()
        assert isinstance(failure_of(lambda: client.download(attachment, fetched, wait=0.3)), NotFoundException)
        assert 0.3 <= time.monotonic() - began < 5
        assert isinstance(failure_of(lambda: client.download(attachment, fetched, wait=0)), NotFoundException)
    assert fetched.getvalue() == DATA


def test_a_file_that_a_server_has_no_record_of_is_not_waited_for(client_for: ClientFor, tmp_path: Path) -> None:
    with Sandbox() as server:
        url = f"{server.url}{LINK}"
        error = failure_of(lambda: client_for(server).download(url, tmp_path / "x"))
        assert len(server.requests) == 1
    assert isinstance(error, NotFoundException)
    # The link is all that it takes to read the file.
    assert "signed" not in str(error)
    assert nothing_left(tmp_path)


def test_going_on_after_a_cut_takes_a_fresh_address_since_the_last_one_does_not_last(
    client_for: ClientFor, tmp_path: Path
) -> None:
    with Sandbox() as server:
        client = client_for(server, retries=SOON)
        attachment = sent(server, client, DATA)
        server.seconds_of_file_addresses = 1.0
        server.truncate_next(missing=100_000, path="*/disk/*")
        server.clear_requests()
        client.download(attachment, tmp_path / "x", progress=lambda got, total: time.sleep(0.3) if not got else None)
        assert [request.path.split("/")[3] for request in server.requests] == ["blobs", "disk"] * 2
        assert server.requests[-1].headers["range"] == f"bytes={len(DATA) - 100_000}-"
    assert (tmp_path / "x").read_bytes() == DATA


# --- who is told who asks ---

IDENTITY = ("api-access-token", "api_access_token", "authorization", "cookie", "x-gate")


def identity(request: Request) -> list[str]:
    return [name for name in IDENTITY if name in request.headers]


def known_client(client_for: ClientFor, server: Any, **settings: Any) -> ApiClient:
    tokens = {"userApiKey": "the-token"}
    client = client_for(server, api_key=tokens, username="gate", password="keeper", **settings)
    client.cookie = "session=secret"
    client.set_default_header("X-Gate", "secret")
    client.set_default_header("api_access_token", "other-token")
    return client


def test_no_token_goes_anywhere_and_nothing_else_beyond_the_own_server_and_its_first_answer(
    client_for: ClientFor,
) -> None:
    with ScriptedServer([answer(DATA)]) as store:
        with ScriptedServer([to(store.url + "/bucket/key?signed=1"), to(DISK), answer(DATA)]) as server:
            client = known_client(client_for, server)
            for _ in range(2):
                client.download(server.url + LINK, io.BytesIO())
        assert [identity(request) for request in store.requests] == [[]]
        first, second, disk = server.requests
        assert identity(first) == identity(second) == ["authorization", "cookie", "x-gate"]
        assert identity(disk) == []
        assert store.requests[0].target == "/bucket/key?signed=1"
        assert store.requests[0].headers["host"] == f"127.0.0.1:{store.port}"


def test_a_bearer_token_is_a_token(client_for: ClientFor) -> None:
    with ScriptedServer([answer(DATA)]) as server:
        client = client_for(server, api_key={"userApiKey": "the-token"})
        client.set_default_header("Api-Access-Token", "the-token")
        client.download(server.url + LINK, io.BytesIO(), _headers={"API_ACCESS_TOKEN": "the-token", "X-A": "b"})
        assert identity(server.requests[0]) == []
        assert server.requests[0].headers["x-a"] == "b"


@pytest.mark.parametrize("status", [401, 403])
def test_a_gate_before_the_own_server_that_asks_is_told(status: int, client_for: ClientFor) -> None:
    def gated(request: Request) -> bytes:
        if "authorization" not in request.headers:
            return answer(status=status)
        return to(DISK) if request.target == LINK else answer(DATA)

    with ScriptedServer(gated) as server:
        client = known_client(client_for, server)
        client.download(server.url + LINK, io.BytesIO())
        assert [bool(identity(request)) for request in server.requests] == [True, False, True]
        assert not any("token" in name for request in server.requests for name in request.headers)


def test_nobody_else_who_asks_is_told(client_for: ClientFor) -> None:
    with ScriptedServer([answer(status=401, headers={"WWW-Authenticate": "Basic"})]) as other:
        with ScriptedServer([to(other.url + "/x")]) as server:
            error = failure_of(lambda: known_client(client_for, server).download(server.url + LINK, io.BytesIO()))
        assert error.status == 401
        assert [identity(request) for request in other.requests] == [[]]


# --- where redirects lead ---


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://u:p@127.0.0.1/x", "http://[::1/x", ""],
)
def test_a_redirect_to_no_place_for_a_file_is_told(location: str, client_for: ClientFor, tmp_path: Path) -> None:
    with ScriptedServer([to(location)]) as server:
        error = failure_of(lambda: client_for(server).download(server.url + LINK, tmp_path / "x"))
        assert len(server.requests) == 1
    assert error.status == 302
    assert "redirects to no address" in str(error)
    assert nothing_left(tmp_path)


def test_redirects_in_a_circle_end(client_for: ClientFor, tmp_path: Path) -> None:
    with ScriptedServer() as other, ScriptedServer([to(other.url + "/there")]) as server:
        other._script = [to(server.url + LINK)]
        error = failure_of(lambda: client_for(server).download(server.url + LINK, tmp_path / "x"))
        assert len(server.requests) + len(other.requests) == 6
    assert "circle" in str(error)
    assert nothing_left(tmp_path)


def test_no_redirect_leads_from_https_down_to_http_unless_it_may(
    client_for: ClientFor, authority: trustme.CA, roots: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ScriptedServer([answer(DATA)]) as plain, ScriptedServer([to(plain.url + "/x")], tls=context) as server:
        client = client_for(server, ssl_ca_cert=roots)
        error = failure_of(lambda: client.download(server.url + LINK, io.BytesIO()))
        assert plain.connections == 0
        assert "allow_http" in str(error)
        assert client.download(server.url + LINK, io.BytesIO(), allow_http=True).size == len(DATA)


def test_another_server_is_trusted_by_the_client_s_own_roots_and_not_shown_its_certificate(
    client_for: ClientFor, authority: trustme.CA, roots: Path, tmp_path: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_OPTIONAL
    own = tmp_path / "own.pem"
    authority.issue_cert("client").private_key_and_cert_chain_pem.write_to_path(str(own))
    shown: list[Any] = []

    def served(request: Request) -> Any:
        return (lambda connection: shown.append(connection.sock.getpeercert()), answer(DATA))

    with ScriptedServer(served, tls=context) as store, ScriptedServer([to(store.url + "/x")]) as server:
        client = client_for(server, ssl_ca_cert=roots, cert_file=own)
        assert client.download(server.url + LINK, io.BytesIO()).size == len(DATA)
        untrusting = client_for(server)
        assert "certificate" in str(failure_of(lambda: untrusting.download(server.url + LINK, io.BytesIO())))
    assert shown == [{}] or shown == [None]


@pytest.mark.parametrize(
    ("address", "depth"),
    [
        ("93.184.215.14", 0),
        ("2606:2800::1", 0),
        ("10.1.2.3", 1),
        ("192.168.1.1", 1),
        ("100.64.0.1", 1),
        ("fd00::1", 1),
        ("127.0.0.1", 2),
        ("0.0.0.0", 2),
        ("::1", 2),
        ("::ffff:127.0.0.1", 2),
        ("64:ff9b::7f00:1", 2),
        ("2002:7f00:1::", 2),
        ("169.254.169.254", 3),
        ("::ffff:169.254.169.254", 3),
        ("fe80::1%eth0", 3),
        ("224.0.0.1", 3),
    ],
)
def test_an_address_tells_how_far_inside_it_is(address: str, depth: int) -> None:
    assert depth_of(address) == depth


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "localhost", "a.localhost"])
def test_an_address_is_known_however_it_is_written(host: str) -> None:
    assert depth_told(host) == 2


def test_a_host_further_inside_than_the_own_one_is_asked_only_where_it_is_named(client_for: ClientFor) -> None:
    # Its own server is one of another network, whose traffic this proxy takes.
    with ScriptedServer([answer(DATA)]) as inside, Proxy(("127.0.0.1", inside.port)) as proxy:
        client = client_for("http://203.0.113.7", proxy=proxy.url)
        error = failure_of(lambda: client.download(inside.url + "/x", io.BytesIO()))
        assert isinstance(error, ApiConnectionException)
        assert error.outcome == "not_sent"
        assert "allowed_hosts" in str(error)
        assert inside.connections == 0
        allowed = client.download(inside.url + "/x", io.BytesIO(), allowed_hosts=iter(["127.0.0.1"]))
        assert allowed.size == len(DATA)


@pytest.mark.parametrize(
    "replaced", [None, "urllib3.HTTPConnectionPool.urlopen", "urllib3.util.connection.create_connection"]
)
def test_a_name_is_looked_at_by_the_addresses_that_it_stands_for(
    replaced: str | None, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    if replaced is not None:
        # As tracers do, and programs that have urllib3 connect in a way of their own.
        original = pkgutil.resolve_name(replaced)
        monkeypatch.setattr(replaced, lambda *args, **options: original(*args, **options))
    with ScriptedServer([answer(DATA)]) as inside:
        client = client_for("http://93.184.215.14", trust_env=False)
        # Such a name tells nothing by itself, and the system knows it for this machine.
        name = os.uname().nodename
        try:
            socket.getaddrinfo(name, 80)
        except OSError:
            pytest.skip(f"this system doesn't know its own name, {name}")
        error = failure_of(lambda: client.download(f"http://{name}:{inside.port}/x", io.BytesIO()))
        assert isinstance(error, ApiConnectionException)
        assert error.outcome == "not_sent"
        assert "isn't asked" in str(error)
        assert inside.connections == 0


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]"])
def test_an_address_of_this_link_is_asked_by_nobody(host: str, client_for: ClientFor) -> None:
    with ScriptedServer([to(f"http://{host}/latest/meta-data")]) as server:
        error = failure_of(lambda: client_for(server).download(server.url + LINK, io.BytesIO()))
    assert isinstance(error, ApiConnectionException)
    assert "isn't asked" in str(error)


# --- whole or not at all ---


def test_what_is_cut_off_is_gone_on_with(client_for: ClientFor, tmp_path: Path) -> None:
    script: list[Any] = [to(DISK), cut(DATA, 300_000), to(DISK), (part, "whole")]
    asked: list[Request] = []

    def served(request: Request) -> Any:
        asked.append(request)
        chosen = script[len(asked) - 1]
        return part(request) if isinstance(chosen, tuple) and chosen[0] is part else chosen

    told: list[int] = []
    with ScriptedServer(served) as server:
        client = client_for(server, retries=SOON)
        client.download(server.url + LINK, tmp_path / "x", progress=lambda got, total: told.append(got))
    assert (tmp_path / "x").read_bytes() == DATA
    assert asked[3].headers["range"] == "bytes=300000-"
    assert asked[3].headers["if-range"] == DATED["Last-Modified"]
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("first", "then"), [({**DATED, "ETag": '"a"'}, {"ETag": '"a"'}), ({"ETag": '"a"'}, {"ETag": '"a"'})]
)
def test_a_part_need_not_say_again_all_that_the_whole_file_said(first: Any, then: Any, client_for: ClientFor) -> None:
    with ScriptedServer(
        lambda request: part(request, DATA, then) if "range" in request.headers else cut(DATA, 300_000, first)
    ) as server:
        fetched = io.BytesIO()
        client_for(server, retries=SOON).download(server.url + "/file", fetched)
        assert [request.headers.get("range") for request in server.requests] == [None, "bytes=300000-"]
        assert server.requests[1].headers["if-range"] == '"a"'
    assert fetched.getvalue() == DATA


def test_a_part_that_says_nothing_of_its_file_is_not_gone_on_with(client_for: ClientFor) -> None:
    with ScriptedServer(
        [cut(DATA, 300_000), lambda connection: connection.sock.sendall(part_only), answer(OTHER)]
    ) as server:
        part_only = answer(OTHER[300_000:], 206, {"Content-Range": f"bytes 300000-{len(DATA) - 1}/{len(DATA)}"})
        fetched = io.BytesIO()
        client_for(server, retries=SOON).download(server.url + "/file", fetched)
    assert fetched.getvalue() == OTHER


OTHER = bytes(reversed(DATA))


@pytest.mark.parametrize(
    "second",
    [
        lambda request: answer(OTHER, headers=DATED),
        lambda request: part(request, OTHER, {"Last-Modified": "Sat, 28 Nov 2026 00:00:00 GMT"}),
        lambda request: part(request, OTHER + b"more"),
        lambda request: part(request, OTHER[:1000]),
        lambda request: part(request, OTHER, {**DATED, "ETag": '"other"'}),
        lambda request: answer(b"--x\r\n", 206, {**DATED, "Content-Type": "multipart/byteranges; boundary=x"}),
        lambda request: answer(OTHER[5:], 206, {**DATED, "Content-Range": f"bytes 5-{len(DATA) - 1}/{len(DATA)}"}),
    ],
    ids=["whole", "date", "longer", "shorter", "etag", "multipart", "elsewhere"],
)
@pytest.mark.parametrize("kind", ["path", "file"])
def test_a_file_that_changed_meanwhile_is_begun_anew(
    second: Callable[[Request], bytes], kind: str, client_for: ClientFor, tmp_path: Path
) -> None:
    asked: list[Request] = []

    def served(request: Request) -> Any:
        asked.append(request)
        if len(asked) == 1:
            return cut(DATA, 300_000)
        return second(request) if "range" in request.headers else answer(OTHER, headers=DATED)

    path = tmp_path / "x"
    path.write_bytes(b"before")
    with ScriptedServer(served) as server:
        client = client_for(server, retries=SOON)
        if kind == "path":
            client.download(server.url + "/file", path)
            assert path.read_bytes() == OTHER
        else:
            with path.open("r+b") as opened:
                opened.seek(0, os.SEEK_END)
                client.download(server.url + "/file", opened)
            assert path.read_bytes() == b"before" + OTHER


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
def test_without_a_sign_that_it_is_the_same_file_all_of_it_is_asked_for_again(
    headers: dict[str, str], client_for: ClientFor
) -> None:
    with ScriptedServer([cut(DATA, 300_000, headers), answer(OTHER, headers=headers)]) as server:
        fetched = io.BytesIO(b"before")
        fetched.seek(0, os.SEEK_END)
        client_for(server, retries=SOON).download(server.url + "/file", fetched)
        assert "range" not in server.requests[1].headers
    assert fetched.getvalue() == b"before" + OTHER


def test_a_file_that_is_kept_in_memory_at_first_is_rewound_too(client_for: ClientFor) -> None:
    with ScriptedServer([cut(DATA, 300_000, {}), answer(OTHER)]) as server, tempfile.SpooledTemporaryFile() as spooled:
        client_for(server, retries=SOON).download(server.url + "/file", spooled)
        spooled.seek(0)
        assert spooled.read() == OTHER


@pytest.mark.parametrize("buffering", [0, 1000])
def test_a_file_that_takes_a_part_at_a_time_gets_all(buffering: int, client_for: ClientFor) -> None:
    class Slow(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            self.data += bytes(data[:1000])
            return min(1000, len(data))

    slow = Slow()
    with ScriptedServer([answer(DATA)]) as server:
        into = io.BufferedWriter(slow, buffering) if buffering else slow
        client_for(server).download(server.url + "/file", into)  # type: ignore[arg-type]
        assert slow.data == DATA


def test_a_stream_that_can_not_be_rewound_is_written_to_once(client_for: ClientFor) -> None:
    reader, writer = os.pipe()
    with open(reader, "rb") as read, open(writer, "wb", buffering=0) as written:
        piped: list[bytes] = []
        thread = threading.Thread(target=lambda: piped.append(read.read()))
        thread.start()
        with ScriptedServer(cut_at_first) as server:
            client_for(server, retries=SOON).download(server.url + "/file", written)
        written.close()
        thread.join()
    assert piped == [DATA]
    with ScriptedServer([cut(DATA, 300_000, {}), answer(OTHER)]) as server:

        class Written:
            def __init__(self) -> None:
                self.data = b""

            def write(self, data: Any) -> None:
                assert type(data) is bytes
                self.data += data

        into = Written()
        with pytest.raises(OSError, match="can't be rewound"):
            client_for(server, retries=SOON).download(server.url + "/file", into)  # type: ignore[arg-type]
        assert DATA.startswith(into.data)


CUTS = {
    "closed": (head(200, [("Content-Length", str(len(DATA)))]) + DATA[:1000], CLOSE),
    "reset": (head(200, [("Content-Length", str(len(DATA)))]) + DATA[:1000], RESET),
    "chunked": (head(200, [("Transfer-Encoding", "chunked")]) + chunks(DATA[:1000], end=b""), CLOSE),
    "gzip": (answer(gzip.compress(DATA)[:-9], headers={"Content-Encoding": "gzip"}), CLOSE),
    "refused": b"",
    "nonsense": b"SSH-2.0\r\n",
}


@pytest.mark.parametrize("cause", CUTS)
@pytest.mark.parametrize("retries", [0, SOON])
def test_a_cut_leaves_nothing_behind(cause: str, retries: Any, client_for: ClientFor, tmp_path: Path) -> None:
    with ScriptedServer([CUTS[cause] if CUTS[cause] else CLOSE]) as server:
        url = f"http://127.0.0.1:{closed_port()}/x" if cause == "refused" else server.url + "/x"
        client = client_for(server, retries=retries)
        failure_of(lambda: client.download(url, tmp_path / "x"))
        assert nothing_left(tmp_path)
        fetched = io.BytesIO(b"before")
        fetched.seek(0, os.SEEK_END)
        failure_of(lambda: client.download(url, fetched))
        assert fetched.getvalue() == b"before"
        assert fetched.tell() == 6


def test_what_stood_at_the_path_stays_until_the_file_is_whole(client_for: ClientFor, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"before")
    with ScriptedServer([cut(DATA, 1000), (pause(0), answer(DATA))]) as server:
        client = client_for(server, retries=0)
        failure_of(lambda: client.download(server.url + "/x", path))
        assert path.read_bytes() == b"before"
        seen: list[bytes] = []
        client.download(server.url + "/x", path, progress=lambda got, total: seen.append(path.read_bytes()))
    assert set(seen) == {b"before"}
    assert path.read_bytes() == DATA
    assert os.listdir(tmp_path) == ["x"]


def test_a_file_without_an_end_that_can_be_told_is_refused(client_for: ClientFor) -> None:
    # With nothing in it, not even what's compressed has an end.
    with ScriptedServer([(head(200, [*GZIP.items()]), CLOSE), (head(200) + DATA, CLOSE)]) as server:
        client = client_for(server)
        assert isinstance(failure_of(lambda: client.download(server.url + "/x", io.BytesIO())), DecodeException)
        error = failure_of(lambda: client.download(server.url + "/x", io.BytesIO()))
        assert isinstance(error, DecodeException)
        attachment = {"data_url": server.url + "/x", "file_size": len(DATA)}
        assert client.download(attachment, io.BytesIO()).size == len(DATA)


@pytest.mark.parametrize("said", [len(DATA) - 1, len(DATA) + 1])
def test_a_file_of_another_size_than_its_attachment_says_is_refused(said: int, client_for: ClientFor) -> None:
    with ScriptedServer([answer(DATA)]) as server:
        attachment = PublicMessageAttachment(data_url=server.url + "/x", file_size=said)
        fetched = io.BytesIO()
        error = failure_of(lambda: client_for(server).download(attachment, fetched))
    assert isinstance(error, DecodeException)
    assert str(said) in str(error)
    assert fetched.getvalue() == b""


@pytest.mark.parametrize("framing", ["length", "chunked", "gzip"])
def test_a_file_that_is_too_large_is_refused_as_soon_as_that_is_known(
    framing: str, client_for: ClientFor, tmp_path: Path
) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    answers: dict[str, Any] = {
        "length": (head(200, [("Content-Length", "1001")]), HANG),
        "chunked": (head(200, [("Transfer-Encoding", "chunked")]), endless(chunks(b"x" * 500, end=b""))),
        "gzip": answer(bomb, headers={"Content-Encoding": "gzip"}),
    }
    with ScriptedServer([answers[framing]]) as server:
        client = client_for(server)
        error = failure_of(lambda: client.download(server.url + "/x", tmp_path / "x", max_bytes=1000))
        assert len(server.requests) == 1
    assert isinstance(error, DecodeException)
    assert "max_bytes" in str(error)
    assert nothing_left(tmp_path)


def test_a_file_of_just_the_size_that_is_allowed_is_fetched(client_for: ClientFor) -> None:
    with ScriptedServer([answer(DATA)]) as server:
        assert client_for(server).download(server.url + "/x", io.BytesIO(), max_bytes=len(DATA)).size == len(DATA)


@pytest.mark.parametrize("data", [b"", DATA])
def test_a_file_that_is_sent_compressed_is_kept_as_it_is(data: bytes, client_for: ClientFor) -> None:
    with ScriptedServer([answer(gzip.compress(data), headers={"Content-Encoding": "gzip", **DATED})]) as server:
        fetched = io.BytesIO()
        assert client_for(server).download(server.url + "/x", fetched).size == len(data)
        assert server.requests[0].headers["accept-encoding"] == "identity"
    assert fetched.getvalue() == data


@pytest.mark.parametrize("status", [204, 206])
def test_a_success_that_is_no_file_is_told(status: int, client_for: ClientFor) -> None:
    part = {"Content-Range": "bytes 0-1/9"}
    with ScriptedServer([head(204) if status == 204 else answer(b"ab", 206, part)]) as server:
        error = failure_of(lambda: client_for(server).download(server.url + "/x", io.BytesIO()))
    assert isinstance(error, DecodeException)
    assert str(status) in str(error)


def test_a_file_that_answers_404_first_is_waited_for_wherever_it_is(client_for: ClientFor) -> None:
    with ScriptedServer([answer(status=404), answer(status=404), answer(DATA)]) as server:
        assert client_for(server).download(server.url + "/x", io.BytesIO()).size == len(DATA)
        assert len(server.requests) == 3


def test_a_store_elsewhere_may_say_403_of_a_file_that_is_not_there_yet(client_for: ClientFor) -> None:
    with ScriptedServer([answer(status=403), answer(DATA)]) as store, ScriptedServer([to(store.url + "/x")]) as server:
        assert client_for(server).download(server.url + LINK, io.BytesIO()).size == len(DATA)
    with ScriptedServer([answer(status=403)]) as server:
        assert failure_of(lambda: client_for(server).download(server.url + LINK, io.BytesIO())).status == 403
        assert len(server.requests) == 1


def test_waiting_for_a_file_ends_by_the_deadline_with_what_is_known(client_for: ClientFor) -> None:
    with ScriptedServer([answer(status=404)]) as server:
        began = time.monotonic()
        error = failure_of(lambda: client_for(server).download(server.url + "/x", io.BytesIO(), _deadline=0.5))
    assert isinstance(error, NotFoundException)
    assert time.monotonic() - began < 5


# --- whatever a server does ---

VERSIONS = [
    (bytes(range(256)) * 40, "Mon, 02 Nov 2026 00:00:00 GMT"),
    (b"other" * 2048, "Tue, 03 Nov 2026 00:00:00 GMT"),
]


class Whim:
    """A server that keeps two versions of a file, and answers as it likes."""

    def __init__(self, seed: int, dated: bool) -> None:
        self._dice = random.Random(seed)
        self._dated = dated
        self._version = 0

    def __call__(self, request: Request) -> Any:
        dice = self._dice
        if dice.random() < 0.3:
            self._version = 1 - self._version
        content, moment = VERSIONS[self._version]
        dated = {"Last-Modified": moment} if self._dated else {}
        end = dice.randint(1, len(content))
        first = int(request.headers.get("range", "bytes=0-")[6:-1])
        if 0 < first < len(content) and dice.random() < 0.7:
            first += dice.choice([0, 0, 0, 0, 1, -1])
            said = f"bytes {first}-{len(content) - 1}/{len(content) + dice.choice([0, 0, 0, 1])}"
            framed = [("Content-Length", str(len(content) - first)), ("Content-Range", said), *dated.items()]
            return (head(206, framed) + content[first : max(first, end)], CLOSE)
        chunked = head(200, [("Transfer-Encoding", "chunked"), *dated.items()])
        packed = gzip.compress(content)
        answers: list[Any] = [
            cut(content, end, dated),
            cut(content, end, dated),
            cut(content, end, dated),
            answer(content, headers=dated),
            chunked + chunks(content),
            (chunked + chunks(content[:end], end=b""), RESET),
            answer(packed, headers={"Content-Encoding": "gzip", **dated}),
            (head(200, [("Content-Encoding", "gzip")]) + packed[: dice.randrange(len(packed))], CLOSE),
            answer(b"no", 416, {"Content-Range": f"bytes */{len(content)}"}),
            answer(status=503),
            CLOSE,
        ]
        return dice.choice(answers)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.booleans())
def test_whatever_a_server_does_a_file_is_whole_or_not_there(seed: int, dated: bool) -> None:
    server = ScriptedServer(Whim(seed, dated))
    client = ApiClient(Configuration(host=server.url, retries=RetryPolicy(repeats=6, backoff=0.001)))
    with server, client, tempfile.TemporaryDirectory() as folder:
        try:
            client.download(server.url + "/x", Path(folder, "x"))
        except ApiException:
            assert os.listdir(folder) == []
        else:
            assert os.listdir(folder) == ["x"]
            assert Path(folder, "x").read_bytes() in [content for content, _ in VERSIONS]


# --- time ---


def test_all_redirects_together_keep_to_the_deadline(client_for: ClientFor) -> None:
    with ScriptedServer(lambda request: (pause(0.3), to(f"/{len(server.requests)}"))) as server:
        began = time.monotonic()
        error = failure_of(lambda: client_for(server, deadline=0.7).download(server.url + "/x", io.BytesIO()))
        assert time.monotonic() - began < 1.2
    assert isinstance(error, ApiTimeoutException)


@pytest.mark.parametrize(("settings", "options"), [({"deadline": 0.5}, {}), ({}, {"_deadline": 0.5})])
def test_a_drip_ends_by_the_deadline(settings: Any, options: Any, client_for: ClientFor, tmp_path: Path) -> None:
    slow = (head(200, [("Content-Length", str(len(DATA))), *DATED.items()]), drip(DATA, 0.01))
    with ScriptedServer([slow]) as server:
        client = client_for(server, **settings)
        began = time.monotonic()
        error = failure_of(lambda: client.download(server.url + "/x", tmp_path / "x", **options))
        assert isinstance(error, ApiTimeoutException)
        assert 0.4 < time.monotonic() - began < 5
    assert nothing_left(tmp_path)


def test_what_comes_steadily_may_take_longer_than_the_deadline(client_for: ClientFor) -> None:
    pieces: list[Any] = [head(200, [("Content-Length", str(20 * 64 * 1024))])]
    for _ in range(20):
        pieces += [bytes(64 * 1024), pause(0.05)]
    with ScriptedServer([tuple(pieces)]) as server:
        began = time.monotonic()
        assert client_for(server, deadline=0.7).download(server.url + "/x", io.BytesIO()).size == 20 * 64 * 1024
        assert time.monotonic() - began > 0.7


def test_silence_ends_by_the_time_for_a_read_and_is_gone_on_with(client_for: ClientFor) -> None:
    silent = (head(200, [("Content-Length", str(len(DATA))), *DATED.items()]) + DATA[:300_000], HANG)
    with ScriptedServer(lambda request: part(request) if "range" in request.headers else silent) as server:
        fetched = io.BytesIO()
        client_for(server, timeout=(5, 0.3), retries=SOON).download(server.url + "/x", fetched)
    assert fetched.getvalue() == DATA


def test_cuts_are_counted_anew_while_it_goes_on(client_for: ClientFor) -> None:
    large = os.urandom(6 * 1024 * 1024)
    each = 1_100_000

    def served(request: Request) -> Any:
        first = int(request.headers.get("range", "bytes=0-")[6:-1])
        framed = [("Content-Length", str(len(large) - first)), *DATED.items()]
        if first:
            framed.append(("Content-Range", f"bytes {first}-{len(large) - 1}/{len(large)}"))
        return (head(206 if first else 200, framed) + large[first : first + each], CLOSE)

    with ScriptedServer(served) as server:
        fetched = io.BytesIO()
        client_for(server, retries=RetryPolicy(repeats=1, backoff=0.01)).download(server.url + "/x", fetched)
        assert fetched.getvalue() == large
        each = 1000
        failure_of(lambda: client_for(server, retries=SOON).download(server.url + "/x", io.BytesIO()))


def test_a_file_that_changes_all_the_time_comes_to_an_end(client_for: ClientFor) -> None:
    large = bytes(3_000_000)

    def served(request: Request) -> Any:
        dated = {"Last-Modified": http_date(len(server.requests))}
        return part(request, large, dated) if "range" in request.headers else cut(large, 1_200_000, dated)

    with ScriptedServer(served) as server:
        error = failure_of(lambda: client_for(server, retries=SOON).download(server.url + "/x", io.BytesIO()))
        assert len(server.requests) <= 5
    assert isinstance(error, ApiConnectionException)


# --- the way there ---


def test_another_server_is_asked_by_the_proxy_and_its_connection_is_used_again(client_for: ClientFor) -> None:
    def both(request: Request) -> bytes:
        return to("http://store.invalid/x") if request.headers["host"] == "own.invalid" else answer(DATA)

    with ScriptedServer(both) as servers, Proxy(("127.0.0.1", servers.port)) as proxy:
        client = client_for("http://own.invalid", proxy=proxy.url)
        client.download("http://own.invalid" + LINK, io.BytesIO())
        assert proxy.request_lines == [f"GET http://own.invalid{LINK} HTTP/1.1", "GET http://store.invalid/x HTTP/1.1"]
    with ScriptedServer([answer(DATA)]) as store, ScriptedServer([to(store.url + "/x")]) as server:
        client = client_for(server)
        before = store.connections
        for _ in range(3):
            client.download(server.url + LINK, io.BytesIO())
        assert store.connections == before + 1


# --- where it's put ---


def test_a_file_is_as_readable_as_any_new_one_and_as_what_it_replaces(client_for: ClientFor, tmp_path: Path) -> None:
    with ScriptedServer([answer(DATA)]) as server:
        client = client_for(server)
        (tmp_path / "usual").write_bytes(b"")
        client.download(server.url + "/x", tmp_path / "new")
        assert mode_of(tmp_path / "new") == mode_of(tmp_path / "usual")
        private = tmp_path / "private"
        private.write_bytes(b"")
        private.chmod(0o600)
        client.download(server.url + "/x", private)
        assert mode_of(private) == 0o600
        (tmp_path / "link").symlink_to("private")
        client.download(server.url + "/x", str(tmp_path / "link"))
        assert (tmp_path / "link").is_symlink()
        assert private.read_bytes() == DATA


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


NAMES = [
    ('attachment; filename="bill.pdf"', "bill.pdf"),
    ("inline; filename=\"a.png\"; filename*=UTF-8''%C3%A4%20b.png", "ä b.png"),
    ('attachment; filename="../../etc/passwd"', "passwd"),
    ('attachment; filename="C:\\\\Windows\\\\system.ini"', "system.ini"),
    ("attachment; filename*=UTF-8''..%2F..%2Fhome%2F.bashrc", "bashrc"),
    ('attachment; filename=".."', "x"),
    ('attachment; filename="CON.txt"', "_CON.txt"),
    ('attachment; filename="a\u202egnp.exe"'.encode().decode("latin-1"), "a_gnp.exe"),
    (f'attachment; filename="{"n" * 400}.pdf"', "n" * 196 + ".pdf"),
    ("attachment", "x"),
]


@pytest.mark.parametrize(("disposition", "name"), NAMES)
def test_in_a_folder_a_file_gets_a_name_that_leads_nowhere(
    disposition: str, name: str, client_for: ClientFor, tmp_path: Path
) -> None:
    with ScriptedServer([answer(DATA, headers={"Content-Disposition": disposition})]) as server:
        client = client_for(server)
        first = client.download(server.url + "/folder/x", tmp_path)
        second = client.download(server.url + "/folder/x", tmp_path)
    assert first.path == tmp_path / name
    assert first.name == second.name == name
    stem, ending = os.path.splitext(name)
    assert second.path == tmp_path / f"{stem} (2){ending}"
    assert sorted(os.listdir(tmp_path)) == sorted([name, f"{stem} (2){ending}"])


def test_what_can_not_be_written_to_is_refused_before_anything_is_sent(client_for: ClientFor, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    closed = io.BytesIO()
    closed.close()
    with ScriptedServer() as server, open(__file__, "rb") as reading:
        client, url = client_for(server), server.url + "/x"
        for to_, error, words in (
            (tmp_path / "no" / "x", ValueError, "can't be written"),
            (fifo, ValueError, "no regular file"),
            ("/dev/null", ValueError, "no regular file"),
            ("", ValueError, "must name"),
            ("nul\0", ValueError, "must name"),
            ("\ud800", ValueError, "must name"),
            (io.StringIO(), TypeError, "binary"),
            (closed, ValueError, "closed"),
            (reading, ValueError, "for reading"),
            (5, TypeError, "path"),
        ):
            with pytest.raises(error, match=words):
                client.download(url, to_)  # type: ignore[arg-type]
        assert server.connections == 0


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (5, TypeError, "attachment"),
        ("bill.pdf", ValueError, "URL"),
        ("file:///etc/passwd", ValueError, "URL"),
        ("http://user:password@host/x", ValueError, "URL"),
        ({"data_url": None, "file_type": "location"}, ValueError, "location"),
        ({"content": "hello", "attachments": []}, TypeError, "attachments"),
        (PublicContact(id=1), TypeError, "data_url"),
    ],
)
def test_what_is_no_attachment_is_refused(given: Any, error: type[Exception], words: str, tmp_path: Path) -> None:
    with ApiClient() as client, pytest.raises(error, match=words):
        client.download(given, tmp_path / "x")


@pytest.mark.parametrize(
    ("argument", "error"),
    [
        ({"max_bytes": 0}, ValueError),
        ({"max_bytes": "5"}, TypeError),
        ({"wait": -1}, ValueError),
        ({"wait": None}, TypeError),
        ({"allowed_hosts": "host"}, TypeError),
        ({"allowed_hosts": [5]}, TypeError),
        ({"allowed_hosts": 5}, TypeError),
        ({"allowed_hosts": ["host:9000"]}, ValueError),
        ({"allowed_hosts": ["http://host"]}, ValueError),
        ({"allow_http": 1}, TypeError),
        ({"progress": 5}, TypeError),
        ({"async_req": True}, TypeError),
        ({"_deadline": -1}, ValueError),
        ({"_prelod": 1}, TypeError),
    ],
)
def test_a_wrong_argument_is_refused_by_name(argument: dict[str, Any], error: type[Exception], tmp_path: Path) -> None:
    with ApiClient() as client, pytest.raises(error, match=next(iter(argument))):
        client.download("http://127.0.0.1/x", tmp_path / "x", **argument)
    assert nothing_left(tmp_path)


def test_a_full_disk_is_told_as_it_is_and_leaves_nothing(client_for: ClientFor, tmp_path: Path) -> None:
    with ScriptedServer([answer(DATA)]) as server:
        client = client_for(server)
        # This one is always full.
        with open("/dev/full", "wb") as full, pytest.raises(OSError, match="No space left"):
            client.download(server.url + "/x", full)
        code = (
            "import resource, signal, sys, chatwoot_client\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
            "client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=sys.argv[1]))\n"
            "try:\n    client.download(sys.argv[1] + '/x', sys.argv[2])\n"
            "except OSError as error:\n    print('told', error.errno)\n"
        )
        command = [sys.executable, "-c", code, server.url, str(tmp_path / "x")]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "told 27\n"
    assert nothing_left(tmp_path)


def test_a_program_that_is_killed_leaves_no_file_under_its_name(tmp_path: Path) -> None:
    begun = threading.Event()
    slow = (head(200, [("Content-Length", str(len(DATA)))]) + DATA[:300_000], lambda _: begun.set(), HANG)
    with ScriptedServer([slow]) as server:
        code = (
            "import sys, chatwoot_client\n"
            "client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=sys.argv[1]))\n"
            "client.download(sys.argv[1] + '/x', sys.argv[2], progress=lambda got, total: print(got, flush=True))\n"
        )
        command = [sys.executable, "-c", code, server.url, str(tmp_path / "x")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert begun.wait(30)
            while int(process.stdout.readline()) < 300_000:
                pass
            process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "x").exists()
    [left] = os.listdir(tmp_path)
    assert left.startswith(".x.")
    assert left.endswith(".part")


@pytest.mark.parametrize("raised", [KeyboardInterrupt, ZeroDivisionError, ApiException, TimeoutError])
def test_what_progress_raises_comes_through_and_leaves_nothing(
    raised: type[BaseException], client_for: ClientFor, tmp_path: Path
) -> None:
    error = raised()

    def progress(got: int, total: int | None) -> None:
        if got:
            raise error

    with ScriptedServer([answer(DATA)]) as server:
        with pytest.raises(raised) as caught:
            client_for(server).download(server.url + "/x", tmp_path / "x", progress=progress)
        assert caught.value is error
        assert len(server.requests) == 1
    assert nothing_left(tmp_path)


def test_twenty_threads_fetch_at_once(client_for: ClientFor, tmp_path: Path) -> None:
    store = ScriptedServer(lambda request: answer(DATA + request.target.encode()))
    with store, ScriptedServer(lambda request: to(store.url + request.target)) as server:
        client = client_for(server)
        threads = [
            threading.Thread(target=client.download, args=(f"{server.url}/{number}", tmp_path / str(number)))
            for number in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert all((tmp_path / str(number)).read_bytes() == DATA + f"/{number}".encode() for number in range(20))
