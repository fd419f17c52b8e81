"""A file is sent whole, or the call says so."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import socket
import tempfile
import threading
import time
from pathlib import Path

import pytest
from forms import parsed
from servers import ScriptedServer, answer, closed_port, json_answer

import chatwoot_client
from chatwoot_client import AmbiguousResultException, ApiConnectionException, ServiceException

DATA = bytes(range(256)) * 2000
BIG = bytes(range(256)) * 64 * 1024
BUSY = answer(status=503, headers={"Retry-After": "0"})
HERE = ("inbox", "contact", 1)


@pytest.fixture
def server():
    with ScriptedServer([json_answer({"id": 1})]) as scripted:
        yield scripted


@pytest.fixture
def api(server, client_for):
    return chatwoot_client.MessagesAPIApi(client_for(server))


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(DATA)
    return path


def send(api, *attachments):
    api.create_a_message({"attachments": list(attachments)}, *HERE)


def received(server):
    """The files of each whole request."""
    whole = [request for request in server.requests if request.body.endswith(b"--\r\n")]
    return [[file[3] for file in parsed(request)[1]] for request in whole]


class Stream:
    """What can be read once: an answer of another server."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def read(self, size=-1):
        if size == 0:
            return b""
        return self.pieces.pop(0) if self.pieces else b""


class Gated(io.BytesIO):
    """Stops in the middle of its bytes until it's let on."""

    def __init__(self, data):
        super().__init__(data)
        self.reached, self.open = threading.Event(), threading.Event()

    def read(self, size=-1):
        if self.tell() and size:
            self.reached.set()
            assert self.open.wait(20)
        return super().read(size)


# --- what was sent before ---


OPENED = {
    "a file": lambda path: path.open("rb"),
    "an unbuffered file": lambda path: path.open("rb", buffering=0),
    "bytes in memory": lambda path: io.BytesIO(path.read_bytes()),
    "a file that's read and written": lambda path: path.open("r+b"),
}


@pytest.mark.parametrize("how", OPENED)
def test_an_open_file_at_its_end_is_refused_with_what_to_do(api, server, photo, how):
    with OPENED[how](photo) as opened:
        send(api, opened)
        with pytest.raises(ValueError, match=r"^attachments\[0\] is at its end: it was read or sent before; .*seek\(0"):
            send(api, opened)
        opened.seek(len(DATA) + 5)
        with pytest.raises(ValueError, match=r"^attachments\[0\] is at its end"):
            send(api, ("a.png", opened))
        opened.seek(0)
        send(api, opened)
    assert received(server) == [[DATA], [DATA]]


def test_an_open_file_that_is_empty_is_sent(api, server, tmp_path):
    (tmp_path / "empty").touch()
    with (tmp_path / "empty").open("rb") as opened:
        send(api, opened, io.BytesIO())
        send(api, opened)
    assert received(server) == [[b"", b""], [b""]]


def test_a_stream_that_was_sent_before_is_refused(api, server):
    stream = Stream(DATA, DATA)
    send(api, ("a.bin", stream))
    with pytest.raises(ValueError, match=r"^attachments\[0\] is a stream that another call has read already"):
        send(api, ("a.bin", stream))
    assert received(server) == [[DATA * 2]]


def test_a_stream_with_nothing_left_ends_the_call(api, server):
    with pytest.raises(
        AmbiguousResultException, match=r"attachments\[0\] gave nothing: it was read before, or is empty"
    ):
        send(api, ("a.bin", Stream()))
    assert received(server) == []


def test_a_stream_of_which_nothing_was_sent_can_be_given_again(api, server, client_for):
    stream = Stream(DATA, DATA)
    nowhere = chatwoot_client.MessagesAPIApi(client_for(f"http://127.0.0.1:{closed_port()}", retries=0))
    with pytest.raises(ApiConnectionException):
        send(nowhere, ("a.bin", stream))
    send(api, ("a.bin", stream))
    assert received(server) == [[DATA * 2]]


def test_a_stream_is_attached_once(api, server):
    stream = Stream(DATA, DATA)
    with pytest.raises(ValueError, match=r"attachments\[\]: a stream that can be read once is attached twice"):
        send(api, ("a.bin", stream), ("b.bin", stream))
    assert server.connections == 0


