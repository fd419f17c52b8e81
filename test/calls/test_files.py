"""Attachments: what one may be, how it looks on the wire, and what is refused before anything is sent."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import mimetypes
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from forms import parsed
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import NULL, ApiConnectionException, MessageType, PublicMessageCreatePayload

DATA = bytes(range(256)) * 300


@pytest.fixture
def server():
    with ScriptedServer([json_answer({"id": 1})]) as scripted:
        yield scripted


@pytest.fixture
def api(server, client_for):
    return chatwoot_client.MessagesAPIApi(client_for(server, retries=0))


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(DATA)
    return path


class PathLike:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return str(self.path)


class Stream:
    """What can be read once: a pipe, an answer of another server."""

    def __init__(self, data=DATA):
        self._data = io.BytesIO(data)

    def read(self, size=-1):
        return self._data.read(size)


def send(api, *attachments, **fields):
    api.create_a_message({**fields, "attachments": list(attachments)}, "inbox", "contact", 1)


def as_agent(api, attachments, **fields):
    """Send with the application API, which takes more fields than the public one."""
    messages = chatwoot_client.MessagesApi(api.api_client)
    messages.create_a_new_message_in_a_conversation({**fields, "attachments": attachments}, 1, 1)


def refused(api, server, attachments, error, **fields):
    """What is said of *attachments*, of which nothing was sent."""
    with pytest.raises(error) as raised:
        api.create_a_message({"content": "hello", **fields, "attachments": attachments}, "inbox", "contact", 1)
    assert server.connections == 0
    return str(raised.value)


# --- what an attachment may be ---


def as_path(path):
    return path


def as_path_like(path):
    return PathLike(path)


def as_open_file(path):
    return path.open("rb")


def as_unbuffered_file(path):
    return path.open("rb", buffering=0)


def as_open_file_of_a_bytes_path(path):
    return open(os.fsencode(path), "rb")


FORMS = [as_path, as_path_like, as_open_file, as_unbuffered_file, as_open_file_of_a_bytes_path]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_on_disk_goes_under_its_base_name_with_a_guessed_type(api, server, photo, form):
    send(api, form(photo))
    assert parsed(server.requests[0]) == ([], [("attachments[]", "photo.png", "image/png", DATA)])


@pytest.mark.parametrize(
    "data",
    [
        lambda path: DATA,
        lambda path: bytearray(DATA),
        lambda path: memoryview(DATA),
        lambda path: memoryview(DATA).cast("I"),
        lambda path: io.BytesIO(DATA),
        lambda path: path.open("rb"),
        lambda path: path,
        lambda path: Stream(),
    ],
)
def test_a_tuple_says_the_name_and_the_type(api, server, photo, data):
    send(api, ("../my picture.png", data(photo), "image/x-own; of=mine"), ("other.txt", data(photo)))
    _, files = parsed(server.requests[0])
    assert files == [
        ("attachments[]", "../my picture.png", "image/x-own; of=mine", DATA),
        ("attachments[]", "other.txt", "text/plain", DATA),
    ]


@pytest.mark.parametrize("content_type", [None, "application/pdf"])
def test_a_type_that_is_not_given_is_guessed(api, server, content_type):
    send(api, ("bill.pdf", b"%PDF", content_type))
    assert parsed(server.requests[0])[1][0][2] == "application/pdf"


TYPES = {
    "image/": "photo.jpeg A.PNG a.gif a.webp a.heic a.heif a.avif a.svg a.tif a.bmp",
    "audio/": "voice.ogg voice.oga voice.opus voice.m4a voice.amr voice.mp3 voice.wav voice.webm a.aac a.flac",
    "video/": "a.mp4 a.mov a.m4v a.3gp a.mpeg a.avi a.mkv",
    "text/plain": "a.txt a.log",
    "text/csv": "a.csv",
    "text/vcard": "ann.vcf",
    "application/pdf": "bill.pdf",
    "application/json": "a.json",
    "application/zip": "a.zip",
    "application/gzip": "a.gz a.tar.gz a.tgz",
    "application/x-bzip2": "a.csv.bz2",
    "application/msword": "a.doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a.docx",
    "application/vnd.ms-excel": "a.xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "a.xlsx",
    "application/vnd.ms-powerpoint": "a.ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "a.PPTX",
    "application/vnd.oasis.opendocument.text": "a.odt",
    "application/octet-stream": "a.unheard-of a .hidden .png a. png",
}


@pytest.mark.parametrize(
    ("name", "content_type"), [(name, kind) for kind, names in TYPES.items() for name in names.split(" ")]
)
def test_the_type_is_told_from_the_name(api, server, name, content_type):
    send(api, (name, b"data"))
    assert parsed(server.requests[0])[1][0][2].startswith(content_type)


def test_the_type_is_the_same_whatever_the_system_knows(api, server, monkeypatch):
    mimetypes.init()
    monkeypatch.setitem(mimetypes.types_map, ".webm", "video/webm")
    monkeypatch.setitem(mimetypes.types_map, ".unheard-of", "text/plain")
    send(api, ("a.webm", b"data"), ("a.unheard-of", b"data"))
    assert [file[2] for file in parsed(server.requests[0])[1]] == ["audio/webm", "application/octet-stream"]


@pytest.mark.parametrize("name", ["naïve 写真 🙂.txt", "a;b=c.txt", "100%.txt", " .txt", "x" * 300])
def test_a_name_arrives_as_it_was_given(api, server, name):
    send(api, (name, b"data"))
    assert parsed(server.requests[0])[1][0][1] == name


def test_quotes_and_backslashes_in_a_name_are_written_as_browsers_write_them(api, server):
    send(api, ('a "quoted" name.txt', b"data"), ("back\\slash.txt", b"data"))
    assert b'filename="a %22quoted%22 name.txt"' in server.requests[0].body
    assert b'filename="back\\slash.txt"' in server.requests[0].body


def test_what_has_no_name_of_its_own_is_called_file(api, server):
    with tempfile.TemporaryFile() as opened:
        opened.write(DATA)
        opened.seek(0)
        send(api, opened, io.BytesIO(DATA))
    assert [file[1:] for file in parsed(server.requests[0])[1]] == [("file", "application/octet-stream", DATA)] * 2


def test_an_open_file_is_sent_from_where_it_stands(api, server, photo):
    with photo.open("rb") as opened:
        opened.seek(1000)
        send(api, opened)
    assert parsed(server.requests[0])[1][0][3] == DATA[1000:]


def test_the_same_open_file_may_be_attached_twice(api, server, photo):
    with photo.open("rb") as opened:
        opened.seek(5)
        send(api, opened, ("again.png", opened))
    assert [file[3] for file in parsed(server.requests[0])[1]] == [DATA[5:]] * 2


def test_empty_files_are_files(api, server, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    send(api, empty, ("none.bin", b""))
    assert [file[3] for file in parsed(server.requests[0])[1]] == [b"", b""]


def test_what_can_be_read_once_only_is_sent_in_chunks(api, server):
    read_end, write_end = os.pipe()
    with open(read_end, "rb") as reading, open(write_end, "wb") as writing:
        writing.write(b"through a pipe")
        writing.close()
        send(api, ("once.bin", Stream()), ("pipe.bin", reading), content="hello")
    (request,) = server.requests
    assert request.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in request.headers
    fields, files = parsed(request)
    assert fields == [("content", "hello")]
    assert [file[3] for file in files] == [DATA, b"through a pipe"]


def test_a_form_of_files_says_its_length(api, server, photo):
    send(api, photo)
    (request,) = server.requests
    assert int(request.headers["content-length"]) == len(request.body)
    assert "transfer-encoding" not in request.headers
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")


def test_a_payload_and_a_dict_send_the_same(api, server, photo):
    api.create_a_message(PublicMessageCreatePayload("hello", "1", [photo]), "inbox", "contact", 1)
    send(api, photo, content="hello", echo_id="1")
    first, second = map(parsed, server.requests)
    assert (
        first
        == second
        == ([("content", "hello"), ("echo_id", "1")], [("attachments[]", "photo.png", "image/png", DATA)])
    )


@pytest.mark.parametrize("none", [None, NULL, [], ()])
def test_without_files_json_is_sent(api, server, none):
    api.create_a_message({"content": "hello", "attachments": none}, "inbox", "contact", 1)
    assert server.requests[0].json == {"content": "hello"}


# --- fields beside files ---


def test_fields_beside_a_file_go_as_rails_reads_them(api, server):
    as_agent(
        api,
        [("a.txt", b"data")],
        content="Grüße 🙂\r\n--x",
        echo_id=5,
        private=True,
        muted=False,
        ratio=0.5,
        kind=MessageType.TEMPLATE,
        status=chatwoot_client.ConversationStatus.OPEN,
        at=datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc),
        labels=["a", "b"],
        custom_attributes={"plan": "pro", "of": {"depth": 2}},
        content_attributes={"in_reply_to": 5, "items": [{"title": "ä", "none": None}]},
        answer=chatwoot_client.SubmittedValue(name="n", value=1),
    )
    fields, _ = parsed(server.requests[0])
    assert json.loads(dict(fields).pop("content_attributes")) == {
        "in_reply_to": 5,
        "items": [{"title": "ä", "none": None}],
    }
    assert [pair for pair in fields if pair[0] != "content_attributes"] == [
        ("content", "Grüße 🙂\r\n--x"),
        ("echo_id", "5"),
        ("private", "true"),
        ("muted", "false"),
        ("ratio", "0.5"),
        ("kind", "3"),
        ("status", "open"),
        ("at", "2026-11-23T00:00:00+00:00"),
        ("labels[]", "a"),
        ("labels[]", "b"),
        ("custom_attributes[plan]", "pro"),
        ("custom_attributes[of][depth]", "2"),
        ("answer[name]", "n"),
        ("answer[value]", "1"),
    ]


def deep():
    nested = {}
    for _ in range(5000):
        nested = {"in": nested}
    return nested


def circle():
    made = {}
    made["self"] = made
    return made


@pytest.mark.parametrize(
    "value", [NULL, None, float("nan"), {"a": NULL}, [None], {1, 2}, b"bytes", object(), "\ud800", deep(), circle()]
)
def test_a_field_that_a_form_can_not_carry_is_refused_by_name(api, server, value):
    said = refused(api, server, [("a.txt", b"data")], ValueError, custom_attributes=value)
    assert said.startswith("custom_attributes")


@pytest.mark.parametrize("value", [{"a": float("nan")}, {"a": {1}}, circle()])
def test_content_attributes_that_json_can_not_carry_are_refused_by_name(api, server, value):
    with pytest.raises(ValueError, match=r"^content_attributes"):
        as_agent(api, [("a.txt", b"data")], content_attributes=value)
    assert server.connections == 0


def test_a_payload_with_null_beside_a_file_is_refused(api, server):
    with pytest.raises(ValueError, match="content is null"):
        api.create_a_message(PublicMessageCreatePayload(NULL, attachments=[("a.txt", b"")]), "inbox", "contact", 1)
    assert server.connections == 0


def test_the_name_of_a_nested_field_can_not_break_out_of_its_header(api, server):
    send(api, ("a.txt", b"data"), custom_attributes={'x"\r\nContent-Type: text/html\r\n\r\n': "y"})
    fields, files = parsed(server.requests[0])
    assert len(fields) == len(files) == 1
    assert b"\r\nContent-Type: text/html" not in server.requests[0].body


# --- what is refused, before anything is sent ---


@pytest.mark.parametrize("attachment", ["photo.png", "signed-id--abc"])
def test_text_is_never_a_path(api, server, attachment):
    said = refused(api, server, [("a.txt", b"ok"), attachment], TypeError)
    assert said.startswith("attachments[1] is a str; for a file on disk pass pathlib.Path(...)")


@pytest.mark.parametrize("attachments", ["photo.png", b"data", Path("photo.png"), {"a": 1}, {1, 2}, 5, iter([])])
def test_attachments_are_a_list(api, server, attachments):
    assert refused(api, server, attachments, TypeError).startswith("attachments must be a list; an attachment is a")


@pytest.mark.parametrize(
    "attachment",
    [None, 5, b"data", ["a.txt", b"data"], (), ("a.txt",), ("a.txt", b"", "text/plain", 1), ("a.txt", "text"),
     ("a.txt", None), ("a.txt", 5), (Path("a.txt"), b"data"), (None, b"data"), ("a.txt", b"data", 5)],
)  # fmt: skip
def test_what_is_no_attachment_is_refused_by_its_place(api, server, attachment):
    assert refused(api, server, [attachment], TypeError).startswith("attachments[0]")


@pytest.mark.parametrize(
    "attachment",
    [("", b"data"), ("a\r\nX-Injected: 1", b"data"), ("a\0", b"data"), ("a\ud800.txt", b"data"),
     ("a.txt", b"data", ""), ("a.txt", b"data", "image"), ("a.txt", b"data", "image/png\r\nX-Injected: 1"),
     ("a.txt", b"data", "image/\u20ac")],
)  # fmt: skip
def test_a_name_or_type_that_a_header_can_not_carry_is_refused(api, server, attachment):
    assert "attachments[" in refused(api, server, [attachment], ValueError)


def test_a_missing_file_and_a_directory_are_refused_by_place_and_path(api, server, tmp_path, photo):
    assert f"attachments[1]: '{tmp_path}/missing' can't be read: No such file" in refused(
        api, server, [photo, tmp_path / "missing"], ValueError
    )
    assert f"'{tmp_path}' is a directory" in refused(api, server, [("a.txt", tmp_path)], ValueError)
    assert "attachments[0]" in refused(api, server, [Path("a\0b")], ValueError)


def test_a_file_that_is_no_regular_one_is_refused_without_being_waited_for(api, server, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(tmp_path / "socket"))
    for path in (tmp_path / "fifo", tmp_path / "socket", Path("/dev/zero")):
        assert "is not a regular file" in refused(api, server, [path], ValueError)


@contextlib.contextmanager
def as_nobody():
    """Without root's right to read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_read_is_refused(api, server, photo):
    with contextlib.ExitStack() as restored:
        for folder in photo.parents:
            mode = folder.stat().st_mode
            if mode & 0o5 != 0o5:
                folder.chmod(mode | 0o5)
                restored.callback(folder.chmod, mode)
        photo.chmod(0)
        with as_nobody():
            assert "photo.png' can't be read: Permission denied" in refused(api, server, [photo], ValueError)


