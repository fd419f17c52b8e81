"""``ApiClient``: what generated clients offer besides the operations."""

from __future__ import annotations

import datetime
import json
import os
import pickle
import threading
from pathlib import Path

import pytest
from forms import parsed
from hypothesis import given, settings
from hypothesis import strategies as st
from servers import ScriptedServer, answer, json_answer, pause

import chatwoot_client
from chatwoot_client import (
    NULL,
    ApiClient,
    ApiException,
    ApiResponse,
    Configuration,
    DecodeException,
    MessagesAPIApi,
    PublicMessage,
    SubmittedValue,
)
from chatwoot_client.generated import file_name

SECRET = "s3cret-canary"


@pytest.fixture
def server():
    with ScriptedServer([json_answer({"id": 1})]) as scripted:
        yield scripted


@pytest.fixture
def client(server, client_for):
    return client_for(server, api_key={"userApiKey": "u", "platformAppApiKey": "p"}, retries=0)


class Foreign:
    """An answer of somebody else's HTTP library."""

    def __init__(self, data, status=200, **headers):
        self.data = data
        self.status = status
        self._headers = headers

    def getheader(self, name, default=None):
        return self._headers.get(name.replace("-", "_"), default)


# --- request ---


def test_request_reaches_an_endpoint_that_has_no_method(server, client):
    answer = client.request(
        "patch",
        "/api/v1/accounts/{account_id}/things/{id}",
        path_params={"account_id": 1, "id": "a/b"},
        query={"labels[]": ["x", "y"], "none": None},
        body={"name": "Ann"},
        _headers={"X-More": "more"},
    )
    (request,) = server.requests
    assert (request.method, request.target) == (
        "PATCH",
        "/api/v1/accounts/1/things/a%2Fb?labels%5B%5D=x&labels%5B%5D=y",
    )
    assert (request.json, request.headers["x-more"]) == ({"name": "Ann"}, "more")
    assert answer == {"id": 1}


def test_request_sends_the_token_that_paths_of_this_kind_take(server, client):
    for path in ("/api/v1/x", "/api/v2/x", "/platform/api/v1/x", "/public/api/v1/x", "/survey/x", "/hc/x"):
        client.request("GET", path)
    assert [request.headers.get("api-access-token") for request in server.requests] == ["u", "u", "p", None, None, None]


def test_request_sends_another_token_where_it_is_told_to(server, client):
    for auth in ("platformAppApiKey", ["agentBotApiKey", "platformAppApiKey"], ()):
        client.request("GET", "/api/v1/x", auth=auth)
    assert [request.headers.get("api-access-token") for request in server.requests] == ["p", "p", None]


@pytest.mark.parametrize(
    ("returns", "expected"),
    [
        (object, {"id": 1}),
        (None, None),
        (PublicMessage, PublicMessage(1)),
        ("PublicMessage", PublicMessage(1)),
        ({str: object}, {"id": 1}),
        (str, '{"id": 1}'),
    ],
)
def test_request_returns_what_it_is_told_to(server, client, returns, expected):
    assert client.request("GET", "/api/v1/x", returns=returns) == expected


def test_request_sends_files_beside_the_fields_of_a_body(server, client):
    client.request("POST", "/api/v1/x", body=PublicMessage(content="a"), files={"file": ("a.txt", b"a")})
    client.request("POST", "/api/v1/x", files={"files": [("a.txt", b"a"), ("b.txt", b"b")]})
    assert parsed(server.requests[0]) == ([("content", "a")], [("file", "a.txt", "text/plain", b"a")])
    assert [name for name, *_ in parsed(server.requests[1])[1]] == ["files[]", "files[]"]


