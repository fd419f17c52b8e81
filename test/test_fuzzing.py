"""Whatever comes over the wire or in an argument: what was promised, one of our exceptions, or a mistake by its name.

Each run tries the same examples. To look for new ones: ``pytest test/test_fuzzing.py --hypothesis-profile=explore``.
"""

from __future__ import annotations

import base64
import copy
import gzip
import json
import os
import pickle
import re
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable, NamedTuple
from urllib.parse import parse_qsl, unquote

import pytest
from fuzz.decode import check
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from servers import CLOSE, RESET, Answer, Request, ScriptedServer, answer, chunks, json_answer, pause

import chatwoot_client
from chatwoot_client import (
    AmbiguousResultException,
    ApiClient,
    ApiException,
    Configuration,
    ContactsAPIApi,
    CSATSurveyPageApi,
    DecodeException,
    InboxAPIApi,
    MessagesAPIApi,
    Model,
    PublicInbox,
    PublicMessage,
    RetryPolicy,
    TooManyRequestsException,
)
from chatwoot_client.calls.waits import retry_after, seconds_to_next_minute
from chatwoot_client.exceptions import ambiguous, class_for_status
from chatwoot_client.generated import file_name, shape_of
from chatwoot_client.rest import RESTResponse

pytestmark = pytest.mark.filterwarnings("error")

CONTACT = ("inbox", "contact", 1)
SANE = "/sane/"
#: Long enough for a call to run out of time, and no longer, since a kept connection would wait for it too.
LINGER = pause(0.15)

scalars = st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats() | st.text(max_size=10)
NAMES = ["id", "content", "message", "error", "errors", "attributes", "created_at", "sender", "attachments"]
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=10,
)


class Fuzzed(ScriptedServer):
    """Gives the answer that it's told to, and to a path below ``/sane/`` one that says which path it was."""

    def __init__(self) -> None:
        self.to_come: Answer = b""
        super().__init__(self._answer_to)

    def _answer_to(self, request: Request) -> Answer:
        return json_answer(request.target) if request.target.startswith(SANE) else self.to_come


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def server() -> Iterator[Fuzzed]:
    with Fuzzed() as server:
        yield server


@pytest.fixture(scope="module")
def client(server: Fuzzed, folder: Path) -> Iterator[ApiClient]:
    once_more = RetryPolicy(repeats=1, backoff=0.001, max_wait=0.05)
    with ApiClient(Configuration(server.url, retries=once_more, temp_folder_path=folder, trust_env=False)) as client:
        yield client


def works_as_ever(client: ApiClient, server: Fuzzed) -> bool:
    target = f"{SANE}{len(server.requests)}"
    return client.call_api(target, "GET", response_type="object").data == target


# --- answers ---

latin_1 = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=20)
dates = st.datetimes().map(lambda moment: moment.strftime("%a, %d %b %Y %H:%M:%S GMT"))
numbers = st.integers().map(str) | st.floats().map(str)
described = {
    "Content-Type": st.sampled_from(["application/json", "text/html; charset=utf-16", "text/plain", ";charset="]),
    "Content-Encoding": st.sampled_from(["gzip", "deflate", "gzip, gzip", "br", "zstd", "identity", "x-gzip", ","]),
    "Content-Disposition": latin_1.map('attachment; filename="{}"'.format),
    "Retry-After": numbers | dates,
    "Date": dates,
    "Location": st.sampled_from(["/", "", "//", "?", "#", "http://127.0.0.1", "http://[", "//\xe9", "/\xe9 x"]),
    "Connection": st.sampled_from(["close", "keep-alive", "upgrade"]),
    "Transfer-Encoding": st.sampled_from(["chunked", "gzip, chunked", "identity", "chunked, chunked"]),
    "Content-Length": numbers,
    "X-Request-Id": latin_1,
}
fields = st.one_of([st.tuples(st.just(name), values | latin_1) for name, values in described.items()])
documents = st.one_of(
    json_values.map(lambda value: json.dumps(value).encode()),
    st.lists(st.dictionaries(st.sampled_from(NAMES), json_values, max_size=3), max_size=3).map(
        lambda value: json.dumps(value).encode()
    ),
    json_values.map(lambda value: json.dumps(value).encode("utf-16")),
    st.integers(1, 100_000).map(lambda depth: b"[" * depth),
    st.integers(1, 2_000).map(lambda depth: b'{"attributes":' + b"[" * depth + b"]" * depth + b"}"),
    st.sampled_from([b"", b" ", b"null", b"\xef\xbb\xbf{}", b"<html>", b'"\\ud800"', b"NaN", b"1" * 5000]),
    st.binary(max_size=50),
)
compressed = st.sampled_from([gzip.compress, zlib.compress, lambda data: zlib.compress(data)[2:-4]])
bodies = documents | st.builds(lambda pack, data: pack(data), compressed, documents)