# --- what has no size ---


def test_a_file_that_the_system_makes_up_is_sent_whole(api, server):
    made_up = Path("/proc/self/status")
    if not made_up.exists():
        pytest.skip("there's no /proc")
    with made_up.open("rb") as opened:
        send(api, made_up, opened)
    with made_up.open("rb") as opened:
        assert opened.read()
        with pytest.raises(ValueError, match=r"attachments\[0\] is at its end"):
            send(api, opened)
    ((by_path, by_file),) = received(server)
    assert by_path.startswith(b"Name:")
    assert by_file.startswith(b"Name:")
    assert by_path.count(b"\n") == by_file.count(b"\n") > 20
    assert server.requests[0].headers["transfer-encoding"] == "chunked"


def test_a_file_that_the_system_says_is_longer_than_it_is_is_sent_whole(api, server):
    setting = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    if not setting.exists() or setting.stat().st_size == len(setting.read_bytes()):
        pytest.skip("there's no such file in /sys")
    with setting.open("rb") as opened:
        send(api, setting, opened)
    assert received(server) == [[setting.read_bytes()] * 2]


def test_pipes_and_fifos_are_sent_whole(api, server, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    read_end, write_end = os.pipe()

    def write(where):
        with open(where, "wb") as writing:
            for start in range(0, len(DATA), 50_000):
                writing.write(DATA[start : start + 50_000])

    writers = [threading.Thread(target=write, args=(where,)) for where in (write_end, tmp_path / "fifo")]
    for writer in writers:
        writer.start()
    with open(read_end, "rb") as pipe, open(tmp_path / "fifo", "rb") as fifo:
        send(api, ("pipe.bin", pipe), fifo)
    for writer in writers:
        writer.join()
    assert received(server) == [[DATA, DATA]]


def test_a_compressed_file_is_sent_as_what_is_in_it_and_again_if_need_be(client_for, tmp_path):
    with gzip.open(tmp_path / "a.gz", "wb") as writing:
        writing.write(DATA)
    with ScriptedServer([BUSY, json_answer({"id": 1})]) as server, gzip.open(tmp_path / "a.gz") as opened:
        send(chatwoot_client.MessagesAPIApi(client_for(server)), ("a.bin", opened))
        assert received(server) == [[DATA], [DATA]]


def test_a_temporary_file_kept_in_memory_is_rewound(client_for):
    with ScriptedServer([BUSY, json_answer({"id": 1})]) as server, tempfile.SpooledTemporaryFile(10**7) as opened:
        opened.write(DATA)
        opened.seek(1)
        send(chatwoot_client.MessagesAPIApi(client_for(server)), ("a.bin", opened))
        assert received(server) == [[DATA[1:]], [DATA[1:]]]


# --- what isn't what it was ---


def replace(path):
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.replace(other, path)


def grow(path):
    with path.open("ab") as more:
        more.write(b"more")


def shrink(path):
    os.truncate(path, path.stat().st_size - 3)


def rewrite(path):
    before = path.stat().st_mtime_ns
    while path.stat().st_mtime_ns == before:
        with path.open("r+b") as opened:
            opened.write(b"changed")
        time.sleep(0.001)


def remove(path):
    path.unlink()


CHANGES = [
    (replace, "was replaced by another file"),
    (grow, "became 4 bytes longer"),
    (shrink, "became 3 bytes shorter"),
    (rewrite, "was written to"),
]


@pytest.mark.parametrize(("change", "said"), [*CHANGES, (remove, "can't be read any more: No such file or directory")])
def test_a_path_is_the_same_file_at_each_attempt_or_the_call_says_so(client_for, photo, change, said):
    def script(request):
        change(photo)
        return BUSY

    with ScriptedServer(script) as server:
        api = chatwoot_client.MessagesAPIApi(client_for(server))
        with pytest.raises(ApiConnectionException) as raised:
            send(api, ("a.txt", b"first"), photo)
        assert received(server) == [[b"first", DATA]]
    assert raised.value.reason.startswith(f"attachments[1] {said}")
    assert raised.value.attempts == 2


@pytest.mark.parametrize(("change", "said"), [(grow, "became 4 bytes longer"), (shrink, "became 3 bytes shorter")])
def test_an_open_file_has_the_same_size_at_each_attempt_or_the_call_says_so(client_for, photo, change, said):
    def script(request):
        change(photo)
        return BUSY

    with ScriptedServer(script) as server, photo.open("rb") as opened:
        api = chatwoot_client.MessagesAPIApi(client_for(server))
        with pytest.raises(ApiConnectionException) as raised:
            send(api, opened)
        assert received(server) == [[DATA]]
    assert raised.value.reason == f"attachments[0] {said} since the call began"


@contextlib.contextmanager
def reading_in_two_goes(between):
    """A server that reads a little of a request, does something, and reads on until the client hangs up."""
    taken = bytearray()

    def serve():
        connection, _ = listener.accept()
        with connection:
            while len(taken) < 200_000:
                taken.extend(connection.recv(65536))
            between()
            while piece := connection.recv(1 << 20):
                taken.extend(piece)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", taken
        finally:
            thread.join(20)
            assert not thread.is_alive()


@pytest.mark.parametrize("opened", [False, True], ids=["path", "open file"])
@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_a_file_that_changes_while_it_is_sent_is_never_a_whole_request(tmp_path, change, said, opened):
    if opened and change in (rewrite, replace):
        pytest.skip("of an open file only the size is looked at")
    path = tmp_path / "big.bin"
    path.write_bytes(BIG)
    with reading_in_two_goes(lambda: change(path)) as (url, taken), contextlib.ExitStack() as stack:
        client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=url))
        given = stack.enter_context(path.open("rb")) if opened else path
        with pytest.raises(AmbiguousResultException) as raised:
            send(chatwoot_client.MessagesAPIApi(client), given)
    assert raised.value.reason == f"attachments[0] {said} while it was being sent"
    assert isinstance(raised.value, ApiConnectionException)
    assert raised.value.attempts == 1
    assert not taken.endswith(b"--\r\n")