def test_request_repeats_a_post_that_only_reads(client_for):
    with ScriptedServer([json_answer({}, 502), json_answer({"id": 1})]) as server:
        assert client_for(server).request("POST", "/api/v1/filter", body={}, reads=True) == {"id": 1}
    with ScriptedServer([json_answer({}, 502), json_answer({"id": 1})]) as server:
        client = client_for(server)
        with pytest.raises(chatwoot_client.AmbiguousResultException):
            client.request("POST", "/api/v1/things", body={})
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"path": "x"}, ValueError, "path must begin with a slash"),
        ({"path": 5}, TypeError, "path must be text"),
        ({"path": "/x?a=b"}, ValueError, "query takes it"),
        ({"path": "/x#a"}, ValueError, "query takes it"),
        ({"path": "/x/../y"}, ValueError, "path must not have a part that is '.' or '..'"),
        ({"path": "/x/%2e%2E/y"}, ValueError, "path must not have a part that is '.' or '..'"),
        ({"path": "/x/{id}"}, TypeError, "path_params lacks id"),
        ({"path": "/x/{id}", "path_params": {"id": ".."}}, ValueError, "id must not be"),
        ({"method": "GET /"}, ValueError, "method must be one word"),
        ({"method": None}, TypeError, "method must be text"),
        ({"query": {"before": float("nan")}}, ValueError, "before must be a number, not nan"),
        ({"query": {"id[]": [1, float("inf")]}}, ValueError, r"id\[\] must be a number, not inf"),
        ({"body": 5}, TypeError, "body must be a model or a dict"),
        ({"body": {"a": {1}}}, ValueError, "body can't be sent as JSON: JSON has nothing for the type set"),
        ({"body": 5, "files": {"file": ("a.txt", b"")}}, TypeError, "body must be a model or a dict, not int"),
        ({"files": {"file": "a.png"}}, TypeError, "file is a str"),
        ({"returns": "NoModel"}, ValueError, "no model 'NoModel'"),
        ({"_request_timeuot": 5}, TypeError, "did you mean '_request_timeout'"),
    ],
)
def test_request_refuses_what_it_can_not_send(server, client, arguments, error, said):
    with pytest.raises(error, match=said):
        client.request(**{"method": "POST", "path": "/x", **arguments})
    assert server.connections == 0


def test_an_error_of_request_does_not_show_who_it_is_about(client_for):
    paths = {
        "/api/v1/accounts/1/contacts/5/notes": "/api/v1/accounts/1/contacts/5/notes",
        "/public/api/v1/inboxes/abcDEF/contacts/4915112345678/conversations/5": (
            "/public/api/v1/inboxes/{…}/contacts/{…}/conversations/5"
        ),
        "/public/api/v1/inboxes/abc/contacts/anna": "/public/api/v1/inboxes/{…}/contacts/{…}",
        "/public/api/v1/inboxes//abc/contacts//anna/": "/public/api/v1/inboxes//{…}/contacts//{…}/",
        "//public/api/v1/inboxes/abc/contacts/5551234567": "//public/api/v1/inboxes/{…}/contacts/{…}",
        "/%70ublic/api/v1/%69nboxes/abc/contact%73/anna": "/{…}/api/v1/{…}/{…}/{…}/{…}",
        "/api/v1/things/ann@example.com": "/api/v1/things/{…}",
        "/api/v1/things/v4915112345678": "/api/v1/things/{…}",
    }
    with ScriptedServer([json_answer({"error": "no"}, 404)]) as server:
        client = client_for(server)
        for path, shown in paths.items():
            with pytest.raises(chatwoot_client.NotFoundException) as raised:
                client.request("GET", path)
            assert raised.value.url == f"{server.url}{shown}"


# --- call_api ---


def test_call_api_takes_what_generated_clients_pass(server, client):
    response = client.call_api(
        "/api/v1/accounts/{account_id}/contacts/{id}",
        "PUT",
        {"account_id": 1, "id": "a/b"},
        [("q", "a b"), ("labels[]", ["x", "y"]), ("none", None), ("yes", True)],
        {"Accept": "text/plain", "Content-Type": "text/plain", "X-More": "more"},
        body={"name": "Ann", "at": datetime.date(2026, 11, 23)},
        post_params=[],
        files={},
        response_type="PublicMessage",
        auth_settings=["userApiKey"],
        async_req=None,
        _return_http_data_only=None,
        collection_formats={"labels[]": "multi"},
        _preload_content=True,
        _request_timeout=5,
    )
    (request,) = server.requests
    assert request.method == "PUT"
    assert request.target == "/api/v1/accounts/1/contacts/a%2Fb?q=a+b&labels%5B%5D=x&labels%5B%5D=y&yes=true"
    assert request.json == {"name": "Ann", "at": "2026-11-23"}
    assert request.headers["content-type"] == "application/json; charset=utf-8"
    assert (request.headers["accept"], request.headers["x-more"]) == ("text/plain", "more")
    assert request.headers["api-access-token"] == "u"
    assert isinstance(response, ApiResponse)
    assert (type(response.data), response.data.id, response.status) == (PublicMessage, 1, 200)