def framed(status: str, fields: list[tuple[str, str]], framing: str, body: bytes) -> bytes:
    if framing == "length":
        fields = [("Content-Length", str(len(body))), *fields]
    elif framing == "chunked":
        fields, body = [("Transfer-Encoding", "chunked"), *fields], chunks(*filter(None, (body[:9], body[9:])))
    elif framing == "chunked in name only":
        fields = [("Transfer-Encoding", "chunked"), *fields]
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


answers = st.builds(
    framed,
    st.just("200 OK") | st.builds("{} {}".format, st.integers(100, 999), latin_1),
    st.lists(fields | st.tuples(latin_1, latin_1), max_size=4),
    st.sampled_from(["length", "length", "chunked", "chunked in name only", "end of the connection"]),
    bodies,
)


def spoilt(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, replacement in changes:
        start = int(where * len(data))
        data = data[:start] + replacement + data[start + length :]
    return data


FRAGMENTS = (
    *(b"HTTP/1.1 ", b"HTTP/1.0 200", b"200 OK", b"\r\n", b"\n", b"\r", b":", b" ", b"0", b"100 Continue\r\n\r\n"),
    *(b"Content-Length: ", b"Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\n", b"\r\n\r\n", b"{}", b"\0"),
)
fragments = st.sampled_from(FRAGMENTS)
mutated = st.builds(
    spoilt,
    answers,
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), fragments | st.binary(max_size=5)), min_size=1, max_size=4),
)
garbage = st.binary(max_size=100) | st.lists(fragments | st.binary(max_size=5), max_size=12).map(b"".join)


class Call(NamedTuple):
    """A call, and whether what it returned is what it promises."""

    make: Callable[..., Any]
    is_kept: Callable[[Any], bool]


def is_a(kind: type) -> Callable[[Any], bool]:
    # An empty answer and a null are None, whatever was promised.
    return lambda value: value is None or type(value) is kind


def read_open(read: Callable[[RESTResponse], Any]) -> Callable[..., Any]:
    def call(client: ApiClient, **options: Any) -> Any:
        with InboxAPIApi(client).get_details_of_a_inbox("inbox", _preload_content=False, **options) as response:
            return read(response)

    return call


def download(client: ApiClient, **options: Any) -> Any:
    response = read_open(lambda response: (response.data, response))(client, **options)[1]
    return client.deserialize(response, "file")


CALLS = {
    "a model": Call(lambda client, **own: InboxAPIApi(client).get_details_of_a_inbox("i", **own), is_a(PublicInbox)),
    "a list of models": Call(
        lambda client, **own: MessagesAPIApi(client).list_all_converation_messages(*CONTACT, **own),
        lambda value: value is None or all(type(item) is PublicMessage for item in value),
    ),
    "a write": Call(
        lambda client, **own: MessagesAPIApi(client).create_a_message({}, *CONTACT, **own), is_a(PublicMessage)
    ),
    "text": Call(lambda client, **own: CSATSurveyPageApi(client).get_csat_survey_page("uuid", **own), is_a(str)),
    "an open answer read whole": Call(read_open(lambda response: response.read()), is_a(bytes)),
    "an open answer read a little": Call(read_open(lambda response: response.read(3)), is_a(bytes)),
    "an open answer as a stream": Call(read_open(lambda response: b"".join(response.stream(7))), is_a(bytes)),
    "a file": Call(download, is_a(str)),
}


def returned_or_raised(call: Callable[[], Any]) -> tuple[Any, ApiException | None]:
    try:
        return call(), None
    except ApiException as error:
        return None, error


def is_sound(error: ApiException) -> bool:
    """Whether an exception can be shown, read, copied and pickled, and no foreign one hangs on it."""
    assert all(isinstance(text, str) for text in (str(error), repr(error), *error.errors, *error.attributes))
    assert isinstance(error.message, (str, type(None)))
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
    return error.__cause__ is None and isinstance(error.__context__, (ApiException, type(None)))