def test_a_file_that_is_open_as_text_closed_or_for_writing_is_refused(api, server, photo):
    with photo.open() as opened:
        assert "opened as text; open it with mode 'rb'" in refused(api, server, [opened], TypeError)
    assert "opened as text" in refused(api, server, [io.StringIO("text")], TypeError)
    assert "attachments[0] is a closed file" in refused(api, server, [opened], ValueError)
    with photo.open("ab") as opened:
        assert "isn't open for reading" in refused(api, server, [("a.png", opened)], ValueError)


def test_a_server_takes_127_files_and_no_more(api, server):
    files = [("a.txt", b"")] * 128
    assert "128 files; a Chatwoot server takes 127" in refused(api, server, files, ValueError)
    send(api, *files[:127])
    assert len(parsed(server.requests[0])[1]) == 127


# --- while it's on its way ---


def test_files_are_rewound_before_a_repeat(client_for, photo):
    refusal = answer(status=503, headers={"Retry-After": "0"})
    with ScriptedServer([refusal, json_answer({"id": 1})]) as server, photo.open("rb") as opened:
        api = chatwoot_client.MessagesAPIApi(client_for(server))
        opened.seek(10)
        send(api, opened, photo, ("b.bin", DATA))
    first, second = server.requests
    assert first.body == second.body
    assert [file[3] for file in parsed(second)[1]] == [DATA[10:], DATA, DATA]