def test_call_api_with_little(server, client):
    assert client.call_api("/x", "get", _return_http_data_only=True) is None
    assert client.call_api("/x", "GET", response_type="object", _return_http_data_only=True) == {"id": 1}
    assert client.call_api("/x", "GET", response_type=PublicMessage, _return_http_data_only=True).id == 1
    assert "api-access-token" not in server.requests[0].headers
    assert (server.requests[0].method, server.requests[0].body) == ("GET", b"")


def test_call_api_chooses_the_token_of_the_scheme(server, client):
    client.call_api("/x", "GET", auth_settings=["platformAppApiKey"])
    client.call_api("/x", "GET", auth_settings=["agentBotApiKey", "userApiKey"])
    assert [request.headers["api-access-token"] for request in server.requests] == ["p", "u"]


def test_call_api_sends_forms_and_files(server, client, tmp_path):
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"data")
    client.call_api(
        "/x", "POST", post_params={"name": "Ann"}, files={"avatar": photo, "more": [photo, ("b.txt", b"b")]}
    )
    client.call_api("/x", "POST", post_params=[("name", "Ann"), ("of", {"a": 1})])
    assert parsed(server.requests[0]) == (
        [("name", "Ann")],
        [
            ("avatar", "photo.png", "image/png", b"data"),
            ("more[]", "photo.png", "image/png", b"data"),
            ("more[]", "b.txt", "text/plain", b"b"),
        ],
    )
    assert parsed(server.requests[1]) == ([("name", "Ann"), ("of[a]", "1")], [])


def test_call_api_takes_a_field_s_name_with_its_brackets_too(server, client):
    client.call_api("/x", "POST", files={"attachments[]": [("a.txt", b"a"), ("b.txt", b"b")]})
    assert [name for name, *_ in parsed(server.requests[0])[1]] == ["attachments[]", "attachments[]"]


def test_call_api_answers_later_or_openly(server, client):
    handle = client.call_api("/x", "GET", response_type="object", async_req=True, _return_http_data_only=True)
    assert handle.get(10) == {"id": 1}
    with client.call_api("/x", "GET", _preload_content=False, _return_http_data_only=True) as response:
        assert json.loads(response.data) == {"id": 1}


def test_call_api_raises_for_an_error_status(client_for):
    with ScriptedServer([json_answer({"error": "no"}, 404)]) as server:
        client = client_for(server)
        with pytest.raises(chatwoot_client.NotFoundException) as raised:
            client.call_api(
                "/accounts/{account_id}/of/{source_id}", "GET", {"account_id": 5, "source_id": 4915112345678}
            )
    assert raised.value.url == f"{server.url}/accounts/5/of/{{source_id}}"


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (("/x/{id}", "GET"), TypeError, "path_params lacks id"),
        (("/x/{id}", "GET", {"id": ""}), ValueError, "id must not be empty"),
        (("x", "GET"), ValueError, "resource_path must begin with a slash"),
        (("/x", "GET / HTTP/1.1\r\nX-Injected: 1"), ValueError, "method must be one word"),
        (("/x", ""), ValueError, "method must be one word"),
        (("/x", "GET", None, None, {"X-More": "a\r\nb"}), ValueError, "X-More"),
        (("/x", "GET", None, {"q": object()}), TypeError, "q must be text"),
        (("/x", "POST", None, None, None, {"a": {1}}), ValueError, "body can't be sent as JSON"),
        (("/x", "POST", None, None, None, None, {"a": NULL}, {"file": ("a", b"")}), ValueError, "a is null"),
        (("/x", "POST", None, None, None, None, None, {"file": "a.png"}), TypeError, "file is a str"),
        (("/x", "GET", None, None, None, None, None, None, "NoModel"), ValueError, "no model 'NoModel'"),
    ],
)
def test_call_api_refuses_what_it_can_not_send(server, client, arguments, error, said):
    with pytest.raises(error, match=said):
        client.call_api(*arguments)
    assert server.connections == 0