@settings(max_examples=3 * settings().max_examples)
@given(answers | mutated | garbage, st.sampled_from([CLOSE] * 11 + [RESET, LINGER]), st.sampled_from(list(CALLS)))
@example(answer(b"text", headers={"Content-Encoding": "br"}), CLOSE, "an open answer read whole")
def test_whatever_a_server_answers_a_call_ends_as_promised_or_in_one_of_our_exceptions(
    server: Fuzzed, client: ApiClient, data: bytes, ending: Any, name: str
) -> None:
    server.to_come = (data, ending, CLOSE)
    before = len(server.requests)
    deadline = 0.05 if ending is LINGER else 5
    began = time.monotonic()
    result, error = returned_or_raised(lambda: CALLS[name].make(client, _deadline=deadline))
    assert time.monotonic() - began < deadline + 5
    if error is None:
        assert CALLS[name].is_kept(result)
        assert isinstance(repr(result), str)
    else:
        assert is_sound(error)
        assert name != "a write" or isinstance(error, AmbiguousResultException) == (error.outcome == "unknown")
    if name == "a write" and not re.search(rb"408|429|503", data):
        assert len(server.requests) - before <= 1
    assert works_as_ever(client, server)


@given(st.integers(100, 999), bodies)
def test_a_status_that_is_no_success_is_never_taken_for_one(
    server: Fuzzed, client: ApiClient, status: int, body: bytes
) -> None:
    assume(not 200 <= status < 300)
    server.to_come = (answer(body, status), CLOSE)
    with pytest.raises(ApiException) as raised:
        MessagesAPIApi(client).create_a_message({}, *CONTACT)
    assert raised.value.status in (status, 0)
    assert is_sound(raised.value)


@given(st.sampled_from(["", "{}", "//{}", "http://{}"]), latin_1)
@example("http://{}", "")
@example("http://{}", "?a=b")
def test_a_redirect_leads_to_a_well_formed_request_or_is_raised(
    server: Fuzzed, client: ApiClient, start: str, rest: str
) -> None:
    location = start.format(server.url.partition("//")[2]) + rest
    server.to_come = answer(status=302, headers={"Location": location})
    before = len(server.requests)
    with pytest.raises(ApiException) as raised:
        InboxAPIApi(client).get_details_of_a_inbox("i")
    assert raised.value.status == 302
    lines = [request.raw.partition(b"\r\n")[0].decode("latin-1") for request in server.requests[before:]]
    assert all(map(REQUEST_LINE.fullmatch, lines))


@given(st.dictionaries(st.sampled_from(["retry-after", "date"]), numbers | dates | latin_1))
def test_the_wait_that_a_server_asks_for_is_always_a_number(headers: dict[str, str]) -> None:
    asked = retry_after(headers)
    assert asked is None or asked >= 0
    assert 0 < seconds_to_next_minute(headers) <= 60


CORPUS = sorted((Path(__file__).parent / "fuzz" / "corpus").iterdir())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_of_the_fuzzer_holds(path: Path) -> None:
    check(path.read_bytes())


# --- what an answer becomes ---


class Received(NamedTuple):
    data: Any
    content_type: str | None = None
    disposition: str | None = None
    status: int = 200

    def getheader(self, name: str, default: Any = None) -> Any:
        return {"content-type": self.content_type, "content-disposition": self.disposition}.get(name.lower(), default)


MODELS = [name for name in chatwoot_client.models.__all__ if issubclass(getattr(chatwoot_client, name), Model)]
names_of_types = st.recursive(
    st.sampled_from([*MODELS, "object", "str", "int", "float", "bool", "datetime", "date"]),
    lambda inner: st.builds("list[{}]".format, inner) | st.builds("dict(str, {})".format, inner),
    max_leaves=3,
)


def has_shape(value: Any, name: str) -> bool:
    if value is None:
        return True
    if name in MODELS:
        return type(value) is getattr(chatwoot_client, name)
    if name.startswith("list["):
        return type(value) is list and all(has_shape(item, name[5:-1]) for item in value)
    if name.startswith("dict("):
        return type(value) is dict and all(has_shape(item, name[10:-1]) for item in value.values())
    return True


@given(documents | st.text(), names_of_types, st.none() | latin_1)
@example(b"text", "str", "text/plain; charset=undefined")
@example(b"\xff", "str", "text/plain; charset=idna")
@example(b"text", "str", "text/plain; charset=hex")
def test_any_body_becomes_the_type_that_was_asked_for_or_a_decode_exception(
    client: ApiClient, data: Any, name: str, content_type: str | None
) -> None:
    value, error = returned_or_raised(lambda: client.deserialize(Received(data, content_type), name))
    if error is None:
        assert has_shape(value, name)
    else:
        assert type(error) is DecodeException
        assert is_sound(error)