def test_an_open_file_that_is_replaced_while_it_is_sent_is_sent_as_it_was(client_for, tmp_path):
    path = tmp_path / "big.bin"
    path.write_bytes(BIG)

    class Replacing(io.BytesIO):
        def read(self, size=-1):
            if size:
                replace(path)
            return super().read(size)

    with ScriptedServer([json_answer({"id": 1})]) as server, path.open("rb") as opened:
        send(chatwoot_client.MessagesAPIApi(client_for(server)), opened, Replacing(b"x"))
        assert received(server) == [[BIG, b"x"]]


# --- whom an open file belongs to ---


def test_two_calls_do_not_read_one_open_file_at_the_same_time(api, server):
    opened = Gated(DATA)
    first = threading.Thread(target=send, args=(api, ("a.bin", opened)))
    first.start()
    try:
        assert opened.reached.wait(20)
        with pytest.raises(ValueError, match=r"^attachments\[0\] is being sent by another call; open it once for each"):
            send(api, ("a.bin", opened))
    finally:
        opened.open.set()
        first.join()
    assert received(server) == [[DATA]]


def test_what_somebody_else_reads_meanwhile_is_never_a_whole_request(api, server):
    class Disturbed(io.BytesIO):
        def read(self, size=-1):
            piece = super().read(size)
            if self.tell() > len(DATA) // 2:
                self.seek(10, os.SEEK_CUR)
            return piece

    with pytest.raises(AmbiguousResultException, match=r"attachments\[0\] was read by somebody else while"):
        send(api, ("a.bin", Disturbed(DATA)))
    assert received(server) == []


def test_threads_that_share_an_open_file_send_it_whole_or_not_at_all(server, client_for, photo):
    api = chatwoot_client.MessagesAPIApi(client_for(server))
    said = []

    def work():
        for _ in range(10):
            try:
                opened.seek(0)
                send(api, opened)
            except (ValueError, ApiConnectionException) as error:
                said.append(str(error))

    with photo.open("rb") as opened:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for (data,) in received(server):
        assert DATA.endswith(data)
    assert len(received(server)) + len(said) == 40
    assert all("attachments[0]" in text for text in said)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there's no fork")
