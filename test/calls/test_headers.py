"""The headers of a client, set in one thread and sent by others."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client


@pytest.fixture
def server():
    with ScriptedServer(lambda request: json_answer([])) as scripted:
        yield scripted


@pytest.fixture
def client(server):
    with chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url)) as client:
        yield client


@pytest.mark.usefixtures("impatient_threads")
def test_headers_that_are_set_from_many_threads_break_no_call(client, server):
    stop = threading.Event()

    def set_headers(number):
        turn = 0
        while not stop.is_set():
            client.set_default_header("X-Tenant", f"value {turn % 7}")
            client.set_default_header(f"X-{number}-{turn % 50}", "more")
            client.set_default_header(("X-Other", "x_other")[turn % 2], "more")
            assert client.user_agent
            turn += 1

    def call(_):
        for _ in range(60):
            client.request("GET", "/api/v1/profile")
            client.request("GET", "/api/v1/profile", _headers={"X-Own": "own"})

    client.set_default_header("X-Tenant", "value 0")
    with ThreadPoolExecutor(8) as threads:
        setting = [threads.submit(set_headers, number) for number in range(4)]
        calling = [threads.submit(call, number) for number in range(4)]
        for each in calling:
            each.result()
        stop.set()
        for each in setting:
            each.result()
    assert len(server.requests) == 480
    for request in server.requests:
        assert request.headers["x-tenant"].startswith("value ")


# --- which header carries the token ---


def sent_by(server, client_for, call=lambda client: client.request("GET", "/api/v1/profile"), **settings):
    call(client_for(server, **settings))
    return server.requests[-1].headers


def test_a_bearer_token_goes_in_the_header_of_authorization_alone(server, client_for):
    settings = {"api_key": {"userApiKey": "secret"}, "api_key_prefix": {"userApiKey": "Token"}}
    headers = sent_by(server, client_for, auth_scheme="bearer", **settings)
    assert headers["authorization"] == "Bearer secret"
    assert "api-access-token" not in headers
    headers = sent_by(server, client_for, **settings)
    assert headers["api-access-token"] == "Token secret"
    assert "authorization" not in headers


def test_an_authorization_of_the_call_goes_before_a_bearer_token(server, client_for):
    def call(client):
        client.request("GET", "/api/v1/profile", _headers={"authorization": "Own"})

    headers = sent_by(server, client_for, call, auth_scheme="bearer", api_key={"userApiKey": "secret"})
    assert headers["authorization"] == "Own"


@pytest.mark.parametrize("name", ["Api-Access-Token", "api_access_token", "X-Token"])
def test_a_token_of_the_call_goes_alone_though_the_client_s_is_sent_as_a_bearer(name, server, client_for):
    def call(client):
        client.request("GET", "/api/v1/profile", _headers={name: "own"})

    settings = {"auth_scheme": "bearer", "api_key_header": "X-Token", "api_key": {"userApiKey": "secret"}}
    headers = sent_by(server, client_for, call, **settings)
    assert headers[name.lower()] == "own"
    assert "authorization" not in headers


def test_a_bearer_token_and_a_password_do_not_go_in_one_header(server, client_for):
    settings = {"auth_scheme": "bearer", "username": "ann", "password": "pass"}
    with pytest.raises(ValueError, match="auth_scheme 'bearer' sends the token in the header that username"):
        sent_by(server, client_for, api_key={"userApiKey": "secret"}, **settings)
    assert not server.requests
    # Where no token is sent they do.
    assert sent_by(server, client_for, **settings)["authorization"].startswith("Basic ")


def test_what_generated_clients_ask_a_configuration_tells_of_the_bearer_token():
    configuration = chatwoot_client.Configuration(api_key={"userApiKey": "secret"}, auth_scheme="bearer")
    assert configuration.get_api_key_with_prefix("userApiKey") == "Bearer secret"
    settings = configuration.auth_settings()["userApiKey"]
    assert (settings["key"], settings["value"]) == ("Authorization", "Bearer secret")


def test_a_server_that_does_not_read_bearer_tokens_is_told_of(client_for):
    refusal = {"errors": ["You need to sign in or sign up before continuing."]}
    with ScriptedServer([json_answer(refusal, 401)]) as older:
        client = client_for(older, auth_scheme="bearer", api_key={"userApiKey": "secret"})
        with pytest.raises(chatwoot_client.UnauthorizedException, match=r"before Chatwoot 4\.19 don't read") as raised:
            client.request("GET", "/api/v1/profile")
    assert "secret" not in str(raised.value)