def test_what_can_be_read_once_only_is_not_repeated(client_for):
    refusal = answer(status=503, headers={"Retry-After": "0"})
    with ScriptedServer([refusal, json_answer({"id": 1})]) as server:
        api = chatwoot_client.MessagesAPIApi(client_for(server))
        with pytest.raises(chatwoot_client.ServiceException):
            send(api, ("once.bin", Stream()))
    assert len(server.requests) == 1


class Shrinking(io.BytesIO):
    """Looks longer than it is."""

    def seek(self, offset, whence=0):
        end = super().seek(offset, whence)
        return end + 1000 if whence == os.SEEK_END else end


class Generous(io.BytesIO):
    """Gives more than it's asked for."""

    def read(self, size=-1):
        return super().read(size and size + 10)


def test_a_file_that_can_not_be_read_to_its_end_is_an_api_exception_that_says_so(client_for):
    with ScriptedServer([json_answer({"id": 1})]) as server:
        api = chatwoot_client.MessagesAPIApi(client_for(server, retries=0))
        with pytest.raises(ApiConnectionException) as raised:
            send(api, ("a.bin", Shrinking(DATA)))
    assert raised.value.reason == "attachments[0] became 1000 bytes shorter while it was being sent"
    assert raised.value.outcome == "unknown"


