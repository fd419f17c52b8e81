"""Redirects: followed within the origin, and told elsewhere."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme
from exchanging import (
    CALLS,
    ClientFor,
    failure_of,
    get,
    list_messages,
    no_socket_is_left_open,  # noqa: F401
)
from servers import (
    ScriptedServer,
    answer,
    json_answer,
)

pytestmark = pytest.mark.filterwarnings("error")


def to(location: str, status: int = 302) -> bytes:
    return answer(status=status, headers={"Location": location})


TOKEN = {"api_key": {"api_access_token": "the-token"}}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["/there?a=b", "there?a=b", "{url}/there?a=b", "//127.0.0.1:{port}/there?a=b#part"]
)
def test_a_redirect_within_the_origin_is_followed(status: int, location: str, client_for: ClientFor) -> None:
    with ScriptedServer(lambda request: script.pop(0)) as server:
        script = [to(location.format(url=server.url, port=server.port), status), json_answer({"id": 1})]
        client = client_for(server, **TOKEN)
        assert client.call_api("/thing", "GET", response_type="object", auth_settings=["userApiKey"]).data == {"id": 1}
        assert [request.target for request in server.requests] == ["/thing", "/there?a=b"]
        assert [request.headers["api-access-token"] for request in server.requests] == ["the-token"] * 2


def test_what_a_location_holds_is_asked_for_as_it_was_sent(client_for: ClientFor) -> None:
    with ScriptedServer([to("/caf\xc3\xa9/a b/%2F?q=[x]"), json_answer({})]) as server:
        get(client_for(server))
    assert server.requests[1].target == "/caf%C3%A9/a%20b/%2F?q=%5Bx%5D"


def test_five_redirects_are_followed_and_no_more(client_for: ClientFor) -> None:
    with ScriptedServer([to("/again")] * 5 + [json_answer({}), to("/again")]) as server:
        client = client_for(server)
        assert get(client) == {}
        assert len(server.requests) == 6
        error = failure_of(lambda: get(client))
        assert len(server.requests) == 12
    assert error.status == 302
    assert error.attempts == 1


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_write_is_raised(method: str, status: int, client_for: ClientFor) -> None:
    with ScriptedServer([to("/there", status), json_answer({})]) as server:
        error = failure_of(lambda: client_for(server).call_api("/thing", method, body={}))
        assert len(server.requests) == 1
    assert (error.status, error.outcome) == (status, "refused")


@pytest.mark.parametrize("call", ["list", "create"])
def test_a_redirect_to_another_origin_is_raised_with_what_the_host_should_be(call: str, client_for: ClientFor) -> None:
    with ScriptedServer([json_answer([])]) as other:
        with ScriptedServer(lambda request: to(f"{other.url}{request.target}", 301)) as server:
            client = client_for(server, username="user", password="password", **TOKEN)
            error = failure_of(lambda: CALLS[call](client))
        assert other.connections == 0
    assert error.status == 301
    assert repr(other.url) in str(error)
    assert "Configuration.host" in str(error)


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/thing",
        "http://127.0.0.2:{port}/thing",
        "http://127.0.0.1/thing",
        "https://127.0.0.1:{port}/thing",
        "http://user@127.0.0.1:{port}/thing",
        "http://127.0.0.1:{port}@127.0.0.2/thing",
        "//evil.invalid/thing",
        "ftp://127.0.0.1:{port}/thing",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[::1/thing",
        "http://127.0.0.1:99999/thing",
        "",
    ],
)
def test_nothing_is_sent_to_a_location_that_is_not_the_origin(location: str, client_for: ClientFor) -> None:
    with ScriptedServer(lambda request: to(location.format(port=server.port))) as server:
        error = failure_of(lambda: get(client_for(server)))
        assert len(server.requests) == 1
    assert error.status == 302


def test_a_redirect_without_a_location_is_raised(client_for: ClientFor) -> None:
    with ScriptedServer([answer(status=302)]) as server:
        assert failure_of(lambda: get(client_for(server))).status == 302
        assert len(server.requests) == 1


def test_no_redirect_leads_from_https_down_to_http(client_for: ClientFor, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ScriptedServer([json_answer([])]) as plain:
        with ScriptedServer(lambda request: to(f"{plain.url}{request.target}"), tls=context) as server:
            error = failure_of(lambda: list_messages(client_for(server, ssl_ca_cert=tmp_path / "ca.pem", **TOKEN)))
        assert plain.connections == 0
    assert error.status == 302