@given(names_of_types | st.lists(st.sampled_from(["list[", "dict(", "str", ",", "]", ")", "Model", "é"])).map("".join))
@example("\ud800")
def test_a_type_is_known_or_a_value_error(name: str) -> None:
    try:
        shape_of(name)
    except ValueError as error:
        mistake: str | None = str(error)
    else:
        mistake = None
    assert mistake is None or mistake.startswith("there is no model")


dispositions = st.one_of(
    st.text(max_size=300),
    st.text(max_size=300).map('attachment; filename="{}"'.format),
    st.lists(st.sampled_from(["..", "/", "\\", ".", " ", "\0", "a", '"', ";", "é", "\ud800", "CON", ":"])).map(
        lambda pieces: "filename=" + "".join(pieces)
    ),
    st.text("💥é", max_size=300).map("filename={}".format),
)


@given(dispositions)
def test_a_download_stays_in_its_folder_whatever_the_server_calls_it(
    client: ApiClient, folder: Path, disposition: str
) -> None:
    name = file_name(disposition)
    assert name == os.path.basename(name) != ""
    assert not set(name) & set('/\\:\0\r\n"')
    path = Path(client.deserialize(Received(b"data", disposition=disposition), "file"))
    assert path.resolve().parent.parent == folder.resolve()
    assert path.read_bytes() == b"data"


# --- exceptions ---


@given(
    st.integers(100, 999),
    documents | st.text() | st.none(),
    st.dictionaries(st.sampled_from([*described, "content-type"]), latin_1 | st.just("text/plain")),
    json_values,
    st.booleans(),
)
@example(422, b'{"attributes":' + b"[" * 900 + b"]" * 900 + b"}", {}, None, False)
def test_an_exception_reads_shows_and_pickles_any_answer(
    status: int, body: Any, headers: dict[str, str], sent: Any, unknown: bool
) -> None:
    usual = class_for_status(status)
    cls = ambiguous(usual) if unknown else usual
    error = cls(status, "reason", body=body, headers=headers, sent=sent, secrets=["secret"])
    assert is_sound(error)
    if isinstance(error, TooManyRequestsException):
        assert error.retry_after == 0.0


# --- requests ---

TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
REQUEST_LINE = re.compile(rf"({TOKEN}) (/[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*) HTTP/1\.1")
FIELD = re.compile(rf"({TOKEN}): ([\x20-\x7e\x80-\xff]*)")


class Sent(NamedTuple):
    """A well-formed request, decoded."""

    method: str
    path: list[str]
    query: list[tuple[str, str]]
    fields: list[tuple[str, str]]
    body: bytes

    def all_of(self, name: str) -> list[str]:
        return [value for known, value in self.fields if known.lower() == name.lower()]


def read_strictly(request: Request) -> Sent:
    """*request* as a server reads it that forgives nothing."""
    line, *lines = request.raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    matched = REQUEST_LINE.fullmatch(line)
    assert matched, line
    fields = [found.groups() for found in map(FIELD.fullmatch, lines) if found]
    assert len(fields) == len(lines)
    framing = [name.lower() for name, _ in fields if name.lower() in ("content-length", "transfer-encoding")]
    assert framing in ([], ["content-length"], ["transfer-encoding"])
    path, _, query = matched[2].partition("?")
    return Sent(
        matched[1],
        [unquote(segment, errors="strict") for segment in path.split("/")],
        parse_qsl(query, keep_blank_values=True, errors="strict"),
        [(name, value.strip(" ")) for name, value in fields],
        request.body,
    )


def sent_by(
    call: Callable[[ApiClient], Any], server: Fuzzed, named: str, body: bytes = b"{}", **settings: Any
) -> Sent | None:
    """The one request that *call* made; None where it named a mistake and sent nothing."""
    server.to_come = answer(body)
    before, connections = len(server.requests), server.connections
    try:
        configuration = Configuration(server.url, retries=0, trust_env=False, **settings)
        with ApiClient(configuration) as client:
            call(client)
            # Whatever else was sent would stand before this on the connection.
            assert works_as_ever(client, server)
    except (TypeError, ValueError) as error:
        mistake: Exception | None = error
    else:
        mistake = None
    if mistake is not None:
        assert type(mistake) in (TypeError, ValueError)
        assert named in str(mistake)
        assert server.connections == connections
        return None
    request, sentinel = server.requests[before:]
    assert request.connection == sentinel.connection
    return read_strictly(request)