def test_no_more_is_sent_than_was_announced(api, server):
    send(api, ("generous", Generous(DATA)))
    assert parsed(server.requests[0])[1][0][3] == DATA


SENDS_200_MEGABYTES = """
import resource, sys
from pathlib import Path
import chatwoot_client
configuration = chatwoot_client.Configuration(host=sys.argv[1], retries=0)
api = chatwoot_client.MessagesAPIApi(chatwoot_client.ApiClient(configuration))
api.create_a_message({"content": "warm", "attachments": [("a.bin", b"data")]}, "inbox", "contact", 1)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for how in (lambda path: path, lambda path: path.open("rb"), lambda path: ("big.bin", path)):
    api.create_a_message({"attachments": [how(Path(sys.argv[2]))]}, "inbox", "contact", 1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_file_is_not_held_in_memory_whole(tmp_path):
    big = tmp_path / "big.bin"
    size = 200 * 1024 * 1024
    with big.open("wb") as opened:
        opened.truncate(size)
    with counting_server() as (url, received):
        done = subprocess.run(
            [sys.executable, "-c", SENDS_200_MEGABYTES, url, str(big)], capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 0, done.stderr
    assert [count > size for count in received] == [False, True, True, True]
    assert int(done.stdout) < 10 * 1024


@contextlib.contextmanager
def counting_server():
    """Counts the bytes of each request's body, without keeping them."""
    import http.server
    import threading

    received = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            left = int(self.headers["Content-Length"])
            received.append(left)
            while left:
                left -= len(self.rfile.read(min(left, 1024 * 1024)))
            self.wfile.write(json_answer({"id": 1}))

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", received
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("failing", ["read", "seek", "tell", "seekable"])
def test_an_open_file_that_fails_before_anything_is_sent_is_refused_by_its_place(api, server, failing):
    def fail(*_):
        raise OSError("the disk is gone")

    broken = type("Broken", (io.BytesIO,), {failing: fail})(b"a")
    with pytest.raises(ValueError, match=r"^attachments\[0\] can't be read: OSError"):
        api.create_a_message({"attachments": [broken]}, "inbox", "contact", 1)
    assert server.connections == 0