def test_a_path_of_call_api_is_quoted_where_it_has_to_be(server, client):
    client.call_api("/a b/ä/\r\nX-Injected: 1/%20", "GET")
    assert server.requests[0].target == "/a%20b/%C3%A4/%0D%0AX-Injected:%201/%20"


# --- sanitize_for_serialization ---


def test_sanitize_gives_plain_data(client):
    message = PublicMessage(content="hello", sender=chatwoot_client.PublicMessageSender(name="Ann"))
    moment = datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc)
    assert client.sanitize_for_serialization(
        {"a": message, "b": [SubmittedValue(name="n")], "c": moment, "d": NULL, "e": (1, None), "f": 1.5, "g": "ä"}
    ) == {
        "a": {"content": "hello", "sender": {"name": "Ann"}},
        "b": [{"name": "n"}],
        "c": "2026-11-23T00:00:00+00:00",
        "d": None,
        "e": [1, None],
        "f": 1.5,
        "g": "ä",
    }
    for value in (None, True, 5, "text", []):
        assert client.sanitize_for_serialization(value) == value
    assert client.sanitize_for_serialization((message, moment)) == ({"content": "hello", "sender": {"name": "Ann"}}, "2026-11-23T00:00:00+00:00")  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("value", [{1}, b"b", object(), float("nan"), {"a": "\ud800"}])
def test_sanitize_refuses_what_json_can_not_carry(client, value):
    with pytest.raises(ValueError, match=r"^obj "):
        client.sanitize_for_serialization(value)


# --- deserialize ---

MOMENT = datetime.datetime(2026, 11, 23, 6, 15, 28, tzinfo=datetime.timezone.utc)


@pytest.mark.parametrize("encoded", [lambda text: text, str.encode, lambda text: text.encode("utf-16")])
@pytest.mark.parametrize(
    ("text", "response_type", "value"),
    [
        ('{"id": 1}', "PublicMessage", PublicMessage(id=1)),
        ('{"id": 1}', PublicMessage, PublicMessage(id=1)),
        ('[{"id": 1}]', "list[PublicMessage]", [PublicMessage(id=1)]),
        ("[]", "list[PublicMessage]", []),
        ('{"a": {"id": 1}}', "dict(str, PublicMessage)", {"a": PublicMessage(id=1)}),
        ('{"a": [{"id": 1}]}', "dict(str, list[PublicMessage])", {"a": [PublicMessage(id=1)]}),
        ('[{"a": {"id": 1}}]', "list[dict(str, PublicMessage)]", [{"a": PublicMessage(id=1)}]),
        ("[[1]]", "list[list[int]]", [[1]]),
        ('{"a": [1, null]}', "object", {"a": [1, None]}),
        ("5", "int", 5),
        ("5.5", "float", 5.5),
        ("true", "bool", True),
        ('["a", "b"]', "list[str]", ["a", "b"]),
        ('"2026-11-23T06:15:28Z"', "datetime", MOMENT),
        ('"2026-11-23"', "date", MOMENT.date()),
        ('"soon"', "datetime", "soon"),
        ('"soon"', "date", "soon"),
        ('["2026-11-23T06:15:28Z", null]', "list[datetime]", [MOMENT, None]),
        ('"text"', "object", "text"),
        ('{"id": 1}', None, None),
        ("null", "PublicMessage", None),
    ],
)
def test_deserialize_knows_every_type_name(client, text, response_type, value, encoded):
    result = client.deserialize(Foreign(encoded(text)), response_type)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize("blank", ["", b"", " ", b" \r\n"])
def test_deserialize_gives_none_for_nothing(client, blank):
    assert client.deserialize(Foreign(blank), "list[PublicMessage]") is None


@pytest.mark.parametrize(
    ("data", "text"),
    [(b'"text"', "text"), (b"text", "text"), ("ä".encode(), "ä"), (b'{"a": 1}', '{"a": 1}'), (b"5", "5"), ("ä", "ä")],
)
def test_deserialize_gives_text_for_str(client, data, text):
    assert client.deserialize(Foreign(data), "str") == text