def test_a_forked_child_may_send_a_file_that_its_parent_was_sending(server, client_for):
    opened = Gated(DATA)
    api = chatwoot_client.MessagesAPIApi(client_for(server))
    first = threading.Thread(target=send, args=(api, ("a.bin", opened)))
    first.start()
    try:
        assert opened.reached.wait(20)
        child = os.fork()
        if not child:
            status = 1
            try:
                opened.open.set()
                opened.seek(0)
                send(api, ("a.bin", opened))
                status = 0
            finally:
                os._exit(status)
        assert os.waitpid(child, 0)[1] == 0
    finally:
        opened.open.set()
        first.join()
    assert received(server) == [[DATA], [DATA]]


def test_a_call_that_failed_leaves_open_files_where_they_stood(client_for, photo):
    refusals = [answer(status=500), json_answer({"id": 1})]
    with ScriptedServer(refusals) as server, photo.open("rb") as opened:
        api = chatwoot_client.MessagesAPIApi(client_for(server))
        opened.seek(5)
        with pytest.raises(ServiceException):
            send(api, opened)
        assert opened.tell() == 5
        send(api, opened)
        assert received(server) == [[DATA[5:]], [DATA[5:]]]


def test_a_call_that_was_interrupted_leaves_open_files_where_they_stood(api, server):
    class Interrupted(io.BytesIO):
        interrupted = False

        def read(self, size=-1):
            if not self.interrupted and self.tell() > 100:
                self.interrupted = True
                raise KeyboardInterrupt
            return super().read(size)

    opened = Interrupted(DATA)
    with pytest.raises(KeyboardInterrupt):
        send(api, ("a.bin", opened))
    errors = []

    def again():
        try:
            send(api, ("a.bin", opened))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=again)
    thread.start()
    thread.join()
    assert errors == []
    assert received(server) == [[DATA]]


# --- what a file gives ---


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "gave None instead of bytes: it has none yet, and doesn't wait for them; set it to blocking"),
        ("text", "gave str instead of bytes; open it with mode 'rb'"),
        (5, "gave int instead of bytes"),
    ],
)
@pytest.mark.parametrize("before", [(), (DATA,)], ids=["at once", "later"])
def test_a_file_that_gives_no_bytes_ends_the_call(api, server, given, said, before):
    with pytest.raises(AmbiguousResultException) as lost:
        send(api, ("a.txt", b""), ("a.bin", Stream(*before, given)))
    assert lost.value.reason.startswith(f"attachments[1] {said}")
    assert received(server) == []


def test_a_pipe_that_does_not_wait_is_never_taken_for_one_that_ended(api, server):
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    with open(write_end, "wb") as writing, open(read_end, "rb") as reading:
        writing.write(b"some")
        writing.flush()
        with pytest.raises(AmbiguousResultException, match=r"attachments\[0\] gave None"):
            send(api, ("a.bin", reading))
    assert received(server) == []


@pytest.mark.filterwarnings("error")
def test_a_file_that_is_read_asynchronously_is_refused_with_what_to_do(api, server):
    class Asynchronous:
        async def read(self, size=-1):
            return b"data"

    with pytest.raises(TypeError, match=r"^attachments\[0\] is read asynchronously; await its read\(\) and pass"):
        send(api, ("a.bin", Asynchronous()))
    assert server.connections == 0


class OfOnesOwn(Exception):
    """What a program's own file object may raise, or a signal's handler in the middle of it."""


class Unplugged(ConnectionError):
    """One that is like what a socket raises, and isn't the server's."""


@pytest.mark.parametrize("error", [OfOnesOwn, Unplugged, TimeoutError, ValueError, KeyboardInterrupt, GeneratorExit])
@pytest.mark.parametrize("retries", [0, 3])
def test_what_a_file_raises_comes_through_unchanged_and_at_once(server, client_for, error, retries):
    class Failing(io.BytesIO):
        reads = 0

        def read(self, size=-1):
            if size and self.tell():
                self.reads += 1
                raise mine
            return super().read(size)

    mine, opened = error("mine"), Failing(DATA)
    api = chatwoot_client.MessagesAPIApi(client_for(server, retries=retries))
    with pytest.raises(error) as raised:
        send(api, ("a.bin", opened))
    assert raised.value is mine
    assert (opened.reads, opened.tell()) == (1, 0)
    assert received(server) == []
    send(api, ("b.bin", b"the client works on"))
    assert received(server) == [[b"the client works on"]]