# --- progress ---


def test_progress_is_told_of_all_that_is_sent_and_of_nothing_else(server, api, photo):
    told = []
    body = {"content": "hello", "attachments": [photo, ("note.txt", b"note")]}
    message = api.create_a_message(body, "inbox", "contact", 1, progress=lambda *step: told.append(step))
    assert message.id == 1
    sent, totals = zip(*told)
    assert set(totals) == {len(server.requests[0].body)}
    assert list(sent) == sorted(sent)
    assert sent[-1] == totals[-1]
    assert len(told) > 2
    api.create_a_message({"content": "no file"}, "inbox", "contact", 1, progress=told.clear)
    assert told


def test_progress_is_told_no_total_where_nobody_knows_it(server, api):
    told = []
    body = {"attachments": [("a", Stream())]}
    api.create_a_message(body, "inbox", "contact", 1, progress=lambda *step: told.append(step))
    assert told[-1] == (len(server.requests[0].body), None)


def test_progress_begins_anew_with_each_attempt(client_for, photo):
    told = []
    with ScriptedServer([answer(status=429, headers={"Retry-After": "0"}), json_answer({"id": 1})]) as scripted:
        api = chatwoot_client.MessagesAPIApi(client_for(scripted, retries=chatwoot_client.RetryPolicy(backoff=0.01)))
        body = {"attachments": [photo]}
        api.create_a_message(body, "inbox", "contact", 1, progress=lambda sent, total: told.append(sent))
        assert len(scripted.requests) == 2
    again = told.index(min(told), 1)
    assert told[:again] == told[again:] == sorted(told[:again])


@pytest.mark.parametrize(
    "raised", [ZeroDivisionError, KeyboardInterrupt, TimeoutError, ConnectionResetError, ApiConnectionException]
)
def test_what_progress_raises_comes_through_unchanged_and_costs_no_second_message(server, api, raised):
    error = raised("mine")

    def progress(sent, total):
        if sent > 100_000:
            raise error

    opened = io.BytesIO(DATA * 20)
    opened.seek(5)
    with pytest.raises(raised) as caught:
        api.create_a_message({"attachments": [("a", opened)]}, "inbox", "contact", 1, progress=progress, _retries=3)
    assert caught.value is error
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert opened.tell() == 5
    # It may not have been accepted yet.
    assert server.connections <= 1
    assert not any(len(request.body) == int(request.headers["content-length"]) for request in server.requests)


def test_progress_that_can_not_be_called_is_refused_by_name(server, api, photo):
    with pytest.raises(TypeError, match="progress must be callable"):
        api.create_a_message({"attachments": [photo]}, "inbox", "contact", 1, progress=5)
    assert server.connections == 0