@pytest.mark.parametrize(
    ("data", "response_type"),
    [
        (b"[]", "PublicMessage"),
        (b"5", "PublicMessage"),
        (b"{}", "list[PublicMessage]"),
        (b'["a"]', "list[PublicMessage]"),
        (b"[]", "dict(str, PublicMessage)"),
        (b'{"a": 5}', "dict(str, PublicMessage)"),
        (b'{"a": 5}', "dict(str, list[int])"),
        (b"<html>", "object"),
        (b"{", "object"),
        (b"\xff", "object"),
        (b"[" * 100_000, "object"),
    ],
)
def test_deserialize_says_what_is_not_as_promised(client, data, response_type):
    with pytest.raises(DecodeException) as raised:
        client.deserialize(Foreign(data), response_type)
    assert raised.value.status == 200
    assert raised.value.reason.startswith("the answer")
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.mark.parametrize("response_type", ["NoModel", "list[NoModel]", "Configuration", "os", ""])
def test_deserialize_refuses_a_name_that_stands_for_nothing(client, response_type):
    with pytest.raises(ValueError, match="there is no model"):
        client.deserialize(Foreign(b"{}"), response_type)


def test_deserialize_takes_our_own_answers_too(server, client):
    response = MessagesAPIApi(client).create_a_message({}, "i", "c", 1, _preload_content=False)
    assert client.deserialize(response, "PublicMessage").id == 1


# --- downloads ---

NAMES = [
    ('attachment; filename="report.pdf"', "report.pdf"),
    ("attachment; filename=report.pdf; size=5", "report.pdf"),
    ('attachment; filename="../../etc/passwd"', "passwd"),
    ('attachment; filename="/etc/passwd"', "passwd"),
    ('attachment; filename="..\\\\..\\\\boot.ini"', "boot.ini"),
    ('attachment; filename="C:evil.exe"', "C_evil.exe"),
    ('attachment; filename=".."', "download"),
    ('attachment; filename="."', "download"),
    ('attachment; filename="/"', "download"),
    ('attachment; filename=".bashrc"', "bashrc"),
    ('attachment; filename=""', "download"),
    ("attachment", "download"),
    ("", "download"),
    ('attachment; filename="a\x00b\nc"', "a_b_c"),
]


@pytest.mark.parametrize(("disposition", "name"), NAMES)
def test_a_download_stays_in_its_folder_whatever_the_server_calls_it(tmp_path, disposition, name):
    client = ApiClient(Configuration(temp_folder_path=tmp_path))
    path = Path(client.deserialize(Foreign(b"\x00data", content_disposition=disposition), "file"))
    assert path.name == name
    assert path.parent.parent == tmp_path
    assert path.read_bytes() == b"\x00data"


@settings(deadline=None)
@given(st.text() | st.text("./\\:%;\"'= \x00é🙂\ud800", max_size=300))
def test_no_name_of_a_download_leads_elsewhere(sent):
    name = file_name(f'attachment; filename="{sent}"')
    assert os.path.basename(name) == name
    assert name not in ("", ".", "..")
    assert len(name.encode()) <= 255
    assert not {"\x00", "/", "\\", ":"} & set(name)


def test_downloads_of_the_same_name_are_apart(tmp_path):
    client = ApiClient(Configuration(temp_folder_path=tmp_path))
    downloads = [client.deserialize(Foreign(data, content_disposition="filename=a"), "file") for data in (b"1", b"2")]
    assert [Path(path).read_bytes() for path in downloads] == [b"1", b"2"]


def test_call_api_downloads_into_a_file(client_for, tmp_path):
    with ScriptedServer(
        [answer(b"\xff\x00", headers={"Content-Disposition": 'attachment; filename="a.bin"'})]
    ) as server:
        client = client_for(server, temp_folder_path=tmp_path)
        path = client.call_api("/file", "GET", response_type="file", _return_http_data_only=True)
    assert Path(path).name == "a.bin"
    assert Path(path).read_bytes() == b"\xff\x00"


# --- headers ---


def head_of(request):
    return request.raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]