nasty = st.text("./\\%?#&=+ \r\n\t\"';:@~{}[]\0\x7f\x85\xa0\u2028\ud800é💥ab1", max_size=6)
texts = nasty | st.text(max_size=20) | st.sampled_from(["", ".", "..", "%2e%2e", "\r\nX: y\r\n\r\nGET / HTTP/1.1"])
anything = texts | st.none() | st.booleans() | st.integers() | st.floats() | st.binary(max_size=3) | st.just([1])


@given(anything, anything, anything)
def test_path_parameters_arrive_as_they_were_given_or_are_refused(
    server: Fuzzed, inbox: Any, contact: Any, conversation: Any
) -> None:
    sent = sent_by(
        lambda client: MessagesAPIApi(client).create_a_message({}, inbox, contact, conversation), server, "i"
    )
    path = ["", "public", "api", "v1", "inboxes", inbox, "contacts", contact]
    if sent is not None:
        assert sent.path == [str(part) for part in (*path, "conversations", conversation, "messages")]
        assert sent.query == []
        assert sent.body == b"{}"


@given(st.sampled_from(["inbox_identifier", "contact_identifier"]), anything)
def test_the_path_parameter_that_is_refused_is_named(server: Fuzzed, name: str, value: Any) -> None:
    given_path = {"inbox_identifier": "i", "contact_identifier": "c", name: value}
    sent_by(lambda client: ContactsAPIApi(client).get_details_of_a_contact(**given_path), server, name)


@given(texts, st.text("!$&'()*+,;=:@/~._-%|[]"))
def test_characters_that_are_let_through_make_no_other_path(server: Fuzzed, value: str, safe: str) -> None:
    def call(client: ApiClient) -> None:
        InboxAPIApi(client).get_details_of_a_inbox(value)

    assume(not set("%|[]") & set(safe))
    sent = sent_by(call, server, "inbox_identifier", safe_chars_for_path_param=safe)
    if sent is not None:
        assert "/".join(sent.path) == f"/public/api/v1/inboxes/{value}"
        assert not set(sent.path[1:]) & {"", ".", ".."}


@given(st.dictionaries(texts, anything | st.lists(texts, max_size=3), max_size=3))
def test_the_query_arrives_as_it_was_given_or_is_refused(server: Fuzzed, query: dict[str, Any]) -> None:
    sent = sent_by(lambda client: client.call_api("/fuzz", "GET", query_params=query), server, "")
    if sent is not None:
        expected = []
        for name, value in query.items():
            for item in value if isinstance(value, list) else [value]:
                if item is not None:
                    expected.append((name, str(item).lower() if isinstance(item, bool) else str(item)))
        assert sent.query == expected


@given(st.sampled_from(["identifier", "identifier_hash"]), anything)
def test_the_query_parameter_that_is_refused_is_named(server: Fuzzed, name: str, value: Any) -> None:
    sent = sent_by(
        lambda client: ContactsAPIApi(client).get_details_of_a_contact("i", "c", **{name: value}), server, name
    )
    if sent is not None and isinstance(value, str):
        assert sent.query == [(name, value)]


@given(st.dictionaries(st.sampled_from(["content", "echo_id"]) | texts, json_values | texts | st.just(10**400)))
def test_a_body_arrives_as_it_was_given_or_is_refused(server: Fuzzed, body: dict[str, Any]) -> None:
    sent = sent_by(lambda client: MessagesAPIApi(client).create_a_message(body, *CONTACT), server, "body")
    if sent is not None:
        assert json.loads(sent.body) == body
        assert sent.all_of("content-type") == ["application/json; charset=utf-8"]


def arrives(value: str) -> str:
    """A header's value as a server reads it, who drops the blanks around it."""
    return value.strip(" ")


names = st.sampled_from(["X-Own", "x_own", "Host", "Accept", "Content-Type", "Expect", "X-Request-Id"])
a_header = st.tuples(names | texts, texts | latin_1 | anything)


@given(a_header)
def test_headers_of_a_call_arrive_as_they_were_given_or_are_refused(server: Fuzzed, header: tuple[Any, Any]) -> None:
    name, value = header
    sent = sent_by(
        lambda client: MessagesAPIApi(client).create_a_message({}, *CONTACT, _headers={name: value}),
        server,
        name if name.lower().replace("_", "-") in ("content-length", "transfer-encoding") else "_headers",
    )
    if sent is not None:
        assert sent.all_of(name) == [arrives(value)]