def test_default_headers_replace_ours_once(server, client_for):
    client = client_for(server, api_key={"userApiKey": "ours"})
    client.set_default_header("API_access_TOKEN", "mine")
    client.set_default_header("user_agent", "mine/1.0")
    client.default_headers["ACCEPT"] = "text/plain"
    client.call_api("/x", "GET", auth_settings=["userApiKey"])
    client.call_api("/x", "GET", auth_settings=["userApiKey"], header_params={"Api-Access-Token": "call's"})
    first, second = map(head_of, server.requests)
    assert {"API_access_TOKEN: mine", "user_agent: mine/1.0", "ACCEPT: text/plain"} <= set(first)
    assert "Api-Access-Token: call's" in second
    for head in (first, second):
        names = [line.partition(":")[0].lower().replace("_", "-") for line in head]
        assert len(names) == len(set(names))
        assert not any("ours" in line for line in head)


def test_a_default_header_counts_from_its_next_call(server, client_for):
    client = client_for(server)
    for value in ("1", "2"):
        client.default_headers["X-Number"] = value
        client.call_api("/x", "GET")
    del client.default_headers["X-Number"]
    client.cookie = "a=b"
    client.call_api("/x", "GET")
    assert [request.headers.get("x-number") for request in server.requests] == ["1", "2", None]
    assert [request.headers.get("cookie") for request in server.requests] == [None, None, "a=b"]


def test_the_constructor_takes_a_header_and_a_cookie(server):
    with ApiClient(Configuration(host=server.url), "X-More", "more", "session=5") as client:
        client.call_api("/x", "GET")
    (request,) = server.requests
    assert (request.headers["x-more"], request.headers["cookie"]) == ("more", "session=5")


def test_the_user_agent_says_who_calls(server, client):
    assert client.user_agent.startswith(f"chatwoot-python-client/{chatwoot_client.__version__} (python 3.")
    client.user_agent = "shop/1.0"
    client.call_api("/x", "GET")
    assert server.requests[0].headers["user-agent"] == client.user_agent == "shop/1.0"
    client.set_default_header("USER-AGENT", "shop/2.0")
    assert client.user_agent == "shop/2.0"
    client.default_headers = {}
    assert client.user_agent == ""


@pytest.mark.parametrize("name", ["Content-Length", "transfer_encoding"])
def test_what_frames_the_request_is_the_client_s_to_set(server, client, name):
    with pytest.raises(ValueError, match="is the client's to set"):
        client.call_api("/x", "GET", header_params={name: "5"})
    assert server.connections == 0


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [("X-More", f"{SECRET}\r\nX: y", ValueError), (f"X\n{SECRET}", "a", ValueError), ("", SECRET, ValueError),
     ("X-More", f"{SECRET}\u20ac", ValueError), ("X-More", 5, TypeError), (5, SECRET, TypeError),
     ("X-More", SECRET.encode(), TypeError)],
)  # fmt: skip
def test_a_header_that_can_not_be_sent_is_refused_without_being_repeated(server, client, name, value, error):
    with pytest.raises(error) as at_once:
        client.set_default_header(name, value)
    client.default_headers[name] = value
    with pytest.raises(error) as at_the_call:
        client.call_api("/x", "GET")
    assert SECRET not in f"{at_once.value}{at_the_call.value}"
    assert server.connections == 0


@pytest.mark.parametrize("cookie", [f"{SECRET}\r\nX: y", f"{SECRET}\u20ac", 5])
def test_a_cookie_that_can_not_be_sent_is_refused_without_being_repeated(cookie):
    with pytest.raises((TypeError, ValueError), match="cookie") as raised:
        ApiClient(cookie=cookie)
    assert SECRET not in str(raised.value)


def test_a_default_content_type_does_not_spoil_a_form(server, client):
    client.set_default_header("content_type", "application/json")
    client.call_api("/x", "POST", files={"file": ("a.txt", b"a")}, header_params={"CONTENT-TYPE": "text/plain"})
    MessagesAPIApi(client).create_a_message(
        {"attachments": [("a.txt", b"a")]}, "i", "c", 1, _headers={"Content-Type": "text/plain"}
    )
    for request in server.requests:
        assert parsed(request)[1][0][3] == b"a"


# --- options ---


@pytest.mark.parametrize(
    ("option", "value", "error"),
    [
        ("_request_timeout", 0, ValueError),
        ("_request_timeout", "5", TypeError),
        ("_request_timeout", (1, 2, 3), ValueError),
        ("_deadline", -1, ValueError),
        ("_deadline", "5", TypeError),
        ("_retries", -1, ValueError),
        ("_retries", "3", TypeError),
        ("_retries", 1.5, TypeError),
    ],
)
def test_an_option_that_does_not_fit_is_refused_by_name(server, client, option, value, error):
    with pytest.raises(error, match=f"^{option} "):
        MessagesAPIApi(client).list_all_converation_messages("i", "c", 1, **{option: value})
    assert server.connections == 0


def test_a_handle_tells_how_its_call_is_doing(client_for):
    with ScriptedServer([(pause(0.3), json_answer([])), json_answer({"error": "no"}, 404)]) as server:
        api = MessagesAPIApi(client_for(server))
        handle = api.list_all_converation_messages("i", "c", 1, async_req=True)
        assert not handle.ready()
        with pytest.raises(ValueError, match="still under way"):
            handle.successful()
        with pytest.raises(TimeoutError):
            handle.get(timeout=0.01)
        handle.wait(0.01)
        assert handle.get() == []
        assert handle.ready()
        assert handle.successful()
        failed = api.list_all_converation_messages("i", "c", 1, async_req=True)
        with pytest.raises(chatwoot_client.NotFoundException):
            failed.get(10)
        assert not failed.successful()


def test_wrong_arguments_are_refused_at_once_with_async_req_too(server, client):
    with pytest.raises(ValueError, match="inbox_identifier"):
        MessagesAPIApi(client).list_all_converation_messages("", "c", 1, async_req=True)
    assert server.connections == 0


def threads_of_ours():
    return [thread for thread in threading.enumerate() if thread.name.startswith("chatwoot_client")]


def test_no_thread_is_started_until_async_req_is_used_and_none_is_left_after_close(server):
    client = ApiClient(Configuration(host=server.url))
    client.call_api("/x", "GET")
    assert threads_of_ours() == []
    client.call_api("/x", "GET", async_req=True)
    assert len(threads_of_ours()) == 1
    client.close()
    assert threads_of_ours() == []


# --- lifetime ---


def test_a_client_without_a_configuration_goes_to_chatwoot_s_own():
    assert ApiClient().configuration == Configuration()
    assert repr(ApiClient()) == "<ApiClient https://app.chatwoot.com>"
    assert repr(MessagesAPIApi()) == "<MessagesAPIApi of <ApiClient https://app.chatwoot.com>>"


def test_clients_without_a_configuration_share_nothing():
    one, other = ApiClient(), ApiClient()
    one.configuration.api_key["userApiKey"] = "u"
    one.set_default_header("X-More", "more")
    assert other.configuration.api_key == {}
    assert "X-More" not in other.default_headers


def test_a_call_after_close_opens_anew(server):
    with ApiClient(Configuration(host=server.url)) as client:
        client.call_api("/x", "GET")
    client.call_api("/x", "GET")
    client.close()
    client.close()
    assert server.connections == 2


@pytest.mark.parametrize("wrong", ["https://chat.example.com", {}, 5, Configuration])
def test_only_a_configuration_configures(wrong):
    with pytest.raises(TypeError, match="configuration must be a Configuration"):
        ApiClient(wrong)


@pytest.mark.parametrize("wrong", ["https://chat.example.com", {}, 5, Configuration()])
def test_an_api_class_takes_a_client_only(wrong):
    with pytest.raises(TypeError, match="api_client must be an ApiClient"):
        MessagesAPIApi(wrong)


def test_a_client_is_not_pickled_and_shows_no_secret():
    client = ApiClient(Configuration(api_key={"userApiKey": SECRET}), cookie=SECRET)
    assert SECRET not in repr(client)
    with pytest.raises(TypeError, match="secrets"):
        pickle.dumps(client)


def test_every_public_name_is_there_and_in_dir():
    for package in (chatwoot_client, chatwoot_client.api, chatwoot_client.models):
        for name in package.__all__:
            assert getattr(package, name) is not None
            assert name in dir(package)
    for name in (*chatwoot_client.api.__all__, *chatwoot_client.models.__all__):
        assert hasattr(chatwoot_client, name)
    with pytest.raises(AttributeError, match="no attribute 'MesagesAPIApi'"):
        chatwoot_client.MesagesAPIApi  # noqa: B018
    assert issubclass(chatwoot_client.rest.ApiException, ApiException)