@given(a_header)
def test_default_headers_arrive_as_they_were_given_or_are_refused(server: Fuzzed, header: tuple[Any, Any]) -> None:
    name, value = header

    def call(client: ApiClient) -> None:
        client.set_default_header(name, value)
        InboxAPIApi(client).get_details_of_a_inbox("i")

    sent = sent_by(call, server, "header_name")
    if sent is not None:
        assert sent.all_of(name) == [arrives(value)]


secrets = texts | latin_1 | st.text("abc:\xe9 \r\n\0\ud800", max_size=20)


@given(secrets, secrets)
def test_a_token_and_its_prefix_arrive_as_they_were_given_or_are_refused(
    server: Fuzzed, token: str, prefix: str
) -> None:
    keys = {"api_key": {"userApiKey": token}, "api_key_prefix": {"userApiKey": prefix}}
    sent = sent_by(
        lambda client: MessagesAPIApi(client).list_all_converation_messages(*CONTACT), server, "api_key", b"[]", **keys
    )
    if sent is not None:
        whole = f"{prefix} {token}" if prefix else token
        assert sent.all_of("Api-Access-Token") == ([arrives(whole)] if token else [])


@given(secrets, secrets)
@example("", "a\ud800secret")
@example("user:name", "secret")
def test_a_user_name_and_password_arrive_as_they_were_given_or_are_refused(
    server: Fuzzed, username: str, password: str
) -> None:
    def call(client: ApiClient) -> None:
        InboxAPIApi(client).get_details_of_a_inbox("i")

    sent = sent_by(call, server, "", username=username, password=password)
    if sent is not None and (username or password):
        [said] = sent.all_of("Authorization")
        read, _, secret = base64.b64decode(said.removeprefix("Basic ")).decode().partition(":")
        assert (read, secret) == (username, password)


@given(secrets)
def test_a_cookie_arrives_as_it_was_given_or_is_refused(server: Fuzzed, cookie: str) -> None:
    def call(client: ApiClient) -> None:
        client.cookie = cookie
        InboxAPIApi(client).get_details_of_a_inbox("i")

    sent = sent_by(call, server, "cookie")
    if sent is not None:
        assert sent.all_of("Cookie") == [arrives(cookie)]


DISPOSITION = re.compile(rb'Content-Disposition: form-data; name="([^"\r\n]*)"(?:; filename="([^"\r\n]*)")?')


def parts_of(sent: Sent) -> list[tuple[bytes, bytes | None, bytes | None, bytes]]:
    """The parts of a form: name, file name, content type, content."""
    [content_type] = sent.all_of("content-type")
    boundary = b"--" + content_type.partition("multipart/form-data; boundary=")[2].encode()
    first, *parts, last = (b"\r\n" + sent.body).split(b"\r\n" + boundary)
    assert (first, last) == (b"", b"--\r\n")
    found = []
    for part in parts:
        head, _, content = part.partition(b"\r\n\r\n")
        _, disposition, *more = head.split(b"\r\n")
        name, filename = DISPOSITION.fullmatch(disposition).groups()
        [kind] = [line.partition(b"Content-Type: ")[2] for line in more] or [None]
        found.append((name, filename, kind, content))
    return found


def in_a_form(text: str) -> bytes:
    """A name as HTML has it written into a form."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode()


@given(texts, texts | st.builds("{}/{}".format, texts, texts), st.binary(max_size=50), texts, texts)
def test_a_file_its_name_and_the_fields_beside_it_arrive_as_they_were_given_or_are_refused(
    server: Fuzzed, name: str, content_type: str, data: bytes, content: str, key: str
) -> None:
    body = {"content": content, key: "value", "attachments": [(name, data, content_type)]}
    assume(key not in ("content", "attachments"))
    sent = sent_by(lambda client: MessagesAPIApi(client).create_a_message(body, *CONTACT), server, "")
    if sent is not None:
        assert parts_of(sent) == [
            (b"content", None, None, content.encode()),
            (in_a_form(key), None, None, b"value"),
            (b"attachments[]", in_a_form(name), content_type.encode(), data),
        ]


@given(texts.map("/{}".format), texts)
@example("/{", "GET")
@example("/{a b}", "GET")
@example("/?1", "GET")
def test_any_path_and_method_make_one_well_formed_request_or_are_refused(
    server: Fuzzed, path: str, method: str
) -> None:
    sent = sent_by(lambda client: client.call_api(path, method), server, "")
    if sent is not None:
        assert sent.method == method.upper()
